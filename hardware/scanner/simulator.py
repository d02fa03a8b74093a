"""A scanner seen from its plug: somebody holds codes before it, and it reads them or fails to."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from hardware.errors import BadCommandError
from hardware.scanner._codes import SUFFIXES
from hardware.scanner._simulated_protocols import GrowProtocol, LineProtocol, SimulatedProtocol, SsiProtocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from hardware.options import Options

PROTOCOLS = ("line", "gm", "ssi")
FAILURES = ("silent", "garbled", "cut-short", "no-code", "double")
ENCODINGS = ("utf-8", "gb18030")

READ_S = 15.0
"""How long a lit module looks for a code (one source for the GM family)."""


class ScannerSimulator:
    """Starts with nothing before it. Every method may be called from any thread.

    A code is before it for a moment only: a module that is dark does not see it. With `code` and `every_s` one is
    shown regularly. `no-code` lights and sees nothing; `double` sends each code twice, as some modules do.
    """

    commands = f"scan TEXT | fail {'|'.join(FAILURES)} | ok"

    def __init__(
        self,
        protocol: str = "line",
        suffix: bytes = SUFFIXES["cr"],
        encoding: str = "utf-8",
        read_s: float = READ_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._lock = threading.RLock()
        self._clock = clock
        self._encoding = encoding
        self._protocol = _protocol(protocol, suffix, read_s)
        self._failure: str | None = None
        self._outbox = b""
        self._seen = 0
        self._shown = ""
        self._every_s = 0.0
        self._shown_at = clock()

    @classmethod
    def from_options(cls, options: Options) -> ScannerSimulator:
        simulator = cls(
            protocol=options.choice("protocol", "line", PROTOCOLS),
            suffix=SUFFIXES[options.choice("suffix", "cr", SUFFIXES)],
            encoding=options.choice("encoding", "utf-8", ENCODINGS),
            read_s=options.number("read_s", READ_S, most=3600),
        )
        simulator.show(options.text("code") or "", options.number("every_s", 0, most=86400))
        if fail := options.choice("fail", "", FAILURES):
            simulator.fail(fail)
        return simulator

    def show(self, code: str, every_s: float) -> None:
        """Holds a code before it every so many seconds; 0 is never."""
        with self._lock:
            self._shown, self._every_s, self._shown_at = code, every_s, self._clock()

    def scan(self, code: str | bytes) -> bool:
        """Holds a code before it for a moment; true if it was seen."""
        with self._lock:
            raw = code.encode(self._encoding) if isinstance(code, str) else code
            now = self._clock()
            if self._failure == "no-code" or not self._protocol.lit(now):
                return False
            for _ in range(2 if self._failure == "double" else 1):
                self._outbox += self._protocol.see(raw, now)
            self._seen += 1
            return True

    def fail(self, failure: str) -> None:
        """One of FAILURES, until `recover`."""
        with self._lock:
            self._failure = failure
            self._protocol.cut_short = failure == "cut-short"

    def recover(self) -> None:
        with self._lock:
            self._failure = None
            self._protocol.cut_short = False

    def receive(self, data: bytes) -> bytes:
        with self._lock:
            return self._spoken(self._protocol.receive(data, self._clock()))

    def idle(self) -> bytes:
        with self._lock:
            return self._spoken(self._protocol.due(self._clock()))

    def command(self, line: str) -> str:
        with self._lock:
            match line.split(maxsplit=1):
                case ["scan", code]:
                    self.scan(code)
                case ["fail", failure] if failure in FAILURES:
                    self.fail(failure)
                case ["ok"]:
                    self.recover()
                case _:
                    raise BadCommandError(line, self.commands)
            light = "lit" if self._protocol.lit(self._clock()) else "dark"
            return f"{light}, {self._failure or 'no failure'}, {self._seen} codes seen"

    def _spoken(self, answer: bytes) -> bytes:
        if self._every_s and self._clock() - self._shown_at >= self._every_s:
            self._shown_at = self._clock()
            self.scan(self._shown)
        said, self._outbox = answer + self._outbox, b""
        if self._failure == "silent":
            return b""
        return bytes(byte ^ 0x80 for byte in said) if self._failure == "garbled" else said


def _protocol(name: str, suffix: bytes, read_s: float) -> SimulatedProtocol:
    match name:
        case "gm":
            return GrowProtocol(suffix, read_s)
        case "ssi":
            return SsiProtocol(read_s)
        case _:
            return LineProtocol(suffix)
