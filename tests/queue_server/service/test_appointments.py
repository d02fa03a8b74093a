"""Appointments as clients ask for them, and as they are kept."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count
from uuid import UUID

import pytest

from queue_server.contract.commands import (
    BookAppointment,
    CancelAppointment,
    CheckIn,
    FindAppointments,
    Holder,
    IdType,
    ListSlots,
    MoveAppointment,
)
from queue_server.contract.envelope import Command
from queue_server.domain.hall import Bookable
from queue_server.journal import MemoryJournal
from queue_server.service.batch import Request
from queue_server.service.codes import APPOINTMENT_CODE_LETTERS, new_appointment_code
from queue_server.service.hall_service import HallService
from queue_server.service.translate import Translator

PERSON = Holder(id_type=IdType.RESIDENT_ID, id_number="11010519491231002X", name="测试", phone="13800000000")
OTHER = Holder(id_type=IdType.RESIDENT_ID, id_number="440524188001010014")
FRIDAY = date(2026, 11, 20)


def at(text):
    return datetime.fromisoformat(f"2026-11-20T{text}+08:00")


class Counter:
    """A hall with one item that can be booked, every hour for one person; codes come in order."""

    def __init__(self, hall, journal, now, codes):
        items = {**hall.items, "move-in": replace(hall.items["move-in"], bookable=Bookable(60, 1))}
        tickets, self.now, self.journal, self.commands = count(1), now, journal, count(1)
        self.service = HallService(
            replace(hall, items=items),
            journal,
            clock=lambda: self.now,
            translator=Translator(b"key", lambda: f"ticket-{next(tickets)}", lambda: next(codes)),
            ticket_url=None,
        )

    def ask(self, data):
        answers = []
        command = Command(id=str(UUID(int=next(self.commands))), sent_at=self.now, data=data)
        self.service.handle([Request(command, "kiosk-1", "kiosk", answers.append)])
        return json.loads(answers[0])

    def told(self, data):
        answer = self.ask(data)
        assert answer["ok"], answer
        return answer["data"]

    def refusal(self, data):
        return self.ask(data)["error"]


@pytest.fixture
def counter(hall, morning):
    return Counter(hall, MemoryJournal(), morning, (f"CODE{number}" for number in count(1)))


def book(counter, start="10:30", holder=PERSON):
    return counter.told(BookAppointment(item="move-in", start=at(start), holder=holder))["appointment"]


def test_slots_are_told_with_the_places_that_are_free(counter):
    book(counter)
    slots = counter.told(ListSlots(item="move-in", date=FRIDAY))["slots"]
    assert slots[:2] == [
        {"start": "2026-11-20T09:30:00.000+08:00", "end": "2026-11-20T10:30:00.000+08:00", "free": 1},
        {"start": "2026-11-20T10:30:00.000+08:00", "end": "2026-11-20T11:30:00.000+08:00", "free": 0},
    ]


def test_an_appointment_is_told_as_the_contract_says(counter):
    assert book(counter) == {
        "code": "CODE1",
        "item": "move-in",
        "queue": "household",
        "start": "2026-11-20T10:30:00.000+08:00",
        "end": "2026-11-20T11:30:00.000+08:00",
        "state": "booked",
        "check_in_from": "2026-11-20T10:00:00.000+08:00",
        "check_in_until": "2026-11-20T10:45:00.000+08:00",
    }
    assert counter.told(MoveAppointment(code="CODE1", start=at("14:00")))["appointment"]["start"][11:16] == "14:00"
    assert counter.told(CancelAppointment(code="CODE1"))["appointment"]["state"] == "cancelled"


def test_whoever_comes_gets_a_ticket(counter):
    book(counter)
    counter.now = at("10:10")
    ticket = counter.told(CheckIn(holder=PERSON))["ticket"]
    assert (ticket["number"], ticket["origin"], ticket["priority"]) == ("A001", "appointment", "appointment")
    (appointment,) = counter.told(FindAppointments(code="CODE1"))["appointments"]
    assert (appointment["state"], appointment["ticket"]) == ("checked_in", ticket["id"])


def test_a_holder_checks_in_only_for_an_appointment_of_their_own(counter):
    book(counter, holder=OTHER)
    counter.now = at("10:30")
    assert counter.refusal(CheckIn(holder=PERSON, appointment="CODE1"))["code"] == "unknown_appointment"
    book(counter, "14:00", OTHER)
    assert counter.refusal(CheckIn(holder=OTHER, appointment="CODE2"))["code"] == "too_early"
    assert counter.told(CheckIn(holder=OTHER, appointment="CODE1"))["ticket"]["number"] == "A001"


def test_a_persons_appointments_are_told_to_nobody_else(counter):
    book(counter, "14:00")
    book(counter, "10:30")
    found = counter.told(FindAppointments(holder=PERSON))["appointments"]
    assert [appointment["code"] for appointment in found] == ["CODE2", "CODE1"]
    assert counter.told(FindAppointments(holder=OTHER)) == {"appointments": []}


def test_what_was_given_up_is_found_by_its_code_only(counter):
    book(counter)
    counter.told(CancelAppointment(code="CODE1"))
    assert counter.told(FindAppointments(holder=PERSON)) == {"appointments": []}
    assert counter.told(FindAppointments(code="CODE1"))["appointments"][0]["state"] == "cancelled"


def test_a_refusal_at_check_in_says_when(counter):
    book(counter)
    error = counter.refusal(CheckIn(code="CODE1"))
    assert (error["code"], error["details"]) == ("too_early", {"from": "2026-11-20T10:00:00+08:00"})


def test_without_an_identity_there_is_no_appointment(counter):
    nobody = Holder(id_type=IdType.NONE)
    for data in (
        BookAppointment(item="move-in", start=at("10:30"), holder=nobody),
        FindAppointments(holder=nobody),
        CheckIn(holder=nobody),
    ):
        assert counter.refusal(data)["code"] == "invalid_command"


def test_a_code_that_is_taken_is_made_anew_when_the_command_comes_again(hall, morning):
    counter = Counter(hall, MemoryJournal(), morning, iter(["SAME", "SAME", "OTHER"]))
    book(counter)
    again = Command(
        id=str(UUID(int=99)), sent_at=morning, data=BookAppointment(item="move-in", start=at("14:00"), holder=OTHER)
    )
    answers = []
    for _ in range(2):
        counter.service.handle([Request(again, "kiosk-1", "kiosk", answers.append)])
    busy, booked = map(json.loads, answers)
    assert (busy["error"]["code"], busy["error"]["retryable"]) == ("busy", True)
    assert booked["data"]["appointment"]["code"] == "OTHER"


def test_who_stayed_away_is_noted_by_the_clock(counter):
    book(counter)
    counter.now = at("10:46")
    assert [event.type for event in counter.service.tick()] == ["appointment_missed"]
    assert counter.service.tick() == []
    assert counter.refusal(CheckIn(code="CODE1"))["code"] == "too_late"


def test_the_journal_holds_no_name_no_number_and_no_phone(counter):
    book(counter)
    written = json.dumps([event._asdict() for event in counter.journal.read("street")], default=str, ensure_ascii=False)
    assert "appointment_booked" in written
    for personal in ("11010519491231002X", "测试", "13800000000"):
        assert personal not in written


def test_a_hall_started_again_knows_all_appointments(counter, hall):
    book(counter, "10:30")
    book(counter, "14:00")
    book(counter, "15:00", OTHER)
    counter.told(MoveAppointment(code="CODE2", start=at("16:00")))
    counter.told(CancelAppointment(code="CODE3"))
    counter.now = at("10:30")
    counter.told(CheckIn(code="CODE1"))
    again = Counter(hall, counter.journal, counter.now, iter(()))
    assert again.service.state == counter.service.state
    counter.now = again.now = at("23:00") + timedelta(days=1)
    assert [event.type for event in counter.service.tick()] == ["appointment_missed", "ticket_cancelled", "day_started"]


def test_a_code_has_no_letter_that_is_taken_for_another():
    codes = {new_appointment_code() for _ in range(100)}
    assert len(codes) == 100
    assert {len(code) for code in codes} == {8}
    assert set("".join(codes)) <= set(APPOINTMENT_CODE_LETTERS)
    assert not set(APPOINTMENT_CODE_LETTERS) & set("0O1I")
