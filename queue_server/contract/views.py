"""What everyone may see: tickets, windows, queues, the board, events, presence and health."""

from datetime import date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field

from queue_server.contract._model import Maybe, Moment, Text, Told

TicketState = Literal["waiting", "called", "serving", "parked", "finished", "missed", "cancelled"]
WindowCondition = Literal["closed", "open", "called", "serving", "paused"]
AppointmentState = Literal["booked", "checked_in", "cancelled", "missed"]
ControlAction = Literal["lock", "unlock", "restart", "test_print", "reload"]
PartCondition = Literal["ok", "low", "out", "jam", "cover_open", "offline", "unknown"]


class Estimate(Told):
    """How long until the call: half of all people wait at most ``p50_s`` seconds, nine in ten ``p90_s``."""

    p50_s: int
    p90_s: int


class Ticket(Told):
    """A ticket as everyone may see it: no name, no ID number, no phone."""

    id: str
    number: str
    queue: str
    item: Maybe[str] = None
    priority: str
    origin: Literal["kiosk", "appointment", "counter", "web", "offline"]
    state: TicketState
    issued_at: Moment
    called_at: Maybe[Moment] = None
    window: Maybe[str] = None
    ahead: int
    estimate: Estimate | None
    printed: Maybe[Literal["yes", "no", "unknown"]] = None
    case: Maybe[str] = None
    url: Maybe[str] = None


class Appointment(Told):
    """A booked time; ``ticket`` is the id of what the check-in brought. It can be checked in ``check_in_from`` until
    ``check_in_until``, both included.
    """

    code: str
    item: str
    queue: str
    start: Moment
    end: Moment
    state: AppointmentState
    ticket: Maybe[str] = None
    check_in_from: Maybe[Moment] = None
    check_in_until: Maybe[Moment] = None


class Slot(Told):
    """A time that can be booked, and how many people it still has room for."""

    start: Moment
    end: Moment
    free: int


class Why(Told):
    """Why this ticket and no other was called, in figures that a person can check."""

    waited_s: int
    score: float
    rule: str
    passed_over: int


class WindowState(Told):
    """One window; ``operator`` is a staff number, never a name."""

    window: str
    name: Text
    state: WindowCondition
    ticket: Maybe[str] = None
    since: Moment
    operator: Maybe[str] = None


class QueueState(Told):
    """One queue; ``waiting`` and ``serving`` count people.

    ``waiting_since`` is when the wait of whoever waits longest began to count. ``identity`` says whether a ticket needs
    a holder.
    """

    queue: str
    name: Text
    open: bool
    waiting: int
    serving: int
    estimate: Estimate | None
    waiting_since: Maybe[Moment] = None
    identity: Literal["optional", "required"] = "optional"


class Call(Told):
    """One line of a call screen."""

    number: str
    window: str
    state: TicketState
    called_at: Moment
    recalls: int


class Board(Told):
    """All that a call screen shows; ``calls`` newest first."""

    hall: str
    seq: int
    at: Moment
    calls: tuple[Call, ...]
    queues: tuple[QueueState, ...]
    missed: tuple[str, ...]
    notice: Maybe[Text] = None


class PriorityOffer(Told):
    """A priority that a citizen may have: from an age on, or by claiming it. ``claim`` says who has to agree."""

    id: str
    name: Text
    from_age: Maybe[int] = None
    claim: Literal["free", "staff"] = "free"


class ItemOffer(Told):
    """A piece of business of a queue, and whether a time can be booked for it."""

    code: str
    queue: str
    name: Text
    bookable: bool = False


class LockerOffer(Told):
    """A locker from which results are collected; ``kiosk`` is the client beside it that opens its doors."""

    locker: str
    name: Text
    kiosk: str


