"""What a clerk sees of the hall from one window. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from heapq import merge
from itertools import islice

from queue_server.domain.appointments import Appointment
from queue_server.domain.hall import APPOINTMENT, ORDINARY, Hall, Text
from queue_server.domain.lifecycle import WINDOW_LIFE, TicketState
from queue_server.domain.line import Ranked, rank
from queue_server.domain.state import HallState, Place, Ticket, WindowLife

SHOWN = 30
"""Rows of the waiting list: nobody reads further down, and the number says how many there are."""

AWAY_SHOWN = 12

HINT_AHEAD = timedelta(minutes=20)
"""How long before its time an appointment is announced to the clerk: about two services."""

STEPS = {
    "open": "open",
    "pause": "pause",
    "close": "close",
    "next": "call",
    "call": "call_ticket",
    "recall": "recall",
    "start": "start",
    "finish": "finish",
    "finish_as": "finish",
    "miss": "miss",
    "park": "park",
    "transfer": "transfer",
}
"""The console's steps, and what :data:`queue_server.domain.lifecycle.WINDOW_LIFE` calls them."""

_UNDONE = {"call": TicketState.CALLED, "miss": TicketState.MISSED, "finish": TicketState.FINISHED}


@dataclass(frozen=True, slots=True)
class TicketRow:
    """A ticket as a list shows it. ``due`` is the booked time, ``priority`` the name of any but the ordinary one."""

    id: str
    number: str
    queue: Text
    item: Text | None
    priority: Text | None
    state: str
    minutes: int
    due: datetime | None
    mine: bool


@dataclass(frozen=True, slots=True)
class DueRow:
    """Somebody who booked a time that is near and has not come yet."""

    start: datetime
    item: Text
    late: bool


@dataclass(frozen=True, slots=True)
class ConsolePicture:
    """``minutes`` is how long the window has been as it is; ``steps`` what its clerk may do.

    ``operator`` is somebody else who works here. ``recalls`` is how often the ticket was called again.
    """

    window: str
    name: Text
    state: str
    minutes: int
    operator: str | None
    steps: frozenset[str]
    ticket: TicketRow | None
    recalls: int
    recalls_at_most: int
    waiting: tuple[TicketRow, ...]
    waiting_count: int
    away: tuple[TicketRow, ...]
    due: tuple[DueRow, ...]


def away_from_windows(state: HallState) -> list[Ticket]:
    """Who left a window for a while, or missed the call, in the order in which they came."""
    away = [ticket for ticket in state.tickets.values() if ticket.state in (TicketState.PARKED, TicketState.MISSED)]
    return sorted(away, key=lambda ticket: ticket.order)


def console_picture(
    state: HallState, away: Sequence[Ticket], window: str, person: str, now: datetime
) -> ConsolePicture:
    """What the staff member ``person`` sees at ``window``; ``away`` are :func:`away_from_windows`, the same for all."""
    life = state.window(window)
    taken = life.operator is not None and life.operator != person
    ticket = state.tickets[life.ticket] if life.ticket else None
    queues = life.queues or _serves(state.hall, window)
    looking = life._replace(queues=queues)
    return ConsolePicture(
        window=window,
        name=state.hall.windows[window].name,
        state=life.state.value,
        minutes=_minutes(life.since, now),
        operator=life.operator if taken else None,
        steps=frozenset() if taken else frozenset(_steps(state, life, ticket, now)),
        ticket=_row(state, ticket, window, now) if ticket else None,
        recalls=ticket.recalls if ticket else 0,
        recalls_at_most=state.hall.rules.recalls_before_missed,
        waiting=tuple(
            _row(state, state.tickets[place.ticket], window, now)
            for place in islice(_in_order(state, looking, now), SHOWN)
        ),
        waiting_count=sum(len(line) for line in _lines(state, looking)),
        away=tuple(_away(state, away, looking, now)),
        due=tuple(_due(state, queues, now)),
    )


def _serves(hall: Hall, window: str) -> tuple[str, ...]:
    serves = hall.windows[window].serves
    return tuple(hall.queues) if "*" in serves else serves


