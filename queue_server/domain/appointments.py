"""Times that people book in advance, and the slots that a day offers for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from queue_server.domain.hall import Bookable, Hall


class AppointmentState(StrEnum):
    BOOKED = "booked"
    CHECKED_IN = "checked_in"
    CANCELLED = "cancelled"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Appointment:
    """One booked time, in UTC. ``person`` is a keyed hash; ``ticket`` is what the check-in brought.

    ``queue`` and ``end`` are as they were when it was booked or moved, whatever the hall file says today.
    """

    code: str
    item: str
    queue: str
    start: datetime
    end: datetime
    person: str
    state: AppointmentState = AppointmentState.BOOKED
    ticket: str | None = None

    @property
    def is_booked(self) -> bool:
        """Whether it is still to come: only then it can be moved, cancelled or checked in."""
        return self.state is AppointmentState.BOOKED

    @property
    def holds_a_place(self) -> bool:
        """Whether nobody else can have its place: whoever came early keeps it."""
        return self.state in (AppointmentState.BOOKED, AppointmentState.CHECKED_IN)


class Slot(NamedTuple):
    """A time that can be booked, in UTC: the hall's own clock has some times twice."""

    start: datetime
    end: datetime


class CheckInWindow(NamedTuple):
    """From when until when an appointment can be checked in, both included, in UTC."""

    opens: datetime
    closes: datetime

    def includes(self, moment: datetime) -> bool:
        return self.opens <= moment <= self.closes


def slots(hall: Hall, bookable: Bookable, day: date) -> Iterator[Slot]:
    """The slots of one day, in order: each lies wholly inside one span of opening hours.

    Steps are of real time, so a day on which clocks change has no slot twice and none that does not exist.
    """
    length = timedelta(minutes=bookable.every_minutes)
    for opens, closes in hall.openings(day):
        start, end = opens.astimezone(UTC), closes.astimezone(UTC)
        while start + length <= end:
            yield Slot(start, start + length)
            start += length


def booking_ends(hall: Hall, now: datetime) -> datetime:
    """The midnight after the last day that can be booked."""
    day_after = hall.day(now) + timedelta(days=hall.rules.book_ahead_days + 1)
    return datetime.combine(day_after, time(), tzinfo=hall.timezone).astimezone(UTC)


def check_in_window(hall: Hall, appointment: Appointment) -> CheckInWindow:
    """The hall's rule for this appointment."""
    rule, start = hall.rules.check_in, appointment.start
    return CheckInWindow(start - timedelta(minutes=rule.early_minutes), start + timedelta(minutes=rule.late_minutes))
