"""What is said of a message is what is known of it, and nobody is told twice or forgotten."""

import sqlite3
from datetime import timedelta

import pytest

from queue_server.domain.events import TicketCalled
from queue_server.notices import course
from queue_server.notices.course import NEVER_ARRIVED
from queue_server.notices.dispatcher import PROVIDER_RESTS, QUIET_HOURS
from queue_server.notices.lifecycle import NOTICE_LIFE, State, moved
from queue_server.notices.outcomes import Accepted, NeverArrived, NoWord, Receipt, Refusal, Refused
from queue_server.notices.patience import retry_delay_s
from queue_server.notices.phones import Phone
from queue_server.notices.rules import wanted_after
from queue_server.notices.settings import NoticesSection
from queue_server.notices.steps import Step
from queue_server.notices.workers import Said
from tests.queue_server.notices.conftest import PHONE, provider

BUSY = Refused(Refusal.BUSY, "throttled")
ILL = Refused(Refusal.ILL, "no_money")


@pytest.fixture
def asked(make):
    """A hall whose provider can be asked what became of a message."""
    return make(plans=[provider(can_ask=True)])


def test_a_message_that_was_taken_is_sent_and_with_its_receipt_delivered(street):
    street.take()
    street.turn().answer()
    assert street.states() == ["sent"]
    street.report(Receipt("delivered", notice=street.notices()[0].id))
    assert street.states() == ["delivered"]


def test_nothing_goes_out_before_it_is_on_disk(street):
    street.take()
    street.desk.turn(street.story.state, quiet=True)
    on_disk = sqlite3.connect(street.folder / "journal.sqlite")
    (state,) = on_disk.execute("SELECT state FROM notice").fetchone()
    on_disk.close()
    assert state == "sending"
    assert len(street.orders()) == 1


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


def test_a_busy_provider_is_tried_again_later_each_time_twice_as_late(street):
    street.take()
    street.turn().answer(BUSY)
    assert street.orders() == []
    street.turn(seconds=1)
    assert street.orders() == []
    street.turn(seconds=1)
    assert len(street.orders()) == 1
    street.answer(BUSY)
    assert street.turn(seconds=3).orders() == []
    assert len(street.turn(seconds=1).orders()) == 1


@pytest.mark.parametrize("refusal", [Refusal.BUSY, Refusal.LIMITED])
def test_retries_are_spread_by_the_dice_and_end(refusal):
    first, second = retry_delay_s(refusal, 1, 0.0), retry_delay_s(refusal, 1, 1.0)
    assert second == 3 * first
    assert retry_delay_s(refusal, 100, 0.5) is None


@pytest.mark.parametrize("refusal", [Refusal.NUMBER, Refusal.MESSAGE])
def test_what_is_refused_again_is_not_tried_again(refusal):
    assert retry_delay_s(refusal, 1, 0.5) is None


def test_a_number_that_will_never_do_fails_with_the_provider_s_code(street):
    street.take()
    street.turn().answer(Refused(Refusal.NUMBER, "isv.MOBILE_NUMBER_ILLEGAL"))
    (notice,) = street.notices()
    assert (notice.state, notice.reason) == (State.FAILED, "isv.MOBILE_NUMBER_ILLEGAL")
    assert street.turn(hours=1).orders() == []


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


def test_a_message_without_a_word_is_not_given_to_the_second_provider(make):
    street = make(plans=[provider("first"), provider("second")])
    street.take()
    street.turn().answer(NoWord("timeout"))
    assert street.turn(hours=1).given == []


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


def test_what_was_under_way_when_the_server_ended_is_unknown_and_asked_about(asked):
    asked.take()
    asked.turn()
    asked.given.clear()
    asked.start()
    assert asked.states() == ["unknown"]
    assert asked.notices()[0].reason == "restarted"
    assert len(asked.turn(seconds=20).questions()) == 1
    assert asked.orders() == []


def test_an_event_whose_notices_were_not_kept_is_told_after_the_restart(street):
    street.take()
    street.start()
    assert len(street.texts()) == 1


def test_an_event_is_told_once_however_often_the_server_starts(street):
    street.take()
    for _ in range(3):
        street.turn()
        street.start()
    assert len(street.notices()) == 1
    assert len(street.given) == 1


def test_a_power_cut_inside_the_commit_leaves_neither_notice_nor_cursor(street):
    street.take()
    before = street.outbox.followed()

    class PowerCut(BaseException):
        pass

    def cut(*_):
        raise PowerCut

    street.desk._parts.dispatcher.due = cut
    with pytest.raises(PowerCut):
        street.turn()
    assert street.outbox.followed() == before
    assert street.notices() == []
    street.start()
    assert len(street.texts()) == 1


def test_a_full_disk_is_survived_and_its_words_are_kept_later(street):
    street.take()
    street.turn()
    put, street.outbox.put = street.outbox.put, _full_disk
    street.answer(NoWord("timeout"))
    street.outbox.put = put
    assert street.states() == ["sending"]
    street.turn(seconds=2)
    assert street.states() == ["unknown"]


