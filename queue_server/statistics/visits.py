"""One person's way through the hall: the life of one ticket in its stages. A transfer goes on with the same visit."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal, NamedTuple

from queue_server.domain.commands import Origin, Printed

Ending = Literal["served", "missed", "cancelled", "left_over"]
"""``left_over`` is who was still in the hall when the counters closed or the day ended."""

StayEnd = Literal["served", "missed", "parked", "transferred"]


class Wait(NamedTuple):
    """Time in the line of ``queue``; ``window`` is the one that called, none if nobody did."""

    queue: str
    since: datetime
    until: datetime | None = None
    window: str | None = None


class Stay(NamedTuple):
    """Time at a window, from the call on: the way there until ``started_at``, then the service."""

    window: str
    queue: str
    called_at: datetime
    recalls: int = 0
    started_at: datetime | None = None
    until: datetime | None = None
    end: StayEnd | None = None


class Parked(NamedTuple):
    """Time put aside."""

    since: datetime
    until: datetime | None = None


class Foretold(NamedTuple):
    """Seconds of waiting that the person was told of: half of all wait at most the first, nine in ten the second."""

    p50_s: int
    p90_s: int


class Forecast(NamedTuple):
    """What was foretold, and what came of it; a positive ``error_s`` is a wait longer than was foretold."""

    error_s: float
    within_p90: bool


@dataclass(frozen=True, slots=True)
class Visit:
    """``taken_at`` is when the person got the ticket: before ``issued_at`` where a kiosk was offline.

    ``ended`` is none while the person is in the hall.
    """

    ticket: str
    number: str
    item: str | None
    priority: str
    origin: Origin
    issued_at: datetime
    taken_at: datetime
    waits: tuple[Wait, ...]
    stays: tuple[Stay, ...] = ()
    parks: tuple[Parked, ...] = ()
    ended: Ending | None = None
    ended_at: datetime | None = None
    outcome: str | None = None
    rating: int | None = None
    printed: Printed | None = None
    foretold: Foretold | None = None

    @property
    def forecast(self) -> Forecast | None:
        """None where nothing was foretold, or the person was never called from the first line."""
        first = self.waits[0]
        if self.foretold is None or first.until is None or first.window is None:
            return None
        waited = _seconds(first.since, first.until)
        return Forecast(waited - self.foretold.p50_s, waited <= self.foretold.p90_s)

    @property
    def queue(self) -> str:
        """The queue it is in, or was in last."""
        return self.waits[-1].queue

    @property
    def queues(self) -> tuple[str, ...]:
        """Every queue it was in, the first one first."""
        return tuple(dict.fromkeys(wait.queue for wait in self.waits))

    @property
    def at_window(self) -> bool:
        """Whether it is called or served."""
        return bool(self.stays) and self.stays[-1].until is None

    def with_stay(self, **changes: Any) -> "Visit":
        """With the last stay changed."""
        return replace(self, stays=(*self.stays[:-1], self.stays[-1]._replace(**changes)))

    def moved_on(self, at: datetime, window: str | None = None) -> "Visit":
        """No more in line and no more put aside; ``window`` is the one that called."""
        waits, parks = self.waits, self.parks
        if waits[-1].until is None:
            waits = (*waits[:-1], waits[-1]._replace(until=at, window=window))
        if parks and parks[-1].until is None:
            parks = (*parks[:-1], parks[-1]._replace(until=at))
        return replace(self, waits=waits, parks=parks, ended=None, ended_at=None)


def waited_s(waits: tuple[Wait, ...]) -> float | None:
    """Seconds of the waits that ended with a call; none without any. Nobody knows when somebody who left did so."""
    called = [_seconds(wait.since, wait.until) for wait in waits if wait.until is not None and wait.window is not None]
    return sum(called) if called else None


def way_s(stays: tuple[Stay, ...]) -> float | None:
    """Seconds from the first call to the start of service, of the stays that came to one; none without any."""
    ways = [_seconds(stay.called_at, stay.started_at) for stay in stays if stay.started_at is not None]
    return sum(ways) if ways else None


def service_s(stays: tuple[Stay, ...]) -> float | None:
    """Seconds from start to end of service; none without any that has ended."""
    services = [
        _seconds(stay.started_at, stay.until)
        for stay in stays
        if stay.started_at is not None and stay.until is not None
    ]
    return sum(services) if services else None


def _seconds(since: datetime, until: datetime) -> float:
    # The clock of a kiosk that was offline may be a little ahead.
    return max(0.0, (until - since).total_seconds())
