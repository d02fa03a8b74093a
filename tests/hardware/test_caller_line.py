"""The keypads' line on a real pty, and as the rest of the program opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hardware.caller_line import (
    CallerLine,
    CallNext,
    Key,
    Keypads,
    KeyPressed,
    LineBusyError,
    Rated,
    Rs485CallerLine,
)
from hardware.caller_line.simulator import FAILURES, CallerLineSimulator
from hardware.drivers import installed_drivers, load_driver
from hardware.errors import BadCommandError, BadOptionError, LinkLostError
from hardware.simulators import PtyHost, Wire

if TYPE_CHECKING:
    from tests.hardware.conftest import Bench

PATIENCE_S = 20
"""Ends a test that hangs; none waits for it."""


def test_a_clerk_s_press_is_heard_and_the_display_shows_who_was_called(bench: Bench) -> None:
    simulator = CallerLineSimulator(keypads=(5,), raters=(5,))
    line = Rs485CallerLine(bench.plug_in(simulator, Wire(chunk_bytes=1)))
    simulator.press(5, Key.NEXT)
    pressed = line.poll(PATIENCE_S)
    assert isinstance(pressed, KeyPressed)
    assert Keypads().press(pressed, 0) == CallNext(5)
    line.show(5, 16, "012")
    simulator.rate(5, 3)
    assert line.poll(PATIENCE_S) == Rated(5, 3)
    assert simulator.command("ok") == "no failure | 5: 016 waiting, ticket 012, 0 beeps, 5 stars"


def test_a_pulled_plug_is_a_lost_link(bench: Bench) -> None:
    line = Rs485CallerLine(bench.plug_in(CallerLineSimulator()))
    bench.unplug()
    with pytest.raises(LinkLostError):
        line.poll(PATIENCE_S)


def open_by_name(url: str) -> CallerLine:
    line: CallerLine = load_driver("caller_line", "rs485", installed_drivers("caller_line")).open(url)
    return line


def test_the_line_is_found_by_its_name() -> None:
    line = open_by_name("sim://caller-line?keypads=1,2,5&raters=")
    line.show(2, 3, "004")
    line.close()


def test_two_programs_may_follow_each_other_at_one_port() -> None:
    simulator = CallerLineSimulator()
    with PtyHost(simulator, Wire()) as host:
        for _ in range(2):
            line = open_by_name(f"serial://{host.path}?baud=9600")
            simulator.press(1, Key.RECALL)
            assert line.poll(PATIENCE_S) == KeyPressed(1, Key.RECALL)
            line.close()


@pytest.mark.parametrize("option", ["keypads=a", "raters=256", "digits=both", "fail=loudly"])
def test_an_option_that_does_not_fit_is_told(option: str) -> None:
    with pytest.raises(BadOptionError):
        open_by_name(f"sim://caller-line?{option}")


# The simulator's terminal


def test_a_person_can_press_rate_and_break_the_line_from_a_terminal() -> None:
    simulator = CallerLineSimulator(keypads=(5,), raters=(6,))
    assert simulator.command("press 5 6 confirm") == "no failure | 5: dark, 0 beeps | 6: 5 stars"
    assert simulator.idle() == bytes.fromhex("FF 68 04 04 68 05 01 06 0F 1B 16")
    assert simulator.command("rate 6 0") == "no failure | 5: dark, 0 beeps | 6: 5 stars"
    assert simulator.idle() == bytes.fromhex("FF 68 03 03 68 06 11 00 17 16")
    for failure in FAILURES:
        assert simulator.command(f"fail {failure}").startswith(failure)
    assert simulator.command("ok").startswith("no failure")


@pytest.mark.parametrize(
    "line",
    ["press", "press 5", "press 9 next", "press 6 next", "press 5 jump", "rate 5 0", "rate 6 x", "fail x", "dance"],
)
def test_an_order_that_is_not_understood_is_told_with_what_was_expected(line: str) -> None:
    with pytest.raises(BadCommandError, match="expected press ADDRESS KEY"):
        CallerLineSimulator(keypads=(5,), raters=(6,)).command(line)


def test_staff_are_told_in_both_languages_what_to_look_at() -> None:
    assert "请" in LineBusyError.sentence.zh
    assert "Please" in LineBusyError.sentence.en
