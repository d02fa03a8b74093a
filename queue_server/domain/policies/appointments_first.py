"""Appointments whose time has come, then everyone else by accumulating priority."""

from queue_server.domain.hall import APPOINTMENT, Hall
from queue_server.domain.policies.accumulating_priority import accumulating_priority


def appointments_first(hall: Hall, priority: str, since: float, moment: float) -> tuple[float, ...]:
    """Appointments that are due by their booked time, before all others."""
    due = priority == APPOINTMENT and since <= moment
    return (0.0, since) if due else (1.0, *accumulating_priority(hall, priority, since, moment))
