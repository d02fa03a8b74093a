"""What people fill in and hand in is checked, kept sealed with its event, and found by the same person only."""

import pytest

from queue_server.contract.case_commands import (
    AddPage,
    DecideCase,
    DeleteSpace,
    FindCases,
    GetCase,
    GiveConsent,
    MailCase,
    RemovePage,
    SaveCase,
    SaveSpace,
    StartCase,
    SubmitCase,
    WithdrawCase,
)
from queue_server.contract.commands import Holder, IdType, IssueTicket
from queue_server.journal import BehindError
from queue_server.service.announcer import event_message
from tests.queue_server.cases.conftest import ANOTHER, ANSWERS, HOLDER, PERMIT


def test_a_case_asks_for_what_the_catalogue_says(applying):
    case = applying.done(StartCase(item=PERMIT, holder=HOLDER))["case"]
    assert case["state"] == "draft"
    assert [(paper["paper"], paper["required"]) for paper in case["papers"]][:2] == [
        ("id_card", True),
        ("proof_of_address", False),
    ]
    assert case["missing"] == ["id_card"]
    assert case["limits"] == [{"limit": "draft", "due_on": "2026-11-27"}]


def test_an_item_without_a_form_goes_to_a_counter(applying):
    assert applying.refused(StartCase(item="move-in", holder=HOLDER))["code"] == "not_self_service"


def test_nobody_applies_without_an_identity(applying):
    nobody = Holder(id_type=IdType.NONE)
    assert applying.refused(StartCase(item=PERMIT, holder=nobody))["code"] == "identity_required"
    wrong = Holder(id_type=IdType.RESIDENT_ID, id_number="110105194912310021")
    assert applying.refused(StartCase(item=PERMIT, holder=wrong))["code"] == "invalid_id_number"


def test_answers_are_checked_as_they_are_filled_and_the_refusal_repeats_none(applying):
    case = applying.begin()
    error = applying.refused(SaveCase(case=case, holder=HOLDER, answers={"phone": "007", "hobby": "chess"}))
    assert (error["code"], error["details"]) == (
        "invalid_answers",
        {"answers": {"phone": "pattern", "hobby": "unknown"}},
    )
    assert applying.save(case, phone="13800138000")["fields"] == 1
    assert applying.save(case)["fields"] == len(ANSWERS)
    assert applying.kept(case)["answers"] == ANSWERS


def test_an_answer_is_taken_back_with_null(applying):
    case = applying.begin()
    assert applying.save(case, phone="13800138000", reason=None)["fields"] == 1


def test_what_is_missing_is_told_of_answers_and_papers_in_one_go(applying):
    case = applying.begin()
    applying.save(case, reason="work", kind="first")
    error = applying.refused(SubmitCase(case=case, handover="locker", holder=HOLDER))
    assert error["code"] == "incomplete"
    assert error["details"] == {
        "papers": ["id_card"],
        "answers": ["living_here_since", "home_address", "employer", "phone"],
    }


def test_commands_that_come_in_one_commit_see_each_other(applying):
    case = applying.begin()
    page = applying.add_page(case)
    replies = applying.send(
        SaveCase(case=case, holder=HOLDER, answers=ANSWERS),
        page,
        SubmitCase(case=case, handover="locker", holder=HOLDER),
    )
    assert [reply["ok"] for reply in replies] == [True, True, True]


def test_a_page_without_its_file_is_refused(applying):
    case = applying.begin()
    page = AddPage(case=case, paper="id_card", page="x", bytes=5, digest="0" * 64)
    assert applying.refused(page, "system")["code"] == "unknown_page"


def test_nothing_of_what_people_hand_in_is_on_disk_in_clear(applying):
    case = applying.begin()
    applying.save(case)
    applying.page(case, words="材料")
    applying.done(SubmitCase(case=case, handover="courier", address="示例市收件路9号", holder=HOLDER))
    on_disk = applying.everything_on_disk()
    for secret in ("11010519491231002X", "测试人", "13800138000", "示例市示例路1号", "示例市收件路9号"):
        assert secret.encode() not in on_disk
    assert b"JFIF" not in on_disk
    assert applying.kept(case) == {
        "holder": {
            "id_type": "resident_id",
            "id_number": "11010519491231002X",
            "name": "测试人",
            "phone": "13800138000",
        },
        "answers": ANSWERS,
        "address": "示例市收件路9号",
    }


def test_a_power_cut_leaves_the_draft_to_the_same_person_only(applying):
    case = applying.begin()
    applying.save(case)
    applying.page(case)
    applying.end()
    applying.start()
    (found,) = applying.done(FindCases(holder=HOLDER))["cases"]
    assert (found["case"], found["papers"][0]["pages"]) == (case, ["id-1"])
    assert applying.done(FindCases(holder=ANOTHER))["cases"] == []
    assert applying.refused(SaveCase(case=case, holder=ANOTHER, answers=ANSWERS))["code"] == "unknown_case"
    assert applying.kept(case)["answers"] == ANSWERS


