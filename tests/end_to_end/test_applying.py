"""A citizen applies at a real kiosk with a real server, by touch; the power goes in the middle of page seven."""

import json
import subprocess
from pathlib import Path

import cv2
import numpy as np
import pytest
import requests
import zxingcpp
from PIL import Image

from tests.end_to_end.conftest import HALL, HANG_S, ONEDOOR
from tests.end_to_end.driven_kiosk import Driven

MORE = """
[[item]]
code = "permit"
queue = "household"
name = { zh = "居住证办理" }
typical_minutes = 9
"""

ENTRY = {
    "code": "permit",
    "name": {"zh": "居住证办理"},
    "theme": {"zh": "居住"},
    "department": {"zh": "公安局"},
    "guide": {
        "time_limit": {"promised_days": 5},
        "fee": {"zh": "不收费"},
        "channels": ["self_service"],
        "conditions": [{"zh": "在本地居住半年以上。"}],
    },
    "application": {
        "form": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "name": {"words": {"zh": "姓名"}, "pad": "text", "type": "string", "maxLength": 30, "card": "name"},
                "kind": {
                    "words": {"zh": "您要办哪一种"},
                    "pad": "choice",
                    "oneOf": [
                        {"const": "first", "words": {"zh": "首次申领"}},
                        {"const": "renewal", "words": {"zh": "签注"}},
                    ],
                },
                "home": {
                    "words": {"zh": "现在的住址"},
                    "pad": "address",
                    "type": "string",
                    "minLength": 5,
                    "maxLength": 100,
                    "space": "home",
                },
                "phone": {
                    "words": {"zh": "手机号码"},
                    "pad": "phone",
                    "type": "string",
                    "pattern": "^1[3-9][0-9]{9}$",
                },
            },
            "required": ["name", "kind", "home", "phone"],
        },
        "papers": [
            {"kind": "lease", "name": {"zh": "租房合同"}, "pages": 10},
            {"kind": "proof", "name": {"zh": "就业证明"}, "pages": 2, "later_days": 5},
        ],
        "result": True,
    },
}
PAGES = 8
CUT_AT = 7


