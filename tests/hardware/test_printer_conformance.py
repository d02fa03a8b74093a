"""The printer's driver keeps the rules of all drivers, on a serial port and on a device file, asked or telling."""

from __future__ import annotations

from hardware.printer import ReceiptPrinter, Timing, open_printer
from hardware.printer.simulator import PrinterSimulator
from tests.conformance.devices import DeviceConformance

QUICK = Timing().scaled(0.2)


class TestSerialPrinter(DeviceConformance):
    def simulator(self) -> PrinterSimulator:
        return PrinterSimulator()

    def open(self, path: str) -> ReceiptPrinter:
        return open_printer(f"serial://{path}?baud=115200", QUICK)


class TestPrinterThatTells(TestSerialPrinter):
    def open(self, path: str) -> ReceiptPrinter:
        return open_printer(f"serial://{path}?baud=115200&asb=on", QUICK)


class TestPrinterThatTellsUnasked(TestSerialPrinter):
    def simulator(self) -> PrinterSimulator:
        return PrinterSimulator(asb=True)


class TestPrinterOnADeviceFile(TestSerialPrinter):
    def open(self, path: str) -> ReceiptPrinter:
        return open_printer(f"file://{path}", QUICK)
