"""What is said of each page: every kind of page has its place in :data:`SAID_OF`."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from hardware.sound.errors import UnreadableError
from hardware.sound.reading import PAUSE, Language, read_number, read_window
from kiosk.flow.apply_pages import (
    AnswerChoice,
    AnswerTyped,
    AskConsent,
    ChooseDivision,
    ChooseHandover,
    LookAtPage,
    OfferDraft,
    OnePaper,
    Papers,
    Review,
    Submitted,
    TakePage,
    Taking,
    ToldOnce,
)
from kiosk.flow.case_pages import AtDoor, DoorStage, MyCases, OneCase
from kiosk.flow.collecting import can_collect
from kiosk.flow.filling import Keys
from kiosk.flow.offline import not_told_yet
from kiosk.flow.own_pages import MySpace, OneAnswer
from kiosk.flow.pages import (
    Asking,
    Booked,
    ChooseBookable,
    ChooseComfort,
    ChooseEntry,
    ChoosePriority,
    ChooseQueue,
    ChooseShelf,
    ChooseSlot,
    Closed,
    Confirm,
    ConfirmBooking,
    Done,
    Enquiries,
    Expected,
    FindBy,
    Identify,
    Maintenance,
    MyAppointments,
    MyTickets,
    OneAppointment,
    OneTicket,
    OutOfService,
    Page,
    Printing,
    Problem,
    Rate,
    ReadGuide,
    Said,
    Search,
    Sending,
    StaffPin,
    Start,
    Sure,
    Typing,
    Welcome,
)
from kiosk.flow.session import Readiness, Session, readiness
from kiosk.flow.shades import Paper
from kiosk.flow.typed import is_whole, is_wrong
from queue_server.contract.commands import Printed
from queue_server.contract.views import Ticket

MOST_COUNTED = 99
"""Beyond that the exact number helps nobody, and there are no clips for it."""

Say = Callable[[Session, Any, Language], Iterable[str]]
"""From the session, its page and the language to names of clips."""


def _always(*clips: str) -> Say:
    return lambda _session, _page, _language: clips


def _start(session: Session, page: Start, _language: Language) -> Iterable[str]:
    match readiness(session.around):
        case Readiness.READY:
            return ("start-card-left",) if page.card_left else ("start",)
        case Readiness.CLOSED:
            return ("start-closed",)
        case Readiness.NO_LINE:
            return ("start-no-line",)
        case _:
            return ("start-touch",)


def _typing(session: Session, page: Typing, language: Language) -> Iterable[str]:
    """What to type; and, into headphones, each character as it is typed. A mistake is told to everybody."""
    if is_wrong(page.what, page.text):
        return ("type-wrong",)
    if not page.text or not session.around.headphones:
        return (f"type-{page.what.value}",)
    typed = _read(page.text[-1], language)
    return (*typed, PAUSE, "type-whole") if is_whole(page.what, page.text) else typed


def _search(session: Session, page: Search, language: Language) -> Iterable[str]:
    return _read(page.text[-1], language) if page.text and session.around.headphones else ("search",)


def _staff_pin(_session: Session, page: StaffPin, _language: Language) -> Iterable[str]:
    """Somebody who waits for the staff is told so; nothing is said once they type."""
    return ("staff-come",) if page.confirming and not page.typed else ()


def _confirm(session: Session, page: Confirm, language: Language) -> Iterable[str]:
    state = session.around.queue(page.queue)
    waiting = state.waiting if state and session.around.line else None
    return ("confirm", PAUSE, *_ahead(waiting, language))


def _printing(_session: Session, page: Printing, language: Language) -> Iterable[str]:
    return _number(page.ticket.number, language)


def _done(_session: Session, page: Done, language: Language) -> Iterable[str]:
    paper = "take-paper" if page.printed is Printed.YES else "no-paper"
    return (*_number(page.ticket.number, language), PAUSE, paper, PAUSE, *_what_now(page.ticket, language))


def _what_now(ticket: Ticket, language: Language) -> tuple[str, ...]:
    if ticket.window:
        return ("window", *_read(ticket.window, language))
    ahead = _ahead(None if not_told_yet(ticket) else ticket.ahead, language)
    return (*ahead, PAUSE, "wait")


def _ahead(waiting: int | None, language: Language) -> tuple[str, ...]:
    if waiting is None:
        return ("ahead-unknown",)
    if waiting > MOST_COUNTED:
        return ("ahead-many",)
    return ("ahead", *read_window(str(waiting), language, yao=False))


def _problem(session: Session, page: Problem, language: Language) -> Iterable[str]:
    if page.number is not None:
        said = _number(page.number, language) if session.around.headphones else ("on-screen",)
        return ("has-number", PAUSE, *said)
    kind = page.code.partition(".")[0]
    return (_PROBLEMS.get(kind, "problem"),)


_PROBLEMS: Mapping[str, str] = {
    "card": "problem-card",
    "code": "problem-code",
    "unknown_credential": "problem-code",
    "credentials_away": "problem-code",
    "too_early": "problem-early",
    "too_late": "problem-late",
    "no_answer": "problem-no-answer",
    "unknown_ticket": "problem-nothing",
    "unknown_appointment": "problem-nothing",
    "no_tickets": "problem-nothing",
    "no_appointments": "problem-nothing",
    "nothing_to_rate": "problem-nothing",
    "no_cases": "problem-nothing",
    "nothing_to_collect": "problem-nothing",
    "unknown_case": "problem-nothing",
    "locker_away": "door-failed",
    "locker_faulty": "door-failed",
}
"""By the code, or what stands before its dot. For all others the screen and the people say more."""


def _booked(session: Session, page: Booked, language: Language) -> Iterable[str]:
    code = page.appointment.code
    return ("booked", PAUSE, "booking-code", *_read(code, language)) if session.around.headphones else ("booked",)


def _one_ticket(session: Session, page: OneTicket, language: Language) -> Iterable[str]:
    ticket = page.ticket
    which = (*_number(ticket.number, language), PAUSE) if session.around.headphones else ()
    match ticket.state:
        case "waiting":
            return (*which, "ticket-waiting", PAUSE, *_ahead(ticket.ahead, language))
        case "called":
            return (*which, "ticket-called", PAUSE, *_what_now(ticket, language))
        case _:
            return (*which, "ticket-over")


def _one_case(session: Session, page: OneCase, _language: Language) -> Iterable[str]:
    """How it stands is private; a door that can be opened is told to everybody who stands at it."""
    if can_collect(session, page):
        return ("case-ready",)
    supplement = page.case.state == "supplement" and session.around.headphones
    return ("case-supplement",) if supplement else ("case",)


def _at_door(_session: Session, page: AtDoor, _language: Language) -> Iterable[str]:
    failed = page.stage in (DoorStage.SHUT, DoorStage.AWAY)
    return ("door-failed" if failed else f"door-{page.stage.value}",)


def _answer_typed(_session: Session, page: AnswerTyped, _language: Language) -> Iterable[str]:
    """What is typed here is never said: an answer is private, and long."""
    return ("apply-pinyin" if page.keys is Keys.PINYIN else "apply-type",)


def _take_page(_session: Session, page: TakePage, _language: Language) -> Iterable[str]:
    said = {Taking.UNDER_WAY: "apply-taking", Taking.AGAIN: "apply-again", Taking.SHOWN: "apply-look"}
    return (said.get(page.taking, "apply-take"),)


def _review(_session: Session, page: Review, _language: Language) -> Iterable[str]:
    return ("apply-going" if page.going else "apply-missing" if page.refused else "apply-review",)


def _submitted(_session: Session, page: Submitted, _language: Language) -> Iterable[str]:
    """That it came out is said when it did: while it is printed nobody knows."""
    if page.paper is Paper.PRINTING:
        return ("apply-going",)
    return ("apply-done" if page.paper is Paper.YES else "apply-no-paper",)


def _number(number: str, language: Language) -> tuple[str, ...]:
    return ("number", *_read(number, language))


def _read(text: str, language: Language) -> tuple[str, ...]:
    """Half a number would be another one: what cannot be read aloud is left to the screen."""
    try:
        return read_number(text, language, yao=False)
    except UnreadableError:
        return ("on-screen",)


SAID_OF: Mapping[type[Page], Say] = {
    Start: _start,
    OutOfService: _always("out"),
    Closed: _always("closed"),
    ChooseComfort: _always("comfort"),
    Welcome: _always("welcome"),
    Expected: _always("expected"),
    Identify: _always("identify"),
    Typing: _typing,
    StaffPin: _staff_pin,
    Maintenance: _always(),
    ChooseQueue: _always("choose"),
    Confirm: _confirm,
    ChoosePriority: _always("priority"),
    Sending: _always("sending"),
    Printing: _printing,
    Done: _done,
    Asking: _always("asking"),
    Problem: _problem,
    Sure: _always("sure"),
    Said: _always("said"),
    FindBy: _always("find"),
    ChooseShelf: _always("shelves"),
    ChooseEntry: _always("entries"),
    Search: _search,
    ReadGuide: _always("guide"),
    Enquiries: _always("enquiries"),
    ChooseBookable: _always("bookable"),
    ChooseSlot: _always("slots"),
    ConfirmBooking: _always("booking"),
    Booked: _booked,
    MyAppointments: _always("appointments"),
    OneAppointment: _always("appointment"),
    MyTickets: _always("tickets"),
    OneTicket: _one_ticket,
    Rate: _always("rate"),
    MyCases: _always("cases"),
    OneCase: _one_case,
    AtDoor: _at_door,
    MySpace: _always("space"),
    OneAnswer: _always("own-answer"),
    ToldOnce: _always("apply-told"),
    OfferDraft: _always("apply-offer"),
    AskConsent: _always("apply-consent"),
    AnswerChoice: _always("apply-choose"),
    ChooseDivision: _always("apply-address"),
    AnswerTyped: _answer_typed,
    Papers: _always("apply-papers"),
    OnePaper: _always("apply-paper"),
    TakePage: _take_page,
    LookAtPage: _always("apply-look"),
    ChooseHandover: _always("apply-handover"),
    Review: _review,
    Submitted: _submitted,
}
"""Nothing is said to the staff."""
