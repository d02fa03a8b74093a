"""Stretches of time cut at the full hours of the hall's own clock, and the times that windows were open."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from queue_server.domain import events
from queue_server.domain.events import Event


class HourPart(NamedTuple):
    """Seconds of one hour of one day."""

    day: date
    hour: int
    seconds: float


class OpenTime(NamedTuple):
    """A window was open: somebody worked there, with a person or without."""

    window: str
    since: datetime
    until: datetime


def by_hour(since: datetime, until: datetime) -> Iterator[HourPart]:
    """A stretch of time cut at the full hours of the clock that ``since`` is of."""
    while since < until:
        full_hour = since.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        end = min(full_hour, until)
        yield HourPart(since.date(), since.hour, (end - since).total_seconds())
        since = end.astimezone(since.tzinfo)


class OpeningFollower:
    """Follows when each window was open, event by event."""

    def __init__(self, open_since: Mapping[str, datetime] | None = None) -> None:
        self._open_since: dict[str, datetime] = dict(open_since or {})

    def take(self, event: Event) -> OpenTime | None:
        """The time that ends with ``event``, if one does."""
        match event:
            case events.WindowOpened():
                self._open_since.setdefault(event.window, event.at)
            case events.WindowPaused() | events.WindowClosed():
                since = self._open_since.pop(event.window, None)
                return OpenTime(event.window, since, event.at) if since is not None else None
        return None

    def open_since(self) -> dict[str, datetime]:
        """The windows that are open, and since when; what a follower needs to go on from here."""
        return dict(self._open_since)

    def rest(self, until: datetime) -> list[OpenTime]:
        """The times that have not ended, as far as ``until``."""
        return [OpenTime(window, since, until) for window, since in self._open_since.items()]
