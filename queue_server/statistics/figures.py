"""The figures of one group of visits: counts, and what is typical of its times."""

from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from queue_server.statistics.parts import Part
from queue_server.statistics.visits import Ending, service_s, waited_s, way_s

SCORES = (1, 2, 3, 4, 5)
"""What a service can be rated, the worst first."""


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds. ``p90`` is the shortest time that nine of ten do not exceed; none of them without any time."""

    count: int
    mean: float | None = None
    p50: float | None = None
    p90: float | None = None
    p99: float | None = None


@dataclass(frozen=True, slots=True)
class Forecasts:
    """How true the waits were that people were told of when they took their number, ``count`` of them.

    ``mean_error_s`` is how far off they were, ``bias_s`` how much longer people waited than they were told (negative:
    shorter); ``within_p90`` is the share who waited no longer than the longer figure, 0.9 where it is true.
    """

    count: int
    mean_error_s: float | None = None
    bias_s: float | None = None
    within_p90: float | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """``utilisation`` is the share of the open time of windows that was spent with somebody, 0 to 1; ``ratings`` counts
    by score. None is what cannot be said.
    """

    issued: int
    served: int
    missed: int
    cancelled: int
    left_over: int
    waiting: Times
    way: Times
    service: Times
    forecasts: Forecasts
    utilisation: float | None
    ratings: dict[int, int]

    @property
    def rated(self) -> int:
        """How many rated."""
        return sum(self.ratings.values())

    @property
    def mean_rating(self) -> float | None:
        """The mean score."""
        if not self.rated:
            return None
        return sum(score * count for score, count in self.ratings.items()) / self.rated


def times(samples: Iterable[float]) -> Times:
    """What is typical of times in seconds."""
    ordered = sorted(samples)
    if not ordered:
        return Times(0)
    mean = sum(ordered) / len(ordered)
    return Times(len(ordered), mean, *(_percentile(ordered, percent) for percent in (50, 90, 99)))


def _percentile(ordered: list[float], percent: int) -> float:
    """The nearest rank: the smallest value that ``percent`` of all do not exceed."""
    return ordered[-(-percent * len(ordered) // 100) - 1]


@dataclass(slots=True)
class Gathering:
    """Gathers one group. Times are kept exactly, eight bytes each."""

    issued: int = 0
    endings: Counter[Ending] = field(default_factory=Counter)
    waiting: "array[float]" = field(default_factory=lambda: array("d"))
    way: "array[float]" = field(default_factory=lambda: array("d"))
    service: "array[float]" = field(default_factory=lambda: array("d"))
    ratings: Counter[int] = field(default_factory=Counter)
    forecast_errors: "array[float]" = field(default_factory=lambda: array("d"))
    within_p90: int = 0
    open_s: float = 0.0
    busy_s: float = 0.0

    def add(self, part: Part) -> None:
        """One more visit, or what of it belongs to this group."""
        self.issued += part.issued
        if part.ended is not None:
            self.endings[part.ended] += 1
        for samples, sample in (
            (self.waiting, waited_s(part.waits)),
            (self.way, way_s(part.stays)),
            (self.service, service_s(part.stays)),
        ):
            if sample is not None:
                samples.append(sample)
        if part.rating is not None:
            self.ratings[part.rating] += 1
        if part.forecast is not None:
            self.forecast_errors.append(part.forecast.error_s)
            self.within_p90 += part.forecast.within_p90

    def join(self, other: "Gathering") -> None:
        """All of another one as well."""
        self.issued += other.issued
        self.endings.update(other.endings)
        self.waiting.extend(other.waiting)
        self.way.extend(other.way)
        self.service.extend(other.service)
        self.ratings.update(other.ratings)
        self.forecast_errors.extend(other.forecast_errors)
        self.within_p90 += other.within_p90
        self.open_s += other.open_s
        self.busy_s += other.busy_s

    def figures(self) -> Figures:
        """The figures of what was gathered so far."""
        return Figures(
            issued=self.issued,
            served=self.endings["served"],
            missed=self.endings["missed"],
            cancelled=self.endings["cancelled"],
            left_over=self.endings["left_over"],
            waiting=times(self.waiting),
            way=times(self.way),
            service=times(self.service),
            forecasts=self._forecasts(),
            utilisation=self.busy_s / self.open_s if self.open_s else None,
            ratings={score: self.ratings[score] for score in SCORES},
        )

    def _forecasts(self) -> Forecasts:
        errors = self.forecast_errors
        if not errors:
            return Forecasts(0)
        count = len(errors)
        return Forecasts(count, sum(map(abs, errors)) / count, sum(errors) / count, self.within_p90 / count)
