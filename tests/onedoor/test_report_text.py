"""A report says the same as a table, as CSV and as JSON, and says nothing where nothing can be said."""

import csv
import io
import json
from datetime import date

import pytest

from onedoor.report_text import as_table
from queue_server.statistics.export import as_csv, as_json
from queue_server.statistics.figures import Figures, Forecasts, Times
from queue_server.statistics.report import Report

NOBODY = Figures(0, 0, 0, 0, 0, Times(0), Times(0), Times(0), Forecasts(0), None, dict.fromkeys(range(1, 6), 0))
BUSY = Figures(
    issued=12,
    served=9,
    missed=1,
    cancelled=1,
    left_over=1,
    waiting=Times(10, 605.04, 600, 3661, 4000),
    way=Times(9, 30, 29, 59.6, 61),
    service=Times(9, 300, 300, 300, 300),
    forecasts=Forecasts(8, 150.26, -60, 0.875),
    utilisation=0.98765,
    ratings={1: 1, 2: 0, 3: 0, 4: 0, 5: 2},
)
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture
def report():
    return Report(*NOVEMBER, "item", (("", NOBODY), ("move-in", BUSY)), BUSY, 0)


def test_a_table_has_minutes_and_a_dash_for_what_cannot_be_said(report):
    groups, names, *rows = as_table(report).splitlines()
    assert names.split() == [
        *("item", "issued", "served", "missed", "cancelled", "left", "over"),
        *("mean", "p50", "p90", "p99") * 3,
        *("error", "in", "p90"),
        *("busy", "mean", "count"),
    ]
    assert rows[0].split() == ["-", "0", "0", "0", "0", "0", *["-"] * 16, "0"]
    assert rows[1].split() == [
        *("move-in", "12", "9", "1", "1", "1"),
        *("10:05", "10:00", "61:01", "66:40"),
        *("0:30", "0:29", "1:00", "1:01"),
        *["5:00"] * 4,
        *("2:30", "88%"),
        *("99%", "3.7", "3"),
    ]
    assert rows[2].split()[0] == "all"
    assert len({len(line) for line in (names, *rows)}) == 1
    assert groups.split() == ["waiting", "way", "service", "forecast", "windows", "rating"]


def test_csv_has_seconds_and_an_empty_cell_for_what_cannot_be_said(report):
    nobody, busy = csv.DictReader(io.StringIO(as_csv(report)))
    assert (nobody["item"], nobody["issued"], nobody["waiting_mean_s"], nobody["utilisation"]) == ("", "0", "", "")
    assert (busy["waiting_mean_s"], busy["waiting_p90_s"], busy["utilisation"]) == ("605.0", "3661", "0.9877")
    assert (busy["forecast_count"], busy["forecast_mean_error_s"]) == ("8", "150.3")
    assert (busy["forecast_bias_s"], busy["forecast_within_p90"]) == ("-60", "0.875")
    assert (busy["rating_mean"], busy["ratings_1"], busy["ratings_5"]) == ("3.67", "1", "2")


def test_csv_of_everything_is_one_line():
    rows = list(csv.DictReader(io.StringIO(as_csv(Report(*NOVEMBER, None, (), BUSY, 0)))))
    assert [(row["group"], row["issued"]) for row in rows] == [("all", "12")]


def test_json_has_null_for_what_cannot_be_said(report):
    told = json.loads(as_json(report, "street"))
    assert (told["hall"], told["from"], told["to"], told["by"]) == ("street", "2026-11-01", "2026-11-30", "item")
    nobody, busy = told["rows"]
    assert nobody["waiting_s"] == {"count": 0, "mean": None, "p50": None, "p90": None, "p99": None}
    assert (nobody["utilisation"], nobody["ratings"]["mean"]) == (None, None)
    assert busy == {"item": "move-in", **told["total"]}
    assert told["total"]["ratings"] == {
        "count": 3,
        "mean": 3.67,
        "by_score": {"1": 1, "2": 0, "3": 0, "4": 0, "5": 2},
    }


def test_nobody_is_issued_a_ticket_for_a_window():
    report = Report(*NOVEMBER, "window", (("3", BUSY),), BUSY, 0)
    assert json.loads(as_json(report, "street"))["rows"][0]["issued"] is None
    assert json.loads(as_json(report, "street"))["total"]["issued"] == 12
    assert as_table(report).splitlines()[2].split()[:3] == ["3", "-", "9"]
