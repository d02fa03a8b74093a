"""Prints images on an ESC/POS receipt printer and says truthfully what came of it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import structlog

from hardware.errors import LinkError
from hardware.printer._encoder import encode_cut, encode_fragments, encode_start
from hardware.printer._status_bytes import (
    FENCE,
    QUERIES,
    NoStatus,
    PrinterStatus,
    health_of,
    is_fence_byte,
    is_status_byte,
    status_of,
    status_query,
)
from hardware.status import PartHealth, PartStatus
from hardware.timing import Scalable

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL import Image

    from hardware.link import Link

ATTEMPTS = 2
"""A real-time query changes nothing, so one lost byte is no reason to give up a print."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Timing(Scalable):
    """Seconds."""

    status_answer_s: float = 0.5
    """A real-time status leaves within milliseconds; adapters add up to 16 ms, network printers a round trip."""

    busy_answer_s: float = 4.0
    """While printing, the query stands behind one fragment on the line: 2.4 s at 9600 baud."""

    finish_s: float = 15.0
    """From the last byte sent to the printer's word behind the cut: half a metre at 50 mm/s, and the cut."""


DEFAULT_TIMING = Timing()


class Printed(StrEnum):
    """As in the contract's `report_print`."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PrintOutcome:
    """`YES`: the printer itself said, behind the cut, that it is well. `NO`: it said, or it is certain, that no whole
    ticket came out; part of one may have. `UNKNOWN`: anything else. `detail` is a code, None for a plain yes.
    """

    printed: Printed
    detail: str | None
    health: PartHealth


class ReceiptPrinter:
    """One printer on one link, used from one thread. After a LinkError or an outcome that says so, open a new link."""

    def __init__(
        self, link: Link, timing: Timing = DEFAULT_TIMING, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._link = link
        self._timing = timing
        self._clock = clock

    def status(self) -> PrinterStatus | NoStatus:
        """Asks with DLE EOT 1 to 4. Raises LinkError."""
        return self._status(self._timing.status_answer_s)

    def health(self) -> PartHealth:
        """Never raises for a printer or a line that is not well."""
        try:
            return health_of(self.status())
        except LinkError as error:
            return PartHealth(PartStatus.OFFLINE, error.code)

    def print_image(self, image: Image.Image) -> PrintOutcome:
        """Prints a 1-bit image of at most 576 dots across, feeds and cuts. Takes seconds. Raises BadImageError only."""
        fragments = encode_fragments(image)
        try:
            before = self.status()
        except LinkError as error:
            return _outcome(Printed.NO, error.code, PartHealth(PartStatus.OFFLINE, error.code))
        if not _can_print(before):
            return _outcome(Printed.NO, "not_started", health_of(before))
        try:
            for command in (encode_start(), *fragments):
                self._link.write(command)
                if not self._still_online():
                    return self._stopped()
            self._link.write(encode_cut() + FENCE)
            return self._finished()
        except LinkError as error:
            return _outcome(Printed.UNKNOWN, error.code, PartHealth(PartStatus.OFFLINE, error.code))

    def _still_online(self) -> bool:
        answer = self._ask(1, self._timing.busy_answer_s)
        return _is_status(answer) and not answer[0] & 0x08

    def _stopped(self) -> PrintOutcome:
        """Nothing more is sent: what a stopped printer holds, it prints when somebody mends it."""
        status = self._status(self._timing.busy_answer_s)
        if isinstance(status, NoStatus) or _can_print(status):
            return _outcome(Printed.UNKNOWN, "no_word_while_printing", health_of(status))
        return _outcome(Printed.NO, "stopped_while_printing", health_of(status))

    def _finished(self) -> PrintOutcome:
        passed = self._fence_passed()
        status = self._status(self._timing.status_answer_s)
        health = health_of(status)
        if isinstance(status, NoStatus):
            return _outcome(Printed.UNKNOWN, "no_word_after_cut", health)
        if passed and _can_print(status):
            return _outcome(Printed.YES, None, health)
        if status.cutter_error or status.unrecoverable:
            return _outcome(Printed.NO, "stopped_at_cut", health)
        if passed or _can_print(status):
            return _outcome(Printed.UNKNOWN, "no_clear_word_after_cut", health)
        return _outcome(Printed.NO, "stopped_while_printing", health)

    def _fence_passed(self) -> bool:
        """Waits for the answer that stands behind the cut, as long as the printer says that it is online."""
        deadline = self._clock() + self._timing.finish_s
        silences = 0
        while silences < ATTEMPTS and (left := deadline - self._clock()) > 0:
            if _fence_in(self._link.read(64, min(left, self._timing.status_answer_s))):
                return True
            answer = self._ask_beside_fence()
            if _fence_in(answer):
                return True
            words = list(filter(is_status_byte, answer))
            if any(word & 0x08 for word in words):
                return False
            silences = 0 if words else silences + 1
        return False

    def _ask_beside_fence(self) -> bytes:
        """Asks n=1 and reads until its answer is there: left behind, it would pass for the answer to the next query."""
        self._link.write(status_query(1))
        answer = b""
        while not any(map(is_status_byte, answer)):
            data = self._link.read(64, self._timing.status_answer_s)
            if not data:
                break
            answer += data
        return answer

    def _status(self, timeout_s: float) -> PrinterStatus | NoStatus:
        words: list[int] = []
        for n in QUERIES:
            answer = self._ask(n, timeout_s)
            if not _is_status(answer):
                return NoStatus("garbled" if answer else "silent")
            words.append(answer[0])
        return status_of(words)

    def _ask(self, n: int, timeout_s: float) -> bytes:
        """What the printer answers to `10 04 n`: one byte if all is well. Nothing else is sent before it came."""
        answer = b""
        for attempt in range(1, ATTEMPTS + 1):
            self._link.drain_input()
            self._link.write(status_query(n))
            answer = self._link.read(64, timeout_s)
            if _is_status(answer):
                return answer
            if answer:
                _log.info("printer_status_retry", query=n, attempt=attempt, answer=answer.hex())
        return answer


def _is_status(answer: bytes) -> bool:
    return len(answer) == 1 and is_status_byte(answer[0])


def _fence_in(answer: bytes) -> bool:
    return any(map(is_fence_byte, answer))


def _can_print(status: PrinterStatus | NoStatus) -> bool:
    return health_of(status).status in (PartStatus.OK, PartStatus.LOW)


def _outcome(printed: Printed, detail: str | None, health: PartHealth) -> PrintOutcome:
    if printed is not Printed.YES:
        _log.warning("print_not_confirmed", printed=printed.value, detail=detail, health=health.status.value)
    return PrintOutcome(printed, detail, health)
