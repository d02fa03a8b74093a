"""The locker beside a terminal, on a real pty: doors open, stay shut, stand open, and are told as they are."""

from hardware.locker.simulator import LockerSimulator
from kiosk.flow.inputs import DoorClosed, DoorEnded
from kiosk.flow.lockers import DoorJob, DoorWord
from tests.kiosk.device_bench import Bench, usual

JOB = DoorJob("door-1", "lobby", 3)
SENSORS = "compartments=8&first_input=0&pulse=flash&pulse_s=0.1"


def room(bench: Bench, simulator: LockerSimulator, options: str = SENSORS):  # type: ignore[no-untyped-def]
    room = bench.room(usual(locker=f"{bench.plug('locker', simulator)}?{options}"))
    bench.until_health("locker", "ok")
    return room


def test_a_door_opens_and_is_told_again_when_somebody_has_closed_it(bench: Bench) -> None:
    simulator = LockerSimulator(doors=8)
    room(bench, simulator).open_door(JOB)
    assert bench.next_input() == DoorEnded(JOB, DoorWord.OPEN)
    assert simulator.doors_open() == {3}
    simulator.command("close 3")
    while simulator.doors_open():
        simulator.command("close 3")  # its coil may still be on
    assert bench.next_input() == DoorClosed(JOB)


def test_a_door_that_its_sensor_calls_closed_is_told_as_shut(bench: Bench) -> None:
    simulator = LockerSimulator(doors=8)
    simulator.command("stick 3")
    room(bench, simulator).open_door(JOB)
    assert bench.next_input() == DoorEnded(JOB, DoorWord.SHUT)


def test_without_a_sensor_nobody_knows(bench: Bench) -> None:
    simulator = LockerSimulator(doors=8)
    room(bench, simulator, "compartments=8&pulse=flash&pulse_s=0.1").open_door(JOB)
    assert bench.next_input() == DoorEnded(JOB, DoorWord.UNKNOWN)


def test_a_door_that_stood_open_before_is_told_as_unknown_its_sensor_may_be_broken(bench: Bench) -> None:
    simulator = LockerSimulator(doors=8)
    devices = room(bench, simulator)
    devices.open_door(JOB)
    assert bench.next_input() == DoorEnded(JOB, DoorWord.OPEN)
    again = DoorJob("door-2", "lobby", 3)
    devices.open_door(again)
    assert bench.next_input() == DoorEnded(again, DoorWord.UNKNOWN)


def test_a_locker_that_falls_silent_did_nothing_and_is_offline(bench: Bench) -> None:
    simulator = LockerSimulator(doors=8)
    devices = room(bench, simulator)
    simulator.command("fail silent")
    devices.open_door(JOB)
    assert bench.next_input() == DoorEnded(JOB, DoorWord.AWAY)
    bench.until_health("locker", "offline", "board_silent")
    simulator.command("ok")
    bench.until_health("locker", "ok")


def test_a_door_that_nobody_closes_is_a_door_that_needs_a_hand(bench: Bench) -> None:
    simulator = LockerSimulator(doors=8)
    devices = bench.room(usual(locker=f"{bench.plug('locker', simulator)}?{SENSORS}"), door_open_s=0.02)
    bench.until_health("locker", "ok")
    devices.open_door(JOB)
    assert bench.next_input() == DoorEnded(JOB, DoorWord.OPEN)
    bench.until_health("locker", "cover_open", "doors_open=3")
    while simulator.doors_open():
        simulator.command("close 3")
    bench.until_health("locker", "ok")


def test_a_compartment_that_the_locker_does_not_have_is_nothing_against_a_door(bench: Bench) -> None:
    job = DoorJob("door-9", "lobby", 9)
    room(bench, LockerSimulator(doors=8)).open_door(job)
    assert bench.next_input() == DoorEnded(job, DoorWord.AWAY)


def test_without_a_locker_no_door_opens_and_nobody_waits_for_it(bench: Bench) -> None:
    bench.room({}).open_door(JOB)
    assert bench.next_input() == DoorEnded(JOB, DoorWord.AWAY)
