"""Number boards: they show digits and never answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from hardware.status import PartHealth, PartStatus
from hardware.window_sign import (
    FOUR_BYTE_NUMBER,
    XUNPENG_NUMBER,
    Arrow,
    NumberBoard,
    Shown,
    ShowOutcome,
    SignText,
    WindowSign,
)
from hardware.window_sign._number_frames import FourByteFrame, XunpengFrame
from hardware.window_sign.simulator import WindowSignSimulator
from tests.conformance.devices import DeviceConformance
from tests.hardware.counted_link import CountedLink

if TYPE_CHECKING:
    from collections.abc import Callable

CALLED = SignText("A012", Arrow.RIGHT)


class TestXunpengConformance(DeviceConformance):
    answers = False

    def simulator(self) -> WindowSignSimulator:
        return WindowSignSimulator("xunpeng")

    def open(self, path: str) -> WindowSign:
        return XUNPENG_NUMBER.open(f"serial://{path}?baud=9600")


class TestFourByteConformance(DeviceConformance):
    answers = False

    def simulator(self) -> WindowSignSimulator:
        return WindowSignSimulator("four-byte")

    def open(self, path: str) -> WindowSign:
        return FOUR_BYTE_NUMBER.open(f"serial://{path}?baud=9600&address=5")


FRAMES: dict[str, Callable[[int], bytes]] = {
    "xunpeng": lambda value: XunpengFrame(2, value).to_bytes(),
    "four-byte": lambda value: FourByteFrame(5, value).to_bytes(),
}


def board_of(protocol: str, digits: int = 3) -> tuple[NumberBoard, WindowSignSimulator]:
    simulator = WindowSignSimulator(protocol)
    return NumberBoard(CountedLink(lambda _clock: simulator), FRAMES[protocol], digits), simulator


@pytest.mark.parametrize(("protocol", "shown"), [("xunpeng", "012 (red)"), ("four-byte", "012")])
def test_a_number_board_shows_the_digits_and_nobody_knows_it(protocol: str, shown: str) -> None:
    board, simulator = board_of(protocol)
    assert board.show(SignText("A012", Arrow.LEFT, "请到3号窗口")) == ShowOutcome(Shown.UNKNOWN, "never_answers")
    assert simulator.shown == shown


def test_a_number_board_finds_the_next_frame_behind_any_rubbish() -> None:
    board, simulator = board_of("four-byte")
    simulator.receive(b"\x05\x03")
    board.show(SignText("A012"))
    board.show(SignText("A013"))
    assert simulator.shown == "013"


def test_a_number_board_has_the_digits_it_was_bought_with() -> None:
    board, simulator = board_of("xunpeng", digits=4)
    board.show(SignText("A1234"))
    assert simulator.shown == "1234 (red)"


@pytest.mark.parametrize("protocol", ["xunpeng", "four-byte"])
def test_a_number_board_never_shows_a_part_of_a_number(protocol: str) -> None:
    board, simulator = board_of(protocol)
    assert board.show(SignText("A1234")) == ShowOutcome(Shown.NO, "too_many_digits")
    assert board.show(SignText("A")) == ShowOutcome(Shown.NO, "no_digits")
    assert board.show(SignText(text="3")) == ShowOutcome(Shown.NO, "no_digits")
    assert simulator.shown == "(blank)"


def test_a_number_board_without_a_way_to_go_dark_shows_zero_when_cleared() -> None:
    board, simulator = board_of("four-byte")
    board.show(CALLED)
    assert board.clear() == ShowOutcome(Shown.UNKNOWN, "never_answers")
    assert simulator.shown == "000"


def test_a_number_board_whose_plug_is_pulled_is_offline(bench: Any) -> None:
    board = NumberBoard(bench.plug_in(WindowSignSimulator("xunpeng")), FRAMES["xunpeng"], 3)
    bench.unplug()
    assert board.health() == PartHealth(PartStatus.OFFLINE, "link_lost")
    assert board.show(CALLED) == ShowOutcome(Shown.UNKNOWN, "link_lost")
