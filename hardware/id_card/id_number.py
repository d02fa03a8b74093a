"""The citizen identification number of GB 11643 and its check digit (ISO 7064 MOD 11-2)."""

from __future__ import annotations

import re

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_SHAPE = re.compile(r"[0-9]{17}[0-9Xx]")


def check_digit(first_seventeen: str) -> str:
    """The eighteenth character for seventeen decimal digits."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, first_seventeen, strict=True))
    return _CHECK_DIGITS[total % 11]


def check_digit_ok(id_number: str) -> bool:
    """True for eighteen characters whose last is the right check digit; a lower-case x counts as X."""
    return bool(_SHAPE.fullmatch(id_number)) and check_digit(id_number[:17]) == id_number[17].upper()
