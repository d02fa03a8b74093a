"""A locker whose board, line or program fails: nothing is claimed that nobody said, and no coil stays on."""

from __future__ import annotations

from typing import Any

import pytest

from hardware.errors import LinkLostError
from hardware.locker import Door, DoorOutcome, Opening, RelayLocker, Timing, Wiring
from hardware.locker._frames import Request
from hardware.locker.simulator import LockerSimulator
from hardware.simulators import Wire
from hardware.status import PartHealth, PartStatus
from tests.conformance.devices import NASTY_WIRES
from tests.hardware.test_locker import BLIND, FLASH, FLASH_3, OFF_3, ON_3, SENSORS, Heard, Line, locker, mute_once

HASTY = Timing(answer_s=0.05, between_frames_s=0.001, door_opens_s=0.05, ask_door_every_s=0.01)
"""For wires that lose bytes."""

# Orders without an answer


@pytest.mark.parametrize(("wiring", "order"), [(SENSORS, ON_3), (FLASH, FLASH_3)])
def test_an_order_that_was_obeyed_and_not_confirmed_is_read_back_and_not_repeated(
    wiring: Wiring, order: Request
) -> None:
    simulator = Heard(mute_once(order))
    assert locker(simulator, wiring).open_door(3) == DoorOutcome(3, Opening.OPENED)
    assert simulator.orders().count(order) == 1
    assert simulator.heard[simulator.heard.index(order) + 1].function == 1
    assert simulator.coils_on() == set()


@pytest.mark.parametrize(("wiring", "order"), [(SENSORS, ON_3), (FLASH, FLASH_3)])
def test_an_order_that_never_arrived_is_given_again_after_reading_back(wiring: Wiring, order: Request) -> None:
    simulator = Heard()
    simulator.deaf_to = [order]
    assert locker(simulator, wiring).open_door(3) == DoorOutcome(3, Opening.OPENED)
    assert simulator.orders().count(order) == 2
    assert list(simulator.pulses) == [3]


def test_an_order_is_given_twice_at_most() -> None:
    simulator = Heard()
    simulator.deaf_to = [ON_3] * 5
    outcome = locker(simulator, SENSORS).open_door(3)
    assert outcome == DoorOutcome(3, Opening.NOT_OPENED, "board_silent")
    assert simulator.orders().count(ON_3) == 2
    assert simulator.orders()[-1] == OFF_3


def test_without_a_sensor_an_unconfirmed_order_is_unknown() -> None:
    simulator = Heard()
    simulator.deaf_to = [ON_3] * 5
    outcome = locker(simulator, BLIND).open_door(3)
    assert outcome == DoorOutcome(3, Opening.UNKNOWN, "board_silent")


def test_a_board_that_dies_behind_the_order_leaves_it_unknown() -> None:
    def die(request: Request, answer: bytes) -> bytes:
        if request == ON_3:
            simulator.fail("silent")
        return answer

    simulator = Heard(die)
    outcome = locker(simulator, SENSORS).open_door(3)
    assert outcome == DoorOutcome(3, Opening.UNKNOWN, "coil_stays_on")


def test_a_sensor_that_cannot_be_asked_leaves_it_unknown() -> None:
    def damage(request: Request, answer: bytes) -> bytes:
        return answer[:-1] if request.function == 2 and simulator.pulses else answer

    simulator = Heard(damage)
    outcome = locker(simulator, SENSORS).open_door(3)
    assert outcome == DoorOutcome(3, Opening.UNKNOWN, "garbled_answer")


def test_a_board_that_says_nothing_is_sent_no_order() -> None:
    simulator = Heard()
    simulator.fail("silent")
    outcome = locker(simulator, SENSORS).open_door(3)
    assert outcome == DoorOutcome(3, Opening.NOT_OPENED, "board_silent")
    assert simulator.orders() == []
    assert len(simulator.heard) == 3


