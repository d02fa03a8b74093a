from collections.abc import Iterator
from datetime import datetime, timedelta

from queue_server.domain.appointments import Appointment
from queue_server.domain.estimate import Estimator, Standing
from queue_server.domain.hall import APPOINTMENT, Hall
from queue_server.domain.line import ahead
from queue_server.domain.state import HallState, Place
from queue_server.notices.rules._wanted import AppointmentWords, RuleBook, Wanted, wait_text
from queue_server.notices.steps import Step

DAY_BEFORE = timedelta(days=1)
HOUR_BEFORE = timedelta(hours=1)

LATE_LOOK_AHEAD = timedelta(hours=1)
"""Whoever comes within the hour may be on the way: later it is no news, earlier it may pass."""

LATE_BY_S = 30 * 60
"""Of a wait that most people would set out later for."""


def of_appointment(
    hall: Hall, appointment: Appointment, step: Step, about: str, at: datetime, book: RuleBook
) -> Iterator[Wanted]:
    """It was booked or moved: that itself, and the reminders of its time which are still to come."""
    words = AppointmentWords(hall, appointment)
    yield words.wanted(step, about, at)
    for reminder, before in ((Step.REMINDER_DAY, DAY_BEFORE), (Step.REMINDER_HOUR, HOUR_BEFORE)):
        due = appointment.start - before
        if due > at and reminder in book.steps:
            # Moved there and back, the time is the same and is told once.
            yield words.wanted(reminder, f"{appointment.start.timestamp():.0f}", at, due)


def running_late(state: HallState, now: datetime, book: RuleBook) -> Iterator[Wanted]:
    """Those who come within the hour and would then wait for long, each once for each booked time."""
    if Step.HALL_LATE not in book.steps:
        return
    estimator = Estimator(state, now)
    first, last = now.timestamp(), (now + LATE_LOOK_AHEAD).timestamp()
    for queue, expected in state.diary.expected.items():
        for each in expected:
            if each.start > last:
                break
            if each.start <= first:
                continue
            before = ahead(state, queue, APPOINTMENT, Place(each.start, state.seq + 1, ""), now)
            wait = estimator.wait(Standing(queue, before, state.crowd(queue).people, APPOINTMENT, each.start))
            still_to_come_s = each.start - first
            if wait is not None and wait.p50_s - still_to_come_s >= LATE_BY_S:
                words = AppointmentWords(state.hall, state.diary.appointments[each.code])
                yield words.wanted(Step.HALL_LATE, f"{each.start:.0f}", now, wait=wait_text(wait))


def shut_out(state: HallState, now: datetime, book: RuleBook) -> Iterator[Wanted]:
    """Those whose booked time lies outside the opening hours: a day was closed after they had booked."""
    if Step.HALL_CLOSED not in book.steps or state.hall.hours is None:
        return
    for expected in state.diary.expected.values():
        for each in expected:
            appointment = state.diary.appointments[each.code]
            if appointment.start > now and not _open_for(state.hall, appointment):
                yield AppointmentWords(state.hall, appointment).wanted(Step.HALL_CLOSED, f"{each.start:.0f}", now)


def _open_for(hall: Hall, appointment: Appointment) -> bool:
    openings = hall.openings(hall.day(appointment.start))
    return any(opens <= appointment.start and appointment.end <= closes for opens, closes in openings)
