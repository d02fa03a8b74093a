"""The numbers on the cards: their shapes, and the check digit of GB 11643 (ISO 7064 MOD 11-2)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_EIGHTEEN = re.compile(r"[0-9]{17}[0-9Xx]")


def check_digit(first_seventeen: str) -> str:
    """The eighteenth character for seventeen decimal digits."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, first_seventeen, strict=True))
    return _CHECK_DIGITS[total % 11]


def check_digit_ok(id_number: str) -> bool:
    """True for eighteen characters whose last is the right check digit; a lower-case x counts as X."""
    return bool(_EIGHTEEN.fullmatch(id_number)) and check_digit(id_number[:17]) == id_number[17].upper()


@dataclass(frozen=True, slots=True)
class NumberRule:
    """How one kind of card numbers its holders, in capital letters."""

    shape: re.Pattern[str]
    has_check_digit: bool = True

    def fault_of(self, id_number: str) -> str | None:
        """`shape`, `check_digit`, or None for a number that can be right."""
        if not self.shape.fullmatch(id_number):
            return "shape"
        return "check_digit" if self.has_check_digit and not check_digit_ok(id_number) else None


RESIDENT = NumberRule(re.compile(r"[1-8][0-9]{16}[0-9X]"))
"""GB 11643: the first digit is that of a province."""

HK_MO_TW = NumberRule(re.compile(r"8[123]0000[0-9]{11}[0-9X]"))
"""810000 Hong Kong, 820000 Macao, 830000 Taiwan, else as GB 11643."""

FOREIGNER_2017 = NumberRule(re.compile(r"[A-Z]{3}[0-9]{12}"), has_check_digit=False)
"""Nationality and twelve digits, the last a check digit by a rule that was never published."""

FOREIGNER_2023 = NumberRule(re.compile(r"9[0-9]{16}[0-9X]"))
"""9, province 2, country 3, birth 8, sequence 3, check digit as GB 11643."""
