"""What is said of a page. Pure: from the session to names of clips."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import get_args

from hardware.sound.errors import UnreadableError
from hardware.sound.reading import PAUSE, Language, read_number, read_window
from kiosk.flow.offline import not_told_yet
from kiosk.flow.pages import (
    ChooseQueue,
    Confirm,
    Done,
    Expected,
    Maintenance,
    OutOfService,
    Printing,
    Problem,
    Sending,
    StaffPin,
    Start,
    Welcome,
)
from kiosk.flow.session import Readiness, Session, readiness
from kiosk.flow.times import warning_left_s
from queue_server.contract.commands import Printed
from queue_server.contract.views import Ticket

MOST_COUNTED = 99
"""Beyond that the exact number helps nobody, and there are no clips for it."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One thing to say: names of clips and pauses, in this language."""

    language: Language
    clips: tuple[str, ...]


def spoken(session: Session) -> Spoken | None:
    """What to say now; None where nothing is said: unasked, to the staff, or in a language without clips.

    What a person holds already is private: it is said only into headphones.
    """
    language = next((each for each in get_args(Language) if each == session.language), None)
    if language is None or not (session.guided or session.around.headphones):
        return None
    warned = warning_left_s(session.page, session.left_s) is not None
    clips = ("warning",) if warned else tuple(_clips(session, language))
    return Spoken(language, clips) if clips else None


def _clips(session: Session, language: Language) -> Iterable[str]:
    match session.page:
        case Start(card_left):
            return _start(session, card_left=card_left)
        case Confirm(queue):
            return ("confirm", PAUSE, *_ahead(_waiting(session, queue), language))
        case Printing(ticket=ticket):
            return _number(ticket, language)
        case Done() as page:
            return _done(page, language)
        case Problem() as page:
            return _problem(session, page, language)
        case page:
            return _ALWAYS_THE_SAME.get(type(page), ("look",))


_ALWAYS_THE_SAME: Mapping[type, tuple[str, ...]] = {
    ChooseQueue: ("choose",),
    Expected: ("expected",),
    Welcome: ("welcome",),
    Sending: ("sending",),
    OutOfService: ("out",),
    StaffPin: (),
    Maintenance: (),
}


def _waiting(session: Session, queue: str) -> int | None:
    state = session.around.queue(queue)
    return state.waiting if state and session.around.line else None


def _start(session: Session, *, card_left: bool) -> Iterable[str]:
    match readiness(session.around):
        case Readiness.READY:
            return ("start-card-left",) if card_left else ("start",)
        case Readiness.CLOSED:
            return ("start-closed",)
        case Readiness.NO_LINE:
            return ("start-no-line",)
        case _:
            return ("look",)


def _ahead(waiting: int | None, language: Language) -> tuple[str, ...]:
    if waiting is None:
        return ("ahead-unknown",)
    if waiting > MOST_COUNTED:
        return ("ahead-many",)
    return ("ahead", *read_window(str(waiting), language, yao=False))


def _number(ticket: Ticket, language: Language) -> tuple[str, ...]:
    return ("number", *_read(ticket.number, language))


def _done(page: Done, language: Language) -> tuple[str, ...]:
    paper = "take-paper" if page.printed is Printed.YES else "no-paper"
    return (*_number(page.ticket, language), PAUSE, paper, PAUSE, *_what_now(page.ticket, language))


def _what_now(ticket: Ticket, language: Language) -> tuple[str, ...]:
    if ticket.window:
        return ("window", *_read(ticket.window, language))
    ahead = _ahead(None if not_told_yet(ticket) else ticket.ahead, language)
    return (*ahead, PAUSE, "wait")


def _problem(session: Session, page: Problem, language: Language) -> tuple[str, ...]:
    if page.number is None:
        return ("problem",)
    said = ("number", *_read(page.number, language)) if session.around.headphones else ("on-screen",)
    return ("has-number", PAUSE, *said)


def _read(text: str, language: Language) -> tuple[str, ...]:
    """Half a number would be another one: what cannot be read aloud is left to the screen."""
    try:
        return read_number(text, language, yao=False)
    except UnreadableError:
        return ("on-screen",)
