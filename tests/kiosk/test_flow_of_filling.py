"""One question a page, each with the keys it needs, and everything kept as it is answered."""

from dataclasses import replace

import pytest

from kiosk.flow import inputs
from kiosk.flow.apply_inputs import (
    AnswerChosen,
    CandidateTouched,
    DivisionsFound,
    DivisionTouched,
    KeysTouched,
    SkipTouched,
    WordsFound,
)
from kiosk.flow.apply_pages import AnswerChoice, AnswerTyped, ChooseDivision, Papers
from kiosk.flow.effects import LookUpDivisions, LookUpWords
from kiosk.flow.filling import Keys
from kiosk.flow.offered import Candidate, Division
from tests.kiosk.applicant import ME, Applicant, begun
from tests.kiosk.applications import applying
from tests.kiosk.hall import APPLIES


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
    visit = Applicant(applying(AnswerTyped("since", Keys.NUMBER)))
    visit.give(*(inputs.KeyTouched(key) for key in typed))
    assert visit.give(inputs.ConfirmTouched()) == []
    assert isinstance(visit.page(), AnswerTyped)


def test_a_date_has_no_ninth_digit_and_a_telephone_number_no_twelfth() -> None:
    for name, length in (("since", 8), ("phone", 11)):
        visit = Applicant(applying(AnswerTyped(name, Keys.NUMBER)))
        visit.give(*(inputs.KeyTouched("1") for _ in range(15)))
        page = visit.page()
        assert isinstance(page, AnswerTyped)
        assert len(page.text) == length


def test_a_number_with_a_check_letter_has_its_key_and_others_do_not() -> None:
    visit = Applicant(applying(AnswerTyped("people", Keys.NUMBER)))
    visit.give(inputs.KeyTouched("X"), inputs.KeyTouched("3"))
    assert visit.page() == AnswerTyped("people", Keys.NUMBER, text="3")
    visit.give(inputs.ConfirmTouched())
    assert visit.saved()["people"] == 3


def test_a_question_that_needs_no_answer_can_be_skipped_and_one_that_does_cannot() -> None:
    visit = Applicant(applying(AnswerChoice("owned")))
    visit.give(SkipTouched())
    assert visit.page() == AnswerTyped("people", Keys.NUMBER)
    visit = Applicant(applying(AnswerTyped("phone", Keys.NUMBER)))
    assert visit.give(SkipTouched()) == []
    assert isinstance(visit.page(), AnswerTyped)


def test_chinese_is_typed_by_pinyin_word_by_word() -> None:
    visit = Applicant(applying(AnswerTyped("employer", Keys.PINYIN)))
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
    visit = Applicant(applying(AnswerTyped("employer", Keys.PINYIN, text="示例")))
    visit.give(inputs.KeyTouched("A"))
    assert visit.give(inputs.ConfirmTouched()) == []
    visit.give(inputs.DeleteTouched())
    assert visit.page() == AnswerTyped("employer", Keys.PINYIN, text="示例")
    visit.give(inputs.DeleteTouched())
    assert visit.page() == AnswerTyped("employer", Keys.PINYIN, text="示")


def test_keys_can_be_turned_and_letters_stay_as_they_are() -> None:
    visit = Applicant(applying(AnswerTyped("employer", Keys.PINYIN, text="示例")))
    visit.give(inputs.KeyTouched("A"), KeysTouched(Keys.SIGNS), inputs.KeyTouched("7"), inputs.KeyTouched("Q"))
    assert visit.page() == AnswerTyped("employer", Keys.SIGNS, text="示例A7")


def test_an_address_is_chosen_step_by_step_and_then_typed() -> None:
    hall = APPLIES.hall.model_copy(update={"region": "440604"}) if APPLIES.hall else None
    session = applying(
        AnswerTyped("since", Keys.NUMBER, text="20240301"), person=ME, around=replace(APPLIES, hall=hall)
    )
    visit = Applicant(session)
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
    visit = Applicant(applying(AnswerTyped("phone", Keys.NUMBER, text="13800138000")))
    visit.give(inputs.ConfirmTouched())
    assert visit.session.phone == "13800138000"


def test_after_the_last_question_come_the_papers() -> None:
    visit = Applicant(applying(AnswerTyped("phone", Keys.NUMBER, text="13800138000")))
    visit.give(inputs.ConfirmTouched())
    assert visit.page() == Papers()
