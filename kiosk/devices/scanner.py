"""The code scanner in its thread: lit only while a code is wanted."""

from typing import Protocol

from hardware.scanner import (
    CodeCutShortError,
    CodeTooLongError,
    CodeUnreadableError,
    Scan,
    ScannerError,
)
from hardware.status import PartHealth
from kiosk.devices.watching import DeviceThread
from kiosk.flow.inputs import CodeFailed, CodeScanned

UNUSABLE = (CodeCutShortError, CodeTooLongError, CodeUnreadableError)
"""A code was shown, and it is the code that is at fault: its citizen is told."""


class CodeReader(Protocol):
    """What this thread needs of a scanner: see ``hardware.scanner.Scanner``."""

    def arm(self) -> None: ...

    def disarm(self) -> None: ...

    def read(self, timeout_s: float) -> Scan | None: ...

    def health(self) -> PartHealth: ...

    def close(self) -> None: ...


class ScannerThread(DeviceThread[CodeReader]):
    """Reads codes; one that cannot be used is told to its citizen."""

    part = "scanner"

    def _look_after(self, device: CodeReader) -> None:
        while not self._leaving and self._there(device):
            if self._watching:
                self._read_while_wanted(device)
            else:
                self._wait(self._pace.health_every_s, watching=False)

    def _read_while_wanted(self, scanner: CodeReader) -> None:
        """Ends when no code is wanted any more, or the scanner says that it is not well."""
        try:
            scanner.arm()
            while self._watching and not self._leaving:
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
