"""What a person keeps for other applications: seen and deleted by whoever has the card, and gone with them."""

from dataclasses import replace
from typing import Any

import pytest

from kiosk.flow import inputs
from kiosk.flow.advance import begin
from kiosk.flow.apply_pages import AnswerTyped, ChooseDivision
from kiosk.flow.effects import Fetch, ForgetPerson, LookUpOwnQuestions
from kiosk.flow.errands import AnswersRead, ReadSpace
from kiosk.flow.own_pages import MySpace, OneAnswer, OwnQuestion
from kiosk.flow.pages import Enquiries, Identify, Problem, Said, Start, Sure
from kiosk.flow.shades import News
from kiosk.flow.wish import Goal
from kiosk.presenting.menus import menu_of
from kiosk.presenting.own_data import masked_answer
from kiosk.words import speech_in
from queue_server.catalogue import Application
from queue_server.contract.case_commands import Answer, DeleteSpace, SaveSpace
from queue_server.contract.case_views import SpaceReply
from tests.kiosk.hall import AROUND, HOLDER, NOW, PERSON, entry
from tests.kiosk.hall_cases import PROVEN, QUESTIONS, SPACE, WITH_LOCKER
from tests.kiosk.visit import Visit


def looking(answers: dict[str, Answer] = SPACE) -> Visit:
    visit = Visit(begin(WITH_LOCKER)[0])
    visit.give(inputs.GoalChosen(Goal.ENQUIRE), inputs.GoalChosen(Goal.SPACE), inputs.CardLaid(PROVEN))
    [fetched] = [each for each in visit.effects if isinstance(each, Fetch)]
    assert fetched.errand == ReadSpace(HOLDER)
    visit.give(inputs.Answered(fetched.id, ReadSpace, AnswersRead(answers)))
    visit.give(inputs.OwnQuestionsCame(QUESTIONS))
    return visit


def test_the_card_shows_what_is_kept_in_the_words_of_the_forms() -> None:
    visit = looking()
    assert visit.page() == MySpace(SPACE, QUESTIONS)
    assert LookUpOwnQuestions() in visit.effects


def test_a_list_says_only_enough_to_know_ones_own() -> None:
    menu = menu_of(speech_in("zh"), looking().session, NOW)
    assert [(choice.title, choice.lines) for choice in menu.choices] == [
        ("现在的住址", ("广东***",)),
        ("手机号码", ("****8000",)),
    ]


def asking(**schema: Any) -> OwnQuestion:
    """A question of a form."""
    question = {"words": {"zh": "问题"}, **schema}
    form = {"type": "object", "additionalProperties": False, "properties": {"asked": question}}
    return OwnQuestion(replace(entry(), application=Application(form=form)), "asked")


@pytest.mark.parametrize(
    ("question", "answer", "shown"),
    [
        (asking(pad="yes_no", type="boolean"), True, "是"),
        (asking(pad="choice", oneOf=[{"const": "work", "words": {"zh": "就业"}}]), "work", "就业"),
        (asking(pad="text", type="string", maxLength=9), "示例", "示***"),
        (asking(pad="date", type="string", format="date"), "1949-12-31", "****2-31"),
        (asking(pad="digits", type="string", maxLength=9), "301", "****"),
        (None, "广东省佛山市", "广东***"),
    ],
)
def test_every_kind_of_answer_is_masked_as_it_needs_to_be(
    question: OwnQuestion | None, answer: Answer, shown: str
) -> None:
    assert masked_answer(speech_in("zh"), question, answer) == shown


@pytest.mark.parametrize("given", [inputs.CodeScanned(PERSON.id_number), inputs.CodeScanned("K7M2PQ9X")])
def test_neither_a_number_nor_a_code_shows_anything(given: inputs.Input) -> None:
    visit = Visit(begin(WITH_LOCKER)[0])
    visit.give(inputs.GoalChosen(Goal.ENQUIRE), inputs.GoalChosen(Goal.SPACE))
    assert visit.page() == Identify()
    visit.give(given)
    assert visit.page() == Problem("code.needs_card")
    assert not [each for each in visit.effects if isinstance(each, Fetch)]


