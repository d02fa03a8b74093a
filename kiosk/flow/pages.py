"""The pages of the terminal, each with exactly what belongs to it.

::

    Start ──take──▶ Identify ──▶ ChooseQueue ──▶ Confirm ──▶ Sending ──ticket──▶ Printing ──▶ Done ──▶ Start
      │                             ▲                           │  ▲                             │
      ├──a card─▶ Welcome ──────────┤            Problem ◀──────┘  └──────────── again ──────────┘
      │              └─▶ Expected ──┴──check in──▶ Asking ──ticket──▶ Printing …
      ├──find──▶ FindBy ──▶ ChooseShelf ──▶ ChooseEntry ──▶ ReadGuide ──take, book──▶ …
      │               └───▶ Search ─────────────────────────────▲
      ├──check in──▶ Identify ──▶ Asking ──ticket──▶ Printing …
      └──enquire──▶ Enquiries ──▶ Identify ──▶ Asking ──▶ MyTickets, MyAppointments, Rate
                        └──book──▶ ChooseBookable ──▶ ChooseSlot ──▶ ConfirmBooking ──▶ Asking ──▶ Booked

Back goes to the page before, as it was left (:attr:`kiosk.flow.session.Session.trail`).
"""

from dataclasses import dataclass, field
from datetime import date

from kiosk.flow.care import PinVerdict
from kiosk.flow.errands import Errand
from kiosk.flow.shades import By, News, OutReason, Paper, Part
from kiosk.flow.typed import Typed
from kiosk.flow.wish import Wish
from queue_server.catalogue import Entry, Summary
from queue_server.contract.commands import CommandData, IssueTicket, Printed
from queue_server.contract.views import Appointment, PartCondition, Slot, Ticket

Text = dict[str, str]
"""A sentence for people by language; ``zh`` is always there."""


class Page:
    """Any of the pages below."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Start(Page):
    """Waits for a card or a touch, and says what is possible.

    ``card_left``: the card of the last person still lies there. It must be lifted before it begins anything anew, or
    a forgotten card would show its holder to whoever comes next.
    """

    card_left: bool = False


@dataclass(frozen=True, slots=True)
class OutOfService(Page):
    reason: OutReason


@dataclass(frozen=True, slots=True)
class Closed(Page):
    """The counters are closed: what the wish can have instead."""


@dataclass(frozen=True, slots=True)
class ChooseComfort(Page):
    """How the terminal shows itself: large, with high contrast, low, and in which language."""


@dataclass(frozen=True, slots=True)
class Identify(Page):
    """Who wants it: by card, by a code, by typing, or nobody in particular where that is enough."""


@dataclass(frozen=True, slots=True)
class Welcome(Page):
    """Greets who was recognised on the first page, while ``command_id`` asks whether they are expected."""

    command_id: str


@dataclass(frozen=True, slots=True)
class Expected(Page):
    """Offers the check-in to who came for an appointment, before anything else."""

    appointment: Appointment


@dataclass(frozen=True, slots=True)
class Typing(Page):
    """``text`` is what was typed so far."""

    what: Typed
    text: str = field(default="", repr=False)


# The staff.


@dataclass(frozen=True, slots=True)
class StaffPin(Page):
    """Asks the staff for the PIN. ``typed`` so far; ``verdict`` is what became of the last one.

    ``confirming`` is the citizen's page with the priority that the staff agree to; None for maintenance.
    """

    typed: str = field(default="", repr=False)
    verdict: PinVerdict | None = None
    confirming: "Confirm | None" = None


@dataclass(frozen=True, slots=True)
class Maintenance(Page):
    """For the staff. ``tested`` is what came of the last test print, None where there was none."""

    tested: Printed | None = None


# Taking a ticket.


@dataclass(frozen=True, slots=True)
class ChooseQueue(Page):
    """``sheet`` counts the sheets of tiles from 0."""

    sheet: int = 0


@dataclass(frozen=True, slots=True)
class Confirm(Page):
    """``priority`` is one of the hall's offers; None is ordinary."""

    queue: str
    item: str | None = None
    priority: str | None = None


@dataclass(frozen=True, slots=True)
class ChoosePriority(Page):
    confirm: Confirm
    sheet: int = 0


