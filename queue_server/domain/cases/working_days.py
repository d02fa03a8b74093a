"""Limits that laws and promises set in working days, counted by the hall's own calendar.

A day counts on which the counters are open at all: holidays do not, make-up days do. The day on which something
begins does not count, and the limit ends with its last day.
"""

from datetime import date, timedelta

from queue_server.domain.hall import Hall

LONGEST_PAUSE = 60
"""Days. A hall that is closed for longer says nothing of working days: then every day counts."""

_DAY = timedelta(days=1)


def is_working_day(hall: Hall, day: date) -> bool:
    return hall.hours is None or bool(hall.hours.spans(day))


def after_working_days(hall: Hall, begin: date, count: int) -> date:
    """The last day of a limit of ``count`` working days that begins on ``begin``; ``begin`` itself for 0."""
    day = begin
    for _ in range(count):
        day = _next(hall, day)
    return day


def before_working_days(hall: Hall, end: date, count: int) -> date:
    """The day ``count`` working days before the end of a limit."""
    day = end
    for _ in range(count):
        day = _next(hall, day, -_DAY)
    return day


def working_days_left(hall: Hall, day: date, end: date) -> int:
    """How many working days after ``day`` a limit still has."""
    left = 0
    while day < end:
        day = _next(hall, day)
        left += day <= end
    return left


def _next(hall: Hall, day: date, step: timedelta = _DAY) -> date:
    for ahead in range(1, LONGEST_PAUSE + 1):
        if is_working_day(hall, day + ahead * step):
            return day + ahead * step
    return day + step
