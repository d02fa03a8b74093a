"""One application on one page: what was handed in, how it stands, and the steps of the office, a key each."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from nicegui import ui
from pydantic import ValidationError

from queue_server.contract.case_commands import (
    AcceptCase,
    AskSupplement,
    CollectCase,
    DecideCase,
    MailCase,
    MarkReady,
    ReviewCase,
)
from queue_server.contract.commands import CommandData
from queue_server.domain.cases.case import Case
from queue_server.web.case_names import item_name, reason_name, state_name
from queue_server.web.staff.cases.colleagues import Colleagues, Seat
from queue_server.web.staff.cases.files import CaseFile, CaseFiles
from queue_server.web.staff.cases.limits import limit_words, overdue_words
from queue_server.web.staff.cases.picture import (
    KEYS,
    answered,
    first_step,
    locker_choices,
    paper_rows,
    steps_of,
    where_it_lies,
)
from queue_server.web.staff.cases.rows import SortedCases
from queue_server.web.staff.cases.story import CaseStory
from queue_server.web.staff.visit import Act, Surface, Visit, new_picture
from queue_server.web.words.case_history import COURIERS
from queue_server.web.words.case_states import CASE_STATES
from queue_server.web.words.cases import CASES

ASKS = ("supplement", "approve", "refuse", "ready", "mail", "collect")
"""Steps before which the page asks something."""


class Around(NamedTuple):
    """What all pages of cases share."""

    files: CaseFiles
    colleagues: Colleagues
    living: SortedCases


class CasePage:
    """Belongs to one visit. ``_seen`` is the case as it was drawn: a step on another one is not done."""

    def __init__(self, visit: Visit, around: Around, case: Case, file: CaseFile) -> None:
        self._visit = visit
        self._files = around.files
        self._colleagues = around.colleagues
        self._living = around.living
        self._seen = case
        self._file = file
        self._words = visit.words(CASES)
        self._asking, self._said = "", ""
        self._entered: Mapping[str, str] = {}
        self._story: list[tuple[str, str]] = []
        self._picture = self._form = new_picture()
        self._busy = False
        self._reading = asyncio.Lock()
        with ui.element("div").classes("case"):
            with ui.element("div").classes("work"):
                self._top = Surface(visit, self._act, name="panel case-top")
                self._ask = Surface(visit, self._act, name="panel ask")
                self._facts = Surface(visit, self._act, name="panel facts")
                self._history = Surface(visit, self._act, name="panel")
            self._papers = Surface(visit, self._act, name="panel papers")
        self._sit_down()
        visit.follow(self.refresh)
        visit.soon(self._tell_story)

    def _sit_down(self) -> None:
        person, case, client = self._visit.person, self._seen.id, self._visit.client

        def refresh() -> None:
            with client:
                self.refresh()

        seat = Seat(person.id if person else "", refresh)
        self._colleagues.sit_down(case, seat)
        client.on_delete(lambda: self._colleagues.stand_up(case, seat))

    def refresh(self) -> None:
        """Draw what changed; what the case says is read again when something happened to it."""
        now = self._files.state.shelf.cases.get(self._seen.id)
        if now is not None and now != self._seen and not self._busy:
            touched, self._seen = _touched(now, self._seen), now
            if touched:
                self._picture = new_picture()
                self._visit.soon(self._read_again)
        if self._asking not in steps_of(self._seen):
            self._asking, self._entered = "", {}
        self._show()

    def _show(self) -> None:
        case, visit = self._seen, self._visit
        glance, language = visit.hall.glance, visit.language
        hall, today = glance.hall, glance.hall.day(glance.now)
        steps = steps_of(case)
        self._top.show(
            self._draw(
                "top",
                case=case,
                item=item_name(hall, case.item),
                state=CASE_STATES[language][state_name(case)],
                late=overdue_words(case, self._words),
                limits=list(limit_words(hall, case, today, self._words)),
                lies=where_it_lies(hall, case, language),
                reasons=[reason_name(hall, reason) for reason in case.reasons],
                others=", ".join(self._others()),
                steps=[] if self._asking else steps,
                first=first_step(steps),
                said=self._said,
                following=self._following(),
            )
        )
        papers = list(paper_rows(case, self._file, language))
        self._ask.show(self._draw_ask(papers) if self._asking else "")
        self._facts.show(
            self._draw(
                "facts",
                courier=visit.words(COURIERS).get(case.courier or "", case.courier),
                kept=self._file.kept,
                answers=list(answered(self._file, language)),
            )
        )
        self._papers.show(self._draw("papers", papers=papers, pages=[page for row in papers for page in row.pages]))
        self._history.show(self._draw("history", story=self._story))

    def _draw(self, part: str, **content: Any) -> str:
        return self._visit.draw(f"case_{part}.html", words=self._words, picture=self._picture, keys=KEYS, **content)

    def _draw_ask(self, papers: list[Any]) -> str:
        hall = self._visit.hall.glance.hall
        return self._draw(
            "ask",
            form=self._form,
            asking=self._asking,
            entered=self._entered,
            reasons=[(name, text) for name, text in hall.cases.reasons.items()],
            papers=[(paper.kind, row.name) for paper, row in zip(self._seen.papers, papers, strict=True)],
            lockers=locker_choices(self._files.state),
            couriers=self._visit.words(COURIERS),
        )

    def _following(self) -> str:
        """The code of what is to be done next, this one aside."""
        todo = self._living.of(self._files.state.shelf).group("todo", "")
        return next((case.code for case in todo if case.id != self._seen.id), "")

    def _others(self) -> list[str]:
        person = self._visit.person
        others = self._colleagues.others(self._seen.id, person.id if person else "")
        return [f"{self._visit.area.office.name_of(other)} {other}" for other in others]

    async def _act(self, act: Act) -> None:
        if self._busy:
            return
        if act.name == "back" or act.name in ASKS:
            self._asking = act.name if act.name in steps_of(self._seen) else ""
            self._entered, self._said, self._form = {}, "", new_picture()
            self.refresh()
            return
        if act.data.get("picture") not in (str(self._picture), str(self._form)):
            return  # the second of two quick presses, on what the first has changed already
        self._busy = True
        try:
            await self._take(act)
        finally:
            self._busy = False
        self.refresh()

    async def _take(self, act: Act) -> None:
        self._entered = act.fields
        person = self._visit.person
        self._said = _wanting(act, self._words)
        try:
            data = self._command(act, person.id) if person and not self._said else None
        except ValidationError:
            self._said = self._words["not_understood"]
        else:
            if data is not None:
                await self._do(data, UUID(act.data["picture"]))

    async def _do(self, data: CommandData, picture: UUID) -> None:
        """A step on the case as it was seen; somebody else's step in between is told instead."""
        drawn = self._seen
        async with self._colleagues.step(drawn.id):
            now = self._files.state.shelf.cases.get(drawn.id) or drawn
            if _touched(now, drawn):
                self._seen, self._picture = now, new_picture()
                await self._read_again()
                self._said = f"{self._words['not_done']} {self._said}"
                return
            reply = await self._visit.send(data, picture)
        self._said = self._visit.sentence(reply)
        self._picture = self._form = new_picture()
        if reply.error is None:
            self._asking, self._entered = "", {}
            self._seen = self._files.state.shelf.cases.get(drawn.id) or drawn
            await self._read_file()
            self._visit.soon(self._tell_story)

    def _command(self, act: Act, operator: str) -> CommandData | None:
        """What the clerk wants done, if the case allows it."""
        step = act.name.removeprefix("do_")
        if step not in steps_of(self._seen):
            return None
        fields = act.fields
        note = fields.get("note", "").replace("\r\n", "\n").strip() or None
        reasons = tuple(fields.get("reasons", "").split())
        papers = tuple(fields.get("papers", "").split()) or None
        courier, tracking = fields.get("courier", ""), fields.get("tracking", "").strip() or None
        locker = act.data.get("locker")
        who: Mapping[str, Any] = {"case": self._seen.code, "operator": operator}
        steps: Mapping[str, Callable[[], CommandData]] = {
            "accept": lambda: AcceptCase(**who),
            "review": lambda: ReviewCase(**who),
            "supplement": lambda: AskSupplement(**who, reasons=reasons, papers=papers, note=note),
            "approve": lambda: DecideCase(**who, outcome="approved", note=note),
            "refuse": lambda: DecideCase(**who, outcome="refused", reasons=reasons, note=note),
            "ready": lambda: MarkReady(**who, place="locker" if locker else "counter", locker=locker or None),
            "mail": lambda: MailCase(**who, courier=courier, tracking=tracking),
            "collect": lambda: CollectCase(**who),
        }
        return steps[step]()

    async def _read_again(self) -> None:
        """Somebody else did something to the case: it is said, and what was entered stays."""
        picture = self._picture
        await self._read_file()
        await self._tell_story()
        if self._story and picture == self._picture:  # else another step was done meanwhile, which is spoken of
            self._said = self._words["changed"].format(step=" ".join(self._story[-1]))
        self.refresh()

    async def _read_file(self) -> None:
        """Readings go one after another: the last one begun is what the page shows."""
        async with self._reading:
            self._file = await self._files.open(self._seen)

    async def _tell_story(self) -> None:
        case, visit = self._seen, self._visit
        async with self._reading:
            events = await visit.hall.history.of_case(case.id, case.started_at)
            story = CaseStory(visit.hall.glance.hall, self._file.papers, visit.area.office.name_of, visit.language)
            self._story = list(story.lines(events))
        self._show()


def _touched(now: Case, before: Case) -> bool:
    """Whether somebody did something to it; that the clock warned of a limit is nothing."""
    return (now.state, now.changed_at, now.pages) != (before.state, before.changed_at, before.pages)


def _wanting(act: Act, words: Mapping[str, str]) -> str:
    """What is missing on a form, in words."""
    if act.name in ("do_supplement", "do_refuse") and not act.fields.get("reasons"):
        return words["needs_reasons"]
    return ""
