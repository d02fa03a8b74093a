"""What stands on a page, as words: from what is known to what a person reads. No Kivy."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from kiosk.flow.offline import not_told_yet
from kiosk.flow.pages import (
    ChooseQueue,
    Confirm,
    Done,
    OutOfService,
    OutReason,
    Page,
    Printing,
    Problem,
    Sending,
    Start,
)
from kiosk.flow.session import TILES_A_SHEET, Readiness, Session, Surroundings, readiness
from kiosk.words import Speech
from queue_server.contract.commands import Printed
from queue_server.contract.views import Estimate, QueueState, Ticket
from queue_server.contract.waiting import minutes_range

NOT_CONFIGURED = "not_configured"
"""The detail of a device part that the devices file does not name."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing said in two sizes: ``title`` is what matters, ``body`` what it means and what to do."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class QueueTile:
    queue: str
    name: str
    waiting: str
    wait: str
    open: bool


def masked(name: str) -> str:
    """张* for 张三, 张** for 张小三: the first character, and a star for each that follows, three at most.

    The family name may be two characters long; then the second is hidden too.
    """
    return name[:1] + "*" * min(len(name) - 1, 3)


def waiting_time(speech: Speech, estimate: Estimate | None, words: str = "wait") -> str:
    """A range, never one figure. ``words`` is ``wait`` on screens and ``paper`` on paper."""
    if estimate is None:
        return speech(f"{words}.unknown")
    low, high = minutes_range(estimate)
    return speech(f"{words}.range", low=low, high=high) if low else speech(f"{words}.within", high=high)


def moment_words(speech: Speech, moment: datetime, now: datetime) -> str:
    """A moment as one says it today, in the hall's own time (the offset it was told with)."""
    today = now.astimezone(moment.tzinfo).date()
    time = f"{moment:%H:%M}"
    if moment.date() == today:
        return speech("moment.today", time=time)
    if moment.date() == today + timedelta(days=1):
        return speech("moment.tomorrow", time=time)
    weekday = speech(f"weekday.{moment.weekday()}")
    return speech("moment.date", month=moment.month, day=moment.day, weekday=weekday, time=time)


def start_notice(speech: Speech, around: Surroundings, page: Start, now: datetime) -> Notice:
    ready = readiness(around)
    if page.card_left and ready is Readiness.READY:
        return Notice(speech("start.card_left.title"), speech("start.card_left.hint"))
    title = speech(f"start.{ready.value}.title")
    if ready is Readiness.NO_LINE:
        return Notice(title, f"{speech('start.no_line.hint')} {phone_words(speech, around)}".rstrip())
    if ready is not Readiness.CLOSED:
        return Notice(title, speech(f"start.{ready.value}.hint"))
    opens = around.hall.next_change if around.hall else None
    if opens is None:
        return Notice(title, speech("start.closed.opens_unknown"))
    return Notice(title, speech("start.closed.opens", moment=moment_words(speech, opens, now)))


def hall_state(speech: Speech, around: Surroundings) -> str:
    """How the hall is now: true, or not known."""
    if not around.line or not around.queues:
        return speech("hall.unknown")
    waiting = sum(queue.waiting for queue in around.queues)
    if around.windows_open is None:
        return speech("hall.windows_unknown", waiting=waiting)
    return speech("hall.state", waiting=waiting, windows=around.windows_open)


def queue_tile(speech: Speech, around: Surroundings, queue: QueueState) -> QueueTile:
    name = speech.text(queue.name)
    if not queue.open or not around.gives(queue.queue):
        why = speech("choose.no_numbers" if queue.open else "choose.closed")
        return QueueTile(queue.queue, name, why, "", open=False)
    if not around.line:
        return QueueTile(queue.queue, name, speech("waiting.unknown"), speech("wait.unknown"), open=True)
    waiting = speech("choose.waiting", waiting=queue.waiting) if queue.waiting else speech("choose.nobody")
    wait = waiting_time(speech, queue.estimate)
    return QueueTile(queue.queue, name, waiting, wait, open=True)


def sheet_of_tiles(speech: Speech, around: Surroundings, page: ChooseQueue) -> tuple[QueueTile, ...]:
    first = min(page.sheet, around.last_sheet) * TILES_A_SHEET
    return tuple(queue_tile(speech, around, queue) for queue in around.queues[first : first + TILES_A_SHEET])


def queue_name(speech: Speech, around: Surroundings, queue: str) -> str:
    state = around.queue(queue)
    return speech.text(state.name) if state else queue


@dataclass(frozen=True, slots=True)
class ConfirmWords:
    person: str
    service: str
    waiting: str
    wait: str
    note: str


