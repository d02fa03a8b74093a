"""What happens on the keypads' line when, in a time that only the test moves."""

from __future__ import annotations

import pytest

from hardware.caller_line import Key, KeyPressed, Rated, Rs485CallerLine, Timing
from hardware.caller_line._frames import Frame
from hardware.caller_line.simulator import CallerLineSimulator
from hardware.simulators import Simulator, Wire
from hardware.status import PartHealth, PartStatus
from tests.hardware.virtual_time import Script, VirtualTime, VirtualWire

TIMING = Timing()
NEXT = Frame(5, 0x01, bytes((Key.NEXT,)))
ONE = Frame(5, 0x01, bytes((Key.DIGIT_1,)))
RATING = Frame(5, 0x11, b"\x02")
OK = PartHealth(PartStatus.OK)


class Desk:
    """A line in virtual time."""

    def __init__(
        self,
        simulator: Simulator | None = None,
        time: VirtualTime | None = None,
        wire: Wire = Wire(),  # noqa: B008 - frozen
    ) -> None:
        self.time = time or VirtualTime()
        self.simulator = simulator or Script()
        self.wire = VirtualWire(self.simulator, self.time, wire)
        self.line = Rs485CallerLine(self.wire, TIMING, self.time)

    def said_after(self, seconds: float, *frames: Frame) -> None:
        script = self.simulator
        assert isinstance(script, Script)
        self.time.after(seconds, lambda: setattr(script, "said", b"".join(frame.to_bytes() for frame in frames)))

    def events(self, seconds: float) -> list[KeyPressed | Rated]:
        """What a caller who polls for so long is given."""
        deadline = self.time.now + seconds
        events: list[KeyPressed | Rated] = []
        while (left := deadline - self.time.now) > 0:
            if (event := self.line.poll(left)) is not None:
                events.append(event)
        return events


def hall(wire: Wire = Wire(), **options: object) -> tuple[Desk, CallerLineSimulator]:  # noqa: B008 - frozen
    time = VirtualTime()
    simulator = CallerLineSimulator(keypads=(1, 2, 5), raters=(5,), clock=time, **options)  # type: ignore[arg-type]  # a test's own
    return Desk(simulator, time, wire), simulator


# Keys


def test_a_key_is_given_when_it_comes_and_was_echoed_by_then() -> None:
    desk = Desk()
    desk.said_after(1, NEXT)
    began = desk.time.now
    assert desk.line.poll(10) == KeyPressed(5, Key.NEXT)
    assert desk.time.now - began == pytest.approx(1, abs=0.05)
    assert desk.wire.written == [NEXT.to_bytes()]


def test_without_a_key_polling_ends_when_the_time_is_over() -> None:
    desk = Desk()
    began = desk.time.now
    assert desk.line.poll(3) is None
    assert desk.time.now - began == pytest.approx(3, abs=0.05)


def test_a_rating_is_acknowledged_as_an_order_with_its_value() -> None:
    desk = Desk()
    desk.said_after(1, RATING)
    assert desk.line.poll(10) == Rated(5, 2)
    assert desk.wire.written == [bytes.fromhex("FF 68 03 03 68 05 01 02 08 16")]


def test_every_keypad_has_its_own_address() -> None:
    desk, simulator = hall()
    for address in (1, 2, 5):
        simulator.press(address, Key.NEXT)
    assert desk.events(1) == [KeyPressed(1, Key.NEXT), KeyPressed(2, Key.NEXT), KeyPressed(5, Key.NEXT)]
    assert "given up" not in simulator.command("ok")


def test_a_key_whose_echo_was_lost_acts_once_and_is_echoed_again() -> None:
    desk, simulator = hall()
    simulator.fail("repeat")
    simulator.press(5, Key.NEXT)
    assert desk.events(2) == [KeyPressed(5, Key.NEXT)]
    assert len(desk.wire.written) == 2
    assert "given up" not in simulator.command("ok")