def test_answers_are_kept_with_their_event_or_not_at_all(applying, monkeypatch):
    case = applying.begin()
    events = applying.service.state.seq
    with monkeypatch.context() as broken:
        broken.setattr(applying.cases.room, "keep", _disk_full)
        assert applying.refused(SaveCase(case=case, holder=HOLDER, answers=ANSWERS))["code"] == "internal"
    assert applying.service.state.seq == events
    assert "answers" not in applying.kept(case)


def _disk_full(_items):
    raise OSError("disk full")


def test_another_writer_was_faster_and_nothing_is_kept_twice(applying, monkeypatch):
    case = applying.begin()
    append, behind = applying.journal.append, [True]

    def once(hall, seq, *more):
        if behind.pop() if behind else False:
            raise BehindError(hall, seq)
        append(hall, seq, *more)

    monkeypatch.setattr(applying.journal, "append", once)
    assert applying.save(case)["fields"] == len(ANSWERS)


def test_a_terminal_acts_for_nobody_and_staff_for_anybody(applying):
    case = applying.begin()
    assert applying.refused(SaveCase(case=case, answers=ANSWERS))["code"] == "identity_required"
    assert applying.refused(FindCases())["code"] == "identity_required"
    applying.staff(SaveCase(case=case, answers=ANSWERS))
    assert [found["case"] for found in applying.staff(FindCases())["cases"]] == [case]


def test_a_page_that_is_taken_again_or_out_leaves_no_file(applying):
    case = applying.begin()
    applying.page(case, words="模糊")
    applying.page(case, words="清楚")
    applying.page(case, page="id-2")
    assert len(applying.page_files()) == 3
    applying.done(RemovePage(case=case, page="id-2", holder=HOLDER))
    applying.turn()
    assert len(applying.page_files()) == 1
    (page,) = applying.service.state.shelf.cases[case].pages
    assert applying.cases.pages.read(case, page.id, page.digest) is not None


def test_a_page_whose_removal_was_not_kept_stays(applying, monkeypatch):
    case = applying.begin()
    applying.page(case)
    with monkeypatch.context() as broken:
        broken.setattr(applying.journal, "append", _after_keeping(applying.journal.append))
        assert applying.refused(RemovePage(case=case, page="id-1", holder=HOLDER))["code"] == "internal"
    applying.turn()
    assert len(applying.page_files()) == 1


def _after_keeping(append):
    def fails_late(hall, seq, events, replies, at, beside):
        def keeps_and_fails():
            beside()
            raise OSError("disk full")

        append(hall, seq, events, replies, at, keeps_and_fails)

    return fails_late


def test_what_staff_write_is_sealed_and_in_no_event(applying):
    case = applying.supplement("请张三重拍租房合同")
    assert applying.kept(case)["note"] == "请张三重拍租房合同"
    assert "请张三重拍租房合同".encode() not in applying.everything_on_disk()


def test_a_courier_has_a_number_that_only_the_case_knows(applying):
    case = applying.decided()
    applying.staff(MailCase(case=case, operator="1001", courier="ems", tracking="1000000000001"))
    assert applying.kept(case)["tracking"] == "1000000000001"
    assert b"1000000000001" not in applying.everything_on_disk()


def test_a_case_that_needs_a_counter_is_shown_at_the_window(applying):
    case = applying.begin()
    ticket = applying.done(IssueTicket(case=case, holder=HOLDER))["ticket"]
    assert (ticket["case"], ticket["item"], ticket["queue"]) == (case, PERMIT, "household")


class TestMySpace:
    def test_it_is_kept_only_when_the_person_agreed_and_used_only_with_consent(self, applying):
        case = applying.begin()
        applying.save(case)
        applying.page(case)
        applying.done(SubmitCase(case=case, handover="locker", holder=HOLDER))
        assert applying.space() == {}
        again = applying.begin(item="civil-elderly")
        applying.save(again, phone="13900139000", bank="示例银行", for_whom="self")
        applying.done(GiveConsent(case=again, purpose="keep_space", holder=HOLDER))
        applying.page(again)
        applying.page(again, "bank_card", "bank-1")
        applying.save(
            again,
            phone="13900139000",
            bank="示例银行",
            for_whom="self",
            registered_address="示例市示例路1号",
            bank_account="6222000000000000",
        )
        applying.done(SubmitCase(case=again, holder=HOLDER))
        assert applying.space()["phone"] == "13900139000"
        assert "for_whom" not in applying.space()

    def test_it_is_corrected_and_deleted(self, applying):
        assert applying.done(SaveSpace(holder=HOLDER, answers={"phone": "13800138000", "bank": None}))["fields"] == 1
        assert applying.space() == {"phone": "13800138000"}
        applying.done(SaveSpace(holder=HOLDER, answers={"phone": "13900139000"}))
        assert applying.space() == {"phone": "13900139000"}
        assert applying.space(ANOTHER) == {}
        applying.done(DeleteSpace(holder=HOLDER))
        assert applying.space() == {}

    def test_it_is_deleted_when_it_was_not_used_for_two_years(self, applying):
        applying.done(SaveSpace(holder=HOLDER, answers={"phone": "13800138000"}))
        applying.later(days=729)
        applying.turn()
        assert applying.space()
        applying.later(days=3)
        applying.turn()
        assert applying.space() == {}


