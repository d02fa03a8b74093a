"""Who sits at which keypad, and what the hall decided about keys that say too little."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hardware.caller_line import RatingScale

ANYWHERE = "default"
"""The key of :attr:`LineSettings.transfers` for a transfer without digits."""


@dataclass(frozen=True, slots=True)
class Keypad:
    """One keypad. ``operator`` is the staff number with which its window is opened.

    ``queues`` are those whose people are counted, and among whose tickets a typed number is looked for; none: all.
    """

    address: int
    window: str
    operator: str
    queues: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class RatingRules:
    """``within_s``: how long after its end a service may be rated. ``ask``: whether raters have to be started."""

    scale: RatingScale = field(default_factory=RatingScale)
    within_s: float = 30.0
    ask: bool = True


@dataclass(frozen=True, slots=True)
class LineSettings:
    """One line. ``prefixes`` are the letters of each queue's numbers, ``transfers`` what typed digits stand for."""

    keypads: tuple[Keypad, ...]
    prefixes: Mapping[str, str]
    transfers: Mapping[str, str] = field(default_factory=dict)
    rating: RatingRules = field(default_factory=RatingRules)

    def prefixes_at(self, keypad: Keypad) -> tuple[str, ...]:
        """With which letters a number typed at this keypad may begin."""
        return tuple(self.prefixes[queue] for queue in keypad.queues or self.prefixes)