@pytest.mark.parametrize(
    ("wiring", "code"),
    [(Wiring(compartments=33), "illegal_address"), (Wiring(first_input=30), "illegal_address")],
)
def test_coils_or_sensors_that_the_board_does_not_have_are_named(wiring: Wiring, code: str) -> None:
    misfit = locker(LockerSimulator(), wiring)
    assert misfit.health() == PartHealth(PartStatus.OFFLINE, code)
    assert misfit.open_door(1) == DoorOutcome(1, Opening.NOT_OPENED, code)
    assert misfit.doors()[1] is Door.UNKNOWN


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        (2, DoorOutcome(3, Opening.NOT_OPENED, "illegal_address")),
        (6, DoorOutcome(3, Opening.NOT_OPENED, "board_refused")),
        (5, DoorOutcome(3, Opening.UNKNOWN, "board_refused")),
    ],
)
def test_a_refused_order_did_nothing_unless_the_board_means_to_do_it_later(code: int, outcome: DoorOutcome) -> None:
    def refuse(request: Request, answer: bytes) -> bytes:
        return simulator._refused(request, code) if request == FLASH_3 else answer

    simulator = Heard(refuse)
    assert locker(simulator, FLASH).open_door(3) == outcome


# No coil stays on


def test_a_coil_left_on_by_a_program_that_died_is_switched_off() -> None:
    simulator = Heard()
    simulator.receive(Request(1, 5, 4, 0xFF00).to_bytes())
    assert simulator.coils_on() == {5}
    assert locker(simulator).health() == PartHealth(PartStatus.OK)
    assert simulator.coils_on() == set()


def test_coils_of_others_on_the_same_board_are_left_alone() -> None:
    simulator = LockerSimulator()
    simulator.receive(Request(1, 5, 20, 0xFF00).to_bytes())
    locker(simulator).health()
    assert simulator.coils_on() == {21}


def test_an_order_to_switch_off_that_got_lost_is_given_again() -> None:
    simulator = Heard()
    simulator.deaf_to = [OFF_3, OFF_3]
    assert locker(simulator, SENSORS).open_door(3) == DoorOutcome(3, Opening.OPENED)
    assert simulator.orders() == [ON_3, OFF_3, OFF_3, OFF_3]
    assert simulator.coils_on() == set()


def test_our_coils_begin_where_the_wiring_says() -> None:
    simulator = Heard()
    for coil in (2, 11):
        simulator.receive(Request(1, 5, coil, 0xFF00).to_bytes())
    simulator.heard.clear()
    locker(simulator, Wiring(compartments=4, first_coil=10)).health()
    assert simulator.coils_on() == {3}
    assert simulator.orders() == [Request(1, 5, 11, 0)]


class Busy(LockerSimulator):
    def _write(self, request: Request) -> bytes:
        return self._refused(request, 6)


def test_a_board_that_refuses_every_order_has_no_coil_on() -> None:
    assert locker(Busy()).open_door(3) == DoorOutcome(3, Opening.NOT_OPENED, "board_refused")


class Welded(Heard):
    """The contacts of the third relay stick: it confirms and stays on."""

    def _switch(self, coil: int, until: float) -> None:
        super()._switch(coil, float("inf") if coil == 2 else until)


def test_a_coil_that_stays_on_is_told_whatever_the_board_confirms() -> None:
    welded = locker(Welded())
    assert welded.open_door(3) == DoorOutcome(3, Opening.OPENED, "coil_stays_on")
    assert welded.health() == PartHealth(PartStatus.JAM, "coil_stays_on")


def test_a_coil_that_stays_on_keeps_no_other_door_shut_and_no_other_coil_on() -> None:
    simulator = Welded()
    welded = locker(simulator)
    welded.open_door(3)
    simulator.receive(Request(1, 5, 6, 0xFF00).to_bytes())
    assert welded.open_door(4) == DoorOutcome(4, Opening.OPENED)
    assert simulator.coils_on() == {3}


class InterruptedLine(Line):
    """Somebody ends the program while a coil is on."""

    interrupted = False

    def read(self, max_bytes: int, timeout_s: float) -> bytes:
        if self.simulator.coils_on() and not self.interrupted:
            self.interrupted = True
            raise KeyboardInterrupt
        return super().read(max_bytes, timeout_s)


def test_a_program_that_is_interrupted_switches_the_coil_off_on_its_way_out() -> None:
    line = InterruptedLine(LockerSimulator())
    with pytest.raises(KeyboardInterrupt):
        RelayLocker(line, SENSORS, clock=line.clock).open_door(3)
    assert list(line.simulator.pulses) == [3]
    assert line.simulator.coils_on() == set()


# The line


class EchoingAdapter(LockerSimulator):
    def receive(self, data: bytes) -> bytes:
        return data + super().receive(data)


