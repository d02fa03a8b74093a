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
    return replace(_EFFECTS[type(event)](state, event), seq=state.seq + 1)


def _issued(state: HallState, event: events.TicketIssued) -> HallState:
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
    return replace(
        _with_line(_with_ticket(state, ticket), ticket, tuple(line)),
        counters={**state.counters, event.queue: event.count},
        numbers=state.numbers.with_value(event.number, event.ticket),
    )


def place_of(ticket: Ticket) -> Place:
    """Where a ticket stands in its line."""
    return Place(ticket.issued_at.timestamp(), ticket.order, ticket.id)


def _called(state: HallState, event: events.TicketCalled) -> HallState:
    ticket = state.tickets[event.ticket]
    called = replace(ticket, state=TicketState.CALLED, window=event.window, called_at=event.at)
    window = replace(state.window(event.window), state=WindowState.CALLED, ticket=event.ticket, since=event.at)
    calls = _newest_call(state, Call(event.ticket, event.window))
    return replace(_with_window(_with_ticket(_out_of_line(state, ticket), called), window), calls=calls)


def _newest_call(state: HallState, newest: Call) -> tuple[Call, ...]:
    return (newest, *(call for call in state.calls if call.ticket != newest.ticket))[:BOARD_CALLS]


def _recalled(state: HallState, event: events.TicketRecalled) -> HallState:
    ticket = state.tickets[event.ticket]
    recalled = replace(ticket, recalls=ticket.recalls + 1, called_at=event.at)
    return replace(_with_ticket(state, recalled), calls=_newest_call(state, Call(event.ticket, event.window)))


def _service_started(state: HallState, event: events.ServiceStarted) -> HallState:
    return _at_window(state, event, TicketState.SERVING, WindowState.SERVING)


def _service_finished(state: HallState, event: events.ServiceFinished) -> HallState:
    return _at_window(state, event, TicketState.FINISHED, WindowState.OPEN)


def _missed(state: HallState, event: events.TicketMissed) -> HallState:
    missed = (event.ticket, *state.missed)
    return replace(_at_window(state, event, TicketState.MISSED, WindowState.OPEN), missed=missed)


def _at_window(
    state: HallState,
    event: events.ServiceStarted | events.ServiceFinished | events.TicketMissed,
    ticket_state: TicketState,
    window_state: WindowState,
) -> HallState:
    ticket = replace(state.tickets[event.ticket], state=ticket_state)
    stays = event.ticket if ticket_state is TicketState.SERVING else None
    window = replace(state.window(event.window), state=window_state, ticket=stays, since=event.at)
    return _with_window(_with_ticket(state, ticket), window)


def _cancelled(state: HallState, event: events.TicketCancelled) -> HallState:
    ticket = state.tickets[event.ticket]
    missed = tuple(other for other in state.missed if other != ticket.id)
    cancelled = replace(ticket, state=TicketState.CANCELLED)
    return replace(_with_ticket(_out_of_line(state, ticket), cancelled), missed=missed)


def _print_reported(state: HallState, event: events.PrintReported) -> HallState:
    return _with_ticket(state, replace(state.tickets[event.ticket], printed=event.printed))


def _window_opened(state: HallState, event: events.WindowOpened) -> HallState:
    before = state.window(event.window)
    opens = before.state in (WindowState.CLOSED, WindowState.PAUSED)
    after = replace(
        before,
        state=WindowState.OPEN if opens else before.state,
        since=event.at if opens else before.since,
        operator=event.operator,
        queues=event.queues,
    )
    return _with_window(state, after)


def _window_paused(state: HallState, event: events.WindowPaused) -> HallState:
    return _with_window(state, replace(state.window(event.window), state=WindowState.PAUSED, since=event.at))


def _window_closed(state: HallState, event: events.WindowClosed) -> HallState:
    return _with_window(state, WindowLife(event.window, since=event.at))


def _day_started(state: HallState, event: events.DayStarted) -> HallState:
    empty: Table[str] = Table()
    kept = replace(
        state, day=event.day, counters={}, lines={}, tickets=Table(), numbers=empty, persons=empty, missed=()
    )
    for ticket in state.tickets.values():
        if ticket.state in LIVING:
            kept = replace(_with_ticket(kept, ticket), numbers=kept.numbers.with_value(ticket.number, ticket.id))
    calls = tuple(call for call in state.calls if call.ticket in kept.tickets)
    return replace(kept, calls=calls)


def _with_ticket(state: HallState, ticket: Ticket) -> HallState:
    persons = state.persons
    if ticket.person is not None:
        key = person_key(ticket.person, ticket.queue)
        persons = persons.with_value(key, ticket.id) if ticket.state in LIVING else persons.without(key)
    return replace(state, tickets=state.tickets.with_value(ticket.id, ticket), persons=persons)


def _out_of_line(state: HallState, ticket: Ticket) -> HallState:
    line = state.lines.get(ticket.queue, {}).get(ticket.priority, ())
    return _with_line(state, ticket, tuple(place for place in line if place.ticket != ticket.id))


def _with_line(state: HallState, ticket: Ticket, line: Line) -> HallState:
    of_queue = {**state.lines.get(ticket.queue, {}), ticket.priority: line}
    return replace(state, lines={**state.lines, ticket.queue: of_queue})


def _with_window(state: HallState, window: WindowLife) -> HallState:
    return replace(state, windows={**state.windows, window.id: window})


_EFFECTS: Mapping[type[events.Event], Callable[[HallState, Any], HallState]] = {
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
