"""How it went: the ticket and its paper, what went wrong, what is waited for, and the help to each page."""

from datetime import datetime

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
    ToldOnce,
)
from kiosk.flow.case_pages import AtDoor, MyCases, OneCase
from kiosk.flow.inputs import AgainTouched, BackTouched, HomeTouched, InsteadTouched
from kiosk.flow.offline import not_told_yet
from kiosk.flow.own_pages import MySpace, OneAnswer
from kiosk.flow.pages import (
    Asking,
    Booked,
    ChooseBookable,
    ChooseEntry,
    ChooseQueue,
    ChooseShelf,
    ChooseSlot,
    Confirm,
    ConfirmBooking,
    Done,
    FindBy,
    Identify,
    OutOfService,
    Page,
    Printing,
    Problem,
    ReadGuide,
    Search,
    Sending,
    Start,
    Typing,
    Welcome,
)
from kiosk.flow.session import Session, Surroundings
from kiosk.presenting.common import Action, Notice, hall_name, moment_words, person_words, service_name, whole_seconds
from kiosk.words import Speech
from queue_server.contract.commands import Printed
from queue_server.contract.views import Ticket


def what_now(speech: Speech, page: Done | Printing) -> str:
    """Where to go: to the window if it is known already, else to the screens."""
    window = page.ticket.window
    return speech("done.window", window=window) if window else speech("done.now")


def ahead_words(speech: Speech, page: Done | Printing) -> str:
    if not_told_yet(page.ticket):
        return speech("done.offline")
    ahead = page.ticket.ahead
    return speech("done.ahead", ahead=ahead) if ahead else speech("done.nobody")


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
    service = service_name(speech, session.around, ticket.queue, ticket.item)
    return f"{ticket.number} {service}\n{ticket.issued_at:%Y-%m-%d %H:%M} {hall_name(speech, session)}"


Waiting = Sending | Asking | Welcome
"""Pages that show that the hall was asked something."""


def waited_for(speech: Speech, session: Session, page: Waiting) -> Notice:
    """What is asked, and of what; ``lost`` pages say more."""
    if isinstance(page, Welcome):
        who = person_words(speech, session.person)
        return Notice(speech("welcome.person", name=who) if who else speech("welcome.title"), speech("welcome.body"))
    title = "sending.lost.title" if page.lost else "sending.title" if isinstance(page, Sending) else "asking.title"
    about = service_name(speech, session.around, page.queue, page.wanted.item) if isinstance(page, Sending) else ""
    return Notice(speech(title), about)


def is_lost(page: Waiting) -> bool:
    """Whether the answer takes so long that the page says what we wait for."""
    return not isinstance(page, Welcome) and page.lost


def lost_words(speech: Speech, page: Waiting) -> str:
    return speech("sending.lost.body" if isinstance(page, Sending) else "asking.lost.body") if is_lost(page) else ""


def problem_notice(speech: Speech, page: Problem, now: datetime) -> tuple[Notice, str]:
    """What happened, what it means, and (the second value) what to do now."""
    kind, _, code = page.code.partition(".")
    told = speech.text(page.text or {"zh": ""})
    if code:
        return Notice(speech(f"problem.{kind}.title"), told or speech(f"problem.{page.code}")), ""
    title = _first_known(speech, f"problem.{page.code}.title", "problem.title")
    figures = {name: _figure(speech, value, now) for name, value in page.figures}
    own_body = f"problem.{page.code}.body"
    knows = speech.knows(own_body) and speech.places(own_body) <= figures.keys()
    body = speech(own_body, **figures) if knows else told
    return Notice(title, body), _first_known(speech, f"problem.{page.code}.now", "problem.now")


def problem_actions(speech: Speech, page: Problem, *, filling_in: bool) -> tuple[Action, ...]:
    """What may help first, and always a way on: out, or for who is ``filling_in`` an application back to it."""
    actions = []
    if page.again is not None:
        actions.append(Action("again", AgainTouched(), speech("problem.again"), primary=True))
    if page.instead is not None:
        words = speech(f"problem.instead.{page.instead.goal.value}")
        actions.append(Action("instead", InsteadTouched(), words, primary=not actions))
    if filling_in and not actions:
        return (Action("go-on", BackTouched(), speech("problem.understood"), primary=True),)
    leave = speech("problem.leave" if actions else "problem.understood")
    return (*actions, Action("leave", HomeTouched(), leave, primary=not actions))


def _figure(speech: Speech, value: str, now: datetime) -> str:
    """A moment as one says it; anything else as it is."""
    try:
        return moment_words(speech, datetime.fromisoformat(value), now)
    except ValueError:
        return value


def out_notice(speech: Speech, page: OutOfService) -> Notice:
    return Notice(speech("out.title"), speech(f"out.{page.reason.value}"))


_HELP: tuple[tuple[tuple[type[Page], ...], str], ...] = (
    ((ChooseQueue,), "choose"),
    ((Confirm,), "confirm"),
    ((Sending, Asking), "sending"),
    ((Printing, Done), "done"),
    ((Problem,), "problem"),
    ((OutOfService,), "out"),
    ((Identify,), "identify"),
    ((Typing, Search), "typing"),
    ((FindBy, ChooseShelf, ChooseEntry, ReadGuide), "find"),
    ((ChooseBookable, ChooseSlot, ConfirmBooking, Booked), "book"),
    ((Start,), "start"),
    ((ToldOnce, OfferDraft, AskConsent), "apply"),
    ((AnswerChoice, ChooseDivision, AnswerTyped), "fill"),
    ((Papers, OnePaper, TakePage, LookAtPage), "papers"),
    ((ChooseHandover, Review, Submitted), "review"),
    ((MyCases, OneCase), "cases"),
    ((AtDoor,), "door"),
    ((MySpace, OneAnswer), "space"),
)


def help_words(speech: Speech, page: Page) -> str:
    key = next((key for pages, key in _HELP if isinstance(page, pages)), "other")
    return speech(f"help.{key}")


def warning_notice(speech: Speech, session: Session) -> Notice:
    """Whether somebody is still there, and after the card was taken away, whether they go on."""
    kind = "card_taken" if session.card_taken else "warning"
    return Notice(speech(f"{kind}.title"), speech("warning.left", seconds=whole_seconds(session.left_s)))


def _first_known(speech: Speech, *keys: str) -> str:
    return speech(next(key for key in keys if speech.knows(key)))
