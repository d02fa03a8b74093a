"""A chart tells the figures that it was given, with their unit, and nothing where there are none."""

from datetime import date

import pytest

from queue_server.statistics.comparison import Arrivals, Comparison, HourPair
from queue_server.statistics.figures import Figures, Forecasts, Times
from queue_server.statistics.report import Report
from queue_server.web.staff.manager.charts import (
    arrivals_by_group,
    arrivals_chart,
    busy_by_group,
    service_by_group,
    times_chart,
    utilisation_chart,
    waiting_by_group,
)
from queue_server.web.staff.manager.page import chart_words
from queue_server.web.words.manager import MANAGER

WORDS = chart_words(MANAGER["en"], "27 November", "20 November")


def figures(issued=10, p50=120.0, p90=600.0, utilisation=0.5):
    times = Times(issued, p50, p50, p90, p90)
    return Figures(
        issued, issued, 0, 0, 0, times, times, times, Forecasts(0), utilisation, dict.fromkeys(range(1, 6), 0)
    )


NOBODY = Figures(0, 0, 0, 0, 0, Times(0), Times(0), Times(0), Forecasts(0), None, dict.fromkeys(range(1, 6), 0))


@pytest.fixture
def comparison():
    """At ten past ten: nine is over, ten is under way; a week before there were nine and eleven."""
    hours = (
        HourPair(9, figures(12), figures(8, p50=60.0)),
        HourPair(10, figures(3, p50=None, p90=None), None),
        HourPair(11, None, figures(20)),
        HourPair(23, NOBODY, NOBODY),
    )
    return Comparison(date(2026, 11, 27), date(2026, 11, 20), 10, figures(), figures(), figures(), hours)


def series(options, name):
    return next(each["data"] for each in options["series"] if each["name"] == name)


def test_arrivals_stand_beside_those_of_the_other_day(comparison):
    options = arrivals_chart(comparison, (), WORDS)
    assert options["xAxis"]["data"] == [9, 10, 11]
    assert series(options, "27 November") == [12, 3, None]
    assert series(options, "20 November") == [8, None, 20]
    assert options["yAxis"]["name"] == "people an hour"
    assert options["legend"]["data"] == ["27 November", "20 November"]


def test_what_is_expected_is_a_band_over_the_hours_to_come(comparison):
    expected = [Arrivals(9, 9, 8, 10, 1), Arrivals(10, 14, 12, 16, 2), Arrivals(12, 5, 4, 7, None)]
    options = arrivals_chart(comparison, expected, WORDS)
    assert options["xAxis"]["data"] == [9, 10, 11, 12]
    assert series(options, "Expected range ") == [None, 12, None, 4]
    assert series(options, "Expected range") == [None, 4, None, 3]
    assert (series(options, "expected at least"), series(options, "expected at most")) == (
        [None, 12, None, 4],
        [None, 16, None, 7],
    )


def test_waiting_is_a_band_from_half_to_nine_of_ten_in_minutes(comparison):
    options = times_chart(comparison, (), lambda of: of.waiting, WORDS)
    assert series(options, "27 November: half") == [2.0, None, None]
    assert series(options, "27 November: half–nine of ten") == [8.0, None, None]
    assert series(options, "20 November: half") == [1.0, None, 2.0]
    assert options["yAxis"]["name"] == "minutes"


def test_windows_are_busy_in_per_cent(comparison):
    options = utilisation_chart(comparison, (), WORDS)
    assert series(options, "27 November") == [50, 50, None]
    assert options["yAxis"]["max"] == 100


NAMES = {"tax": "Tax", "other": "Other"}


def report(by="queue"):
    rows = (("tax", figures()), ("other", NOBODY))
    return Report(date(2026, 11, 1), date(2026, 11, 30), by, rows, NOBODY, 0)


def test_a_report_is_drawn_by_the_names_of_its_groups():
    options = waiting_by_group(report(), NAMES.get, WORDS)
    assert options["xAxis"]["data"] == ["Tax", "Other"]
    assert series(options, "half") == [2.0, None]
    assert series(options, "nine of ten") == [10.0, None]
    assert series(service_by_group(report(), NAMES.get, WORDS), "half") == [2.0, None]


def test_the_most_asked_for_come_first_and_times_in_their_order():
    rows = (("a", figures(1)), ("b", figures(9)))
    for by, order in (("item", ["b", "a"]), ("day", ["a", "b"])):
        told = Report(date(2026, 11, 1), date(2026, 11, 30), by, rows, NOBODY, 0)
        assert waiting_by_group(told, str, WORDS)["xAxis"]["data"] == order


def test_what_cannot_be_said_of_a_group_is_no_chart():
    """Nobody takes a ticket for a window, and windows are busy with no one item."""
    assert series(arrivals_by_group(report(), NAMES.get, WORDS), "people an hour") == [10, 0]
    assert arrivals_by_group(report("window"), NAMES.get, WORDS) is None
    unknown = Report(date(2026, 11, 1), date(2026, 11, 30), "item", (("tax", NOBODY),), NOBODY, 0)
    assert busy_by_group(unknown, NAMES.get, WORDS) is None
    assert series(busy_by_group(report(), NAMES.get, WORDS), "%") == [50, None]


def test_a_day_on_which_nobody_came_is_an_empty_chart():
    empty = Comparison(date(2026, 11, 27), date(2026, 11, 20), 10, NOBODY, NOBODY, NOBODY, ())
    assert arrivals_chart(empty, (), WORDS)["xAxis"]["data"] == []