def test_an_adapter_that_echoes_is_found_before_an_order_is_given() -> None:
    """Its echo of an order is, byte for byte, the board's confirmation."""
    simulator = EchoingAdapter()
    echoing = locker(simulator)
    assert echoing.health() == PartHealth(PartStatus.UNKNOWN, "line_echoes")
    assert echoing.open_door(3) == DoorOutcome(3, Opening.NOT_OPENED, "line_echoes")
    assert list(simulator.pulses) == []


def test_a_pulled_plug_is_offline_and_nothing_was_opened(bench: Any) -> None:
    unplugged = RelayLocker(bench.plug_in(LockerSimulator()), SENSORS)
    bench.unplug()
    assert unplugged.health() == PartHealth(PartStatus.OFFLINE, "link_lost")
    assert unplugged.open_door(3) == DoorOutcome(3, Opening.NOT_OPENED, "link_lost")
    assert set(unplugged.doors().values()) == {Door.UNKNOWN}


class PulledPlug(Line):
    """The plug is pulled right behind the order to switch on."""

    def write(self, data: bytes) -> None:
        if self.simulator.pulses:
            raise LinkLostError("test", "pulled")
        super().write(data)

    def read(self, max_bytes: int, timeout_s: float) -> bytes:
        if self.simulator.pulses:
            raise LinkLostError("test", "pulled")
        return super().read(max_bytes, timeout_s)


def test_a_plug_pulled_behind_the_order_leaves_it_unknown() -> None:
    line = PulledPlug(LockerSimulator())
    outcome = RelayLocker(line, SENSORS, clock=line.clock).open_door(3)
    assert outcome == DoorOutcome(3, Opening.UNKNOWN, "link_lost")


@pytest.mark.parametrize("wire", NASTY_WIRES.values(), ids=NASTY_WIRES)
def test_over_any_wire_opened_means_that_the_door_is_open(bench: Any, wire: Wire) -> None:
    simulator = LockerSimulator()
    shaky = RelayLocker(bench.plug_in(simulator, wire), Wiring(first_input=0, pulse_s=0.02), HASTY)
    for compartment in range(1, 6):
        outcome = shaky.open_door(compartment)
        assert outcome.value is not Opening.OPENED or compartment in simulator.doors_open()
        assert outcome.value is not Opening.NOT_OPENED or compartment not in simulator.doors_open()


class LateBoard(LockerSimulator):
    """Each answer leaves only when the next request has come."""

    def __init__(self) -> None:
        super().__init__()
        self.held = b""

    def receive(self, data: bytes) -> bytes:
        late, self.held = self.held, super().receive(data)
        return late


@pytest.mark.parametrize(("order", "value"), [("ok", Opening.OPENED), ("stick 3", Opening.NOT_OPENED)])
def test_late_answers_to_other_questions_make_no_wrong_word(order: str, value: Opening) -> None:
    simulator = LateBoard()
    simulator.command(order)
    assert locker(simulator, SENSORS).open_door(3).value is value
    assert simulator.coils_on() == set()


class TimedLine(Line):
    """Notes when something was sent, and how long the line was quiet before."""

    def __init__(self, simulator: LockerSimulator) -> None:
        super().__init__(simulator)
        self.busy_at = 0.0
        self.silences: list[float] = []

    def write(self, data: bytes) -> None:
        self.silences.append(self.now - self.busy_at)
        super().write(data)

    def read(self, max_bytes: int, timeout_s: float) -> bytes:
        data = super().read(max_bytes, timeout_s)
        self.busy_at = self.now if data else self.busy_at
        return data


def test_the_line_is_quiet_before_every_request() -> None:
    """A board takes the silence for the end of what was said before."""
    line = TimedLine(LockerSimulator())
    RelayLocker(line, SENSORS, clock=line.clock).open_door(3)
    assert min(line.silences) == pytest.approx(Timing().between_frames_s)


def test_a_door_that_stays_closed_is_asked_for_as_long_as_a_door_takes_and_not_without_end() -> None:
    simulator = LockerSimulator()
    simulator.command("stick 3")
    line = TimedLine(simulator)
    RelayLocker(line, SENSORS, clock=line.clock).open_door(3)
    timing = Timing()
    assert timing.door_opens_s < line.now < timing.door_opens_s + SENSORS.pulse_s + 1
    assert 20 < len(line.silences) < 10 + timing.door_opens_s / timing.ask_door_every_s
