"""Somebody applies at the terminal: told once, asked one question a page, everything kept as it is answered."""

from dataclasses import replace
from typing import Any

import pytest

from kiosk.flow import inputs
from kiosk.flow.apply_inputs import (
    AnswerChosen,
    CandidateTouched,
    DivisionsFound,
    DivisionTouched,
    HandoverChosen,
    KeysTouched,
    PaperTouched,
    QuestionTouched,
    SkipTouched,
    WordsFound,
)
from kiosk.flow.apply_pages import (
    AnswerChoice,
    AnswerTyped,
    AskConsent,
    ChooseDivision,
    ChooseHandover,
    OfferDraft,
    Papers,
    Review,
    Submitted,
    ToldOnce,
)
from kiosk.flow.effects import (
    Ask,
    CaseSheet,
    Effect,
    Fetch,
    ForgetPerson,
    LookUpDivisions,
    LookUpWords,
    PrintSheet,
    Send,
)
from kiosk.flow.errands import AnswersRead, ReadAnswers, ReadOwnAnswers
from kiosk.flow.filling import Keys
from kiosk.flow.inputs import Answered, Refused
from kiosk.flow.offered import Candidate, Division
from kiosk.flow.pages import Asking, Identify, Problem, ReadGuide, Start, Sure
from kiosk.flow.session import Person, Session
from kiosk.flow.shades import Paper
from kiosk.flow.wish import Goal
from queue_server.contract.case_commands import FindCases, GiveConsent, SaveCase, StartCase, SubmitCase, WithdrawCase
from queue_server.contract.case_views import Case, CaseReply, CasesReply
from queue_server.contract.commands import IdType, Printed
from queue_server.contract.replies import refused
from queue_server.contract.views import PartHealth
from tests.kiosk.applications import ANSWERS, CASE, HANDED_IN, WHOLE, applying, draft, entry, whole_draft
from tests.kiosk.hall import APPLIES, PERSON, at
from tests.kiosk.visit import Visit

ME = replace(PERSON, card=True, proven=True, says={"name": "张示例", "address": "示例市示例路 1 号"})
ANOTHER = Person(IdType.RESIDENT_ID, "440524188001010014", "李样本", card=True, proven=True)
TYPED = Person(IdType.RESIDENT_ID, PERSON.id_number, "")


class Applicant(Visit):
    """A visit in which the hall answers at once, as the test says."""

    def asked(self) -> Any:
        page = self.page()
        assert isinstance(page, Asking), page
        return page.data

    def answer(self, data: Any) -> list[Effect]:
        page = self.page()
        assert isinstance(page, Asking), page
        return self.give(Answered(page.command_ids[-1], type(page.data), data))

    def refuse(self, code: str) -> None:
        page = self.page()
        assert isinstance(page, Asking), page
        error = refused(page.command_ids[-1], code).error
        assert error is not None
        self.give(Refused(page.command_ids[-1], error))

    def saved(self) -> dict[str, Any]:
        data = self.sent(SaveCase)[-1].command.data
        assert isinstance(data, SaveCase)
        return dict(data.answers)


def reading(person: Person | None = None, **more: Any) -> Applicant:
    return Applicant(at(ReadGuide(entry()), APPLIES, person=person, **more))


def begun(person: Person = ME, *, consent: bool = False) -> Applicant:
    """A draft was begun, and the first question is there."""
    visit = reading(person)
    visit.give(inputs.GoalChosen(Goal.APPLY), inputs.ConfirmTouched())
    visit.answer(CasesReply(cases=(), more=False))
    visit.answer(CaseReply(case=CASE))
    if isinstance(visit.page(), AskConsent) and not consent:
        visit.give(SkipTouched())
    return visit


def on(session: Session) -> Applicant:
    return Applicant(session)


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


def test_one_question_follows_the_other_and_each_answer_is_kept_at_once() -> None:
    visit = begun()
    visit.give(AnswerChosen(0))
    assert visit.saved() == {"name": "张示例", "kind": "first"}
    assert visit.page() == AnswerTyped("since", Keys.NUMBER)
    visit.give(*(inputs.KeyTouched(key) for key in "20240301"), inputs.ConfirmTouched())
    assert visit.saved()["since"] == "2024-03-01"
    assert visit.page() == ChooseDivision("home", "")