def test_a_rating_whose_acknowledgement_was_lost_counts_once() -> None:
    desk, simulator = hall()
    simulator.fail("repeat")
    simulator.rate(5, 3)
    assert desk.events(2) == [Rated(5, 3)]


def test_a_key_held_down_acts_once() -> None:
    desk = Desk()
    for tenth in range(30):
        desk.said_after(tenth / 5, NEXT)
    assert desk.events(8) == [KeyPressed(5, Key.NEXT)]


def test_the_same_command_after_two_seconds_is_a_new_press() -> None:
    desk = Desk()
    desk.said_after(0.5, NEXT)
    desk.said_after(0.5 + TIMING.command_repeat_s + 0.1, NEXT)
    assert desk.events(4) == [KeyPressed(5, Key.NEXT)] * 2


def test_another_key_in_between_makes_the_same_key_a_new_press() -> None:
    desk = Desk()
    recall = Frame(5, 0x01, bytes((Key.RECALL,)))
    desk.said_after(0.5, NEXT)
    desk.said_after(1.0, recall)
    desk.said_after(1.5, NEXT)
    assert [event.key for event in desk.events(3) if isinstance(event, KeyPressed)] == [Key.NEXT, Key.RECALL, Key.NEXT]


def test_the_same_key_of_another_keypad_is_a_press_of_its_own() -> None:
    desk = Desk()
    desk.said_after(0.5, NEXT, Frame(6, 0x01, bytes((Key.NEXT,))))
    assert desk.events(1) == [KeyPressed(5, Key.NEXT), KeyPressed(6, Key.NEXT)]


def test_two_equal_digits_typed_one_after_the_other_are_two_digits() -> None:
    desk = Desk()
    for third in range(3):
        desk.said_after(0.5 + third * 0.3, ONE)
    assert desk.events(2) == [KeyPressed(5, Key.DIGIT_1)] * 3


def test_a_digit_repeated_faster_than_people_type_is_one_digit() -> None:
    desk, simulator = hall(digits="single")
    simulator.fail("repeat")
    simulator.press(5, Key.DIGIT_1, Key.CONFIRM)
    assert desk.events(3) == [KeyPressed(5, Key.DIGIT_1), KeyPressed(5, Key.CONFIRM)]


def test_a_keypad_that_sends_its_digits_with_the_key_is_understood() -> None:
    desk, simulator = hall()
    simulator.press(5, Key.DIGIT_1, Key.DIGIT_1, Key.DIGIT_1, Key.CONFIRM)
    assert desk.events(1) == [KeyPressed(5, Key.CONFIRM, "111")]


def test_keypads_that_spoke_at_the_same_time_are_both_heard_in_the_end() -> None:
    desk, simulator = hall()
    simulator.fail("collide")
    simulator.press(1, Key.NEXT)
    simulator.press(2, Key.RECALL)
    assert sorted(event.address for event in desk.events(2)) == [1, 2]
    assert "given up" not in simulator.command("ok")


def test_a_frame_that_broke_off_does_not_swallow_the_next() -> None:
    desk = Desk()
    script = desk.simulator
    assert isinstance(script, Script)
    script.said = NEXT.to_bytes()[:-3]
    desk.said_after(0.5, NEXT)
    assert desk.events(1) == [KeyPressed(5, Key.NEXT)]


def test_a_key_without_a_name_is_not_acknowledged_as_if_it_were_taken() -> None:
    desk = Desk()
    desk.said_after(0.5, Frame(5, 0x01, b"\x14"))
    assert desk.events(1) == []
    assert desk.wire.written == []


def test_keys_that_nobody_polls_are_not_acknowledged_without_end() -> None:
    desk = Desk()
    for number in range(100):
        desk.said_after(number * 3, NEXT)
        desk.time.move_to(desk.time.now)
    for _ in range(100):
        desk.time.move_to(desk.time.now + 3)
        desk.line.health()
    assert len(desk.wire.written) == 64
    assert len(desk.events(1)) == 64


