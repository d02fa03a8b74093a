"""What the terminal knows at one moment: of the person in front of it, of the hall, of its own parts."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from kiosk.flow.blocks import Blocks, left
from kiosk.flow.care import Care
from kiosk.flow.draft import Draft
from kiosk.flow.pages import Asking, OutOfService, Page, Start
from kiosk.flow.shades import OutReason
from kiosk.flow.times import LEFT_ASIDE_S, idle_s
from kiosk.flow.wish import Goal, Wish
from queue_server.catalogue import Shelf
from queue_server.contract.commands import Holder, IdType
from queue_server.contract.id_numbers import birth_date
from queue_server.contract.views import HallState, ItemOffer, LockerOffer, PartHealth, QueueState

DEFAULT_LANGUAGE = "zh"
NOT_CONFIGURED = "not_configured"
"""The detail of a device part that the devices file does not name."""

_UNKNOWN = PartHealth(status="unknown")
MISSING = PartHealth(status="offline", detail=NOT_CONFIGURED)
WELL = ("ok", "low")


@dataclass(frozen=True, slots=True)
class Person:
    """Who stands here, or for whom; lives until the page is Start again and is in no log: ``repr`` shows nothing.

    ``card``: it was read from a card that has not been taken away since. ``proven``: it was read from a card at all. A
    number that is typed, or stands in a code, may be anybody's. ``says`` is what else the card says, by the names of
    :data:`queue_server.catalogue.CARD_FIELDS`.
    """

    id_type: IdType
    id_number: str = field(repr=False)
    name: str = field(repr=False)
    card: bool = False
    proven: bool = False
    says: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def born(self) -> date | None:
        return None if self.id_type is IdType.ORGANISATION else birth_date(self.id_number)

    def holder(self, language: str, phone: str | None = None) -> Holder:
        """For commands."""
        return Holder(
            id_type=self.id_type, id_number=self.id_number, name=self.name or None, phone=phone, language=language
        )


@dataclass(frozen=True, slots=True)
class Shelves:
    """How the catalogue can be looked through; there is one as long as the terminal has ever fetched it."""

    themes: tuple[Shelf, ...]
    departments: tuple[Shelf, ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known now. ``None`` is not known; ``line`` is whether the queue server can be asked.

    ``blocks`` are the numbers of today that the terminal may give without asking. ``speaks`` is whether there is a
    loudspeaker, ``headphones`` whether headphones are certainly plugged in. ``cases`` is whether the terminal may ask
    the hall's pages for what people apply for.
    """

    line: bool = False
    hall: HallState | None = None
    queues: tuple[QueueState, ...] = ()
    windows_open: int | None = None
    reader: PartHealth = _UNKNOWN
    scanner: PartHealth = _UNKNOWN
    printer: PartHealth = _UNKNOWN
    camera: PartHealth = MISSING
    locker: PartHealth = MISSING
    documents: PartHealth = MISSING
    shelves: Shelves | None = None
    blocks: Blocks = ()
    care: Care = field(default_factory=Care)
    speaks: bool = False
    headphones: bool = False
    cases: bool = False

    def gives(self, queue: str) -> bool:
        """Whether a ticket of this queue can be had: by asking, or from the numbers that are left."""
        return self.line or left(self.blocks, queue) > 0

    def queue(self, queue: str) -> QueueState | None:
        return next((state for state in self.queues if state.queue == queue), None)

    def item(self, code: str | None) -> ItemOffer | None:
        """What the hall's counters offer under a code of the catalogue."""
        return next((item for item in self.items if item.code == code), None)

    def locker_of(self, locker: str | None) -> LockerOffer | None:
        return next((each for each in self.lockers if each.locker == locker), None)

    def opens(self, locker: str | None) -> bool:
        """Whether this terminal opens the doors of the locker."""
        offer = self.locker_of(locker)
        return offer is not None and offer.kiosk == self.care.client

    @property
    def locker_works(self) -> bool:
        """Whether the locker beside this terminal is not known to fail: with one door open the others open as well."""
        return self.locker.status in (*WELL, "cover_open", "unknown")

    @property
    def collects(self) -> bool:
        """Whether there is a locker beside this terminal."""
        return any(self.opens(each.locker) for each in self.lockers)

    @property
    def lockers(self) -> tuple[LockerOffer, ...]:
        return self.hall.lockers if self.hall else ()

    @property
    def items(self) -> tuple[ItemOffer, ...]:
        return self.hall.items if self.hall else ()

    @property
    def bookable(self) -> tuple[ItemOffer, ...]:
        return tuple(item for item in self.items if item.bookable)


