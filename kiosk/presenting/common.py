"""What many pages say alike: names, numbers, times, waits; and the shapes in which a page is told to its view."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil

from kiosk.flow.inputs import Input
from kiosk.flow.session import Person, Session, Surroundings
from kiosk.flow.shades import Paper
from kiosk.words import Speech
from queue_server.contract.commands import IdType
from queue_server.contract.views import Estimate
from queue_server.contract.waiting import minutes_range

SHOWN_OF_A_NUMBER = 4


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing said in two sizes: ``title`` is what matters, ``body`` what it means and what to do."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A tile. ``lines`` say more of it; one that is not ``usable`` says why there.

    ``icon`` names a drawing (:mod:`kiosk.views.icons`); ``name`` is how a test finds it.
    """

    name: str
    given: Input
    title: str
    lines: tuple[str, ...] = ()
    icon: str = ""
    usable: bool = True


@dataclass(frozen=True, slots=True)
class Action:
    """A button. One of a page is ``primary``: what most people want to do there."""

    name: str
    given: Input
    words: str
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Menu:
    """A question with tiles to choose from, in sheets. ``none`` is said where there is nothing to choose.

    ``together``: all of them are on one sheet, whatever else holds.
    """

    name: str
    title: str
    hint: str
    choices: tuple[Choice, ...]
    none: str = ""
    sheet: int = 0
    actions: tuple[Action, ...] = ()
    together: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """One thing and what can be done with it. ``subject`` is the largest, or ``number`` where the thing is a number.

    ``attention`` is said with a mark, apart from the rest. ``sheet`` is which of its many lines are read.
    """

    name: str
    title: str
    subject: str
    lines: tuple[str, ...] = ()
    attention: str = ""
    number: str = ""
    actions: tuple[Action, ...] = ()
    sheet: int = 0


def masked(name: str) -> str:
    """张* for 张三, 张** for 张小三: the first character, and a star for each that follows, three at most.

    The family name may be two characters long; then the second is hidden too.
    """
    return name[:1] + "*" * min(len(name) - 1, 3)


def masked_number(number: str) -> str:
    """The last four characters: enough to know one's own, not enough to use it."""
    return "****" + number[-SHOWN_OF_A_NUMBER:]


def masked_phone(phone: str) -> str:
    """``138****8000``."""
    return phone[:3] + "*" * (len(phone) - 7) + phone[-4:]


def person_words(speech: Speech, person: Person | None) -> str:
    """Whom a page is about; nothing where nobody said."""
    if person is None:
        return ""
    if person.name:
        return masked(person.name)
    key = "person.organisation" if person.id_type is IdType.ORGANISATION else "person.number"
    return speech(key, number=masked_number(person.id_number))


def waiting_time(speech: Speech, estimate: Estimate | None, words: str = "wait") -> str:
    """A range, never one figure. ``words`` is ``wait`` on screens and ``paper`` on paper."""
    if estimate is None:
        return speech(f"{words}.unknown")
    low, high = minutes_range(estimate)
    return speech(f"{words}.range", low=low, high=high) if low else speech(f"{words}.within", high=high)


def day_words(speech: Speech, day: date, today: date) -> str:
    """A day as one says it."""
    if day == today:
        return speech("day.today")
    if day == today + timedelta(days=1):
        return speech("day.tomorrow")
    return speech("day.date", month=day.month, day=day.day, weekday=speech(f"weekday.{day.weekday()}"))


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


def opens_words(speech: Speech, around: Surroundings, now: datetime) -> str:
    """When the closed counters open again."""
    opens = around.hall.next_change if around.hall else None
    if opens is None:
        return speech("start.closed.opens_unknown")
    return speech("start.closed.opens", moment=moment_words(speech, opens, now))


def phone_words(speech: Speech, around: Surroundings) -> str:
    """Whom to ask when the terminal can do nothing; nothing where the hall gave no number."""
    phone = around.hall.phone if around.hall else None
    return speech("out.phone", phone=phone) if phone else ""


def queue_name(speech: Speech, around: Surroundings, queue: str) -> str:
    state = around.queue(queue)
    return speech.text(state.name) if state else queue


def item_name(speech: Speech, around: Surroundings, code: str | None) -> str:
    item = around.item(code)
    return speech.text(item.name) if item else code or ""


def service_name(speech: Speech, around: Surroundings, queue: str, item: str | None) -> str:
    """The item where one was chosen, else the queue."""
    return item_name(speech, around, item) if item else queue_name(speech, around, queue)


def printer_fails(around: Surroundings) -> bool:
    """Whether it is known that the printer cannot print; ``unknown`` is not known."""
    return around.printer.status not in ("ok", "low", "unknown")


def paper_said(speech: Speech, paper: Paper | None) -> str:
    """What became of a sheet on the side."""
    return speech(f"sheet.{paper.value}") if paper else ""


def whole_seconds(left_s: float | None) -> int:
    """Never 0 while there is time left."""
    return ceil(left_s or 0)


def hall_name(speech: Speech, session: Session) -> str:
    hall = session.around.hall
    return speech.text(hall.name) if hall else ""
