"""What lists and pages of applications say, without a browser."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from fastapi import Request

from queue_server.domain.cases import commands
from queue_server.domain.cases.rules import CaseRules
from queue_server.journal import Recorded
from queue_server.web.staff.cases.limits import limit_words, overdue_words
from queue_server.web.staff.cases.list_page import LAST_PAGE, AskedList
from queue_server.web.staff.cases.picture import first_step, locker_choices, steps_of, where_it_lies
from queue_server.web.staff.cases.rows import GROUPS, Sorted, SortedCases, case_row, ending
from queue_server.web.staff.cases.story import CaseStory
from queue_server.web.words.case_history import CASE_HISTORY
from queue_server.web.words.case_states import CASE_STATES
from queue_server.web.words.cases import CASES
from tests.queue_server.domain.case_story import NO_PAPERS, Applying, case_hall

ZH = CASES["zh"]


@pytest.fixture
def applying():
    return Applying()


def codes(cases):
    return [case.code for case in cases]


def test_what_is_late_comes_first_then_what_is_due_first(applying):
    late = applying.submitted("c1", "a")
    applying.on("2026-11-30")
    new = applying.submitted("c2", "b")
    applying.on("2026-12-01")
    accepted = applying.accepted_case("c3", "c")
    shelf = applying.state.shelf
    assert shelf.cases["c1"].is_late
    todo = Sorted.of(shelf).group("todo", "")
    assert codes(todo) == [late.code, new.code, accepted.code]
    row = case_row(applying.state.hall, shelf.cases["c1"], applying.now.date(), ZH, CASE_STATES["zh"])
    assert (row.late, row.mark) == (True, "超时：受理期限已过")


def test_drafts_and_what_has_ended_are_in_no_list_of_living_cases(applying):
    applying.start("c1", "a")
    applying.submitted("c2", "b")
    applying.accepted(commands.WithdrawCase("c2", "b"))
    living = Sorted.of(applying.state.shelf)
    assert living.cases == []
    assert set(living.counts()) == set(GROUPS) - {"ended"}
    assert set(living.counts().values()) == {0}


def test_a_list_is_of_one_item_where_somebody_asks_for_that(applying):
    applying.submitted("c1", "a")
    assert len(Sorted.of(applying.state.shelf).group("new", "move-in")) == 1
    assert Sorted.of(applying.state.shelf).group("new", "declare") == []


def test_the_lists_are_sorted_once_as_long_as_no_case_changes(applying):
    applying.submitted("c1", "a")
    living = SortedCases()
    before = living.of(applying.state.shelf)
    applying.issue()
    assert living.of(applying.state.shelf) is before
    applying.submitted("c2", "b")
    assert living.of(applying.state.shelf) is not before


def test_a_case_is_found_by_the_end_of_its_code(applying):
    for name in ("c1", "c2", "d2"):
        applying.start(name, name)
    assert sorted(codes(ending(applying.state.shelf.cases.values(), "C2"))) == []
    assert sorted(codes(ending(applying.state.shelf.cases.values(), "c2"))) == ["CODEc2"]


def test_limits_of_the_office_are_told_in_working_days(applying):
    hall = replace(case_hall(), cases=CaseRules(warn_days=2))
    case = applying.accepted_case()  # on a Friday, promised within five working days
    promised, legal = limit_words(hall, case, applying.now.date(), ZH)
    assert (promised.name, promised.left, promised.soon) == ("承诺期限", "还剩 5 个工作日", False)
    assert (legal.name, legal.left) == ("法定期限", "还剩 10 个工作日")
    near = next(limit_words(hall, case, promised.day.replace(day=promised.day.day - 1), ZH))
    assert (near.left, near.soon) == ("还剩 1 个工作日", True)
    assert next(limit_words(hall, case, promised.day, ZH)).left == "今天到期"
    assert overdue_words(case, ZH) == []


def test_limits_of_people_are_told_by_their_day(applying):
    applying.submitted()
    applying.accepted(commands.AskSupplement("c1", "1001", ("other",)))
    (limit,) = limit_words(applying.state.hall, applying.case(), applying.now.date(), ZH)
    assert (limit.name, limit.left) == ("补正期限", "到 12-05")


def test_the_steps_are_those_that_the_life_of_a_case_allows(applying):
    assert steps_of(applying.start()) == []
    applying.fill()
    assert steps_of(applying.submit()) == ["accept", "supplement", "refuse"]
    applying.accepted(commands.AcceptCase("c1", "1001"))
    assert steps_of(applying.case()) == ["review", "supplement", "approve", "refuse"]
    assert first_step(steps_of(applying.case())) == "approve"
    applying.accepted(commands.DecideCase("c1", "1001", "approved"))
    assert steps_of(applying.case()) == ["ready", "mail"]
    applying.accepted(applying.put())
    assert steps_of(applying.case()) == ["ready", "mail", "collect"]


def test_a_case_that_has_ended_has_no_steps(applying):
    applying.start(plan=NO_PAPERS._replace(result=False))
    applying.submit()
    applying.accepted(commands.AcceptCase("c1", "1001"))
    applying.accepted(commands.DecideCase("c1", "1001", "approved"))
    assert steps_of(applying.case()) == []


def test_lockers_say_how_many_doors_are_free_and_where_a_result_lies(applying):
    applying.ready()
    assert [(choice.id, choice.free) for choice in locker_choices(applying.state)] == [("lobby", 1), ("street", 1)]
    assert where_it_lies(applying.state.hall, applying.case(), "zh") == "结果在大厅取件柜 1 号格"


def test_the_story_names_people_papers_and_reasons(applying):
    def told(kind, **data):
        body = str({"case": "c1", **data}).replace("'", '"').replace("None", "null")
        return Recorded(1, datetime(2026, 11, 20, 1, tzinfo=UTC), kind, body)

    papers = {"lease": {"zh": "租房合同"}}
    story = CaseStory(applying.state.hall, papers, lambda number: {"1001": "王小明"}.get(number, number), "zh")
    events = [
        told("case_page_added", paper="lease", page="p"),
        told("supplement_asked", operator="1001", reasons=["other"], due_on="2026-12-05"),
        told("paper_promised", paper="lease", due_on="2026-11-25"),
        told("case_decided", operator="1001", outcome="refused", reasons=["duplicate", "other"]),
        told("case_ready", operator="1001", place="locker", locker="lobby", compartment=2),
        told("case_collected", place="locker", operator=None),
    ]
    assert list(story.lines(events)) == [
        ("11-20 09:00", "王小明 1001 退回补正（其他原因），等到 12-05"),
        ("11-20 09:00", "承诺补交：租房合同，11-25 前"),
        ("11-20 09:00", "王小明 1001 不予批准（重复申请、其他原因）"),
        ("11-20 09:00", "王小明 1001 放进取件柜 大厅取件柜 的 2 号格"),
        ("11-20 09:00", "从取件柜领取"),
    ]
    assert set(CASE_HISTORY["zh"]) == set(CASE_HISTORY["en"])


@pytest.mark.parametrize(
    ("page", "read"), [("", 0), ("3", 3), ("-1", 0), ("x", 0), ("9" * 5000, LAST_PAGE), ("500000000", LAST_PAGE)]
)
def test_a_list_has_so_many_pages_and_an_address_that_says_more_breaks_nothing(page, read):
    request = Request({"type": "http", "query_string": f"group=ended&page={page}".encode()})
    assert AskedList.read(request) == AskedList("ended", "", read)