def test_a_key_that_was_not_taken_acts_when_the_keypad_says_it_again() -> None:
    desk = Desk()
    for address in range(65):
        desk.said_after(0, Frame(address, 0x01, bytes((Key.NEXT,))))
        desk.time.move_to(desk.time.now)
        desk.line.health()
    assert desk.line.poll(0) == KeyPressed(0, Key.NEXT)
    desk.said_after(0.2, Frame(64, 0x01, bytes((Key.NEXT,))))
    assert desk.events(1)[-1] == KeyPressed(64, Key.NEXT)


# A line that hears itself


def test_an_adapter_that_hears_itself_makes_no_key_of_our_own_words() -> None:
    desk, simulator = hall()
    simulator.fail("own-voice")
    simulator.press(5, Key.NEXT)
    assert desk.events(1) == [KeyPressed(5, Key.NEXT)]
    simulator.rate(5, 1)
    assert desk.events(1) == [Rated(5, 1)]
    desk.line.ask_rating(5)
    desk.line.show_stars(5, 4)
    desk.line.show(5, 17, "012")
    assert desk.events(1) == []
    assert len(desk.wire.written) == 5


def test_our_own_echo_comes_back_once_and_the_keypad_is_heard_when_it_says_its_key_again() -> None:
    desk = Desk()
    desk.said_after(0.5, NEXT)
    desk.said_after(0.55, NEXT)
    desk.said_after(0.59, NEXT)
    assert desk.events(1) == [KeyPressed(5, Key.NEXT)]
    assert len(desk.wire.written) == 2


@pytest.mark.parametrize("late_s", [0.01, 0.5])
def test_the_acknowledgement_of_a_rating_never_comes_back_as_a_digit_that_somebody_typed(late_s: float) -> None:
    desk = Desk()
    desk.said_after(0.5, RATING)
    desk.said_after(0.5 + late_s, Frame(5, 0x01, RATING.data))
    assert desk.events(2) == [Rated(5, 2)]


def test_our_own_words_prove_nothing_about_the_device_they_were_for() -> None:
    desk, simulator = hall()
    simulator.fail("own-voice")
    desk.line.ask_rating(5)
    desk.events(1)
    assert desk.line.address_health(5) == PartHealth(PartStatus.UNKNOWN, "never_heard")


def test_an_echo_that_comes_back_too_late_to_be_known_is_not_answered_for_ever() -> None:
    class LateMirror(Script):
        def receive(self, data: bytes) -> bytes:
            desk.time.after(0.2, lambda: setattr(self, "said", data))
            return b""

    desk = Desk(LateMirror())
    desk.said_after(0, NEXT)
    assert desk.events(20) == [KeyPressed(5, Key.NEXT)]
    assert len(desk.wire.written) == 8


# Bad wires


@pytest.mark.parametrize(
    "wire",
    [
        Wire(chunk_bytes=1),
        Wire(chunk_bytes=7),
        Wire(loss=0.01, seed=3),
        Wire(flips=0.01, seed=5),
        Wire(chunk_bytes=3, loss=0.02, flips=0.02, seed=8),
    ],
    ids=["one-byte-at-a-time", "odd-pieces", "lossy", "flipping", "lossy-and-flipping"],
)
def test_over_any_wire_a_press_acts_once_or_the_keypad_knows_that_it_did_not(wire: Wire) -> None:
    desk, simulator = hall(wire)
    station = simulator.stations[5]
    taken = 0
    for key in [Key.NEXT, Key.RECALL] * 60:
        before = station.given_up
        simulator.press(5, key)
        heard = desk.events(5)
        assert heard == [KeyPressed(5, key)] or (heard == [] and station.given_up == before + 1)
        taken += len(heard)
    assert taken > 90