class Readiness(StrEnum):
    """What Start can offer, the first that applies."""

    NO_LINE = "no_line"
    CLOSED = "closed"
    CHECKING = "checking"
    NO_READER = "no_reader"
    READY = "ready"


def readiness(around: Surroundings) -> Readiness:
    if around.hall is None or not (around.line or around.blocks):
        return Readiness.NO_LINE
    if not around.hall.open:
        return Readiness.CLOSED
    if around.reader.status == "unknown":
        return Readiness.CHECKING
    return Readiness.READY if around.reader.status in WELL else Readiness.NO_READER


def possible(around: Surroundings, goal: Goal) -> bool:
    """Whether a way in leads anywhere now. Outside the counters' hours the way to a ticket leads to an appointment."""
    if goal is Goal.FIND:
        return around.shelves is not None
    if goal is Goal.TAKE and around.blocks and around.hall is not None:
        return around.line or around.hall.open
    return around.line and around.hall is not None


@dataclass(frozen=True, slots=True)
class Comfort:
    """How the terminal shows itself to this person."""

    elder: bool = False
    contrast: bool = False
    low: bool = False


@dataclass(frozen=True, slots=True)
class Session:
    """``left_s`` seconds until the page ends by itself, ``None`` is never; ``trail`` are the pages that back leads to.

    ``phone`` was left for SMS, ``draft`` is what the person applies for. ``card_lying``: a card that was read still
    lies on the reader; ``card_taken``: it was taken away in the middle, and its owner perhaps with it.
    """

    page: Page = field(default_factory=Start)
    around: Surroundings = field(default_factory=Surroundings)
    language: str = DEFAULT_LANGUAGE
    comfort: Comfort = Comfort()
    person: Person | None = None
    phone: str | None = field(default=None, repr=False)
    draft: Draft | None = None
    wish: Wish | None = None
    trail: tuple[Page, ...] = field(default=(), repr=False)
    helping: bool = False
    guided: bool = False
    card_lying: bool = False
    card_taken: bool = False
    left_s: float | None = None

    @property
    def holder(self) -> Holder | None:
        """For commands; None where nobody said who they are and left no number to be called under."""
        if self.person is None:
            return Holder(id_type=IdType.NONE, phone=self.phone, language=self.language) if self.phone else None
        return self.person.holder(self.language, self.phone)

    def local(self, now: datetime) -> datetime:
        """The same moment on the hall's own clock."""
        return self.around.hall.local(now) if self.around.hall else now


def on_page(session: Session, page: Page) -> Session:
    """The session on another page in the place of this one, its time beginning anew."""
    return replace(session, page=page, left_s=idle_s(page), helping=False, card_taken=False)


def onward(session: Session, page: Page) -> Session:
    """The session on the next page; back leads to this one, or to the one before where this only waited."""
    trail = session.trail if isinstance(session.page, Asking) else (*session.trail, session.page)
    return replace(on_page(session, page), trail=trail)


def back(session: Session) -> Session:
    """The page before, as it was left; from the first page of a visit it is home."""
    if not session.trail or isinstance(session.trail[-1], Start):
        return home_for_same(session)
    return replace(on_page(session, session.trail[-1]), trail=session.trail[:-1])


def home(session: Session) -> Session:
    """A new session for whoever comes next: nothing of the person is left."""
    return Session(first_page(session), session.around, card_lying=session.card_lying)


def home_for_same(session: Session) -> Session:
    """The first page for somebody who still stands here: what they chose of language and comfort stays for a while."""
    fresh = replace(home(session), language=session.language, comfort=session.comfort)
    return replace(fresh, left_s=None if as_everybody_finds_it(fresh) else LEFT_ASIDE_S)


def first_page(session: Session) -> Page:
    """What whoever comes next is shown."""
    if session.around.care.locked:
        return OutOfService(OutReason.LOCKED)
    return Start(card_left=session.card_lying)


def as_everybody_finds_it(session: Session) -> bool:
    """Whether the first page looks and sounds as it does unasked."""
    asked = session.helping or session.guided
    return session.language == DEFAULT_LANGUAGE and session.comfort == Comfort() and not asked


def after_fault(session: Session) -> Session:
    """The session after the program itself failed: out of service for a moment, then Start."""
    page = OutOfService(OutReason.FAULT)
    fresh = Session(page, session.around, session.language, session.comfort, card_lying=session.card_lying)
    return replace(fresh, left_s=idle_s(page))
