"""What staff see and do: the day in figures, a notice once more, and asks that are left in a folder."""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from onedoor.notice_text import as_day, as_list, as_told
from queue_server.notices.asks import AskFolder, Forget, OptOut, Resend, Stop, Trial, read_ask, write_ask
from queue_server.notices.errors import UnreadableAskError, UnreadableOutboxError
from queue_server.notices.lifecycle import State
from queue_server.notices.notice import notice_id
from queue_server.notices.outcomes import Accepted, NoWord, Receipt, Refusal, Refused
from queue_server.notices.phones import Phone
from queue_server.notices.reading import NoticeReader
from queue_server.notices.rules import Tell
from queue_server.notices.seen import day_seen, message_seen, messages_seen
from queue_server.notices.steps import Step
from queue_server.sealing import Sealer
from tests.queue_server.conftest import MORNING, SHANGHAI
from tests.queue_server.notices.conftest import PHONE, SECRET, provider

TODAY = date(2026, 11, 20)
ASKS = [
    Resend("1", "notice"),
    Trial("2", PHONE, Step.CALLED, "en", "aliyun"),
    Tell("3", Step.RESULT_READY, "ticket", "A001"),
    OptOut("4", PHONE, back=True),
    Stop("5", "ticket:t"),
    Forget("6", "ticket:t"),
]


@pytest.fixture
def busy(make):
    """A day on which everything became of a message that can."""
    street = make(plans=[provider("aliyun", price=Decimal("0.045")), provider("own")])
    for word in (Accepted("1"), Accepted("2", 2), NoWord("timeout"), Refused(Refusal.NUMBER, "bad_number")):
        street.take()
        street.turn().answer(word)
    street.report(Receipt("delivered", reference="2"), name="aliyun")
    street.desk.ask(OptOut("stop", Phone.parse("13900139000")))
    street.take(phone=Phone.parse("13900139000"))
    street.turn()
    street.take()
    return street.turn()


def test_the_day_is_told_by_provider_with_what_it_cost(busy):
    with busy.reader() as reader:
        day, told = reader.day(TODAY), as_day(day_seen(reader, TODAY))
    (aliyun,) = day.providers
    assert aliyun.counts == {
        State.SENT: 1,
        State.DELIVERED: 1,
        State.UNKNOWN: 1,
        State.FAILED: 1,
        State.SENDING: 1,
    }
    assert aliyun.cost == Decimal("0.135")
    assert (day.waiting, day.dropped) == (0, {"opted_out": 1})
    assert "aliyun    2     1          1       2" in told
    assert "dropped, opted_out: 1" in told


def test_another_day_is_another_day(busy):
    with busy.reader() as reader:
        day = reader.day(TODAY + timedelta(days=1))
        assert (day.providers, day.waiting, day.dropped) == ((), 0, {})
        assert list(reader.of_day(TODAY - timedelta(days=1))) == []


def test_a_message_that_waited_over_midnight_is_of_the_day_on_which_it_was_handed_over(busy):
    (notice,) = busy.notices()[:1]
    with busy.journal.connection:
        busy.outbox.put(replace(notice, due_at=MORNING, handed_at=MORNING + timedelta(days=1)))
    with busy.reader() as reader:
        assert notice.id not in {each.id for each in reader.of_day(TODAY)}
        assert [each.id for each in reader.of_day(TODAY + timedelta(days=1))] == [notice.id]


@pytest.mark.parametrize("day", [date.min, date.max])
def test_nothing_was_sent_at_the_end_of_time(busy, day):
    with busy.reader() as reader:
        assert reader.day(day).providers == ()
        assert list(reader.of_day(day)) == []


def test_the_list_shows_masked_numbers_and_reasons(busy):
    with busy.reader() as reader:
        lines = [as_list(each) for each in messages_seen(reader, TODAY).messages]
    assert any("ticket_taken           138****8000     aliyun    failed     bad_number" in line for line in lines)
    assert lines[0].startswith("09:00:00  ")
    assert not any("13800138000" in line for line in lines)


def test_the_list_can_be_of_one_state(busy):
    with busy.reader() as reader:
        assert [each.reason for each in reader.of_day(TODAY, State.UNKNOWN)] == ["timeout"]


def test_a_deleted_number_is_shown_as_such(busy):
    busy.desk.ask(Forget("1", "ticket:ticket-1"))
    busy.turn()
    with busy.reader() as reader:
        first = next(reader.of_day(TODAY))
        assert reader.masked_number(first) is None
        assert "(deleted)" in as_list(message_seen(reader, first))


def test_a_reader_writes_nothing(busy):
    with busy.reader() as reader, pytest.raises(UnreadableOutboxError):
        reader._rows("DELETE FROM notice")


def test_a_directory_without_notices_is_told_in_one_line(tmp_path):
    with pytest.raises(UnreadableOutboxError, match="there is no journal"):
        NoticeReader(tmp_path / "journal.sqlite", "street", SHANGHAI, Sealer(SECRET))


@pytest.mark.parametrize("word", [Accepted("1"), NoWord("timeout"), Refused(Refusal.NUMBER, "bad_number")])
def test_what_has_come_to_an_end_can_be_sent_again(street, word):
    street.take()
    street.turn().answer(word)
    (notice,) = street.notices()
    street.desk.ask(Resend("again", notice.id))
    assert [order.text for order in street.turn().orders()] != []
    street.answer()
    again = street.outbox.find(notice_id(street.sealer, "resend", "again"))
    assert (again.state, again.tries, again.by_hand) == (State.SENT, 1, True)
    assert street.outbox.find(notice.id) == notice


