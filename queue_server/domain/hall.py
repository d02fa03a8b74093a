"""What a hall is made of: the content of its hall file, checked, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from queue_server.domain.cases.rules import CaseRules, Locker
from queue_server.domain.hours import ALWAYS_OPEN, Hours

Text = Mapping[str, str]
"""Text for people by language; ``zh`` is always there."""

ORDINARY = "ordinary"
APPOINTMENT = "appointment"
EVERY_QUEUE = "*"


@dataclass(frozen=True, slots=True)
class Queue:
    """A line of people; ``daily_quota`` limits the tickets of one day.

    ``shared_capacity`` bounds the appointments of all its items that begin at the same time.
    """

    id: str
    prefix: str
    name: Text
    daily_quota: int | None = None
    shared_capacity: int | None = None
    identity_required: bool = False


@dataclass(frozen=True, slots=True)
class Bookable:
    """How an item can be booked: ``capacity`` people every so many minutes of the opening hours."""

    every_minutes: int
    capacity: int


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of business that people come for."""

    code: str
    queue: str
    name: Text
    typical_minutes: float
    bookable: Bookable | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """A counter; ``serves`` names its queues, all of them for the one-door windows."""

    id: str
    name: Text
    serves: tuple[str, ...]
    prefers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Priority:
    """How fast a kind of ticket gains on the others while it waits.

    Whoever is ``from_age`` years old is offered it at the kiosk; others may claim it freely or when staff agree.
    """

    id: str
    name: Text
    head_start_minutes: float
    weight: float
    from_age: int | None = None
    claim: Literal["free", "staff"] = "free"


@dataclass(frozen=True, slots=True)
class CheckIn:
    """How long before and after its time an appointment can be checked in."""

    early_minutes: int = 30
    late_minutes: int = 15


PolicyName = Literal["accumulating_priority", "first_come", "appointments_first"]


@dataclass(frozen=True, slots=True)
class Rules:
    """What the hall decided about doubtful cases.

    ``passed_over_at_most`` and ``past_turn_at_most_minutes`` bound what any policy may do to the person who came
    first: see :mod:`queue_server.domain.line`. ``preference_minutes`` is the head start of a queue that a window
    prefers. ``appointments_per_person`` counts those still to come; ``book_ahead_days`` from today.
    """

    one_ticket_per_person_per_queue: bool = True
    recalls_before_missed: int = 3
    next: PolicyName = "accumulating_priority"
    passed_over_at_most: int = 8
    past_turn_at_most_minutes: float = 30
    preference_minutes: float = 5
    undo_within_s: float = 60
    missed_return: Literal["own_place", "end"] = "own_place"
    waiting_at_close: Literal["serve", "clear"] = "serve"
    check_in: CheckIn = field(default_factory=CheckIn)
    appointments_per_person: int = 2
    book_ahead_days: int = 30


@dataclass(frozen=True, slots=True)
class Hall:
    """One hall. The mappings keep the order of the hall file.

    ``region`` is the GB/T 2260 code of where it is.
    ``typical_s`` is the mean of the typical times of a queue's items, in seconds; none of a queue without items.
    """

    id: str
    name: Text
    timezone: ZoneInfo
    queues: Mapping[str, Queue]
    items: Mapping[str, Item]
    windows: Mapping[str, Window]
    priorities: Mapping[str, Priority]
    hours: Hours | None = None
    rules: Rules = field(default_factory=Rules)
    phone: str | None = None
    region: str | None = None
    cases: CaseRules = field(default_factory=CaseRules)
    lockers: Mapping[str, Locker] = field(default_factory=dict)
    typical_s: Mapping[str, float] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        minutes: dict[str, list[float]] = {}
        for item in self.items.values():
            minutes.setdefault(item.queue, []).append(item.typical_minutes)
        typical_s = {queue: 60 * sum(of_items) / len(of_items) for queue, of_items in minutes.items()}
        object.__setattr__(self, "typical_s", typical_s)

    def local(self, moment: datetime) -> datetime:
        """The same moment on the hall's own clock."""
        return moment.astimezone(self.timezone)

    def day(self, moment: datetime) -> date:
        """The hall's own day: the one that people there call today."""
        return self.local(moment).date()

    def is_open(self, moment: datetime) -> bool:
        """Whether the counters serve; a hall without hours always does."""
        return self.hours is None or self.hours.is_open(self.local(moment))

    def openings(self, day: date) -> list[tuple[datetime, datetime]]:
        """From when until when the counters are open on one of its days, in order."""
        return (self.hours or ALWAYS_OPEN).openings(day, self.timezone)

    def next_change(self, moment: datetime) -> datetime | None:
        """When the counters open or close next, if that is known."""
        return self.hours.next_change(self.local(moment)) if self.hours else None
