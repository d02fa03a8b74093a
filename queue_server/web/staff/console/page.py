"""One open console: draws what its clerk sees, and turns keys into commands."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import partial
from typing import ClassVar

import structlog
from nicegui import ui
from pydantic import ValidationError

from queue_server.catalogue import CatalogueError, Guide, NoCatalogueError
from queue_server.contract.commands import (
    CallNext,
    CallTicket,
    CloseWindow,
    CommandData,
    Finish,
    Miss,
    OpenWindow,
    Park,
    PauseWindow,
    Recall,
    StartService,
    Transfer,
    Undo,
)
from queue_server.domain.hall import Text
from queue_server.domain.lifecycle import AT_WORK
from queue_server.domain.state import HallState, Ticket
from queue_server.staff.roles import Right
from queue_server.web.staff.console.picture import ConsolePicture, away_from_windows, console_picture
from queue_server.web.staff.console.ticket_story import case_brought, others_of, ticket_story
from queue_server.web.staff.visit import Act, Surface, Visit, new_picture
from queue_server.web.words.console import CONSOLE

LONGEST_REASON = 100


class AwayList:
    """Who is away from the windows: looked up once for all consoles."""

    def __init__(self) -> None:
        self._of: tuple[HallState, list[Ticket]] | None = None

    def of(self, state: HallState) -> list[Ticket]:
        if self._of is None or self._of[0] is not state:
            self._of = (state, away_from_windows(state))
        return self._of[1]


class ConsolePage:
    """Belongs to one visit. ``asking`` is what the clerk is asked before a step: why, where to, whom."""

    ASKS: ClassVar = ("park", "pause", "transfer", "call", "finish_as")
    OUTCOMES: ClassVar = ("done", "paper_missing", "result_ready", "not_possible")
    """What can become of a visit, by its usual names; a hall may know others, which are typed."""

    def __init__(self, visit: Visit, window: str, away: AwayList) -> None:
        self._visit = visit
        self._window = window
        self._away = away
        self._words = visit.words(CONSOLE)
        self._asking = ""
        self._said = ""
        self._busy = False
        self._picture = new_picture()
        self._beside: tuple[object, ...] = ()
        self._log = structlog.get_logger("console")
        with ui.element("div").classes("console"):
            with ui.element("div").classes("work"):
                self._top = Surface(visit, self._act, name="panel window")
                self._ask = Surface(visit, self._act, name="panel ask")
            self._lists = Surface(visit, self._act, name="panel lists")
            self._side = Surface(visit, self._act, name="panel side", tag="aside")
        visit.follow(self.refresh)

    def refresh(self) -> None:
        """Draw what changed."""
        see = self._see()
        content = {"words": self._words, "see": see, "asking": self._asking, "picture": self._picture}
        self._top.show(self._visit.draw("console_window.html", said=self._said, **content))
        targets = self._targets() if self._asking == "transfer" else ()
        asked = {"targets": targets, "outcomes": self.OUTCOMES, **content}
        self._ask.show(self._visit.draw("console_ask.html", **asked) if self._asking else "")
        self._lists.show(self._visit.draw("console_lists.html", notes=self._visit.area.office.notes, **content))
        self._look_beside(see)

    def _see(self) -> ConsolePicture:
        glance, person = self._visit.hall.glance, self._visit.person
        state = glance.state
        return console_picture(state, self._away.of(state), self._window, person.id if person else "", glance.now)

    async def _act(self, act: Act) -> None:
        if self._busy:
            return
        if act.name == "back" or act.name in self.ASKS:
            self._asking = "" if act.name == "back" else act.name
            self._said = ""
            self.refresh()
            return
        if act.data.get("picture") != str(self._picture):
            return  # the second of two quick presses, on what the first has changed already
        try:
            data = self._command(act)
        except ValidationError:
            self._said = self._words["not_understood"]
            self.refresh()
            return
        if data is not None:
            await self._do(data)

    async def _do(self, data: CommandData) -> None:
        self._busy = True
        try:
            reply = await self._visit.send(data, self._picture)
        finally:
            self._busy = False
        self._said = self._visit.sentence(reply)
        self._asking = ""
        self._picture = new_picture()
        self.refresh()

    def _command(self, act: Act) -> CommandData | None:
        """What the clerk wants of the hall, if this is a step of the window that is theirs."""
        window, person = self._window, self._visit.person
        if person is None or self._see().operator is not None:
            return None
        steps: Mapping[str, Callable[[], CommandData]] = {
            "open": lambda: OpenWindow(window=window, operator=person.id),
            "close": lambda: CloseWindow(window=window),
            "next": lambda: CallNext(window=window),
            "recall": lambda: Recall(window=window),
            "start": lambda: StartService(window=window),
            "finish": lambda: Finish(window=window),
            "miss": lambda: Miss(window=window),
            "undo": lambda: Undo(window=window),
            "do_finish_as": lambda: Finish(window=window, outcome=_reason(act)),
            "do_park": lambda: Park(window=window, reason=_reason(act)),
            "do_pause": lambda: PauseWindow(window=window, reason=_reason(act)),
            "do_call": lambda: CallTicket(window=window, ticket=_number(act)),
            "do_transfer": lambda: Transfer(
                window=window, to=act.data.get("to", ""), keep_place=act.fields.get("keep_place") == "yes"
            ),
        }
        make = steps.get(act.name)
        return make() if make else None

    def _targets(self) -> list[tuple[str, Text]]:
        """Where the person at the window can be sent on to: other queues, and windows where somebody works."""
        state = self._visit.hall.glance.state
        ticket = state.tickets.get(state.window(self._window).ticket or "")
        queues = [
            (queue.id, queue.name)
            for queue in state.hall.queues.values()
            if queue.id not in state.closed_queues and (ticket is None or queue.id != ticket.queue)
        ]
        windows = [
            (window.id, window.name)
            for window in state.hall.windows.values()
            if window.id != self._window and state.window(window.id).state in AT_WORK
        ]
        return [*queues, *windows]

    def _look_beside(self, see: ConsolePicture) -> None:
        """What is known of the ticket at the window: looked up when it is another, or something happened to it."""
        ticket = self._visit.hall.glance.state.tickets.get(see.ticket.id) if see.ticket else None
        note = self._visit.area.office.notes.get(ticket.id) if ticket else None
        brought = self._visit.hall.glance.state.shelf.cases.get(ticket.case or "") if ticket else None
        beside = (ticket, note, brought)
        if beside != self._beside:
            self._beside = beside
            if ticket is None:
                self._side.show("")
            else:
                self._visit.soon(partial(self._tell_beside, ticket))

    async def _tell_beside(self, ticket: Ticket) -> None:
        hall, visit = self._visit.hall.glance.hall, self._visit
        item = hall.items.get(ticket.item or "")
        guide = await asyncio.to_thread(self._guide, item.code) if item else None
        events = await visit.hall.history.of_ticket(ticket.id)
        if self._beside[:1] != (ticket,):
            return  # somebody else is at the window by now
        note = visit.area.office.notes.get(ticket.id)
        content = visit.draw(
            "console_side.html",
            words=self._words,
            ticket=ticket,
            note=note,
            note_time=f"{hall.local(note.at):%H:%M}" if note else "",
            guide=guide,
            guide_name=item.name if item else None,
            case=case_brought(visit.hall.glance.state, ticket, visit.language) if visit.may(Right.DECIDE) else None,
            history=list(ticket_story(hall, events, visit.language)),
            others=[
                (other.number, hall.queues[other.queue].name, self._state_word(other))
                for other in others_of(visit.hall.glance.state, ticket)
                if other.queue in hall.queues
            ],
        )
        self._side.show(content)

    def _state_word(self, ticket: Ticket) -> str:
        return self._words.get(ticket.state.value, "")

    def _guide(self, code: str) -> Guide | None:
        file = self._visit.hall.catalogue
        if file is None:
            return None
        try:
            with closing(file.open()) as catalogue:
                entry = catalogue.entry(code)
        except NoCatalogueError:
            return None
        except CatalogueError:
            self._log.exception("guide_not_read", item=code)
            return None
        return entry.guide if entry else None


def _reason(act: Act) -> str | None:
    said = act.data.get("reason") or act.fields.get("reason", "").strip()
    return "".join(letter for letter in said if letter.isprintable())[:LONGEST_REASON] or None


def _number(act: Act) -> str:
    """The ticket's id from its row, or its number as somebody typed it."""
    return act.data.get("ticket") or act.fields.get("ticket", "").strip().upper()
