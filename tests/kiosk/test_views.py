"""What the citizen sees and touches, in one Kivy process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from tests.kiosk.scenes import SCENES

ROOT = Path(__file__).parents[2]
SIZES = {40, 48, 72, 240}
LANGUAGES = ("zh", "en")


class Host:
    def __init__(self, width: int, height: int, fonts: Path) -> None:
        arguments = [sys.executable, "-m", "tests.kiosk.view_host", str(width), str(height), str(fonts)]
        self.process = subprocess.Popen(
            arguments, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self._answer() == "ready"

    def ask(self, *order: str) -> Any:
        assert self.process.stdin is not None
        self.process.stdin.write(" ".join(order) + "\n")
        self.process.stdin.flush()
        return self._answer()

    def _answer(self) -> Any:
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())

    def close(self) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait(20)
        self.process.stdout.close()


@pytest.fixture(scope="module")
def host(font_cache: Path) -> Iterator[Host]:
    host = Host(1080, 1920, font_cache)
    yield host
    host.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scene", SCENES)
def test_every_page_fits_and_can_be_touched(host: Host, scene: str, language: str) -> None:
    """No text larger than its box, only the four sizes, targets of 112 with 24 between them."""
    host.ask("show", scene, language)
    measured = host.ask("measure")
    assert measured["cut"] == []
    assert set(measured["sizes"]) <= SIZES
    for name, left, bottom, right, top in measured["touchables"]:
        assert top - bottom >= 112, name
        assert right - left >= 112, name
        assert left >= 48, name
        assert right <= 1080 - 48, name
    for one, other in combinations(measured["touchables"], 2):
        across = max(one[1], other[1]) - min(one[3], other[3])
        down = max(one[2], other[2]) - min(one[4], other[4])
        assert max(across, down) >= 24, (one[0], other[0])


TOUCHES = [
    ("choose", "queue:household", "QueueTouched(queue='household')"),
    ("choose", "queue:tax", "QueueTouched(queue='tax')"),
    ("choose", "further", "SheetTurned(by=1)"),
    ("choose-second-sheet", "earlier", "SheetTurned(by=-1)"),
    ("choose", "back", "BackTouched()"),
    ("choose", "home", "HomeTouched()"),
    ("choose", "help", "HelpTouched()"),
    ("help", "close-help", "HelpTouched()"),
    ("start-speech", "guidance", "GuidanceTouched()"),
    ("start", "language:en", "LanguageChosen(language='en')"),
    ("confirm", "confirm", "ConfirmTouched()"),
    ("sending-lost", "cancel", "BackTouched()"),
    ("done", "stay", "MoreTimeTouched()"),
    ("done-no-paper", "print", "AgainTouched()"),
    ("staff-pin", "key:5", "PinKeyTouched()"),
    ("staff-pin", "clear", "PinClearTouched()"),
    ("staff-pin", "enter", "PinEntered()"),
    ("maintenance", "staff:test_print", "StaffTouched(action=<StaffAction.TEST_PRINT: 'test_print'>)"),
    ("maintenance", "staff:lock", "StaffTouched(action=<StaffAction.LOCK: 'lock'>)"),
    ("maintenance-ill", "staff:unlock", "StaffTouched(action=<StaffAction.UNLOCK: 'unlock'>)"),
    ("maintenance", "leave", "HomeTouched()"),
    ("problem-busy", "again", "AgainTouched()"),
    ("problem-waiting", "leave", "HomeTouched()"),
    ("warning", "more-time", "MoreTimeTouched()"),
]


@pytest.mark.parametrize(("scene", "name", "given"), TOUCHES)
def test_a_touch_says_what_was_touched(host: Host, scene: str, name: str, given: str) -> None:
    host.ask("show", scene, "zh")
    assert host.ask("touch", name) == ["Touched()", given]


def test_a_closed_queue_cannot_be_touched(host: Host) -> None:
    host.ask("show", "choose", "zh")
    assert host.ask("touch", "queue:business") == ["Touched()"]


def test_the_second_strike_of_a_finger_is_not_meant(host: Host) -> None:
    host.ask("show", "confirm", "zh")
    assert host.ask("strike-twice", "confirm") == []


NOTHING_TO_TOUCH = [
    ("start", {"back", "home", "guidance"}),
    ("done", {"print", "back"}),
    ("maintenance", {"staff:unlock", "help"}),
    ("maintenance-ill", {"staff:lock"}),
    ("done-gave-up", {"print"}),
    ("problem-waiting", {"again", "back"}),
    ("sending", {"cancel"}),
    ("choose-few", {"earlier", "further"}),
    ("warning", {"queue:household"}),
]


@pytest.mark.parametrize(("scene", "absent"), NOTHING_TO_TOUCH)
def test_what_leads_nowhere_is_not_there(host: Host, scene: str, absent: set[str]) -> None:
    host.ask("show", scene, "zh")
    names = {touchable[0] for touchable in host.ask("measure")["touchables"]}
    assert names.isdisjoint(absent)
    assert "language:en" in names


@pytest.mark.parametrize(
    ("scene", "page", "words"),
    [
        ("start", "page:start", {"title": "您好，请把身份证放在这里", "hall-state": "现在等候 46 位 · 8 个窗口开放"}),
        ("confirm", "page:confirm", {"person": "张**，您要办的是", "service": "户籍业务"}),
        ("done", "page:done", {"number": "A012", "paper": "请拿好小票和身份证"}),
        ("printing", "page:printing", {"number": "A012", "paper": "正在打印小票"}),
        ("problem-waiting", "page:problem", {"number": "A007"}),
        ("out-lacking", "page:out-of-service", {"title": "本机暂停服务"}),
        ("warning", "page:warning", {"title": "您还在吗？"}),
        ("help-choose", "page:help", {"title": "帮助"}),
    ],
)
def test_the_page_that_is_meant_is_shown(host: Host, scene: str, page: str, words: dict[str, str]) -> None:
    host.ask("show", scene, "zh")
    texts = host.ask("texts")
    assert texts["page"] == page
    assert texts.items() >= words.items()


def test_the_number_of_the_ticket_stands_240_high(host: Host) -> None:
    host.ask("show", "done", "zh")
    assert max(host.ask("measure")["sizes"]) == 240


def test_when_a_person_has_gone_no_page_holds_a_word_of_them(host: Host) -> None:
    for scene in ("confirm", "done", "problem-waiting"):
        host.ask("show", scene, "zh")
    assert host.ask("wipe") == []


def test_the_same_page_is_always_the_same_picture(host: Host, tmp_path: Path) -> None:
    pictures = []
    for scene in ("choose", "done", "choose"):
        host.ask("show", scene, "zh")
        host.ask("picture", str(tmp_path / "page.png"))
        pictures.append(Image.open(tmp_path / "page.png").tobytes())
    assert pictures[0] == pictures[2] != pictures[1]


def test_on_another_screen_the_page_keeps_its_shape_in_the_middle(font_cache: Path) -> None:
    """540 x 1200: half the size, with 120 free above and below."""
    host = Host(540, 1200, font_cache)
    try:
        host.ask("show", "choose", "zh")
        measured = host.ask("measure")
        boxes = {name: box for name, *box in measured["touchables"]}
        assert measured["cut"] == []
        assert boxes["back"][0] == 48
        assert boxes["back"][1] == 240 + 28
        assert host.ask("touch", "queue:household")[1] == "QueueTouched(queue='household')"
    finally:
        host.close()


def _luminance(colour: list[float]) -> float:
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _hex(text: str) -> list[float]:
    return [int(text[index : index + 2], 16) / 255 for index in (1, 3, 5)]


@pytest.mark.parametrize("ink", ["#14213D", "#43506B", "#0A4A9E", "#07592F", "#7A4000", "#961414"])
@pytest.mark.parametrize("ground", ["#F4F6FA", "#FFFFFF"])
def test_every_colour_of_text_stands_out_seven_to_one(ink: str, ground: str) -> None:
    theme = files("kiosk.views").joinpath("theme.py").read_text(encoding="utf-8")
    assert ink in theme
    assert ground in theme
    light, dark = _luminance(_hex(ground)), _luminance(_hex(ink))
    assert (light + 0.05) / (dark + 0.05) >= 7


def test_the_code_that_stands_in_for_paper_can_be_scanned_from_the_screen(host: Host, tmp_path: Path) -> None:
    read = {}
    for scene in ("done-no-paper", "done-offline-no-paper", "done"):
        host.ask("show", scene, "zh")
        host.ask("picture", str(tmp_path / "page.png"))
        read[scene] = [code.text for code in zxingcpp.read_barcodes(Image.open(tmp_path / "page.png"))]
    assert read["done-no-paper"] == ["https://hall.example/t/9Yx2kq7Wc4TnB3sd"]
    assert read["done-offline-no-paper"] == ["A021 户籍业务\n2026-11-23 09:41 禅城区行政服务中心"]
    assert read["done"] == []


def test_a_finger_that_rests_in_the_corner_opens_the_way_for_staff_and_a_tap_does_not(host: Host) -> None:
    host.ask("show", "start", "zh")
    assert host.ask("touch", "corner") == ["Touched()"]
    assert host.ask("hold", "corner", "2.9") == ["Touched()"]
    assert host.ask("hold", "corner", "3.0") == ["Touched()", "CornerHeld()"]
