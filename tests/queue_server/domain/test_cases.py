"""A case from its beginning to its decision."""

import pytest

from queue_server.domain import commands as of_hall
from queue_server.domain.cases import commands
from queue_server.domain.cases.lifecycle import CASE_LIFE, FINAL, CaseState
from queue_server.domain.decide import Refused
from tests.queue_server.domain.case_story import NO_PAPERS, Applying, case_hall


@pytest.fixture
def applying():
    return Applying()


def test_a_case_goes_through_the_office_to_its_result(applying):
    assert applying.start().state is CaseState.DRAFT
    applying.fill()
    assert applying.submit().state is CaseState.SUBMITTED
    applying.accepted(commands.AcceptCase("c1", "1001"))
    applying.accepted(commands.ReviewCase("c1", "1002"))
    assert applying.case().state is CaseState.IN_REVIEW
    applying.accepted(commands.DecideCase("c1", "1002", "approved"))
    applying.accepted(applying.put())
    assert applying.case().state is CaseState.READY
    applying.accepted(commands.CollectCase("c1", "1001"))
    assert applying.case().state is CaseState.COLLECTED
    assert applying.case().has_ended


def test_every_state_is_reached_and_nothing_leads_out_of_a_final_one():
    reached = {after for step in CASE_LIFE.values() for after in step.values()}
    assert reached | {CaseState.DRAFT} == set(CaseState)
    assert not any(before in FINAL for step in CASE_LIFE.values() for before in step)


def test_an_item_without_a_form_cannot_be_applied_for_here(applying):
    assert applying.refusal(commands.StartCase("c", "C", "move-in", "p", "kiosk", None)) == "not_self_service"
    assert applying.refusal(commands.StartCase("c", "C", "nothing", "p", "kiosk", NO_PAPERS)) == "unknown_item"
    assert applying.refusal(commands.StartCase("c", "C", "move-in", None, "kiosk", NO_PAPERS)) == "identity_required"


def test_whoever_begins_the_same_again_is_told_of_the_case_that_is_under_way(applying):
    applying.start()
    decision = applying.ask(commands.StartCase("c2", "C2", "move-in", "p", "kiosk", NO_PAPERS))
    assert isinstance(decision, Refused)
    assert (decision.code, decision.details["case"]) == ("already_started", "c1")
    applying.start("c2", "somebody else")
    applying.start("c3", item="declare")


def test_one_person_has_only_so_many_drafts():
    applying = Applying(case_hall(drafts_per_person=1))
    applying.start()
    assert applying.refusal(commands.StartCase("c2", "C2", "declare", "p", "kiosk", NO_PAPERS)) == "too_many_cases"


def test_another_persons_card_in_the_middle_opens_nothing(applying):
    """As if the case were not there."""
    applying.start()
    applying.page("id_card", "a")
    for command in (
        commands.SaveCase("c1", "another", 1),
        applying.a_page("id_card", "b", person="another"),
        commands.RemovePage("c1", "another", "a"),
        commands.PromisePaper("c1", "another", "lease"),
        commands.GiveConsent("c1", "another", "use_space"),
        commands.SubmitCase("c1", "another"),
        commands.WithdrawCase("c1", "another"),
    ):
        assert applying.refusal(command) == "unknown_case"


def test_what_is_missing_is_told_in_one_go(applying):
    applying.start()
    applying.page("id_card", "a")
    decision = applying.ask(commands.SubmitCase("c1", "p", "locker", blanks=("address", "phone")))
    assert isinstance(decision, Refused)
    assert decision.code == "incomplete"
    assert decision.details == {"papers": ["lease"], "answers": ["address", "phone"]}


def test_a_result_has_to_go_somewhere(applying):
    applying.start()
    applying.fill()
    assert applying.refusal(commands.SubmitCase("c1", "p")) == "incomplete"


def test_a_pile_of_two_hundred_pages_is_refused():
    applying = Applying(case_hall(pages_per_case=4))
    applying.start()
    for page in ("a", "b", "c"):
        applying.page("lease", page)
    assert applying.refusal(applying.a_page("lease", "d")) == "too_many_pages"  # three of one paper
    applying.page("lease", "c")  # taken again, in place of the one before
    assert len(applying.case().pages) == 3
    applying.page("id_card", "d")
    assert applying.refusal(applying.a_page("photo", "e")) == "too_many_pages"  # four of the case
    assert applying.refusal(applying.a_page("nothing", "f")) == "unknown_paper"


def test_a_page_is_taken_out_again(applying):
    applying.start()
    applying.page("id_card", "a")
    applying.accepted(commands.RemovePage("c1", "p", "a"))
    assert not applying.case().pages
    assert applying.refusal(commands.RemovePage("c1", "p", "a")) == "unknown_page"


