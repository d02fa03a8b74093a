"""What may be asked of cases. ``person`` is the keyed hash of whoever asks; none where staff act in their place."""

from dataclasses import dataclass
from typing import Literal

from queue_server.domain.cases.case import Channel, Compartment, Handover, Opened, Purpose
from queue_server.domain.cases.rules import CasePlan

Outcome = Literal["approved", "refused"]


@dataclass(frozen=True, slots=True)
class StartCase:
    """Begin a case under the new id ``case`` and the new code ``code``; ``plan`` is none where the item has none."""

    case: str
    code: str
    item: str
    person: str | None
    channel: Channel
    plan: CasePlan | None = None


@dataclass(frozen=True, slots=True)
class SaveCase:
    """Keep what was filled in: ``fields`` answers in all. The answers themselves are kept beside the event."""

    case: str
    person: str | None
    fields: int = 0


@dataclass(frozen=True, slots=True)
class AddPage:
    """One more page of a paper, whose file is there already."""

    case: str
    person: str | None
    paper: str
    page: str
    bytes: int
    digest: str


@dataclass(frozen=True, slots=True)
class RemovePage:
    case: str
    person: str | None
    page: str


@dataclass(frozen=True, slots=True)
class PromisePaper:
    """Promise a paper that is missing; the rule of its kind says until when."""

    case: str
    person: str | None
    paper: str


@dataclass(frozen=True, slots=True)
class GiveConsent:
    case: str
    person: str | None
    purpose: Purpose


@dataclass(frozen=True, slots=True)
class SubmitCase:
    """Hand the case in, for the first time or after a supplement. ``blanks`` are questions that have no answer yet."""

    case: str
    person: str | None
    handover: Handover | None = None
    blanks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WithdrawCase:
    case: str
    person: str | None


@dataclass(frozen=True, slots=True)
class AcceptCase:
    case: str
    operator: str


@dataclass(frozen=True, slots=True)
class ReviewCase:
    case: str
    operator: str


@dataclass(frozen=True, slots=True)
class AskSupplement:
    """Send a case back for ``reasons`` of the hall's list; ``papers`` are to be handed in anew."""

    case: str
    operator: str
    reasons: tuple[str, ...]
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DecideCase:
    case: str
    operator: str
    outcome: Outcome
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkReady:
    """The result is there; in a locker it gets a compartment, and ``pickup`` is the new code that opens it."""

    case: str
    operator: str
    place: Literal["locker", "counter"]
    pickup: str
    locker: str | None = None


@dataclass(frozen=True, slots=True)
class MailCase:
    case: str
    operator: str
    courier: str


@dataclass(frozen=True, slots=True)
class CollectCase:
    """The result was handed over at a counter."""

    case: str
    operator: str


@dataclass(frozen=True, slots=True)
class OpenLocker:
    """Open a door at ``client``: by the ``pickup`` code, for a ``person`` by card (one ``case`` of several), or by
    staff at any time, who name the ``compartment``.
    """

    client: str
    pickup: str | None = None
    case: str | None = None
    person: str | None = None
    compartment: Compartment | None = None
    operator: str | None = None


@dataclass(frozen=True, slots=True)
class ReportLocker:
    """What came of the order to open a compartment."""

    client: str
    compartment: Compartment
    opened: Opened


@dataclass(frozen=True, slots=True)
class SetCompartment:
    """A compartment was emptied and does its work, or is out of order."""

    compartment: Compartment
    condition: Literal["free", "faulty"]
    operator: str


@dataclass(frozen=True, slots=True)
class SaveSpace:
    """A person keeps data for later cases: ``fields`` answers in all, which are kept beside the event."""

    person: str | None
    fields: int = 0


@dataclass(frozen=True, slots=True)
class DeleteSpace:
    person: str | None


@dataclass(frozen=True, slots=True)
class GetCase:
    """A question; cases that ended long ago are found outside of the hall's state."""

    case: str


@dataclass(frozen=True, slots=True)
class FindCases:
    """A question: a person's cases, or for staff those in some states or of an item, ``limit`` of them."""

    person: str | None = None
    states: tuple[str, ...] = ()
    item: str | None = None
    limit: int = 100
    after: str | None = None


CaseCommand = (
    StartCase
    | SaveCase
    | AddPage
    | RemovePage
    | PromisePaper
    | GiveConsent
    | SubmitCase
    | WithdrawCase
    | AcceptCase
    | ReviewCase
    | AskSupplement
    | DecideCase
    | MarkReady
    | MailCase
    | CollectCase
    | OpenLocker
    | ReportLocker
    | SetCompartment
    | SaveSpace
    | DeleteSpace
    | GetCase
    | FindCases
)
