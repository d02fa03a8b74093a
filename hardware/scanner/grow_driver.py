"""Scan modules of the Grow GM family: lit by a command, asked by reading a register."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import structlog

from hardware.errors import LinkError
from hardware.scanner._base import DEFAULT_TIMING, ScannerBase, Timing
from hardware.scanner._codes import BadCode, CodeCutter, CodeRules
from hardware.scanner._grow_frames import DONE, READ_BAUD, STOP, TRIGGER, Answer, AnswerParser, Command
from hardware.scanner.errors import ScannerGarbledError, ScannerSilentError
from hardware.status import PartHealth, PartStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from hardware.link import Link

ATTEMPTS = 2
"""Each command may be sent again: none changes a setting. Two in a row lost mean more than noise."""

_log = structlog.get_logger(__name__)


class GrowScanner(ScannerBase):
    """One module, set to command-triggered mode by its setup code. Nothing is written to its flash."""

    lights_again = True

    def __init__(
        self,
        link: Link,
        rules: CodeRules,
        timing: Timing = DEFAULT_TIMING,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(link, rules, timing, clock)
        self._parser = AnswerParser()
        self._cutter = CodeCutter(rules.suffix, rules.max_bytes)
        self._answers: list[Answer] = []
        self._asking = False
        self._written_at = clock() - timing.between_writes_s

    def health(self) -> PartHealth:
        """Reads the register of the baud rate."""
        try:
            self._ask(READ_BAUD, lambda answer: answer.type == 0 and len(answer.data) == 2)
        except ScannerGarbledError as error:
            return PartHealth(PartStatus.UNKNOWN, error.code)
        except (ScannerSilentError, LinkError) as error:
            return PartHealth(PartStatus.OFFLINE, error.code)
        return PartHealth(PartStatus.OK)

    def _light(self) -> None:
        self._ask(TRIGGER, lambda answer: answer == DONE)

    def _douse(self) -> None:
        self._ask(STOP, lambda answer: answer == DONE)

    def _ask(self, command: Command, fits: Callable[[Answer], bool]) -> None:
        """Sends until an answer fits. Answers carry no address: only their shape tells a late one from ours."""
        spoke = False
        for attempt in range(1, ATTEMPTS + 1):
            self._wait_until(self._written_at + self._timing.between_writes_s)
            if self._answered(command, fits):
                return
            spoke = spoke or self._byte_at >= self._written_at
            _log.info("scanner_retry", address=command.address, attempt=attempt, spoke=spoke)
        raise (ScannerGarbledError if spoke else ScannerSilentError)(f"register_{command.address:04x}")

    def _answered(self, command: Command, fits: Callable[[Answer], bool]) -> bool:
        self._answers.clear()
        self._asking = True
        self._written_at = self._clock()
        self._link.write(command.to_bytes())
        self._wait_until(self._written_at + self._timing.answer_s, lambda: any(map(fits, self._answers)))
        answered = any(map(fits, self._answers))
        if not answered:
            self._hear(self._take_silence())
        self._asking = False
        return answered

    def _ends_at(self) -> float | None:
        begun = self._parser.pending or self._cutter.pending
        return self._byte_at + self._timing.gap_s if begun else None

    def _take(self, data: bytes) -> list[bytes | BadCode]:
        return self._sorted(self._parser.feed(data))

    def _take_silence(self) -> list[bytes | BadCode]:
        """While an answer is awaited, half a word is a damaged answer: nobody is told to scan again."""
        codes, rest = self._sorted(self._parser.silence()), self._cutter.silence()
        return codes if self._asking else codes + rest

    def _sorted(self, items: Iterable[Answer | bytes]) -> list[bytes | BadCode]:
        codes: list[bytes | BadCode] = []
        for item in items:
            if isinstance(item, Answer):
                self._answers.append(item)
                codes += self._cut_off()
            else:
                codes += self._cutter.feed(item)
        return codes

    def _cut_off(self) -> list[bytes | BadCode]:
        """An answer ends what stood before it: noise must not become the head of the next code."""
        return [code for code in self._cutter.silence() if isinstance(code, bytes) or not self._asking]
