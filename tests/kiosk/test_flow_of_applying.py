"""Somebody applies at the terminal: told once, own data only with consent, the draft of before, and whose it is."""

from dataclasses import replace
from typing import Any

import pytest

from kiosk.flow import inputs
from kiosk.flow.apply_inputs import AnswerChosen
from kiosk.flow.apply_pages import AnswerChoice, AnswerTyped, AskConsent, OfferDraft, Review, ToldOnce
from kiosk.flow.effects import Fetch, ForgetPerson, LookUpPages
from kiosk.flow.errands import AnswersRead, ReadAnswers, ReadOwnAnswers
from kiosk.flow.filling import Keys
from kiosk.flow.pages import Identify, Problem, ReadGuide, Start, Sure
from kiosk.flow.session import Person, Session
from kiosk.flow.wish import Goal
from queue_server.contract.case_commands import FindCases, GiveConsent, SaveCase, StartCase, WithdrawCase
from queue_server.contract.case_views import Case, CaseReply, CasesReply
from queue_server.contract.views import PartHealth
from tests.kiosk.applicant import ANOTHER, ME, TYPED, Applicant, begun, reading
from tests.kiosk.applications import ANSWERS, CASE, WHOLE, applying, entry, whole_draft
from tests.kiosk.hall import APPLIES, PERSON, at


def test_what_is_needed_is_told_once_before_anybody_says_who_they_are() -> None:
    visit = reading()
    visit.give(inputs.GoalChosen(Goal.APPLY))
    assert visit.page() == ToldOnce(entry())
    visit.give(inputs.ConfirmTouched())
    assert isinstance(visit.page(), Identify)
    visit.give(inputs.CardLaid(ME))
    assert visit.asked() == FindCases(holder=ME.holder("zh"), item="permit", states=("draft", "supplement"))


@pytest.mark.parametrize(
    "around",
    [
        replace(APPLIES, line=False),
        replace(APPLIES, cases=False),
        replace(APPLIES, camera=PartHealth(status="offline")),
        replace(APPLIES, hall=APPLIES.hall.model_copy(update={"items": ()}) if APPLIES.hall else None),
    ],
)
def test_nobody_begins_what_cannot_be_handed_in(around: Any) -> None:
    visit = Applicant(at(ReadGuide(entry()), around))
    assert visit.give(inputs.GoalChosen(Goal.APPLY)) == []
    assert isinstance(visit.page(), ReadGuide)


def test_an_item_without_a_form_cannot_be_applied_for() -> None:
    visit = Applicant(at(ReadGuide(replace(entry(), application=None)), APPLIES))
    visit.give(inputs.GoalChosen(Goal.APPLY))
    assert isinstance(visit.page(), ReadGuide)


def test_where_there_is_no_draft_one_is_begun_and_what_the_card_says_is_filled_in_and_kept() -> None:
    visit = reading(ME)
    visit.give(inputs.GoalChosen(Goal.APPLY), inputs.ConfirmTouched())
    visit.answer(CasesReply(cases=(), more=False))
    assert visit.asked() == StartCase(item="permit", holder=ME.holder("zh"))
    visit.answer(CaseReply(case=CASE))
    assert visit.saved() == {"name": "张示例"}
    assert visit.session.draft is not None
    assert "name" not in visit.session.draft.to_ask


def test_own_data_is_used_only_after_consent_in_this_case() -> None:
    visit = begun(consent=True)
    assert visit.page() == AskConsent("use_space")
    assert not [each for each in visit.effects if isinstance(each, Fetch)]
    visit.give(inputs.ConfirmTouched())
    assert visit.asked() == GiveConsent(case="case-1", purpose="use_space", holder=ME.holder("zh"))
    visit.answer(CaseReply(case=CASE))
    assert visit.asked() == ReadOwnAnswers("case-1", ME.holder("zh"))
    visit.answer(AnswersRead({"phone": "13800138000", "name": "别人的名字", "employer": 7}))
    assert visit.saved() == {"name": "张示例", "phone": "13800138000"}
    assert visit.page() == AnswerChoice("kind")


def test_whoever_says_no_to_own_data_fills_in_everything_and_nothing_of_it_is_read() -> None:
    visit = begun()
    assert visit.page() == AnswerChoice("kind")
    assert not [each for each in visit.effects if isinstance(each, Fetch)]


def test_a_typed_number_is_not_asked_for_own_data() -> None:
    assert begun(TYPED).page() == AnswerTyped("name", Keys.PINYIN)