def test_a_question_that_an_answer_leads_to_comes_next() -> None:
    visit = begun()
    visit.give(AnswerChosen(1))
    assert visit.page() == AnswerTyped("permit_number", Keys.NUMBER)


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


def test_back_leads_to_the_question_before_with_its_answer() -> None:
    visit = begun()
    visit.give(AnswerChosen(0), inputs.BackTouched())
    assert visit.page() == AnswerChoice("kind")
    visit.give(AnswerChosen(0), *(inputs.KeyTouched(key) for key in "20240301"), inputs.ConfirmTouched())
    visit.give(inputs.BackTouched())
    page = visit.page()
    assert isinstance(page, AnswerTyped)
    assert page.text == "20240301"


@pytest.mark.parametrize("typed", ["", "2024", "20240230", "20241301"])
def test_an_answer_that_will_not_do_leads_nowhere(typed: str) -> None:
    visit = on(applying(AnswerTyped("since", Keys.NUMBER)))
    visit.give(*(inputs.KeyTouched(key) for key in typed))
    assert visit.give(inputs.ConfirmTouched()) == []
    assert isinstance(visit.page(), AnswerTyped)


def test_a_date_has_no_ninth_digit_and_a_telephone_number_no_twelfth() -> None:
    for name, length in (("since", 8), ("phone", 11)):
        visit = on(applying(AnswerTyped(name, Keys.NUMBER)))
        visit.give(*(inputs.KeyTouched("1") for _ in range(15)))
        page = visit.page()
        assert isinstance(page, AnswerTyped)
        assert len(page.text) == length


def test_a_number_with_a_check_letter_has_its_key_and_others_do_not() -> None:
    visit = on(applying(AnswerTyped("people", Keys.NUMBER)))
    visit.give(inputs.KeyTouched("X"), inputs.KeyTouched("3"))
    assert visit.page() == AnswerTyped("people", Keys.NUMBER, text="3")
    visit.give(inputs.ConfirmTouched())
    assert visit.saved()["people"] == 3


def test_a_question_that_needs_no_answer_can_be_skipped_and_one_that_does_cannot() -> None:
    visit = on(applying(AnswerChoice("owned")))
    visit.give(SkipTouched())
    assert visit.page() == AnswerTyped("people", Keys.NUMBER)
    visit = on(applying(AnswerTyped("phone", Keys.NUMBER)))
    assert visit.give(SkipTouched()) == []
    assert isinstance(visit.page(), AnswerTyped)


def test_chinese_is_typed_by_pinyin_word_by_word() -> None:
    visit = on(applying(AnswerTyped("employer", Keys.PINYIN)))
    assert visit.give(*(inputs.KeyTouched(key) for key in "SHILI")) == [LookUpWords("shili")]
    words = (Candidate("示例", 5), Candidate("是", 3))
    visit.give(WordsFound("shil", (Candidate("失礼", 4),)))
    visit.give(WordsFound("shili", words))
    page = visit.page()
    assert isinstance(page, AnswerTyped)
    assert page.candidates == words
    assert visit.give(CandidateTouched(words[1])) == [LookUpWords("li")]
    visit.give(WordsFound("li", (Candidate("力", 2),)), CandidateTouched(Candidate("力", 2)))
    assert visit.page() == AnswerTyped("employer", Keys.PINYIN, text="是力")
    visit.give(inputs.ConfirmTouched())
    assert visit.saved()["employer"] == "是力"


def test_letters_without_a_word_are_no_answer_and_are_taken_back_first() -> None:
    visit = on(applying(AnswerTyped("employer", Keys.PINYIN, text="示例")))
    visit.give(inputs.KeyTouched("A"))
    assert visit.give(inputs.ConfirmTouched()) == []
    visit.give(inputs.DeleteTouched())
    assert visit.page() == AnswerTyped("employer", Keys.PINYIN, text="示例")
    visit.give(inputs.DeleteTouched())
    assert visit.page() == AnswerTyped("employer", Keys.PINYIN, text="示")


def test_keys_can_be_turned_and_letters_stay_as_they_are() -> None:
    visit = on(applying(AnswerTyped("employer", Keys.PINYIN, text="示例")))
    visit.give(inputs.KeyTouched("A"), KeysTouched(Keys.SIGNS), inputs.KeyTouched("7"), inputs.KeyTouched("Q"))
    assert visit.page() == AnswerTyped("employer", Keys.SIGNS, text="示例A7")


