"""What people touch on the screen: citizens on every page, on some, on one; and the staff."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from kiosk.flow.care import PinVerdict, StaffAction
from kiosk.flow.given import Input
from kiosk.flow.shades import By, Part
from kiosk.flow.typed import Typed
from kiosk.flow.wish import Goal

# What the citizen touches: on every page,


@dataclass(frozen=True, slots=True)
class Touched(Input):
    """The screen was touched anywhere: somebody is there."""


@dataclass(frozen=True, slots=True)
class BackTouched(Input):
    pass


@dataclass(frozen=True, slots=True)
class HomeTouched(Input):
    pass


@dataclass(frozen=True, slots=True)
class HelpTouched(Input):
    """Opens the help, or closes it."""


@dataclass(frozen=True, slots=True)
class GuidanceTouched(Input):
    """Turns the spoken guidance on; touched again, it says once more what it said."""


@dataclass(frozen=True, slots=True)
class MoreTimeTouched(Input):
    pass


@dataclass(frozen=True, slots=True)
class LanguageChosen(Input):
    language: str


class Setting(StrEnum):
    ELDER = "elder"
    CONTRAST = "contrast"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class ComfortTouched(Input):
    """Opens the page of the settings."""


@dataclass(frozen=True, slots=True)
class SettingTouched(Input):
    """Turns a setting on, or off again."""

    setting: Setting


# on pages of several kinds,


@dataclass(frozen=True, slots=True)
class SheetTurned(Input):
    """The tiles or lines ``by`` sheets further on (1) or back (-1)."""

    by: int


@dataclass(frozen=True, slots=True)
class ConfirmTouched(Input):
    """Yes, this."""


@dataclass(frozen=True, slots=True)
class AgainTouched(Input):
    """Ask once more after a problem, or print once more."""


@dataclass(frozen=True, slots=True)
class InsteadTouched(Input):
    """What a problem, or the closed counters, offer instead."""


@dataclass(frozen=True, slots=True)
class GoalChosen(Input):
    goal: Goal


@dataclass(frozen=True, slots=True)
class CancelTouched(Input):
    """Give up the ticket or the appointment that is shown."""


@dataclass(frozen=True, slots=True)
class PrintTouched(Input):
    """Print the list of materials, or the slip of the appointment."""


# and on one page only.


@dataclass(frozen=True, slots=True)
class TypeTouched(Input):
    """Opens the keys to type ``what``."""

    what: Typed


@dataclass(frozen=True, slots=True)
class WithoutIdentityTouched(Input):
    pass


@dataclass(frozen=True, slots=True)
class KeyTouched(Input):
    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class DeleteTouched(Input):
    """Takes back the last character."""


@dataclass(frozen=True, slots=True)
class QueueTouched(Input):
    queue: str


@dataclass(frozen=True, slots=True)
class PriorityTouched(Input):
    """Opens the choice of a priority."""


@dataclass(frozen=True, slots=True)
class PriorityChosen(Input):
    """None is ordinary."""

    priority: str | None


@dataclass(frozen=True, slots=True)
class ByChosen(Input):
    by: By


@dataclass(frozen=True, slots=True)
class SearchTouched(Input):
    pass


@dataclass(frozen=True, slots=True)
class ShelfTouched(Input):
    shelf: str


@dataclass(frozen=True, slots=True)
class EntryTouched(Input):
    code: str


@dataclass(frozen=True, slots=True)
class PartChosen(Input):
    part: Part


@dataclass(frozen=True, slots=True)
class ItemTouched(Input):
    item: str


@dataclass(frozen=True, slots=True)
class DayTurned(Input):
    by: int


@dataclass(frozen=True, slots=True)
class SlotTouched(Input):
    start: datetime


@dataclass(frozen=True, slots=True)
class AppointmentTouched(Input):
    code: str


@dataclass(frozen=True, slots=True)
class CheckInTouched(Input):
    pass


@dataclass(frozen=True, slots=True)
class MoveTouched(Input):
    pass


@dataclass(frozen=True, slots=True)
class TicketTouched(Input):
    ticket: str


@dataclass(frozen=True, slots=True)
class CaseTouched(Input):
    case: str


@dataclass(frozen=True, slots=True)
class CollectTouched(Input):
    """Open the door behind which the result of the case lies."""


@dataclass(frozen=True, slots=True)
class AnswerTouched(Input):
    """One thing that is kept of a person's own data."""

    name: str


@dataclass(frozen=True, slots=True)
class CorrectTouched(Input):
    """Asks once more what is kept."""


@dataclass(frozen=True, slots=True)
class RateTouched(Input):
    pass


@dataclass(frozen=True, slots=True)
class ScoreTouched(Input):
    score: int


# What the staff do.


@dataclass(frozen=True, slots=True)
class CornerHeld(Input):
    """Somebody held a finger where only the staff know that it does something."""


@dataclass(frozen=True, slots=True)
class PinKeyTouched(Input):
    digit: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PinClearTouched(Input):
    """What was typed is wrong: begin anew."""


@dataclass(frozen=True, slots=True)
class PinEntered(Input):
    pass


@dataclass(frozen=True, slots=True)
class PinLookedAt(Input):
    verdict: PinVerdict


@dataclass(frozen=True, slots=True)
class StaffTouched(Input):
    action: StaffAction
