"""Commands become events, events become replies, and nothing is said that is not kept."""

import json
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID

import pytest

from queue_server.contract.commands import (
    CallNext,
    CancelTicket,
    FindTickets,
    GetTicket,
    Holder,
    IdType,
    IssueTicket,
    OpenWindow,
)
from queue_server.contract.envelope import Command, parse_command
from queue_server.journal import BehindError, MemoryJournal
from queue_server.service.batch import Request
from queue_server.service.hall_service import HallService
from queue_server.service.translate import Translator

PERSON = Holder(id_type=IdType.RESIDENT_ID, id_number="11010519491231002X", name="测试")


class Desk:
    """Sends commands to a hall and keeps its answers."""

    def __init__(self, hall, journal, now):
        ids, codes = count(1), count(1)
        self.now = now
        self.journal = journal
        self.commands = count(1)
        self.service = HallService(
            hall,
            journal,
            clock=lambda: self.now,
            translator=Translator(b"key", lambda: f"ticket-{next(ids)}", lambda: f"CODE{next(codes)}"),
            ticket_url="http://hall/t/",
        )

    def command(self, data, **more):
        return Command(id=str(UUID(int=next(self.commands))), sent_at=self.now, data=data, **more)

    def send(self, *commands, kind="kiosk"):
        answers = []
        self.service.handle([Request(command, f"{kind}-1", kind, answers.append) for command in commands])
        return [json.loads(answer) for answer in answers]

    def ask(self, data, **more):
        (answer,) = self.send(self.command(data), **more)
        return answer


@pytest.fixture
def desk(hall, morning):
    return Desk(hall, MemoryJournal(), morning)


def test_a_ticket_is_told_as_the_contract_says(desk):
    answer = desk.ask(IssueTicket(queue="household", holder=PERSON))
    assert answer["ok"]
    assert answer["data"]["ticket"] == {
        "id": "ticket-1",
        "number": "A001",
        "queue": "household",
        "priority": "ordinary",
        "origin": "kiosk",
        "state": "waiting",
        "issued_at": "2026-11-20T09:00:00.000+08:00",
        "ahead": 0,
        "estimate": None,
        "url": "http://hall/t/ticket-1",
    }


def test_a_person_finds_the_tickets_of_today_the_newest_first_and_nobody_elses(desk):
    for queue in ("household", "tax"):
        desk.ask(IssueTicket(queue=queue, holder=PERSON))
        desk.ask(IssueTicket(queue=queue))
    desk.ask(CancelTicket(ticket="A001"))
    found = desk.ask(FindTickets(holder=PERSON))["data"]["tickets"]
    assert [(ticket["number"], ticket["state"]) for ticket in found] == [("B001", "waiting"), ("A001", "cancelled")]


@pytest.mark.parametrize(("kind", "origin"), [("kiosk", "kiosk"), ("window", "counter"), ("system", "web")])
def test_a_ticket_remembers_where_it_was_taken(desk, kind, origin):
    assert desk.ask(IssueTicket(queue="household"), kind=kind)["data"]["ticket"]["origin"] == origin


def test_a_command_sent_twice_has_one_effect_and_the_same_reply(desk):
    command = desk.command(IssueTicket(queue="household"))
    first = desk.send(command)
    desk.now += timedelta(days=1)
    assert desk.send(command) == first
    assert [event.type for event in desk.journal.read("street")].count("ticket_issued") == 1


def test_a_command_twice_in_one_batch_has_one_effect(desk):
    command = desk.command(IssueTicket(queue="household"))
    first, second = desk.send(command, command)
    assert first == second
    assert desk.ask(IssueTicket(queue="household"))["data"]["ticket"]["number"] == "A002"


def test_a_refusal_stays_a_refusal(desk):
    desk.ask(OpenWindow(window="1", operator="1001"), kind="window")
    command = desk.command(CallNext(window="1"))
    refused = desk.send(command, kind="window")
    desk.ask(IssueTicket(queue="household"))
    assert refused[0]["error"]["code"] == "nobody_waiting"
    assert desk.send(command, kind="window") == refused


def test_commands_that_came_together_share_one_commit(desk):
    commits = []
    append = desk.journal.append
    desk.journal.append = lambda *arguments: (commits.append(1), append(*arguments))
    numbers = [
        answer["data"]["ticket"]["number"]
        for answer in desk.send(*(desk.command(IssueTicket(queue="household")) for _ in range(50)))
    ]
    assert len(commits) == 1
    assert numbers == [f"A{number:03d}" for number in range(1, 51)]


def test_an_expired_command_changes_nothing(desk):
    (answer,) = desk.send(desk.command(IssueTicket(queue="household"), expires_at=desk.now))
    assert answer["error"]["code"] == "expired"
    assert desk.service.state.crowd("household").people == 0


