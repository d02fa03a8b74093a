"""Everything once more, what is missing in one go, and how the result comes to its person."""

from dataclasses import replace
from typing import Any

import pytest

from kiosk.flow import inputs
from kiosk.flow.apply_inputs import (
    AnswerChosen,
    DivisionsFound,
    DivisionTouched,
    HandoverChosen,
    KeysTouched,
    PaperTouched,
    QuestionTouched,
    SkipTouched,
)
from kiosk.flow.apply_pages import AskConsent, ChooseDivision, ChooseHandover, OnePaper, Review, Submitted
from kiosk.flow.effects import Ask, CaseSheet, PrintSheet, Send
from kiosk.flow.filling import Keys
from kiosk.flow.inputs import Answered
from kiosk.flow.offered import Division
from kiosk.flow.pages import Problem
from kiosk.flow.shades import Paper
from queue_server.contract.case_commands import GiveConsent, SaveCase, SubmitCase
from queue_server.contract.case_views import CaseReply
from queue_server.contract.commands import Printed
from tests.kiosk.applicant import ME, Applicant
from tests.kiosk.applications import HANDED_IN, WHOLE, applying, draft, entry, whole_draft
from tests.kiosk.hall import PERSON


def test_everything_is_shown_once_more_and_changed_by_a_touch() -> None:
    visit = Applicant(applying(Review(), draft=whole_draft()))
    visit.give(QuestionTouched("kind"), AnswerChosen(0))
    assert visit.page() == Review()
    assert visit.saved()["kind"] == "first"
    assert "permit_number" not in visit.saved()


def test_what_is_missing_is_told_in_one_go_with_a_way_there() -> None:
    visit = Applicant(applying(Review(), draft=draft()))
    visit.give(inputs.ConfirmTouched())
    assert visit.page() == Review(refused=True)
    assert visit.session.draft is not None
    assert visit.session.draft.blanks == ("kind", "since", "home", "phone")
    assert visit.session.draft.missing == ("id_card", "lease")
    visit.give(PaperTouched("lease"), inputs.BackTouched(), inputs.BackTouched())
    assert visit.page() == Review(refused=True)


def test_a_case_that_is_whole_is_handed_in_and_its_receipt_printed() -> None:
    visit = Applicant(applying(Review(), draft=whole_draft()))
    visit.give(inputs.ConfirmTouched())
    asked = visit.asked()
    assert asked == SubmitCase(case="case-1", handover="counter", holder=PERSON.holder("zh"))
    [printed] = [each for each in visit.answer(CaseReply(case=HANDED_IN)) if isinstance(each, PrintSheet)]
    assert isinstance(printed.job.content, CaseSheet)
    assert visit.page() == Submitted(entry(), HANDED_IN, Paper.PRINTING)
    assert visit.session.draft is None
    visit.give(inputs.PrintEnded(printed.job, Printed.NO, "out", None))
    assert visit.page() == Submitted(entry(), HANDED_IN, Paper.NO)
    assert len([each for each in visit.give(inputs.PrintTouched()) if isinstance(each, PrintSheet)]) == 1


@pytest.mark.parametrize("touched", [[], [QuestionTouched("kind")], [inputs.ConfirmTouched()]])
def test_whoever_went_back_before_the_answer_came_sees_all_the_same_that_it_is_handed_in(touched: list[Any]) -> None:
    visit = Applicant(applying(Review(), draft=whole_draft()))
    visit.give(inputs.ConfirmTouched())
    [sent] = visit.sent(SubmitCase)
    visit.give(inputs.BackTouched())
    assert visit.page() == Review()
    visit.give(*touched)
    effects = visit.give(Answered(sent.command.id, SubmitCase, CaseReply(case=HANDED_IN)))
    assert visit.page() == Submitted(entry(), HANDED_IN, Paper.PRINTING)
    assert len([each for each in effects if isinstance(each, PrintSheet)]) == 1


def test_that_a_case_is_handed_in_is_nothing_to_who_is_at_another() -> None:
    visit = Applicant(applying(Review(), draft=whole_draft()))
    another = HANDED_IN.model_copy(update={"case": "case-2"})
    assert visit.give(Answered("c-9", SubmitCase, CaseReply(case=another))) == []
    assert visit.page() == Review()


def test_what_the_hall_misses_is_missing_here_too_and_can_be_filled_in() -> None:
    visit = Applicant(applying(Review(), draft=whole_draft()))
    visit.give(inputs.ConfirmTouched())
    visit.refuse("incomplete", papers=["lease"], answers=["since"])
    assert visit.page() == Review(refused=True)
    assert visit.session.draft is not None
    assert (visit.session.draft.missing, visit.session.draft.blanks) == (("lease",), ("since",))
    visit.give(QuestionTouched("since"), *(inputs.KeyTouched(key) for key in "20240301"), inputs.ConfirmTouched())
    assert visit.saved()["since"] == "2024-03-01"
    visit.give(PaperTouched("lease"))
    assert visit.page() == OnePaper("lease")
    assert visit.session.draft.pages("lease") == ()


def test_how_the_result_comes_is_asked_once_more_where_the_hall_does_not_know_it() -> None:
    visit = Applicant(applying(Review(), draft=whole_draft()))
    visit.give(inputs.ConfirmTouched())
    visit.refuse("incomplete", papers=[], answers=["handover"])
    assert visit.page() == Review(refused=True)
    assert visit.session.draft is not None
    assert visit.session.draft.needs_handover


def test_a_hall_that_misses_what_nobody_can_fill_in_here_is_a_problem() -> None:
    visit = Applicant(applying(Review(), draft=whole_draft()))
    visit.give(inputs.ConfirmTouched())
    visit.refuse("incomplete", papers=["unknown"], answers=[])
    assert isinstance(visit.page(), Problem)


def test_how_the_result_comes_is_asked_and_a_courier_needs_an_address() -> None:
    visit = Applicant(applying(ChooseHandover(), draft=replace(whole_draft(), handover=None)))
    visit.give(HandoverChosen("courier"))
    assert isinstance(visit.page(), ChooseDivision)
    visit.give(DivisionsFound("", "", (Division("440604", "禅城区"),), ()), DivisionTouched("440604"))
    visit.give(DivisionsFound("440604", "广东省佛山市禅城区", (), ()), KeysTouched(Keys.SIGNS), inputs.KeyTouched("2"))
    visit.give(inputs.ConfirmTouched())
    assert visit.page() == Review()
    assert visit.sent(SaveCase) == []
    visit.give(inputs.ConfirmTouched())
    asked = visit.asked()
    assert (asked.handover, asked.address) == ("courier", "广东省佛山市禅城区2")


def test_whoever_showed_a_card_is_asked_whether_the_answers_shall_be_kept() -> None:
    visit = Applicant(applying(ChooseHandover(), draft=replace(whole_draft(), handover=None), person=ME))
    visit.give(HandoverChosen("counter"))
    assert visit.page() == AskConsent("keep_space")
    visit.give(inputs.ConfirmTouched())
    assert visit.asked() == GiveConsent(case="case-1", purpose="keep_space", holder=ME.holder("zh"))
    visit.answer(CaseReply(case=WHOLE))
    assert visit.page() == Review()


def test_whoever_says_no_keeps_nothing() -> None:
    visit = Applicant(applying(ChooseHandover(), draft=replace(whole_draft(), handover=None), person=ME))
    visit.give(HandoverChosen("counter"), SkipTouched())
    assert visit.page() == Review()
    assert not [each for each in visit.effects if isinstance(each, Send | Ask)]