def test_back_from_the_first_question_leads_to_what_was_touched_before_and_not_to_waiting() -> None:
    visit = begun(consent=True)
    visit.give(inputs.ConfirmTouched())
    visit.answer(CaseReply(case=CASE))
    visit.answer(AnswersRead({}))
    assert isinstance(visit.page(), AnswerChoice)
    visit.give(inputs.BackTouched())
    assert isinstance(visit.page(), AskConsent)


def test_back_from_a_draft_that_was_taken_up_leads_to_its_offer() -> None:
    visit = reading(ME)
    visit.give(inputs.GoalChosen(Goal.APPLY), inputs.ConfirmTouched())
    visit.answer(CasesReply(cases=(CASE,), more=False))
    visit.give(inputs.ConfirmTouched())
    visit.answer(AnswersRead({"name": "张示例"}))
    visit.give(inputs.BackTouched())
    assert isinstance(visit.page(), OfferDraft)


# The draft of before.


def offered(person: Person = ME, case: Case = WHOLE) -> Applicant:
    visit = reading(person)
    visit.give(inputs.GoalChosen(Goal.APPLY), inputs.ConfirmTouched())
    visit.answer(CasesReply(cases=(case,), more=False))
    return visit


def test_the_own_draft_is_offered_and_taken_up_where_it_was_left() -> None:
    visit = offered()
    assert visit.page() == OfferDraft(entry(), WHOLE)
    visit.give(inputs.ConfirmTouched())
    assert visit.asked() == ReadAnswers("case-1", ME.holder("zh"))
    visit.answer(
        AnswersRead({name: ANSWERS[name] for name in ("name", "kind", "permit_number", "since", "home", "phone")})
    )
    assert visit.page() == AnswerChoice("owned")
    assert visit.sent(SaveCase) == []
    assert LookUpPages("case-1") in visit.effects


def test_a_typed_number_is_never_shown_the_draft_of_whose_it_is() -> None:
    visit = offered(TYPED)
    page = visit.page()
    assert isinstance(page, Problem)
    assert page.code == "draft_needs_card"
    assert visit.session.draft is None


def test_a_draft_is_given_up_only_after_being_asked_twice() -> None:
    visit = offered()
    visit.give(inputs.CancelTouched())
    assert isinstance(visit.page(), Sure)
    visit.give(inputs.ConfirmTouched())
    assert visit.asked() == WithdrawCase(case="case-1", holder=ME.holder("zh"))
    visit.answer(CaseReply(case=WHOLE.model_copy(update={"state": "withdrawn"})))
    assert visit.asked() == StartCase(item="permit", holder=ME.holder("zh"))


def test_what_the_office_waits_for_is_not_given_up_here() -> None:
    visit = offered(case=WHOLE.model_copy(update={"state": "supplement"}))
    visit.give(inputs.CancelTouched())
    assert isinstance(visit.page(), OfferDraft)


def test_whoever_has_applied_already_is_told_so() -> None:
    visit = reading(ME)
    visit.give(inputs.GoalChosen(Goal.APPLY), inputs.ConfirmTouched())
    visit.answer(CasesReply(cases=(), more=False))
    visit.refuse("already_started")
    page = visit.page()
    assert isinstance(page, Problem)
    assert page.code == "already_started"


# Whose it is.


def test_another_persons_card_in_the_middle_ends_everything_of_the_first() -> None:
    visit = begun()
    visit.give(AnswerChosen(0))
    effects = visit.give(inputs.CardLaid(ANOTHER))
    assert ForgetPerson() in effects
    assert isinstance(visit.page(), Start)
    assert (visit.session.draft, visit.session.person) == (None, None)


def test_the_same_card_laid_again_goes_on() -> None:
    visit = begun()
    visit.give(inputs.CardLeft(lying=False), inputs.CardLaid(ME))
    assert visit.page() == AnswerChoice("kind")
    assert not visit.session.card_taken


def test_whoever_walks_away_leaves_nothing_behind() -> None:
    visit = begun()
    visit.give(AnswerChosen(0))
    assert ForgetPerson() in visit.give(inputs.Tick(61.0))
    assert isinstance(visit.page(), Start)
    assert visit.session == Session(page=visit.session.page, around=visit.session.around)


def test_whoever_takes_the_card_away_is_asked_and_then_everything_is_gone() -> None:
    visit = begun()
    visit.give(inputs.CardLeft(lying=False))
    assert visit.session.card_taken
    visit.give(inputs.Tick(21.0))
    assert visit.session.draft is None


def test_no_answer_can_reach_a_log_by_the_session() -> None:
    told = repr(applying(Review(), draft=whole_draft(), person=ME))
    for answer in (ANSWERS["phone"], ANSWERS["home"], ANSWERS["employer"], PERSON.id_number, "张示例"):
        assert str(answer) not in told
