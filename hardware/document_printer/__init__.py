"""The printer of A4 sheets: proofs and result sheets, through CUPS."""

from hardware.document_printer.document_printer import DocumentOutcome, DocumentPrinter, Printed
from hardware.document_printer.driver import CupsPrinter, Timing, open_cups
from hardware.document_printer.errors import (
    DocumentPrinterError,
    SpoolerAwayError,
    SpoolerRefusedError,
    SpoolerSilentError,
    UnreadableAnswerError,
)
from hardware.drivers import Driver

__all__ = [
    "CUPS",
    "CupsPrinter",
    "DocumentOutcome",
    "DocumentPrinter",
    "DocumentPrinterError",
    "Printed",
    "SpoolerAwayError",
    "SpoolerRefusedError",
    "SpoolerSilentError",
    "Timing",
    "UnreadableAnswerError",
    "open_cups",
]

CUPS: Driver[DocumentPrinter] = Driver(open=open_cups, example="cups:///office")
