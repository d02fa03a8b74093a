"""A provider that fails is left alone, and the next one takes over."""

from datetime import timedelta

from queue_server.notices.dispatcher import PROVIDER_RESTS
from queue_server.notices.lifecycle import State
from queue_server.notices.outcomes import NoWord, Refusal, Refused
from queue_server.notices.phones import Phone
from tests.queue_server.notices.conftest import provider

ILL = Refused(Refusal.ILL, "no_money")


def test_an_ill_provider_is_left_alone_and_the_second_takes_over_at_once(make):
    street = make(plans=[provider("first"), provider("second")])
    street.take()
    street.turn().answer(ILL)
    assert [order.notice for order in street.orders("second")] == [street.notices()[0].id]
    street.answer()
    street.take()
    street.turn()
    assert len(street.orders("second")) == 1
    assert street.orders("first") == []


def test_a_provider_that_failed_so_often_in_a_row_is_left_alone(make):
    street = make(plans=[provider("first"), provider("second")])
    for _ in range(3):
        street.take()
        street.turn().answer(NoWord("timeout"))
    street.take()
    street.turn()
    assert [name for name, _ in street.given] == ["second"]


def test_a_template_that_one_provider_refuses_is_sent_through_the_other(make):
    street = make(plans=[provider("first"), provider("second")])
    street.take()
    street.turn().answer(Refused(Refusal.MESSAGE, "isv.SMS_TEMPLATE_ILLEGAL"))
    assert len(street.orders("second")) == 1
    street.answer(Refused(Refusal.MESSAGE, "FailedOperation.TemplateIncorrectOrUnapproved"))
    (notice,) = street.notices()
    assert (notice.state, notice.reason) == (State.FAILED, "FailedOperation.TemplateIncorrectOrUnapproved")


def test_after_its_rest_a_provider_is_tried_with_one_message_and_trusted_again_when_that_goes_well(make):
    street = make(plans=[provider("only", at_once=4)])
    street.take()
    street.turn().answer(ILL)
    assert street.services["sms-only"] == "no_money"
    for _ in range(3):
        street.take()
    assert street.turn(seconds=10).orders() == []
    assert {notice.reason for notice in street.notices()} == {PROVIDER_RESTS}
    assert len(street.turn(seconds=21).orders()) == 1
    street.answer()
    assert len(street.orders()) == 3
    assert street.services["sms-only"] is None


def test_a_provider_that_stays_ill_rests_longer_each_time(make):
    street = make(plans=[provider("only")])
    street.take()
    street.turn().answer(ILL)
    rests = []
    for _ in range(3):
        standing = street.roster.standing("only")
        rests.append((standing.until - street.story.now).total_seconds())
        street.story.now = standing.until
        street.turn().answer(ILL)
    assert [round(rest / 30) for rest in rests] == [1, 2, 4]


def test_after_a_start_nothing_is_known_of_a_provider_until_it_says_a_word(make):
    """An alert that the server before raised is not over because this one has not tried yet."""
    street = make(plans=[provider("only")])
    street.take()
    street.turn().answer(ILL)
    street.services.clear()
    street.start()
    assert street.services == {"sms": None}


def test_messages_that_were_under_way_together_count_as_one_failure(make):
    """Eight that fail at once are one reason to rest, not eight."""
    street = make(plans=[provider("only", at_once=8)])
    for _ in range(8):
        street.take()
    street.turn().answer(ILL)
    standing = street.roster.standing("only")
    assert (standing.rests, standing.until - street.story.now) == (1, timedelta(seconds=30))


def test_a_provider_that_rests_is_asked_nothing_either(make):
    street = make(plans=[provider("only", can_ask=True)])
    street.take()
    street.turn().answer(NoWord("timeout"))
    street.take(phone=Phone.parse("13900139000"))
    street.turn(seconds=1).answer(ILL)
    assert street.turn(seconds=20).questions() == []
    street.turn(seconds=11)
    assert len(street.questions()) + len(street.orders()) == 1