def confirm_words(speech: Speech, session: Session, page: Confirm) -> ConfirmWords:
    around = session.around
    queue = around.queue(page.queue)
    name = masked(session.person.name) if session.person and session.person.name else ""
    return ConfirmWords(
        person=speech("confirm.person", name=name) if name else speech("confirm.nameless"),
        service=queue_name(speech, around, page.queue),
        waiting=_waiting_before(speech, around, queue),
        wait=waiting_time(speech, queue.estimate if queue and around.line else None),
        note=_confirm_note(speech, around),
    )


def _waiting_before(speech: Speech, around: Surroundings, queue: QueueState | None) -> str:
    if queue is None or not around.line:
        return speech("waiting.unknown")
    return speech("confirm.waiting", waiting=queue.waiting) if queue.waiting else speech("confirm.nobody")


def _confirm_note(speech: Speech, around: Surroundings) -> str:
    if not around.line:
        return speech("confirm.offline")
    return speech("confirm.no_printer") if printer_fails(around) else ""


def what_now(speech: Speech, page: Done | Printing) -> str:
    """Where to go: to the window if it is known already, else to the screens."""
    window = page.ticket.window
    return speech("done.window", window=window) if window else speech("done.now")


def ahead_words(speech: Speech, page: Done | Printing) -> str:
    if not_told_yet(page.ticket):
        return speech("done.offline")
    ahead = page.ticket.ahead
    return speech("done.ahead", ahead=ahead) if ahead else speech("done.nobody")


def printer_fails(around: Surroundings) -> bool:
    """Whether it is known that the printer cannot print; ``unknown`` is not known."""
    return around.printer.status not in ("ok", "low", "unknown")


def paper_words(speech: Speech, around: Surroundings, page: Done) -> str:
    """What became of the paper. That staff know of it is said only where they can."""
    if page.printed is Printed.YES:
        return speech("done.take")
    if page.printed is Printed.UNKNOWN:
        return speech("done.maybe_paper", number=page.ticket.number)
    key = f"done.no_paper.{page.printer}"
    words = speech(key if speech.knows(key) else "done.no_paper.other", number=page.ticket.number)
    return words + speech("done.staff_told") if around.line else words


def ticket_code(speech: Speech, session: Session, ticket: Ticket) -> str:
    """What a QR code on the screen says instead of paper: the ticket's page, or the ticket itself as text."""
    if ticket.url:
        return ticket.url
    service = queue_name(speech, session.around, ticket.queue)
    return f"{ticket.number} {service}\n{ticket.issued_at:%Y-%m-%d %H:%M} {hall_name(speech, session)}"


def problem_notice(speech: Speech, page: Problem) -> tuple[Notice, str]:
    """What happened, what it means, and (the second value) what to do now."""
    if page.code.startswith("card."):
        return Notice(speech("problem.card.title"), speech.text(page.text or {"zh": ""})), ""
    title = _first_known(speech, f"problem.{page.code}.title", "problem.title")
    own_body = f"problem.{page.code}.body"
    body = speech(own_body) if speech.knows(own_body) else speech.text(page.text or {"zh": ""})
    return Notice(title, body), _first_known(speech, f"problem.{page.code}.now", "problem.now")


def out_notice(speech: Speech, around: Surroundings, page: OutOfService) -> Notice:
    parts = [("id_reader", around.reader), ("printer", around.printer)]
    lacking = [speech(f"part.{name}") for name, health in parts if health.detail == NOT_CONFIGURED]
    if page.reason is OutReason.READER and around.reader.detail == NOT_CONFIGURED:
        return Notice(speech("out.title"), speech("out.lacking", parts=speech("part.and").join(lacking)))
    return Notice(speech("out.title"), speech(f"out.{page.reason.value}"))


def phone_words(speech: Speech, around: Surroundings) -> str:
    """Whom to ask when the terminal can do nothing; nothing where the hall gave no number."""
    phone = around.hall.phone if around.hall else None
    return speech("out.phone", phone=phone) if phone else ""


def help_words(speech: Speech, page: Page) -> str:
    match page:
        case ChooseQueue():
            key = "choose"
        case Confirm():
            key = "confirm"
        case Sending():
            key = "sending"
        case Printing() | Done():
            key = "done"
        case Problem():
            key = "problem"
        case OutOfService():
            key = "out"
        case _:
            key = "start"
    return speech(f"help.{key}")


def whole_seconds(left_s: float | None) -> int:
    """Never 0 while there is time left."""
    return ceil(left_s or 0)


def hall_name(speech: Speech, session: Session) -> str:
    hall = session.around.hall
    return speech.text(hall.name) if hall else ""


def _first_known(speech: Speech, *keys: str) -> str:
    return speech(next(key for key in keys if speech.knows(key)))
