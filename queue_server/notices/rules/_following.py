from collections.abc import Iterator
from datetime import datetime

from queue_server.domain import events
from queue_server.domain.cases.events import CaseEvent
from queue_server.domain.state import HallState
from queue_server.notices.rules._appointments import of_appointment
from queue_server.notices.rules._cases import of_case
from queue_server.notices.rules._tickets import taken
from queue_server.notices.rules._wanted import AppointmentWords, RuleBook, TicketWords, Wanted, window_name
from queue_server.notices.steps import Step

COUNTERS_CLOSED = "counters_closed"
"""The reason of a ticket that was cancelled because the hall closed (``waiting_at_close = "clear"``)."""

_APPOINTMENTS: dict[type[events.Event], Step] = {
    events.AppointmentBooked: Step.APPOINTMENT_BOOKED,
    events.AppointmentMoved: Step.APPOINTMENT_MOVED,
    events.AppointmentCancelled: Step.APPOINTMENT_CANCELLED,
}


def wanted_after(event: events.Event, seq: int, state: HallState, book: RuleBook) -> Iterator[Wanted]:
    """The notices that an event brings, in the hall as it is now, which may be later than the event.

    ``seq`` is part of their keys: the same event read twice brings the same notices, and each call one of its own.
    """
    match event:
        case events.TicketIssued() if event.origin != "appointment":
            yield from _taken(state, event.ticket, event.at, book)
        case events.AppointmentCheckedIn():
            yield from _taken(state, event.ticket, event.at, book)
        case events.TicketCalled():
            yield from _at_window(Step.CALLED, event, seq, state, book)
        case events.TicketRecalled():
            yield from _at_window(Step.CALLED_AGAIN, event, seq, state, book)
        case events.TicketMissed():
            yield from _at_window(Step.MISSED, event, seq, state, book)
        case events.TicketCancelled() if event.reason == COUNTERS_CLOSED:
            yield from _of_ticket(Step.HALL_CLOSED, event, seq, state, book)
        case events.ServiceFinished(outcome=word) | events.TicketParked(reason=word):
            yield from _of_ticket(book.outcomes.get(word or ""), event, seq, state, book)
        case _ if isinstance(event, CaseEvent):
            yield from of_case(event, seq, state, book)
        case events.AppointmentBooked() | events.AppointmentMoved() | events.AppointmentCancelled():
            yield from _of_appointment(event, seq, state, book)


def _taken(state: HallState, ticket_id: str, at: datetime, book: RuleBook) -> Iterator[Wanted]:
    ticket = state.tickets.get(ticket_id)
    if ticket is not None:
        yield from taken(state, ticket, at, book)


def _at_window(
    step: Step,
    event: events.TicketCalled | events.TicketRecalled | events.TicketMissed,
    seq: int,
    state: HallState,
    book: RuleBook,
) -> Iterator[Wanted]:
    ticket = state.tickets.get(event.ticket)
    if ticket is not None and step in book.steps:
        window = window_name(state.hall, event.window)
        yield TicketWords(state.hall, book, ticket).wanted(step, str(seq), event.at, window=window)


def _of_ticket(
    step: Step | None,
    event: events.TicketCancelled | events.ServiceFinished | events.TicketParked,
    seq: int,
    state: HallState,
    book: RuleBook,
) -> Iterator[Wanted]:
    ticket = state.tickets.get(event.ticket)
    if ticket is not None and step in book.steps:
        yield TicketWords(state.hall, book, ticket).wanted(step, str(seq), event.at)


def _of_appointment(
    event: events.AppointmentBooked | events.AppointmentMoved | events.AppointmentCancelled,
    seq: int,
    state: HallState,
    book: RuleBook,
) -> Iterator[Wanted]:
    appointment = state.diary.find(event.code)
    if appointment is None:
        return
    step = _APPOINTMENTS[type(event)]
    if isinstance(event, events.AppointmentCancelled):
        wanted = iter([AppointmentWords(state.hall, appointment).wanted(step, str(seq), event.at)])
    else:
        wanted = of_appointment(state.hall, appointment, step, str(seq), event.at, book)
    yield from (each for each in wanted if each.step in book.steps)
