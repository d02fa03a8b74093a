"""The code scanner in its thread: lit only while a code is wanted."""

import threading
from collections.abc import Callable
from typing import Protocol

import structlog

from hardware.errors import HardwareError, LinkError
from hardware.scanner import (
    CodeCutShortError,
    CodeTooLongError,
    CodeUnreadableError,
    Scan,
    ScannerError,
)
from hardware.status import PartHealth, PartStatus
from kiosk.devices.pace import Pace
from kiosk.flow.inputs import CodeFailed, CodeScanned, Input

UNUSABLE = (CodeCutShortError, CodeTooLongError, CodeUnreadableError)
"""A code was shown, and it is the code that is at fault: its citizen is told."""


class CodeReader(Protocol):
    """What this thread needs of a scanner: see ``hardware.scanner.Scanner``."""

    def arm(self) -> None: ...

    def disarm(self) -> None: ...

    def read(self, timeout_s: float) -> Scan | None: ...

    def health(self) -> PartHealth: ...

    def close(self) -> None: ...


class ScannerThread:
    """Opens the scanner, reads it, opens it anew when it was gone. Tells from here, as the reader's thread does."""

    def __init__(
        self,
        open_scanner: Callable[[], CodeReader],
        pace: Pace,
        *,
        tell: Callable[[Input], None],
        tell_health: Callable[[PartHealth], None],
    ) -> None:
        self._open_scanner = open_scanner
        self._pace = pace
        self._tell = tell
        self._tell_health = tell_health
        self._changed = threading.Condition()
        self._watching = False
        self._stopped = False
        self._reopening = False
        self._health = PartHealth(PartStatus.UNKNOWN)
        self._log = structlog.get_logger("scanner")
        self._thread = threading.Thread(target=self._run, name="scanner", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def watch(self, *, wanted: bool) -> None:
        with self._changed:
            self._watching = wanted
            self._changed.notify()

    def reopen(self) -> None:
        """Close the scanner and open it anew."""
        with self._changed:
            self._reopening = True
            self._changed.notify()

    def stop(self) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped:
            try:
                scanner = self._open_scanner()
            except HardwareError as error:
                self._set_health(PartHealth(PartStatus.OFFLINE, error.code))
            else:
                self._serve(scanner)
            self._wait(self._pace.reopen_s, watching=self._watching)

    def _serve(self, scanner: CodeReader) -> None:
        """Until it is gone: it may come back as another port."""
        self._reopening = False
        try:
            self._look_after(scanner)
        except LinkError as error:
            self._set_health(PartHealth(PartStatus.OFFLINE, error.code))
        finally:
            scanner.close()

    def _look_after(self, scanner: CodeReader) -> None:
        while not (self._stopped or self._reopening):
            self._set_health(scanner.health())
            if self._health.status is PartStatus.OFFLINE:
                return
            if self._watching:
                self._read_while_wanted(scanner)
            else:
                self._wait(self._pace.health_every_s, watching=False)

    def _read_while_wanted(self, scanner: CodeReader) -> None:
        """Ends when no code is wanted any more, or the scanner says that it is not well."""
        try:
            scanner.arm()
            while self._watching and not (self._stopped or self._reopening):
                self._read(scanner)
            scanner.disarm()
        except ScannerError as error:
            self._log.warning("scanner_refuses", code=error.code)
            self._wait(self._pace.reopen_s, watching=True)

    def _read(self, scanner: CodeReader) -> None:
        try:
            scan = scanner.read(self._pace.poll_every_s)
        except UNUSABLE as error:
            self._tell(CodeFailed(error.code, error.sentence.by_language()))
        else:
            if scan is not None:
                self._tell(CodeScanned(scan.text))

    def _wait(self, seconds: float, *, watching: bool) -> None:
        """Wait as long as nothing else is wanted than ``watching``."""
        with self._changed:
            self._changed.wait_for(lambda: self._stopped or self._reopening or self._watching != watching, seconds)

    def _set_health(self, health: PartHealth) -> None:
        if health != self._health:
            self._log.info("part_changed", part="scanner", status=health.status.value, detail=health.detail)
            self._health = health
            self._tell_health(health)
