"""What the citizen sees and touches, in one Kivy process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from kiosk.flow.pages import OutOfService, Start
from tests.kiosk import golden
from tests.kiosk.scenes import SCENES

ROOT = Path(__file__).parents[2]
SIZES = {36, 40, 48, 72, 240}
ELDER_SIZES = {36, 40, 48, 56, 64, 96, 240}
LARGE = 56
STAFF = ("staff", "maintenance")
LEAST_KEY = 61
"""15 mm on a panel of 21.5 inches."""

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


@pytest.fixture(scope="module")
def lying(font_cache: Path) -> Iterator[Host]:
    host = Host(1920, 1080, font_cache)
    yield host
    host.close()


def faults(measured: dict[str, Any], width: int, top: int, sizes: set[int]) -> list[str]:
    """What is wrong with a page: text larger than its box, or of another size; targets small, near, out of reach."""
    found = [f"cut: {words}" for words, *_ in measured["cut"]]
    found += [f"size: {size}" for size in set(measured["sizes"]) - sizes]
    for name, left, bottom, right, upper in measured["touchables"]:
        least = LEAST_KEY if name.startswith(("key:", "delete", "clear", "enter")) else 112
        if min(upper - bottom, right - left) < least:
            found.append(f"small: {name}")
        if left < 48 or right > width - 48 or upper > top:
            found.append(f"outside: {name}")
    for one, other in combinations(measured["touchables"], 2):
        across = max(one[1], other[1]) - min(one[3], other[3])
        down = max(one[2], other[2]) - min(one[4], other[4])
        if max(across, down) < 16:
            found.append(f"near: {one[0]} {other[0]}")
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("comfort", ["standard", "elder", "low", "everything"])
def test_every_page_fits_and_can_be_touched(host: Host, comfort: str, language: str) -> None:
    """In low mode nothing that is touched lies higher than three fifths of the screen."""
    top = 1152 if comfort in ("low", "everything") else 1920
    sizes = ELDER_SIZES if comfort in ("elder", "everything") else SIZES | {56}
    wrong = {}
    for scene in SCENES:
        host.ask("show", scene, language, comfort)
        wrong[scene] = faults(host.ask("measure"), 1080, top, sizes)
    assert {scene: found for scene, found in wrong.items() if found} == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("comfort", ["standard", "elder"])
def test_every_page_fits_a_lying_screen(lying: Host, comfort: str, language: str) -> None:
    wrong = {}
    for scene in SCENES:
        lying.ask("show", scene, language, comfort)
        wrong[scene] = faults(lying.ask("measure"), 1920, 1080, ELDER_SIZES | SIZES)
    assert {scene: found for scene, found in wrong.items() if found} == {}


@pytest.mark.parametrize("scene", ["choose", "themes", "entries", "slots", "enquiries", "comfort", "find", "start"])
def test_large_letters_leave_four_choices_a_page(host: Host, scene: str) -> None:
    host.ask("show", scene, "zh", "elder")
    families = ("queue:", "shelf:", "entry:", "slot:", "goal:", "setting:", "by:", "search", "way:")
    names = [touchable[0] for touchable in host.ask("measure")["touchables"]]
    assert 0 < len([name for name in names if name.startswith(families)]) <= 4


@pytest.mark.parametrize(
    "scene", [name for name, each in SCENES.items() if isinstance(each.page, Start | OutOfService)]
)
def test_what_is_shown_already_is_not_drawn_again(host, scene):
    """A terminal looks at its page twice a second; drawing it each time would keep a processor warm all night."""
    assert not host.ask("drawn-again", scene)


OF_THE_HALL = ("hall", "notice")
"""Words of the hall's own, as long as it likes."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_large_letters_are_large_on_every_page_of_a_citizen(host: Host, language: str) -> None:
    """What does not fit is said more briefly, or on another sheet; it does not shrink."""
    small = {}
    for scene in SCENES:
        host.ask("show", scene, language, "elder")
        small[scene] = [text for text, _, name in host.ask("small", str(LARGE)) if name not in OF_THE_HALL]
    assert {scene: texts for scene, texts in small.items() if texts and not scene.startswith(STAFF)} == {}


def test_in_a_low_position_the_page_stands_below_and_nothing_is_to_be_touched_above(host: Host) -> None:
    host.ask("show", "choose", "zh", "low")
    assert max(touchable[4] for touchable in host.ask("measure")["touchables"]) <= 1920 * 3 // 5


