"""What is true after an event. Total: whatever the journal holds can be replayed, whatever the hall file says today."""

from bisect import insort
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import reduce
from typing import Any

from queue_server.domain import events
from queue_server.domain.lifecycle import LIVING, TicketState, WindowState
from queue_server.domain.state import (
    BOARD_CALLS,
    Call,
    HallState,
    Line,
    Place,
    Ticket,
    WindowLife,
    person_key,
)
from queue_server.domain.table import Table


def evolve_all(state: HallState, happened: Iterable[events.Event]) -> HallState:
    """The state after several events."""
    return reduce(evolve, happened, state)


def evolve(state: HallState, event: events.Event) -> HallState:
    """The state after one event; ``seq`` grows by one."""
    return replace(state, seq=state.seq + 1, **_EFFECTS[type(event)](state, event))


Changes = dict[str, Any]
"""New values of fields of the state. One copy of the state an event: copying is most of what an event costs."""


def _issued(state: HallState, event: events.TicketIssued) -> Changes:
    ticket = Ticket(
        id=event.ticket,
        number=event.number,
        queue=event.queue,
        priority=event.priority,
        origin=event.origin,
        issued_at=event.at,
        order=state.seq + 1,
        item=event.item,
        person=event.person,
    )
    line = list(state.lines.get(ticket.queue, {}).get(ticket.priority, ()))
    insort(line, place_of(ticket))
    return {
        **_ticket(state, ticket),
        **_line(state, ticket, tuple(line)),
        "counters": {**state.counters, event.queue: event.count},
        "numbers": state.numbers.with_value(event.number, event.ticket),
    }


def place_of(ticket: Ticket) -> Place:
    """Where a ticket stands in its line."""
    return Place(ticket.issued_at.timestamp(), ticket.order, ticket.id)


def _called(state: HallState, event: events.TicketCalled) -> Changes:
    ticket = state.tickets[event.ticket]
    called = replace(ticket, state=TicketState.CALLED, window=event.window, called_at=event.at)
    window = replace(state.window(event.window), state=WindowState.CALLED, ticket=event.ticket, since=event.at)
    return {
        **_ticket(state, called),
        **_out_of_line(state, ticket),
        **_window(state, window),
        **_newest_call(state, Call(event.ticket, event.window)),
    }


def _recalled(state: HallState, event: events.TicketRecalled) -> Changes:
    ticket = state.tickets[event.ticket]
    recalled = replace(ticket, recalls=ticket.recalls + 1, called_at=event.at)
    return {**_ticket(state, recalled), **_newest_call(state, Call(event.ticket, event.window))}


def _service_started(state: HallState, event: events.ServiceStarted) -> Changes:
    return _at_window(state, event, TicketState.SERVING, WindowState.SERVING)


def _service_finished(state: HallState, event: events.ServiceFinished) -> Changes:
    return _at_window(state, event, TicketState.FINISHED, WindowState.OPEN)


def _missed(state: HallState, event: events.TicketMissed) -> Changes:
    return {
        **_at_window(state, event, TicketState.MISSED, WindowState.OPEN),
        "missed": (event.ticket, *state.missed),
    }


def _at_window(
    state: HallState,
    event: events.ServiceStarted | events.ServiceFinished | events.TicketMissed,
    ticket_state: TicketState,
    window_state: WindowState,
) -> Changes:
    ticket = replace(state.tickets[event.ticket], state=ticket_state)
    stays = event.ticket if ticket_state is TicketState.SERVING else None
    window = replace(state.window(event.window), state=window_state, ticket=stays, since=event.at)
    return {**_ticket(state, ticket), **_window(state, window)}


def _cancelled(state: HallState, event: events.TicketCancelled) -> Changes:
    ticket = state.tickets[event.ticket]
    return {
        **_ticket(state, replace(ticket, state=TicketState.CANCELLED)),
        **_out_of_line(state, ticket),
        "missed": tuple(other for other in state.missed if other != ticket.id),
    }


def _print_reported(state: HallState, event: events.PrintReported) -> Changes:
    return _ticket(state, replace(state.tickets[event.ticket], printed=event.printed))


def _window_opened(state: HallState, event: events.WindowOpened) -> Changes:
    before = state.window(event.window)
    opens = before.state in (WindowState.CLOSED, WindowState.PAUSED)
    after = replace(
        before,
        state=WindowState.OPEN if opens else before.state,
        since=event.at if opens else before.since,
        operator=event.operator,
        queues=event.queues,
    )
    return _window(state, after)


def _window_paused(state: HallState, event: events.WindowPaused) -> Changes:
    return _window(state, replace(state.window(event.window), state=WindowState.PAUSED, since=event.at))


def _window_closed(state: HallState, event: events.WindowClosed) -> Changes:
    return _window(state, WindowLife(event.window, since=event.at))


def _day_started(state: HallState, event: events.DayStarted) -> Changes:
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
        "tickets": tickets,
        "numbers": numbers,
        "persons": persons,
        "lines": {},
        "waiting": {},
        "calls": tuple(call for call in state.calls if call.ticket in tickets),
        "missed": (),
    }


def _ticket(state: HallState, ticket: Ticket) -> Changes:
    changes: Changes = {"tickets": state.tickets.with_value(ticket.id, ticket)}
    if ticket.person is not None:
        key = person_key(ticket.person, ticket.queue)
        held = state.persons.with_value(key, ticket.id) if ticket.state in LIVING else state.persons.without(key)
        changes["persons"] = held
    return changes


def _out_of_line(state: HallState, ticket: Ticket) -> Changes:
    line = state.lines.get(ticket.queue, {}).get(ticket.priority, ())
    return _line(state, ticket, tuple(place for place in line if place.ticket != ticket.id))


def _line(state: HallState, ticket: Ticket, line: Line) -> Changes:
    of_queue = {**state.lines.get(ticket.queue, {}), ticket.priority: line}
    return {
        "lines": {**state.lines, ticket.queue: of_queue},
        "waiting": {**state.waiting, ticket.queue: sum(map(len, of_queue.values()))},
    }


def _window(state: HallState, window: WindowLife) -> Changes:
    return {"windows": {**state.windows, window.id: window}}


def _newest_call(state: HallState, newest: Call) -> Changes:
    return {"calls": (newest, *(call for call in state.calls if call.ticket != newest.ticket))[:BOARD_CALLS]}


_EFFECTS: Mapping[type[events.Event], Callable[[HallState, Any], Changes]] = {
    events.DayStarted: _day_started,
    events.TicketIssued: _issued,
    events.PrintReported: _print_reported,
    events.TicketCancelled: _cancelled,
    events.TicketCalled: _called,
    events.TicketRecalled: _recalled,
    events.ServiceStarted: _service_started,
    events.ServiceFinished: _service_finished,
    events.TicketMissed: _missed,
    events.WindowOpened: _window_opened,
    events.WindowPaused: _window_paused,
    events.WindowClosed: _window_closed,
}
