"""Today beside the same weekday before, and how many are still expected."""

from datetime import date

import pytest

from queue_server.domain import commands
from queue_server.statistics.comparison import (
    arrivals_by_hour,
    compared,
    expected_arrivals,
    same_weekdays_before,
)
from queue_server.statistics.days import DaysFollower

FRIDAY = date(2026, 11, 20)
NEXT = date(2026, 11, 27)


@pytest.fixture
def gathered(recorded):
    """All that was gathered of a story."""

    def gather(story):
        follower = DaysFollower()
        for event in recorded(story):
            follower.take(event)
        follower.days.join(follower.rest().gathered.items())
        return follower.days.gathered

    return gather


@pytest.fixture
def fridays(story):
    """A Friday with two tickets at nine and one at eleven; the next with one at nine and one at ten."""
    story.issue()
    story.issue()
    story.later(hours=2).issue()
    story.later(days=7, hours=-2).issue()
    story.later(hours=1).issue()
    return story


def test_today_is_compared_as_far_as_the_last_full_hour(fridays, gathered):
    comparison = compared(gathered(fridays), NEXT, until_hour=10)
    assert (comparison.other, comparison.now.issued, comparison.then.issued) == (FRIDAY, 1, 2)
    assert comparison.whole.issued == 3


def test_each_hour_stands_beside_the_same_hour(fridays, gathered):
    pairs = compared(gathered(fridays), NEXT, until_hour=24).hours
    counts = {pair.hour: tuple(of.issued if of else None for of in (pair.now, pair.then)) for pair in pairs}
    assert counts == {9: (1, 2), 10: (1, None), 11: (None, 1)}


def test_waiting_of_an_hour_is_that_of_its_tickets(story, gathered):
    story.issue()
    story.open()
    story.later(minutes=30).call()
    story.accepted(commands.Miss("1"))
    story.later(hours=1).issue()
    comparison = compared(gathered(story), FRIDAY, until_hour=10)
    assert comparison.now.waiting.p50 == 1800
    assert comparison.then.waiting.p50 is None


def test_the_same_weekdays_before(story):
    assert same_weekdays_before(NEXT, 2) == [FRIDAY, date(2026, 11, 13)]


def test_only_days_on_which_somebody_came_are_looked_at(fridays, gathered):
    assert arrivals_by_hour(gathered(fridays), [FRIDAY, date(2026, 11, 21)]) == [{9: 2, 11: 1}]


def test_arrivals_are_foretold_as_a_mean_a_range_and_its_past_error():
    """Foretelling 10 from 14 and 12 is 3 off, 14 from 10 and 12 is 3 off, 12 from 10 and 14 is right."""
    (hour,) = expected_arrivals([{9: 10}, {9: 14}, {9: 12}])
    assert (hour.hour, hour.expected, hour.low, hour.high, hour.error) == (9, 12, 10, 14, 2)


def test_of_one_day_no_error_is_known_and_of_none_nothing():
    (hour,) = expected_arrivals([{9: 10}])
    assert (hour.expected, hour.error) == (10, None)
    assert expected_arrivals([]) == ()


def test_an_hour_in_which_nobody_came_on_some_day_counts_as_none():
    nine, ten = expected_arrivals([{9: 10, 10: 4}, {9: 8}])
    assert (nine.low, nine.high) == (8, 10)
    assert (ten.expected, ten.low, ten.high, ten.error) == (2, 0, 4, 4)
