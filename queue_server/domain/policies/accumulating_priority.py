"""Accumulating priority (Kleinrock 1964; Stanford, Taylor, Ziedins 2014).

A score is a head start plus a weight times the minutes waited. Who waits long enough overtakes any head start.
"""

from queue_server.domain.hall import Hall


def score(hall: Hall, priority: str, since: float, moment: float) -> float:
    """The score in minutes. A priority that the hall file no longer knows counts as ordinary.

    Negative before a booked time: an appointment that came early counts from its time.
    """
    minutes = (moment - since) / 60
    kind = hall.priorities.get(priority)
    return minutes if kind is None else kind.head_start_minutes + kind.weight * minutes


def accumulating_priority(hall: Hall, priority: str, since: float, moment: float) -> tuple[float, ...]:
    """The highest score first."""
    return (-score(hall, priority, since, moment),)
