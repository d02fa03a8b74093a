"""A message without a word is asked about, and never sent again before it is known that it never arrived."""

from queue_server.notices.course import NEVER_ARRIVED
from queue_server.notices.outcomes import NeverArrived, NoWord, Receipt
from tests.queue_server.notices.conftest import provider


def test_after_a_time_out_nothing_is_sent_again_before_it_is_known_what_became_of_it(asked):
    asked.take()
    asked.turn().answer(NoWord("timeout"))
    assert asked.states() == ["unknown"]
    asked.turn(minutes=3)
    assert asked.orders() == []
    assert len(asked.questions()) == 1


def test_a_message_that_the_provider_knows_is_not_sent_again(asked):
    asked.take()
    asked.turn().answer(NoWord("timeout"))
    asked.turn(seconds=20).find(Receipt("accepted"))
    assert asked.states() == ["sent"]
    asked.turn(minutes=30)
    assert asked.orders() == []


def test_a_message_that_never_arrived_is_sent_again(asked):
    asked.take()
    asked.turn().answer(NoWord("timeout"))
    asked.turn(minutes=1, seconds=1).find(NeverArrived())
    assert asked.notices()[0].reason == NEVER_ARRIVED or asked.states() == ["sending"]
    assert len(asked.orders()) == 1
    asked.answer()
    assert asked.states() == ["sent"]
    assert asked.notices()[0].tries == 2


def test_so_soon_after_it_was_sent_a_missing_record_proves_nothing(asked):
    asked.take()
    asked.turn().answer(NoWord("timeout"))
    asked.turn(seconds=16).find(NeverArrived())
    assert asked.states() == ["unknown"]
    assert asked.orders() == []


def test_a_question_without_an_answer_is_asked_again_and_at_last_the_message_stays_unknown(asked):
    asked.take()
    asked.turn().answer(NoWord("timeout"))
    questions = 0
    for _ in range(40):
        asked.turn(hours=5)
        questions += len(asked.questions())
        asked.find(NoWord("timeout"))
    assert questions == 10
    assert asked.states() == ["unknown"]
    assert asked.notices()[0].next_at is None


def test_a_provider_that_cannot_be_asked_leaves_the_message_unknown_until_a_receipt_comes(street):
    street.take()
    street.turn().answer(NoWord("timeout"))
    assert street.turn(hours=30).given == []
    assert street.states() == ["unknown"]
    street.report(Receipt("delivered", notice=street.notices()[0].id))
    assert street.states() == ["delivered"]


def test_a_message_without_a_word_is_not_given_to_the_second_provider(make):
    street = make(plans=[provider("first"), provider("second")])
    street.take()
    street.turn().answer(NoWord("timeout"))
    assert street.turn(hours=1).given == []
