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
        held = state.persons.with_value(key, ticket.id) if ticket.state in LIVING else state.persons.without(key)
        changes["persons"] = held
    return changes


def into_line(state: HallState, ticket: Ticket) -> Changes:
    """The ticket stands in line."""
    line = state.lines.get(ticket.queue, {}).get(ticket.line, Line())
    places = list(line.places)
    insort(places, ticket.place)
    return _with_line(state, ticket.queue, ticket.line, Line(tuple(places), line.passes))


def out_of_line(state: HallState, ticket: Ticket) -> Changes:
    """The ticket stands in line no more. Passes that nobody who is left was passed over by are forgotten."""
    line = state.lines.get(ticket.queue, {}).get(ticket.line)
    if line is None:
        return {}
    places = tuple(place for place in line.places if place.ticket != ticket.id)
    passes = tuple(passed for passed in line.passes if places and passed.place > places[0])
    return _with_line(state, ticket.queue, ticket.line, Line(places, passes))


def passed_over(state: HallState, called: Ticket, window: WindowLife, at: float) -> Changes:
    """Note the call in every line of the window whose first came before the called ticket."""
    lines = state.lines
    passed = Pass(called.place, at)
    for queue in window.queues:
        changed = {
            key: Line(line.places, (*line.passes, passed))
            for key, line in lines.get(queue, {}).items()
            if line.places and line.places[0] < called.place and state.may_call(key.meant_for, window.id)
        }
        if changed:
            lines = {**lines, queue: {**lines[queue], **changed}}
    return {"lines": lines} if lines is not state.lines else {}


def _with_line(state: HallState, queue: str, key: LineKey, line: Line) -> Changes:
    of_queue = {**state.lines.get(queue, {}), key: line}
    if not line.places and key.meant_for is not None:
        del of_queue[key]
    return {
        "lines": {**state.lines, queue: of_queue},
        "waiting": {**state.waiting, queue: sum(len(each.places) for each in of_queue.values())},
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
