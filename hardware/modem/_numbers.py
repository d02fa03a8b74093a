"""Telephone numbers and how a TPDU carries them: swapped half octets (3GPP 23.040, 9.1.2.5). No I/O."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hardware.modem.errors import UnsendableNumberError

_SHAPE = re.compile(r"(\+?)([0-9]{3,20})")
_SEPARATORS = str.maketrans("", "", " -")
_HALF_OCTETS = "0123456789*#abc"
_INTERNATIONAL, _UNKNOWN = 0x91, 0x81
_TYPE_MASK, _TYPE_INTERNATIONAL, _TYPE_LETTERS = 0x70, 0x10, 0x50

MOST_PREFIX_DIGITS = 3
"""Country codes have one to three digits."""

FEWEST_DIGITS_OF_A_PERSON = 7
"""Shorter numbers are services: 10086 and 86510086 are not the same."""


@dataclass(frozen=True, slots=True, repr=False)
class PhoneNumber:
    """`international`: the digits begin with a country code. Its repr shows nothing, so that no log does."""

    digits: str
    international: bool

    @classmethod
    def parse(cls, text: str) -> PhoneNumber:
        """Takes "+8613800138000" and "138 0013-8000". Raises UnsendableNumberError."""
        match = _SHAPE.fullmatch(text.translate(_SEPARATORS)) if text.isascii() else None
        if match is None:
            raise UnsendableNumberError("invalid_number")
        return cls(match[2], bool(match[1]))

    def to_bytes(self) -> bytes:
        """How many digits, their type, the digits."""
        padded = self.digits + "f" * (len(self.digits) % 2)
        swapped = "".join(padded[place + 1] + padded[place] for place in range(0, len(padded), 2))
        kind = _INTERNATIONAL if self.international else _UNKNOWN
        return bytes((len(self.digits), kind)) + bytes.fromhex(swapped)

    @classmethod
    def from_bytes(cls, data: bytes) -> tuple[PhoneNumber, int] | None:
        """The number at the start of `data` and how many bytes it takes; None if there is none."""
        if len(data) < 2 or data[1] & _TYPE_MASK == _TYPE_LETTERS:
            return None
        count, end = data[0], 2 + (data[0] + 1) // 2
        halves = [half for octet in data[2:end] for half in (octet & 0x0F, octet >> 4)][:count]
        if len(halves) != count or any(half == 0x0F for half in halves):
            return None
        digits = "".join(_HALF_OCTETS[half] for half in halves)
        return cls(digits, data[1] & _TYPE_MASK == _TYPE_INTERNATIONAL), end

    def is_same_as(self, other: PhoneNumber) -> bool:
        """True also if only one of them has its country code: networks report a number in a form of their own."""
        longer, shorter = sorted((self.digits, other.digits), key=len, reverse=True)
        if longer == shorter:
            return True
        only_a_prefix_more = longer.endswith(shorter) and len(longer) - len(shorter) <= MOST_PREFIX_DIGITS
        return only_a_prefix_more and len(shorter) >= FEWEST_DIGITS_OF_A_PERSON

    def __repr__(self) -> str:
        return "<PhoneNumber>"
