"""A program that grew too large is started anew between two citizens, before the machine runs out of memory."""

import os
from collections.abc import Callable
from pathlib import Path

import structlog

LOOK_EVERY_S = 60.0
"""Whatever leaks, leaks over hours."""


def resident_mb() -> float:
    """How much memory this process holds now (proc(5), statm: the second figure, in pages)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


LEAST_UPTIME_S = 3600.0
"""A program that is too large from the start gains nothing by beginning again and again."""


class MemoryWatch:
    """Calls ``too_large`` once when ``held_mb`` says more than ``limit_mb``, not within an hour of the start."""

    def __init__(self, limit_mb: float, too_large: Callable[[], None], held_mb: Callable[[], float]) -> None:
        self._limit_mb = limit_mb
        self._too_large = too_large
        self._held_mb = held_mb
        self._up_s = self._since_s = 0.0
        self._told = False
        self._log = structlog.get_logger("memory")

    def time_passed(self, elapsed_s: float) -> None:
        self._up_s += elapsed_s
        self._since_s += elapsed_s
        if self._told or self._up_s < LEAST_UPTIME_S or self._since_s < LOOK_EVERY_S:
            return
        self._since_s = 0.0
        held_mb = self._held_mb()
        if held_mb > self._limit_mb:
            self._told = True
            self._log.warning("memory_too_large", held_mb=round(held_mb), limit_mb=self._limit_mb)
            self._too_large()