def onedoor(*arguments):
    done = subprocess.run([*ONEDOOR, *map(str, arguments)], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def page_on_a_desk(number):
    """A printed page, a little askew, as the camera above sees it."""
    page = np.full((2100, 1485, 3), 238, np.uint8)
    for line in range(40):
        words = f"PAGE {number} LINE {line} ABCDEFGHIJKLMNOPQR"
        cv2.putText(page, words, (90, 150 + 46 * line), 0, 1.0, (30, 30, 30), 3, cv2.LINE_AA)
    matrix = cv2.getRotationMatrix2D((742, 1050), 2, 1)
    matrix[:, 2] += 250
    desk = cv2.warpAffine(page, matrix, (2000, 2600), borderMode=cv2.BORDER_CONSTANT, borderValue=(45, 45, 45))
    return cv2.imencode(".jpg", desk, [cv2.IMWRITE_JPEG_QUALITY, 85])[1].tobytes()


class Terminal:
    """A kiosk with card reader, printer and camera; the devices live on when it is killed."""

    def __init__(self, hall, folder):
        self.card, self.printer = Driven("sim", "id-card"), Driven("sim", "printer", f"paper={folder}/paper")
        self.desk = folder / "desk"
        for each in (self.desk, folder / "paper"):
            each.mkdir()
        self._folder, self._url = folder, hall.enroll("kiosk-01", "kiosk")
        self.token = folder / "token"
        self.token.write_text(onedoor("enroll", "--data", hall.data, "--id", "kiosk-01", "--kind", "kiosk", "--token"))
        self.token.chmod(0o600)
        (folder / "devices.toml").write_text(
            f'id_card = "serial://{self.card.answer()}"\nprinter = "serial://{self.printer.answer()}"\n'
            f'camera = "folder://{self.desk}"\n'
        )
        self.lay_page(1)
        self.program = None

    def start(self):
        folder = self._folder
        self.program = Driven(
            "kiosk", "--hall", "street", "--mqtt", self._url, "--data", str(folder / "kiosk"),
            "--devices", str(folder / "devices.toml"), "--token", str(self.token), "--driven",
        )  # fmt: skip
        self.program.do("read way:find 材料")

    def lay_page(self, number):
        """The page of this number, and no other, lies under the camera."""
        (self.desk / "next.part").write_bytes(page_on_a_desk(number))
        (self.desk / "next.part").replace(self.desk / "page.jpg")

    def touch(self, *names):
        for name in names:
            self.program.do(f"wait {name}")
            self.program.do(f"touch {name}")

    def find(self, *letters):
        self.touch("way:find", "search", *(f"key:{letter}" for letter in letters), "entry:permit")

    def begin(self, card=1):
        """From the first page to what comes after the card."""
        self.find("J", "Z", "Z")
        self.touch("apply")
        self.program.do("wait page:told-once")
        self.touch("confirm")
        self.program.do("wait page:identify")
        self.card.order(f"lay {card}")

    def take_page(self, number):
        self.lay_page(number)
        self.touch("take")
        self.program.do("read hint 看得清楚吗")
        self.touch("confirm")
        self.program.do("read hint 请把这一页平放")

    def end(self):
        for each in (self.program, self.card, self.printer):
            if each is not None:
                each.end()


@pytest.fixture
def terminal(hall, tmp_path):
    hall.file.write_text(
        HALL.replace('timezone = "Asia/Shanghai"', 'timezone = "Asia/Shanghai"\nregion = "440604"') + MORE
    )
    hall.data.mkdir()
    (tmp_path / "catalogue.json").write_text(json.dumps([ENTRY], ensure_ascii=False), encoding="utf-8")
    onedoor("catalogue", "import", tmp_path / "catalogue.json", "--data", hall.data)
    hall.start()
    terminal = Terminal(hall, tmp_path)
    terminal.start()
    yield terminal
    terminal.end()


def fill_in(terminal):
    """Everything that the card does not say: own data is not wanted, and the address is in the hall's own district."""
    terminal.program.do("wait page:consent-use-space")
    terminal.touch("skip")
    terminal.program.do("wait page:answer-choice")
    terminal.program.do("read hint 第 1 项，共 3 项")
    terminal.touch("answer:0", "division:440604", "keys:signs", "key:2", "key:0", "confirm")
    terminal.program.do("read title 手机号码")
    terminal.touch(*(f"key:{digit}" for digit in "13800138000"), "confirm")
    terminal.program.do("wait page:papers")


def hand_in(terminal):
    """From the papers to the receipt."""
    terminal.touch("paper:proof", "promise")
    terminal.program.do("wait page:papers")
    terminal.touch("confirm", "handover:counter")
    terminal.program.do("wait page:consent-keep-space")
    terminal.touch("skip")
    terminal.program.do("wait page:review")
    terminal.touch("confirm")
    terminal.program.do("wait page:submitted")
    return terminal.program.do("text code")


def test_a_citizen_applies_at_night_and_the_office_finds_it_in_the_morning(hall, terminal, tmp_path):
    window = hall.client("window-1", "window")
    terminal.begin()
    fill_in(terminal)
    terminal.touch("paper:lease")
    terminal.take_page(1)
    terminal.touch("back", "confirm")
    code = hand_in(terminal)

    (case,) = window.done("find_cases", states=["submitted"])["cases"]
    assert (case["code"], case["item"], case["fields"]) == (code, "permit", 4)
    lease, proof = case["papers"]
    assert len(lease["pages"]) == 1
    assert proof["promised_on"] > case["submitted_at"][:10]
    token = onedoor("enroll", "--data", hall.data, "--id", "window-1", "--kind", "window", "--token")
    api, headers = f"{hall.addresses['http']}/api/v1/halls/street", {"Authorization": f"Bearer {token}"}
    kept = requests.get(f"{api}/cases/{case['case']}/answers", headers=headers, timeout=HANG_S).json()["answers"]
    assert kept == {"name": "张示例", "kind": "first", "home": "广东省佛山市禅城区20", "phone": "13800138000"}
    address = f"{api}/pages/{case['case']}/lease/{lease['pages'][0]}"
    picture = requests.get(address, headers=headers, timeout=HANG_S)
    assert picture.headers["Content-Type"] == "image/jpeg"
    [paper] = (tmp_path / "paper").glob("*.png")
    assert [found.text for found in zxingcpp.read_barcodes(Image.open(paper))] == [f"{hall.addresses['http']}/c/{code}"]


def test_the_power_goes_in_the_middle_of_page_seven(hall, terminal, tmp_path):
    """What was said and taken is there, sealed, and offered to the same person only; nothing has to be done twice."""
    witness = hall.client("witness", "system")
    terminal.begin()
    fill_in(terminal)
    terminal.touch("paper:lease")
    for number in range(1, CUT_AT):
        terminal.take_page(number)
    terminal.lay_page(CUT_AT)
    terminal.touch("take")
    terminal.program.kill()
    terminal.card.order("remove")
    kept = b"".join(file.read_bytes() for file in Path(tmp_path / "kiosk").rglob("*") if file.is_file())
    assert b"JFIF" not in kept
    assert "张示例".encode() not in kept

    terminal.start()
    terminal.program.do("read title 请把身份证放在这里")
    terminal.begin(card=2)
    terminal.program.do("wait page:consent-use-space")
    terminal.card.order("remove")
    terminal.touch("home")
    terminal.program.do("read title 请把身份证放在这里")

    terminal.begin(card=1)
    terminal.program.do("wait page:offer-draft")
    terminal.program.do(f"read lines 拍了 {CUT_AT - 1} 页")
    terminal.touch("confirm")
    terminal.program.do("wait page:papers")
    terminal.touch("paper:lease", "take")
    for number in range(CUT_AT, PAGES + 1):
        terminal.take_page(number)
    terminal.touch("back", "confirm")
    hand_in(terminal)
    added = witness.events_of("case_page_added", PAGES)
    assert len({event["data"]["page"] for event in added}) == PAGES


def test_another_persons_card_in_the_middle_sees_nothing_of_the_first(terminal):
    terminal.begin()
    fill_in(terminal)
    terminal.card.order("remove")
    terminal.card.order("lay 2")
    terminal.program.do("wait page:start")
    terminal.card.order("remove")
    terminal.begin(card=2)
    terminal.program.do("wait page:consent-use-space")


def test_a_page_that_cannot_be_read_is_asked_for_again_and_not_sent(hall, terminal):
    witness = hall.client("witness", "system")
    terminal.begin()
    fill_in(terminal)
    terminal.touch("paper:lease")
    (terminal.desk / "page.jpg").write_bytes(b"a text that somebody called a picture")
    terminal.touch("take")
    terminal.program.do("read attention 不是照片")
    terminal.take_page(1)
    (added,) = witness.events_of("case_page_added", 1)
    assert added["data"]["paper"] == "lease"


def test_what_is_missing_is_told_in_one_go_with_a_way_there(terminal):
    terminal.begin()
    fill_in(terminal)
    terminal.touch("confirm", "handover:counter", "skip")
    terminal.program.do("wait page:review")
    terminal.touch("confirm")
    terminal.program.do("read hint 还差 2 项")
    terminal.touch("paper:lease")
    terminal.program.do("wait page:one-paper")
