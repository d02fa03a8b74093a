"""Every scanner's driver keeps the rules of all devices."""

from __future__ import annotations

from typing import ClassVar

from hardware.link import open_link
from hardware.scanner import CodeRules, GrowScanner, LineScanner, Scanner, SsiScanner, Timing
from hardware.scanner.simulator import ScannerSimulator
from tests.conformance.devices import DeviceConformance

QUICK = Timing(answer_s=0.1, gap_s=0.05, between_writes_s=0.01, wake_s=0.01)


class TestLineScanner(DeviceConformance):
    answers: ClassVar[bool] = False

    def simulator(self) -> ScannerSimulator:
        return ScannerSimulator("line")

    def open(self, path: str) -> Scanner:
        return LineScanner(open_link(f"serial://{path}"), CodeRules(), timing=QUICK)


class TestGrowScanner(DeviceConformance):
    def simulator(self) -> ScannerSimulator:
        return ScannerSimulator("gm")

    def open(self, path: str) -> Scanner:
        return GrowScanner(open_link(f"serial://{path}"), CodeRules(), timing=QUICK)


class TestSsiScanner(DeviceConformance):
    def simulator(self) -> ScannerSimulator:
        return ScannerSimulator("ssi")

    def open(self, path: str) -> Scanner:
        return SsiScanner(open_link(f"serial://{path}"), CodeRules(), timing=QUICK)
