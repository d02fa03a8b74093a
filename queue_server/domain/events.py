"""What happened in a hall: the only thing that is kept. ``at`` is when; the rest is what."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Literal, get_args

from queue_server.domain.cases.events import CaseEvent
from queue_server.domain.commands import Origin, Printed
from queue_server.domain.management import AlertRule, ControlAction

Step = Literal["call", "miss", "finish"]
"""What a window can take back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayStarted:
    """The hall's own day began: counters start anew, yesterday's tickets are gone."""

    type: ClassVar = "day_started"
    at: datetime
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketIssued:
    """``count`` is the queue's counter of the day, of which ``number`` is made.

    ``taken_at`` is when an offline ticket was handed out; the others were taken ``at`` once. ``since`` is the booked
    time of an appointment, from which its waiting counts; of the others it counts from when they were taken.
    ``expected_s`` and ``expected_p90_s`` are the wait as it was foretold, none where it was not known.
    """

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
    taken_at: datetime | None = None
    since: datetime | None = None
    expected_s: int | None = None
    expected_p90_s: int | None = None
    case: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersReserved:
    """The numbers ``first`` to ``last`` of a queue are ``client``'s to give out today."""

    type: ClassVar = "numbers_reserved"
    at: datetime
    queue: str
    client: str
    first: int
    last: int


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
class TicketParked:
    type: ClassVar = "ticket_parked"
    at: datetime
    ticket: str
    window: str
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketResumed:
    """Back in line: its waiting counts from ``since``; ``meant_for`` a window where it is."""

    type: ClassVar = "ticket_resumed"
    at: datetime
    ticket: str
    since: datetime
    meant_for: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketTransferred:
    """From ``window`` on to ``queue``, where its waiting counts from ``since``; ``meant_for`` a window where it is."""

    type: ClassVar = "ticket_transferred"
    at: datetime
    ticket: str
    window: str
    queue: str
    since: datetime
    meant_for: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepUndone:
    """The window's last ``step`` was a misclick: it is as if it had not been."""

    type: ClassVar = "step_undone"
    at: datetime
    ticket: str
    window: str
    step: Step


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRated:
    type: ClassVar = "service_rated"
    at: datetime
    ticket: str
    score: int
    tags: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueOpened:
    type: ClassVar = "queue_opened"
    at: datetime
    queue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueClosed:
    type: ClassVar = "queue_closed"
    at: datetime
    queue: str
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountersClosed:
    """The last opening hours of ``day`` are over."""

    type: ClassVar = "counters_closed"
    at: datetime
    day: date


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


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentBooked:
    type: ClassVar = "appointment_booked"
    at: datetime
    code: str
    item: str
    queue: str
    start: datetime
    end: datetime
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentMoved:
    type: ClassVar = "appointment_moved"
    at: datetime
    code: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentCancelled:
    type: ClassVar = "appointment_cancelled"
    at: datetime
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentCheckedIn:
    """The person came; ``ticket`` was issued for it."""

    type: ClassVar = "appointment_checked_in"
    at: datetime
    code: str
    ticket: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentMissed:
    """Nobody checked in as long as that could be done."""

    type: ClassVar = "appointment_missed"
    at: datetime
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSet:
    type: ClassVar = "notice_set"
    at: datetime
    notice: str
    text: dict[str, str]
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeCleared:
    """Somebody took it back, or its time was over (``reason`` is ``expired``)."""

    type: ClassVar = "notice_cleared"
    at: datetime
    notice: str
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientControlled:
    """The control message to the client has this event's ``seq`` as its id."""

    type: ClassVar = "client_controlled"
    at: datetime
    client: str
    action: ControlAction
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRaised:
    """The alert has this event's ``seq`` as its id: see :class:`queue_server.domain.management.Alert`."""

    type: ClassVar = "alert_raised"
    at: datetime
    rule: AlertRule
    subject: str
    part: str | None = None
    urgent: bool = False
    value: float | None = None
    target: float | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertAcknowledged:
    """``by`` is a staff number, never a name."""

    type: ClassVar = "alert_acknowledged"
    at: datetime
    alert: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertResolved:
    """What it was about is over."""

    type: ClassVar = "alert_resolved"
    at: datetime
    alert: str


Event = (
    DayStarted
    | CountersClosed
    | TicketIssued
    | NumbersReserved
    | PrintReported
    | TicketCancelled
    | TicketCalled
    | TicketRecalled
    | ServiceStarted
    | ServiceFinished
    | TicketMissed
    | TicketParked
    | TicketResumed
    | TicketTransferred
    | StepUndone
    | ServiceRated
    | QueueOpened
    | QueueClosed
    | WindowOpened
    | WindowPaused
    | WindowClosed
    | AppointmentBooked
    | AppointmentMoved
    | AppointmentCancelled
    | AppointmentCheckedIn
    | AppointmentMissed
    | NoticeSet
    | NoticeCleared
    | ClientControlled
    | AlertRaised
    | AlertAcknowledged
    | AlertResolved
    | CaseEvent
)

EVENT_TYPES: dict[str, type[Event]] = {kind.type: kind for kind in get_args(Event)}


def to_data(event: Event) -> dict[str, Any]:
    """What of an event is written down beside its type and time; what is none is left out."""
    data: dict[str, Any] = {}
    for name in event.__slots__:
        value = getattr(event, name)
        if name != "at" and value is not None:
            data[name] = value.isoformat() if isinstance(value, date) else value
    return data