def test_what_was_handed_in_is_no_longer_changed(applying):
    applying.submitted()
    for command in (
        commands.SaveCase("c1", "p", 1),
        applying.a_page("lease", "b"),
        commands.RemovePage("c1", "p", "lease-1"),
        commands.SubmitCase("c1", "p"),
    ):
        assert applying.refusal(command) == "wrong_state"


def test_a_supplement_says_why_and_ends_when_the_papers_came(applying):
    applying.submitted()
    assert applying.refusal(commands.AskSupplement("c1", "1001", ())) == "invalid_command"
    assert applying.refusal(commands.AskSupplement("c1", "1001", ("because",))) == "invalid_command"
    assert applying.refusal(commands.AskSupplement("c1", "1001", ("other",), ("nothing",))) == "unknown_paper"
    applying.accepted(commands.AskSupplement("c1", "1001", ("paper_unreadable",), ("lease", "photo")))
    case = applying.case()
    assert (case.state, case.reasons, case.missing_papers) == (
        CaseState.SUPPLEMENT,
        ("paper_unreadable",),
        ["lease", "photo"],
    )
    assert applying.refusal(commands.SubmitCase("c1", "p")) == "incomplete"
    applying.page("lease", "lease-2")
    applying.page("photo", "photo-1")
    applying.accepted(commands.SubmitCase("c1", "p"))
    assert applying.case().state is CaseState.SUBMITTED
    assert not applying.case().reasons


def test_a_refusal_says_why(applying):
    applying.accepted_case()
    assert applying.refusal(commands.DecideCase("c1", "1001", "refused")) == "invalid_command"
    applying.accepted(commands.DecideCase("c1", "1001", "refused", ("not_eligible",)))
    assert (applying.case().state, applying.case().reasons) == (CaseState.REFUSED, ("not_eligible",))


def test_nothing_is_decided_before_it_was_accepted_but_a_refusal(applying):
    applying.submitted()
    assert applying.refusal(commands.DecideCase("c1", "1001", "approved")) == "wrong_state"
    applying.accepted(commands.DecideCase("c1", "1001", "refused", ("not_our_office",)))


def test_an_approved_case_without_a_result_has_ended(applying):
    applying.start(plan=NO_PAPERS._replace(result=False))
    applying.accepted(commands.SubmitCase("c1", "p"))
    applying.accepted(commands.AcceptCase("c1", "1001"))
    applying.accepted(commands.DecideCase("c1", "1001", "approved"))
    assert applying.case().has_ended
    assert applying.refusal(applying.put()) == "wrong_state"


def test_whoever_withdraws_may_begin_anew(applying):
    applying.submitted()
    applying.accepted(commands.WithdrawCase("c1", "p"))
    assert applying.case().state is CaseState.WITHDRAWN
    applying.start("c2")


def test_nothing_is_withdrawn_after_the_decision(applying):
    applying.approved()
    assert applying.refusal(commands.WithdrawCase("c1", "p")) == "wrong_state"


def test_a_case_that_needs_a_counter_becomes_a_ticket_with_the_case(applying):
    case = applying.start()
    ticket = applying.issue(queue=None, case=case.code, person="p")
    assert (ticket.queue, ticket.item, ticket.case) == ("household", "move-in", "c1")
    stranger = of_hall.IssueTicket(ticket="t", origin="kiosk", queue="household", case="c1", person="another")
    assert applying.refusal(stranger) == "unknown_case"


def test_a_person_finds_own_cases_the_newest_first(applying):
    applying.start("c1")
    applying.later(minutes=1).start("c2", item="declare")
    applying.start("c3", "somebody else")
    assert [case.id for case in applying.state.shelf.of("p")] == ["c2", "c1"]
    assert applying.state.shelf.find("CODEc2").id == "c2"


def test_data_is_used_only_with_consent_for_this_case(applying):
    applying.start("c1")
    applying.start("c2", item="declare")
    applying.accepted(commands.GiveConsent("c1", "p", "use_space"))
    assert applying.case("c1").consents == ("use_space",)
    assert applying.case("c2").consents == ()


def test_what_has_ended_leaves_the_hall_after_a_week(applying):
    applying.submitted()
    applying.start("c2", "somebody else", plan=NO_PAPERS)
    applying.accepted(commands.WithdrawCase("c1", "p"))
    applying.on("2026-11-27")
    assert "c1" in applying.state.shelf.cases
    applying.on("2026-11-28")
    shelf = applying.state.shelf
    assert shelf.find("c1") is None
    assert shelf.find("CODEc1") is None
    assert shelf.of("p") == []
