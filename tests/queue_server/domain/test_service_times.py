"""The hall learns how long its services take, by item and hour, from each that ends."""

from datetime import timedelta

import pytest

from queue_server.domain import commands
from queue_server.domain.service_times import Service, expected_s, faded, item_subject, learned
from tests.queue_server.conftest import MORNING, make_hall

MOVE_IN = item_subject("move-in")


def taught(*minutes, began=MORNING):
    lessons = {}
    for each in minutes:
        service = Service("household", "move-in", began, began + timedelta(minutes=each))
        lessons = learned(lessons, service, make_hall())
    return lessons


def test_without_a_lesson_a_service_takes_its_typical_time():
    assert expected_s({}, MOVE_IN, 9, 600) == 600


def test_many_services_outweigh_the_hall_file_and_a_few_do_not():
    few, many = taught(*[20] * 2), taught(*[20] * 200)
    assert expected_s(few, MOVE_IN, 15, 600) < 800
    assert expected_s(many, MOVE_IN, 15, 600) == pytest.approx(1200, rel=0.05)


def test_an_hour_with_lessons_of_its_own_differs_from_the_rest_of_the_day():
    lessons = taught(*[20] * 50)
    afternoon = MORNING.replace(hour=15)
    for _ in range(50):
        lessons = learned(
            lessons, Service("household", "move-in", afternoon, afternoon + timedelta(minutes=5)), make_hall()
        )
    assert expected_s(lessons, MOVE_IN, 9, 600) > 1.5 * expected_s(lessons, MOVE_IN, 15, 600)


def test_the_hour_is_told_by_the_halls_own_clock(story):
    story.issue("household", item="move-in")
    story.open()
    story.serve()
    hours = {subject: set(lessons.by_hour) for subject, lessons in story.state.service_times.items()}
    assert hours == {"item move-in": {9}, "queue household": {9}}


@pytest.mark.parametrize("minutes", [-1, 121])
def test_a_forgotten_finish_and_a_clock_that_went_back_teach_nothing(minutes):
    assert len(taught(minutes)) == 0


def test_what_a_day_taught_fades_and_is_forgotten():
    lessons = taught(20)
    days = 0
    while len(lessons):
        lessons, days = faded(lessons), days + 1
    assert 30 < days < 120


def test_a_finish_taken_back_taught_nothing_and_the_service_goes_on_from_its_start(story):
    story.issue("household", item="move-in")
    story.open()
    story.call()
    story.accepted(commands.StartService("1"))
    story.later(minutes=2).accepted(commands.Finish("1"))
    story.later(seconds=20).accepted(commands.Undo("1"))
    assert len(story.state.service_times) == 0
    assert story.state.window("1").since == MORNING
    story.later(minutes=10).accepted(commands.Finish("1"))
    lesson = story.state.service_times["item move-in"].all_day
    assert (lesson.services, lesson.total_s) == (1, 12 * 60 + 20)


def test_a_new_day_keeps_most_of_what_was_learned(story):
    story.issue("household", item="move-in")
    story.open()
    story.serve()
    story.later(days=3).accepted(commands.OpenWindow("1", "1001", None))
    assert 0.9 < story.state.service_times["item move-in"].all_day.services < 1
