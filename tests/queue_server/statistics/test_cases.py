"""What became of applications, and why."""

import json
from datetime import date

import pytest

from onedoor import case_report_text
from queue_server.domain.cases import commands
from queue_server.domain.events import to_data
from queue_server.journal import Recorded
from queue_server.statistics.cases import make_case_report
from tests.queue_server.domain.case_story import Applying

FRIDAY = date(2026, 11, 20)


@pytest.fixture
def applying():
    return Applying()


def report(applying, first=FRIDAY, last=FRIDAY):
    hall = applying.state.hall
    return make_case_report(
        (
            Recorded(seq, hall.local(event.at), event.type, json.dumps(to_data(event)))
            for seq, event in enumerate(applying.happened, 1)
        ),
        first,
        last,
    )


def story(applying):
    """Three applications for one item, one for another: approved after a supplement, refused, expired, withdrawn."""
    applying.submitted("c1", "p")
    applying.submitted("c2", "q")
    applying.start("c3", "r")
    applying.start("c4", "p", item="declare")
    applying.accepted(commands.WithdrawCase("c4", "p"))
    applying.later(days=1)
    applying.accepted(commands.AskSupplement("c1", "1001", ("paper_missing", "other")))
    applying.accepted(commands.SubmitCase("c1", "p"))
    applying.accepted(commands.DecideCase("c2", "1001", "refused", ("not_eligible", "other")))
    applying.later(days=1)
    applying.accepted(commands.AcceptCase("c1", "1001"))
    applying.accepted(commands.DecideCase("c1", "1001", "approved"))
    applying.on("2026-11-28")


def test_it_counts_what_became_of_each_and_why(applying):
    story(applying)
    told = report(applying)
    assert [item for item, _ in told.rows] == ["declare", "move-in"]
    figures = dict(told.rows)["move-in"]
    assert (figures.started, figures.submitted, figures.sent_back) == (3, 2, 1)
    assert (figures.approved, figures.refused, figures.withdrawn, figures.expired) == (1, 1, 0, 1)
    assert figures.decided_days == 1.5
    assert figures.reasons == (("not_eligible", 1), ("other", 1))
    assert figures.supplement_reasons == (("other", 1), ("paper_missing", 1))
    assert (told.total.started, told.total.withdrawn) == (4, 1)


def test_a_limit_that_passed_is_counted(applying):
    applying.submitted()
    applying.on("2026-12-31")
    assert report(applying).total.late == 1


def test_other_days_are_not_told(applying):
    story(applying)
    assert report(applying, date(2026, 11, 21), date(2026, 11, 30)).rows == ()


def test_the_table_is_read_by_people(applying):
    story(applying)
    lines = case_report_text.as_table(report(applying)).splitlines()
    assert lines[0].split() == [
        "item",
        "started",
        "submitted",
        "sent",
        "back",
        "approved",
        "refused",
        "withdrawn",
        "expired",
        "late",
        "days",
    ]
    assert lines[2].split() == ["move-in", "3", "2", "1", "1", "1", "0", "1", "0", "1.5"]
    assert lines[3].split()[:2] == ["everything", "4"]
    assert "refused because of:" in lines
    assert "      1  not_eligible" in lines


def test_csv_and_json_have_the_reasons_of_each_item(applying):
    story(applying)
    told = report(applying)
    assert case_report_text.as_csv(told).splitlines()[2] == (
        "move-in,3,2,1,1,1,0,1,0,1.5,not_eligible:1 other:1,other:1 paper_missing:1"
    )
    assert json.loads(case_report_text.as_json(told, "street"))["items"]["move-in"]["reasons"] == {
        "not_eligible": 1,
        "other": 1,
    }
