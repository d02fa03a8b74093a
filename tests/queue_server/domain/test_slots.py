"""The times of a day that can be booked."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_server.domain import commands
from queue_server.domain.appointments import slots
from queue_server.domain.hall import Bookable
from queue_server.domain.hours import Hours, Span
from queue_server.domain.state import HallState

BERLIN = ZoneInfo("Europe/Berlin")
FRIDAY = date(2026, 11, 20)


def starts(hall, day, rule=Bookable(every_minutes=15, capacity=2)):  # noqa: B008 - a value that never changes
    return [hall.local(slot.start) for slot in slots(hall, rule, day)]


def test_slots_lie_wholly_inside_the_opening_hours(hall):
    begin = [f"{start:%H:%M}" for start in starts(hall, FRIDAY, Bookable(60, 1))]
    assert begin == ["08:30", "09:30", "10:30", "14:00", "15:00", "16:00"]


def test_a_hall_without_hours_has_slots_around_the_clock(always_open):
    begin = starts(always_open, FRIDAY)
    assert (len(begin), f"{begin[0]:%H:%M}", f"{begin[-1]:%H:%M}") == (96, "00:00", "23:45")


def test_closed_days_have_no_slots_and_make_up_days_have_theirs(hall):
    hours = replace(hall.hours, closed=frozenset({FRIDAY}), extra={date(2026, 11, 21): (Span(540, 600),)})
    changed = replace(hall, hours=hours)
    assert starts(changed, FRIDAY) == []
    assert len(starts(changed, date(2026, 11, 21))) == 4


@pytest.mark.parametrize(
    ("day", "begin"),
    [
        (date(2026, 3, 29), ["00:00+0100", "01:00+0100", "03:00+0200", "04:00+0200"]),  # no two o'clock
        (
            date(2026, 10, 25),
            ["00:00+0200", "01:00+0200", "02:00+0200", "02:00+0100", "03:00+0100", "04:00+0100"],
        ),
    ],
)
def test_a_night_of_changing_clocks_has_no_slot_twice_and_none_that_does_not_exist(hall, day, begin):
    berlin = replace(hall, timezone=BERLIN, hours=Hours(weekly={6: (Span(0, 300),)}))
    assert [f"{start:%H:%M%z}" for start in starts(berlin, day, Bookable(60, 1))] == begin


def test_an_hour_that_comes_twice_can_be_booked_twice(booking):
    hours = Hours(weekly={6: (Span(0, 300),)})
    hall = replace(booking.state.hall, timezone=BERLIN, hours=hours)
    booking.state, booking.now = HallState(hall), datetime(2026, 10, 24, 12, tzinfo=UTC)
    for hour in (0, 1):
        booking.book(f"C{hour}", datetime(2026, 10, 25, hour, 30, tzinfo=UTC))
    assert booking.free(datetime(2026, 10, 25, 0, 30, tzinfo=UTC)) == 1


@given(
    day=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    zone=st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns"]),
    minutes=st.integers(1, 120),
)
def test_slots_follow_each_other_and_have_their_full_length_on_any_day(day, zone, minutes, make_story):
    hall = replace(make_story().state.hall, timezone=ZoneInfo(zone))
    found = list(slots(hall, Bookable(minutes, 1), day))
    assert all(slot.end - slot.start == timedelta(minutes=minutes) for slot in found)
    assert all(one.end == other.start for one, other in pairwise(found))
    assert all(hall.day(slot.start) == day for slot in found)


def test_what_has_begun_today_is_not_offered(booking):
    booking.later(minutes=150)  # half past eleven
    assert booking.offered(FRIDAY)[:3] == ["11:45", "14:00", "14:15"]


def test_days_gone_and_days_too_far_ahead_offer_nothing(booking):
    assert booking.offered(date(2026, 11, 19)) == []
    assert booking.offered(date(2026, 12, 18))
    assert booking.offered(date(2026, 12, 21)) == []
    assert booking.offered(date.max) == []


@pytest.mark.parametrize(("item", "code"), [("fly", "unknown_item"), ("declare", "invalid_command")])
def test_only_bookable_items_have_slots(booking, item, code):
    assert booking.refusal(commands.ListSlots(item, FRIDAY)) == code
    assert booking.refusal(commands.BookAppointment("C", item, booking.at("10:00"), "p")) == code
