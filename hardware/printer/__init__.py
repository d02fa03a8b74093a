"""The receipt printer (ESC/POS, 58 and 80 mm)."""

from hardware.drivers import Driver
from hardware.printer._conversation import Timing
from hardware.printer._encoder import PAPER_DOTS
from hardware.printer._status_bytes import NoStatus, PrinterStatus, health_of
from hardware.printer.driver import CameOut, Printed, PrintOutcome, ReceiptPrinter, Setup, open_printer
from hardware.printer.errors import BadImageError

ESCPOS = Driver(open=open_printer, example="serial:///dev/ttyUSB0?baud=115200&paper_mm=80")

__all__ = [
    "ESCPOS",
    "PAPER_DOTS",
    "BadImageError",
    "CameOut",
    "NoStatus",
    "PrintOutcome",
    "Printed",
    "PrinterStatus",
    "ReceiptPrinter",
    "Setup",
    "Timing",
    "health_of",
    "open_printer",
]
