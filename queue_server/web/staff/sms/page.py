"""One open page of SMS: reads what became of the messages again and again, and hands over what staff ask."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date

import structlog
from nicegui import ui

from queue_server.contract.sms import SmsDay, SmsMessage
from queue_server.notices.errors import InvalidPhoneError, UnreadableOutboxError
from queue_server.notices.lifecycle import OPEN, State
from queue_server.notices.opening import Notices
from queue_server.notices.phones import Phone
from queue_server.notices.seen import day_seen, message_seen, newest_seen
from queue_server.notices.steps import BY_HAND, Step
from queue_server.staff.roles import Right
from queue_server.web.language import LANGUAGES
from queue_server.web.staff.office import Person
from queue_server.web.staff.sms.rows import became, message_row, provider_rows, reason_sentence, step_name, troubles
from queue_server.web.staff.visit import Act, Surface, Visit, new_picture
from queue_server.web.words.hall_fields import FIELDS
from queue_server.web.words.sms_page import SMS_PAGE

LOOK_EVERY_S = 2.0
SHOWN = 200
"""Messages of a day on the page; there may be thousands."""

HALL, QUEUE, TICKET = "hall", "queue", "ticket"

_FRESH: Mapping[str, str] = {"number": "", "step": Step.TEST, "language": "zh", "provider": ""}


@dataclass(frozen=True, slots=True)
class Seen:
    """What was read at one moment; ``followed`` are the messages that this page asked for."""

    day: SmsDay
    messages: list[SmsMessage]
    followed: list[SmsMessage]


class SmsPage:
    """Belongs to one visit. ``_day`` is none for today, whichever day that is; ``_state`` none for every message."""

    def __init__(self, visit: Visit, notices: Notices) -> None:
        self._visit = visit
        self._notices = notices
        self._words, self._steps = visit.words(SMS_PAGE), visit.words(FIELDS)
        self._day: date | None = None
        self._state: State | None = None
        self._seen: Seen | None = None
        self._readable = True
        self._followed: list[str] = []
        self._said = ""
        self._kept = _FRESH
        self._picture = new_picture()
        self._log = structlog.get_logger("staff_pages")
        with ui.element("div").classes("manager sms"):
            self._outcome = Surface(visit, self._act, name="outcome", tag="div")
            self._sums = Surface(visit, self._act, name="panel")
            self._forms = Surface(visit, self._act, name="panel")
            self._list = Surface(visit, self._act, name="panel messages")
        visit.follow(self.refresh)
        visit.soon(self._look)
        ui.timer(LOOK_EVERY_S, self._look)

    def refresh(self) -> None:
        """Draw what was read last."""
        words, state = self._words, self._visit.hall.glance.state
        content = {"words": words, "picture": self._picture, "seen": self._seen, "readable": self._readable}
        rows, messages, outcomes = [], [], []
        dropped: list[tuple[str, int]] = []
        if self._seen is not None:
            rows = provider_rows(self._seen.day, self._notices.providers, words)
            messages = [message_row(each, self._steps, words) for each in self._seen.messages]
            outcomes = [became(each, self._steps, words) for each in self._seen.followed]
            dropped = [(reason_sentence(why, words), count) for why, count in self._seen.day.dropped.items()]
        draw = self._visit.draw
        failing = list(troubles(state.alerts.values(), words))
        self._sums.show(
            draw("sms_day.html", troubles=failing, rows=rows, dropped=dropped, day=self._shown_day(), **content)
        )
        said = [*([self._said] if self._said else []), *outcomes]
        self._outcome.show(draw("sms_outcome.html", said=said) if said else "")
        self._forms.show(
            draw(
                "sms_forms.html",
                kept=self._kept,
                steps=[(step, step_name(step, self._steps)) for step in Step],
                by_hand=[(step, step_name(step, self._steps)) for step in BY_HAND],
                languages=LANGUAGES,
                providers=self._notices.providers,
                queues=[(queue.id, queue.name) for queue in state.hall.queues.values()],
                words=words,
                picture=self._picture,
            )
        )
        self._list.show(
            draw("sms_list.html", messages=messages, states=list(State), state=self._state, most=SHOWN, **content)
        )

    def _shown_day(self) -> date:
        glance = self._visit.hall.glance
        return self._day or glance.hall.day(glance.now)

    async def _look(self) -> None:
        """Read in a thread of its own: the disk may be slow, the pages are not."""
        day, state, followed = self._shown_day(), self._state, list(self._followed)
        try:
            seen = await asyncio.to_thread(self._read, day, state, followed)
            if (day, state, followed) != (self._shown_day(), self._state, self._followed):
                return  # something else is asked for by now, and looked at already
            self._seen, self._readable = seen, True
        except UnreadableOutboxError as error:
            if self._readable:
                self._log.error("notices_not_readable", error=str(error))
            self._readable = False
        if self._visit.person is not None:
            with self._visit.client:
                self.refresh()

    def _read(self, day: date, state: State | None, followed: list[str]) -> Seen:
        with self._notices.reader() as reader:
            found = [reader.get(each) for each in followed]
            return Seen(
                day=day_seen(reader, day),
                messages=newest_seen(reader, day, state, SHOWN),
                followed=[message_seen(reader, each) for each in found if each is not None],
            )

    def _find(self, message: str) -> SmsMessage | None:
        with self._notices.reader() as reader:
            notice = reader.get(message)
            return message_seen(reader, notice) if notice else None

    async def _act(self, act: Act) -> None:
        person = self._visit.person
        steps: Mapping[str, Callable[[Act, Person], Awaitable[None]]] = {
            "again": self._again,
            "test": self._test,
            "tell": self._tell,
        }
        if person is None or not person.may(Right.TELL):
            return
        if act.name == "show":
            self._show(act)
        elif act.name in steps and act.data.get("picture") == str(self._picture):
            self._picture = new_picture()  # the second of two quick presses has no effect
            self._said, self._followed = "", []
            await steps[act.name](act, person)
        self.refresh()
        await self._look()

    def _show(self, act: Act) -> None:
        """Another day, another state."""
        if "day" in act.fields:
            try:
                self._day = date.fromisoformat(act.fields["day"])
            except ValueError:
                self._day = None
        if "state" in act.fields:
            self._state = next((state for state in State if state == act.fields["state"]), None)

    async def _again(self, act: Act, person: Person) -> None:
        message = await asyncio.to_thread(self._find, act.data.get("message", ""))
        if message is None:
            self._said = self._words["gone"]
        elif State(message.state) in OPEN:
            self._said = self._words["under_way"]
        else:
            self._followed = [self._notices.resend(message.id)]
            self._visit.area.office.record(person.id, "sms_sent_again", message.number or "", step=message.step)

    async def _test(self, act: Act, person: Person) -> None:
        fields = self._kept = {name: act.fields.get(name, "") for name in _FRESH}
        try:
            phone, step = Phone.parse(fields["number"]), Step(fields["step"])
        except (InvalidPhoneError, ValueError):
            self._said = self._words["bad_number"]
            return
        provider = fields["provider"] if fields["provider"] in self._notices.providers else None
        self._followed = [self._notices.send_test(phone, step, fields["language"], provider)]
        self._visit.area.office.record(person.id, "sms_tested", phone.masked, step=step.value)

    async def _tell(self, act: Act, person: Person) -> None:
        step = next((step for step in BY_HAND if step == act.fields.get("step")), None)
        kind, _, name = act.fields.get("whom", "").partition(":")
        if kind == TICKET:
            name = act.fields.get("ticket", "").strip().upper()
            if self._visit.hall.glance.state.find_ticket(name) is None:
                self._said = self._words["no_ticket"].format(number=name)
                return
        if step is None or kind not in (HALL, QUEUE, TICKET):
            return
        self._notices.tell(step, kind, name)
        self._said = self._words["tell_asked"]
        self._visit.area.office.record(person.id, "sms_told", name or kind, step=step.value)
