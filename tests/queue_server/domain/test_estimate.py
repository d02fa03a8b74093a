"""What people are told of their wait."""

from dataclasses import replace
from datetime import timedelta

import pytest

from queue_server.domain import commands
from queue_server.domain.estimate import Estimate, Estimator, Standing
from queue_server.domain.hall import ORDINARY, Item


def told(story, queue, ahead):
    """The wait of an ordinary person who comes now, with so many of the queue before them."""
    standing = Standing(queue, ahead, story.state.crowd(queue).people, ORDINARY, story.now.timestamp())
    return Estimator(story.state, story.now).wait(standing)


def test_nobody_knows_the_wait_while_no_window_is_open(story):
    assert told(story, "household", 0) is None


def test_nobody_knows_the_wait_when_only_other_queues_are_served(story):
    story.open("2")
    assert told(story, "household", 0) is None


def test_an_idle_window_means_no_wait(story):
    story.open()
    assert told(story, "household", 0) == Estimate(0, 0)


def test_each_person_ahead_takes_a_typical_time(story):
    for _ in range(4):
        story.issue()
    story.open()
    assert told(story, "household", 4).p50_s == 4 * 600


def test_a_second_window_halves_the_wait(story):
    for _ in range(2):
        story.issue("tax")
    story.open("1")
    alone = told(story, "tax", 2)
    story.open("2", "1002")
    assert told(story, "tax", 2).p50_s == alone.p50_s / 2


def test_a_newcomer_to_an_empty_queue_waits_for_the_others_at_the_same_windows(story):
    for _ in range(2):
        story.issue("tax")
    story.open("1")
    assert told(story, "household", 0).p50_s == 2 * 300


def test_a_paused_window_does_not_count(story):
    story.issue()
    story.open()
    story.accepted(commands.PauseWindow("1"))
    assert told(story, "household", 1) is None


@pytest.mark.parametrize("ahead", [1, 5, 30])
def test_nine_in_ten_wait_longer_than_half_do_but_not_twice_as_long(story, ahead):
    for _ in range(ahead):
        story.issue()
    story.open()
    estimate = told(story, "household", ahead)
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
    estimate = told(story, "household", 9)
    assert estimate.p50_s == pytest.approx(10 * 120, rel=0.7)
    assert estimate.p50_s < 9 * 600 / 2


def test_the_first_calls_of_a_new_hall_change_little(make_story):
    story = make_story()
    busy_day(story, every_minutes=2, people=2)
    assert told(story, "household", 1).p50_s > 300


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


def test_the_wait_follows_what_the_services_taught(make_story):
    """The hall file says ten minutes; the services took one, each after a long silence, so that no pace was learned."""
    story = make_story()
    story.open("1")
    for _ in range(40):
        story.issue("household", item="move-in")
        story.call("1")
        story.accepted(commands.StartService("1"))
        story.later(minutes=1).accepted(commands.Finish("1"))
        story.later(minutes=10)
    assert story.state.paces["household"].gaps == 0
    for _ in range(5):
        story.issue("household", item="move-in")
    assert told(story, "household", 5).p50_s < 5 * 200


def test_whoever_waits_for_a_longer_item_makes_a_longer_line(make_story):
    """The items of one queue take ten minutes and twenty."""
    story = make_story()
    hall = story.state.hall
    items = {**hall.items, "adoption": Item("adoption", "household", {"zh": "收养登记"}, 20)}
    story.state = story.state._replace(hall=replace(hall, items=items))
    story.open("1")
    for _ in range(3):
        story.issue(item="move-in")
    short = told(story, "household", 3)
    for _ in range(3):
        story.issue(item="adoption")
    assert (short.p50_s, told(story, "household", 6).p50_s) == (3 * 600, 3 * 600 + 3 * 1200)


def with_policy(booking, policy):
    hall = booking.state.hall
    booking.state = booking.state._replace(hall=replace(hall, rules=replace(hall.rules, next=policy)))
    booking.open("1")
    for _ in range(4):
        booking.issue("household")
    return booking


def test_appointments_before_the_own_turn_make_the_wait_longer(make_booking):
    booking = with_policy(make_booking(), "appointments_first")
    before = told(booking, "household", 4)
    quarter = booking.now + timedelta(minutes=15)
    booking.accepted(commands.BookAppointment("C1", "move-in", quarter, "p1"))
    one = told(booking, "household", 4)
    booking.accepted(commands.BookAppointment("C2", "move-in", quarter, "p2"))
    assert before.p50_s < one.p50_s < told(booking, "household", 4).p50_s


def test_appointments_after_the_own_turn_change_nothing(make_booking):
    booking = with_policy(make_booking(), "appointments_first")
    before = told(booking, "household", 4)
    booking.accepted(commands.BookAppointment("C1", "move-in", booking.now + timedelta(hours=2), "p1"))
    assert told(booking, "household", 4) == before


def test_whoever_outranks_an_appointment_does_not_wait_for_it(make_booking):
    """Somebody who came before the booked time, where the first who came is the first served."""
    booking = with_policy(make_booking(), "first_come")
    before = told(booking, "household", 4)
    booking.accepted(commands.BookAppointment("C1", "move-in", booking.now + timedelta(minutes=15), "p1"))
    assert told(booking, "household", 4) == before


def test_a_ticket_carries_the_wait_that_was_foretold(make_story):
    story = make_story()
    assert story.issue().id
    assert story.happened[-1].expected_s is None  # no window is open
    story.open("1")
    story.issue()
    issued = story.happened[-1]
    assert (issued.expected_s, issued.expected_p90_s) == (600, told(story, "household", 1).p90_s)


def test_a_call_that_was_taken_back_teaches_no_pace(make_story):
    story = make_story()
    busy_day(story, every_minutes=4, people=5)
    story.issue()
    before = story.state.paces["household"]
    story.later(seconds=20).call("1")
    assert story.state.paces["household"] != before
    story.accepted(commands.Undo("1"))
    assert story.state.paces["household"] == before