class HallState(Told):
    """The hall itself; ``next_change`` is when the counters open or close next, if that is known.

    ``timezone`` is the IANA name of the zone whose clock hangs on the hall's wall, ``region`` the GB/T 2260 code of
    where it is. ``phone`` is where people can ask, ``url`` where this server's pages are reached, ``sms`` whether
    people who leave a number are told by SMS, ``credentials`` whether ``read_credential`` is answered.
    ``case_reasons`` says in words why a case was sent back or refused, by the ids that cases carry.
    """

    hall: str
    name: Text
    timezone: Maybe[str] = None
    region: Maybe[str] = None
    open: bool
    next_change: Maybe[Moment] = None
    notices: tuple[Text, ...]
    catalogue_version: Maybe[str] = None
    phone: Maybe[str] = None
    url: Maybe[str] = None
    sms: bool = False
    credentials: bool = False
    priorities: tuple[PriorityOffer, ...] = ()
    items: tuple[ItemOffer, ...] = ()
    lockers: tuple[LockerOffer, ...] = ()
    case_reasons: dict[str, Text] = Field(default_factory=dict)

    def local(self, moment: datetime) -> datetime:
        """The same moment on the hall's own clock; unchanged where the zone is not said or not known here."""
        try:
            return moment.astimezone(ZoneInfo(self.timezone)) if self.timezone else moment
        except (ZoneInfoNotFoundError, ValueError):
            return moment


class Event(Told):
    """One line of the journal as it is published: ``seq`` has no gap and no repeat within a hall."""

    hall: str
    seq: int
    at: Moment
    type: str
    data: dict[str, Any]


class Presence(Told):
    """Whether a client is there: said at birth, and by its will at death."""

    online: bool
    kind: str
    version: str
    at: Moment


class PartHealth(Told):
    """One device part. No answer is ``unknown`` or ``offline``, never ``ok``."""

    status: PartCondition
    detail: Maybe[str] = None


class Health(Told):
    """The device parts of one client, by name (``printer``, ``id_reader``, …)."""

    at: Moment
    parts: dict[str, PartHealth]


class Announcement(Told):
    """What a voice begins to say ``at`` a moment, for whoever cannot hear it: captions, pagers, lamps.

    ``text`` is said in the order of its languages and lasts ``lasts_s`` seconds in all.
    """

    at: Moment
    number: str
    window: str
    called_at: Moment
    recalls: int
    text: dict[str, str]
    lasts_s: float


class Control(Told):
    """What a client is made to do. The same ``id`` again is the same message: a lock is told at each return."""

    id: str
    type: ControlAction
    data: dict[str, Any]


class Notice(Told):
    """A line on every screen of the hall, at the longest ``until`` a moment."""

    notice: str
    text: Text
    until: Maybe[Moment] = None


class Alert(Told):
    """Something that needs a hand: ``rule`` says what, ``subject`` where: a window, a queue, a client or a service.

    ``value`` was measured against ``target`` when it was raised: people, or seconds. ``acknowledged_by`` is a staff
    number, never a name.
    """

    alert: str
    rule: str
    subject: str
    part: Maybe[str] = None
    urgent: bool
    raised_at: Moment
    value: Maybe[float] = None
    target: Maybe[float] = None
    detail: Maybe[str] = None
    acknowledged_by: Maybe[str] = None
    acknowledged_at: Maybe[Moment] = None


class Alerts(Told):
    """Every alert that is not over: the urgent ones first, and of those the oldest."""

    hall: str
    seq: int
    at: Moment
    alerts: tuple[Alert, ...]


class NoticesReply(Told):
    """Reply data of every command that sets or clears a notice: all of them, newest first."""

    notices: tuple[Notice, ...]


class ControlReply(Told):
    """Reply data of ``control_client``: what the client is told, and whether it is locked."""

    client: str
    control: Control
    locked: bool


class AlertReply(Told):
    """Reply data of ``acknowledge_alert``."""

    alert: Alert


class TicketReply(Told):
    """Reply data of every command that acts on a ticket."""

    ticket: Ticket


class TicketsReply(Told):
    """Reply data of ``find_tickets``: those of today, the newest first."""

    tickets: tuple[Ticket, ...]


class CallReply(Told):
    """Reply data of ``call_next``."""

    ticket: Ticket
    why: Why


class WindowReply(Told):
    """Reply data of every command that opens, pauses or closes a window."""

    window: WindowState


class QueueReply(Told):
    """Reply data of every command that opens or closes a queue."""

    queue: QueueState


class BlockReply(Told):
    """Reply data of ``reserve_numbers``: the numbers ``first`` to ``last`` of ``day`` belong to the sender."""

    prefix: str
    first: int
    last: int
    day: date


class AppointmentReply(Told):
    """Reply data of every command that books, moves or cancels an appointment."""

    appointment: Appointment


class AppointmentsReply(Told):
    """Reply data of ``find_appointments``, by their time."""

    appointments: tuple[Appointment, ...]


class SlotsReply(Told):
    """Reply data of ``list_slots``, in order."""

    slots: tuple[Slot, ...]