TOUCHES = [
    ("start", "way:take", "GoalChosen(goal=<Goal.TAKE: 'take'>)"),
    ("start", "way:check_in", "GoalChosen(goal=<Goal.CHECK_IN: 'check_in'>)"),
    ("start", "way:find", "GoalChosen(goal=<Goal.FIND: 'find'>)"),
    ("start", "way:enquire", "GoalChosen(goal=<Goal.ENQUIRE: 'enquire'>)"),
    ("start", "comfort", "ComfortTouched()"),
    ("start", "elder", "SettingTouched(setting=<Setting.ELDER: 'elder'>)"),
    ("comfort", "setting:low", "SettingTouched(setting=<Setting.LOW: 'low'>)"),
    ("identify", "type:id_number", "TypeTouched(what=<Typed.ID_NUMBER: 'id_number'>)"),
    ("identify", "without", "WithoutIdentityTouched()"),
    ("type-id", "key:X", "KeyTouched()"),
    ("type-id", "delete", "DeleteTouched()"),
    ("type-id-whole", "confirm", "ConfirmTouched()"),
    ("confirm", "priority", "PriorityTouched()"),
    ("confirm", "phone", "TypeTouched(what=<Typed.PHONE: 'phone'>)"),
    ("priority", "priority:disabled", "PriorityChosen(priority='disabled')"),
    ("priority", "priority:none", "PriorityChosen(priority=None)"),
    ("closed", "book", "InsteadTouched()"),
    ("closed", "find", "GoalChosen(goal=<Goal.FIND: 'find'>)"),
    ("find", "by:department", "ByChosen(by=<By.DEPARTMENT: 'department'>)"),
    ("find", "search", "SearchTouched()"),
    ("themes", "shelf:户籍", "ShelfTouched(shelf='户籍')"),
    ("search-found", "key:R", "KeyTouched()"),
    ("search-found", "entry:household-0", "EntryTouched(code='household-0')"),
    ("guide", "part:materials", "PartChosen(part=<Part.MATERIALS: 'materials'>)"),
    ("guide", "take", "GoalChosen(goal=<Goal.TAKE: 'take'>)"),
    ("guide", "book", "GoalChosen(goal=<Goal.BOOK: 'book'>)"),
    ("guide", "print", "PrintTouched()"),
    ("enquiries", "goal:rate", "GoalChosen(goal=<Goal.RATE: 'rate'>)"),
    ("bookable", "item:household-move-in", "ItemTouched(item='household-move-in')"),
    ("slots", "later-day", "DayTurned(by=1)"),
    ("appointment", "check-in", "CheckInTouched()"),
    ("appointment", "move", "MoveTouched()"),
    ("appointment", "cancel", "CancelTouched()"),
    ("appointments", "appointment:8K2MPQ9X", "AppointmentTouched(code='8K2MPQ9X')"),
    ("tickets", "ticket:B007", "TicketTouched(ticket='t-2')"),
    ("ticket-finished", "rate", "RateTouched()"),
    ("rate", "score:1", "ScoreTouched(score=1)"),
    ("enquiries-locker", "goal:collect", "GoalChosen(goal=<Goal.COLLECT: 'collect'>)"),
    ("identify-collect", "type:pickup_code", "TypeTouched(what=<Typed.PICKUP_CODE: 'pickup_code'>)"),
    ("cases", "case:B2M2PQ9X", "CaseTouched(case='c-supplement')"),
    ("case-ready", "collect", "CollectTouched()"),
    ("case-ready", "print", "PrintTouched()"),
    ("case-submitted", "withdraw", "CancelTouched()"),
    ("case-long-note", "further", "SheetTurned(by=1)"),
    ("door-stuck", "again", "AgainTouched()"),
    ("door-open", "more", "InsteadTouched()"),
    ("space", "answer:phone", "AnswerTouched(name='phone')"),
    ("space", "delete-all", "CancelTouched()"),
    ("space-address", "delete", "CancelTouched()"),
    ("space-address", "correct", "CorrectTouched()"),
    ("case-supplement", "go-on", "GoalChosen(goal=<Goal.APPLY: 'apply'>)"),
    ("sure", "keep", "BackTouched()"),
    ("problem-late", "instead", "InsteadTouched()"),
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
    ("problem-page", "back", "BackTouched()"),
    ("problem-page", "go-on", "BackTouched()"),
    ("problem-card", "leave", "HomeTouched()"),
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
    ("start-nothing", {"back", "home"}),
    ("type-id", {"confirm"}),
    ("type-id-wrong", {"confirm"}),
    ("ticket-of-somebody", {"cancel", "rate"}),
    ("ticket-finished", {"cancel"}),
    ("guide-law", {"take"}),
    ("done", {"print", "back"}),
    ("case-locker-away", {"collect"}),
    ("case-of-code", {"collect", "withdraw"}),
    ("case-refused", {"withdraw"}),
    ("door-open", {"back", "again"}),
    ("submitted", {"back"}),
    ("review-going", {"back", "confirm"}),
    ("door-shut", {"again"}),
    ("identify-collect", {"type:id_number"}),
    ("enquiries", {"goal:collect"}),
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


@pytest.mark.parametrize("way", ["take", "check_in", "enquire"])
def test_a_way_that_leads_nowhere_now_says_so_and_cannot_be_touched(host: Host, way: str) -> None:
    host.ask("show", "start-no-line", "zh")
    assert host.ask("touch", f"way:{way}") == ["Touched()"]


def test_the_same_key_twice_in_a_row_is_meant(host: Host) -> None:
    host.ask("show", "type-id", "zh")
    assert host.ask("strike-twice", "key:1") == ["Touched()", "KeyTouched()"]


def test_the_clock_and_the_name_of_the_hall_stand_on_every_page(host: Host) -> None:
    host.ask("show", "guide", "en")
    assert host.ask("bar") == {"hall": "Chancheng Service\nCentre", "clock": "09:41"}


@pytest.mark.parametrize(
    ("scene", "page", "words"),
    [
        ("start", "page:start", {"title": "您好，请把身份证放在这里", "hall-state": "现在等候 46 位 · 8 个窗口开放"}),
        ("start-locker", "page:start", {"title": "现在不在办事时间"}),
        ("case-ready", "page:one-case", {"title": "户口迁入", "subject": "可以取了"}),
        ("door-still-open", "page:at-door", {"number": "5", "attention": "柜门还开着，请把它关好"}),
        ("space", "page:my-space", {"title": "您的资料"}),
        ("confirm", "page:confirm", {"title": "张**，您要办的是", "subject": "户籍业务"}),
        ("identify", "page:identify", {"title": "请出示证件，为您取号"}),
        ("type-id-wrong", "page:typing", {"attention": "⚠ 号码好像有一位不对，请核对一下"}),
        ("guide", "page:guide", {"title": "户口迁入登记"}),
        ("booked", "page:booked", {"subject": "明天 09:00"}),
        ("problem-early", "page:problem", {"title": "您来早了", "body": "这个预约 明天 09:00 起可以签到。"}),
        ("warning-card", "page:warning", {"title": "身份证拿走了，还继续吗？"}),
        ("closed", "page:closed", {"subject": "下次开放：明天 08:41"}),
        ("done", "page:done", {"number": "A012", "paper": "请拿好小票和身份证"}),
        ("printing", "page:printing", {"number": "A012", "paper": "正在打印小票"}),
        ("problem-waiting", "page:problem", {"number": "A007"}),
        ("out-locked", "page:out-of-service", {"title": "本机暂停服务", "phone": "服务电话 0757-12345678"}),
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
    for scene, comfort in ((scene, comfort) for comfort in ("standard", "elder") for scene in SCENES):
        host.ask("show", scene, "zh", comfort)
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
    assert host.ask("hold", "corner", "1.0") == ["Touched()"]
    assert host.ask("hold", "corner", "3.0") == ["Touched()", "CornerHeld()"]


@pytest.mark.parametrize(("scene", "language", "comfort"), golden.KEPT)
def test_a_page_looks_as_somebody_approved_it(
    host: Host, tmp_path: Path, scene: str, language: str, comfort: str
) -> None:
    """``python -m tests.kiosk.golden`` makes the pictures anew."""
    host.ask("show", scene, language, comfort)
    host.ask("picture", str(tmp_path / "page.png"))
    shown = golden.small(Image.open(tmp_path / "page.png"))
    approved = Image.open(golden.FOLDER / golden.name(scene, language, comfort))
    assert shown.size == approved.size
    assert golden.differing(shown, approved) <= golden.MOST_PIXELS


def test_another_page_is_not_taken_for_the_approved_one() -> None:
    one, other = (
        Image.open(golden.FOLDER / golden.name(scene, "zh", "standard")) for scene in ("start", "start-closed")
    )
    assert golden.differing(one, other) > golden.MOST_PIXELS