def test_a_wrong_check_digit_is_refused_and_not_repeated(desk):
    wrong = Holder(id_type=IdType.RESIDENT_ID, id_number="110105194912310021")
    answer = desk.ask(IssueTicket(queue="household", holder=wrong))
    assert answer["error"]["code"] == "invalid_id_number"
    assert "110105194912310021" not in json.dumps(answer)


def test_the_journal_holds_neither_name_nor_number(desk):
    desk.ask(IssueTicket(queue="household", holder=PERSON))
    written = json.dumps([event._asdict() for event in desk.journal.read("street")], default=str, ensure_ascii=False)
    assert "person" in written
    assert "11010519491231002X" not in written
    assert "测试" not in written


def test_the_same_person_is_known_again_however_the_number_is_written(desk):
    desk.ask(IssueTicket(queue="household", holder=PERSON))
    again = Holder(id_type=IdType.RESIDENT_ID, id_number="110105 19491231 002x")
    answer = desk.ask(IssueTicket(queue="household", holder=again))
    assert answer["error"]["code"] == "already_waiting"
    assert answer["error"]["details"] == {"ticket": "ticket-1", "number": "A001"}


def test_a_hall_started_again_knows_everything(desk, hall):
    desk.ask(IssueTicket(queue="household", holder=PERSON))
    desk.ask(IssueTicket(queue="tax"))
    desk.ask(OpenWindow(window="1", operator="1001"), kind="window")
    desk.ask(CallNext(window="1"), kind="window")
    again = Desk(hall, desk.journal, desk.now)
    assert again.service.state == desk.service.state


def test_a_slower_writer_reads_on_and_decides_again(desk, hall):
    other = Desk(hall, desk.journal, desk.now)
    desk.ask(IssueTicket(queue="household"))
    other.commands = count(100)
    assert other.ask(IssueTicket(queue="household"))["data"]["ticket"]["number"] == "A002"


def test_the_same_command_to_two_servers_has_one_effect(desk, hall):
    other = Desk(hall, desk.journal, desk.now)
    command = desk.command(IssueTicket(queue="household"))
    assert desk.send(command) == other.send(command)
    assert other.service.state.crowd("household").people <= 1


class FullDisk(MemoryJournal):
    def append(self, *_):
        raise OSError("no space left on device")

    def forget_replies(self, _before):
        raise OSError("no space left on device")


def test_old_replies_that_cannot_be_deleted_do_not_end_the_hall(hall, morning):
    assert Desk(hall, FullDisk(), morning).service.forget_old_replies() == 0


class AlwaysBehind(MemoryJournal):
    def append(self, *_):
        raise BehindError("street", 0)


@pytest.mark.parametrize("store", [FullDisk, AlwaysBehind])
def test_when_nothing_can_be_kept_nothing_happened_and_the_sender_may_try_again(hall, morning, store):
    desk = Desk(hall, store(), morning)
    answer = desk.ask(IssueTicket(queue="household"))
    assert answer["error"]["code"] == "internal"
    assert answer["error"]["retryable"]
    assert desk.service.state.seq == 0


def test_a_question_changes_nothing(desk):
    ticket = desk.ask(IssueTicket(queue="household"))["data"]["ticket"]
    seq = desk.service.state.seq
    assert desk.ask(GetTicket(ticket="A001"))["data"]["ticket"] == ticket
    assert desk.service.state.seq == seq


def test_yesterdays_waiting_tickets_end_when_the_day_turns(desk):
    desk.ask(IssueTicket(queue="household"))
    assert desk.service.tick() == []
    desk.now += timedelta(days=1)
    assert [event.type for event in desk.service.tick()] == ["ticket_cancelled", "day_started"]
    assert desk.service.tick() == []


def test_replies_are_kept_for_a_week_at_least(desk):
    command = desk.command(IssueTicket(queue="household"))
    desk.send(command)
    desk.now += timedelta(days=7, hours=1)
    assert desk.service.forget_old_replies() == 0
    desk.now += timedelta(days=1)
    assert desk.service.forget_old_replies() == 1


def test_commands_on_the_wire_say_the_same_as_commands_in_the_hall(desk):
    command = desk.command(IssueTicket(queue="household", holder=PERSON, priority="elderly"))
    assert desk.send(parse_command(command.to_json()))[0]["ok"]


def test_events_carry_the_halls_own_time(desk):
    desk.now = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
    desk.ask(IssueTicket(queue="household"))
    assert [event.at.isoformat() for event in desk.journal.read("street")] == ["2026-11-20T09:00:00+08:00"] * 2
