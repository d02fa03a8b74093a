"""Telephone numbers: which are taken, how they are kept, and when nothing of them is left."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from queue_server.contract.commands import BookAppointment, CallNext, CheckIn, Holder, IdType, IssueTicket
from queue_server.domain import commands
from queue_server.journal import NewerJournalError
from queue_server.notices.asks import Forget, OptOut, Stop
from queue_server.notices.contacts import Contact, ContactRule
from queue_server.notices.course import NO_CONTACT, OPTED_OUT
from queue_server.notices.errors import InvalidPhoneError
from queue_server.notices.outbox import Outbox
from queue_server.notices.phones import Phone
from queue_server.notices.steps import Step
from queue_server.sealing import Sealer
from tests.queue_server.conftest import make_hall
from tests.queue_server.notices.conftest import PHONE

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "13800138000",
        "+8613800138000",
        "8613800138000",
        "008613800138000",
        "138 0013 8000",
        "138-0013-8000",
        "１３８００１３８０００",
        "+86 138 0013 8000",
    ],
)
def test_a_mainland_mobile_number_is_the_same_however_it_is_written(text):
    assert Phone.parse(text) == PHONE


@pytest.mark.parametrize("text", ["+85251234567", "0085251234567", "+852 5123 4567"])
def test_numbers_of_other_countries_come_with_their_country_code(text):
    assert Phone.parse(text).e164 == "+85251234567"


@pytest.mark.parametrize(
    "text",
    ["", "10086", "12800138000", "1380013800", "138001380000", "075782000000", "+8610086", "+86757", "a", "+", "+0123"],
)
def test_what_gets_no_sms_is_refused(text):
    with pytest.raises(InvalidPhoneError):
        Phone.parse(text)


def test_a_refused_number_is_not_repeated_for_the_log():
    with pytest.raises(InvalidPhoneError) as refused:
        Phone.parse("12800138000")
    assert "128" not in str(refused.value)


def test_a_number_shows_itself_masked():
    assert PHONE.masked == "138****8000"
    assert repr([PHONE]) == "[<Phone 138****8000>]"
    assert Phone("+85251234567").masked == "852****4567"


def test_what_is_on_disk_tells_no_number(street):
    street.take()
    street.turn().answer()
    for file in street.folder.iterdir():
        if file.is_file():
            assert b"13800138000" not in file.read_bytes()


def test_a_sealed_number_cannot_be_moved_to_another_ticket(street):
    street.keep("ticket", "one")
    street.keep("ticket", "two", Phone.parse("13900139000"))
    connection = street.outbox._connection
    (of_one,) = connection.execute("SELECT sealed FROM contact WHERE subject = 'ticket:one'").fetchone()
    connection.execute("UPDATE contact SET sealed = ? WHERE subject = 'ticket:two'", (of_one,))
    assert street.contacts.find("ticket:one").phone == PHONE
    assert street.contacts.find("ticket:two") is None


def test_what_was_sealed_with_another_secret_cannot_be_opened():
    sealed = Sealer(b"a" * 32).seal(b"secret", "here")
    assert Sealer(b"a" * 32).open(sealed, "here") == b"secret"
    assert Sealer(b"b" * 32).open(sealed, "here") is None
    assert Sealer(b"a" * 32).open(sealed, "there") is None
    assert Sealer(b"a" * 32).open(sealed[:5], "here") is None


def test_the_same_number_is_never_sealed_to_the_same_bytes():
    sealer = Sealer(b"a" * 32)
    assert sealer.seal(b"x", "here") != sealer.seal(b"x", "here")


def holder(phone="13800138000"):
    return Holder(id_type=IdType.NONE, phone=phone, language="en")


def rule():
    return ContactRule(make_hall(), keep_days=30)


def test_a_ticket_s_contact_is_kept_so_many_days_after_the_visit():
    asked = commands.IssueTicket(ticket="t", origin="kiosk", queue="household")
    contact = rule().contact_of(IssueTicket(queue="household", holder=holder()), asked, NOW)
    assert contact == Contact("ticket:t", PHONE, "en", date(2026, 12, 20))


def test_an_appointment_s_contact_is_kept_so_many_days_after_its_time():
    start = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)  # the 25th in the hall
    asked = commands.BookAppointment("CODE", "move-in", start, "person")
    contact = rule().contact_of(BookAppointment(item="move-in", start=start, holder=holder()), asked, NOW)
    assert contact == Contact("appointment:CODE", PHONE, "en", date(2026, 12, 25))


def test_who_checks_in_may_give_a_number_for_the_ticket():
    asked = commands.CheckIn("t", code="CODE", person=None)
    contact = rule().contact_of(CheckIn(holder=holder(), appointment="CODE"), asked, NOW)
    assert contact.subject == "ticket:t"


@pytest.mark.parametrize(
    ("data", "asked"),
    [
        (IssueTicket(queue="household"), commands.IssueTicket(ticket="t", origin="kiosk", queue="household")),
        (
            IssueTicket(queue="household", holder=holder(phone=None)),
            commands.IssueTicket(ticket="t", origin="kiosk", queue="household"),
        ),
        (CallNext(window="1"), commands.CallNext("1")),
    ],
)
def test_without_a_number_there_is_no_contact(data, asked):
    assert rule().contact_of(data, asked, NOW) is None


def test_a_number_that_is_none_is_told_to_whoever_sent_it():
    asked = commands.IssueTicket(ticket="t", origin="kiosk", queue="household")
    with pytest.raises(InvalidPhoneError):
        rule().contact_of(IssueTicket(queue="household", holder=holder("12345")), asked, NOW)


def test_a_number_given_at_check_in_goes_before_that_of_the_appointment(street):
    code = street.book("2026-11-20T09:30")
    street.turn().texts()
    other = Phone.parse("13900139000")
    street.keep("ticket", "checked-in", other)
    street.story.later(minutes=10)
    street.do(commands.CheckIn("checked-in", code=code))
    street.turn()
    assert [order.phone for order in street.orders()] == [other]


def test_a_moved_appointment_keeps_its_number_as_long_as_it_needs_it(street):
    code = street.book("2026-11-23T09:00")
    street.keep("appointment", code, delete_after=date(2026, 11, 24))
    start = street.story.state.diary.appointments[code].start
    street.do(commands.MoveAppointment(code, start.replace(day=26)))
    street.turn()
    assert street.contacts.find(f"appointment:{code}").delete_after == date(2026, 12, 26)


def test_on_its_day_the_number_is_gone_and_so_is_what_was_said_to_it(street):
    street.take()
    street.turn().answer()
    street.keep("ticket", "ticket-1", delete_after=date(2026, 11, 21))
    street.turn(days=1)
    assert street.contacts.find("ticket:ticket-1") is not None
    street.turn(days=1)
    assert street.contacts.find("ticket:ticket-1") is None
    (notice,) = street.notices()
    assert (notice.values, notice.number_token, notice.state.value) == ({}, None, "sent")


def test_a_person_is_forgotten_when_asked_and_what_waits_is_not_sent(street):
    code = street.book("2026-11-25T09:00")
    street.turn().texts()
    street.desk.ask(Forget("1", f"appointment:{code}"))
    street.turn(days=4)
    assert street.orders() == []
    assert {notice.reason for notice in street.notices() if notice.reason} == {NO_CONTACT}
    assert all(not notice.values for notice in street.notices())


def test_whoever_holds_a_ticket_of_today_is_forgotten_by_its_number(street):
    ticket = street.take()
    street.turn().texts()
    street.desk.ask(Forget("1", f"ticket:{ticket.number}"))
    street.turn()
    assert street.contacts.find(f"ticket:{ticket.id}") is None
    assert not street.notice(Step.TICKET_TAKEN).values


def test_after_a_quarter_nothing_of_a_notice_is_left(street):
    street.take()
    street.turn().answer()
    street.turn(days=91)
    assert len(street.notices()) == 1
    street.turn(days=2)
    assert street.notices() == []


def test_whoever_opted_out_is_told_nothing_until_they_opt_in(street):
    street.desk.ask(OptOut("1", PHONE))
    street.take()
    assert street.turn().texts() == []
    assert street.notices()[0].reason == OPTED_OUT
    street.desk.ask(OptOut("2", PHONE, back=True))
    street.take()
    assert len(street.turn().texts()) == 1


def test_the_holder_of_a_ticket_can_opt_out_with_it(street):
    street.open()
    street.take()
    street.turn().texts()
    street.desk.ask(Stop("1", "ticket:ticket-1"))
    street.call()
    assert street.turn().texts() == []


def test_an_opt_out_holds_for_the_number_not_for_its_neighbours(street):
    street.desk.ask(OptOut("1", PHONE))
    street.take(phone=Phone.parse("13800138001"))
    assert len(street.turn().texts()) == 1


def test_no_id_number_leaves_in_a_text(make):
    """Neither the hall's texts nor its names: whatever brings one in, the message fails."""
    street = make()
    hall = street.story.state.hall
    named = {"household": replace(hall.queues["household"], name={"zh": "11010519491231002X"})}
    street.story.state = street.story.state._replace(hall=replace(hall, queues={**hall.queues, **named}))
    street.take()
    assert street.turn().orders() == []
    assert street.notices()[0].reason == "id_number_in_text"


def test_tables_of_a_later_version_are_refused(street):
    connection = street.outbox._connection
    connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('notices', 'm999_later', '2027')"
    )
    with pytest.raises(NewerJournalError):
        Outbox(connection, "street")


def test_the_journal_reads_on_with_the_notices_tables_beside_its_own(street):
    street.take()
    street.turn()
    assert [event.type for event in street.journal.read("street")] == ["day_started", "ticket_issued"]
