"""The notices in the hall's own service and loop: contacts come in with commands, and news goes out after replies."""

import json
import queue
import sqlite3
import threading
from datetime import UTC, datetime
from itertools import count
from uuid import UUID

import pytest

from queue_server.contract.commands import BookAppointment, CallNext, Holder, IdType, IssueTicket, OpenWindow
from queue_server.contract.envelope import Command
from queue_server.journal import BehindError, SqliteJournal
from queue_server.notices.opening import Notices, NoticeSetup, no_modem
from queue_server.notices.settings import SECTION, NoticesSection
from queue_server.service.announcer import Announcer
from queue_server.service.batch import Request
from queue_server.service.hall_file import HallFileError, load_hall_file
from queue_server.service.hall_service import HallService
from queue_server.service.loop import HallLoop
from queue_server.service.translate import Translator
from queue_server.service.views import ServerFacts
from tests.queue_server.notices.conftest import PHONE, SECRET, SITE, bookable_hall

HANG_GUARD_S = 20
MORNING = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
PERSON = Holder(id_type=IdType.RESIDENT_ID, id_number="11010519491231002X", phone="13800138000", language="en")


class Hall:
    """A hall's service with its notices; time stands still."""

    def __init__(self, folder, section=None):
        self.journal = SqliteJournal(folder / "journal.sqlite")
        self.loop = None
        hall = bookable_hall()
        self.notices = Notices(
            NoticeSetup(
                hall=hall,
                section=section or NoticesSection(),
                journal=self.journal,
                connection=self.journal.connection,
                database=folder / "journal.sqlite",
                folder=folder / "notices",
                secret=SECRET,
                site=SITE,
                clock=lambda: MORNING,
                wake=lambda: self.loop.wake() if self.loop else None,
                open_modem=no_modem,
                service=lambda *_: None,
            )
        )
        tickets, codes = count(1), count(1)
        self.service = HallService(
            hall,
            self.journal,
            clock=lambda: MORNING,
            translator=Translator(b"key", lambda: f"ticket-{next(tickets)}", lambda: f"CODE{next(codes)}"),
            ticket_url=f"{SITE}/t/",
            contacts=self.notices.contacts,
        )
        self.ids = count(1)

    @property
    def contacts(self):
        return self.notices.contacts.contacts

    def command(self, data):
        return Command(id=str(UUID(int=next(self.ids))), sent_at=MORNING, data=data)

    def send(self, *commands):
        answers = []
        self.service.handle([Request(command, "kiosk-1", "kiosk", answers.append) for command in commands])
        return [json.loads(answer) for answer in answers]

    def ask(self, data):
        (answer,) = self.send(self.command(data))
        return answer


@pytest.fixture
def hall(tmp_path):
    hall = Hall(tmp_path)
    yield hall
    hall.journal.close()


def test_the_number_of_a_ticket_is_kept_with_its_event(hall):
    assert hall.ask(IssueTicket(queue="household", holder=PERSON))["ok"]
    contact = hall.contacts.find("ticket:ticket-1")
    assert (contact.phone, contact.language) == (PHONE, "en")


def test_the_number_of_an_appointment_is_kept_with_its_event(hall):
    start = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
    assert hall.ask(BookAppointment(item="move-in", start=start, holder=PERSON))["ok"]
    assert hall.contacts.find("appointment:CODE1").phone == PHONE


def test_what_is_refused_leaves_no_number(hall):
    hall.ask(IssueTicket(queue="household", holder=PERSON))
    answer = hall.ask(IssueTicket(queue="household", holder=PERSON))
    assert answer["error"]["code"] == "already_waiting"
    assert hall.contacts.find("ticket:ticket-2") is None


def test_a_number_that_gets_no_sms_is_told_to_whoever_sent_it_and_no_ticket_is_made(hall):
    holder = Holder(id_type=IdType.NONE, phone="12345")
    answer = hall.ask(IssueTicket(queue="household", holder=holder))
    assert answer["error"]["code"] == "invalid_command"
    assert "a mainland mobile number of 11 digits" in answer["error"]["details"]["reason"]
    assert "12345" not in json.dumps(answer)
    assert not hall.service.state.tickets


