"""A result is collected at a real kiosk from a simulated locker, with a real server and broker behind it."""

import json

import pytest

from tests.end_to_end.driven_kiosk import Kiosk
from tests.end_to_end.test_cases import ENTRY, MORE, onedoor

HOLDER = {"id_type": "resident_id", "id_number": "11010519491231002X", "name": "张示例"}
"""Who is on the first card of the simulated reader."""

DOORS = 2
APPLICATION = {**ENTRY["application"], "papers": []}


class Lobby:
    """The hall with a locker, a clerk, and the kiosk beside it."""

    def __init__(self, hall, folder):
        hall.file.write_text(hall.file.read_text(encoding="utf-8") + MORE, encoding="utf-8")
        catalogue = folder / "catalogue.json"
        catalogue.write_text(json.dumps([{**ENTRY, "application": APPLICATION}], ensure_ascii=False), encoding="utf-8")
        hall.data.mkdir()
        onedoor("catalogue", "import", catalogue, "--data", hall.data)
        hall.start()
        self.clerk = hall.client("window-1", "window")
        self.witness = hall.client("witness", "system")
        (folder / "paper").mkdir()
        token = folder / "kiosk-01.token"
        token.touch(mode=0o600)
        token.write_text(onedoor("enroll", "--data", hall.data, "--id", "kiosk-01", "--kind", "kiosk", "--token"))
        self.kiosk = Kiosk(hall, folder, doors=DOORS, more=("--token", str(token)))
        self.kiosk.start()
        self.touch = self.kiosk.program.do

    def ready(self):
        """An application whose result lies behind the first free door."""
        case = self.clerk.done("start_case", item="permit", holder=HOLDER)["case"]["case"]
        self.clerk.done("save_case", case=case, answers={"phone": "13800138000"})
        self.clerk.done("submit_case", case=case, handover="locker")
        self.clerk.done("accept_case", case=case, operator="1001")
        self.clerk.done("decide_case", case=case, operator="1001", outcome="approved")
        told = self.clerk.done("mark_ready", case=case, operator="1001", place="locker")["case"]
        assert (told["locker"], told["compartment"]) == ("lobby", 1)
        return case

    def do(self, *orders):
        for order in orders:
            self.kiosk.program.do(order)

    def find_by_card(self):
        self.do(
            "read hall-state 位", "touch way:enquire", "wait goal:collect", "touch goal:collect", "wait page:identify"
        )
        self.kiosk.card.order("lay 1")
        self.do("wait page:one-case", "read subject 可以取了", "wait collect")

    def reported(self, opened):
        said = self.witness.wait(
            "event", lambda event: event["type"] == "locker_reported" and event["data"]["opened"] == opened
        )
        return said["data"]["compartment"]


@pytest.fixture
def lobby(hall, tmp_path):
    lobby = Lobby(hall, tmp_path)
    yield lobby
    lobby.kiosk.end()


def test_a_card_opens_the_door_and_the_case_is_collected(lobby):
    case = lobby.ready()
    lobby.find_by_card()
    lobby.do("touch collect", "read title 1 号柜门开了")
    assert lobby.reported("yes") == 1
    collected = lobby.witness.wait("event", lambda event: event["type"] == "case_collected")
    assert collected["data"]["case"] == case
    assert "open 1" in lobby.kiosk.locker.order("close 2")
    lobby.kiosk.locker.order("close 1")
    lobby.do("read title 1 号柜门关好了")
    lobby.kiosk.card.order("remove")


def test_a_door_that_does_not_open_is_tried_twice_and_then_faulty(lobby):
    case = lobby.ready()
    lobby.kiosk.locker.order("stick 1")
    lobby.find_by_card()
    lobby.do("touch collect", "read title 1 号柜门没有打开", "wait again", "touch again", "gone again")
    lobby.do("read attention 柜门坏了")
    assert lobby.reported("no") == 1
    lobby.do("touch leave")
    lobby.kiosk.card.order("remove")
    assert lobby.clerk.done("get_case", case=case)["case"]["state"] == "ready"
    again = lobby.clerk.done("mark_ready", case=case, operator="1001", place="locker")["case"]
    assert again["compartment"] == 2
    lobby.find_by_card()
    lobby.do("touch collect", "read title 2 号柜门开了")
    assert lobby.reported("yes") == 2


def test_staff_open_a_door_from_afar(lobby):
    lobby.do("read hall-state 位")
    lobby.clerk.done("open_locker", operator="1001", locker="lobby", compartment=2)
    assert lobby.reported("yes") == 2
    assert "open 2" in lobby.kiosk.locker.order("stick 1")


def test_a_power_cut_between_the_order_and_its_report_is_told_as_unknown_and_opens_nothing_again(lobby):
    case = lobby.ready()
    lobby.kiosk.locker.order("stick 1")
    lobby.find_by_card()
    lobby.do("touch collect", "read title 1 号柜门没有打开")
    lobby.kiosk.program.kill()
    lobby.kiosk.locker.order("ok")
    lobby.kiosk.start()
    lobby.kiosk.program.do("wait page:start")
    assert lobby.reported("unknown") == 1
    assert lobby.clerk.done("get_case", case=case)["case"]["state"] == "ready"
    assert "all doors closed" in lobby.kiosk.locker.order("ok")


def test_what_somebody_keeps_is_seen_with_the_card_and_deleted(lobby):
    lobby.clerk.done("save_space", holder=HOLDER, answers={"shoe": "四十二码", "mobile": "13800138000"})
    lobby.do("read hall-state 位", "touch way:enquire", "wait further", "touch further", "wait goal:space")
    lobby.do("touch goal:space", "wait page:identify")
    lobby.kiosk.card.order("lay 1")
    lobby.do("wait page:my-space", "read answer:mobile ****8000")
    lobby.do("touch answer:mobile", "read subject 13800138000", "touch delete", "wait page:sure", "touch confirm")
    lobby.do("gone page:sure", "wait page:my-space", "gone answer:mobile", "touch delete-all", "touch confirm")
    lobby.do("read subject 资料已删除")
    lobby.witness.wait("event", lambda event: event["type"] == "space_deleted")
    lobby.kiosk.card.order("remove")
