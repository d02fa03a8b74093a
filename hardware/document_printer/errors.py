"""What can go wrong between us and a printer of documents."""

from __future__ import annotations

from typing import ClassVar

from hardware.errors import HardwareError


class DocumentPrinterError(HardwareError):
    """Root of the document printer's errors. What became of a document is in its DocumentOutcome."""

    code: ClassVar[str] = "document_printer_error"

    def __init__(self, detail: str) -> None:
        super().__init__(f"{self.code}: {detail}")
        self.detail = detail


class SpoolerAwayError(DocumentPrinterError):
    """Nobody listens where CUPS should be, or its programs cannot be run."""

    code: ClassVar[str] = "spooler_away"


class SpoolerSilentError(DocumentPrinterError):
    """CUPS was asked and gave no answer in time: it may have done what it was asked."""

    code: ClassVar[str] = "spooler_silent"


class SpoolerRefusedError(DocumentPrinterError):
    """CUPS answers, and says no: there is no such queue, or it takes no jobs."""

    code: ClassVar[str] = "spooler_refused"


class UnreadableAnswerError(DocumentPrinterError):
    """What CUPS said cannot be read."""

    code: ClassVar[str] = "unreadable_answer"
