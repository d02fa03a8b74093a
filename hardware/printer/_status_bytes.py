"""From status bytes of ESC/POS printers to facts about the printer. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hardware.status import PartHealth, PartStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

QUERIES = (1, 2, 3, 4)

FENCE = bytes.fromhex("1D7201")
"""GS r 1. Unlike `10 04 n` it waits its turn behind the print data: its answer says that all before it was done."""

ASB_ON = bytes.fromhex("1D610E")
"""GS a: automatic status of going offline, of errors and of paper; not of the drawer, which is not ours."""

RECOVER = bytes.fromhex("100502")
"""DLE ENQ 2: leave an error that can be left, and clear all that was sent. Executed at once, as `10 04 n` is."""


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """`online` is the printer's own word; the rest are its reasons."""

    online: bool
    cover_open: bool
    paper_end: bool
    paper_near_end: bool
    cutter_error: bool
    unrecoverable: bool
    recoverable_error: bool

    @property
    def can_print(self) -> bool:
        return health_of(self).status in (PartStatus.OK, PartStatus.LOW)

    @property
    def waits_for_recovery(self) -> bool:
        """The cutter was stuck and nothing else is the matter: `10 05 2` can end it and harms nothing."""
        return self.cutter_error and not (self.cover_open or self.paper_end or self.unrecoverable)


@dataclass(frozen=True, slots=True)
class NoStatus:
    """The printer was asked and said nothing (`silent`) or something that is no status (`garbled`)."""

    reason: str


def status_query(n: int) -> bytes:
    return bytes((0x10, 0x04, n))


def status_of(answers: Sequence[int]) -> PrinterStatus:
    """From the real-time status bytes for n = 1, 2, 3, 4.

    The end of the paper is bit 5 of n=4. Bit 6 is the same on most printers; on a Citizen PPU-231 it means a ticket
    that waits to be taken (B).
    """
    printer, offline_cause, error, paper = answers
    return PrinterStatus(
        online=not printer & 0x08,
        cover_open=bool(offline_cause & 0x04),
        paper_end=bool(offline_cause & 0x20 or paper & 0x20),
        paper_near_end=bool(paper & 0x0C),
        cutter_error=bool(error & 0x08),
        unrecoverable=bool(error & 0x20),
        recoverable_error=bool(error & 0x40),
    )


def status_of_packet(packet: bytes) -> PrinterStatus:
    """From the four bytes of an automatic status."""
    printer, error, paper, _ = packet
    return PrinterStatus(
        online=not printer & 0x08,
        cover_open=bool(printer & 0x20),
        paper_end=bool(paper & 0x0C),
        paper_near_end=bool(paper & 0x03),
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
