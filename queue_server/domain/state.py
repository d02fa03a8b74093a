"""What is true in a hall now. It is what the events say, and nothing else."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from queue_server.domain.commands import Origin, Printed
from queue_server.domain.diary import Diary
from queue_server.domain.events import Step
from queue_server.domain.hall import Hall
from queue_server.domain.lifecycle import AT_WORK, TicketState, WindowState
from queue_server.domain.pace import Pace
from queue_server.domain.table import Table


@dataclass(frozen=True, slots=True)
class Ticket:
    """One number in one person's hand. ``person`` is a keyed hash where identity was shown.

    ``since`` is when its waiting began to count, in seconds of the epoch. ``meant_for`` is the one window that may call
    it, while that window is open.
    """

    id: str
    number: str
    queue: str
    priority: str
    origin: Origin
    issued_at: datetime
    order: int
    since: float
    state: TicketState = TicketState.WAITING
    item: str | None = None
    person: str | None = None
    window: str | None = None
    meant_for: str | None = None
    called_at: datetime | None = None
    recalls: int = 0
    printed: Printed | None = None
    rated: int | None = None

    @property
    def place(self) -> "Place":
        """Where it stands in its line."""
        return Place(self.since, self.order, self.id)

    @property
    def line(self) -> "LineKey":
        """Which line of its queue it stands in."""
        return LineKey(self.priority, self.meant_for)


@dataclass(frozen=True, slots=True)
class LastStep:
    """What a window can still take back: the step, when it was, and the ticket as it was before."""

    step: Step
    at: datetime
    before: Ticket


@dataclass(frozen=True, slots=True)
class WindowLife:
    """What a window is doing; ``queues`` is what it serves while open."""

    id: str
    since: datetime | None = None
    state: WindowState = WindowState.CLOSED
    operator: str | None = None
    queues: tuple[str, ...] = ()
    ticket: str | None = None
    last: LastStep | None = None


class Place(NamedTuple):
    """A place in a line: sorted by since when it counts, then by the order of arrival."""

    since: float
    order: int
    ticket: str


class LineKey(NamedTuple):
    """People of one priority, meant for the same window or for none, form a line within their queue."""

    priority: str
    meant_for: str | None


Line = tuple[Place, ...]
"""Who stands in a line, first come first."""


class Pass(NamedTuple):
    """Somebody whose place was ``place`` was called to ``window`` while people before that place stood in line."""

    place: Place
    at: float
    window: str


class Block(NamedTuple):
    """Numbers of a queue that a client gives out by itself."""

    client: str
    first: int
    last: int


class Call(NamedTuple):
    """A line of the call screens: it stays after the ticket is done, until newer calls push it out."""

    ticket: str
    window: str


BOARD_CALLS = 24
"""Calls kept for the call screens; the largest board shows eight at once."""


@dataclass(frozen=True, slots=True)
class HallState:
    """All of a hall. ``counters`` holds the last number of each queue today, ``persons`` who holds a living ticket,
    ``lines`` who waits, by queue, ``waiting`` how many that are,
    ``passes`` who was called over whom of those who still stand there, ``blocks`` the numbers set
    aside today. ``counters_closed`` is the last day whose closing was recorded,
    ``diary`` holds the appointments, ``paces`` what the queues taught about their calls.

    ``calls`` and ``missed`` (ids of tickets) are newest first, as the call screens show them.
    """

    hall: Hall
    seq: int = 0
    day: date | None = None
    counters: Mapping[str, int] = field(default_factory=dict)
    tickets: Table[Ticket] = field(default_factory=Table)
    numbers: Table[str] = field(default_factory=Table)
    persons: Table[str] = field(default_factory=Table)
    lines: Mapping[str, Mapping[LineKey, Line]] = field(default_factory=dict)
    waiting: Mapping[str, int] = field(default_factory=dict)
    passes: Mapping[str, tuple[Pass, ...]] = field(default_factory=dict)
    windows: Mapping[str, WindowLife] = field(default_factory=dict)
    calls: tuple[Call, ...] = ()
    missed: tuple[str, ...] = ()
    blocks: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    closed_queues: frozenset[str] = frozenset()
    counters_closed: date | None = None
    diary: Diary = field(default_factory=Diary)
    paces: Mapping[str, Pace] = field(default_factory=dict)

    def find_ticket(self, id_or_number: str) -> Ticket | None:
        """A ticket of today by its id or its number."""
        return self.tickets.get(id_or_number) or self.tickets.get(self.numbers.get(id_or_number) or "")

    def window(self, window: str) -> WindowLife:
        """A window's life; one that never opened is closed."""
        return self.windows.get(window) or WindowLife(window)

    def may_call(self, meant_for: str | None, window: str) -> bool:
        """A ticket meant for a window is everybody's while nobody works there."""
        return meant_for is None or meant_for == window or self.window(meant_for).state not in AT_WORK

    def serving(self) -> Counter[str]:
        """How many people of each queue are at a window, called or served."""
        return Counter(self.tickets[life.ticket].queue for life in self.windows.values() if life.ticket)


def person_key(person: str, queue: str) -> str:
    """The key of :attr:`HallState.persons`."""
    return f"{person} {queue}"
