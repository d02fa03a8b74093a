"""A citizen's way through the hall, step by step, with a picture of each."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from onedoor.demo.hall import WINDOWS, DemoHall
from onedoor.demo.processes import DemoError, Program
from onedoor.demo.staff import Staff

QUEUE = "household"
APPLIED_FOR = "residence-permit"
DISTRICT = "440604"
"""Of the hall file: an address is likely to be in it."""


class Album:
    """Numbers the pictures in the order in which they are taken."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._taken = 0

    def next(self, name: str) -> Path:
        """Where the next picture goes."""
        self._taken += 1
        return self.directory / f"{self._taken:02d}-{name}.png"

    def take(self, screen: Program, name: str) -> Path:
        """The screen as it is now."""
        file = self.next(name)
        screen.order(f"picture {file}")
        return file

    def keep(self, paper: Path, name: str) -> Path:
        """A copy of what a printer printed."""
        return Path(shutil.copyfile(paper, self.next(name)))


def tell_story(hall: DemoHall, staff: Staff, album: Album, paper: Path) -> Iterator[tuple[str, Path]]:
    """Walk a citizen through; yields a sentence and a picture for each step."""
    for window in WINDOWS:
        staff.press(window, "open")
    hall.board.order("wait board")
    hall.kiosk.order("wait page:start")
    hall.kiosk.order("read way:find 材料")  # the catalogue has come
    yield "The hall board before the first call", album.take(hall.board, "board-waiting")
    yield "The kiosk asks for an ID card", album.take(hall.kiosk, "kiosk-start")

    hall.id_card.order("lay 1")
    hall.kiosk.order("wait page:choose-queue")
    yield "A citizen laid a card and chooses a service", album.take(hall.kiosk, "kiosk-choose")
    hall.kiosk.order(f"touch queue:{QUEUE}")
    hall.kiosk.order("wait page:confirm")
    yield "The kiosk shows what it is about to do", album.take(hall.kiosk, "kiosk-confirm")
    hall.kiosk.order("touch confirm")
    hall.kiosk.order("wait page:done")
    hall.id_card.order("remove")
    number = _last_word(hall.kiosk.order("text number"))
    yield f"The ticket is {number}", album.take(hall.kiosk, "kiosk-done")
    yield "What came out of the printer", album.keep(_printed(paper, 1), "ticket")

    hall.kiosk.order("touch home")
    hall.kiosk.order("wait page:start")
    hall.kiosk.order("touch language:en")
    yield "The same kiosk in English", album.take(hall.kiosk, "kiosk-start-english")
    hall.kiosk.order("touch language:zh")
    yield from _read_a_guide(hall, album)

    window = _call(staff, number)
    hall.board.order(f"read headline-number {number}")
    yield f"Window {window} calls {number}", album.take(hall.board, "board-called")
    staff.press(window, "start")
    staff.press(window, "finish")

    hall.printer.order("paper out")
    hall.id_card.order("lay 2")
    hall.kiosk.order("wait page:choose-queue")
    hall.kiosk.order("touch queue:social")
    hall.kiosk.order("wait page:confirm")
    hall.kiosk.order("touch confirm")
    hall.kiosk.order("wait no-paper")
    hall.id_card.order("remove")
    yield (
        "The printer is out of paper: the ticket stays valid",
        album.take(hall.kiosk, "kiosk-no-paper"),
    )
    hall.printer.order("paper ok")
    hall.kiosk.order("touch print")
    hall.kiosk.order("gone no-paper")
    hall.kiosk.order("wait page:done")
    yield "Staff put in a roll, and the ticket is printed again", album.keep(_printed(paper, 2), "ticket-printed-again")
    hall.kiosk.order("touch home")
    yield from _apply(hall, album, paper)
    yield from _collect(hall, album)


def _collect(hall: DemoHall, album: Album) -> Iterator[tuple[str, Path]]:
    """The result of an application, from the locker beside the kiosk, at any hour."""
    for order in ("touch home", "wait page:start", "touch way:enquire", "wait goal:collect", "touch goal:collect"):
        hall.kiosk.order(order)
    hall.kiosk.order("wait page:identify")
    hall.id_card.order("lay 1")
    hall.kiosk.order("wait collect")
    yield "An application was approved: its result lies in the locker", album.take(hall.kiosk, "kiosk-ready")
    hall.kiosk.order("touch collect")
    hall.kiosk.order("read title 1 号柜门开了")
    yield "The door is open", album.take(hall.kiosk, "kiosk-door")
    hall.locker.order("close 1")
    hall.id_card.order("remove")


