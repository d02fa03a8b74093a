"""Keeps a fault that comes back ten times a second from filling the log."""

from datetime import datetime, timedelta

QUIET_FOR = timedelta(minutes=1)
"""The same fault is logged again after this long, with the number of times it was not."""


class FailureLog:
    """Decides which failures are logged. A failure is known by its type and the line that raised it."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, int], tuple[datetime, int]] = {}

    def note(self, failure: Exception, now: datetime) -> int | None:
        """How often this failure went unlogged before, if it is to be logged now; otherwise none."""
        key = (type(failure).__qualname__, _line_of(failure))
        logged_at, unlogged = self._last.get(key, (None, 0))
        if logged_at is not None and now - logged_at < QUIET_FOR:
            self._last[key] = (logged_at, unlogged + 1)
            return None
        self._last[key] = (now, 0)
        return unlogged


def _line_of(failure: Exception) -> int:
    place = failure.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    return place.tb_lineno if place else 0