def test_an_address_is_chosen_step_by_step_and_then_typed() -> None:
    hall = APPLIES.hall.model_copy(update={"region": "440604"}) if APPLIES.hall else None
    session = applying(
        AnswerTyped("since", Keys.NUMBER, text="20240301"), person=ME, around=replace(APPLIES, hall=hall)
    )
    visit = on(session)
    effects = visit.give(inputs.ConfirmTouched())
    assert LookUpDivisions("", ("440604", "110105")) in effects
    provinces, cities = (Division("440000", "广东省"),), (Division("440600", "佛山市"),)
    visit.give(DivisionsFound("", "", provinces, (Division("440604", "广东省佛山市禅城区"),)))
    assert visit.give(DivisionTouched("999999")) == []
    assert visit.give(DivisionTouched("440000")) == [LookUpDivisions("440000")]
    visit.give(DivisionsFound("440000", "广东省", cities, ()))
    assert visit.page() == ChooseDivision("home", "440000", cities)
    visit.give(inputs.BackTouched(), DivisionTouched("440604"))
    visit.give(DivisionsFound("440604", "广东省佛山市禅城区", (), ()))
    visit.give(KeysTouched(Keys.SIGNS), inputs.KeyTouched("2"), inputs.ConfirmTouched())
    assert visit.saved()["home"] == "广东省佛山市禅城区2"


def test_a_telephone_number_of_the_form_is_told_by_sms_too() -> None:
    visit = on(applying(AnswerTyped("phone", Keys.NUMBER, text="13800138000")))
    visit.give(inputs.ConfirmTouched())
    assert visit.session.phone == "13800138000"


def test_after_the_last_question_come_the_papers() -> None:
    visit = on(applying(AnswerTyped("phone", Keys.NUMBER, text="13800138000")))
    visit.give(inputs.ConfirmTouched())
    assert visit.page() == Papers()


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


# Handing it in.


def test_everything_is_shown_once_more_and_changed_by_a_touch() -> None:
    visit = on(applying(Review(), draft=whole_draft()))
    visit.give(QuestionTouched("kind"), AnswerChosen(0))
    assert visit.page() == Review()
    assert visit.saved()["kind"] == "first"
    assert "permit_number" not in visit.saved()


def test_what_is_missing_is_told_in_one_go_with_a_way_there() -> None:
    visit = on(applying(Review(), draft=draft()))
    visit.give(inputs.ConfirmTouched())
    assert visit.page() == Review(refused=True)
    assert visit.session.draft is not None
    assert visit.session.draft.blanks == ("kind", "since", "home", "phone")
    assert visit.session.draft.missing == ("id_card", "lease")
    visit.give(PaperTouched("lease"), inputs.BackTouched(), inputs.BackTouched())
    assert visit.page() == Review(refused=True)


def test_a_case_that_is_whole_is_handed_in_and_its_receipt_printed() -> None:
    visit = on(applying(Review(), draft=whole_draft()))
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


def test_what_the_hall_misses_is_shown_once_more() -> None:
    visit = on(applying(Review(), draft=whole_draft()))
    visit.give(inputs.ConfirmTouched())
    visit.refuse("incomplete")
    assert visit.page() == Review(refused=True)


def test_how_the_result_comes_is_asked_and_a_courier_needs_an_address() -> None:
    visit = on(applying(ChooseHandover(), draft=replace(whole_draft(), handover=None)))
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
    visit = on(applying(ChooseHandover(), draft=replace(whole_draft(), handover=None), person=ME))
    visit.give(HandoverChosen("counter"))
    assert visit.page() == AskConsent("keep_space")
    visit.give(inputs.ConfirmTouched())
    assert visit.asked() == GiveConsent(case="case-1", purpose="keep_space", holder=ME.holder("zh"))
    visit.answer(CaseReply(case=WHOLE))
    assert visit.page() == Review()


def test_whoever_says_no_keeps_nothing() -> None:
    visit = on(applying(ChooseHandover(), draft=replace(whole_draft(), handover=None), person=ME))
    visit.give(HandoverChosen("counter"), SkipTouched())
    assert visit.page() == Review()
    assert not [each for each in visit.effects if isinstance(each, Send | Ask)]
