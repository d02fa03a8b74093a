"""Which report an address asks for."""

from datetime import date

import pytest

from queue_server.web.staff.reports.asked import MOST_DAYS, Asked, spans

TODAY = date(2026, 11, 20)  # a Friday


def test_without_a_word_it_is_the_last_seven_days():
    assert Asked.read({}, TODAY) == Asked(date(2026, 11, 14), TODAY, "day")


def test_what_is_asked_is_what_is_shown():
    query = {"from": "2026-01-01", "to": "2026-06-30", "by": "month"}
    assert Asked.read(query, TODAY) == Asked(date(2026, 1, 1), date(2026, 6, 30), "month")


@pytest.mark.parametrize(
    "query",
    [
        {"from": "yesterday"},
        {"by": "weather"},
        {"from": ""},
        {"from": "2026-13-40"},
        {"from": "0001-01-01", "to": "0001-01-01"},
        {"to": "9999-12-31"},
    ],
)
def test_what_cannot_be_is_passed_over(query):
    assert Asked.read(query, TODAY) == Asked(date(2026, 11, 14), TODAY, "day")


def test_days_the_wrong_way_round_are_turned():
    assert Asked.read({"from": "2026-11-20", "to": "2026-11-18"}, TODAY).first == date(2026, 11, 18)


def test_nobody_asks_for_a_century():
    asked = Asked.read({"from": "1900-01-01", "to": "2026-11-20"}, TODAY)
    assert (asked.last - asked.first).days == MOST_DAYS - 1


def test_an_address_says_it_again():
    asked = Asked(date(2026, 11, 1), TODAY, "hour")
    assert asked.query() == "from=2026-11-01&to=2026-11-20&by=hour"


def test_weeks_begin_on_monday_and_months_on_their_first():
    of = {name: (span.first, span.last) for name, span in spans(TODAY)}
    assert of["span_week"] == (date(2026, 11, 16), TODAY)
    assert of["span_last_week"] == (date(2026, 11, 9), date(2026, 11, 15))
    assert of["span_month"] == (date(2026, 11, 1), TODAY)
    assert of["span_last_month"] == (date(2026, 10, 1), date(2026, 10, 31))
    assert of["span_year"] == (date(2026, 1, 1), TODAY)
