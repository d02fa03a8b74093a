"""Scan modules that have to be lit, and the Grow GM family among them, in a time that only the test moves."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from hardware.scanner import GrowScanner, ScannerGarbledError, ScannerSilentError, SsiScanner
from hardware.scanner._grow_frames import DONE, STOP, TRIGGER
from hardware.scanner.simulator import ScannerSimulator
from hardware.status import PartHealth, PartStatus
from tests.hardware.plugged_scanner import Plugged, plug
from tests.hardware.virtual_time import Script, VirtualTime

OK = PartHealth(PartStatus.OK)

if TYPE_CHECKING:
    pass

TRIGGERED = [GrowScanner, SsiScanner]


@pytest.mark.parametrize("kind", TRIGGERED)
def test_a_module_that_goes_dark_by_itself_is_lit_again_while_a_code_is_wanted(kind: type) -> None:
    time = VirtualTime()
    protocol = "gm" if kind is GrowScanner else "ssi"
    bench = Plugged(kind, ScannerSimulator(protocol, read_s=5, clock=time), time)
    bench.scanner.arm()
    bench.scan_after(58, "A001")
    assert bench.texts(60) == ["A001"]


@pytest.mark.parametrize("kind", TRIGGERED)
def test_after_disarming_a_module_is_dark(kind: type) -> None:
    bench = plug(kind)
    bench.scanner.arm()
    assert bench.simulator.command("ok").startswith("lit")
    bench.scanner.disarm()
    assert bench.simulator.command("ok").startswith("dark")


@pytest.mark.parametrize("kind", TRIGGERED)
def test_a_lit_module_that_sees_nothing_is_no_failure(kind: type) -> None:
    bench = plug(kind)
    bench.simulator.command("fail no-code")
    bench.scanner.arm()
    bench.scan_after(1, "A001")
    assert bench.texts(60) == []
    assert bench.scanner.health() == OK


@pytest.mark.parametrize(("failure", "error"), [("silent", ScannerSilentError), ("garbled", ScannerGarbledError)])
@pytest.mark.parametrize("kind", TRIGGERED)
def test_a_module_that_cannot_be_lit_is_told_at_once(kind: type, failure: str, error: type[Exception]) -> None:
    bench = plug(kind)
    bench.simulator.command(f"fail {failure}")
    with pytest.raises(error):
        bench.scanner.arm()
    bench.simulator.command("ok")
    bench.wire.written.clear()
    assert bench.scanner.read(10) is None
    assert bench.wire.written == []
    bench.scanner.arm()
    bench.scan_after(0.5, "A001")
    assert bench.texts(1) == ["A001"]


@pytest.mark.parametrize("kind", TRIGGERED)
def test_a_module_that_dies_while_a_code_is_wanted_is_told_when_it_is_to_be_lit_again(kind: type) -> None:
    bench = plug(kind)
    bench.scanner.arm()
    bench.simulator.command("fail silent")
    with pytest.raises(ScannerSilentError):
        bench.scanner.read(60)


@pytest.mark.parametrize("kind", TRIGGERED)
def test_asking_for_health_loses_no_code(kind: type) -> None:
    bench = plug(kind)
    bench.scanner.arm()
    bench.simulator.command("scan A001")
    assert bench.scanner.health() == OK
    assert bench.texts(1) == ["A001"]


# Grow GM


def test_between_two_writes_a_grow_module_gets_its_tenth_of_a_second() -> None:
    bench = plug(GrowScanner)
    for _ in range(5):
        bench.scanner.health()
    assert len(bench.wire.written_at) == 5
    assert all(later - earlier >= 0.1 for earlier, later in pairwise(bench.wire.written_at))


def test_a_lost_acknowledgement_costs_one_repeat() -> None:
    bench = Plugged(GrowScanner, Script(b"", DONE.to_bytes()), VirtualTime())
    bench.scanner.arm()
    assert bench.wire.written == [TRIGGER.to_bytes()] * 2


def test_a_late_acknowledgement_of_something_else_is_not_the_answer_to_a_question() -> None:
    bench = Plugged(GrowScanner, Script(DONE.to_bytes(), DONE.to_bytes()), VirtualTime())
    assert bench.scanner.health() == PartHealth(PartStatus.UNKNOWN, "scanner_garbled")


def test_a_damaged_acknowledgement_never_becomes_a_part_of_a_code() -> None:
    damaged = bytes.fromhex("02 00 00 01 00 33 30")
    bench = Plugged(GrowScanner, Script(*[damaged] * 4, *[DONE.to_bytes()] * 4), VirtualTime())
    script = bench.simulator
    assert isinstance(script, Script)
    with pytest.raises(ScannerGarbledError):
        bench.scanner.arm()
    assert bench.scanner.health() == PartHealth(PartStatus.UNKNOWN, "scanner_garbled")
    bench.scanner.arm()
    bench.time.after(0.5, lambda: setattr(script, "said", b"A001\r"))
    assert bench.texts(1) == ["A001"]


def test_noise_before_an_answer_is_not_the_head_of_the_next_code() -> None:
    bench = Plugged(GrowScanner, Script(b"NOISE" + DONE.to_bytes(), DONE.to_bytes()), VirtualTime())
    script = bench.simulator
    assert isinstance(script, Script)
    bench.scanner.arm()
    bench.time.after(0.05, lambda: setattr(script, "said", b"A001\r"))
    scan = bench.scanner.read(1)
    assert scan is not None
    assert scan.text == "A001"


def test_an_answer_too_damaged_and_too_late_to_be_one_is_not_told_to_a_citizen_who_scanned_nothing() -> None:
    bench = Plugged(GrowScanner, Script(DONE.to_bytes()), VirtualTime())
    script = bench.simulator
    assert isinstance(script, Script)
    bench.scanner.arm()
    bench.time.after(1.05, lambda: setattr(script, "said", b"\x02\x00\x00"))
    assert bench.scanner.health() == PartHealth(PartStatus.UNKNOWN, "scanner_garbled")
    assert bench.scanner.read(1) is None


def test_stop_is_what_puts_the_light_out() -> None:
    bench = Plugged(GrowScanner, Script(DONE.to_bytes()), VirtualTime())
    bench.scanner.disarm()
    assert bench.wire.written == [STOP.to_bytes()]
