"""What is true in a hall now. It is what the events say, and nothing else.

Named tuples: an event copies a few of them, and a year's journal is read in a fifth of the time that dataclasses take.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from queue_server.domain.cases.shelf import Shelf
from queue_server.domain.commands import Origin, Printed
from queue_server.domain.diary import Diary
from queue_server.domain.events import Step
from queue_server.domain.hall import Hall
from queue_server.domain.lifecycle import AT_WORK, TicketState, WindowState
from queue_server.domain.management import Alert, Lock, Notice
from queue_server.domain.pace import Pace
from queue_server.domain.service_times import ServiceTimes
from queue_server.domain.table import Table


class Ticket(NamedTuple):
    """One number in one person's hand. ``person`` is a keyed hash where identity was shown.

    ``since`` is when its waiting began to count, in seconds of the epoch. ``meant_for`` is the one window that may call
    it, while that window is open. ``case`` is what the person comes about, where something was handed in before.
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
    case: str | None = None

    @property
    def place(self) -> "Place":
        """Where it stands in its line."""
        return Place(self.since, self.order, self.id)

    @property
    def line(self) -> "LineKey":
        """Which line of its queue it stands in."""
        return LineKey(self.priority, self.meant_for)


class LastStep(NamedTuple):
    """What a window can still take back: the step, when it was, since when the window had been as it was, the ticket
    as it was before, and the pace of its queue.
    """

    step: Step
    at: datetime
    since: datetime | None
    before: Ticket
    pace: Pace | None = None


class WindowLife(NamedTuple):
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


class Crowd(NamedTuple):
    """Who waits in a queue: how many, how many for which item (None where none is named), and whose place is first."""

    people: int
    items: Mapping[str | None, int]
    first: Place | None


NOBODY = Crowd(0, MappingProxyType({}), None)


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


_NOTHING: Mapping[Any, Any] = MappingProxyType({})


class HallState(NamedTuple):
    """All of a hall. ``counters`` holds the last number of each queue today, ``persons`` who holds a living ticket,
    ``lines`` and ``crowds`` who waits, by queue, ``passes`` who was called over whom of those who still stand there,
    ``blocks`` the numbers set aside today. ``counters_closed`` is the last day whose closing was recorded, ``diary``
    holds the appointments, ``paces`` what the queues taught about their calls, ``service_times`` what services did.

    ``calls``, ``missed`` (ids of tickets) and ``notices`` are newest first, as the call screens show them. ``locks``
    are by client, ``alerts`` by id those that are not over. ``shelf`` holds the cases.
    """

    hall: Hall
    seq: int = 0
    day: date | None = None
    counters: Mapping[str, int] = _NOTHING
    tickets: Table[Ticket] = Table()
    numbers: Table[str] = Table()
    persons: Table[str] = Table()
    lines: Mapping[str, Mapping[LineKey, Line]] = _NOTHING
    crowds: Mapping[str, Crowd] = _NOTHING
    passes: Mapping[str, tuple[Pass, ...]] = _NOTHING
    windows: Mapping[str, WindowLife] = _NOTHING
    calls: tuple[Call, ...] = ()
    missed: tuple[str, ...] = ()
    blocks: Mapping[str, tuple[Block, ...]] = _NOTHING
    closed_queues: frozenset[str] = frozenset()
    counters_closed: date | None = None
    diary: Diary = Diary()
    paces: Mapping[str, Pace] = _NOTHING
    service_times: ServiceTimes = _NOTHING
    notices: tuple[Notice, ...] = ()
    locks: Mapping[str, Lock] = _NOTHING
    alerts: Mapping[str, Alert] = _NOTHING
    shelf: Shelf = Shelf()

    def after(self, changes: Mapping[str, Any]) -> "HallState":
        """The next state: one event later, with these fields as they are now. Half the work of ``_replace``."""
        fields = list(self)
        fields[_PLACES["seq"]] = self.seq + 1
        for name, value in changes.items():
            fields[_PLACES[name]] = value
        return HallState._make(fields)

    def find_ticket(self, id_or_number: str) -> Ticket | None:
        """A ticket of today by its id or its number."""
        return self.tickets.get(id_or_number) or self.tickets.get(self.numbers.get(id_or_number) or "")

    def crowd(self, queue: str) -> Crowd:
        """Who waits in a queue."""
        return self.crowds.get(queue, NOBODY)

    def window(self, window: str) -> WindowLife:
        """A window's life; one that never opened is closed."""
        return self.windows.get(window) or WindowLife(window)

    def may_call(self, meant_for: str | None, window: str) -> bool:
        """A ticket meant for a window is everybody's while nobody works there."""
        return meant_for is None or meant_for == window or self.window(meant_for).state not in AT_WORK

    def serving(self) -> Counter[str]:
        """How many people of each queue are at a window, called or served."""
        return Counter(self.tickets[life.ticket].queue for life in self.windows.values() if life.ticket)


_PLACES: Mapping[str, int] = {name: place for place, name in enumerate(HallState._fields)}


def person_key(person: str, queue: str) -> str:
    """The key of :attr:`HallState.persons`."""
    return f"{person} {queue}"
