"""The hall's own day and its hours."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from queue_server.domain import commands, events
from queue_server.domain.day import due
from queue_server.domain.hours import Hours, Span
from queue_server.domain.lifecycle import TicketState

SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFICE = Hours(
    weekly=dict.fromkeys(range(5), (Span(510, 720), Span(840, 1050))),
    closed=frozenset({date(2026, 10, 1)}),
    extra={date(2026, 10, 10): (Span(540, 720),)},
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def test_numbers_start_anew_each_day(make_story):
    story = make_story()
    story.issue()
    assert story.later(days=1).issue().number == "A001"


def test_after_a_week_without_a_server_the_day_is_today_and_numbers_start_anew(make_story):
    story = make_story()
    story.issue()
    waiting = story.issue()
    happened = due(story.state, story.later(days=8).now)
    *cancelled, started = happened
    assert {event.ticket for event in cancelled} >= {waiting.id}
    assert isinstance(started, events.DayStarted)
    assert started.day == story.now.date()
    assert story.issue().number == "A001"
    assert [ticket.number for ticket in story.state.tickets.values()] == ["A001"]


def test_the_day_turns_at_the_halls_own_midnight(make_story):
    story = make_story()
    story.now = datetime(2026, 11, 20, 15, 59, tzinfo=UTC)  # 23:59 in Shanghai
    story.issue()
    assert story.issue().number == "A002"
    assert story.later(minutes=1).issue().number == "A001"


def test_who_still_waits_when_the_day_ends_is_cancelled_with_an_event(make_story):
    story = make_story()
    ticket = story.issue(person="p")
    happened = due(story.state, story.later(days=1).now)
    assert [type(event) for event in happened] == [events.TicketCancelled, events.DayStarted]
    assert happened[0].ticket == ticket.id
    assert happened[0].reason == "day_ended"


def test_yesterdays_tickets_are_forgotten(make_story):
    story = make_story()
    ticket = story.issue(person="p")
    story.later(days=1).issue(person="p")
    assert ticket.id not in story.state.tickets


def test_who_is_being_served_at_midnight_stays_at_the_window(make_story):
    story = make_story()
    ticket = story.issue()
    story.open()
    story.call()
    story.accepted(commands.StartService("1"))
    story.later(days=1).issue()
    assert story.at("1").id == ticket.id
    story.accepted(commands.Finish("1"))
    assert story.state.tickets[ticket.id].state is TicketState.FINISHED


def test_a_clock_that_goes_back_gives_no_number_twice(make_story):
    story = make_story()
    story.later(days=1).issue()
    assert story.later(days=-1).issue().number == "A002"


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-20T08:29", False),
        ("2026-11-20T08:30", True),
        ("2026-11-20T12:00", False),
        ("2026-11-20T14:00", True),
        ("2026-11-21T10:00", False),  # Saturday
        ("2026-10-01T10:00", False),  # holiday
        ("2026-10-10T10:00", True),  # make-up Saturday
    ],
)
def test_counters_are_open_in_their_hours(moment, is_open):
    assert OFFICE.is_open(at(moment)) is is_open


@pytest.mark.parametrize(
    ("moment", "change"),
    [
        ("2026-11-20T08:00", "2026-11-20T08:30"),
        ("2026-11-20T09:00", "2026-11-20T12:00"),
        ("2026-11-20T18:00", "2026-11-23T08:30"),
        ("2026-09-30T18:00", "2026-10-02T08:30"),
    ],
)
def test_the_next_change_is_known(moment, change):
    assert OFFICE.next_change(at(moment)) == at(change)


def test_a_hall_that_never_closes_has_no_next_change():
    always = Hours(weekly=dict.fromkeys(range(7), (Span(0, 1440),)))
    assert always.is_open(at("2026-11-20T23:59"))
    assert always.next_change(at("2026-11-20T12:00")) is None


def test_hours_through_midnight_are_one_period():
    night = Hours(weekly={4: (Span(1200, 1440),), 5: (Span(0, 120),)})
    assert night.next_change(at("2026-11-20T21:00")) == at("2026-11-21T02:00")


def test_extended_hours_are_added_to_the_weekly_ones():
    extended = Hours(weekly=OFFICE.weekly, extra={date(2026, 11, 20): (Span(1050, 1200),)})
    assert extended.next_change(at("2026-11-20T15:00")) == at("2026-11-20T20:00")


def test_hours_keep_local_time_over_a_change_of_clocks():
    berlin = ZoneInfo("Europe/Berlin")
    saturday = datetime(2026, 10, 24, 12, 0, tzinfo=berlin)  # clocks go back that night
    hours = Hours(weekly={6: (Span(540, 720),)})
    opens = hours.next_change(saturday)
    assert opens is not None
    assert opens.isoformat() == "2026-10-25T09:00:00+01:00"
