"""Doors of the locker beside this terminal: what is ordered of them, and what they say."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Opened = Literal["yes", "no", "unknown"]
"""As ``report_locker`` says it."""


class DoorWord(StrEnum):
    """What came of an order to open a door.

    ``OPEN`` and ``SHUT`` are its own sensor's words. ``AWAY``: the locker did not take the order, and nothing was done;
    that is nothing against the door.
    """

    OPEN = "open"
    SHUT = "shut"
    AWAY = "away"
    UNKNOWN = "unknown"

    @property
    def opened(self) -> Opened:
        """What the hall is told. A ``no`` makes the compartment faulty, so only its own sensor says it."""
        match self:
            case DoorWord.OPEN:
                return "yes"
            case DoorWord.SHUT:
                return "no"
            case DoorWord.AWAY | DoorWord.UNKNOWN:
                return "unknown"


@dataclass(frozen=True, slots=True)
class DoorJob:
    """One leave to open one door, used ``attempt`` times. ``id`` is also the id of the command that reports it."""

    id: str
    locker: str
    compartment: int
    attempt: int = 1
