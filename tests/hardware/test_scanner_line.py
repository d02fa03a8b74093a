"""Plain line scanners, in a time that only the test moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hardware.scanner import CodeRules, LineScanner
from hardware.scanner._codes import SUFFIXES
from hardware.scanner.line_driver import TRIGGERS
from hardware.scanner.simulator import ScannerSimulator
from hardware.status import PartHealth, PartStatus
from tests.hardware.plugged_scanner import TIMING, Plugged, plug
from tests.hardware.virtual_time import Script, VirtualTime, VirtualWire

OK = PartHealth(PartStatus.OK)

if TYPE_CHECKING:
    pass


def test_without_a_suffix_a_code_ends_when_the_line_falls_silent() -> None:
    time = VirtualTime()
    bench = Plugged(
        LineScanner, ScannerSimulator("line", suffix=b"", clock=time), time, CodeRules(suffix=SUFFIXES["none"])
    )
    bench.scanner.arm()
    bench.scan_after(1, "A001")
    began = time.now
    assert bench.scanner.read(5) is not None
    assert time.now - began == pytest.approx(1 + TIMING.gap_s, abs=0.05)


def test_a_plain_scanner_is_ok_only_for_some_minutes_after_a_good_code() -> None:
    bench = plug(LineScanner)
    assert bench.scanner.health() == PartHealth(PartStatus.UNKNOWN, "never_heard")
    bench.simulator.command("scan A001")
    assert bench.scanner.health() == OK
    bench.time.move_to(bench.time.now + TIMING.fresh_s + 1)
    assert bench.scanner.health() == PartHealth(PartStatus.UNKNOWN, "not_heard_lately")


def test_a_plain_scanner_whose_last_word_was_rubbish_is_not_ok() -> None:
    bench = plug(LineScanner)
    bench.simulator.command("scan A001")
    bench.scanner.health()
    bench.simulator.command("fail garbled")
    bench.simulator.command("scan A002")
    bench.texts(1)
    assert bench.scanner.health() == PartHealth(PartStatus.UNKNOWN, "cut_short")


def test_codes_that_nobody_reads_are_not_kept_without_end() -> None:
    bench = plug(LineScanner)
    bench.scanner.arm()
    for number in range(100):
        bench.simulator.command(f"scan {number}")
        bench.scanner.health()
    assert bench.texts(1) == [str(number) for number in range(64)]


def test_a_scanner_that_never_falls_silent_does_not_keep_a_citizen_waiting() -> None:
    class Babbler(Script):
        def idle(self) -> bytes:
            bench.time.move_to(bench.time.now + 0.01)
            assert bench.time.now < began + 60
            return b"?"

    bench = Plugged(LineScanner, Babbler(), VirtualTime())
    began = bench.time.now
    bench.scanner.arm()
    assert bench.time.now - began < TIMING.settle_s + 0.1


def test_a_plain_scanner_is_sent_nothing() -> None:
    bench = plug(LineScanner)
    bench.scanner.arm()
    bench.texts(20)
    bench.scanner.disarm()
    bench.scanner.health()
    assert bench.wire.written == []


def test_a_honeywell_scanner_is_triggered_and_kept_lit_by_its_escape_sequences() -> None:
    time = VirtualTime()
    wire = VirtualWire(Script(), time)
    scanner = LineScanner(wire, CodeRules(), TRIGGERS["honeywell"], TIMING, time)
    scanner.arm()
    scanner.read(9)
    scanner.disarm()
    on, off = bytes.fromhex("16540D"), bytes.fromhex("16550D")
    assert wire.written == [on, on, on, off]
