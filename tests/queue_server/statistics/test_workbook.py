"""A report that a manager opens with a double click."""

import io
from datetime import date, time, timedelta

import pytest
from openpyxl import load_workbook

from queue_server.statistics.figures import Figures, Forecasts, Times
from queue_server.statistics.report import Report
from queue_server.statistics.workbook import HEADINGS_AT, SheetWords, as_xlsx, column_ids

NOBODY = Figures(0, 0, 0, 0, 0, Times(0), Times(0), Times(0), Forecasts(0), None, dict.fromkeys(range(1, 6), 0))
BUSY = Figures(
    issued=12,
    served=9,
    missed=1,
    cancelled=1,
    left_over=1,
    waiting=Times(10, 605.0, 600, 3661, 90_000),
    way=Times(9, 30, 29, 59, 61),
    service=Times(9, 300, 300, 300, 300),
    forecasts=Forecasts(8, 150, -60, 0.875),
    utilisation=0.75,
    ratings={1: 1, 2: 0, 3: 0, 4: 0, 5: 2},
)
DAYS = "2026-11-01 至 2026-11-30"
WORDS = SheetWords("运行报表", DAYS, "队列", "名称", "合计", {each: each for each in column_ids()})


def opened(report, name_of=lambda key: f"={key}()"):
    return load_workbook(io.BytesIO(as_xlsx(report, WORDS, name_of))).active


@pytest.fixture
def sheet():
    return opened(Report(date(2026, 11, 1), date(2026, 11, 30), "queue", (("tax", BUSY), ("other", NOBODY)), BUSY, 0))


def line(sheet, row):
    names = [cell.value for cell in sheet[HEADINGS_AT]]
    return {name: sheet.cell(row, column) for column, name in enumerate(names, 1)}


def test_it_says_what_it_is_about(sheet):
    assert [sheet["A1"].value, sheet["A2"].value] == ["运行报表", DAYS]


def test_figures_are_numbers_times_are_times_and_shares_are_shares(sheet):
    tax = line(sheet, HEADINGS_AT + 1)
    assert (tax["队列"].value, tax["issued"].value, tax["ratings_5"].value) == ("tax", 12, 2)
    assert tax["waiting_mean"].value in (time(0, 10, 5), timedelta(minutes=10, seconds=5))
    assert tax["waiting_mean"].number_format == "[m]:ss"
    assert tax["waiting_p99"].value == timedelta(hours=25)
    assert (tax["utilisation"].value, tax["utilisation"].number_format) == (0.75, "0%")
    assert tax["forecast_within_p90"].value == 0.875


def test_what_cannot_be_said_is_an_empty_cell(sheet):
    other = line(sheet, HEADINGS_AT + 2)
    assert other["waiting_mean"].value is None
    assert other["utilisation"].value is None
    assert other["issued"].value == 0


def test_the_last_line_is_the_whole(sheet):
    last = line(sheet, HEADINGS_AT + 3)
    assert (last["队列"].value, last["issued"].value, last["队列"].font.bold) == ("合计", 12, True)


def test_a_name_is_never_a_formula(sheet):
    name = line(sheet, HEADINGS_AT + 1)["名称"]
    assert (name.value, name.data_type) == ("=tax()", "s")


def test_nobody_is_issued_a_ticket_for_a_window():
    sheet = opened(Report(date(2026, 11, 1), date(2026, 11, 1), "window", (("1", BUSY),), BUSY, 0))
    assert line(sheet, HEADINGS_AT + 1)["issued"].value is None
