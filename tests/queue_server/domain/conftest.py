"""A hall where appointments can be made."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest

from queue_server.domain import commands
from queue_server.domain.appointments import Appointment
from queue_server.domain.diary import free_places, slots_to_book
from queue_server.domain.hall import Bookable, Hall, Item
from tests.queue_server.conftest import SHANGHAI, Story, make_hall


def bookable(hall: Hall, shared_capacity: int | None = None) -> Hall:
    """The hall with two items of one queue that can be booked; "declare" still cannot."""
    items = {
        **hall.items,
        "move-in": replace(hall.items["move-in"], bookable=Bookable(15, 2)),
        "birth": Item("birth", "household", {"zh": "新生儿入户"}, 10, Bookable(30, 2)),
    }
    queues = {**hall.queues, "household": replace(hall.queues["household"], shared_capacity=shared_capacity)}
    return replace(hall, items=items, queues=queues)


class Booking(Story):
    """Friday, nine o'clock; people make appointments."""

    def at(self, text: str, day: str = "2026-11-20") -> datetime:
        return datetime.fromisoformat(f"{day}T{text}").replace(tzinfo=SHANGHAI)

    def book(self, code: str, start: datetime, person: str = "p", item: str = "move-in") -> Appointment:
        self.accepted(commands.BookAppointment(code, item, start, person))
        return self.state.diary.appointments[code]

    def free(self, start: datetime, item: str = "move-in") -> int:
        return free_places(self.state.hall, self.state.diary, self.state.hall.items[item], start)

    def offered(self, day: date, item: str = "move-in") -> list[str]:
        hall = self.state.hall
        return [f"{hall.local(slot.start):%H:%M}" for slot in slots_to_book(hall, hall.items[item], day, self.now)]


@pytest.fixture
def booking(hall: Hall) -> Booking:
    return Booking(bookable(hall))


@pytest.fixture
def shared_booking(hall: Hall) -> Booking:
    """The items of a queue have room for three people at a time between them."""
    return Booking(bookable(hall, shared_capacity=3))


@pytest.fixture(scope="session")
def make_booking() -> Callable[[], Booking]:
    """Around the clock, with the same shared capacity."""
    return lambda: Booking(replace(bookable(make_hall(), shared_capacity=3), hours=None))
