"""Reads a journal as a stranger would, who trusts no row of it, and says what cannot be."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from queue_server.checks.bare_hall import bare_hall
from queue_server.domain import events
from queue_server.domain.cases import events as of_cases
from queue_server.domain.cases.lifecycle import CASE_LIFE
from queue_server.domain.events import EVENT_TYPES, Event
from queue_server.domain.evolve import evolve
from queue_server.domain.lifecycle import TICKET_LIFE, WINDOW_LIFE
from queue_server.domain.line import CHOSEN
from queue_server.domain.state import HallState
from queue_server.journal import KeptReply, RawEvent
from queue_server.retelling import UnreadableEventError, event_of


def unsound_replies(replies: Iterable[KeptReply]) -> Iterator[str]:
    """A line for each reply that is no JSON."""
    for reply in replies:
        try:
            json.loads(reply.body)
        except ValueError as error:
            yield f"reply to command {reply.command_id}: no JSON: {error}"


def unsound_events(rows: Iterable[RawEvent], hall: str) -> Iterator[str]:
    """A line for each thing that cannot be in the events of a hall, in their order."""
    story = _Story(hall)
    expected = 1
    for row in rows:
        if row.seq > expected:
            yield f"events {expected} to {row.seq - 1}: missing"
        elif row.seq < expected:
            yield f"event {row.seq}: comes after event {expected - 1}"
        expected = row.seq + 1
        for finding in story.take(row):
            yield f"event {row.seq} ({row.type}): {finding}"


class _Story:
    """What is true after the events so far, and what the next one may therefore not be."""

    def __init__(self, hall: str) -> None:
        self._state = HallState(bare_hall(hall, ZoneInfo("UTC")))
        self._given: set[tuple[str, str]] = set()

    def take(self, row: RawEvent) -> list[str]:
        """What is wrong with the next event; one that means nothing changes nothing."""
        if row.type not in EVENT_TYPES:
            return ["an event of no known type"]
        try:
            event = event_of(row.type, datetime.fromisoformat(row.at), row.data)
        except (UnreadableEventError, ValueError) as error:
            return [f"cannot be read: {error}"]
        findings = [
            *self._numbers(event),
            *self._ticket(event),
            *self._window(event),
            *self._appointment(event),
            *self._case(event),
        ]
        try:
            self._state = evolve(self._state, event)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            findings = findings or [f"fits nothing that was before: {error!r}"]
        return findings

    def _numbers(self, event: Event) -> Iterator[str]:
        if isinstance(event, events.DayStarted):
            self._given.clear()
        if isinstance(event, events.TicketIssued):
            if (event.queue, event.number) in self._given:
                yield f"number {event.number} of queue {event.queue} is given twice in a day"
            if event.ticket in self._state.tickets:
                yield f"ticket {event.ticket} is issued twice"
            self._given.add((event.queue, event.number))

    def _ticket(self, event: Any) -> Iterator[str]:
        step = _ticket_step(event)
        if step is None and not isinstance(event, events.StepUndone | events.PrintReported):
            return
        ticket = self._state.tickets.get(event.ticket)
        if ticket is None:
            yield f"there is no ticket {event.ticket}"
        elif step is not None and ticket.state not in TICKET_LIFE[step]:
            yield f"ticket {ticket.number} is {ticket.state}, which allows no {step}"
        elif isinstance(event, events.StepUndone) and ticket.state not in TICKET_LIFE[event.step].values():
            yield f"ticket {ticket.number} is {ticket.state}, which no {event.step} left behind"

    def _window(self, event: Any) -> Iterator[str]:
        if isinstance(event, events.StepUndone):
            last = self._state.window(event.window).last
            if last is None or (last.step, last.before.id) != (event.step, event.ticket):
                yield f"window {event.window} has no {event.step} of ticket {event.ticket} to take back"
            return
        step = _WINDOW_STEPS.get(type(event))
        if step is None:
            return
        life = self._state.window(event.window)
        if life.state not in WINDOW_LIFE[step]:
            yield f"window {life.id} is {life.state}, which allows no {step}"
        elif type(event) in _AT_WINDOW and life.ticket not in (None, event.ticket):
            yield f"window {life.id} has ticket {life.ticket}, not {event.ticket}"

    def _appointment(self, event: Event) -> Iterator[str]:
        if isinstance(event, _OF_BOOKED):
            appointment = self._state.diary.find(event.code)
            if appointment is None:
                yield f"there is no appointment {event.code}"
            elif not appointment.is_booked:
                yield f"appointment {event.code} is {appointment.state} already"

    def _case(self, event: Any) -> Iterator[str]:
        if isinstance(event, of_cases.CaseStarted):
            if self._state.shelf.find(event.case) is not None:
                yield f"case {event.case} is started twice"
            return
        step = _case_step(event)
        if step is None:
            return
        case = self._state.shelf.cases.get(event.case)
        if case is None:
            yield f"there is no case {event.case}"
        elif case.has_ended or case.state not in CASE_LIFE[step]:
            yield f"case {case.id} is {case.state}, which allows no {step}"


def _case_step(event: Any) -> str | None:
    if isinstance(event, of_cases.CaseDecided):
        return "approve" if event.outcome == "approved" else "refuse"
    return _CASE_STEPS.get(type(event))


def _ticket_step(event: Event) -> str | None:
    if isinstance(event, events.TicketCalled) and event.rule == CHOSEN:
        return "call_ticket"
    return _TICKET_STEPS.get(type(event))


_AT_WINDOW: Mapping[type[Event], str] = {
    events.TicketCalled: "call",
    events.TicketRecalled: "recall",
    events.ServiceStarted: "start",
    events.ServiceFinished: "finish",
    events.TicketMissed: "miss",
    events.TicketParked: "park",
    events.TicketTransferred: "transfer",
}

_TICKET_STEPS: Mapping[type[Event], str] = {
    **_AT_WINDOW,
    events.TicketResumed: "resume",
    events.TicketCancelled: "cancel",
    events.ServiceRated: "rate",
}

_WINDOW_STEPS: Mapping[type[Event], str] = {
    **_AT_WINDOW,
    events.WindowOpened: "open",
    events.WindowPaused: "pause",
    events.WindowClosed: "close",
}

_CASE_STEPS: Mapping[type[Event], str] = {
    of_cases.CaseSaved: "save",
    of_cases.CasePageRemoved: "save",
    of_cases.PaperPromised: "save",
    of_cases.CaseSubmitted: "submit",
    of_cases.SupplementAsked: "ask_supplement",
    of_cases.CaseAccepted: "accept",
    of_cases.CaseReviewed: "review",
    of_cases.CaseReady: "ready",
    of_cases.CaseCollected: "collect",
    of_cases.CaseMailed: "mail",
    of_cases.CaseWithdrawn: "withdraw",
    of_cases.CaseExpired: "expire",
}

_OF_BOOKED = (
    events.AppointmentMoved,
    events.AppointmentCancelled,
    events.AppointmentCheckedIn,
    events.AppointmentMissed,
)
"""What can only happen to an appointment that is still to come."""
