"""What may be asked of a hall. Ids and person tokens were made outside; time comes beside the command."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from queue_server.domain.cases.commands import CaseCommand
from queue_server.domain.management import ControlAction

Origin = Literal["kiosk", "appointment", "counter", "web", "offline"]
Printed = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Offline:
    """A ticket that was handed out while the server was away: its number is of a block reserved for ``client``."""

    number: str
    issued_at: datetime
    client: str


@dataclass(frozen=True, slots=True)
class IssueTicket:
    """Give out a ticket under the new id ``ticket``; ``person`` is a keyed hash, never a number.

    ``case`` is what was handed in and needs a counter: it names the item where nothing else does.
    """

    ticket: str
    origin: Origin
    queue: str | None = None
    item: str | None = None
    priority: str | None = None
    person: str | None = None
    offline: Offline | None = None
    case: str | None = None


@dataclass(frozen=True, slots=True)
class CancelTicket:
    ticket: str


@dataclass(frozen=True, slots=True)
class GetTicket:
    ticket: str


@dataclass(frozen=True, slots=True)
class FindTickets:
    """The tickets of today that were given to ``person``, a keyed hash."""

    person: str | None


@dataclass(frozen=True, slots=True)
class ReportPrint:
    ticket: str
    printed: Printed
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class ReserveNumbers:
    """Set ``count`` numbers of a queue aside for ``client``, to be given out today while the server is away."""

    queue: str
    count: int
    client: str


@dataclass(frozen=True, slots=True)
class RateService:
    ticket: str
    score: int
    tags: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class OpenWindow:
    """Open a window, or narrow or widen an open one to ``queues``."""

    window: str
    operator: str
    queues: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class PauseWindow:
    window: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class CloseWindow:
    window: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class CallNext:
    window: str


@dataclass(frozen=True, slots=True)
class CallTicket:
    window: str
    ticket: str


@dataclass(frozen=True, slots=True)
class Recall:
    window: str


@dataclass(frozen=True, slots=True)
class StartService:
    window: str


@dataclass(frozen=True, slots=True)
class Finish:
    window: str
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Miss:
    window: str


@dataclass(frozen=True, slots=True)
class Park:
    """Put the ticket at the window aside, for a missing paper say, until somebody resumes it."""

    window: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Resume:
    """Bring a parked or missed ticket back into the line."""

    ticket: str
    window: str | None = None


@dataclass(frozen=True, slots=True)
class Transfer:
    """Send the ticket at the window on to another queue or window, under the same number."""

    window: str
    to: str
    keep_place: bool | None = None


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back the window's last call, miss or finish."""

    window: str


@dataclass(frozen=True, slots=True)
class OpenQueue:
    queue: str


@dataclass(frozen=True, slots=True)
class CloseQueue:
    """Give out no more tickets; who waits is still served."""

    queue: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ListSlots:
    item: str
    date: date


@dataclass(frozen=True, slots=True)
class FindAppointments:
    """The one with this code, or those that this person still has before them."""

    code: str | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class BookAppointment:
    """Book the slot that begins at ``start``, under the new code ``code``."""

    code: str
    item: str
    start: datetime
    person: str | None


@dataclass(frozen=True, slots=True)
class MoveAppointment:
    code: str
    start: datetime


@dataclass(frozen=True, slots=True)
class CancelAppointment:
    code: str


@dataclass(frozen=True, slots=True)
class CheckIn:
    """Give out a ticket under the new id ``ticket`` for an appointment.

    It is named by its ``code``, by its ``person``, or by both, which must then fit each other.
    """

    ticket: str
    code: str | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class SetNotice:
    """Show ``text`` on every screen, ``until`` a moment where one is named; the same ``notice`` again changes it."""

    notice: str
    text: Mapping[str, str]
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class ClearNotice:
    notice: str


@dataclass(frozen=True, slots=True)
class ControlClient:
    """Make a client do something; a lock lasts until it is taken back."""

    client: str
    action: ControlAction
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class AcknowledgeAlert:
    """Somebody, a staff number, sees to an alert."""

    alert: str
    by: str


Command = (
    IssueTicket
    | CancelTicket
    | GetTicket
    | FindTickets
    | ReportPrint
    | ReserveNumbers
    | RateService
    | OpenWindow
    | PauseWindow
    | CloseWindow
    | CallNext
    | CallTicket
    | Recall
    | StartService
    | Finish
    | Miss
    | Park
    | Resume
    | Transfer
    | Undo
    | OpenQueue
    | CloseQueue
    | ListSlots
    | FindAppointments
    | BookAppointment
    | MoveAppointment
    | CancelAppointment
    | CheckIn
    | SetNotice
    | ClearNotice
    | ControlClient
    | AcknowledgeAlert
    | CaseCommand
)