class TestDeletion:
    def test_answers_and_papers_go_so_many_days_after_the_end(self, applying):
        case = applying.decided("refused")
        applying.until("2026-12-20")
        assert applying.kept(case)["answers"] == ANSWERS
        assert applying.page_files()
        applying.until("2026-12-21")
        assert applying.kept(case) == {}
        assert applying.page_files() == []
        assert applying.done(GetCase(case=case))["case"]["reasons"] == ["not_eligible"]

    @pytest.mark.parametrize("end", ["withdrawn", "expired"])
    def test_what_was_never_handed_in_goes_at_once(self, applying, end):
        case = applying.begin()
        applying.save(case)
        applying.page(case)
        if end == "withdrawn":
            applying.done(WithdrawCase(case=case, holder=HOLDER))
            applying.turn()
        else:
            applying.until("2026-11-28")
        assert applying.done(GetCase(case=case))["case"]["state"] == end
        assert applying.kept(case) == {}
        assert applying.page_files() == []

    def test_on_request_what_has_ended_goes_at_once_and_what_is_under_way_stays(self, applying):
        refused = applying.decided("refused")
        under_way = applying.submitted()
        applying.done(DeleteSpace(holder=HOLDER))
        applying.turn()
        assert applying.kept(refused) == {}
        assert applying.kept(under_way)["answers"] == ANSWERS
        assert len(applying.page_files()) == 1

    def test_a_file_that_is_gone_already_stops_nothing(self, applying):
        case = applying.decided("refused")
        for file in applying.page_files():
            file.unlink()
        applying.until("2026-12-21")
        assert applying.kept(case) == {}


class TestFinding:
    def test_a_person_finds_what_ended_long_ago_too(self, applying):
        old = applying.decided("refused")
        applying.until("2026-12-10")
        assert old not in applying.service.state.shelf.cases
        new = applying.begin()
        found = applying.done(FindCases(holder=HOLDER))
        assert [case["case"] for case in found["cases"]] == [new, old]
        assert not found["more"]
        assert applying.done(FindCases(holder=ANOTHER))["cases"] == []

    def test_staff_see_first_what_is_due_first(self, applying):
        first = applying.submitted()
        applying.until("2026-11-23")
        second = applying.submitted(ANOTHER)
        found = applying.staff(FindCases(states=("submitted",)))["cases"]
        assert [case["case"] for case in found] == [first, second]
        assert applying.staff(FindCases(states=("accepted",)))["cases"] == []
        assert applying.staff(FindCases(item="civil-elderly"))["cases"] == []

    def test_a_long_list_is_read_page_by_page_without_a_gap(self, applying):
        ended = []
        for _ in range(5):
            ended.append(applying.decided("refused"))
            applying.later(minutes=1)
        living = applying.submitted()
        states = ("submitted", "refused")
        read, after, more = [], None, True
        while more:
            told = applying.staff(FindCases(states=states, limit=2, after=after))
            read += [case["case"] for case in told["cases"]]
            after, more = read[-1], told["more"]
        assert read == [living, *reversed(ended)]

    def test_progress_is_asked_by_the_code_of_the_receipt(self, applying):
        case = applying.submitted()
        code = applying.done(GetCase(case=case))["case"]["code"]
        assert applying.done(GetCase(case=code))["case"]["case"] == case
        assert applying.refused(GetCase(case="NOTHING"))["code"] == "unknown_case"

    def test_a_decision_without_a_result_is_found_among_what_ended(self, applying):
        case = applying.begin(item="civil-elderly")
        applying.done(WithdrawCase(case=case, holder=HOLDER))
        told = applying.staff(FindCases(states=("withdrawn",)))
        assert [found["case"] for found in told["cases"]] == [case]


def test_whoever_refuses_says_why_in_words_of_the_hall(applying):
    case = applying.submitted()
    refusal = DecideCase(case=case, operator="1001", outcome="refused", reasons=("because",))
    error = applying.refused(refusal, "window")
    assert error["code"] == "invalid_command"
    assert "not_eligible" in error["details"]["known"]


def test_what_the_world_is_told_opens_nothing(applying):
    """Who knows a code may follow a case or open a door; everybody reads events."""
    applying.ready()
    events = list(applying.journal.read("street"))
    kept = b"".join(event.data.encode() for event in events)
    told = b"".join(event_message("street", event) for event in events)
    assert kept.count(b"CODE") == 2
    assert b"CODE" not in told
    assert told.count(b'"compartment":1') == 1
