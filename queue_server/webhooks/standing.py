"""Where a subscriber stands."""

from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """``position`` is the ``seq`` of the last event that it took or did not want; ``taken_at`` is when it took
    something, none since this server started. While it fails, ``failures`` counts the tries in a row since
    ``failing_since``; ``trouble`` is why the last one failed, and ``next_try_at`` when it is tried again.
    """

    position: int = 0
    taken_at: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None
    trouble: str | None = None
    next_try_at: datetime | None = None

    def took(self, seq: int, at: datetime) -> "Standing":
        """It said that it has everything up to ``seq``."""
        return Standing(seq, at)

    def passed(self, seq: int) -> "Standing":
        """There was nothing for it up to ``seq``."""
        return replace(self, position=seq)

    def failed(self, trouble: str, at: datetime, next_try_at: datetime) -> "Standing":
        """It did not take what it was sent, or could not be sent anything."""
        return replace(
            self,
            failures=self.failures + 1,
            failing_since=self.failing_since or at,
            trouble=trouble,
            next_try_at=next_try_at,
        )
