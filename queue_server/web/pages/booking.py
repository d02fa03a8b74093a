"""What the appointment pages offer and say. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from queue_server.contract.commands import Holder, IdType
from queue_server.contract.id_numbers import is_valid, normalised
from queue_server.contract.views import Slot
from queue_server.domain.appointments import Appointment, AppointmentState, check_in_window
from queue_server.domain.hall import Hall, Item
from queue_server.notices.errors import InvalidPhoneError
from queue_server.notices.phones import Phone
from queue_server.service.views import Views
from queue_server.web.language import Language, in_language
from queue_server.web.words.appointments import APPOINTMENTS
from queue_server.web.words.calendar import day_name

ID_TYPES = ("resident_id", "hk_mo_tw", "foreigner", "organisation")
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class ItemGroup:
    """The bookable items of one queue: code and name."""

    queue: str
    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A day or a time: ``value`` as it stands in a link, ``free`` how many places it has."""

    value: str
    text: str
    free: int


@dataclass(frozen=True, slots=True)
class AppointmentPage:
    """One appointment. ``check_in`` says when to come, nothing once that is no question any more."""

    code: str
    item: str
    when: str
    state: str
    state_text: str
    check_in: str
    ticket: str | None
    can_change: bool


@dataclass(frozen=True, slots=True)
class Entered:
    """What somebody entered: the holder, or the mistakes by field, each the name of a word."""

    holder: Holder | None
    mistakes: Mapping[str, str]


def item_groups(hall: Hall, language: Language) -> tuple[ItemGroup, ...]:
    """Every item that can be booked, by its queue, in the order of the hall file."""
    groups = (
        ItemGroup(in_language(queue.name, language), _bookable_items(hall, queue.id, language))
        for queue in hall.queues.values()
    )
    return tuple(group for group in groups if group.items)


def days(views: Views, item: Item, language: Language) -> tuple[Choice, ...]:
    """The days on which somebody could come, also those that are full."""
    today = views.state.hall.day(views.now)
    ahead = (today + timedelta(days=day) for day in range(views.state.hall.rules.book_ahead_days + 1))
    slots = ((day, views.slots(item.code, day)) for day in ahead)
    return tuple(
        Choice(day.isoformat(), day_name(day, language), sum(slot.free for slot in of_day))
        for day, of_day in slots
        if of_day
    )


def times(views: Views, item: Item, day: date) -> tuple[Choice, ...]:
    """The times of one day, also those that are full."""
    return tuple(
        Choice(slot.start.isoformat(timespec="minutes"), _span(slot), slot.free) for slot in views.slots(item.code, day)
    )


def slot_at(views: Views, item: Item, start: datetime) -> Slot | None:
    """The item's slot that begins at ``start``, if it can still be booked."""
    day = views.state.hall.day(start)
    return next((slot for slot in views.slots(item.code, day) if slot.start == start and slot.free), None)


def when(hall: Hall, start: datetime, end: datetime, language: Language) -> str:
    """``11月20日 周五 09:30–10:30``."""
    local, until = hall.local(start), hall.local(end)
    day = day_name(local.date(), language)
    return APPOINTMENTS[language]["when"].format(day=day, start=f"{local:%H:%M}", end=f"{until:%H:%M}")


def appointment_page(hall: Hall, appointment: Appointment, language: Language) -> AppointmentPage:
    words = APPOINTMENTS[language]
    item = hall.items.get(appointment.item)
    return AppointmentPage(
        code=appointment.code,
        item=in_language(item.name, language) if item else appointment.item,
        when=when(hall, appointment.start, appointment.end, language),
        state=appointment.state.value,
        state_text=words[f"state_{appointment.state.value}"],
        check_in=words["check_in"].format(**check_in_times(hall, appointment)) if appointment.is_booked else "",
        ticket=appointment.ticket if appointment.state is AppointmentState.CHECKED_IN else None,
        can_change=appointment.is_booked,
    )


def check_in_times(hall: Hall, appointment: Appointment) -> dict[str, str]:
    """From when until when somebody checks in, on the hall's clock."""
    window = check_in_window(hall, appointment)
    opens, closes = hall.local(window.opens), hall.local(window.closes)
    return {"from_time": f"{opens:%H:%M}", "until_time": f"{closes:%H:%M}"}


def read_holder(form: Mapping[str, str], language: Language) -> Entered:
    """Who comes, as the booking form says."""
    mistakes: dict[str, str] = {}
    id_type, id_number = form.get("id_type", ""), normalised(form.get("id_number", ""))
    if id_type not in ID_TYPES or not id_number:
        mistakes["id_number"] = "needs_id_number"
    elif not is_valid(id_type, id_number):
        mistakes["id_number"] = "bad_id_number"
    name, phone = form.get("name", ""), form.get("phone", "")
    if len(name) > LONGEST_NAME or not name.isprintable():
        mistakes["name"] = "bad_name"
    if phone and not _is_phone(phone):
        mistakes["phone"] = "bad_phone"
    if mistakes:
        return Entered(None, mistakes)
    holder = Holder(
        id_type=IdType(id_type), id_number=id_number, name=name or None, phone=phone or None, language=language
    )
    return Entered(holder, {})


def read_code(text: str) -> str:
    """A code as people type it: in any case, with blanks and dashes."""
    return "".join(letter for letter in text if letter.isalnum()).upper()


def _bookable_items(hall: Hall, queue: str, language: Language) -> tuple[tuple[str, str], ...]:
    of_queue = (item for item in hall.items.values() if item.queue == queue and item.bookable)
    return tuple((item.code, in_language(item.name, language)) for item in of_queue)


def _span(slot: Slot) -> str:
    return f"{slot.start:%H:%M}–{slot.end:%H:%M}"


def _is_phone(text: str) -> bool:
    try:
        Phone.parse(text)
    except InvalidPhoneError:
        return False
    return True
