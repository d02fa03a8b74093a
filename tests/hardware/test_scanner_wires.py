"""Scanners on lines that cut, lose and flip bytes, in a time that only the test moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hardware.errors import LinkLostError
from hardware.scanner import CodeRules, GrowScanner, LineScanner, ScannerError, SsiScanner
from hardware.scanner.simulator import ScannerSimulator
from hardware.simulators import Wire
from hardware.status import PartHealth, PartStatus
from tests.hardware.plugged_scanner import KINDS, TIMING, Plugged, plug
from tests.hardware.virtual_time import Script, VirtualTime, VirtualWire

if TYPE_CHECKING:
    pass

BAD_WIRES = {
    "lossy": Wire(loss=0.01, seed=26),
    "flipping": Wire(flips=0.01, seed=5),
    "lossy-and-flipping": Wire(chunk_bytes=3, loss=0.005, flips=0.005, seed=8),
    "hardly-a-line": Wire(chunk_bytes=1, loss=0.02, flips=0.02, seed=13),
}
WHOLE_WIRES = {"whole": Wire(), "one-byte-at-a-time": Wire(chunk_bytes=1), "odd-pieces": Wire(chunk_bytes=7)}


def held_up_until_read(bench: Plugged, code: str) -> str | None:
    """What a patient citizen's code is read as."""
    assert isinstance(bench.simulator, ScannerSimulator)
    for _ in range(20):
        try:
            bench.scanner.arm()
            bench.simulator.scan(code)
            scan = bench.scanner.read(1)
        except ScannerError:
            continue
        if scan is not None:
            return scan.text
    return None


def plug_into(wire: Wire, kind: type) -> Plugged:
    bench = plug(kind)
    return Plugged(kind, bench.simulator, bench.time, wire=wire)


@pytest.mark.parametrize("wire", WHOLE_WIRES.values(), ids=WHOLE_WIRES)
@pytest.mark.parametrize("kind", KINDS)
def test_however_a_line_cuts_the_bytes_every_code_is_read_at_the_first_go(kind: type, wire: Wire) -> None:
    bench = plug_into(wire, kind)
    for number in range(20):
        bench.scanner.arm()
        bench.simulator.command(f"scan A{number:03}")
        scan = bench.scanner.read(1)
        assert scan is not None
        assert scan.text == f"A{number:03}"


@pytest.mark.parametrize("wire", BAD_WIRES.values(), ids=BAD_WIRES)
def test_over_a_bad_line_an_ssi_code_is_right_or_has_to_be_scanned_again(wire: Wire) -> None:
    """Its packets carry a checksum. It is a sum: two flips can cancel each other out, and with these seeds none do."""
    bench = plug_into(wire, SsiScanner)
    codes = [f"https://hall.example/t/{number:08}" for number in range(30)]
    read = [held_up_until_read(bench, code) for code in codes]
    assert all(text in (code, None) for code, text in zip(codes, read, strict=True))
    assert any(read)


@pytest.mark.parametrize("wire", BAD_WIRES.values(), ids=BAD_WIRES)
@pytest.mark.parametrize("kind", [LineScanner, GrowScanner])
def test_over_a_bad_line_a_code_without_a_checksum_is_read_at_last_and_never_becomes_a_longer_one(
    kind: type, wire: Wire
) -> None:
    """A lost or flipped byte inside cannot be noticed; but nothing of another code or of an answer is in it."""
    bench = plug_into(wire, kind)
    codes = [f"https://hall.example/t/{number:08}" for number in range(30)]
    read = [held_up_until_read(bench, code) for code in codes]
    assert all(text is not None and len(text) <= len(code) for code, text in zip(codes, read, strict=True))
    assert sum(text == code for code, text in zip(codes, read, strict=True)) > 0


class LostWire(VirtualWire):
    def read(self, max_bytes: int, timeout_s: float) -> bytes:  # noqa: ARG002 - whatever is asked
        raise LinkLostError("here", "gone")


@pytest.mark.parametrize("kind", KINDS)
def test_a_lost_line_is_raised_to_the_reader_and_offline_to_whoever_asks_for_health(kind: type) -> None:
    time = VirtualTime()
    scanner = kind(LostWire(Script(), time), CodeRules(), timing=TIMING, clock=time)
    with pytest.raises(LinkLostError):
        scanner.arm()
    with pytest.raises(LinkLostError):
        scanner.read(1)
    assert scanner.health() == PartHealth(PartStatus.OFFLINE, "link_lost")
