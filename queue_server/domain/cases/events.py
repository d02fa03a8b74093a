"""What happened to cases. ``at`` is when. No event carries an answer, a name or a number: only a person token."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from queue_server.domain.cases.case import Channel, Handover, LimitKind, Opened, Purpose
from queue_server.domain.cases.commands import Outcome
from queue_server.domain.cases.rules import PaperRule

OpenedBy = Literal["card", "code", "staff"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStarted:
    """``plan`` is what the item asked for then; the draft is kept until the end of ``due_on``."""

    type: ClassVar = "case_started"
    at: datetime
    case: str
    code: str
    item: str
    person: str
    channel: Channel
    plan: tuple[PaperRule, ...]
    promised_days: int
    legal_days: int | None = None
    result: bool
    due_on: date
    warn_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSaved:
    """``due_on`` is the new last day of a draft."""

    type: ClassVar = "case_saved"
    at: datetime
    case: str
    fields: int
    due_on: date | None = None
    warn_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePageAdded:
    """``digest`` is the SHA-256 of the picture."""

    type: ClassVar = "case_page_added"
    at: datetime
    case: str
    paper: str
    page: str
    bytes: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePageRemoved:
    type: ClassVar = "case_page_removed"
    at: datetime
    case: str
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPromised:
    type: ClassVar = "paper_promised"
    at: datetime
    case: str
    paper: str
    due_on: date
    remind_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseReminded:
    type: ClassVar = "promise_reminded"
    at: datetime
    case: str
    paper: str
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseBroken:
    """The day went by, and the paper did not come."""

    type: ClassVar = "promise_broken"
    at: datetime
    case: str
    paper: str
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentGiven:
    type: ClassVar = "consent_given"
    at: datetime
    case: str
    person: str
    purpose: Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSubmitted:
    """The office is to accept, refuse or send back ``due_on`` a day."""

    type: ClassVar = "case_submitted"
    at: datetime
    case: str
    due_on: date
    warn_on: date | None = None
    handover: Handover | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementAsked:
    """``promised_left`` and ``legal_left`` are the working days that the office has when it accepts again."""

    type: ClassVar = "supplement_asked"
    at: datetime
    case: str
    operator: str
    reasons: tuple[str, ...]
    papers: tuple[str, ...]
    due_on: date
    warn_on: date | None = None
    promised_left: int
    legal_left: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAccepted:
    """``due_on`` is what the hall promised, ``legal_due_on`` what a law allows."""

    type: ClassVar = "case_accepted"
    at: datetime
    case: str
    operator: str
    due_on: date
    warn_on: date | None = None
    legal_due_on: date | None = None
    legal_warn_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReviewed:
    """Somebody looks into it."""

    type: ClassVar = "case_reviewed"
    at: datetime
    case: str
    operator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDecided:
    type: ClassVar = "case_decided"
    at: datetime
    case: str
    operator: str
    outcome: Outcome
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReady:
    """``pickup`` opens the compartment; the result waits there until the end of ``due_on``."""

    type: ClassVar = "case_ready"
    at: datetime
    case: str
    operator: str
    place: Literal["locker", "counter"]
    pickup: str
    locker: str | None = None
    compartment: int | None = None
    due_on: date | None = None
    warn_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMailed:
    type: ClassVar = "case_mailed"
    at: datetime
    case: str
    operator: str
    courier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCollected:
    type: ClassVar = "case_collected"
    at: datetime
    case: str
    place: Literal["locker", "counter"]
    operator: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseWithdrawn:
    type: ClassVar = "case_withdrawn"
    at: datetime
    case: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseExpired:
    """The person did nothing for too long; ``reason`` is the limit that passed."""

    type: ClassVar = "case_expired"
    at: datetime
    case: str
    reason: LimitKind


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDueSoon:
    type: ClassVar = "case_due_soon"
    at: datetime
    case: str
    limit: LimitKind
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOverdue:
    """The office did not do in time what it was to do."""

    type: ClassVar = "case_overdue"
    at: datetime
    case: str
    limit: LimitKind
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultUncollected:
    """Nobody came for it: the compartment is to be cleared, and the result waits at a counter."""

    type: ClassVar = "result_uncollected"
    at: datetime
    case: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LockerReleased:
    """A door was ordered to open, for whom the result in it is or by staff."""

    type: ClassVar = "locker_released"
    at: datetime
    locker: str
    compartment: int
    opened_by: OpenedBy
    case: str | None = None
    operator: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LockerReported:
    """What came of it. A door that stayed shut is faulty from then on."""

    type: ClassVar = "locker_reported"
    at: datetime
    locker: str
    compartment: int
    opened: Opened


@dataclass(frozen=True, slots=True, kw_only=True)
class CompartmentSet:
    type: ClassVar = "compartment_set"
    at: datetime
    locker: str
    compartment: int
    condition: Literal["free", "faulty"]
    operator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceSaved:
    type: ClassVar = "space_saved"
    at: datetime
    person: str
    fields: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceDeleted:
    type: ClassVar = "space_deleted"
    at: datetime
    person: str


CaseEvent = (
    CaseStarted
    | CaseSaved
    | CasePageAdded
    | CasePageRemoved
    | PaperPromised
    | PromiseReminded
    | PromiseBroken
    | ConsentGiven
    | CaseSubmitted
    | SupplementAsked
    | CaseAccepted
    | CaseReviewed
    | CaseDecided
    | CaseReady
    | CaseMailed
    | CaseCollected
    | CaseWithdrawn
    | CaseExpired
    | CaseDueSoon
    | CaseOverdue
    | ResultUncollected
    | LockerReleased
    | LockerReported
    | CompartmentSet
    | SpaceSaved
    | SpaceDeleted
)
