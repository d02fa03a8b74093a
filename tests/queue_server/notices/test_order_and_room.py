"""What is urgent goes first, what is late goes no more, and no door is crowded."""

from queue_server.notices.dispatcher import PROVIDER_RESTS
from queue_server.notices.lifecycle import State
from queue_server.notices.outcomes import Accepted, Refusal, Refused
from queue_server.notices.steps import Step
from queue_server.notices.workers import Said
from tests.queue_server.notices.conftest import provider

ILL = Refused(Refusal.ILL, "no_money")


def test_your_turn_is_not_told_ten_minutes_after(make):
    street = make(plans=[provider("only")])
    street.open()
    street.take()
    street.turn().answer()
    street.call()
    street.turn().answer(ILL)
    street.turn(minutes=10)
    called = street.notice(Step.CALLED)
    assert (called.state, called.reason) == (State.DROPPED, f"late: {PROVIDER_RESTS}")
    assert street.orders() == []


def test_what_is_urgent_goes_first(make):
    street = make(plans=[provider(at_once=1)])
    street.open()
    street.take()
    street.turn()
    for _ in range(5):
        street.take()
    street.call()
    street.turn()
    street.answer()
    assert [order.text[-11:] for order in street.orders()] == ["请A001号到1号综合窗口办理。"[-11:]]


def test_no_more_messages_are_at_a_door_than_it_has_room_for(make):
    street = make(plans=[provider(at_once=2)])
    for _ in range(5):
        street.take()
    street.turn()
    assert len(street.orders()) == 2
    street.answer()
    assert len(street.orders()) == 2
    assert street.states().count("queued") == 1


def test_with_a_full_door_a_word_makes_the_hall_come_round_at_once(make):
    street = make(plans=[provider(at_once=1)])
    street.take()
    street.turn()
    street.desk.hear(Said("one", street.orders()[0].notice, Accepted()))
    assert street.wakes == 0
    street.given.clear()
    street.turn()
    street.take()
    street.take()
    street.turn()
    street.desk.hear(Said("one", street.orders()[0].notice, Accepted()))
    assert street.wakes == 1


def test_while_commands_come_without_a_break_one_commit_stands_for_many(street):
    street.turn()
    street.take()
    street.desk.turn(street.story.state, quiet=False)
    assert street.orders() == []
    street.ticks += 0.02
    street.desk.turn(street.story.state, quiet=False)
    assert len(street.orders()) == 1


def test_a_journal_that_is_far_ahead_is_followed_in_pieces(street, monkeypatch):
    monkeypatch.setattr("queue_server.notices.maker.EVENTS_AT_ONCE", 2)
    for _ in range(4):
        street.take()
    turns = 0
    while street.outbox.followed() < street.story.state.seq:
        street.turn()
        turns += 1
    assert turns == 3
    assert street.wakes == 2
    assert len(street.notices(Step.TICKET_TAKEN)) == 4


def test_a_crowd_behind_a_full_door_is_left_alone(make, monkeypatch):
    """A provider that hangs must not cost the hall's thread a look at everybody who waits for it."""
    street = make(plans=[provider(at_once=1)])
    for _ in range(50):
        street.take()
    street.turn()
    looks = []
    monkeypatch.setattr(street.contacts, "find", looks.append)
    for _ in range(10):
        street.turn()
    assert looks == []


def test_behind_a_full_door_those_are_found_that_another_takes(make):
    codes = {Step.TICKET_TAKEN: {"zh": "SMS_1"}}
    street = make(plans=[provider("templates", at_once=1, codes=codes), provider("any")])
    street.open()
    for _ in range(3):
        street.take()
    street.turn()
    street.call()
    street.turn()
    assert [order.text[-10:] for order in street.orders("any")] == ["请A001号到1号综合窗口办理。"[-10:]]
