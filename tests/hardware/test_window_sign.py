"""Window signs on real ptys: what counts as shown, and what a panel shows then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from hardware.errors import BadCommandError, BadLinkUrlError, BadOptionError, LinkCannotOpenError
from hardware.link import open_link
from hardware.options import Options
from hardware.status import PartHealth, PartStatus
from hardware.window_sign import (
    FOUR_BYTE_NUMBER,
    ONBON_BX,
    XUNPENG_NUMBER,
    Arrow,
    OnbonSign,
    Panel,
    Shown,
    ShowOutcome,
    SignText,
    Timing,
    WindowSign,
)
from hardware.window_sign._onbon_commands import PING
from hardware.window_sign._onbon_frames import Packet
from hardware.window_sign.simulator import WindowSignSimulator
from tests.conformance.devices import DeviceConformance
from tests.hardware.counted_link import CountedLink

if TYPE_CHECKING:
    from hardware.simulators import Wire

CALLED = SignText("A012", Arrow.RIGHT)
CALLED_SHOWN = "A012 → (red, 16 dots, still)"

AT_ONCE = Timing(refresh_s=0)
IMPATIENT = Timing(answer_s=0.5, refresh_s=0)
"""For rules about silence. Over a pty an answer takes about a millisecond."""


def sign_on(bench: Any, simulator: WindowSignSimulator, **panel: Any) -> OnbonSign:
    return OnbonSign(bench.plug_in(simulator), Panel(**panel), AT_ONCE)


class TestOnbonConformance(DeviceConformance):
    def simulator(self) -> WindowSignSimulator:
        return WindowSignSimulator("onbon")

    def open(self, path: str) -> WindowSign:
        return OnbonSign(open_link(f"serial://{path}"), timing=IMPATIENT)


def sign_with(simulator: WindowSignSimulator, **panel: Any) -> OnbonSign:
    """For rules about silence: nobody waits for it."""
    link = CountedLink(lambda _clock: simulator)
    return OnbonSign(link, Panel(**panel), clock=lambda: link.now)


def test_a_text_that_the_card_acknowledged_is_shown(bench: Any) -> None:
    simulator = WindowSignSimulator()
    assert sign_on(bench, simulator).show(CALLED) == ShowOutcome(Shown.YES)
    assert simulator.shown == CALLED_SHOWN


def test_a_new_text_takes_the_place_of_the_last_and_clear_takes_it_away(bench: Any) -> None:
    simulator = WindowSignSimulator()
    sign = sign_on(bench, simulator, width=128)
    sign.show(CALLED)
    sign.show(SignText("B7", text="请稍候"))
    assert simulator.shown == "B7 请稍候 (red, 16 dots, still)"
    assert sign.clear().shown is Shown.YES
    assert simulator.shown == "(blank)"


def test_a_text_without_anything_clears_the_panel(bench: Any) -> None:
    simulator = WindowSignSimulator()
    sign = sign_on(bench, simulator)
    sign.show(CALLED)
    assert sign.show(SignText()).shown is Shown.YES
    assert simulator.shown == "(blank)"


def test_what_is_wider_than_the_panel_moves_across_it(bench: Any) -> None:
    simulator = WindowSignSimulator()
    sign = sign_on(bench, simulator, width=64)
    assert sign.show(SignText("A012", Arrow.LEFT, "请到3号窗口")).shown is Shown.YES
    assert simulator.shown == "← A012 请到3号窗口 (red, 16 dots, moving left)"


def test_a_character_that_the_card_lacks_is_reported_and_stands_as_a_mark(bench: Any) -> None:
    simulator = WindowSignSimulator()
    outcome = sign_on(bench, simulator).show(SignText(text="张㐂"))
    assert outcome == ShowOutcome(Shown.YES, None, "㐂")
    assert simulator.shown.startswith("张□ ")


def test_a_text_longer_than_the_card_s_memory_is_not_begun(bench: Any) -> None:
    simulator = WindowSignSimulator()
    sign = sign_on(bench, simulator)
    assert sign.show(SignText(text="办" * 238)).shown is Shown.YES
    before = simulator.shown
    assert sign.show(SignText(text="办" * 239)) == ShowOutcome(Shown.NO, "text_too_long")
    assert simulator.shown == before


def test_a_card_that_shows_and_says_nothing_has_not_shown_as_far_as_we_know() -> None:
    simulator = WindowSignSimulator()
    simulator.fail("silent")
    sign = sign_with(simulator)
    assert sign.show(CALLED) == ShowOutcome(Shown.UNKNOWN, "silent")
    assert simulator.shown == CALLED_SHOWN


@pytest.mark.parametrize(
    ("failure", "detail", "status"),
    [
        ("silent", "silent", PartStatus.OFFLINE),
        ("dead", "silent", PartStatus.OFFLINE),
        ("dead-echo", "silent", PartStatus.OFFLINE),
        ("garbled", "garbled_answer", PartStatus.UNKNOWN),
        ("cut-short", "garbled_answer", PartStatus.UNKNOWN),
        ("strange", "unexpected_answer", PartStatus.UNKNOWN),
    ],
)
def test_nothing_but_an_acknowledgement_is_a_yes(failure: str, detail: str, status: PartStatus) -> None:
    """Our own bytes that a two-wire line brings back are whole packets, and an unknown packet is whole, too."""
    simulator = WindowSignSimulator()
    simulator.fail(failure)
    sign = sign_with(simulator)
    assert sign.show(CALLED) == ShowOutcome(Shown.UNKNOWN, detail)
    assert sign.clear() == ShowOutcome(Shown.UNKNOWN, detail)
    assert sign.health() == PartHealth(status, detail)


def test_the_answer_behind_the_echo_of_a_two_wire_line_is_heard(bench: Any) -> None:
    simulator = WindowSignSimulator()
    simulator.fail("echo")
    sign = sign_on(bench, simulator)
    assert sign.health() == PartHealth(PartStatus.OK)
    assert sign.show(CALLED).shown is Shown.YES


@pytest.mark.parametrize(
    ("error", "detail"), [(0x0C, "card_font_missing"), (0x04, "card_memory_full"), (0x33, "card_error_33")]
)
def test_a_refusal_is_a_no_with_the_card_s_reason(bench: Any, error: int, detail: str) -> None:
    simulator = WindowSignSimulator()
    simulator.refuse(error)
    sign = sign_on(bench, simulator)
    assert sign.show(CALLED) == ShowOutcome(Shown.NO, detail)
    assert simulator.shown == "(blank)"
    assert sign.health() == PartHealth(PartStatus.UNKNOWN, detail)


def test_a_card_that_is_busy_for_a_moment_is_asked_again(bench: Any) -> None:
    simulator = WindowSignSimulator()
    simulator.be_busy_once()
    assert sign_on(bench, simulator).show(CALLED) == ShowOutcome(Shown.YES)


def test_a_card_that_stays_busy_has_not_shown(bench: Any) -> None:
    simulator = WindowSignSimulator()
    simulator.refuse(0x03)
    assert sign_on(bench, simulator).show(CALLED) == ShowOutcome(Shown.NO, "card_busy")


def test_a_card_answers_to_its_own_address_only() -> None:
    simulator = WindowSignSimulator(address=3)
    assert sign_with(simulator, address=3).health() == PartHealth(PartStatus.OK)
    assert sign_with(simulator, address=4).health() == PartHealth(PartStatus.OFFLINE, "silent")


def test_a_pulled_plug_leaves_it_unknown_what_the_panel_shows(bench: Any) -> None:
    sign = sign_on(bench, WindowSignSimulator())
    bench.unplug()
    assert sign.show(CALLED) == ShowOutcome(Shown.UNKNOWN, "link_lost")
    assert sign.health() == PartHealth(PartStatus.OFFLINE, "link_lost")


def test_over_any_wire_a_yes_means_that_the_panel_shows_just_that(bench: Any, nasty_wire: Wire) -> None:
    simulator = WindowSignSimulator()
    sign = OnbonSign(bench.plug_in(simulator, nasty_wire), Panel(width=128), Timing(answer_s=1.0, refresh_s=0))
    answers = []
    for turn in range(20):
        number = f"A{turn:03d}"
        outcome = sign.show(SignText(number, Arrow.LEFT))
        answers.append(outcome.shown)
        if outcome.shown is Shown.YES:
            assert simulator.shown == f"← {number} (red, 16 dots, still)"
    assert answers.count(Shown.YES) >= 15


class ScriptedLink:
    """Each write is followed by what the script says arrives then; the clock is that of the reads."""

    def __init__(self, script: list[bytes]) -> None:
        self.script = script
        self.arrived = b""
        self.now = 0.0
        self.written: list[tuple[float, bytes]] = []

    def write(self, data: bytes) -> None:
        self.written.append((self.now, data))
        self.arrived += self.script.pop(0)

    def read(self, max_bytes: int, timeout_s: float) -> bytes:
        data, self.arrived = self.arrived[:max_bytes], self.arrived[max_bytes:]
        self.now += 0.01 if data else timeout_s
        return data

    def drain_input(self) -> None:
        self.arrived = b""

    def close(self) -> None:
        self.arrived = b""


ACKNOWLEDGED = Packet(0x8000, 1, bytes.fromhex("A000000000")).to_bytes()
BUSY = Packet(0x8000, 1, bytes.fromhex("A001030000")).to_bytes()


def scripted(*script: bytes) -> tuple[OnbonSign, ScriptedLink]:
    link = ScriptedLink(list(script))
    return OnbonSign(link, clock=lambda: link.now), link


def test_a_card_gets_a_new_text_once_a_second_at_most() -> None:
    sign, link = scripted(ACKNOWLEDGED, ACKNOWLEDGED, ACKNOWLEDGED)
    for number in ("A1", "A2", "A3"):
        sign.show(SignText(number))
    first, second, third = (at for at, _ in link.written)
    assert first == 0
    assert second - first >= 1
    assert third - second >= 1


def test_an_answer_that_came_too_late_is_not_taken_for_the_next_one() -> None:
    sign, link = scripted(b"", b"")
    link.arrived = ACKNOWLEDGED
    assert sign.health().status is PartStatus.OFFLINE


def test_another_card_s_acknowledgement_is_not_ours() -> None:
    other = Packet(0x8000, 2, bytes.fromhex("A000000000")).to_bytes()
    sign, _ = scripted(other, other)
    assert sign.health() == PartHealth(PartStatus.OFFLINE, "silent")


def test_a_second_try_that_is_refused_does_not_undo_the_first_that_may_have_shown() -> None:
    sign, _ = scripted(b"", BUSY)
    assert sign.show(CALLED) == ShowOutcome(Shown.UNKNOWN, "card_busy")


def test_a_lost_answer_is_asked_for_once_more() -> None:
    sign, link = scripted(b"", ACKNOWLEDGED)
    assert sign.health() == PartHealth(PartStatus.OK)
    assert [data for _, data in link.written] == [Packet(1, 0x8000, PING).to_bytes()] * 2


def test_a_sign_is_set_up_in_its_url() -> None:
    sign = ONBON_BX.open("sim://window-sign?protocol=onbon&width=128&height=32&font=24&colour=green&address=7")
    assert sign.show(CALLED).shown is Shown.YES
    sign.close()


@pytest.mark.parametrize(
    ("driver", "settings"),
    [
        (ONBON_BX, "width=0"),
        (ONBON_BX, "font=18"),
        (ONBON_BX, "font=32&height=16"),
        (ONBON_BX, "digits=3"),
        (XUNPENG_NUMBER, "digits=5"),
        (XUNPENG_NUMBER, "colour=blue"),
        (FOUR_BYTE_NUMBER, "address=256"),
        (FOUR_BYTE_NUMBER, "colour=red"),
    ],
)
def test_a_setting_that_the_sign_does_not_have_is_refused(driver: Any, settings: str) -> None:
    with pytest.raises(BadOptionError):
        driver.open(f"sim://window-sign?{settings}")


def test_settings_that_make_no_sense_and_ports_that_are_not_there_are_told() -> None:
    with pytest.raises(BadLinkUrlError):
        ONBON_BX.open("sim://window-sign?width")
    with pytest.raises(LinkCannotOpenError):
        ONBON_BX.open("serial:///dev/no-such-port?width=64")


def test_the_simulator_is_switched_while_it_runs_and_says_what_is_so_now() -> None:
    simulator = WindowSignSimulator.from_options(Options("test", {"protocol": "onbon", "fail": "echo"}))
    assert simulator.command("show") == "(blank)"
    assert simulator.command("fail silent") == "silent"
    assert simulator.command("fail refuse 0C") == "silent, refusing 0c"
    assert simulator.command("fail busy-once") == "silent, refusing 0c, busy"
    assert simulator.command("ok") == "no failure"
    for line in ("fail", "fail dance", "fail refuse", "fail refuse XY", "show me"):
        with pytest.raises(BadCommandError):
            simulator.command(line)