def _read_a_guide(hall: DemoHall, album: Album) -> Iterator[tuple[str, Path]]:
    """What to bring to a counter, found by four letters; and the same kiosk for who sees less well."""
    for order in ("touch way:find", "touch search", *(f"touch key:{letter}" for letter in "HKQR")):
        hall.kiosk.order(order)
    hall.kiosk.order("wait entry:household-move-in")
    yield "A service is found by the first letters of its pinyin", album.take(hall.kiosk, "kiosk-search")
    for order in ("touch entry:household-move-in", "wait page:guide", "touch part:materials", "read title 户口"):
        hall.kiosk.order(order)
    yield "Its guide says what to bring", album.take(hall.kiosk, "kiosk-guide")
    for order in ("touch home", "wait page:start", "touch elder", "wait page:start"):
        hall.kiosk.order(order)
    yield "Large letters, at a touch", album.take(hall.kiosk, "kiosk-large")
    hall.kiosk.order("touch elder")


def _apply(hall: DemoHall, album: Album, paper: Path) -> Iterator[tuple[str, Path]]:
    """A residence permit is applied for at the kiosk, from what is needed to the receipt."""
    _touch(hall.kiosk, "way:find", "search", *(f"key:{letter}" for letter in "JZZ"), f"entry:{APPLIED_FOR}", "apply")
    hall.kiosk.order("wait page:told-once")
    yield "What is needed is told once, before anything is begun", album.take(hall.kiosk, "kiosk-told-once")
    _touch(hall.kiosk, "confirm")
    hall.kiosk.order("wait page:identify")
    hall.id_card.order("lay 3")
    _touch(hall.kiosk, "skip", "answer:1", "answer:1", *(f"key:{digit}" for digit in "20240301"), "confirm")
    _touch(hall.kiosk, f"division:{DISTRICT}", *(f"key:{letter}" for letter in "SHIFAN"))
    hall.kiosk.order("wait key:示范")
    yield "One question a page; Chinese is typed by pinyin", album.take(hall.kiosk, "kiosk-question")
    _touch(hall.kiosk, "key:示范", *(f"key:{letter}" for letter in "LU"), "key:路", "keys:signs", "key:2", "confirm")
    _touch(hall.kiosk, *(f"key:{digit}" for digit in "13800138000"), "confirm", "paper:id_card", "take")
    hall.kiosk.order("read hint 看得清楚吗")
    yield "A page under the camera, straight and cropped", album.take(hall.kiosk, "kiosk-page")
    _touch(hall.kiosk, "confirm", "take")
    hall.kiosk.order("read hint 看得清楚吗")
    _touch(hall.kiosk, "confirm")
    hall.kiosk.order("wait page:one-paper")
    _touch(hall.kiosk, "confirm")
    hall.kiosk.order("wait page:papers")
    _touch(hall.kiosk, "confirm", "handover:counter", "skip")
    hall.kiosk.order("wait page:review")
    yield "Everything once more, each answer to be changed by a touch", album.take(hall.kiosk, "kiosk-review")
    _touch(hall.kiosk, "confirm")
    hall.kiosk.order("wait page:submitted")
    hall.kiosk.order("read lines 打印好了")
    hall.id_card.order("remove")
    yield "It is handed in", album.take(hall.kiosk, "kiosk-submitted")
    yield "The receipt, with the code to follow it by", album.keep(_printed(paper, 3), "receipt")


def _touch(kiosk: Program, *names: str) -> None:
    for name in names:
        kiosk.order(f"wait {name}")
        kiosk.order(f"touch {name}")


def _call(staff: Staff, number: str) -> str:
    """Windows call, serve and finish until somebody calls ``number``; returns that window."""
    for turn in range(60):
        window = WINDOWS[turn % len(WINDOWS)]
        called = staff.press(window, "next")
        if called.startswith(f"{number} "):
            return window
        staff.press(window, "start")
        staff.press(window, "finish")
    raise DemoError(f"nobody called {number}")


def _printed(paper: Path, count: int) -> Path:
    return paper / f"ticket-{count:03d}.png"


def _last_word(answer: str) -> str:
    return answer.rsplit(maxsplit=1)[-1]
