"""What is gathered day by day, of which reports are put together."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from queue_server.domain.events import DayStarted
from queue_server.journal import Recorded
from queue_server.retelling import UnreadableEventError, event_of
from queue_server.statistics.figures import Gathering
from queue_server.statistics.following import UnderWay, VisitFollower
from queue_server.statistics.hours import OpeningFollower, OpenTime, by_hour
from queue_server.statistics.parts import KINDS, By, Kind, parts, period_key, time_key, whole
from queue_server.statistics.visits import Visit


class Group(NamedTuple):
    """A group of one day; everything of the day where ``kind`` is none, and the key then empty."""

    day: date
    kind: Kind | None = None
    key: str = ""


Gatherings = Mapping[Group, Gathering]


class Days:
    """Gathers visits and the times that windows were open, by day and by the groups of ``kinds``."""

    def __init__(self, kinds: Collection[Kind] = KINDS) -> None:
        self._kinds = kinds
        self.gathered: defaultdict[Group, Gathering] = defaultdict(Gathering)

    def add_visit(self, visit: Visit, now: datetime) -> None:
        """A visit, as it is ``now`` where it is not over."""
        day = visit.taken_at.date()
        self.gathered[Group(day)].add(whole(visit))
        for kind in self._kinds:
            for key, part in parts(visit, kind):
                self.gathered[Group(day, kind, key)].add(part)
        for stay in visit.stays:
            for gathering, seconds in self._times(stay.window, stay.called_at, stay.until or now):
                gathering.busy_s += seconds

    def add_opening(self, opening: OpenTime) -> None:
        """A time that a window was open."""
        for gathering, seconds in self._times(*opening):
            gathering.open_s += seconds

    def join(self, others: Iterable[tuple[Group, Gathering]]) -> None:
        """What was gathered elsewhere."""
        for group, gathering in others:
            self.gathered[group].join(gathering)

    def _times(self, window: str, since: datetime, until: datetime) -> Iterable[tuple[Gathering, float]]:
        for part in by_hour(since, until):
            yield self.gathered[Group(part.day)], part.seconds
            for kind in self._kinds:
                key = time_key(window, part, kind)
                if key is not None:
                    yield self.gathered[Group(part.day, kind, key)], part.seconds


class Place(NamedTuple):
    """How far a journal was read, and what is under way there."""

    seq: int = 0
    under_way: UnderWay = UnderWay()
    open_since: Mapping[str, datetime] = {}
    unknown: int = 0
    at: datetime | None = None


BEGINNING = Place()


class DaysFollower:
    """Reads a hall's events in order and gathers what is over for good in ``days``."""

    def __init__(self, place: Place = BEGINNING, kinds: Collection[Kind] = KINDS) -> None:
        self.days = Days(kinds)
        self._kinds = kinds
        self._seq = place.seq
        self._unknown = place.unknown
        self._visits = VisitFollower.going_on(place.under_way)
        self._openings = OpeningFollower(place.open_since)
        self._now = place.at

    @property
    def unmatched(self) -> int:
        """Events that tell nothing: of an unknown type, or of a ticket that was never issued."""
        return self._unknown + self._visits.unmatched

    @property
    def seq(self) -> int:
        """The last event that was read."""
        return self._seq

    def take(self, recorded: Recorded) -> bool:
        """One more event; true where it ends a day, so that all visits before it are over for good or under way."""
        self._seq, self._now = recorded.seq, recorded.at
        try:
            event = event_of(recorded.type, recorded.at, recorded.data)
        except UnreadableEventError:
            self._unknown += 1
            return False
        for visit in self._visits.take(event):
            self.days.add_visit(visit, recorded.at)
        opening = self._openings.take(event)
        if opening is not None:
            self.days.add_opening(opening)
        return isinstance(event, DayStarted)

    def place(self) -> Place:
        """Where another follower could go on."""
        return Place(self._seq, self._visits.under_way(), self._openings.open_since(), self._unknown, self._now)

    def rest(self) -> Days:
        """What is not over for good, as it is at the last event."""
        rest = Days(self._kinds)
        if self._now is not None:
            for visit in self._visits.rest():
                rest.add_visit(visit, self._now)
            for opening in self._openings.rest(self._now):
                rest.add_opening(opening)
        return rest


def by_key(gathered: Iterable[tuple[Group, Gathering]], by: By) -> dict[str, Gathering]:
    """The groups of a report."""
    groups: defaultdict[str, Gathering] = defaultdict(Gathering)
    for group, gathering in gathered:
        key = period_key(group.day, by)
        if key is None and group.kind == by:
            groups[group.key].join(gathering)
        elif key is not None and group.kind is None:
            groups[key].join(gathering)
    return groups