def test_what_is_sent_by_hand_keeps_to_no_rule_but_the_person_s_own(make):
    """It is late, it was overtaken, it is night: staff decided."""
    street = make()
    street.open()
    street.take()
    street.turn().answer()
    street.call()
    street.turn().answer()
    street.turn(hours=14)
    called = street.notice(Step.CALLED)
    street.desk.ask(Resend("1", called.id))
    assert len(street.turn().orders()) == 1
    street.answer()
    street.desk.ask(OptOut("2", PHONE))
    street.desk.ask(Resend("3", called.id))
    assert street.turn().orders() == []


@pytest.mark.parametrize("answered", [False, True])
def test_what_is_under_way_is_not_sent_a_second_time_by_hand(street, answered):
    street.take()
    street.turn()
    if answered:
        street.answer(Refused(Refusal.BUSY, "throttled"))
    street.desk.ask(Resend("again", street.notices()[0].id))
    street.turn()
    assert len(street.notices()) == 1


def test_a_test_message_has_made_up_values_and_a_number_that_is_gone_the_next_day(street):
    street.desk.ask(Trial("1", PHONE, Step.CALLED, "zh", None))
    assert street.turn().texts() == ["【街道政务服务中心】请A000号到1号综合窗口办理。"]
    assert street.contacts.find("test:1") is not None
    street.turn(days=1)
    assert street.contacts.find("test:1") is None


def test_a_test_message_goes_through_the_provider_that_is_asked_for(make):
    street = make(plans=[provider("first"), provider("second")])
    street.desk.ask(Trial("1", PHONE, Step.TEST, "zh", "second"))
    street.desk.ask(Trial("2", PHONE, Step.TEST, "zh", "nobody"))
    street.turn()
    assert [name for name, _ in street.given] == ["second"]
    assert street.outbox.find(notice_id(street.sealer, "trial", "2")).reason == "no_provider"


def test_a_provider_of_templates_gets_its_own_code_and_the_values_in_order(make):
    codes = {Step.CALLED: {"zh": "SMS_1"}}
    street = make(plans=[provider("templates", codes=codes)])
    street.desk.ask(Trial("1", PHONE, Step.CALLED, "en", None))
    (order,) = street.turn().orders()
    assert (order.code, order.values) == ("SMS_1", (("number", "A000"), ("window", "1号综合窗口")))


def test_a_step_without_a_template_goes_to_the_next_provider(make):
    codes = {Step.CALLED: {"zh": "SMS_1"}}
    street = make(plans=[provider("templates", codes=codes), provider("any")])
    street.desk.ask(Trial("1", PHONE, Step.MISSED, "zh", None))
    street.turn()
    assert [name for name, _ in street.given] == ["any"]


@pytest.mark.parametrize("ask", ASKS)
def test_an_ask_is_read_as_it_was_written(ask):
    sealer = Sealer(SECRET)
    written = write_ask(ask, MORNING, sealer)
    assert read_ask(written, sealer) == (ask, MORNING)
    assert "13800138000" not in written


@pytest.mark.parametrize("text", ["", "xyz", "00", "{}", "é"])
def test_what_is_no_ask_is_refused(text):
    with pytest.raises(UnreadableAskError):
        read_ask(text, Sealer(SECRET))


def test_an_ask_of_another_kind_is_refused():
    sealer = Sealer(SECRET)
    written = sealer.seal(json.dumps({"kind": "explode", "asked_at": "2026", "fields": {}}).encode(), "asked").hex()
    with pytest.raises(UnreadableAskError):
        read_ask(written, sealer)


def test_whoever_lacks_the_hall_s_key_asks_nothing():
    with pytest.raises(UnreadableAskError):
        read_ask(write_ask(ASKS[0], MORNING, Sealer(b"other" * 8)), Sealer(SECRET))


def test_an_ask_in_the_folder_is_heard_once(street):
    ask = Trial("1", PHONE, Step.TEST, "zh", None)
    folder = AskFolder(street.folder / "asked", street.sealer)
    folder.path(ask).write_text(write_ask(ask, street.story.now, street.sealer))
    assert len(street.turn().orders()) == 1
    assert not folder.path(ask).exists()


def test_an_ask_that_nobody_waits_for_any_more_is_removed(street):
    ask = Trial("1", PHONE, Step.TEST, "zh", None)
    folder = AskFolder(street.folder / "asked", street.sealer)
    folder.path(ask).write_text(write_ask(ask, street.story.now - timedelta(minutes=2), street.sealer))
    assert street.turn().orders() == []
    assert not folder.path(ask).exists()


def test_rubbish_in_the_folder_stops_nothing(street):
    ask = Trial("z", PHONE, Step.TEST, "zh", None)
    folder = AskFolder(street.folder / "asked", street.sealer)
    (street.folder / "asked" / "a.ask").write_bytes(b"\xff\xfe")
    folder.path(ask).write_text(write_ask(ask, street.story.now, street.sealer))
    assert len(street.turn().orders()) == 1
    assert list((street.folder / "asked").iterdir()) == []


def test_what_became_of_one_notice_is_told_in_one_line(busy):
    delivered, unknown = (
        next(each for each in busy.notices() if each.state is state) for state in (State.DELIVERED, State.UNKNOWN)
    )
    assert as_told(delivered) == f"{delivered.id[:12]} delivered through aliyun (2 parts)"
    assert as_told(unknown) == f"{unknown.id[:12]} unknown through aliyun (1 part): timeout"
