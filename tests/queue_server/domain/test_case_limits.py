"""Limits: warned before, told after, by the hall's own clock and calendar. It begins on a Friday."""

import pytest

from queue_server.domain.cases import commands
from queue_server.domain.cases.lifecycle import CaseState
from tests.queue_server.domain.case_story import PLAN, Applying, case_hall


@pytest.fixture
def applying():
    return Applying()


def limits(case):
    return {limit.kind: (limit.by.isoformat(), limit.warn_on and limit.warn_on.isoformat()) for limit in case.limits}


def test_a_draft_is_kept_a_week_from_its_last_saving_and_the_person_reminded(applying):
    applying.start()
    assert limits(applying.case()) == {"draft": ("2026-11-27", "2026-11-25")}
    applying.on("2026-11-24")
    applying.accepted(commands.SaveCase("c1", "p", 1))
    assert limits(applying.case()) == {"draft": ("2026-12-01", "2026-11-27")}
    assert applying.on("2026-12-01") == ["case_due_soon"]
    assert applying.on("2026-12-02") == ["case_expired"]
    assert applying.case().state is CaseState.EXPIRED
    assert applying.on("2026-12-05") == []


def test_the_office_has_five_working_days_to_accept(applying):
    applying.submitted()
    assert limits(applying.case()) == {"accept": ("2026-11-27", "2026-11-25")}
    assert applying.on("2026-11-25") == ["case_due_soon"]
    assert applying.on("2026-11-27") == []
    assert applying.on("2026-11-28") == ["case_overdue"]
    assert applying.case().overdue == ("accept",)
    assert applying.on("2026-12-31") == []
    applying.accepted(commands.AcceptCase("c1", "1001"))


def test_the_promise_and_the_law_count_from_the_acceptance(applying):
    applying.accepted_case()
    assert limits(applying.case()) == {"promised": ("2026-11-27", "2026-11-25"), "legal": ("2026-12-04", "2026-12-02")}
    assert applying.on("2026-12-05") == ["case_due_soon", "case_overdue", "case_due_soon", "case_overdue"]
    assert applying.case().overdue == ("promised", "legal")


def test_a_decision_ends_the_limits(applying):
    applying.approved()
    assert applying.on("2026-12-31") == []


def test_time_stands_still_while_a_supplement_is_awaited(applying):
    applying.accepted_case()
    applying.on("2026-11-24", "10:00")  # two of five working days are over
    applying.accepted(commands.AskSupplement("c1", "1001", ("answer_wrong",)))
    case = applying.case()
    assert (case.promised_left, case.legal_left) == (3, 8)
    assert limits(case) == {"supplement": ("2026-12-09", "2026-12-07")}
    applying.on("2026-12-04", "10:00")
    applying.accepted(commands.SubmitCase("c1", "p"))
    applying.accepted(commands.AcceptCase("c1", "1001"))
    assert limits(applying.case())["promised"][0] == "2026-12-09"
    assert limits(applying.case())["legal"][0] == "2026-12-16"


def test_a_limit_that_passed_does_not_begin_anew(applying):
    applying.accepted_case()
    applying.on("2026-11-30", "10:00")
    applying.accepted(commands.AskSupplement("c1", "1001", ("answer_wrong",)))
    assert applying.case().promised_left == 0


def test_a_supplement_that_does_not_come_ends_the_case():
    applying = Applying(case_hall(supplement_days=3))
    applying.submitted()
    applying.accepted(commands.AskSupplement("c1", "1001", ("answer_wrong",)))
    assert applying.on("2026-11-24") == ["case_expired"]


def test_a_paper_may_be_promised_and_is_reminded_before_its_day(applying):
    applying.start()
    assert applying.refusal(commands.PromisePaper("c1", "p", "id_card")) == "not_allowed"
    applying.page("id_card", "a")
    applying.accepted(commands.PromisePaper("c1", "p", "lease"))
    assert applying.refusal(commands.PromisePaper("c1", "p", "lease")) == "wrong_state"
    applying.submit()
    assert applying.case().promise_of("lease").by.isoformat() == "2026-11-25"
    applying.accepted(commands.AcceptCase("c1", "1001"))
    assert applying.on("2026-11-23") == ["promise_reminded"]
    applying.page("lease", "b")
    applying.page("lease", "c")
    assert applying.on("2026-11-26", "09:00") == ["case_due_soon"]
    assert not applying.case().promises


def test_a_promise_that_is_not_kept_is_told_and_the_paper_may_still_come(applying):
    applying.start()
    applying.page("id_card", "a")
    applying.accepted(commands.PromisePaper("c1", "p", "lease"))
    applying.submit()
    assert "promise_broken" in applying.on("2026-11-26")
    assert applying.case().broken == ("lease",)
    applying.page("lease", "b")
    applying.page("lease", "c")
    assert applying.case().broken == ()


def test_a_promised_paper_that_came_before_it_was_handed_in_is_no_longer_changed(applying):
    applying.start()
    applying.page("id_card", "a")
    applying.accepted(commands.PromisePaper("c1", "p", "lease"))
    applying.page("lease", "b")
    applying.submit()
    assert applying.refusal(applying.a_page("lease", "c")) == "wrong_state"


def test_a_limit_of_today_warns_nobody(applying):
    applying.start(plan=PLAN._replace(papers=(), promised_days=0, legal_days=None))
    applying.submit()
    applying.accepted(commands.AcceptCase("c1", "1001"))
    assert limits(applying.case()) == {"promised": ("2026-11-20", None)}
    assert applying.tick() == []
    assert applying.on("2026-11-21") == ["case_overdue"]


def test_a_server_that_was_away_catches_up_once(applying):
    applying.submitted()
    applying.later(days=100)
    assert applying.tick() == ["case_overdue"]
    assert applying.tick() == []


def test_the_warning_comes_before_the_working_days_that_the_hall_named():
    applying = Applying(case_hall(warn_days=4))
    applying.submitted()
    assert limits(applying.case()) == {"accept": ("2026-11-27", "2026-11-23")}
