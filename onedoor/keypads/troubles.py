"""What a keypad shows when a key did not do what it says. Pure.

A keypad has six digits and no letters: a single digit on the right, all else dark, is never a ticket, which has three.
"""

from collections.abc import Mapping
from enum import IntEnum
from typing import Final


class Trouble(IntEnum):
    """The digit that is shown; the table for clerks in ``docs/keypads.md`` says what each means and what to do."""

    NOBODY_WAITING = 1
    NOT_NOW = 2
    NO_SUCH_TICKET = 3
    SEVERAL_TICKETS = 4
    NOT_ALLOWED = 5
    NOT_UNDERSTOOD = 6
    NO_ANSWER = 7
    """Nobody knows whether it was done."""
    NOT_DONE = 8
    """It was certainly not done."""
    DOES_NOT_FIT = 9
    """Our settings and the hall file contradict each other."""

    @property
    def beeps(self) -> int:
        return 2 if self is Trouble.SEVERAL_TICKETS else 1


_OF_CODE: Final[Mapping[str, Trouble]] = {
    "nobody_waiting": Trouble.NOBODY_WAITING,
    "wrong_state": Trouble.NOT_NOW,
    "queue_closed": Trouble.NOT_NOW,
    "hall_closed": Trouble.NOT_NOW,
    "unknown_ticket": Trouble.NO_SUCH_TICKET,
    "not_allowed": Trouble.NOT_ALLOWED,
    "expired": Trouble.NOT_DONE,
    "busy": Trouble.NOT_DONE,
    "internal": Trouble.NOT_DONE,
}


def trouble_of(code: str) -> Trouble:
    """What an error code of the contract means at a keypad."""
    return _OF_CODE.get(code, Trouble.DOES_NOT_FIT)
