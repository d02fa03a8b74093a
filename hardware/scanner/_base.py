"""What all scanners share: waiting for codes, the kiosk's arm and disarm, and never one code twice."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import structlog

from hardware.errors import HardwareError
from hardware.scanner._codes import BadCode, CodeRules, Scan, decode
from hardware.scanner.errors import CodeCutShortError, CodeTooLongError, CodeUnreadableError, ScannerError
from hardware.timing import Scalable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from hardware.link import Link
    from hardware.status import PartHealth

UNREAD_CODES = 64
"""How many codes wait for `read`. Only a caller that asks for health and never reads gets here."""

_ERRORS: Mapping[str, type[ScannerError]] = {
    error.code: error for error in (CodeCutShortError, CodeTooLongError, CodeUnreadableError)
}

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Timing(Scalable):
    """Seconds."""

    gap_s: float = 0.15
    """Silence inside a code that ends it or means lost bytes: adapters hold bytes back for up to 16 ms."""

    settle_s: float = 1.0
    """Before a citizen's turn the line is heard out until it is silent, but no longer than this."""

    same_code_s: float = 1.5
    """The same code again within this time is the same paper still lying there, or a module that sends twice."""

    answer_s: float = 0.5
    """Modules answer a command within milliseconds; adapters add up to 16 ms, a terminal server a round trip."""

    between_writes_s: float = 0.1
    """Grow modules want about 100 ms between two writes (manuals)."""

    wake_s: float = 0.05
    """A sleeping SSI module takes commands 50 ms after the waking 00 (GM72 manual, Zebra's guide)."""

    resend_s: float = 2.0
    """A Zebra scanner sends a packet again when it was not acknowledged for so long (its default)."""

    light_again_s: float = 4.0
    """A lit module goes dark by itself (5 s and more by its setting): while wanted, it is lit again before that."""

    fresh_s: float = 600.0
    """How long a code read proves that a scanner lives which cannot be asked."""


DEFAULT_TIMING = Timing()


class Scanner(Protocol):
    """A code scanner on one link, used from one thread. After a LinkError open it anew."""

    def arm(self) -> None:
        """From now on codes are wanted. What was scanned before is forgotten: it was another citizen's.

        Lights a module that has a trigger, and keeps it lit while `read` is called. Raises ScannerError or LinkError.
        """

    def disarm(self) -> None:
        """No more codes are wanted: the light goes out, later codes are dropped. Raises ScannerError or LinkError."""

    def read(self, timeout_s: float) -> Scan | None:
        """The next code as soon as it is there, None after `timeout_s` or while not armed.

        Raises LinkError; ScannerError where a code came and cannot be used, or where a module is not lit any more.
        """

    def health(self) -> PartHealth:
        """Asks the scanner how it is. Never raises for a scanner or a line that is not well."""

    def close(self) -> None:
        """Gives the port back. May be called twice."""


class ScannerBase(ABC):
    """A `Scanner`, but for what its protocol says."""

    lights_again: bool
    """Whether it goes dark by itself and after each code."""

    def __init__(self, link: Link, rules: CodeRules, timing: Timing, clock: Callable[[], float]) -> None:
        self._link = link
        self._rules = rules
        self._timing = timing
        self._clock = clock
        self._armed = False
        self._armed_at = clock()
        self._heard: deque[Scan | ScannerError] = deque()
        self._last: tuple[Scan, float] | None = None
        self._last_word: tuple[Scan | BadCode, float] | None = None
        self._byte_at = clock()
        self._dark_at = clock()

    def arm(self) -> None:
        self._armed = False
        self._settle()
        self._armed = True
        self._armed_at = self._clock()
        try:
            self._light_again()
        except HardwareError:
            self._armed = False
            raise

    def disarm(self) -> None:
        self._armed = False
        self._forget()
        self._douse()

    def read(self, timeout_s: float) -> Scan | None:
        deadline = self._clock() + timeout_s
        while True:
            if self._heard:
                return self._next_heard()
            wait = deadline - self._clock()
            if self._armed and self.lights_again:
                if self._clock() >= self._dark_at:
                    self._light_again()
                wait = min(wait, self._dark_at - self._clock())
            self._listen(wait)
            if not self._heard and self._clock() >= deadline:
                return None

    @abstractmethod
    def health(self) -> PartHealth: ...

    def close(self) -> None:
        self._link.close()

    @abstractmethod
    def _light(self) -> None:
        """Makes the scanner look for a code."""

    @abstractmethod
    def _douse(self) -> None:
        """Makes it stop."""

    @abstractmethod
    def _ends_at(self) -> float | None:
        """When silence will have ended what has begun; None if nothing has."""

    @abstractmethod
    def _take(self, data: bytes) -> Iterable[bytes | BadCode]:
        """The codes that `data` ends."""

    @abstractmethod
    def _take_silence(self) -> Iterable[bytes | BadCode]:
        """What silence ends. Called until nothing is left that has begun."""

    def _light_again(self) -> None:
        self._dark_at = self._clock() + self._timing.light_again_s
        self._light()

    def _next_heard(self) -> Scan:
        heard = self._heard.popleft()
        if isinstance(heard, ScannerError):
            raise heard
        return heard

    def _listen(self, wait_s: float) -> None:
        """Reads once, for `wait_s` at most and no longer than until silence would end what has begun."""
        ends_at = self._ends_at()
        wait = wait_s if ends_at is None else min(wait_s, ends_at - self._clock())
        data = self._link.read(4096, max(0.0, wait))
        if data:
            self._byte_at = self._clock()
            self._hear(self._take(data))
        elif ends_at is not None and self._clock() >= ends_at:
            self._hear(self._take_silence())

    def _wait_until(self, deadline: float, done: Callable[[], bool] = lambda: False) -> None:
        while not done() and (left := deadline - self._clock()) > 0:
            self._listen(left)

    def _settle(self) -> None:
        """Hears out what was said to somebody else, and forgets it."""
        deadline = self._clock() + self._timing.settle_s
        self._byte_at = self._clock()
        while (quiet_left := self._byte_at + self._timing.gap_s - self._clock()) > 0 and self._clock() < deadline:
            self._listen(quiet_left)
        self._forget()

    def _forget(self) -> None:
        while self._ends_at() is not None:
            self._hear(self._take_silence())
        self._heard.clear()
        self._last = None

    def _hear(self, codes: Iterable[bytes | BadCode]) -> None:
        for raw in codes:
            code = decode(raw, self._rules.encoding) if isinstance(raw, bytes) else raw
            self._last_word = (code, self._clock())
            # A code ends the reading of a lit module: it is lit anew at the next read.
            self._dark_at = min(self._dark_at, self._clock())
            if isinstance(code, BadCode):
                _log.info("scan_unusable", reason=code.reason, wanted=self._armed)
                self._keep(_ERRORS[code.reason]("as_read"))
            elif not self._is_repeat(code):
                self._keep(code)

    def _keep(self, heard: Scan | ScannerError) -> None:
        if not self._armed:
            return
        if len(self._heard) < UNREAD_CODES:
            self._heard.append(heard)
        else:
            _log.warning("scan_dropped", reason="nobody_reads")

    def _is_repeat(self, code: Scan) -> bool:
        now = self._clock()
        last, self._last = self._last, (code, now)
        return last is not None and last[0] == code and now - last[1] < self._timing.same_code_s
