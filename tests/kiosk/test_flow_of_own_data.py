"""What a person keeps for other applications: seen and deleted by whoever has the card, and gone with them."""

import pytest

from kiosk.flow import inputs
from kiosk.flow.advance import begin
from kiosk.flow.effects import Fetch, ForgetPerson, LookUpOwnQuestions
from kiosk.flow.errands import AnswersRead, ReadSpace
from kiosk.flow.own_data import MySpace, OneAnswer
from kiosk.flow.pages import Enquiries, Identify, Problem, Said, Start, Sure
from kiosk.flow.shades import News
from kiosk.flow.wish import Goal
from kiosk.presenting.menus import menu_of
from kiosk.presenting.own_data import masked_answer
from kiosk.words import speech_in
from queue_server.contract.case_commands import Answer, DeleteSpace, SaveSpace
from queue_server.contract.case_views import SpaceReply
from tests.kiosk.scenes import AROUND, HOLDER, NOW, PERSON, PROVEN, QUESTIONS, SPACE, WITH_LOCKER
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


@pytest.mark.parametrize(
    ("question", "answer", "shown"),
    [
        ({"pad": "yes_no"}, True, "是"),
        ({"pad": "choice", "oneOf": [{"const": "work", "words": {"zh": "就业"}}]}, "work", "就业"),
        ({"pad": "text"}, "示例", "示***"),
        ({"pad": "date"}, "1949-12-31", "****2-31"),
        ({"pad": "digits"}, "301", "****"),
    ],
)
def test_every_kind_of_answer_is_masked_as_it_needs_to_be(
    question: dict[str, object], answer: Answer, shown: str
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
    visit = Visit(begin(AROUND)[0])
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
