"""The keypads' line keeps the rules of all devices."""

from __future__ import annotations

from typing import ClassVar

from hardware.caller_line import Rs485CallerLine
from hardware.caller_line.simulator import CallerLineSimulator
from hardware.link import open_link
from tests.conformance.devices import DeviceConformance


class TestRs485CallerLine(DeviceConformance):
    answers: ClassVar[bool] = False

    def simulator(self) -> CallerLineSimulator:
        return CallerLineSimulator()

    def open(self, path: str) -> Rs485CallerLine:
        return Rs485CallerLine(open_link(f"serial://{path}"))
