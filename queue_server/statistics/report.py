"""The report of a span of days, made in one pass over the journal."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from queue_server.domain.events import from_data
from queue_server.journal import Recorded
from queue_server.statistics.figures import Figures, Gathering
from queue_server.statistics.following import VisitFollower
from queue_server.statistics.hours import OpeningFollower, OpenTime, by_hour
from queue_server.statistics.parts import By, parts, time_key, whole
from queue_server.statistics.visits import Visit


@dataclass(frozen=True, slots=True)
class Report:
    """``rows`` are the groups in order, empty without ``by``. ``unmatched`` counts the events that tell nothing: of an
    unknown type, or of a ticket that was never issued. A sound journal has none.
    """

    first: date
    last: date
    by: By | None
    rows: tuple[tuple[str, Figures], ...]
    total: Figures
    unmatched: int


def make_report(recorded: Iterable[Recorded], first: date, last: date, by: By | None = None) -> Report:
    """The figures of the days ``first`` to ``last``, told from all events of a hall, in order."""
    visits, openings = VisitFollower(), OpeningFollower()
    gathered = _Gathered(first, last, by)
    unknown, now = 0, None
    for each in recorded:
        now = each.at
        try:
            event = from_data(each.type, each.at, json.loads(each.data))
        except (KeyError, TypeError, ValueError):
            unknown += 1
            continue
        for visit in visits.take(event):
            gathered.add_visit(visit, now)
        opening = openings.take(event)
        if opening is not None:
            gathered.add_opening(opening)
    if now is not None:
        for visit in visits.rest():
            gathered.add_visit(visit, now)
        for opening in openings.rest(now):
            gathered.add_opening(opening)
    return gathered.report(unknown + visits.unmatched)


class _Gathered:
    """What is gathered of the days in question, by group and in all."""

    def __init__(self, first: date, last: date, by: By | None) -> None:
        self._first, self._last, self._by = first, last, by
        self._groups: defaultdict[str, Gathering] = defaultdict(Gathering)
        self._total = Gathering()

    def add_visit(self, visit: Visit, now: datetime) -> None:
        if self._first <= visit.taken_at.date() <= self._last:
            self._total.add(whole(visit))
            if self._by is not None:
                for key, part in parts(visit, self._by):
                    self._groups[key].add(part)
        for stay in visit.stays:
            for gathering, seconds in self._times(stay.window, stay.called_at, stay.until or now):
                gathering.busy_s += seconds

    def add_opening(self, opening: OpenTime) -> None:
        for gathering, seconds in self._times(*opening):
            gathering.open_s += seconds

    def _times(self, window: str, since: datetime, until: datetime) -> Iterable[tuple[Gathering, float]]:
        for part in by_hour(since, until):
            if not self._first <= part.day <= self._last:
                continue
            yield self._total, part.seconds
            key = time_key(window, part, self._by) if self._by is not None else None
            if key is not None:
                yield self._groups[key], part.seconds

    def report(self, unmatched: int) -> Report:
        rows = tuple((key, self._groups[key].figures()) for key in sorted(self._groups, key=_natural))
        return Report(self._first, self._last, self._by, rows, self._total.figures(), unmatched)


def _natural(key: str) -> tuple[bool, int, str]:
    """Window 10 comes after window 9, and names come after numbers."""
    is_number = key.isascii() and key.isdigit()
    return (not is_number, int(key) if is_number else 0, key)
