"""Everything that can happen to the flow: what devices, hall and clock say, and what is touched."""

from dataclasses import dataclass, field
from datetime import datetime

from kiosk.flow.effects import Job
from kiosk.flow.errands import Errand, ErrandAnswer
from kiosk.flow.given import Input
from kiosk.flow.lockers import DoorJob, DoorWord
from kiosk.flow.own_pages import OwnQuestions
from kiosk.flow.pages import Text
from kiosk.flow.session import Person, Surroundings
from kiosk.flow.touches import (
    AgainTouched,
    AnswerTouched,
    AppointmentTouched,
    BackTouched,
    ByChosen,
    CancelTouched,
    CaseTouched,
    CheckInTouched,
    CollectTouched,
    ComfortTouched,
    ConfirmTouched,
    CornerHeld,
    CorrectTouched,
    DayTurned,
    DeleteTouched,
    EntryTouched,
    GoalChosen,
    GuidanceTouched,
    HelpTouched,
    HomeTouched,
    InsteadTouched,
    ItemTouched,
    KeyTouched,
    LanguageChosen,
    MoreTimeTouched,
    MoveTouched,
    PartChosen,
    PinClearTouched,
    PinEntered,
    PinKeyTouched,
    PinLookedAt,
    PrintTouched,
    PriorityChosen,
    PriorityTouched,
    QueueTouched,
    RateTouched,
    ScoreTouched,
    SearchTouched,
    Setting,
    SettingTouched,
    SheetTurned,
    ShelfTouched,
    SlotTouched,
    StaffTouched,
    TicketTouched,
    Touched,
    TypeTouched,
    WithoutIdentityTouched,
)
from queue_server.catalogue import Entry, Summary
from queue_server.contract.case_views import CaseReply, CasesReply, DoorReply, SpaceReply
from queue_server.contract.commands import CommandData, Printed
from queue_server.contract.holders import IdentityReply
from queue_server.contract.replies import ReplyError
from queue_server.contract.views import (
    AppointmentReply,
    AppointmentsReply,
    PartCondition,
    SlotsReply,
    Ticket,
    TicketReply,
    TicketsReply,
)

__all__ = [
    "AgainTouched",
    "AnswerData",
    "AnswerTouched",
    "Answered",
    "AppointmentTouched",
    "BackTouched",
    "ByChosen",
    "CancelTouched",
    "CardFailed",
    "CardLaid",
    "CardLeft",
    "CaseTouched",
    "CheckInTouched",
    "CodeFailed",
    "CodeScanned",
    "CollectTouched",
    "ComfortTouched",
    "ConfirmTouched",
    "CornerHeld",
    "CorrectTouched",
    "DayTurned",
    "DeleteTouched",
    "DoorClosed",
    "DoorEnded",
    "DoorReleased",
    "EntryTouched",
    "Found",
    "GoalChosen",
    "GuidanceTouched",
    "GuideCame",
    "HelpTouched",
    "HomeTouched",
    "Input",
    "InsteadTouched",
    "ItemTouched",
    "KeyTouched",
    "LanguageChosen",
    "MoreTimeTouched",
    "MoveTouched",
    "OwnQuestionsCame",
    "PaperUsed",
    "PartChosen",
    "PinClearTouched",
    "PinEntered",
    "PinKeyTouched",
    "PinLookedAt",
    "PrintEnded",
    "PrintTouched",
    "PriorityChosen",
    "PriorityTouched",
    "QueueTouched",
    "RateTouched",
    "Refused",
    "ScoreTouched",
    "SearchTouched",
    "Setting",
    "SettingTouched",
    "SheetTurned",
    "ShelfTouched",
    "SlotTouched",
    "StaffTouched",
    "SurroundingsChanged",
    "Tick",
    "TicketCame",
    "TicketRefused",
    "TicketTouched",
    "Touched",
    "TypeTouched",
    "WithoutIdentityTouched",
]

# What the devices say.


@dataclass(frozen=True, slots=True)
class CardLaid(Input):
    person: Person


@dataclass(frozen=True, slots=True)
class CardFailed(Input):
    """A card lay there and could not be used; ``text`` tells the citizen what happened and what to do."""

    code: str
    text: Text


@dataclass(frozen=True, slots=True)
class CardLeft(Input):
    """The card that was read last still lies there, or (``lying`` false) lies there no more."""

    lying: bool


@dataclass(frozen=True, slots=True)
class CodeScanned(Input):
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CodeFailed(Input):
    """A code was shown and could not be used; as :class:`CardFailed`."""

    code: str
    text: Text


@dataclass(frozen=True, slots=True)
class PrintEnded(Input):
    """``printer`` is what the printer says of itself now, ``detail`` a code that says why."""

    job: Job
    printed: Printed
    printer: PartCondition
    detail: str | None


@dataclass(frozen=True, slots=True)
class PaperUsed(Input):
    """So much paper left the printer. It concerns no page."""

    millimetres: int


@dataclass(frozen=True, slots=True)
class DoorEnded(Input):
    """What came of an order to open a door."""

    job: DoorJob
    word: DoorWord


@dataclass(frozen=True, slots=True)
class DoorClosed(Input):
    """The door that was opened last is closed again."""

    job: DoorJob


# What the hall and the catalogue answer.

CaseAnswer = CaseReply | CasesReply | SpaceReply | DoorReply
AnswerData = TicketReply | TicketsReply | AppointmentReply | AppointmentsReply | SlotsReply | IdentityReply | CaseAnswer
"""What a reply to a command says."""


@dataclass(frozen=True, slots=True)
class TicketCame(Input):
    """``issue_ticket`` had its effect. Comes once a command: the outbox hands on the first reply only."""

    command_id: str
    ticket: Ticket


@dataclass(frozen=True, slots=True)
class TicketRefused(Input):
    command_id: str
    error: ReplyError


@dataclass(frozen=True, slots=True)
class Answered(Input):
    """The reply to any other command, or to an errand; ``data`` is None where there is nothing to say. Comes once."""

    command_id: str
    asked: type[CommandData | Errand]
    data: AnswerData | ErrandAnswer | None


@dataclass(frozen=True, slots=True)
class Refused(Input):
    command_id: str
    error: ReplyError


@dataclass(frozen=True, slots=True)
class DoorReleased(Input):
    """Staff opened a door from afar, ``at`` a moment. Comes once a release; ``id`` is made from it."""

    id: str
    locker: str
    compartment: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Found(Input):
    """What the catalogue has for a search, or on a shelf."""

    entries: tuple[Summary, ...]


@dataclass(frozen=True, slots=True)
class GuideCame(Input):
    """None where the catalogue has no such entry any more."""

    entry: Entry | None


@dataclass(frozen=True, slots=True)
class OwnQuestionsCame(Input):
    """The questions whose answers people may keep, by the names under which they are kept."""

    questions: OwnQuestions


@dataclass(frozen=True, slots=True)
class SurroundingsChanged(Input):
    around: Surroundings


@dataclass(frozen=True, slots=True)
class Tick(Input):
    """Time went by. Measured on a clock that nobody sets: a corrected wall clock must not end or freeze a page."""

    elapsed_s: float
