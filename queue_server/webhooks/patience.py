"""How long to wait for a subscriber, and before the next attempt."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds. The pause before an attempt doubles from ``first_s`` to ``longest_s``; a random part of its second half
    is left out, so that not all come back at once. ``told_after`` failures in a row are worth an alert.
    """

    connect_s: float = 5.0
    answer_s: float = 15.0
    first_s: float = 1.0
    longest_s: float = 300.0
    told_after: int = 3

    def pause_s(self, failures: int, random: Callable[[], float]) -> float:
        """The pause after so many failures in a row; ``random`` gives 0 to 1."""
        whole = min(self.longest_s, self.first_s * 2.0 ** min(failures - 1, 30))
        return whole * (1 - random() / 2)