def _steps(state: HallState, life: WindowLife, ticket: Ticket | None, now: datetime) -> Iterator[str]:
    for step, name in STEPS.items():
        if life.state in WINDOW_LIFE[name]:
            yield step
    if ticket is not None and ticket.recalls >= state.hall.rules.recalls_before_missed:
        yield "out_of_recalls"
    if _may_undo(state, life, now):
        yield "undo"


def _may_undo(state: HallState, life: WindowLife, now: datetime) -> bool:
    last = life.last
    if last is None or (now - last.at).total_seconds() > state.hall.rules.undo_within_s:
        return False
    ticket = state.tickets.get(last.before.id)
    return ticket is not None and ticket.state is _UNDONE[last.step] and ticket.rated is None


def _lines(state: HallState, life: WindowLife) -> Iterator[tuple[Place, ...]]:
    for queue in life.queues:
        for key, line in state.lines.get(queue, {}).items():
            if state.may_call(key.meant_for, life.id):
                yield line


def _in_order(state: HallState, life: WindowLife, now: datetime) -> Iterator[Place]:
    """Who waits for the window, in the order in which the hall's rule would call them now."""
    setup = state.hall.windows[life.id]
    bonus_s = state.hall.rules.preference_minutes * 60
    lines: list[list[tuple[Ranked, Place]] | Iterator[tuple[Ranked, Place]]] = []
    for queue in life.queues:
        preferred = bonus_s if queue in setup.prefers else 0.0
        for key, line in state.lines.get(queue, {}).items():
            if state.may_call(key.meant_for, life.id):
                ranked = partial(_ranked, state.hall, now.timestamp(), key.priority, preferred)
                lines.append(map(ranked, line))
    return (place for _, place in merge(*lines))


def _ranked(hall: Hall, moment: float, priority: str, bonus_s: float, place: Place) -> tuple[Ranked, Place]:
    return rank(hall, moment, priority, place, bonus_s), place


def _row(state: HallState, ticket: Ticket, window: str, now: datetime) -> TicketRow:
    hall = state.hall
    item = hall.items.get(ticket.item or "")
    queue = hall.queues.get(ticket.queue)
    priority = hall.priorities.get(ticket.priority)
    booked = ticket.priority == APPOINTMENT
    waits_since = ticket.issued_at if booked else datetime.fromtimestamp(ticket.since, now.tzinfo)
    until = ticket.called_at if ticket.called_at and ticket.state is not TicketState.WAITING else now
    return TicketRow(
        id=ticket.id,
        number=ticket.number,
        queue=queue.name if queue else {"zh": ticket.queue},
        item=item.name if item else None,
        priority=priority.name if priority and ticket.priority != ORDINARY else None,
        state=ticket.state.value,
        minutes=_minutes(waits_since, until),
        due=hall.local(datetime.fromtimestamp(ticket.since, now.tzinfo)) if booked else None,
        mine=window in (ticket.meant_for, ticket.window),
    )


def _away(state: HallState, away: Sequence[Ticket], life: WindowLife, now: datetime) -> Iterator[TicketRow]:
    """Those of the window's queues: whom this window sent away first."""
    of_queues = [ticket for ticket in away if ticket.queue in life.queues]
    of_queues.sort(key=lambda ticket: (ticket.window != life.id, ticket.state is TicketState.MISSED))
    return (_row(state, ticket, life.id, now) for ticket in of_queues[:AWAY_SHOWN])


def _due(state: HallState, queues: tuple[str, ...], now: datetime) -> Iterator[DueRow]:
    until = (now + HINT_AHEAD).timestamp()
    expected = sorted(each for queue in queues for each in state.diary.expected.get(queue, ()) if each.start <= until)
    for each in expected[:5]:
        appointment: Appointment = state.diary.appointments[each.code]
        item = state.hall.items.get(appointment.item)
        name = item.name if item else {"zh": appointment.item}
        yield DueRow(state.hall.local(appointment.start), name, late=appointment.start <= now)


def _minutes(since: datetime | None, now: datetime) -> int:
    return max(0, int((now - since).total_seconds() // 60)) if since else 0
