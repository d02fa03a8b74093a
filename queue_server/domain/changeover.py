"""A hall that changes while it works: what of a new hall file cannot hold yet, because of who is in the hall."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from queue_server.domain.hall import Hall
from queue_server.domain.lifecycle import TicketState, WindowState
from queue_server.domain.state import HallState

Reason = Literal[
    "other_hall", "other_timezone", "queue_in_use", "queue_booked", "window_in_use", "prefix_in_use", "locker_in_use"
]

_OVER = (TicketState.FINISHED, TicketState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Hindrance:
    """``reason`` is why, ``subject`` the id of the queue, window or locker that it is about."""

    reason: Reason
    subject: str


def hindrances(state: HallState, hall: Hall) -> tuple[Hindrance, ...]:
    """Why ``hall`` cannot take the place of the state's hall now; empty where it can."""
    return tuple(dict.fromkeys(_found(state, hall)))


def changed(state: HallState, hall: Hall) -> HallState:
    """The same state in the changed hall; there are no :func:`hindrances`."""
    return state._replace(hall=hall)


def _found(state: HallState, hall: Hall) -> Iterator[Hindrance]:
    before = state.hall
    if hall.id != before.id:
        yield Hindrance("other_hall", hall.id)
    if hall.timezone.key != before.timezone.key:
        yield Hindrance("other_timezone", hall.timezone.key)
    for ticket in state.tickets.values():
        if ticket.queue not in hall.queues and ticket.state not in _OVER:
            yield Hindrance("queue_in_use", ticket.queue)
    for queue in state.diary.expected:
        if queue not in hall.queues:
            yield Hindrance("queue_booked", queue)
    for window in state.windows.values():
        if window.id not in hall.windows and window.state is not WindowState.CLOSED:
            yield Hindrance("window_in_use", window.id)
    yield from _prefixes(state, hall)
    yield from lockers_in_use(state, hall)


def lockers_in_use(state: HallState, hall: Hall) -> Iterator[Hindrance]:
    """Results lie behind doors that ``hall`` does not have: nobody would find them there again."""
    for place, use in state.shelf.in_use.items():
        locker = hall.lockers.get(place.locker)
        if use.case is not None and (locker is None or place.number > locker.compartments):
            yield Hindrance("locker_in_use", place.locker)


def _prefixes(state: HallState, hall: Hall) -> Iterator[Hindrance]:
    """Numbers of today bear the prefix of their queue: no other queue may give the same ones out again."""
    counted = [queue for queue in state.hall.queues.values() if state.counters.get(queue.id)]
    for queue in hall.queues.values():
        if any(queue.prefix == other.prefix and queue.id != other.id for other in counted):
            yield Hindrance("prefix_in_use", queue.id)
