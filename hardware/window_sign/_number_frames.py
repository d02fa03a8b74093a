"""Frames of the number boards: seven bytes of 讯鹏 (Xunpeng), four bytes of a board without a name. No I/O.

Each is known from one source with one example. Nothing answers, nothing is escaped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

BOARD_COLOURS: Mapping[str, int] = MappingProxyType({"green": 0, "yellow": 1, "red": 2})

_TICKET = re.compile(r"[^0-9]*([0-9]+)")


@dataclass(frozen=True, slots=True)
class XunpengFrame:
    """`3A | colour | value, low byte first | 01 | sum | 0A`; the sum is over all bytes before it."""

    colour: int
    value: int

    LENGTH = 7

    def to_bytes(self) -> bytes:
        summed = bytes((0x3A, self.colour)) + self.value.to_bytes(2, "little") + b"\x01"
        return summed + bytes((sum(summed) & 0xFF, 0x0A))

    @classmethod
    def from_bytes(cls, data: bytes) -> XunpengFrame | None:
        """None for what is no frame."""
        if len(data) != cls.LENGTH or data[1] not in BOARD_COLOURS.values():
            return None
        frame = cls(data[1], int.from_bytes(data[2:4], "little"))
        return frame if frame.to_bytes() == data else None


@dataclass(frozen=True, slots=True)
class FourByteFrame:
    """`board | value, high byte first | sum`; the sum is over the three bytes before it."""

    board: int
    value: int

    LENGTH = 4

    def to_bytes(self) -> bytes:
        summed = bytes((self.board,)) + self.value.to_bytes(2, "big")
        return summed + bytes((sum(summed) & 0xFF,))

    @classmethod
    def from_bytes(cls, data: bytes) -> FourByteFrame | None:
        """None for what is no frame."""
        if len(data) != cls.LENGTH:
            return None
        frame = cls(data[0], int.from_bytes(data[1:3], "big"))
        return frame if frame.to_bytes() == data else None


def digits_of(number: str) -> str | None:
    """The digits of a ticket number: "A012" gives "012".

    None if there are none, or several groups of them: which of them a board would have to show is not for us to guess.
    """
    match = _TICKET.fullmatch(number)
    return match[1] if match else None