def test_a_terminal_that_may_not_ask_the_halls_pages_does_not_offer_it() -> None:
    visit = Visit(begin(replace(AROUND, cases=False))[0])
    visit.give(inputs.GoalChosen(Goal.ENQUIRE), inputs.GoalChosen(Goal.SPACE))
    assert visit.page() == Enquiries()


def test_one_thing_is_shown_in_full_where_it_was_touched() -> None:
    visit = looking()
    visit.give(inputs.AnswerTouched("phone"))
    assert visit.page() == OneAnswer("phone", "13800138000", QUESTIONS["phone"])
    visit.give(inputs.BackTouched())
    assert visit.page() == MySpace(SPACE, QUESTIONS)


def test_one_thing_is_deleted_only_by_who_is_sure_and_the_rest_is_kept() -> None:
    visit = looking()
    visit.give(inputs.AnswerTouched("phone"), inputs.CancelTouched())
    rest = {"home_address": SPACE["home_address"]}
    assert visit.page() == Sure(SaveSpace(holder=HOLDER, answers=rest), "手机号码")
    visit.give(inputs.ConfirmTouched())
    [sent] = visit.sent(SaveSpace)
    visit.give(inputs.Answered(sent.command.id, SaveSpace, SpaceReply(fields=1)))
    assert visit.page() == MySpace(rest, QUESTIONS)
    visit.give(inputs.BackTouched())
    assert visit.page() == Enquiries()


def test_one_thing_is_corrected_on_the_page_of_its_question_and_the_rest_is_kept() -> None:
    visit = looking()
    visit.give(inputs.AnswerTouched("phone"), inputs.CorrectTouched())
    page = visit.page()
    assert isinstance(page, AnswerTyped)
    assert page.text == "13800138000"
    visit.give(*[inputs.DeleteTouched()] * 4, *(inputs.KeyTouched(key) for key in "9000"))
    visit.give(inputs.ConfirmTouched())
    [sent] = visit.sent(SaveSpace)
    wanted = {**SPACE, "phone": "13800139000"}
    assert sent.command.data == SaveSpace(holder=HOLDER, answers=wanted)
    visit.give(inputs.Answered(sent.command.id, SaveSpace, SpaceReply(fields=2)))
    assert visit.page() == MySpace(wanted, QUESTIONS)
    assert visit.session.draft is None


def test_what_its_question_refuses_is_not_kept() -> None:
    visit = looking()
    visit.give(inputs.AnswerTouched("phone"), inputs.CorrectTouched(), inputs.DeleteTouched(), inputs.ConfirmTouched())
    assert isinstance(visit.page(), AnswerTyped)
    assert visit.sent(SaveSpace) == []


def test_an_address_is_corrected_by_its_divisions() -> None:
    visit = looking()
    visit.give(inputs.AnswerTouched("home_address"), inputs.CorrectTouched())
    assert visit.page() == ChooseDivision("home_address", "")


def test_what_no_form_asks_any_more_can_be_deleted_and_not_corrected() -> None:
    visit = looking({"shoe_size": "42"})
    visit.give(inputs.AnswerTouched("shoe_size"))
    before = visit.session
    visit.give(inputs.CorrectTouched())
    assert visit.session == before


def test_all_of_it_is_deleted_only_by_who_is_sure() -> None:
    visit = looking()
    visit.give(inputs.CancelTouched())
    assert visit.page() == Sure(DeleteSpace(holder=HOLDER), "")
    visit.give(inputs.ConfirmTouched())
    [sent] = visit.sent(DeleteSpace)
    visit.give(inputs.Answered(sent.command.id, DeleteSpace, SpaceReply(fields=0)))
    assert visit.page() == Said(News.SPACE_DELETED)


def test_nothing_of_it_is_left_after_its_person() -> None:
    visit = looking()
    visit.give(inputs.AnswerTouched("phone"))
    assert ForgetPerson() in visit.give(inputs.HomeTouched())
    assert visit.page() == Start()
    assert "13800138000" not in repr(visit.session)
    assert visit.session.trail == ()


def test_what_is_kept_stands_in_no_log() -> None:
    assert "13800138000" not in repr(MySpace(SPACE, QUESTIONS))
    assert "13800138000" not in repr(OneAnswer("phone", "13800138000"))
