"""The appointments that a hall knows of: those to come, and what became of today's."""

from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from queue_server.domain.appointments import Appointment, Slot, slots
from queue_server.domain.hall import Hall, Item
from queue_server.domain.table import Table


class Expected(NamedTuple):
    """Somebody who is to come: ``start`` in seconds of the epoch."""

    start: float
    code: str


@dataclass(frozen=True, slots=True)
class Diary:
    """Appointments by code; ``codes_of`` finds a person's, ``codes_at`` those that hold a place at one time.

    ``expected`` is who is still to come to each queue, the first first: a look at the heads tells whether somebody
    stayed away.
    """

    appointments: Table[Appointment] = field(default_factory=Table)
    codes_of: Table[tuple[str, ...]] = field(default_factory=Table)
    codes_at: Table[tuple[str, ...]] = field(default_factory=Table)
    expected: Mapping[str, tuple[Expected, ...]] = field(default_factory=dict)

    def find(self, code: str) -> Appointment | None:
        return self.appointments.get(code)

    def of(self, person: str) -> list[Appointment]:
        """A person's appointments by their time, whatever became of them."""
        codes = self.codes_of.get(person) or ()
        return sorted((self.appointments[code] for code in codes), key=lambda each: (each.start, each.code))

    def booked_by(self, person: str) -> list[Appointment]:
        """A person's appointments that are still to come, by their time."""
        return [appointment for appointment in self.of(person) if appointment.is_booked]

    def at(self, start: datetime) -> Iterator[Appointment]:
        """The appointments that hold a place at a time."""
        return (self.appointments[code] for code in self.codes_at.get(_time_key(start)) or ())

    def stayed_away(self, until: datetime) -> tuple[str, ...]:
        """The codes of those who were to come before ``until`` and did not, the first first."""
        moment = until.timestamp()
        away = [
            each
            for expected in self.expected.values()
            if expected[0].start < moment
            for each in expected[: bisect_left(expected, moment, key=lambda each: each.start)]
        ]
        return tuple(each.code for each in sorted(away))

    def with_appointment(self, appointment: Appointment) -> "Diary":
        """This diary with an appointment as it is now."""
        before = self.appointments.get(appointment.code)
        rest = self._released(before) if before else self
        of_person = self.codes_of if before else _added(self.codes_of, appointment.person, appointment.code)
        codes_at, expected = rest.codes_at, rest.expected
        if appointment.holds_a_place:
            codes_at = _added(codes_at, _time_key(appointment.start), appointment.code)
        if appointment.is_booked:
            in_order = list(expected.get(appointment.queue, ()))
            insort(in_order, _expected(appointment))
            expected = {**expected, appointment.queue: tuple(in_order)}
        return Diary(self.appointments.with_value(appointment.code, appointment), of_person, codes_at, expected)

    def from_day(self, hall: Hall, day: date) -> "Diary":
        """This diary when ``day`` begins: what is done with and was for a day before is forgotten."""
        diary = self
        for appointment in self.appointments.values():
            if not appointment.is_booked and hall.day(appointment.start) < day:
                diary = diary._without(appointment)
        return diary

    def _without(self, appointment: Appointment) -> "Diary":
        return replace(
            self._released(appointment),
            appointments=self.appointments.without(appointment.code),
            codes_of=_removed(self.codes_of, appointment.person, appointment.code),
        )

    def _released(self, appointment: Appointment) -> "Diary":
        """This diary with the appointment's place free and nobody expected for it."""
        expected = self.expected
        if appointment.is_booked:
            of_queue = expected[appointment.queue]
            place = bisect_left(of_queue, _expected(appointment))
            expected = {**expected, appointment.queue: (*of_queue[:place], *of_queue[place + 1 :])}
            if not expected[appointment.queue]:
                del expected[appointment.queue]
        codes_at = _removed(self.codes_at, _time_key(appointment.start), appointment.code)
        return replace(self, codes_at=codes_at, expected=expected)


def free_places(hall: Hall, diary: Diary, item: Item, start: datetime, besides: str | None = None) -> int:
    """How many more people can come for ``item`` at ``start``; ``besides`` is a code that is about to leave its place.

    An item has its own capacity; a queue with a shared one bounds all its items together.
    """
    if item.bookable is None:
        return 0
    taken = [each for each in diary.at(start) if each.code != besides]
    free = item.bookable.capacity - sum(each.item == item.code for each in taken)
    shared = hall.queues[item.queue].shared_capacity
    if shared is not None:
        free = min(free, shared - sum(each.queue == item.queue for each in taken))
    return max(0, free)


def slots_to_book(hall: Hall, item: Item, day: date, now: datetime) -> Iterator[Slot]:
    """The slots of ``item`` on ``day`` that have not begun and are not too far ahead, in order."""
    today = hall.day(now)
    if item.bookable and today <= day <= today + timedelta(days=hall.rules.book_ahead_days):
        yield from (slot for slot in slots(hall, item.bookable, day) if slot.start > now)


def _expected(appointment: Appointment) -> Expected:
    return Expected(appointment.start.timestamp(), appointment.code)


def _time_key(start: datetime) -> str:
    return f"{start.timestamp():.0f}"


def _added(table: Table[tuple[str, ...]], key: str, code: str) -> Table[tuple[str, ...]]:
    return table.with_value(key, (*(table.get(key) or ()), code))


def _removed(table: Table[tuple[str, ...]], key: str, code: str) -> Table[tuple[str, ...]]:
    left = tuple(other for other in table.get(key) or () if other != code)
    return table.with_value(key, left) if left else table.without(key)
