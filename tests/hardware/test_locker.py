"""A locker on a relay board: doors open on the sensor's word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hardware.drivers import installed_drivers, load_driver
from hardware.errors import BadCommandError, BadLinkUrlError, BadOptionError
from hardware.link import open_link
from hardware.locker import (
    MODBUS_RELAYS,
    Door,
    DoorOutcome,
    LockerError,
    NoSuchCompartmentError,
    Opening,
    Pulse,
    RelayLocker,
    Wiring,
)
from hardware.locker._frames import Request
from hardware.locker._wiring import take_wiring
from hardware.locker.simulator import LockerSimulator
from hardware.status import PartHealth, PartStatus

if TYPE_CHECKING:
    from collections.abc import Callable

SENSORS = Wiring(first_input=0)
FLASH = Wiring(first_input=0, pulse=Pulse.FLASH)
BLIND = Wiring()

ON_3 = Request(1, 5, 2, 0xFF00)
OFF_3 = Request(1, 5, 2, 0x0000)
FLASH_3 = Request(1, 5, 0x0202, 5)


class Line:
    """A line to a simulated board on which waiting takes no time: its clock jumps to the end of every silence."""

    def __init__(self, simulator: LockerSimulator) -> None:
        self.simulator = simulator
        self.simulator._clock = self.clock
        self.now = 0.0
        self.arrived = b""

    def clock(self) -> float:
        return self.now

    def write(self, data: bytes) -> None:
        self.arrived += self.simulator.receive(data)

    def read(self, max_bytes: int, timeout_s: float) -> bytes:
        if not self.arrived:
            self.now += timeout_s
        data, self.arrived = self.arrived[:max_bytes], self.arrived[max_bytes:]
        return data

    def drain_input(self) -> None:
        self.arrived = b""

    def close(self) -> None:
        self.drain_input()


def locker(simulator: LockerSimulator, wiring: Wiring = SENSORS) -> RelayLocker:
    line = Line(simulator)
    return RelayLocker(line, wiring, clock=line.clock)


class Heard(LockerSimulator):
    """Keeps the requests it got, and lets a test spoil what becomes of one: `spoil(request, answer) -> answer`."""

    def __init__(self, spoil: Callable[[Request, bytes], bytes] = lambda _request, answer: answer) -> None:
        super().__init__()
        self.heard: list[Request] = []
        self.deaf_to: list[Request] = []
        self.spoil = spoil

    def _answer(self, request: Request) -> bytes:
        self.heard.append(request)
        if request in self.deaf_to:
            self.deaf_to.remove(request)
            return b""
        return self.spoil(request, super()._answer(request))

    def orders(self) -> list[Request]:
        return [request for request in self.heard if request.function == 5]


def mute_once(*requests: Request) -> Callable[[Request, bytes], bytes]:
    """The board obeys and its answer is lost, once for each of `requests`."""
    left = list(requests)

    def spoil(request: Request, answer: bytes) -> bytes:
        if request in left:
            left.remove(request)
            return b""
        return answer

    return spoil


# Opening


@pytest.mark.parametrize("wiring", [SENSORS, FLASH])
def test_a_door_that_its_sensor_sees_open_was_opened_and_its_coil_is_off_again(wiring: Wiring) -> None:
    simulator = LockerSimulator()
    opened = locker(simulator, wiring)
    assert opened.open_door(3) == DoorOutcome(3, Opening.OPENED)
    assert opened.doors() == {number: Door.OPEN if number == 3 else Door.CLOSED for number in range(1, 9)}
    assert list(simulator.pulses) == [3]
    assert simulator.coils_on() == set()


def test_without_a_sensor_nobody_knows_whether_a_door_opened() -> None:
    simulator = LockerSimulator()
    blind = locker(simulator, BLIND)
    assert blind.open_door(3) == DoorOutcome(3, Opening.UNKNOWN, "no_door_sensor")
    assert simulator.doors_open() == {3}
    assert set(blind.doors().values()) == {Door.UNKNOWN}


@pytest.mark.parametrize("wiring", [SENSORS, FLASH])
def test_a_door_that_stays_closed_was_not_opened(wiring: Wiring) -> None:
    simulator = LockerSimulator()
    simulator.command("stick 3")
    assert locker(simulator, wiring).open_door(3) == DoorOutcome(3, Opening.NOT_OPENED, "door_stayed_closed")
    assert list(simulator.pulses) == [3]
    assert simulator.coils_on() == set()


def test_a_door_that_stood_open_is_pulsed_and_told_apart() -> None:
    """Its sensor may be broken: whoever waits in front of it must still get it open."""
    simulator = LockerSimulator()
    twice = locker(simulator)
    twice.open_door(3)
    assert twice.open_door(3) == DoorOutcome(3, Opening.OPENED, "was_open_before")
    assert list(simulator.pulses) == [3, 3]


def test_a_closed_door_opens_again_and_a_blocked_one_stays_open() -> None:
    simulator = LockerSimulator()
    used = locker(simulator)
    used.open_door(3)
    assert simulator.command("close 3") == "all doors closed, no failure"
    assert used.doors()[3] is Door.CLOSED
    assert used.open_door(3) == DoorOutcome(3, Opening.OPENED)
    assert simulator.command("block 3") == "open 3, blocked 3, no failure"
    simulator.command("close 3")
    assert used.doors()[3] is Door.OPEN


def test_sensors_may_read_the_other_way_round() -> None:
    simulator = LockerSimulator(closed_as=False)
    inverted = locker(simulator, Wiring(first_input=0, closed_reads=False, pulse_s=0.02))
    assert set(inverted.doors().values()) == {Door.CLOSED}
    assert inverted.open_door(1) == DoorOutcome(1, Opening.OPENED)


def test_compartments_are_counted_from_the_first_coil_and_the_first_input() -> None:
    simulator = Heard()
    shifted = locker(simulator, Wiring(compartments=4, first_coil=10, first_input=10, pulse_s=0.02))
    assert shifted.open_door(2) == DoorOutcome(2, Opening.OPENED)
    assert simulator.doors_open() == {12}
    assert list(shifted.doors()) == [1, 2, 3, 4]


@pytest.mark.parametrize("compartment", [0, 9, -1])
def test_a_compartment_that_is_not_there_is_the_caller_s_mistake(compartment: int) -> None:
    simulator = Heard()
    with pytest.raises(NoSuchCompartmentError):
        locker(simulator).open_door(compartment)
    assert simulator.heard == []


def test_the_board_ends_the_pulse_itself_when_it_can() -> None:
    """Nothing is left on if we die right behind the order."""
    simulator = Heard()
    locker(simulator, FLASH).open_door(3)
    assert simulator.orders() == [FLASH_3]


@pytest.mark.parametrize(("seconds", "tenths"), [(0.1, 1), (0.3, 3), (0.7, 7), (1.1, 11), (0.04, 1)])
def test_a_flash_is_ordered_in_tenths_of_a_second(seconds: float, tenths: int) -> None:
    simulator = Heard()
    locker(simulator, Wiring(pulse=Pulse.FLASH, pulse_s=seconds)).open_door(3)
    assert [order.value for order in simulator.orders()] == [tenths]


@pytest.mark.parametrize("wiring", [SENSORS, FLASH, Wiring(pulse_s=1.5)])
def test_a_coil_is_on_as_long_as_the_lock_wants_it(wiring: Wiring) -> None:
    simulator = Heard()
    line = Line(simulator)
    changes: list[tuple[bool, float]] = []

    def clock() -> float:
        on = bool(simulator.coils_on())
        if [state for state, _ in changes][-1:] != [on]:
            changes.append((on, line.now))
        return line.now

    RelayLocker(line, wiring, clock=clock).open_door(3)
    (_, _), (_, on_at), (_, off_at) = changes
    assert off_at - on_at == pytest.approx(wiring.pulse_s, abs=0.03)


# Settings and words


def test_the_wiring_stands_in_the_url_and_the_rest_is_the_link_s() -> None:
    url = (
        "serial:///dev/ttyUSB0?baud=9600&unit=3&compartments=12&first_coil=4&first_input=20&closed_reads=off"
        "&pulse=flash&pulse_s=1"
    )
    wiring = Wiring(3, 12, 4, 20, closed_reads=False, pulse=Pulse.FLASH, pulse_s=1)
    assert take_wiring(url) == ("serial:///dev/ttyUSB0?baud=9600", wiring)
    assert take_wiring("socket://10.0.0.5:4001?unit=2") == ("socket://10.0.0.5:4001", Wiring(unit=2))


@pytest.mark.parametrize(
    ("query", "option"),
    [
        ("unit=0", "unit"),
        ("unit=248", "unit"),
        ("compartments=0", "compartments"),
        ("closed_reads=yes", "closed_reads"),
        ("pulse=long", "pulse"),
        ("pulse_s=30", "pulse_s"),
        ("pulse=flash&first_coil=250", "pulse"),
        ("first_input=first", "first_input"),
        ("doors=0", "doors"),
        ("colour=red", "colour"),
    ],
)
def test_a_bad_setting_names_itself(query: str, option: str) -> None:
    with pytest.raises(BadOptionError) as caught:
        MODBUS_RELAYS.open(f"sim://locker?{query}")
    assert caught.value.option == option


def test_a_query_that_is_none_is_a_bad_url() -> None:
    with pytest.raises(BadLinkUrlError):
        MODBUS_RELAYS.open("sim://locker?unit")


@pytest.mark.parametrize("query", ["", "&unit=7", "&closed_reads=off", "&pulse=flash&compartments=12&first_coil=4"])
def test_a_simulated_locker_is_set_up_as_the_driver_was_told(query: str) -> None:
    driver = load_driver("locker", "modbus-relays", installed_drivers("locker"))
    simulated = driver.open(f"sim://locker?first_input=4&first_coil=4&pulse_s=0.1{query}")
    assert simulated.doors()[8] is Door.CLOSED
    assert simulated.open_door(8) == DoorOutcome(8, Opening.OPENED)
    simulated.close()


def test_every_example_of_a_url_can_be_read() -> None:
    link, wiring = take_wiring(MODBUS_RELAYS.example)
    assert link == "serial:///dev/ttyUSB0?baud=9600"
    assert wiring.pulse is Pulse.FLASH


@pytest.mark.parametrize("line", ["close", "close 0", "close 33", "stick x", "fail tired", "open 3", ""])
def test_an_order_that_the_simulator_does_not_know_is_refused(line: str) -> None:
    with pytest.raises(BadCommandError, match="stick N"):
        LockerSimulator().command(line)


def test_the_simulator_s_ok_mends_everything() -> None:
    simulator = LockerSimulator()
    for line in ("fail silent", "stick 1", "block 2"):
        simulator.command(line)
    assert simulator.command("ok") == "all doors closed, no failure"


def test_a_failing_board_can_be_plugged_in_by_url() -> None:
    link = open_link("sim://locker?fail=exception&doors=4&address=9&closed_as=off")
    health = RelayLocker(link, Wiring(unit=9, compartments=4)).health()
    link.close()
    assert health == PartHealth(PartStatus.OFFLINE, "board_refused")


@pytest.mark.parametrize("value", Opening)
def test_the_citizen_is_told_the_door_and_what_to_do_in_both_languages(value: Opening) -> None:
    sentence = DoorOutcome(12, value, "x").sentence
    assert "12号柜门" in sentence.zh
    assert "请" in sentence.zh
    assert "oor 12" in sentence.en
    assert "lease" in sentence.en
    assert not set("!！") & set(sentence.zh + sentence.en)


def test_every_error_has_its_own_code_and_a_sentence_for_the_staff() -> None:
    errors = [*LockerError.__subclasses__(), *(s for e in LockerError.__subclasses__() for s in e.__subclasses__())]
    assert len({error.code for error in errors}) == len(errors)
    for error in errors:
        assert "请" in error.sentence.zh or "没有" in error.sentence.zh
        assert "lease" in error.sentence.en
