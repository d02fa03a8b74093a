"""A printer behind CUPS: the job is given, followed until it is over, and taken back when it takes too long."""

from __future__ import annotations

import time
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import structlog

from hardware.document_printer._answers import JobState
from hardware.document_printer._spooler import Spooler
from hardware.document_printer.document_printer import DocumentOutcome, Printed
from hardware.document_printer.errors import (
    DocumentPrinterError,
    SpoolerAwayError,
    SpoolerRefusedError,
    SpoolerSilentError,
)
from hardware.errors import BadLinkUrlError
from hardware.link import take_options
from hardware.status import PartHealth, PartStatus
from hardware.timing import Scalable

PORT = 631
TITLE = "Onedoor"
"""Of every job: titles are shown to whoever looks at the queue."""

MOST_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Timing(Scalable):
    """In seconds."""

    answer: float = 5
    """CUPS on the same machine answers within a tenth; this much while it starts."""

    patience: float = 90
    """A small laser printer wakes up in 30 and prints ten pages in another 30."""

    look: float = 0.5
    """Between two looks at a job."""


DEFAULT_TIMING = Timing()


class CupsPrinter:
    """See `DocumentPrinter`."""

    def __init__(self, host: str, port: int, queue: str, timing: Timing = DEFAULT_TIMING) -> None:
        self._spooler = Spooler(host, port, queue, timing.answer)
        self._timing = timing
        self._log = structlog.get_logger("document_printer").bind(queue=queue)

    def print_document(self, document: bytes) -> DocumentOutcome:
        if not document.startswith(b"%PDF-") or len(document) > MOST_BYTES:
            return DocumentOutcome(Printed.NOT_PRINTED, "not_a_pdf")
        try:
            job = self._spooler.submit(document, TITLE)
        except DocumentPrinterError as error:
            return self._told(self._not_taken(error), error)
        return self._followed(job)

    def health(self) -> PartHealth:
        try:
            return self._spooler.printer().health
        except (SpoolerRefusedError, SpoolerAwayError, SpoolerSilentError) as error:
            return PartHealth(PartStatus.OFFLINE, error.code)
        except DocumentPrinterError as error:
            return PartHealth(PartStatus.UNKNOWN, error.code)

    def close(self) -> None:
        """Nothing is held between two jobs."""

    def _followed(self, job: int) -> DocumentOutcome:
        until = time.monotonic() + self._timing.patience
        while time.monotonic() < until:
            try:
                state = self._spooler.job(job)
            except DocumentPrinterError as error:
                return self._told(DocumentOutcome(Printed.UNKNOWN, error.code), error)
            if state.is_over:
                return _over(state)
            time.sleep(self._timing.look)
        return self._taken_back(job)

    def _taken_back(self, job: int) -> DocumentOutcome:
        """What never began is certain; of what was under way some sheets may have come out."""
        try:
            before = self._spooler.job(job)
            if before.is_over:
                return _over(before)
            self._spooler.cancel(job)
        except DocumentPrinterError as error:
            return self._told(DocumentOutcome(Printed.UNKNOWN, error.code), error)
        began = before in (JobState.PROCESSING, JobState.STOPPED)
        outcome = DocumentOutcome(Printed.UNKNOWN if began else Printed.NOT_PRINTED, "too_slow")
        self._log.warning("document_taken_back", job=job, state=before.name)
        return outcome

    def _not_taken(self, error: DocumentPrinterError) -> DocumentOutcome:
        """Only a plain no is certain: a job may have been taken before the answer to it was lost."""
        if not isinstance(error, SpoolerRefusedError | SpoolerAwayError):
            return DocumentOutcome(Printed.UNKNOWN, error.code)
        try:
            self._spooler.printer()
        except SpoolerAwayError as away:  # `lp` says of a spooler that is not there that it has no such queue
            return DocumentOutcome(Printed.NOT_PRINTED, away.code)
        except DocumentPrinterError:
            pass
        return DocumentOutcome(Printed.NOT_PRINTED, error.code)

    def _told(self, outcome: DocumentOutcome, error: DocumentPrinterError) -> DocumentOutcome:
        self._log.warning("document_not_printed", outcome=outcome.value.value, code=error.code, reason=error.detail)
        return outcome


def _over(state: JobState) -> DocumentOutcome:
    match state:
        case JobState.COMPLETED:
            return DocumentOutcome(Printed.PRINTED)
        case JobState.CANCELED:
            return DocumentOutcome(Printed.UNKNOWN, "canceled")
        case _:
            return DocumentOutcome(Printed.NOT_PRINTED, "aborted")


def open_cups(url: str) -> CupsPrinter:
    """`cups:///QUEUE` of this machine, or `cups://HOST:PORT/QUEUE`. Raises BadLinkUrlError or BadOptionError."""
    base, options = take_options(url, "patience_s")
    patience = options.number("patience_s", DEFAULT_TIMING.patience, least=5, most=600)
    parts = urlsplit(base)
    queue = unquote(parts.path.removeprefix("/"))
    try:
        port = parts.port or PORT
    except ValueError as error:
        raise BadLinkUrlError(url, "expected a port from 1 to 65535") from error
    if parts.scheme != "cups" or parts.query or parts.username or not queue or not _is_name(queue):
        raise BadLinkUrlError(url, "expected cups:///QUEUE or cups://HOST:PORT/QUEUE")
    return CupsPrinter(parts.hostname or "localhost", port, queue, Timing(patience=patience))


def _is_name(queue: str) -> bool:
    """As CUPS takes names (lpadmin): printable, without space, slash and number sign; no option of a program."""
    return queue.isascii() and queue.isprintable() and not set(queue) & set(" /#") and not queue.startswith("-")
