"""What the clock alone brings: who stayed away, old notices, limits of cases, the turn of the day, closing time."""

from datetime import datetime, timedelta

from queue_server.domain import events
from queue_server.domain.cases.clock import due_cases
from queue_server.domain.lifecycle import TicketState
from queue_server.domain.state import HallState

_IN_THE_HALL = (TicketState.WAITING, TicketState.PARKED)


def due(state: HallState, now: datetime) -> tuple[events.Event, ...]:
    """Everything that the clock brings at ``now``; nothing once it is recorded."""
    return (
        *_stayed_away(state, now),
        *_old_notices(state, now),
        *due_cases(state.shelf, state.hall.day(now), now),
        *(_new_day(state, now) or _closing(state, now)),
    )


def _stayed_away(state: HallState, now: datetime) -> tuple[events.Event, ...]:
    """Appointments that can no longer be checked in are missed."""
    late = timedelta(minutes=state.hall.rules.check_in.late_minutes)
    return tuple(events.AppointmentMissed(at=now, code=code) for code in state.diary.stayed_away(now - late))


def _old_notices(state: HallState, now: datetime) -> tuple[events.Event, ...]:
    """Notices whose time is over are cleared."""
    over = (notice for notice in state.notices if notice.until is not None and notice.until <= now)
    return tuple(events.NoticeCleared(at=now, notice=notice.id, reason="expired") for notice in over)


def _new_day(state: HallState, now: datetime) -> tuple[events.Event, ...]:
    """Who is still here from yesterday is cancelled, each with an event; then the day starts.

    Somebody who is at a window at midnight stays there. A clock that went back starts no new day.
    """
    today = state.hall.day(now)
    if state.day is not None and today <= state.day:
        return ()
    return (*_cancelled(state, now, "day_ended"), events.DayStarted(at=now, day=today))


def _closing(state: HallState, now: datetime) -> tuple[events.Event, ...]:
    """After the last opening hours of the day, who waits is cleared where the hall's rule says so."""
    hall = state.hall
    today = hall.day(now)
    if hall.hours is None or state.day != today or state.counters_closed == today:
        return ()
    closing = hall.hours.last_closing(hall.local(now))
    if closing is None or now < closing or hall.is_open(now):
        return ()
    cleared = _cancelled(state, now, "counters_closed") if hall.rules.waiting_at_close == "clear" else ()
    return (*cleared, events.CountersClosed(at=now, day=today))


def _cancelled(state: HallState, now: datetime, reason: str) -> tuple[events.Event, ...]:
    left = (ticket for ticket in state.tickets.values() if ticket.state in _IN_THE_HALL)
    in_order = sorted(left, key=lambda ticket: ticket.order)
    return tuple(events.TicketCancelled(at=now, ticket=ticket.id, reason=reason) for ticket in in_order)
