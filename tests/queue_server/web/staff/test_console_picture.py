"""What a clerk sees, as values."""

from dataclasses import replace

import pytest

from queue_server.domain import commands
from queue_server.domain.hall import Bookable
from queue_server.domain.hall import Priority as HallPriority
from queue_server.journal import Recorded
from queue_server.web.staff.console.picture import SHOWN, away_from_windows, console_picture
from queue_server.web.staff.console.ticket_story import others_of, ticket_story


@pytest.fixture
def hall(hall):
    items = {**hall.items, "move-in": replace(hall.items["move-in"], bookable=Bookable(30, 2))}
    priorities = {**hall.priorities, "appointment": HallPriority("appointment", {"zh": "预约"}, 0, 1)}
    return replace(hall, items=items, priorities=priorities)


def see(story, window="1", person="1001"):
    return console_picture(story.state, away_from_windows(story.state), window, person, story.now)


def test_a_closed_window_can_only_be_opened_and_shows_who_would_wait_for_it(story):
    ticket = story.issue()
    picture = see(story)
    assert picture.steps == {"open"}
    assert [row.number for row in picture.waiting] == [ticket.number]


def test_the_steps_are_those_that_the_window_allows_now(story):
    story.issue()
    story.open()
    assert see(story).steps == {"open", "pause", "close", "next", "call"}
    story.call()
    assert see(story).steps == {"open", "recall", "start", "miss", "park", "transfer", "undo"}
    story.accepted(commands.StartService("1"))
    assert see(story).steps == {"open", "finish", "finish_as", "park", "transfer"}
    story.accepted(commands.Finish("1"))
    assert "undo" in see(story).steps
    story.later(minutes=2)
    assert "undo" not in see(story).steps


def test_at_somebody_elses_window_there_is_nothing_to_press(story):
    story.open(operator="1001")
    picture = see(story, person="1002")
    assert (picture.operator, picture.steps) == ("1001", frozenset())
    assert see(story, person="1001").operator is None


def test_the_list_is_in_the_order_in_which_people_would_be_called(story):
    for number in range(4):
        story.issue(priority="elderly" if number == 2 else None)
        story.later(minutes=1)
    story.issue("tax")
    story.open()
    rows = [row.id for row in see(story).waiting]
    called = []
    while rows[len(called) :]:
        called.append(story.call().id)
        story.accepted(commands.Miss("1"))
    assert rows == called
    assert rows[0] == "ticket-3"


def test_a_window_sees_only_its_own_queues(story):
    story.issue()
    tax = story.issue("tax")
    story.open("2")
    picture = see(story, "2")
    assert [row.id for row in picture.waiting] == [tax.id]
    assert picture.waiting_count == 1


def test_a_long_line_is_counted_and_shown_in_part(story):
    for _ in range(SHOWN + 5):
        story.issue()
    picture = see(story)
    assert (len(picture.waiting), picture.waiting_count) == (SHOWN, SHOWN + 5)


def test_recalls_run_out(story):
    story.issue()
    story.open()
    story.call()
    for _ in range(2):
        assert "out_of_recalls" not in see(story).steps
        story.accepted(commands.Recall("1"))
    assert "out_of_recalls" in see(story).steps


def test_whom_this_window_sent_away_stands_before_the_others(story):
    for window in ("2", "1"):
        story.issue("tax")
        story.open(window)
        story.call(window)
        story.accepted(commands.Park(window, "缴费") if window == "1" else commands.Miss(window))
    assert [(row.state, row.mine) for row in see(story, "1").away] == [("parked", True), ("missed", False)]
    assert [row.state for row in see(story, "2").away] == ["missed", "parked"]


def test_an_appointment_is_announced_before_its_time_and_marked_when_it_waits(story):
    booked = commands.BookAppointment("CODE1", "move-in", story.now.replace(hour=9, minute=30), "person")
    story.accepted(booked)
    assert see(story).due == ()
    story.later(minutes=15)
    (due,) = see(story).due
    assert (f"{due.start:%H:%M}", due.late) == ("09:30", False)
    story.later(minutes=20)
    assert see(story).due[0].late
    story.accepted(commands.CheckIn("checked-in", code="CODE1", person=None))
    picture = see(story)
    assert picture.due == ()
    assert f"{picture.waiting[0].due:%H:%M}" == "09:30"


def test_a_ticket_tells_its_story_in_the_readers_language(hall, morning):
    events = [
        Recorded(1, morning, "ticket_issued", '{"ticket": "t", "queue": "household"}'),
        Recorded(2, morning, "ticket_parked", '{"ticket": "t", "window": "1"}'),
        Recorded(3, morning, "ticket_transferred", '{"ticket": "t", "window": "1", "queue": "tax"}'),
        Recorded(4, morning, "something_of_a_later_version", '{"ticket": "t"}'),
    ]
    assert list(ticket_story(hall, events, "zh")) == [
        ("09:00", "取号"),
        ("09:00", "1号综合窗口 挂起：–"),
        ("09:00", "1号综合窗口 转到 税务业务"),
    ]
    assert list(ticket_story(hall, events, "en"))[1] == ("09:00", "parked at Counter 1: –")


def test_the_other_tickets_of_the_same_person_are_known_only_where_identity_was_shown(story):
    first, second = story.issue(person="somebody"), story.issue("tax", person="somebody")
    stranger, nobody = story.issue("tax", person="somebody else"), story.issue("tax")
    assert others_of(story.state, first) == [second]
    assert others_of(story.state, stranger) == others_of(story.state, nobody) == []
