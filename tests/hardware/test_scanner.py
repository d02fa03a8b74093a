"""Scanners on real ptys: over bad wires, out of order, and as the rest of the program opens them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hardware.drivers import Driver, installed_drivers, load_driver
from hardware.errors import BadOptionError, LinkLostError
from hardware.scanner import (
    CodeCutShortError,
    CodeRules,
    CodeTooLongError,
    CodeUnreadableError,
    GrowScanner,
    LineScanner,
    Scanner,
    ScannerError,
    ScannerGarbledError,
    ScannerSilentError,
    SsiScanner,
    Timing,
)
from hardware.scanner.simulator import FAILURES, ScannerSimulator
from hardware.simulators import PtyHost, Wire
from hardware.status import PartStatus

if TYPE_CHECKING:
    from tests.hardware.conftest import Bench

KINDS = {"line": LineScanner, "gm": GrowScanner, "ssi": SsiScanner}
DRIVERS = {"line": "line", "gm": "grow-gm", "ssi": "ssi"}
PATIENCE_S = 20
"""Ends a test that hangs; none waits for it."""

UNHURRIED = Timing(gap_s=0.4, answer_s=2)
"""Another thread that hands over a line byte by byte may pause for longer than a real line does."""

QUICK = Timing(gap_s=0.05, answer_s=0.1)
"""For rules about silence."""


def plugged(bench: Bench, protocol: str, timing: Timing = QUICK) -> tuple[ScannerSimulator, Scanner]:
    simulator = ScannerSimulator(protocol)
    return simulator, KINDS[protocol](bench.plug_in(simulator), CodeRules(), timing=timing)


@pytest.mark.parametrize("protocol", KINDS)
def test_a_citizen_s_code_is_read_from_a_port_that_gives_it_byte_by_byte(bench: Bench, protocol: str) -> None:
    simulator = ScannerSimulator(protocol)
    scanner = KINDS[protocol](bench.plug_in(simulator, Wire(chunk_bytes=1)), CodeRules(), timing=UNHURRIED)
    scanner.arm()
    assert simulator.scan("预约 A012")
    scan = scanner.read(PATIENCE_S)
    assert scan is not None
    assert scan.text == "预约 A012"
    scanner.disarm()


@pytest.mark.parametrize("protocol", ["gm", "ssi"])
def test_a_dead_scanner_is_told_as_silent(bench: Bench, protocol: str) -> None:
    simulator, scanner = plugged(bench, protocol)
    simulator.fail("silent")
    with pytest.raises(ScannerSilentError):
        scanner.arm()


@pytest.mark.parametrize("protocol", ["gm", "ssi"])
def test_a_scanner_at_the_wrong_baud_rate_is_told_as_garbled(bench: Bench, protocol: str) -> None:
    simulator, scanner = plugged(bench, protocol)
    simulator.fail("garbled")
    with pytest.raises(ScannerGarbledError):
        scanner.arm()


def test_a_plain_scanner_at_the_wrong_baud_rate_gives_no_codes(bench: Bench) -> None:
    simulator, scanner = plugged(bench, "line")
    scanner.arm()
    simulator.fail("garbled")
    simulator.scan("A001")
    with pytest.raises(CodeCutShortError):
        scanner.read(PATIENCE_S)


def test_a_code_in_no_known_encoding_is_undecodable(bench: Bench) -> None:
    simulator, scanner = plugged(bench, "line")
    scanner.arm()
    simulator.scan(b"\xff\xff")
    with pytest.raises(CodeUnreadableError):
        scanner.read(PATIENCE_S)


@pytest.mark.parametrize("protocol", KINDS)
def test_a_pulled_plug_is_a_lost_link(bench: Bench, protocol: str) -> None:
    _, scanner = plugged(bench, protocol)
    bench.unplug()
    with pytest.raises(LinkLostError):
        scanner.read(PATIENCE_S)


# As the rest of the program opens them


@pytest.mark.parametrize("name", ["line", "grow-gm", "ssi"])
def test_every_scanner_is_found_by_its_name_with_an_example_that_fits_it(name: str) -> None:
    driver = driver_of(name)
    with pytest.raises(Exception, match="ttyUSB0"):
        driver.open(driver.example)


def driver_of(name: str) -> Driver[Scanner]:
    return load_driver("scanner", name, installed_drivers("scanner"))


@pytest.mark.parametrize("protocol", KINDS)
@pytest.mark.parametrize("suffix", ["cr", "crlf", "lf", "tab", "none"])
def test_a_scanner_set_up_with_any_suffix_is_read_where_the_url_says_so(protocol: str, suffix: str) -> None:
    url = f"sim://scanner?protocol={protocol}&suffix={suffix}&code=A001&every_s=0.3"
    scanner = driver_of(DRIVERS[protocol]).open(url)
    try:
        scanner.arm()
        scan = scanner.read(PATIENCE_S)
    finally:
        scanner.close()
    assert scan is not None
    assert scan.text == "A001"


def test_the_settings_in_the_url_are_those_of_the_scanner() -> None:
    scanner = driver_of("line").open("sim://scanner?code=模&every_s=0.2&encoding=gb18030&max_bytes=2")
    try:
        scanner.arm()
        scan = scanner.read(PATIENCE_S)
    finally:
        scanner.close()
    assert scan is not None
    assert scan.text == "模"
    assert scan.encoding == "gb18030"


@pytest.mark.parametrize(
    ("name", "settings", "expected"),
    [
        ("line", "suffix=etx", "expected cr or crlf or lf or tab or none"),
        ("line", "encoding=big5", "expected auto or utf-8 or gb18030"),
        ("line", "max_bytes=0", "a number from 1 to 65536"),
        ("line", "trigger=shout", "expected none or honeywell"),
        ("grow-gm", "trigger=honeywell", "expected one of the options baud"),
        ("ssi", "suffix=cr", "expected one of the options baud"),
    ],
)
def test_a_setting_that_does_not_fit_is_told_before_the_port_is_opened(name: str, settings: str, expected: str) -> None:
    with pytest.raises(BadOptionError, match=expected):
        driver_of(name).open(f"serial:///dev/no-such-port?{settings}")


# The simulator's terminal


def test_a_person_can_scan_and_break_a_scanner_from_a_terminal() -> None:
    simulator = ScannerSimulator("gm")
    assert simulator.command("scan A001") == "dark, no failure, 0 codes seen"
    simulator.receive(bytes.fromhex("7E 00 08 01 00 02 01 02 DA"))
    assert simulator.command("scan A 001") == "dark, no failure, 1 codes seen"
    assert simulator.idle() == b"A 001\r"
    for failure in FAILURES:
        assert simulator.command(f"fail {failure}") == f"dark, {failure}, 1 codes seen"
    assert simulator.command("ok") == "dark, no failure, 1 codes seen"


@pytest.mark.parametrize("line", ["scan", "fail", "fail loudly", "dance"])
def test_an_order_that_is_not_understood_is_told_with_what_was_expected(line: str) -> None:
    with pytest.raises(Exception, match="expected scan TEXT"):
        ScannerSimulator().command(line)


def test_two_programs_may_follow_each_other_at_one_port() -> None:
    with PtyHost(ScannerSimulator("gm"), Wire()) as host:
        for _ in range(2):
            scanner = driver_of("grow-gm").open(f"serial://{host.path}")
            assert scanner.health().status is PartStatus.OK
            scanner.close()


# Words


def test_every_error_tells_the_citizen_what_to_do_in_both_languages() -> None:
    errors = ScannerError.__subclasses__()
    for error in errors:
        assert "请" in error.sentence.zh
        assert "lease" in error.sentence.en
        assert not set("!！") & set(error.sentence.zh + error.sentence.en)
    assert len({error.code for error in errors}) == len(errors)


def test_scanning_the_same_code_again_is_asked_for_only_where_it_can_help() -> None:
    assert CodeCutShortError.scan_again
    assert CodeUnreadableError.scan_again
    assert not CodeTooLongError.scan_again
    assert not ScannerSilentError.scan_again