@dataclass(frozen=True, slots=True)
class Sending(Page):
    """A ticket was asked for. ``command_ids`` are all commands of this person for it, the newest last.

    ``lost`` once the line went or no reply came in time: then the page tells what we wait for.
    """

    command_ids: tuple[str, ...]
    wanted: IssueTicket = field(repr=False)
    lost: bool

    @property
    def queue(self) -> str:
        return self.wanted.queue or ""


@dataclass(frozen=True, slots=True)
class Printing(Page):
    command_id: str
    ticket: Ticket
    attempt: int


@dataclass(frozen=True, slots=True)
class Done(Page):
    """``printer`` is what the printer said of itself after the attempt."""

    command_id: str
    ticket: Ticket
    attempt: int
    printed: Printed
    printer: PartCondition


# Everything else that is asked of the hall.


@dataclass(frozen=True, slots=True)
class Asking(Page):
    """The hall was asked ``data``; ``lost`` as on :class:`Sending`."""

    command_ids: tuple[str, ...]
    data: CommandData | Errand = field(repr=False)
    lost: bool


@dataclass(frozen=True, slots=True)
class Problem(Page):
    """``text`` is what happened where another program said it; otherwise ``code`` names the sentence.

    ``figures`` are those behind the sentence, ``number`` a ticket this person holds already. ``again`` can be asked
    once more, ``instead`` is what the person may want now.
    """

    code: str
    text: Text | None = None
    number: str | None = None
    figures: tuple[tuple[str, str], ...] = ()
    again: CommandData | Errand | None = field(default=None, repr=False)
    instead: Wish | None = None
    command_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sure(Page):
    """Asks once more before something is given up; ``name`` is what it is called on the page before."""

    command: CommandData
    name: str


@dataclass(frozen=True, slots=True)
class Said(Page):
    news: News


# Finding a service.


@dataclass(frozen=True, slots=True)
class FindBy(Page):
    pass


@dataclass(frozen=True, slots=True)
class ChooseShelf(Page):
    by: By
    sheet: int = 0


@dataclass(frozen=True, slots=True)
class ChooseEntry(Page):
    """``shelf`` is the theme's or department's Chinese name."""

    by: By
    shelf: str
    found: tuple[Summary, ...] = ()
    sheet: int = 0


@dataclass(frozen=True, slots=True)
class Search(Page):
    """``text`` is what was typed: pinyin or its initials, a letter after the other."""

    text: str = ""
    found: tuple[Summary, ...] = ()
    sheet: int = 0


@dataclass(frozen=True, slots=True)
class ReadGuide(Page):
    entry: Entry
    part: Part = Part.OVERVIEW
    sheet: int = 0
    paper: Paper | None = None


# Appointments.


@dataclass(frozen=True, slots=True)
class Enquiries(Page):
    sheet: int = 0


@dataclass(frozen=True, slots=True)
class ChooseBookable(Page):
    sheet: int = 0


@dataclass(frozen=True, slots=True)
class ChooseSlot(Page):
    """The times of ``item`` on ``day`` that have room."""

    item: str
    day: date
    slots: tuple[Slot, ...]
    sheet: int = 0


@dataclass(frozen=True, slots=True)
class ConfirmBooking(Page):
    item: str
    slot: Slot


@dataclass(frozen=True, slots=True)
class Booked(Page):
    appointment: Appointment
    moved: bool
    paper: Paper | None = None


@dataclass(frozen=True, slots=True)
class MyAppointments(Page):
    found: tuple[Appointment, ...]
    sheet: int = 0


@dataclass(frozen=True, slots=True)
class OneAppointment(Page):
    appointment: Appointment


# Tickets that were taken before.


@dataclass(frozen=True, slots=True)
class MyTickets(Page):
    found: tuple[Ticket, ...]
    sheet: int = 0


@dataclass(frozen=True, slots=True)
class OneTicket(Page):
    """``mine``: the person showed that the ticket is theirs; a number alone can be read off any screen."""

    ticket: Ticket
    mine: bool


@dataclass(frozen=True, slots=True)
class Rate(Page):
    ticket: Ticket


WithSheets = (
    ChooseQueue
    | ChoosePriority
    | ChooseShelf
    | ChooseEntry
    | Search
    | ReadGuide
    | Enquiries
    | ChooseBookable
    | ChooseSlot
    | MyAppointments
    | MyTickets
)
"""Pages that may have several sheets of tiles or lines. Where ``sheet`` lies beyond the last, that one is shown."""
