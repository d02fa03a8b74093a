"""What may be asked of a hall. Ids and person tokens were made outside; time comes beside the command."""

from dataclasses import dataclass
from typing import Literal

Origin = Literal["kiosk", "counter", "web"]
Printed = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class IssueTicket:
    """Give out a ticket under the new id ``ticket``; ``person`` is a keyed hash, never a number."""

    ticket: str
    origin: Origin
    queue: str | None = None
    item: str | None = None
    priority: str | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class CancelTicket:
    ticket: str


@dataclass(frozen=True, slots=True)
class GetTicket:
    ticket: str


@dataclass(frozen=True, slots=True)
class ReportPrint:
    ticket: str
    printed: Printed
    detail: str | None = None


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


Command = (
    IssueTicket
    | CancelTicket
    | GetTicket
    | ReportPrint
    | OpenWindow
    | PauseWindow
    | CloseWindow
    | CallNext
    | Recall
    | StartService
    | Finish
    | Miss
)
