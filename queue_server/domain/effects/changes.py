"""New values of the state's fields when a ticket, a line, a window or the board changes."""

from bisect import bisect_left, insort
from collections.abc import Mapping
from typing import Any

from queue_server.domain.lifecycle import LIVING
from queue_server.domain.state import (
    BOARD_CALLS,
    Call,
    Crowd,
    HallState,
    Line,
    LineKey,
    Pass,
    Place,
    Ticket,
    WindowLife,
    person_key,
)

Changes = dict[str, Any]
"""New values by field of :class:`HallState`."""


def with_ticket(state: HallState, ticket: Ticket) -> Changes:
    """The ticket as it is now, and whether its person still holds one."""
    changes: Changes = {"tickets": state.tickets.with_value(ticket.id, ticket)}
    if ticket.person is not None:
        key = person_key(ticket.person, ticket.queue)
        held = state.persons.get(key) == ticket.id
        if held and ticket.state not in LIVING:
            changes["persons"] = state.persons.without(key)
        elif not held and ticket.state in LIVING:
            changes["persons"] = state.persons.with_value(key, ticket.id)
    return changes


def into_line(state: HallState, ticket: Ticket) -> Changes:
    """The ticket stands in line."""
    key, place = ticket.line, ticket.place
    line = list(state.lines.get(ticket.queue, {}).get(key, ()))
    insort(line, place)
    lines = _with_line(state, ticket.queue, key, tuple(line))
    before = state.crowd(ticket.queue)
    first = place if before.first is None else min(before.first, place)
    return {"lines": lines, "crowds": _with_crowd(state, ticket, first, 1)}


def out_of_line(state: HallState, ticket: Ticket) -> Changes:
    """The ticket stands in line no more. Passes that nobody who is left was passed over by are forgotten."""
    key, place = ticket.line, ticket.place
    line = state.lines.get(ticket.queue, {}).get(key, ())
    before = bisect_left(line, place)
    if line[before : before + 1] != (place,):
        return {}
    lines = _with_line(state, ticket.queue, key, line[:before] + line[before + 1 :])
    first = state.crowd(ticket.queue).first
    if first == place:
        first = min([each[0] for each in lines[ticket.queue].values() if each], default=None)
    changes: Changes = {"lines": lines, "crowds": _with_crowd(state, ticket, first, -1)}
    if passes := state.passes.get(ticket.queue):
        left = tuple(passed for passed in passes if first is not None and passed.place > first)
        changes["passes"] = {**state.passes, ticket.queue: left}
    return changes


def called_from_line(state: HallState, ticket: Ticket, window: WindowLife, at: float) -> Changes:
    """The ticket left its line; the call is noted in every queue of the window where somebody came before it."""
    changes = out_of_line(state, ticket)
    crowds = changes.get("crowds", state.crowds)
    passes = changes.get("passes", state.passes)
    place = ticket.place
    passed = Pass(place, at, window.id)
    over = {
        queue: (*passes.get(queue, ()), passed)
        for queue in window.queues
        if queue in crowds and (first := crowds[queue].first) is not None and first < place
    }
    return {**changes, "passes": {**passes, **over}} if over else changes


def _with_line(state: HallState, queue: str, key: LineKey, line: Line) -> Mapping[str, Mapping[LineKey, Line]]:
    """All lines, one of a queue's as it is now."""
    of_queue = {**state.lines.get(queue, {}), key: line}
    if not line and key.meant_for is not None:
        del of_queue[key]
    return {**state.lines, queue: of_queue}


def _with_crowd(state: HallState, ticket: Ticket, first: Place | None, more: int) -> Mapping[str, Crowd]:
    """Who waits, when the ticket came (``more`` is 1) or left (-1)."""
    before = state.crowd(ticket.queue)
    items = {**before.items, ticket.item: before.items.get(ticket.item, 0) + more}
    return {**state.crowds, ticket.queue: Crowd(before.people + more, items, first)}


def with_window(state: HallState, window: WindowLife) -> Changes:
    """The window as it is now."""
    return {"windows": {**state.windows, window.id: window}}


def newest_call(state: HallState, newest: Call) -> Changes:
    """A call at the top of the call screens."""
    others = [call for call in state.calls if call.ticket != newest.ticket]
    return {"calls": (newest, *others[: BOARD_CALLS - 1])}


def without_call(state: HallState, ticket: str) -> Changes:
    """The call screens without a ticket."""
    return {"calls": tuple(call for call in state.calls if call.ticket != ticket)}


def not_missed(state: HallState, ticket: str) -> Changes:
    """The list of missed numbers without a ticket."""
    if ticket not in state.missed:
        return {}
    return {"missed": tuple(other for other in state.missed if other != ticket)}
