"""Everything that can happen to the flow."""

from dataclasses import dataclass, field

from kiosk.flow.care import PinVerdict, StaffAction
from kiosk.flow.effects import Job
from kiosk.flow.pages import Text
from kiosk.flow.session import Person, Surroundings
from queue_server.contract.commands import Printed
from queue_server.contract.replies import ReplyError
from queue_server.contract.views import PartCondition, Ticket


@dataclass(frozen=True, slots=True)
class CardLaid:
    person: Person


@dataclass(frozen=True, slots=True)
class CardFailed:
    """A card lay there and could not be used; ``text`` tells the citizen what happened and what to do."""

    code: str
    text: Text


@dataclass(frozen=True, slots=True)
class CardLeft:
    """The card that was read last still lies there, or (``lying`` false) lies there no more."""

    lying: bool


@dataclass(frozen=True, slots=True)
class QueueTouched:
    queue: str


@dataclass(frozen=True, slots=True)
class SheetTurned:
    """The tiles ``by`` sheets further on (1) or back (-1)."""

    by: int


@dataclass(frozen=True, slots=True)
class ConfirmTouched:
    pass


@dataclass(frozen=True, slots=True)
class BackTouched:
    pass


@dataclass(frozen=True, slots=True)
class HomeTouched:
    pass


@dataclass(frozen=True, slots=True)
class AgainTouched:
    """Ask once more after a problem, or print once more."""


@dataclass(frozen=True, slots=True)
class MoreTimeTouched:
    pass


@dataclass(frozen=True, slots=True)
class Touched:
    """The screen was touched anywhere: somebody is there."""


@dataclass(frozen=True, slots=True)
class HelpTouched:
    """Opens the help, or closes it."""


@dataclass(frozen=True, slots=True)
class GuidanceTouched:
    """Turns the spoken guidance on; touched again, it says once more what it said."""


@dataclass(frozen=True, slots=True)
class LanguageChosen:
    language: str


@dataclass(frozen=True, slots=True)
class TicketCame:
    """``issue_ticket`` had its effect. Comes once a command: the outbox hands on the first reply only."""

    command_id: str
    ticket: Ticket


@dataclass(frozen=True, slots=True)
class TicketRefused:
    command_id: str
    error: ReplyError


@dataclass(frozen=True, slots=True)
class PrintEnded:
    """``printer`` is what the printer says of itself now, ``detail`` a code that says why."""

    job: Job
    printed: Printed
    printer: PartCondition
    detail: str | None


@dataclass(frozen=True, slots=True)
class PaperUsed:
    """So much paper left the printer. It concerns no page."""

    millimetres: int


@dataclass(frozen=True, slots=True)
class CornerHeld:
    """Somebody held a finger where only the staff know that it does something."""


@dataclass(frozen=True, slots=True)
class PinKeyTouched:
    digit: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PinClearTouched:
    """What was typed is wrong: begin anew."""


@dataclass(frozen=True, slots=True)
class PinEntered:
    pass


@dataclass(frozen=True, slots=True)
class PinLookedAt:
    verdict: PinVerdict


@dataclass(frozen=True, slots=True)
class StaffTouched:
    action: StaffAction


@dataclass(frozen=True, slots=True)
class SurroundingsChanged:
    around: Surroundings


@dataclass(frozen=True, slots=True)
class Tick:
    """Time went by. Measured on a clock that nobody sets: a corrected wall clock must not end or freeze a page."""

    elapsed_s: float


Input = (
    CardLaid
    | CardFailed
    | CardLeft
    | QueueTouched
    | SheetTurned
    | ConfirmTouched
    | BackTouched
    | HomeTouched
    | AgainTouched
    | MoreTimeTouched
    | Touched
    | HelpTouched
    | LanguageChosen
    | GuidanceTouched
    | TicketCame
    | TicketRefused
    | PrintEnded
    | PaperUsed
    | CornerHeld
    | PinKeyTouched
    | PinClearTouched
    | PinEntered
    | PinLookedAt
    | StaffTouched
    | SurroundingsChanged
    | Tick
)
