"""More than there is room for, a page at a time. Pure: the page that is on turns with the clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from queue_server.contract.views import Call, QueueState
from screens.board.seen import Flash, key_of

_Entry = TypeVar("_Entry")


@dataclass(frozen=True, slots=True)
class Page(Generic[_Entry]):
    """``place`` counts from 1; ``left_out`` are those that no page shows."""

    entries: tuple[_Entry, ...]
    place: int = 1
    count: int = 1
    left_out: tuple[_Entry, ...] = ()


def turn_at(now: datetime, page_seconds: float) -> int:
    """How often pages have turned; the same for everything on a screen."""
    return int(now.timestamp() // page_seconds)


def page_of(entries: Sequence[_Entry], room: int, turn: int) -> Page[_Entry]:
    """The entries whose turn it is, ``room`` of them at most."""
    if len(entries) <= room or room < 1:
        return Page(tuple(entries[: max(room, 0)]))
    count = -(-len(entries) // room)
    place = turn % count
    return Page(tuple(entries[place * room : (place + 1) * room]), place + 1, count)


def call_page(calls: Sequence[Call], flashes: Sequence[Flash], now: datetime, room: int, turn: int) -> Page[Call]:
    """Earlier calls, newest first.

    Pages turn for those who are still to come. A call that flashes is on every page; those that need not come any
    more fill what is left, the ones being served first. While more flash than there is room for, no page turns.
    """
    flashing = {flash.call for flash in flashes if flash.running(now)}
    pinned = tuple(call for call in calls if key_of(call) in flashing)[:room]
    rest = [call for call in calls if key_of(call) not in flashing]
    coming = [call for call in rest if call.state == "called"]
    left = room - len(pinned)
    if left == 0:
        return Page(pinned)
    pages = max(1, -(-len(coming) // left))
    kept = _kept(rest, pages * left)
    page = page_of(kept, left, turn)
    return Page((*pinned, *page.entries), page.place, page.count)


def _kept(calls: Sequence[Call], room: int) -> list[Call]:
    """In their order. Who is still to come never loses the place to somebody who has been served."""
    by_need = sorted(calls, key=lambda call: (call.state != "called", call.state != "serving"))
    kept = {id(call) for call in by_need[:room]}
    return [call for call in calls if id(call) in kept]


def queue_page(states: Sequence[QueueState], room: int, turn: int) -> Page[QueueState]:
    """The waiting lines, in the hall's own order.

    Where they do not all find room, those in which nobody waits give way, closed ones first; pages turn for the
    others, with the last line of each for the sum of what was left out.
    """
    if len(states) <= room:
        return Page(tuple(states))
    waiting = [state for state in states if state.waiting > 0]
    if len(waiting) >= room:
        empty = tuple(state for state in states if state.waiting <= 0)
        page = page_of(waiting, room - 1 if empty else room, turn)
        return Page(page.entries, page.place, page.count, empty)
    by_need = sorted(states, key=lambda state: (state.waiting <= 0, not state.open))
    kept = {id(state) for state in by_need[: room - 1]}
    return Page(
        tuple(state for state in states if id(state) in kept),
        left_out=tuple(state for state in states if id(state) not in kept),
    )