def test_a_number_is_lost_with_the_event_that_was_not_kept(hall, monkeypatch):
    """A full disk between the two: there is neither."""

    def full_disk(_):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(hall.contacts, "keep", full_disk)
    answer = hall.ask(IssueTicket(queue="household", holder=PERSON))
    assert answer["error"]["code"] == "internal"
    monkeypatch.undo()
    assert hall.journal.last_seq("street") == 0
    assert hall.contacts.find("ticket:ticket-1") is None


def test_a_writer_that_was_not_the_fastest_keeps_no_number(hall):
    kept = []
    with pytest.raises(BehindError):
        hall.journal.append("street", 7, (), (), MORNING, beside=lambda: kept.append(1))
    assert kept == []


def test_several_numbers_come_in_one_commit(hall):
    holders = [Holder(id_type=IdType.NONE, phone=f"1380013800{number}") for number in range(3)]
    hall.send(*(hall.command(IssueTicket(queue="household", holder=holder)) for holder in holders))
    assert [hall.contacts.find(f"ticket:ticket-{number}").phone.local for number in (1, 2, 3)] == [
        "13800138000",
        "13800138001",
        "13800138002",
    ]


def test_the_hall_s_own_loop_sends_what_its_commands_bring(tmp_path):
    """Commands from another thread, the file provider, nothing else moving."""
    halls = queue.SimpleQueue()

    def run():
        hall = Hall(tmp_path)
        announcer = Announcer("street", lambda *_, **__: None, ServerFacts)
        hall.loop = HallLoop(hall.service, announcer, clock=lambda: MORNING, followers=[hall.notices.desk])
        hall.notices.start()
        halls.put(hall)
        hall.loop.run()
        hall.notices.close(hall.service.state)
        hall.journal.close()

    thread = threading.Thread(target=run)
    thread.start()
    hall = halls.get(timeout=HANG_GUARD_S)
    answers = queue.SimpleQueue()
    for data in (
        OpenWindow(window="1", operator="1"),
        IssueTicket(queue="household", holder=PERSON),
        CallNext(window="1"),
    ):
        hall.loop.submit(Request(hall.command(data), "system-1", "system", answers.put))
        assert b'"ok":true' in answers.get(timeout=HANG_GUARD_S)
    hall.loop.stop()
    thread.join(HANG_GUARD_S)
    sent = (tmp_path / "notices" / "sent.txt").read_text()
    assert "A001: please go to Counter 1 now." in sent


HALL_FILE = """
[hall]
id = "street"
name = { zh = "大厅" }
timezone = "Asia/Shanghai"
[[queue]]
id = "household"
prefix = "A"
name = { zh = "户籍" }
[[window]]
id = "1"
name = { zh = "1号" }
serves = ["*"]
"""


def test_mistakes_in_the_section_are_told_with_their_lines_among_all_others(tmp_path):
    file = tmp_path / "hall.toml"
    file.write_text(HALL_FILE + '[notices]\npeople_before = 0\n[notices.text.called]\nzh = "{nummer}"\n[wbe]\n')
    with pytest.raises(HallFileError) as refused:
        load_hall_file(file, {SECTION: NoticesSection})
    told = str(refused.value)
    assert "line 15, notices.people_before: greater than or equal to 1" in told
    assert "line 16, notices.text.called: zh: there is no {nummer} here" in told
    (unknown,) = (line for line in told.splitlines() if "line 18, wbe: nobody knows this section" in line)
    assert ", notices, " in unknown


def test_a_hall_file_without_the_section_sends_nothing(tmp_path):
    file = tmp_path / "hall.toml"
    file.write_text(HALL_FILE)
    assert SECTION not in load_hall_file(file, {SECTION: NoticesSection}).more
