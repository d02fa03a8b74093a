"""What the flow wants done. Values only: others do it."""

from dataclasses import dataclass, field
from datetime import datetime

from kiosk.flow.blocks import Block
from kiosk.flow.care import StaffAction
from kiosk.flow.draft import WaitingPage
from kiosk.flow.errands import Errand
from kiosk.flow.lockers import DoorJob
from kiosk.flow.pages import Text
from queue_server.catalogue import Entry
from queue_server.contract.case_views import Case
from queue_server.contract.envelope import Command
from queue_server.contract.views import Appointment, Ticket


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One attempt to put one ticket on paper. ``id`` is also the id of the command that reports it."""

    id: str
    ticket: Ticket
    attempt: int
    hall: Text
    service: Text
    language: str


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """What a paper says of a case, as it stands ``at`` a moment of the hall's clock; ``code`` is what its QR code says.

    ``entry`` names its papers, ``reasons`` are the hall's words, ``place`` is the locker in which its result lies.
    """

    case: Case
    at: datetime
    code: str
    entry: Entry | None = None
    reasons: tuple[Text, ...] = ()
    place: Text | None = None
    note: str | None = field(default=None, repr=False)
    tracking: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class SheetJob:
    """A sheet that is no ticket: the list of materials of an entry, the slip of an appointment, how a case stands.
    Printed once, kept nowhere: whoever wants it again touches again. ``service`` is what the appointment or the case is
    for.
    """

    id: str
    content: Entry | Appointment | CaseSheet
    hall: Text
    service: Text
    language: str

    @property
    def on_a4(self) -> bool:
        """Whether it goes to a printer of sheets where there is one: a slip is a slip."""
        return not isinstance(self.content, Appointment)


@dataclass(frozen=True, slots=True)
class SampleJob:
    """A test print: it belongs to no ticket and is reported to nobody."""

    id: str
    hall: Text
    client: str


Job = PrintJob | SheetJob | SampleJob


@dataclass(frozen=True, slots=True)
class WatchForCard:
    """Look for cards and codes."""


@dataclass(frozen=True, slots=True)
class StopWatching:
    pass


@dataclass(frozen=True, slots=True)
class Send:
    """Keep the command until its reply came, and send it as often as that takes."""

    command: Command


@dataclass(frozen=True, slots=True)
class TakeNumber:
    """The next number of the block is given: from the same moment on that its command is kept, or not at all."""

    block: Block


@dataclass(frozen=True, slots=True)
class Ask:
    """Send a question: it changes nothing, so nobody needs to keep it."""

    command: Command


@dataclass(frozen=True, slots=True)
class Fetch:
    """Ask the hall's pages, until they answer or nobody waits any more."""

    id: str
    errand: Errand


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Forget these commands and errands where they have not left this terminal yet."""

    command_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Print:
    job: PrintJob


@dataclass(frozen=True, slots=True)
class PrintSheet:
    job: SheetJob


@dataclass(frozen=True, slots=True)
class SearchCatalogue:
    """Look up what answers to ``text``, or what stands on the shelf, a theme's or department's Chinese name."""

    text: str = ""
    theme: str | None = None
    department: str | None = None


@dataclass(frozen=True, slots=True)
class OpenGuide:
    code: str


@dataclass(frozen=True, slots=True)
class LookUpWords:
    """What the dictionary has for letters of pinyin."""

    letters: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class LookUpDivisions:
    """What a division is made of, ``""`` for the country, and the whole names of those ``near``."""

    code: str
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakePicture:
    """Have the camera take the page that lies there."""

    order: str


@dataclass(frozen=True, slots=True)
class KeepPage:
    """Keep the page, sealed, until the hall has it."""

    page: WaitingPage
    picture: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class LookUpPages:
    """Which pages of a case are still on their way, from an earlier visit."""

    case: str


@dataclass(frozen=True, slots=True)
class LookUpOwnQuestions:
    """The questions of all forms whose answers people may keep."""


@dataclass(frozen=True, slots=True)
class Report:
    """The attempt ``job_id`` has ended: drop it and send ``command``, both or neither."""

    job_id: str
    command: Command


@dataclass(frozen=True, slots=True)
class OpenDoor:
    """Open a door. That it was ordered is kept until its report is: a power cut in between is reported as unknown."""

    job: DoorJob


@dataclass(frozen=True, slots=True)
class ReportDoor:
    """What came of a door is told: forget that it was ordered and send ``command``, both or neither."""

    job_id: str
    command: Command


@dataclass(frozen=True, slots=True)
class SayAgain:
    pass


@dataclass(frozen=True, slots=True)
class CheckPin:
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class DoStaff:
    """What the staff touched in maintenance."""

    action: StaffAction


@dataclass(frozen=True, slots=True)
class ForgetPerson:
    """Wipe whatever was drawn or kept of the person."""


Effect = (
    WatchForCard
    | StopWatching
    | Send
    | TakeNumber
    | Ask
    | Fetch
    | Withdraw
    | Print
    | PrintSheet
    | SearchCatalogue
    | OpenGuide
    | LookUpWords
    | LookUpDivisions
    | TakePicture
    | KeepPage
    | LookUpPages
    | LookUpOwnQuestions
    | Report
    | OpenDoor
    | ReportDoor
    | SayAgain
    | CheckPin
    | DoStaff
    | ForgetPerson
)
