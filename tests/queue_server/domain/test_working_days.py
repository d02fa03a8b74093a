"""Limits in working days: the day of the beginning does not count, holidays do not, make-up days do."""

from dataclasses import replace
from datetime import date

import pytest

from queue_server.domain.cases.working_days import after_working_days, before_working_days, working_days_left
from queue_server.domain.hours import Hours, Span

OPEN = (Span(9 * 60, 17 * 60),)


@pytest.fixture
def october(hall):
    """A National Day holiday from Thursday to Wednesday, made up for on a Saturday."""
    holiday = frozenset(date(2026, 10, day) for day in range(1, 8))
    hours = Hours(dict.fromkeys(range(5), OPEN), closed=holiday, extra={date(2026, 10, 10): OPEN})
    return replace(hall, hours=hours)


@pytest.mark.parametrize(
    ("begin", "days", "end"),
    [
        (date(2026, 11, 20), 0, date(2026, 11, 20)),  # at once
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # Friday to Monday
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # begun on a Saturday
        (date(2026, 11, 20), 5, date(2026, 11, 27)),
        (date(2026, 9, 30), 1, date(2026, 10, 8)),  # over the holiday
        (date(2026, 9, 30), 3, date(2026, 10, 10)),  # the Saturday is a working day
        (date(2026, 9, 30), 4, date(2026, 10, 12)),
    ],
)
def test_a_limit_ends_with_its_last_working_day(october, begin, days, end):
    assert after_working_days(october, begin, days) == end
    assert working_days_left(october, begin, end) == days


def test_a_warning_comes_working_days_before(october):
    assert before_working_days(october, date(2026, 10, 9), 2) == date(2026, 9, 30)


def test_nothing_is_left_of_a_limit_that_passed(october):
    assert working_days_left(october, date(2026, 11, 27), date(2026, 11, 20)) == 0


def test_a_hall_without_hours_works_every_day(always_open):
    assert after_working_days(always_open, date(2026, 11, 20), 3) == date(2026, 11, 23)


def test_a_hall_that_never_opens_counts_every_day(hall):
    assert after_working_days(replace(hall, hours=Hours({})), date(2026, 11, 20), 3) == date(2026, 11, 23)
