"""The turn of the hall's own day."""

from datetime import datetime

from queue_server.domain import events
from queue_server.domain.lifecycle import TicketState
from queue_server.domain.state import HallState


def day_change(state: HallState, now: datetime) -> tuple[events.Event, ...]:
    """What happens when a new day is due: who still waits is cancelled, each with an event; then the day starts.

    Somebody who is at a window at midnight stays there. A clock that went back starts no new day.
    """
    today = state.hall.day(now)
    if state.day is not None and today <= state.day:
        return ()
    left = sorted(
        (ticket for ticket in state.tickets.values() if ticket.state is TicketState.WAITING),
        key=lambda ticket: ticket.order,
    )
    gone = (events.TicketCancelled(at=now, ticket=ticket.id, reason="day_ended") for ticket in left)
    return (*gone, events.DayStarted(at=now, day=today))
