"""An appointment for somebody's own calendar (RFC 5545)."""

import hashlib
from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event

from queue_server.domain.appointments import Appointment
from queue_server.domain.hall import Hall
from queue_server.web.language import Language, in_language
from queue_server.web.pages.booking import appointment_page, check_in_times
from queue_server.web.words.appointments import APPOINTMENTS

MEDIA_TYPE = "text/calendar; charset=utf-8"
REMIND_BEFORE = timedelta(hours=2)


def calendar_file(
    hall: Hall, appointment: Appointment, address: str, *, seq: int, now: datetime, language: Language
) -> bytes:
    """``address`` is the appointment's page, ``seq`` the hall's last event: a later file replaces an earlier one."""
    words = APPOINTMENTS[language]
    page = appointment_page(hall, appointment, language)
    event = Event()
    # Calendars are shared: what names the appointment there is not the code that cancels it.
    event.add("uid", f"{hashlib.sha256(appointment.code.encode()).hexdigest()[:32]}@{hall.id}.onedoor")
    event.add("sequence", seq)
    event.add("dtstamp", now)
    event.add("dtstart", appointment.start)
    event.add("dtend", appointment.end)
    event.add("summary", f"{page.item} · {in_language(hall.name, language)}")
    event.add("location", in_language(hall.name, language))
    event.add("description", words["calendar_text"].format(code=appointment.code, **check_in_times(hall, appointment)))
    event.add("url", address)
    event.add("status", "CONFIRMED" if appointment.holds_a_place else "CANCELLED")
    if appointment.is_booked:
        event.add_component(_reminder(words["reminder"].format(item=page.item)))
    calendar = Calendar()
    calendar.add("prodid", "-//Onedoor//queue server//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _reminder(text: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text)
    alarm.add("trigger", -REMIND_BEFORE)
    return alarm
