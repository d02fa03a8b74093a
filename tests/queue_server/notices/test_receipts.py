"""A receipt counts once, for the message that it is about, whoever brings it and however late."""

from datetime import timedelta

import pytest

from queue_server.notices import course
from queue_server.notices.outcomes import Accepted, NeverArrived, NoWord, Receipt
from queue_server.notices.steps import Step
from tests.queue_server.notices.conftest import PHONE, provider


@pytest.mark.parametrize("became", ["delivered", "failed"])
def test_a_receipt_counts_once_however_often_it_comes(street, became):
    street.take()
    street.turn().answer()
    receipt = Receipt(became, notice=street.notices()[0].id, code="x")
    street.report(receipt, receipt)
    before = street.notices()
    street.turn(minutes=5).report(receipt)
    assert street.notices() == before
    assert street.states() == [became]


def test_a_receipt_that_is_faster_than_the_answer_is_believed(street):
    street.take()
    street.turn()
    street.report(Receipt("delivered", notice=street.notices()[0].id))
    street.answer(NoWord("timeout"))
    assert street.states() == ["delivered"]


def test_a_receipt_of_the_first_try_stops_the_second(asked):
    asked.take()
    asked.turn().answer(NoWord("timeout"))
    asked.turn(minutes=1)
    (question,) = asked.questions()
    asked.given.clear()
    asked.roster.in_hand.clear()
    notice = asked.outbox.find(question.notice)
    asked.outbox.put(course.after_finding(notice, NeverArrived(), asked.story.now + timedelta(minutes=1)))
    assert asked.states() == ["queued"]
    asked.report(Receipt("delivered", notice=notice.id))
    assert asked.turn(minutes=5).orders() == []
    assert asked.states() == ["delivered"]


def test_a_failure_that_an_earlier_try_reports_is_not_that_of_the_later_one(street):
    street.take()
    street.turn().answer(Accepted("second"))
    street.report(Receipt("failed", notice=street.notices()[0].id, reference="first"))
    assert street.states() == ["sent"]


def test_a_receipt_without_our_id_is_known_by_the_provider_s_own(street):
    street.take()
    street.turn().answer(Accepted("5000:1"))
    street.report(Receipt("delivered", reference="5000:1"))
    assert street.states() == ["delivered"]


def test_a_receipt_for_a_number_of_which_one_message_is_in_doubt_is_about_that_one(street):
    street.take()
    street.turn().answer(NoWord("timeout"))
    street.report(Receipt("delivered", reference="5000:1", phone=PHONE))
    assert street.states() == ["delivered"]


def test_a_receipt_for_a_number_with_two_messages_in_doubt_is_about_neither(street):
    street.take()
    street.take()
    street.turn().answer(NoWord("timeout"))
    street.report(Receipt("delivered", reference="5000:1", phone=PHONE))
    assert street.states() == ["unknown", "unknown"]


def test_a_receipt_of_nobody_s_message_changes_nothing(street):
    street.take()
    street.turn().answer()
    street.report(Receipt("failed", notice="nobody's"), Receipt("failed", reference="nobody's"))
    assert street.states() == ["sent"]


def test_a_failure_that_another_provider_reports_is_not_that_of_the_one_that_has_the_message(make):
    street = make(plans=[provider("one"), provider("other")])
    street.take()
    street.turn().answer()
    street.report(Receipt("failed", notice=street.notices()[0].id), name="other")
    assert street.states() == ["sent"]


def test_a_delivery_is_believed_whoever_reports_it(make):
    """It was given up at one provider, sent through the other, and arrived by the first after all."""
    street = make(plans=[provider("one"), provider("other")])
    street.take()
    street.turn().answer()
    street.report(Receipt("delivered", notice=street.notices()[0].id), name="other")
    assert street.states() == ["delivered"]


def test_receipts_that_come_by_the_thousand_are_kept_a_little_at_a_time(street, monkeypatch):
    """Nobody who sends a command waits for all of them."""
    monkeypatch.setattr("queue_server.notices.desk.RECEIPTS_KEPT_WITHIN_S", 0)
    monkeypatch.setattr("queue_server.notices.desk.WORDS_AT_ONCE", 2)
    for _ in range(5):
        street.take()
    street.turn().answer()
    names = [notice.id for notice in street.notices(Step.TICKET_TAKEN)]
    street.turn().turn().turn()
    street.desk.bring("one", [Receipt("delivered", notice=name) for name in names])
    kept = []
    while street.states(Step.TICKET_TAKEN).count("delivered") < len(names):
        street.turn()
        kept.append(street.states(Step.TICKET_TAKEN).count("delivered"))
    assert kept == [2, 4, 5]
