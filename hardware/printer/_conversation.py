"""Asks a printer and hears what it says, asked or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from hardware.printer._answers import AnswerParser, AutomaticStatus, PaperStatus, RealTimeStatus, Stray, Word
from hardware.printer._status_bytes import (
    QUERIES,
    NoStatus,
    PrinterStatus,
    status_of,
    status_of_packet,
    status_query,
)
from hardware.timing import Scalable

if TYPE_CHECKING:
    from collections.abc import Callable

    from hardware.link import Link

ATTEMPTS = 2
"""A real-time query changes nothing, so one lost byte is no reason to give up a print."""

READ_BYTES = 64
MOST_LEFT_OVER = 1024
"""Reads to empty the line before a question: a printer that never stops talking must not hold us for ever."""

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

    together_s: float = 0.05
    """Bytes that come within it belong together: 1 ms each at 9600 baud, held back by adapters for up to 16 ms."""


class Conversation:
    """`news` is what the printer said last without being asked; `cover_was_open` stays until its owner resets it."""

    def __init__(self, link: Link, timing: Timing, clock: Callable[[], float]) -> None:
        self.news: PrinterStatus | None = None
        self.cover_was_open = False
        self._link = link
        self._timing = timing
        self._clock = clock
        self._parser = AnswerParser()

    def status(self, timeout_s: float) -> PrinterStatus | NoStatus:
        """The answers to `10 04 1` to `10 04 4`. Raises LinkError, as everything here does."""
        answers: list[int] = []
        for n in QUERIES:
            answer = self.ask(n, timeout_s)
            if isinstance(answer, NoStatus):
                return answer
            answers.append(answer)
        return self._noted(status_of(answers))

    def ask(self, n: int, timeout_s: float) -> int | NoStatus:
        """The answer to `10 04 n`, if there is exactly one and no rubbish beside it. Nothing is sent before it came."""
        heard: list[Word] = []
        for attempt in range(1, ATTEMPTS + 1):
            self._hear_left_over()
            self._link.write(status_query(n))
            heard = self._hear_until(RealTimeStatus, timeout_s)
            answers = [word.byte for word in heard if isinstance(word, RealTimeStatus)]
            rubbish = any(isinstance(word, Stray) for word in heard)
            if len(answers) == 1 and not rubbish:
                return answers[0]
            if heard:
                _log.info("printer_status_retry", query=n, attempt=attempt, heard=[repr(word) for word in heard])
        return NoStatus("garbled" if heard else "silent")

    def fence_passed(self) -> bool:
        """Waits for the answer that stands behind the cut, as long as the printer says that it is online."""
        deadline = self._clock() + self._timing.finish_s
        silences = 0
        while silences < ATTEMPTS and (left := deadline - self._clock()) > 0:
            if _is_fence(self._hear_together(min(left, self._timing.status_answer_s))):
                return True
            self._link.write(status_query(1))
            heard = self._hear_until(RealTimeStatus, self._timing.status_answer_s)
            if _is_fence(heard):
                return True
            answers = [word.byte for word in heard if isinstance(word, RealTimeStatus)]
            if any(byte & 0x08 for byte in answers):
                return False
            silences = 0 if answers else silences + 1
        return False

    def _hear_until(self, kind: type[Word], timeout_s: float) -> list[Word]:
        """All that comes until a word of this kind is among it: left behind, it would pass for the next answer."""
        heard: list[Word] = []
        deadline = self._clock() + timeout_s
        while not any(isinstance(word, kind) for word in heard) and (left := deadline - self._clock()) > 0:
            words = self._hear_together(left)
            if words is None:
                break
            heard += words
        return heard

    def _hear_together(self, timeout_s: float) -> list[Word] | None:
        """The next words, and after one that may be of a longer one all that follows at once. None for silence."""
        words = self._hear(timeout_s)
        while words and isinstance(words[-1], PaperStatus):
            more = self._hear(self._timing.together_s)
            if more is None:
                break
            words += more
        return words

    def _hear(self, timeout_s: float) -> list[Word] | None:
        data = self._link.read(READ_BYTES, timeout_s)
        if not data:
            if timeout_s >= self._timing.together_s:
                self._parser.forget()
            return None
        words = self._parser.feed(data)
        for word in words:
            if isinstance(word, AutomaticStatus):
                self.news = self._noted(status_of_packet(word.packet))
        return words

    def _hear_left_over(self) -> None:
        for _ in range(MOST_LEFT_OVER):
            if self._hear(0) is None:
                return

    def _noted(self, status: PrinterStatus) -> PrinterStatus:
        self.cover_was_open = self.cover_was_open or status.cover_open
        return status


def _is_fence(words: list[Word] | None) -> bool:
    """One paper status alone. Three together are an automatic status whose first byte was lost."""
    return sum(isinstance(word, PaperStatus) for word in words or ()) == 1