def _full_disk(*_):
    raise sqlite3.OperationalError("database or disk is full")


def test_a_rule_that_breaks_stops_no_other_notice(street, monkeypatch):
    street.open()
    street.take()
    street.turn().texts()
    street.call()
    monkeypatch.setattr("queue_server.notices.maker.wanted_after", _broken_for_calls)
    street.take()
    street.turn()
    monkeypatch.undo()
    assert street.notices(Step.CALLED) == []
    assert len(street.notices(Step.TICKET_TAKEN)) == 2


def _broken_for_calls(event, seq, state, book):
    if isinstance(event, TicketCalled):
        raise ZeroDivisionError
    yield from wanted_after(event, seq, state, book)


def test_one_number_gets_so_much_a_day_and_the_next_day_again(make):
    street = make(section=NoticesSection.model_validate({"limits": {"number": 3}}))
    for _ in range(5):
        street.take()
    street.turn().answer()
    assert sorted(street.states()) == ["dropped", "dropped", "sent", "sent", "sent"]
    assert {notice.reason for notice in street.notices() if notice.state is State.DROPPED} == {"limit_number"}
    street.take(phone=Phone.parse("13900139000"))
    street.turn().answer()
    assert street.states()[-1] == "sent"
    street.story.later(days=3)
    street.tick()
    street.take()
    assert len(street.turn().texts()) == 1


def test_one_number_gets_so_much_of_one_step(make):
    street = make(section=NoticesSection.model_validate({"limits": {"template": 2}}))
    street.open()
    for _ in range(3):
        street.take()
    street.call()
    street.turn().answer()
    assert street.states(Step.TICKET_TAKEN) == ["sent", "sent", "dropped"]
    assert street.states(Step.CALLED) == ["sent"]


def test_a_hall_sends_so_much_a_day_and_staff_see_that_it_is_over(make):
    street = make(section=NoticesSection.model_validate({"limits": {"day": 1}}))
    street.take()
    street.take(phone=Phone.parse("13900139000"))
    street.turn().answer()
    assert sorted(street.states()) == ["dropped", "sent"]
    assert street.services["sms"] == "limit_day"
    street.turn(hours=20)
    assert street.services["sms"] is None


def test_after_a_start_nothing_is_known_of_a_provider_until_it_says_a_word(make):
    """An alert that the server before raised is not over because this one has not tried yet."""
    street = make(plans=[provider("only")])
    street.take()
    street.turn().answer(ILL)
    street.services.clear()
    street.start()
    assert street.services == {"sms": None}


def test_in_quiet_hours_a_reminder_waits_for_the_morning(make):
    street = make(section=NoticesSection.model_validate({"quiet_hours": "08:00-10:00"}))
    street.book("2026-11-25T09:15")
    street.turn().texts()
    assert street.turn(days=4, minutes=15).orders() == []
    assert street.notice(Step.REMINDER_DAY).reason == QUIET_HOURS
    assert len(street.turn(minutes=45).orders()) == 1


def test_a_reminder_that_quiet_hours_outlast_is_dropped(make):
    street = make(section=NoticesSection.model_validate({"quiet_hours": "07:00-10:00"}))
    street.book("2026-11-25T08:45")
    street.turn().texts()
    street.turn(days=4, hours=22, minutes=46)
    street.turn(hours=1)
    assert street.notice(Step.REMINDER_HOUR).reason == f"late: {QUIET_HOURS}"


def test_who_stands_in_the_hall_is_told_in_quiet_hours_too(make):
    street = make(section=NoticesSection.model_validate({"quiet_hours": "08:00-10:00"}))
    street.open()
    street.take()
    street.call()
    assert len(street.turn().texts()) == 2


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("move", NOTICE_LIFE)
def test_only_what_was_never_handed_over_or_never_arrived_is_sent(state, move):
    """The way to `sending` leads through `queued`, and back to `queued` only with a certain no."""
    after = moved(state, move)
    if after is State.SENDING:
        assert state is State.QUEUED
    if after is State.QUEUED:
        assert (state, move) in ((State.SENDING, "refused_for_now"), (State.UNKNOWN, "never_arrived"))
    if state in (State.DELIVERED, State.FAILED):
        assert after is None


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


def test_a_server_that_ends_gives_nothing_more_to_providers(street):
    street.take()
    street.desk.close(street.story.state)
    assert street.orders() == []
    assert street.states() == ["queued"]
    street.start()
    assert len(street.orders()) == 1


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


def test_a_server_that_ends_keeps_all_receipts_that_came(street, monkeypatch):
    monkeypatch.setattr("queue_server.notices.desk.RECEIPTS_KEPT_WITHIN_S", 0)
    for _ in range(5):
        street.take()
    street.turn().answer()
    monkeypatch.setattr("queue_server.notices.desk.WORDS_AT_ONCE", 2)
    names = [notice.id for notice in street.notices(Step.TICKET_TAKEN)]
    street.desk.bring("one", [Receipt("delivered", notice=name) for name in names])
    street.desk.close(street.story.state)
    assert set(street.states(Step.TICKET_TAKEN)) == {"delivered"}
