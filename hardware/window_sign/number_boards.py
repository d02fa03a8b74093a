"""Shows ticket numbers on boards that have digits and no voice: what became of a number is never known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hardware.errors import LinkError
from hardware.status import PartHealth, PartStatus
from hardware.window_sign._number_frames import digits_of
from hardware.window_sign.sign import Shown, ShowOutcome, told

if TYPE_CHECKING:
    from collections.abc import Callable

    from hardware.link import Link
    from hardware.window_sign.sign import SignText

NO_ANSWER = "never_answers"


class NumberBoard:
    """One board on one link, used from one thread.

    `frame` makes the board's bytes for a value, `digits` is how many the board has. The board gets a value,
    not characters: whether "012" shows its zero is up to the board.
    """

    def __init__(self, link: Link, frame: Callable[[int], bytes], digits: int) -> None:
        self._link = link
        self._frame = frame
        self._digits = digits

    def show(self, sign: SignText) -> ShowOutcome:
        """Shows the digits of the number alone: "A012" as 012. Never a part of them, never digits out of a text."""
        digits = digits_of(sign.number)
        if digits is None:
            return told(ShowOutcome(Shown.NO, "no_digits"))
        if len(digits) > self._digits:
            return told(ShowOutcome(Shown.NO, "too_many_digits"))
        return self._send(int(digits))

    def clear(self) -> ShowOutcome:
        """Shows 0: no source knows a way to make a board dark."""
        return self._send(0)

    def health(self) -> PartHealth:
        """`UNKNOWN` while the port is there, `OFFLINE` when it is not. Never `OK`."""
        try:
            self._link.drain_input()
        except LinkError as error:
            return PartHealth(PartStatus.OFFLINE, error.code)
        return PartHealth(PartStatus.UNKNOWN, NO_ANSWER)

    def close(self) -> None:
        self._link.close()

    def _send(self, value: int) -> ShowOutcome:
        try:
            self._link.write(self._frame(value))
        except LinkError as error:
            return told(ShowOutcome(Shown.UNKNOWN, error.code))
        return ShowOutcome(Shown.UNKNOWN, NO_ANSWER)
