"""How often a wrong PIN may be typed. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

MOST_TRIES = 5

LOCKED_S = 300.0
"""Four digits have ten thousand PINs: at five tries in five minutes a week is not enough for them."""


@dataclass(frozen=True, slots=True)
class Tries:
    """``failures`` since the last right PIN, or since the lock-out before this one."""

    failures: int = 0
    locked_until: datetime | None = None

    def locked_s(self, now: datetime) -> float:
        """How long no PIN is looked at, in seconds. A clock that was set back locks nobody out for longer."""
        if self.locked_until is None:
            return 0.0
        left_s = (self.locked_until - now).total_seconds()
        return left_s if 0 < left_s <= LOCKED_S else 0.0

    def failed(self, now: datetime) -> "Tries":
        if self.failures + 1 < MOST_TRIES:
            return replace(self, failures=self.failures + 1)
        return Tries(0, now + timedelta(seconds=LOCKED_S))

    @property
    def left(self) -> int:
        return MOST_TRIES - self.failures
