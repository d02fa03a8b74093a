"""A scanner plugged into its simulator, in a time that only the test moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hardware.scanner import CodeRules, GrowScanner, LineScanner, SsiScanner, Timing
from hardware.scanner.simulator import ScannerSimulator
from hardware.simulators import Wire
from tests.hardware.virtual_time import VirtualTime, VirtualWire

if TYPE_CHECKING:
    from hardware.scanner import Scanner
    from hardware.simulators import Simulator

TIMING = Timing()


def plug(kind: type[LineScanner] | type[GrowScanner] | type[SsiScanner], **rules: object) -> Plugged:
    protocol = {LineScanner: "line", GrowScanner: "gm", SsiScanner: "ssi"}[kind]
    time = VirtualTime()
    return Plugged(kind, ScannerSimulator(protocol, clock=time), time, CodeRules(**rules))  # type: ignore[arg-type]  # a test's own


class Plugged:
    def __init__(
        self,
        kind: type,
        simulator: Simulator,
        time: VirtualTime,
        rules: CodeRules = CodeRules(),  # noqa: B008 - frozen
        wire: Wire = Wire(),  # noqa: B008 - frozen
    ) -> None:
        self.time = time
        self.simulator = simulator
        self.wire = VirtualWire(simulator, time, wire)
        self.scanner: Scanner = kind(self.wire, rules, timing=TIMING, clock=time)

    def scan_after(self, seconds: float, code: str | bytes) -> None:
        assert isinstance(self.simulator, ScannerSimulator)
        simulator = self.simulator
        self.time.after(seconds, lambda: simulator.scan(code))

    def texts(self, seconds: float) -> list[str]:
        """What a caller who reads for so long is given."""
        deadline = self.time.now + seconds
        codes: list[str] = []
        while (left := deadline - self.time.now) > 0:
            if (scan := self.scanner.read(left)) is not None:
                codes.append(scan.text)
        return codes


KINDS = [LineScanner, GrowScanner, SsiScanner]
