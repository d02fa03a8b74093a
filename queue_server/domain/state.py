"""What is true in a hall now. It is what the events say, and nothing else."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from queue_server.domain.commands import Origin, Printed
from queue_server.domain.hall import Hall
from queue_server.domain.lifecycle import TicketState, WindowState
from queue_server.domain.table import Table


@dataclass(frozen=True, slots=True)
class Ticket:
    """One number in one person's hand. ``person`` is a keyed hash where identity was shown."""

    id: str
    number: str
    queue: str
    priority: str
    origin: Origin
    issued_at: datetime
    order: int
    state: TicketState = TicketState.WAITING
    item: str | None = None
    person: str | None = None
    window: str | None = None
    called_at: datetime | None = None
    recalls: int = 0
    printed: Printed | None = None


@dataclass(frozen=True, slots=True)
class WindowLife:
    """What a window is doing; ``queues`` is what it serves while open."""

    id: str
    since: datetime | None = None
    state: WindowState = WindowState.CLOSED
    operator: str | None = None
    queues: tuple[str, ...] = ()
    ticket: str | None = None


class Place(NamedTuple):
    """A place in a line: since when it counts (seconds of the epoch), then the order of arrival."""

    since: float
    order: int
    ticket: str


Line = tuple[Place, ...]
"""People of one priority in one queue: within a line, who came first has waited longest."""


class Call(NamedTuple):
    """A line of the call screens: it stays after the ticket is done, until newer calls push it out."""

    ticket: str
    window: str


BOARD_CALLS = 24
"""Calls kept for the call screens; the largest board shows eight at once."""


@dataclass(frozen=True, slots=True)
class HallState:
    """All of a hall. ``counters`` holds the last number of each queue today, ``persons`` who holds a living ticket,
    ``lines`` who waits, by queue and priority, ``waiting`` how many that are, by queue.

    ``calls`` and ``missed`` (ids of tickets) are newest first, as the call screens show them.
    """

    hall: Hall
    seq: int = 0
    day: date | None = None
    counters: Mapping[str, int] = field(default_factory=dict)
    tickets: Table[Ticket] = field(default_factory=Table)
    numbers: Table[str] = field(default_factory=Table)
    persons: Table[str] = field(default_factory=Table)
    lines: Mapping[str, Mapping[str, Line]] = field(default_factory=dict)
    waiting: Mapping[str, int] = field(default_factory=dict)
    windows: Mapping[str, WindowLife] = field(default_factory=dict)
    calls: tuple[Call, ...] = ()
    missed: tuple[str, ...] = ()

    def window(self, window: str) -> WindowLife:
        """A window's life; one that never opened is closed."""
        return self.windows.get(window) or WindowLife(window)

    def serving(self) -> Counter[str]:
        """How many people of each queue are at a window, called or served."""
        return Counter(self.tickets[life.ticket].queue for life in self.windows.values() if life.ticket)


def person_key(person: str, queue: str) -> str:
    """The key of :attr:`HallState.persons`."""
    return f"{person} {queue}"
