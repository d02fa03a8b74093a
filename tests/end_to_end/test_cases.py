"""A citizen applies at night at a real server, the power goes, the office decides, and a locker opens."""

import json
import subprocess
from contextlib import suppress
from io import BytesIO
from threading import Thread

import pytest
import requests
from PIL import Image

from tests.end_to_end.conftest import HANG_S, ONEDOOR

HOLDER = {"id_type": "resident_id", "id_number": "11010519491231002X", "name": "测试人"}
ANOTHER = {"id_type": "resident_id", "id_number": "440524188001010014", "name": "另一人"}
ANSWERS = {"phone": "13800138000"}
PAGES = 10
MORE = """
[[item]]
code = "permit"
queue = "household"
name = { zh = "居住证" }
typical_minutes = 9

[[locker]]
id = "lobby"
name = { zh = "大厅取件柜" }
kiosk = "kiosk-01"
compartments = 2
"""
ENTRY = {
    "code": "permit",
    "name": {"zh": "居住证"},
    "theme": {"zh": "居住"},
    "department": {"zh": "公安局"},
    "guide": {"time_limit": {"promised_days": 5}, "fee": {"zh": "不收费"}, "channels": ["self_service"]},
    "application": {
        "form": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "phone": {"words": {"zh": "手机"}, "pad": "digits", "type": "string", "pattern": "^1[0-9]{10}$"}
            },
            "required": ["phone"],
        },
        "papers": [{"kind": "lease", "name": {"zh": "租房合同"}, "pages": PAGES}],
    },
}


def onedoor(*arguments):
    done = subprocess.run([*ONEDOOR, *map(str, arguments)], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def picture(number):
    out = BytesIO()
    Image.new("L", (800, 1100), 100 + number).save(out, "JPEG")
    return out.getvalue()


class Night:
    """A server in a process of its own, a kiosk at both its doors, and a window for the next morning."""

    def __init__(self, hall, directory):
        hall.file.write_text(hall.file.read_text(encoding="utf-8") + MORE, encoding="utf-8")
        (directory / "catalogue.json").write_text(json.dumps([ENTRY], ensure_ascii=False), encoding="utf-8")
        hall.data.mkdir()
        onedoor("catalogue", "import", directory / "catalogue.json", "--data", hall.data)
        self.hall = hall
        self.start()
        token = onedoor("enroll", "--data", hall.data, "--id", "kiosk-01", "--kind", "kiosk", "--token")
        self.token = {"Authorization": f"Bearer {token}"}

    def start(self):
        self.hall.start()
        self.kiosk = self.hall.client("kiosk-01", "kiosk")
        self.window = self.hall.client("window-1", "window")
        self.api = f"{self.hall.addresses['http']}/api/v1/halls/street"

    def power_cut(self):
        self.hall.kill()
        for client in (self.kiosk, self.window):
            client.close()
            self.hall.clients.remove(client)

    def visit(self, holder=HOLDER):
        told = requests.post(f"{self.api}/visits", json=holder, headers=self.token, timeout=HANG_S).json()
        return {**self.token, "Onedoor-Visit": told["visit"]}

    def put(self, case, number, visit):
        address = f"{self.api}/pages/{case}/lease/page-{number}"
        return requests.put(address, picture(number), headers=visit, timeout=HANG_S)


@pytest.fixture
def night(hall, tmp_path):
    return Night(hall, tmp_path)


def test_from_the_first_question_to_the_open_door(night):
    case = night.kiosk.done("start_case", item="permit", holder=HOLDER)["case"]["case"]
    night.kiosk.done("save_case", case=case, holder=HOLDER, answers=ANSWERS)
    visit = night.visit()
    for number in range(1, PAGES + 1):
        assert night.put(case, number, visit).json()["ok"]
    receipt = night.kiosk.done("submit_case", case=case, holder=HOLDER, handover="locker")["case"]
    night.window.done("accept_case", case=case, operator="1001")
    night.window.done("decide_case", case=case, operator="1001", outcome="approved")
    ready = night.window.done("mark_ready", case=case, operator="1001", place="locker")["case"]
    assert (ready["locker"], ready["compartment"]) == ("lobby", 1)
    assert night.kiosk.ask("open_locker", holder=ANOTHER)["error"]["code"] == "unknown_case"
    door = night.kiosk.done("open_locker", holder=HOLDER)
    assert (door["locker"], door["compartment"]) == ("lobby", 1)
    night.kiosk.done("report_locker", locker="lobby", compartment=1, opened="yes")
    assert night.kiosk.done("get_case", case=receipt["code"])["case"]["state"] == "collected"
    for command in ("verify", "replay"):
        onedoor(command, night.hall.data)


def test_the_power_goes_in_the_middle_of_page_seven(night):
    """What was answered is there, sealed; the draft is offered to the same person only; the rest is sent again."""
    case = night.kiosk.done("start_case", item="permit", holder=HOLDER)["case"]["case"]
    night.kiosk.done("save_case", case=case, holder=HOLDER, answers=ANSWERS)
    visit = night.visit()
    for number in range(1, 7):
        assert night.put(case, number, visit).json()["ok"]
    seventh = Thread(target=_put_into_the_dark, args=(night, case, visit))
    seventh.start()
    night.power_cut()
    seventh.join(HANG_S)
    night.start()

    assert night.kiosk.done("find_cases", holder=ANOTHER)["cases"] == []
    (draft,) = night.kiosk.done("find_cases", holder=HOLDER)["cases"]
    (paper,) = draft["papers"]
    assert paper["pages"][:6] == [f"page-{number}" for number in range(1, 7)]
    visit = night.visit()
    kept = requests.get(f"{night.api}/cases/{case}/answers", headers=visit, timeout=HANG_S).json()
    assert kept["answers"] == ANSWERS
    for number in range(7, PAGES + 1):
        assert night.put(case, number, visit).json()["ok"]
    for number in range(1, PAGES + 1):
        address = f"{night.api}/pages/{case}/lease/page-{number}"
        assert requests.get(address, headers=visit, timeout=HANG_S).content == picture(number)
    stranger = requests.get(address, headers=night.visit(ANOTHER), timeout=HANG_S)
    assert stranger.status_code == 404
    assert night.kiosk.done("submit_case", case=case, holder=HOLDER, handover="counter")["case"]["state"] == "submitted"
    sealed = b"".join(file.read_bytes() for file in (night.hall.data / "cases").rglob("*") if file.is_file())
    assert b"JFIF" not in sealed


def _put_into_the_dark(night, case, visit):
    with suppress(requests.RequestException):  # whether it was kept, the draft tells
        night.put(case, 7, visit)
