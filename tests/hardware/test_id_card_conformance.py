"""The reader's driver keeps the rules of all drivers, with a given rate and with one that it finds."""

from __future__ import annotations

from hardware.id_card import IdCardReader, Timing, open_reader
from hardware.id_card.simulator import IdCardSimulator
from tests.conformance.devices import DeviceConformance

QUICK = Timing().scaled(0.1)


class TestReader(DeviceConformance):
    def simulator(self) -> IdCardSimulator:
        return IdCardSimulator()

    def open(self, path: str) -> IdCardReader:
        return open_reader(f"serial://{path}?baud=115200", QUICK)


class TestReaderWhoseRateIsFound(TestReader):
    def open(self, path: str) -> IdCardReader:
        return open_reader(f"serial://{path}?baud=auto", QUICK)
