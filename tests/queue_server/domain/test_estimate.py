"""What people are told of their wait."""

import pytest

from queue_server.domain import commands
from queue_server.domain.estimate import Estimate, Estimator


def test_nobody_knows_the_wait_while_no_window_is_open(story):
    assert Estimator(story.state).wait("household", 0) is None


def test_nobody_knows_the_wait_when_only_other_queues_are_served(story):
    story.open("2")
    assert Estimator(story.state).wait("household", 0) is None


def test_an_idle_window_means_no_wait(story):
    story.open()
    assert Estimator(story.state).wait("household", 0) == Estimate(0, 0)


def test_each_person_ahead_takes_a_typical_time(story):
    for _ in range(4):
        story.issue()
    story.open()
    assert Estimator(story.state).wait("household", 4).p50_s == 4 * 600


def test_a_second_window_halves_the_wait(story):
    for _ in range(2):
        story.issue("tax")
    story.open("1")
    alone = Estimator(story.state).wait("tax", 2)
    story.open("2", "1002")
    assert Estimator(story.state).wait("tax", 2).p50_s == alone.p50_s / 2


def test_a_newcomer_to_an_empty_queue_waits_for_the_others_at_the_same_windows(story):
    for _ in range(2):
        story.issue("tax")
    story.open("1")
    assert Estimator(story.state).wait("household", 0).p50_s == 2 * 300


def test_a_paused_window_does_not_count(story):
    story.issue()
    story.open()
    story.accepted(commands.PauseWindow("1"))
    assert Estimator(story.state).wait("household", 1) is None


@pytest.mark.parametrize("ahead", [1, 5, 30])
def test_nine_in_ten_wait_longer_than_half_do_but_not_twice_as_long(story, ahead):
    for _ in range(ahead):
        story.issue()
    story.open()
    estimate = Estimator(story.state).wait("household", ahead)
    assert estimate.p50_s < estimate.p90_s <= 2.1 * estimate.p50_s


def busy_day(story, *, every_minutes, people=60):
    """Windows call somebody every so many minutes; there is always somebody to call."""
    for _ in range(people + 1):
        story.issue("household")
    story.open("1")
    for _ in range(people):
        story.later(minutes=every_minutes).call("1")
        story.accepted(commands.Miss("1"))


def test_a_queue_learns_its_own_pace_within_a_day(make_story):
    """The hall file says ten minutes; people are called every two."""
    story = make_story()
    busy_day(story, every_minutes=2)
    for _ in range(9):
        story.issue("household")
    estimate = Estimator(story.state).wait("household", 9)
    assert estimate.p50_s == pytest.approx(10 * 120, rel=0.7)
    assert estimate.p50_s < 9 * 600 / 2


def test_the_first_calls_of_a_new_hall_change_little(make_story):
    story = make_story()
    busy_day(story, every_minutes=2, people=2)
    assert Estimator(story.state).wait("household", 1).p50_s > 300


def test_a_time_without_anybody_to_call_teaches_nothing(make_story):
    story = make_story()
    story.open("1")
    for _ in range(30):
        story.later(minutes=30).issue("household")
        story.call("1")
        story.accepted(commands.Miss("1"))
    assert story.state.paces["household"].gaps == 0


def test_lunch_teaches_nothing(make_story):
    story = make_story()
    busy_day(story, every_minutes=61, people=5)
    assert story.state.paces["household"].gaps == 0


def test_the_pace_follows_the_day(make_story):
    story = make_story()
    busy_day(story, every_minutes=10)
    slow = story.state.paces["household"].mean_s
    busy_day(story, every_minutes=1, people=100)
    assert story.state.paces["household"].mean_s < slow / 4
