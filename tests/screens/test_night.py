"""A panel that lasts: dark at night, and nothing that stands on the same pixels for years."""

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

import pytest

from screens.night import AWAKE_AFTER_CALL, REACH, dark_at, shift_at
from screens.rules import Hours

NIGHT = (Hours(time(20), time(7)),)
MIDNIGHT = datetime(2026, 11, 23, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(("clock", "dark"), [(19, False), (20, True), (3, True), (7, False)])
def test_a_screen_is_dark_in_the_hours_of_its_settings(clock: int, *, dark: bool) -> None:
    assert dark_at(NIGHT, MIDNIGHT.replace(hour=clock), None) is dark


def test_without_such_hours_it_never_is() -> None:
    assert not dark_at((), MIDNIGHT, None)


def test_a_call_in_the_dark_hours_is_seen_and_the_screen_goes_dark_again_after_it() -> None:
    called = MIDNIGHT - MINUTE
    assert not dark_at(NIGHT, MIDNIGHT, called)
    assert dark_at(NIGHT, called + AWAKE_AFTER_CALL, called)


def test_a_call_is_seen_by_a_screen_whose_clock_is_a_little_behind() -> None:
    assert not dark_at(NIGHT, MIDNIGHT, MIDNIGHT + timedelta(seconds=3))


def test_the_screen_moves_by_no_more_than_a_pixel_a_minute_in_each_direction() -> None:
    shifts = [shift_at(MIDNIGHT + place * MINUTE) for place in range(1000)]
    for before, after in pairwise(shifts):
        assert abs(before[0] - after[0]) == 1
        assert abs(before[1] - after[1]) == 1


def test_it_reaches_both_ends_and_stands_still_within_a_minute() -> None:
    shifts = {shift_at(MIDNIGHT + place * MINUTE) for place in range(1000)}
    for axis in (0, 1):
        assert (min(shift[axis] for shift in shifts), max(shift[axis] for shift in shifts)) == (
            -REACH[axis],
            REACH[axis],
        )
    assert shift_at(MIDNIGHT) == shift_at(MIDNIGHT + timedelta(seconds=59))


def test_it_is_in_one_place_for_no_more_than_a_fortieth_of_the_day() -> None:
    day = 24 * 60
    stood = Counter(shift_at(MIDNIGHT + place * MINUTE) for place in range(day))
    assert max(stood.values()) <= day / 40
