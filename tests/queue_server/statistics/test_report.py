"""The figures of a report, worked out by hand for small days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_server.domain import commands
from queue_server.journal import Recorded
from queue_server.statistics.figures import times
from queue_server.statistics.hours import by_hour
from queue_server.statistics.parts import GROUPINGS
from queue_server.statistics.report import make_report


def rows(report):
    return dict(report.rows)


def counts(figures):
    return (figures.issued, figures.served, figures.missed, figures.cancelled, figures.left_over)


@pytest.fixture
def full_day(day):
    """Of five: one served and rated, one missed, one cancelled, one left over, one sent on to tax and served there."""
    day.later(minutes=1).accepted(commands.StartService("1"))  # A001
    day.later(minutes=5).accepted(commands.Finish("1"))
    day.accepted(commands.RateService("A001", 4))
    day.call("1")  # A002
    day.later(minutes=1).accepted(commands.Miss("1"))
    day.issue("household")
    day.later(minutes=3).accepted(commands.CancelTicket("A003"))
    day.issue("household", item="move-in")  # A004
    day.later(minutes=2).call("1")
    day.accepted(commands.StartService("1"))
    day.later(minutes=6).accepted(commands.Transfer("1", "tax"))
    day.open("2", "1002")
    day.later(minutes=10).call("2")
    day.accepted(commands.StartService("2"))
    day.later(minutes=20).accepted(commands.Finish("2"))
    day.accepted(commands.RateService("A004", 1))
    day.issue("household")  # A005
    day.later(minutes=10).accepted(commands.CloseWindow("1"))
    day.accepted(commands.CloseWindow("2"))
    day.later(days=1)
    day.issue("tax")
    return day


def test_every_visit_ends_in_one_way(full_day, report):
    total = report(full_day).total
    assert counts(total) == (5, 2, 1, 1, 1)
    assert total.issued == total.served + total.missed + total.cancelled + total.left_over


def test_only_days_in_question_count(full_day, report):
    tomorrow = date(2026, 11, 21)
    assert counts(report(full_day, first=tomorrow, last=tomorrow).total) == (1, 0, 0, 0, 0)
    assert report(full_day, last=tomorrow).total.issued == 6
    assert report(full_day, first=tomorrow, last=tomorrow).total.utilisation is None


def test_times_are_those_of_visits(full_day, report):
    total = report(full_day).total
    assert (total.waiting.count, total.waiting.mean) == (3, (120 + 480 + 720) / 3)
    assert (total.way.count, total.way.mean) == (2, 30)
    assert (total.service.count, total.service.p50, total.service.p90) == (2, 300, 26 * 60)


def test_ratings_are_counted_by_score(full_day, report):
    total = report(full_day).total
    assert total.ratings == {1: 1, 2: 0, 3: 0, 4: 1, 5: 0}
    assert (total.rated, total.mean_rating) == (2, 2.5)


def test_utilisation_is_time_with_somebody_by_open_time(full_day, report):
    by_window = rows(report(full_day, "window"))
    # Window 1: 9:00 to 10:00; with A001 6 minutes, with A002 1, with A004 6. Window 2: from 9:28, with A004 20.
    assert by_window["1"].utilisation == pytest.approx(13 / 60)
    assert by_window["2"].utilisation == pytest.approx(20 / 40)
    assert report(full_day).total.utilisation == pytest.approx(33 / 100)


def test_a_paused_window_is_not_open(day, report):
    day.later(minutes=8).accepted(commands.Miss("1"))
    day.accepted(commands.PauseWindow("1"))
    day.later(minutes=30).open("1")
    day.later(minutes=10).accepted(commands.CloseWindow("1"))
    assert report(day).total.utilisation == pytest.approx(8 / 20)


def test_a_window_that_takes_on_more_queues_was_open_before(day, report):
    day.open("1", queues=("tax",))
    day.later(minutes=2).accepted(commands.Miss("1"))
    assert report(day).total.utilisation == pytest.approx(2 / 4)


def test_by_queue_a_visit_was_issued_in_its_first_queue_and_ended_in_its_last(full_day, report):
    by_queue = rows(report(full_day, "queue"))
    assert counts(by_queue["household"]) == (5, 1, 1, 1, 1)
    assert counts(by_queue["tax"]) == (0, 1, 0, 0, 0)
    assert by_queue["tax"].waiting.mean == 600
    assert by_queue["tax"].service.mean == 1200
    assert by_queue["tax"].ratings[1] == 1
    assert by_queue["household"].service.mean == (300 + 360) / 2


def test_by_window_each_has_the_people_it_called(full_day, report):
    by_window = rows(report(full_day, "window"))
    assert list(by_window) == ["1", "2"]
    assert counts(by_window["1"])[1:] == (1, 1, 0, 0)
    assert counts(by_window["2"])[1:] == (1, 0, 0, 0)
    assert by_window["1"].waiting.mean == (120 + 480 + 120) / 3
    assert by_window["2"].waiting.mean == 600
    assert by_window["1"].ratings[4] == 1


def test_by_item_who_named_none_is_a_group_too(full_day, report):
    by_item = rows(report(full_day, "item"))
    assert (by_item["move-in"].issued, by_item[""].issued) == (3, 2)


def test_by_hour_and_day_a_visit_counts_when_it_was_taken(full_day, report):
    assert [(key, figures.issued) for key, figures in report(full_day, "hour").rows] == [("09", 5)]
    both = report(full_day, "day", last=date(2026, 11, 21))
    assert [(key, figures.issued) for key, figures in both.rows] == [("2026-11-20", 5), ("2026-11-21", 1)]


def test_by_hour_the_time_of_windows_counts_where_it_passed(day, report):
    day.later(minutes=88).accepted(commands.Miss("1"))  # called from 9:02 to 10:30
    day.later(minutes=30).accepted(commands.CloseWindow("1"))
    by_hour_of_day = rows(report(day, "hour"))
    assert by_hour_of_day["09"].utilisation == pytest.approx(58 / 60)
    assert by_hour_of_day["10"].utilisation == pytest.approx(30 / 60)


@pytest.mark.parametrize("by", GROUPINGS)
def test_endings_add_up_however_they_are_broken_down(full_day, report, by):
    broken_down = report(full_day, by)
    total = broken_down.total
    for name in ("served", "missed"):
        assert sum(getattr(figures, name) for _, figures in broken_down.rows) == getattr(total, name)


def test_a_day_and_an_hour_are_the_halls_own(story, report):
    story.now = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)  # one in the morning of the 21st in the hall
    story.issue("household")
    tomorrow = date(2026, 11, 21)
    assert [key for key, _ in report(story, "hour", tomorrow, tomorrow).rows] == ["01"]
    assert report(story, "hour").rows == ()


def test_what_is_under_way_counts_as_far_as_the_journal_goes(day, report):
    day.later(minutes=2).accepted(commands.Recall("1"))
    assert report(day).total.utilisation == pytest.approx(2 / 4)


def test_an_undone_call_was_no_work(day, report):
    day.later(minutes=1).accepted(commands.Undo("1"))
    day.later(minutes=7).accepted(commands.CloseWindow("1"))
    assert report(day).total.utilisation == 0


def test_a_day_without_anybody_says_so(report, story):
    total = report(story).total
    assert counts(total) == (0, 0, 0, 0, 0)
    assert (total.waiting.mean, total.utilisation, total.mean_rating) == (None, None, None)


def test_window_10_comes_after_window_9(morning):
    opened = [
        Recorded(seq, morning, "window_opened", f'{{"window": "{window}", "operator": "1", "queues": []}}')
        for seq, window in enumerate(["10", "9", "east"], 1)
    ]
    later = Recorded(4, morning + timedelta(hours=1), "window_paused", '{"window": "9"}')
    today = date(2026, 11, 20)
    assert [key for key, _ in make_report([*opened, later], today, today, "window").rows] == ["9", "10", "east"]


def test_what_cannot_be_told_apart_is_counted(day, recorded):
    known = recorded(day)
    strange = [
        Recorded(len(known) + 1, day.now, "ticket_blessed", "{}"),
        Recorded(len(known) + 2, day.now, "ticket_cancelled", '{"ticket": "never issued"}'),
    ]
    today = date(2026, 11, 20)
    assert make_report(known, today, today).unmatched == 0
    assert make_report([*known, *strange], today, today).unmatched == 2


# percentiles and hours


@pytest.mark.parametrize(
    ("samples", "expected"),
    [([7], (7, 7, 7)), (range(1, 101), (50, 90, 99)), ([3, 1, 2], (2, 3, 3)), ([1, 2], (1, 2, 2))],
)
def test_a_percentile_is_the_shortest_time_that_so_many_do_not_exceed(samples, expected):
    found = times(samples)
    assert (found.p50, found.p90, found.p99) == expected


@given(st.integers(0, 10**6), st.integers(0, 3 * 86400))
def test_hours_cover_a_stretch_without_gap_or_overlap(offset_s, length_s):
    since = datetime(2026, 11, 20, tzinfo=UTC) + timedelta(seconds=offset_s)
    cut = list(by_hour(since, since + timedelta(seconds=length_s)))
    assert sum(part.seconds for part in cut) == length_s
    assert all(0 < part.seconds <= 3600 for part in cut)
    assert len({(part.day, part.hour) for part in cut}) == len(cut)


def told_and_called(day, *, after_minutes):
    """Three people in line, told of 10 minutes each at one window (30 at most); how long each then waits."""
    for _ in range(3):
        day.issue("household")
    for minutes in after_minutes:
        day.later(minutes=minutes)
        day.call("1")
        day.accepted(commands.Miss("1"))
    return [event for event in day.happened if event.type == "ticket_issued"]


def test_a_forecast_is_judged_by_the_wait_that_came_of_it(make_story, report):
    day = make_story()
    day.open("1")
    issued = told_and_called(day, after_minutes=(2, 15, 30))
    told = [(event.expected_s, event.expected_p90_s) for event in issued]
    waited = [120, 17 * 60, 47 * 60]
    errors = [wait - p50 for wait, (p50, _) in zip(waited, told, strict=True)]
    forecasts = report(day).total.forecasts
    assert forecasts.count == 3
    assert forecasts.mean_error_s == pytest.approx(sum(map(abs, errors)) / 3)
    assert forecasts.bias_s == pytest.approx(sum(errors) / 3)
    assert forecasts.within_p90 == sum(wait <= p90 for wait, (_, p90) in zip(waited, told, strict=True)) / 3


def test_whoever_was_told_nothing_or_never_called_is_no_forecast(make_story, report):
    day = make_story()
    day.issue("household")  # no window is open: nobody can say
    day.open("1")
    day.call("1")
    day.issue("household")
    day.accepted(commands.CancelTicket("A002"))
    assert report(day).total.forecasts.count == 0


def test_a_forecast_belongs_to_the_queue_and_the_window_of_the_first_wait(full_day, report):
    by_queue, by_window = rows(report(full_day, by="queue")), rows(report(full_day, by="window"))
    total = report(full_day).total.forecasts.count
    assert (by_queue["household"].forecasts.count, by_queue["tax"].forecasts.count) == (total, 0)
    assert (by_window["1"].forecasts.count, by_window["2"].forecasts.count) == (total, 0)
