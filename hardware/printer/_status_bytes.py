"""Real-time status of ESC/POS printers: `10 04 n` and its one-byte answer, to facts about the printer. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hardware.status import PartHealth, PartStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

QUERIES = (1, 2, 3, 4)

FENCE = bytes.fromhex("1D7201")
"""GS r 1. Unlike `10 04 n` it waits its turn behind the print data: its answer says that all before it was done."""


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """`online` is the printer's own word (n=1); the rest are its reasons (n=2 to 4)."""

    online: bool
    cover_open: bool
    paper_end: bool
    paper_near_end: bool
    cutter_error: bool
    unrecoverable: bool
    recoverable_error: bool


@dataclass(frozen=True, slots=True)
class NoStatus:
    """The printer was asked and said nothing (`silent`) or something that is no status (`garbled`)."""

    reason: str


def status_query(n: int) -> bytes:
    return bytes((0x10, 0x04, n))


def is_status_byte(byte: int) -> bool:
    """A real-time status is `0xx1xx10`."""
    return byte & 0x93 == 0x12


def is_fence_byte(byte: int) -> bool:
    """The answer to GS r 1 has only paper bits: `0000xxxx`, each pair of bits both on or both off."""
    return byte in (0x00, 0x03, 0x0C, 0x0F)


def status_of(answers: Sequence[int]) -> PrinterStatus:
    """From the status bytes for n = 1, 2, 3, 4."""
    printer, offline_cause, error, paper = answers
    return PrinterStatus(
        online=not printer & 0x08,
        cover_open=bool(offline_cause & 0x04),
        paper_end=bool(offline_cause & 0x20 or paper & 0x60),
        paper_near_end=bool(paper & 0x0C),
        cutter_error=bool(error & 0x08),
        unrecoverable=bool(error & 0x20),
        recoverable_error=bool(error & 0x40),
    )


def health_of(status: PrinterStatus | NoStatus) -> PartHealth:
    """The one thing that a person should see to first."""
    if isinstance(status, NoStatus):
        silent = status.reason == "silent"
        return PartHealth(PartStatus.OFFLINE if silent else PartStatus.UNKNOWN, status.reason)
    for present, part_status, detail in (
        (status.cover_open, PartStatus.COVER_OPEN, None),
        (status.paper_end, PartStatus.OUT, None),
        (status.cutter_error, PartStatus.JAM, "cutter_error"),
        (status.unrecoverable, PartStatus.OFFLINE, "unrecoverable_error"),
        (status.recoverable_error, PartStatus.OFFLINE, "recoverable_error"),
        (not status.online, PartStatus.OFFLINE, "printer_says_offline"),
        (status.paper_near_end, PartStatus.LOW, None),
    ):
        if present:
            return PartHealth(part_status, detail)
    return PartHealth(PartStatus.OK)
