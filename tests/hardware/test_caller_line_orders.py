"""What is sent on the keypads' line, and what is known of it, in a time that only the test moves."""

from __future__ import annotations

from itertools import pairwise

import pytest

from hardware.caller_line import CannotBeShownError, Key, KeyPressed, LineBusyError, Rs485CallerLine
from hardware.caller_line._frames import Frame
from hardware.caller_line._messages import beep, start_rating
from hardware.errors import LinkLostError
from hardware.status import PartHealth, PartStatus
from tests.hardware.test_caller_line_time import NEXT, OK, TIMING, Desk, hall
from tests.hardware.virtual_time import Script, VirtualTime, VirtualWire

# Orders


def test_displays_and_raters_show_what_they_are_told() -> None:
    desk, simulator = hall()
    desk.line.show(5, 17, "123")
    desk.line.show(2, None, "7")
    desk.line.beep(2)
    desk.line.show_stars(5, 3)
    desk.line.ask_rating(5)
    assert simulator.command("ok") == (
        "no failure | 1: dark, 0 beeps | 2: --- waiting, ticket --7, 1 beeps | "
        "5: 017 waiting, ticket 123, 0 beeps, 3 stars, asking"
    )


def test_between_two_orders_the_line_is_silent_for_a_moment() -> None:
    desk = Desk()
    for _ in range(4):
        desk.line.beep(5)
    frame_s = len(beep(5).to_bytes()) * 10 / 9600
    assert all(later - earlier >= frame_s + 0.029 for earlier, later in pairwise(desk.wire.written_at))


def test_nobody_is_interrupted_and_a_key_that_comes_meanwhile_is_kept() -> None:
    desk = Desk()
    script = desk.simulator
    assert isinstance(script, Script)
    half = len(NEXT.to_bytes()) // 2
    script.said = NEXT.to_bytes()[:half]
    desk.line.health()
    desk.time.after(0.02, lambda: setattr(script, "said", NEXT.to_bytes()[half:]))
    desk.line.beep(5)
    assert desk.wire.written == [NEXT.to_bytes(), beep(5).to_bytes()]
    assert desk.line.poll(0) == KeyPressed(5, Key.NEXT)


def test_before_an_order_it_is_heard_whether_somebody_has_begun_to_speak() -> None:
    desk = Desk()
    script = desk.simulator
    assert isinstance(script, Script)
    desk.time.move_to(desk.time.now + 60)
    script.said = NEXT.to_bytes()
    desk.line.beep(5)
    assert desk.wire.written == [NEXT.to_bytes(), beep(5).to_bytes()]


def test_a_line_that_is_never_free_is_told_and_nothing_is_sent() -> None:
    class Babbler(Script):
        def idle(self) -> bytes:
            return b"\x68"

    desk = Desk(Babbler())
    desk.line.health()
    time_goes_by(desk)
    with pytest.raises(LineBusyError):
        desk.line.beep(5)
    assert desk.wire.written == []


def time_goes_by(desk: Desk) -> None:
    """A babbling line gives bytes at every read: time has to pass in between."""
    read = desk.wire.read

    def slow(max_bytes: int, timeout_s: float) -> bytes:
        desk.time.move_to(desk.time.now + 0.01)
        return read(max_bytes, timeout_s)

    desk.wire.read = slow  # type: ignore[method-assign]  # a slower line


def test_what_cannot_be_shown_is_refused_and_not_sent() -> None:
    desk = Desk()
    with pytest.raises(CannotBeShownError):
        desk.line.show(5, 0, "1234")
    assert desk.wire.written == []


def test_the_echo_of_the_rating_key_has_the_bytes_of_the_order_to_rate() -> None:
    """So a rater at the keypad's own address asks as soon as the clerk pressed the key (seen by one programmer)."""
    desk, simulator = hall()
    simulator.press(5, Key.ASK_RATING)
    assert desk.events(1) == [KeyPressed(5, Key.ASK_RATING)]
    assert desk.wire.written == [start_rating(5).to_bytes()]
    assert "asking" in simulator.command("ok")


# Health


def test_a_line_on_which_nothing_was_heard_is_unknown() -> None:
    assert Desk().line.health() == PartHealth(PartStatus.UNKNOWN, "never_heard")


def test_each_address_is_known_by_its_own_last_word_and_only_for_some_minutes() -> None:
    desk = Desk()
    desk.said_after(0.5, NEXT)
    desk.events(1)
    assert desk.line.health() == OK
    assert desk.line.address_health(5) == OK
    assert desk.line.address_health(6) == PartHealth(PartStatus.UNKNOWN, "never_heard")
    desk.time.move_to(desk.time.now + TIMING.fresh_s + 1)
    assert desk.line.health() == PartHealth(PartStatus.UNKNOWN, "not_heard_lately")
    assert desk.line.address_health(5) == PartHealth(PartStatus.UNKNOWN, "not_heard_lately")


def test_a_strange_frame_is_a_word_of_its_device_all_the_same() -> None:
    desk = Desk()
    desk.said_after(0.5, Frame(5, 0x02))
    desk.events(1)
    assert desk.line.address_health(5) == OK


def test_a_lost_line_is_raised_to_whoever_polls_and_offline_to_whoever_asks_for_health() -> None:
    class LostWire(VirtualWire):
        def read(self, max_bytes: int, timeout_s: float) -> bytes:  # noqa: ARG002 - whatever is asked
            raise LinkLostError("here", "gone")

    time = VirtualTime()
    line = Rs485CallerLine(LostWire(Script(), time), TIMING, time)
    with pytest.raises(LinkLostError):
        line.poll(1)
    assert line.health() == PartHealth(PartStatus.OFFLINE, "link_lost")
