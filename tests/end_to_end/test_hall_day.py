"""What a hall does in a day, spoken over the broker by a client that knows only the contract."""

from datetime import UTC, datetime

import pytest


@pytest.fixture
def kiosk(running):
    return running.client("kiosk-01", "kiosk")


@pytest.fixture
def clerk(running):
    clerk = running.client("window-1", "window")
    clerk.done("open_window", window="1", operator="1001")
    return clerk


def test_a_paper_is_missing_and_the_person_comes_back(kiosk, clerk):
    kiosk.done("issue_ticket", queue="household")
    clerk.done("call_next", window="1")
    clerk.done("start_service", window="1")
    assert clerk.done("park", window="1", reason="照片")["ticket"]["state"] == "parked"
    assert kiosk.done("resume", ticket="A001")["ticket"]["state"] == "waiting"
    assert clerk.done("call_next", window="1")["ticket"]["number"] == "A001"


def test_a_person_is_sent_on_and_keeps_the_number(kiosk, clerk):
    kiosk.done("issue_ticket", queue="household")
    clerk.done("call_next", window="1")
    ticket = clerk.done("transfer", window="1", to="tax", keep_place=True)["ticket"]
    assert (ticket["number"], ticket["queue"], ticket["state"]) == ("A001", "tax", "waiting")


def test_a_misclick_is_taken_back(kiosk, clerk):
    kiosk.done("issue_ticket", queue="household")
    clerk.done("call_next", window="1")
    assert clerk.done("undo", window="1")["ticket"]["state"] == "waiting"
    clerk.sees("board", lambda board: board["calls"] == [] and board["queues"][0]["waiting"] == 1)
    assert clerk.ask("undo", window="1")["error"]["code"] == "wrong_state"


def test_a_missed_number_is_called_by_name(kiosk, clerk):
    kiosk.done("issue_ticket", queue="household")
    clerk.done("call_next", window="1")
    clerk.done("miss", window="1")
    clerk.sees("board", lambda board: board["missed"] == ["A001"])
    assert clerk.done("call_ticket", window="1", ticket="A001")["ticket"]["state"] == "called"


def test_a_visit_is_rated_at_the_kiosk_once(kiosk, clerk):
    ticket = kiosk.done("issue_ticket", queue="household")["ticket"]
    clerk.done("call_next", window="1")
    assert kiosk.ask("rate_service", ticket=ticket["id"], score=5)["error"]["code"] == "wrong_state"
    clerk.done("start_service", window="1")
    clerk.done("finish", window="1")
    kiosk.done("rate_service", ticket=ticket["id"], score=5, tags=["快"])
    assert kiosk.ask("rate_service", ticket=ticket["id"], score=1)["error"]["code"] == "already_rated"
    assert kiosk.ask("rate_service", ticket=ticket["id"], score=6)["error"]["code"] == "invalid_command"


def test_a_kiosk_gives_out_reserved_numbers_and_catches_up(running, kiosk, clerk):
    block = kiosk.done("reserve_numbers", queue="household", count=20)
    assert (block["prefix"], block["first"], block["last"]) == ("A", 1, 20)
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    ticket = kiosk.done("issue_ticket", queue="household", number="A007", issued_at=now)["ticket"]
    assert (ticket["number"], ticket["origin"]) == ("A007", "offline")
    assert kiosk.done("issue_ticket", queue="household")["ticket"]["number"] == "A021"
    other = running.client("kiosk-02", "kiosk")
    assert other.ask("issue_ticket", queue="household", number="A008", issued_at=now)["error"]["code"] == "not_allowed"


def test_a_queue_is_closed_by_another_system_and_everybody_knows(running, kiosk, clerk):
    office = running.client("office", "system")
    assert clerk.ask("close_queue", queue="tax")["error"]["code"] == "not_allowed"
    assert office.done("close_queue", queue="tax", reason="系统维护")["queue"]["open"] is False
    kiosk.sees("queue/tax", lambda queue: not queue["open"])
    assert kiosk.ask("issue_ticket", queue="tax")["error"]["code"] == "queue_closed"
    office.done("open_queue", queue="tax")
    assert kiosk.done("issue_ticket", queue="tax")["ticket"]["number"] == "B001"
