"""New values of the state's fields when a ticket, a line, a window or the board changes."""

from bisect import insort
from typing import Any

from queue_server.domain.lifecycle import LIVING
from queue_server.domain.state import BOARD_CALLS, Call, HallState, Line, LineKey, Pass, Ticket, WindowLife, person_key

Changes = dict[str, Any]
"""New values by field of :class:`HallState`."""


def with_ticket(state: HallState, ticket: Ticket) -> Changes:
    """The ticket as it is now, and whether its person still holds one."""
    changes: Changes = {"tickets": state.tickets.with_value(ticket.id, ticket)}
    if ticket.person is not None:
        key = person_key(ticket.person, ticket.queue)
        if ticket.state in LIVING:
            changes["persons"] = state.persons.with_value(key, ticket.id)
        elif state.persons.get(key) == ticket.id:
            changes["persons"] = state.persons.without(key)
    return changes


def into_line(state: HallState, ticket: Ticket) -> Changes:
    """The ticket stands in line."""
    line = list(state.lines.get(ticket.queue, {}).get(ticket.line, ()))
    insort(line, ticket.place)
    return _with_line(state, ticket.queue, ticket.line, tuple(line))


def out_of_line(state: HallState, ticket: Ticket) -> Changes:
    """The ticket stands in line no more. Passes that nobody who is left was passed over by are forgotten."""
    line = state.lines.get(ticket.queue, {}).get(ticket.line)
    if line is None:
        return {}
    changes = _with_line(state, ticket.queue, ticket.line, tuple(place for place in line if place.ticket != ticket.id))
    if passes := state.passes.get(ticket.queue):
        first = min((other[0] for other in changes["lines"][ticket.queue].values() if other), default=None)
        left = tuple(passed for passed in passes if first is not None and passed.place > first)
        changes["passes"] = {**state.passes, ticket.queue: left}
    return changes


def passed_over(state: HallState, called: Ticket, window: WindowLife, at: float) -> Changes:
    """Note the call in every queue of the window where somebody came before the called ticket."""
    place = called.place
    passed = Pass(place, at, window.id)
    changed = {
        queue: (*state.passes.get(queue, ()), passed)
        for queue in window.queues
        if any(line and line[0] < place for line in state.lines.get(queue, {}).values())
    }
    return {"passes": {**state.passes, **changed}} if changed else {}


def _with_line(state: HallState, queue: str, key: LineKey, line: Line) -> Changes:
    of_queue = {**state.lines.get(queue, {}), key: line}
    if not line and key.meant_for is not None:
        del of_queue[key]
    return {
        "lines": {**state.lines, queue: of_queue},
        "waiting": {**state.waiting, queue: sum(map(len, of_queue.values()))},
    }


def with_window(state: HallState, window: WindowLife) -> Changes:
    """The window as it is now."""
    return {"windows": {**state.windows, window.id: window}}


def newest_call(state: HallState, newest: Call) -> Changes:
    """A call at the top of the call screens."""
    return {"calls": (newest, *without_call(state, newest.ticket)["calls"])[:BOARD_CALLS]}


def without_call(state: HallState, ticket: str) -> Changes:
    """The call screens without a ticket."""
    return {"calls": tuple(call for call in state.calls if call.ticket != ticket)}


def not_missed(state: HallState, ticket: str) -> Changes:
    """The list of missed numbers without a ticket."""
    return {"missed": tuple(other for other in state.missed if other != ticket)}
