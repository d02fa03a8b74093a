"""Scanners of barcodes and QR codes: plain line scanners, the Grow GM family, the Simple Serial Interface."""

from hardware.drivers import Driver
from hardware.scanner._base import Scanner, Timing
from hardware.scanner._codes import CodeRules, Encoding, Scan
from hardware.scanner._open import open_grow, open_line, open_ssi
from hardware.scanner.errors import (
    CodeCutShortError,
    CodeTooLongError,
    CodeUnreadableError,
    ScannerError,
    ScannerGarbledError,
    ScannerRefusedError,
    ScannerSilentError,
)
from hardware.scanner.grow_driver import GrowScanner
from hardware.scanner.line_driver import LineScanner, Trigger
from hardware.scanner.ssi_driver import SsiScanner

LINE = Driver(open=open_line, example="serial:///dev/ttyUSB0?baud=9600&suffix=crlf")
GROW_GM = Driver(open=open_grow, example="serial:///dev/ttyUSB0?baud=9600")
SSI = Driver(open=open_ssi, example="serial:///dev/ttyUSB0?baud=9600")

__all__ = [
    "GROW_GM",
    "LINE",
    "SSI",
    "CodeCutShortError",
    "CodeRules",
    "CodeTooLongError",
    "CodeUnreadableError",
    "Encoding",
    "GrowScanner",
    "LineScanner",
    "Scan",
    "Scanner",
    "ScannerError",
    "ScannerGarbledError",
    "ScannerRefusedError",
    "ScannerSilentError",
    "SsiScanner",
    "Timing",
    "Trigger",
]
