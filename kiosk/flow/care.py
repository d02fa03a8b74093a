"""Maintenance: what the staff see and do at the terminal, and the lock that keeps citizens away meanwhile.

::

    Start, OutOfService ──corner held──▶ StaffPin ──right PIN──▶ Maintenance ──home, quiet──▶ Start
"""

from dataclasses import dataclass
from enum import StrEnum


class StaffAction(StrEnum):
    """What can be done in maintenance; the manager does the first five from afar."""

    LOCK = "lock"
    UNLOCK = "unlock"
    RESTART = "restart"
    TEST_PRINT = "test_print"
    RELOAD = "reload"
    NEW_ROLL = "new_roll"
    LOUDER = "louder"
    QUIETER = "quieter"


@dataclass(frozen=True, slots=True)
class Care:
    """How the terminal is, apart from its devices. ``roll_printed`` and ``roll_m`` count since the roll was changed.

    ``unanswered`` are commands that the hall has not answered yet, ``reserved`` the numbers that may be given today,
    ``refused`` those of today that were given without a line and are none: whoever holds them needs help.
    """

    client: str = ""
    version: str = ""
    locked: bool = False
    volume: int = 0
    roll_printed: int = 0
    roll_m: float = 0.0
    unanswered: int = 0
    reserved: int = 0
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PinVerdict:
    """``locked_s`` is how long no PIN is looked at any more."""

    right: bool
    tries_left: int = 0
    locked_s: float = 0.0
