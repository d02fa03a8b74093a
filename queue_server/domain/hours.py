"""When the counters are open: weekly hours, holidays, make-up days and extended hours."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

MINUTES_A_DAY = 24 * 60
LOOK_AHEAD_DAYS = 31
"""The longest public holiday lasts nine days; a change further away than this helps nobody who stands here."""


class Span(NamedTuple):
    """Opening hours within one day, in minutes after local midnight; ``end`` may be 1440."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours by weekday (Monday is 0); ``extra`` adds hours to a date, also to a closed one."""

    weekly: Mapping[int, tuple[Span, ...]]
    closed: frozenset[date] = frozenset()
    extra: Mapping[date, tuple[Span, ...]] = field(default_factory=dict)

    def spans(self, day: date) -> tuple[Span, ...]:
        """The opening hours of one day, in order, overlapping ones joined."""
        regular = () if day in self.closed else self.weekly.get(day.weekday(), ())
        return _joined(sorted((*regular, *self.extra.get(day, ()))))

    def is_open(self, local: datetime) -> bool:
        minute = local.hour * 60 + local.minute
        return any(span.start <= minute < span.end for span in self.spans(local.date()))

    def last_closing(self, local: datetime) -> datetime | None:
        """When the counters close for the last time on the day of ``local``; none on a day without hours."""
        spans = self.spans(local.date())
        return _at(local.date(), spans[-1].end, local.tzinfo) if spans else None

    def openings(self, day: date, zone: tzinfo) -> list[tuple[datetime, datetime]]:
        """From when until when the counters are open on one day of a zone, in order."""
        return [(_at(day, span.start, zone), _at(day, span.end, zone)) for span in self.spans(day)]

    def next_change(self, local: datetime) -> datetime | None:
        """The next moment at which the counters open or close, with the offset of ``local``'s own zone."""
        for start, end in self._periods(local):
            if local < start:
                return start
            if local < end:
                return None if end - local > timedelta(days=LOOK_AHEAD_DAYS) else end
        return None

    def _periods(self, local: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Opening periods from the day of ``local`` on; one that runs through midnight is one period."""
        pending: tuple[datetime, datetime] | None = None
        for ahead in range(LOOK_AHEAD_DAYS + 2):
            day = local.date() + timedelta(days=ahead)
            for span in self.spans(day):
                start, end = _at(day, span.start, local.tzinfo), _at(day, span.end, local.tzinfo)
                if pending and pending[1] == start:
                    pending = (pending[0], end)
                    continue
                if pending:
                    yield pending
                pending = (start, end)
        if pending:
            yield pending


ALWAYS_OPEN = Hours(weekly=dict.fromkeys(range(7), (Span(0, MINUTES_A_DAY),)))
"""The hours of a hall that says nothing of them."""


def _at(day: date, minute: int, zone: tzinfo | None) -> datetime:
    if minute == MINUTES_A_DAY:
        day, minute = day + timedelta(days=1), 0
    return datetime.combine(day, time(minute // 60, minute % 60), tzinfo=zone)


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for span in spans:
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)
