"""When to ask again after a failure. Pure: the caller's clock, the caller's dice."""

from dataclasses import dataclass

FIRST_S = 5.0
"""A server that is restarted is back after some seconds."""

AT_MOST_S = 300.0
"""A server that is repaired is found within five minutes."""

SPREAD = 0.5
"""Up to half the time more: terminals that failed together do not come back together."""


@dataclass(frozen=True, slots=True)
class Retries:
    """How often it failed in a row, and the seconds still to wait."""

    failures: int = 0
    wait_s: float = 0.0

    @property
    def due(self) -> bool:
        return self.wait_s <= 0

    def failed(self, dice: float) -> "Retries":
        """Wait twice as long as the last time; ``dice`` is between 0 and 1."""
        pause_s = min(FIRST_S * 2.0 ** min(self.failures, 16), AT_MOST_S)
        return Retries(self.failures + 1, pause_s * (1 + SPREAD * dice))

    def passed(self, elapsed_s: float) -> "Retries":
        """Some time went by."""
        return Retries(self.failures, max(0.0, self.wait_s - elapsed_s))
