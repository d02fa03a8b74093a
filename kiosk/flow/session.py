"""What the terminal knows at one moment: of the person in front of it, of the hall, of its own parts."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from kiosk.flow.blocks import Blocks, left
from kiosk.flow.care import Care
from kiosk.flow.pages import OutOfService, OutReason, Page, Start
from kiosk.flow.times import LEFT_ASIDE_S, idle_s
from queue_server.contract.commands import Holder, IdType
from queue_server.contract.views import HallState, PartHealth, QueueState

DEFAULT_LANGUAGE = "zh"
TILES_A_SHEET = 6
_UNKNOWN = PartHealth(status="unknown")


@dataclass(frozen=True, slots=True)
class Person:
    """Read from the card; lives until the page is Start again and is in no log: ``repr`` shows nothing."""

    id_type: IdType
    id_number: str = field(repr=False)
    name: str = field(repr=False)

    def holder(self, language: str) -> Holder:
        return Holder(id_type=self.id_type, id_number=self.id_number, name=self.name or None, language=language)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known now. ``None`` is not known; ``line`` is whether the queue server can be asked.

    ``blocks`` are the numbers of today that the terminal may give without asking. ``speaks`` is whether there is a
    loudspeaker, ``headphones`` whether headphones are certainly plugged in.
    """

    line: bool = False
    hall: HallState | None = None
    queues: tuple[QueueState, ...] = ()
    windows_open: int | None = None
    reader: PartHealth = _UNKNOWN
    printer: PartHealth = _UNKNOWN
    blocks: Blocks = ()
    care: Care = field(default_factory=Care)
    speaks: bool = False
    headphones: bool = False

    def gives(self, queue: str) -> bool:
        """Whether a ticket of this queue can be had: by asking, or from the numbers that are left."""
        return self.line or left(self.blocks, queue) > 0

    def queue(self, queue: str) -> QueueState | None:
        return next((state for state in self.queues if state.queue == queue), None)

    @property
    def last_sheet(self) -> int:
        return max(0, len(self.queues) - 1) // TILES_A_SHEET


class Readiness(StrEnum):
    """What Start can offer, the first that applies."""

    NO_LINE = "no_line"
    CLOSED = "closed"
    CHECKING = "checking"
    READY = "ready"


def readiness(around: Surroundings) -> Readiness:
    if around.hall is None or not (around.line or around.blocks):
        return Readiness.NO_LINE
    if not around.hall.open:
        return Readiness.CLOSED
    if around.reader.status == "unknown":
        return Readiness.CHECKING
    return Readiness.READY


@dataclass(frozen=True, slots=True)
class Session:
    """``left_s`` seconds until the page ends by itself; ``None`` is never."""

    page: Page = field(default_factory=Start)
    around: Surroundings = field(default_factory=Surroundings)
    language: str = DEFAULT_LANGUAGE
    person: Person | None = None
    helping: bool = False
    guided: bool = False
    left_s: float | None = None


def on_page(session: Session, page: Page) -> Session:
    """The session on another page, its time beginning anew."""
    return replace(session, page=page, left_s=idle_s(page), helping=False)


def home(session: Session, *, language: str = DEFAULT_LANGUAGE) -> Session:
    """A new session: nothing of the person is left. A chosen language stays for a while, then falls back."""
    page = first_page(session.around)
    left_s = idle_s(page) if language == DEFAULT_LANGUAGE else LEFT_ASIDE_S
    return Session(page=page, around=session.around, language=language, left_s=left_s)


def first_page(around: Surroundings) -> Page:
    """What whoever comes next is shown."""
    if around.care.locked:
        return OutOfService(OutReason.LOCKED)
    broken = around.reader.status not in ("ok", "low", "unknown")
    return OutOfService(OutReason.READER) if broken else Start()


def after_fault(session: Session) -> Session:
    """The session after the program itself failed: out of service for a moment, then Start."""
    page = OutOfService(OutReason.FAULT)
    return Session(page=page, around=session.around, language=session.language, left_s=idle_s(page))
