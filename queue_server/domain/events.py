"""What happened in a hall: the only thing that is kept. ``at`` is when; the rest is what."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, ClassVar

from queue_server.domain.commands import Origin, Printed


@dataclass(frozen=True, slots=True, kw_only=True)
class DayStarted:
    """The hall's own day began: counters start anew, yesterday's tickets are gone."""

    type: ClassVar = "day_started"
    at: datetime
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketIssued:
    """``count`` is the queue's counter of the day, of which ``number`` is made."""

    type: ClassVar = "ticket_issued"
    at: datetime
    ticket: str
    number: str
    count: int
    queue: str
    priority: str
    origin: Origin
    item: str | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintReported:
    type: ClassVar = "print_reported"
    at: datetime
    ticket: str
    printed: Printed
    detail: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCancelled:
    type: ClassVar = "ticket_cancelled"
    at: datetime
    ticket: str
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCalled:
    """Carries the figures that explain the call: see :class:`queue_server.domain.line.Choice`."""

    type: ClassVar = "ticket_called"
    at: datetime
    ticket: str
    window: str
    waited_s: int
    score: float
    rule: str
    passed_over: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRecalled:
    type: ClassVar = "ticket_recalled"
    at: datetime
    ticket: str
    window: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceStarted:
    type: ClassVar = "service_started"
    at: datetime
    ticket: str
    window: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFinished:
    type: ClassVar = "service_finished"
    at: datetime
    ticket: str
    window: str
    outcome: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketMissed:
    type: ClassVar = "ticket_missed"
    at: datetime
    ticket: str
    window: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowOpened:
    """``queues`` is what the window serves from now on, in words of the hall file."""

    type: ClassVar = "window_opened"
    at: datetime
    window: str
    operator: str
    queues: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowPaused:
    type: ClassVar = "window_paused"
    at: datetime
    window: str
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowClosed:
    type: ClassVar = "window_closed"
    at: datetime
    window: str
    reason: str | None = None


Event = (
    DayStarted
    | TicketIssued
    | PrintReported
    | TicketCancelled
    | TicketCalled
    | TicketRecalled
    | ServiceStarted
    | ServiceFinished
    | TicketMissed
    | WindowOpened
    | WindowPaused
    | WindowClosed
)

EVENT_TYPES: dict[str, type[Event]] = {
    kind.type: kind
    for kind in (
        DayStarted,
        TicketIssued,
        PrintReported,
        TicketCancelled,
        TicketCalled,
        TicketRecalled,
        ServiceStarted,
        ServiceFinished,
        TicketMissed,
        WindowOpened,
        WindowPaused,
        WindowClosed,
    )
}


def to_data(event: Event) -> dict[str, Any]:
    """What of an event is written down beside its type and time; what is none is left out."""
    data: dict[str, Any] = {}
    for field in fields(event):
        value = getattr(event, field.name)
        if field.name != "at" and value is not None:
            data[field.name] = value.isoformat() if isinstance(value, date) else value
    return data


def from_data(kind: str, at: datetime, data: dict[str, Any]) -> Event:
    """The event that :func:`to_data` wrote down; fields that a later version added are passed over."""
    event_type = EVENT_TYPES[kind]
    known = {name: data[name] for name in event_type.__slots__ if name in data}
    if event_type is DayStarted:
        known["day"] = date.fromisoformat(known["day"])
    elif event_type is WindowOpened:
        known["queues"] = tuple(known["queues"])
    return event_type(at=at, **known)
