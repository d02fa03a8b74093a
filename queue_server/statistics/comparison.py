"""Today beside the same weekday before, and how many will still come. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from queue_server.statistics.days import Gatherings, Group
from queue_server.statistics.figures import Figures, Gathering
from queue_server.statistics.parts import hour_key

WEEK = timedelta(days=7)
WEEKS_LOOKED_AT = 4
"""So many same weekdays before are what a forecast of arrivals is made of: fewer tell little, more are long ago."""


class HourPair(NamedTuple):
    """One hour of both days; none where nothing happened in it."""

    hour: int
    now: Figures | None
    then: Figures | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """``now`` and ``then`` are of tickets taken before ``until_hour``, the last full hour, so that they compare;
    ``whole`` is all of the other day.
    """

    day: date
    other: date
    until_hour: int
    now: Figures
    then: Figures
    whole: Figures
    hours: tuple[HourPair, ...]


class Arrivals(NamedTuple):
    """How many are expected to take a ticket in an hour, and between which figures it was on the days before.

    ``error`` is how far off the same forecast would have been on those days, its mean without sign; none of one day.
    """

    hour: int
    expected: float
    low: int
    high: int
    error: float | None


def same_weekdays_before(day: date, weeks: int = WEEKS_LOOKED_AT) -> list[date]:
    """The nearest first."""
    return [day - WEEK * number for number in range(1, weeks + 1)]


def compared(gathered: Gatherings, day: date, until_hour: int) -> Comparison:
    """``day`` beside the same weekday a week before."""
    other = day - WEEK
    hours = range(24)
    pairs = (HourPair(hour, _figures(gathered, day, hour), _figures(gathered, other, hour)) for hour in hours)
    return Comparison(
        day=day,
        other=other,
        until_hour=until_hour,
        now=_joined(gathered, day, range(until_hour)).figures(),
        then=_joined(gathered, other, range(until_hour)).figures(),
        whole=_joined(gathered, other, hours).figures(),
        hours=tuple(pair for pair in pairs if pair.now or pair.then),
    )


def arrivals_by_hour(gathered: Gatherings, days: Iterable[date]) -> list[dict[int, int]]:
    """How many took a ticket, by hour, of each day on which anybody did."""
    counted = []
    for day in days:
        hours = {hour: gathered[group].issued for hour in range(24) if (group := _group(day, hour)) in gathered}
        if any(hours.values()):
            counted.append(hours)
    return counted


def expected_arrivals(days: Sequence[Mapping[int, int]]) -> tuple[Arrivals, ...]:
    """What days like these let expect, by hour; nothing where there are none."""
    hours = sorted({hour for day in days for hour, count in day.items() if count})
    return tuple(_expected(hour, [day.get(hour, 0) for day in days]) for hour in hours)


def _expected(hour: int, counts: Sequence[int]) -> Arrivals:
    mean, total = sum(counts) / len(counts), sum(counts)
    others = len(counts) - 1
    # Each day is foretold from the others, as today is from all of them.
    error = sum(abs(count - (total - count) / others) for count in counts) / len(counts) if others else None
    return Arrivals(hour, mean, min(counts), max(counts), error)


def _group(day: date, hour: int) -> Group:
    return Group(day, "hour", hour_key(hour))


def _joined(gathered: Gatherings, day: date, hours: Iterable[int]) -> Gathering:
    joined = Gathering()
    for hour in hours:
        if (of := gathered.get(_group(day, hour))) is not None:
            joined.join(of)
    return joined


def _figures(gathered: Gatherings, day: date, hour: int) -> Figures | None:
    of = gathered.get(_group(day, hour))
    return of.figures() if of is not None else None
