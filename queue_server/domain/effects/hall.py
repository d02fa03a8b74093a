"""After events of the whole hall: its day, its counters, its queues."""

from queue_server.domain import events
from queue_server.domain.effects.changes import Changes
from queue_server.domain.lifecycle import LIVING
from queue_server.domain.service_times import faded
from queue_server.domain.state import HallState, Ticket, person_key
from queue_server.domain.table import Table


def day_started(state: HallState, event: events.DayStarted) -> Changes:
    """Numbers start anew; only who is at a window stays, who has an appointment, and cases."""
    staying = [ticket for ticket in state.tickets.values() if ticket.state in LIVING]
    tickets: Table[Ticket] = Table()
    numbers: Table[str] = Table()
    persons: Table[str] = Table()
    for ticket in staying:
        tickets = tickets.with_value(ticket.id, ticket)
        numbers = numbers.with_value(ticket.number, ticket.id)
        if ticket.person is not None:
            persons = persons.with_value(person_key(ticket.person, ticket.queue), ticket.id)
    return {
        "day": event.day,
        "counters": {},
        "blocks": {},
        "tickets": tickets,
        "numbers": numbers,
        "persons": persons,
        "lines": {},
        "crowds": {},
        "passes": {},
        "calls": tuple(call for call in state.calls if call.ticket in tickets),
        "missed": (),
        "service_times": faded(state.service_times),
        "diary": state.diary.from_day(state.hall, event.day),
        "shelf": state.shelf.from_day(state.hall, event.day),
    }


def counters_closed(_state: HallState, event: events.CountersClosed) -> Changes:
    return {"counters_closed": event.day}


def queue_opened(state: HallState, event: events.QueueOpened) -> Changes:
    return {"closed_queues": state.closed_queues - {event.queue}}


def queue_closed(state: HallState, event: events.QueueClosed) -> Changes:
    return {"closed_queues": state.closed_queues | {event.queue}}
