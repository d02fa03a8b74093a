"""The receipt printer (ESC/POS, 80 mm)."""

from hardware.printer._encoder import PAPER_DOTS
from hardware.printer._status_bytes import NoStatus, PrinterStatus, health_of
from hardware.printer.driver import Printed, PrintOutcome, ReceiptPrinter, Timing
from hardware.printer.errors import BadImageError

__all__ = [
    "PAPER_DOTS",
    "BadImageError",
    "NoStatus",
    "PrintOutcome",
    "Printed",
    "PrinterStatus",
    "ReceiptPrinter",
    "Timing",
    "health_of",
]
