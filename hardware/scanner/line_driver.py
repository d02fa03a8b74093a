"""Plain line scanners: each code comes as text and a suffix, and nobody can ask them anything."""

from __future__ import annotations

import time
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from hardware.errors import LinkError
from hardware.scanner._base import DEFAULT_TIMING, ScannerBase, Timing
from hardware.scanner._codes import BadCode, CodeCutter, CodeRules
from hardware.status import PartHealth, PartStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hardware.link import Link


@dataclass(frozen=True, slots=True)
class Trigger:
    """Bytes that start and stop the reading of a scanner that was set to wait for them. They are not answered."""

    on: bytes
    off: bytes


TRIGGERS: Mapping[str, Trigger | None] = MappingProxyType(
    {"none": None, "honeywell": Trigger(on=bytes.fromhex("16540D"), off=bytes.fromhex("16550D"))}
)
"""By the name of the setting. `honeywell`: also Datalogic (7000 manual), with the scanner in serial trigger mode."""


class LineScanner(ScannerBase):
    """Reads whenever somebody holds a code before it; `arm` only decides which codes count."""

    def __init__(
        self,
        link: Link,
        rules: CodeRules,
        trigger: Trigger | None = None,
        timing: Timing = DEFAULT_TIMING,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(link, rules, timing, clock)
        self.lights_again = trigger is not None
        self._trigger = trigger
        self._cutter = CodeCutter(rules.suffix, rules.max_bytes)

    def health(self) -> PartHealth:
        """`OK` while its last word is a good code of the last ten minutes: there is nothing else to go by."""
        try:
            self._listen(0)
        except LinkError as error:
            return PartHealth(PartStatus.OFFLINE, error.code)
        if self._last_word is None:
            return PartHealth(PartStatus.UNKNOWN, "never_heard")
        word, at = self._last_word
        if self._clock() - at > self._timing.fresh_s:
            return PartHealth(PartStatus.UNKNOWN, "not_heard_lately")
        if isinstance(word, BadCode):
            return PartHealth(PartStatus.UNKNOWN, word.reason)
        return PartHealth(PartStatus.OK)

    def _light(self) -> None:
        if self._trigger is not None:
            self._link.write(self._trigger.on)

    def _douse(self) -> None:
        if self._trigger is not None:
            self._link.write(self._trigger.off)

    def _ends_at(self) -> float | None:
        return self._byte_at + self._timing.gap_s if self._cutter.pending else None

    def _take(self, data: bytes) -> list[bytes | BadCode]:
        return self._cutter.feed(data)

    def _take_silence(self) -> list[bytes | BadCode]:
        return self._cutter.silence()
