"""The numbers that people and organisations identify themselves with: shapes, check digits, what they tell."""

import re
from datetime import date

LENGTH = 18
"""Characters of every kind of number that can be typed: of persons by GB 11643, of organisations by GB 32100."""

_RESIDENT = re.compile(r"[1-8]\d{16}[\dX]")
_HK_MO_TW = re.compile(r"8[123]0000\d{11}[\dX]")
_FOREIGNER_2023 = re.compile(r"9\d{16}[\dX]")
_FOREIGNER_2017 = re.compile(r"[A-Z]{3}\d{12}")

_MOD_11_2_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_MOD_11_2_DIGITS = "10X98765432"

CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))


def normalised(id_number: str) -> str:
    """As it is stored and compared: upper case, no blanks."""
    return "".join(id_number.split()).upper()


def is_valid(id_type: str, id_number: str) -> bool:
    """Whether a normalised number is one of its kind.

    ``resident_id``, ``hk_mo_tw`` and 18-digit ``foreigner`` numbers by GB 11643 (ISO 7064 MOD 11-2); the 15-character
    foreigner number of 2017 has no published check digit; ``organisation`` by GB 32100-2015.
    """
    match id_type:
        case "resident_id":
            return _whole(_RESIDENT, id_number) and _mod_11_2(id_number)
        case "hk_mo_tw":
            return _whole(_HK_MO_TW, id_number) and _mod_11_2(id_number)
        case "foreigner":
            if _whole(_FOREIGNER_2017, id_number):
                return True
            return _whole(_FOREIGNER_2023, id_number) and _mod_11_2(id_number)
        case "organisation":
            return _social_credit_code(id_number)
        case _:
            return False


def kind_of(id_number: str) -> str | None:
    """The ``id_type`` that a normalised number of 18 characters is valid for; None for one that is none.

    A number that would be valid as several kinds is taken for the first of them: persons before organisations.
    """
    kinds = ("hk_mo_tw", "resident_id", "foreigner", "organisation")
    return next((kind for kind in kinds if len(id_number) == LENGTH and is_valid(kind, id_number)), None)


def birth_date(id_number: str) -> date | None:
    """The day of birth inside an 18-digit number of a person (GB 11643: places 7 to 14); None where there is none."""
    try:
        return date.fromisoformat(f"{id_number[6:10]}-{id_number[10:12]}-{id_number[12:14]}")
    except ValueError:
        return None


def age(born: date, day: date) -> int:
    """Full years on ``day``."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _whole(pattern: re.Pattern[str], text: str) -> bool:
    return text.isascii() and pattern.fullmatch(text) is not None


def _mod_11_2(id_number: str) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip(_MOD_11_2_WEIGHTS, id_number[:17], strict=True))
    return _MOD_11_2_DIGITS[total % 11] == id_number[17]


def _social_credit_code(code: str) -> bool:
    if len(code) != 18 or any(character not in CREDIT_ALPHABET for character in code):
        return False
    values = [CREDIT_ALPHABET.index(character) for character in code]
    total = sum(weight * value for weight, value in zip(_CREDIT_WEIGHTS, values[:17], strict=True))
    return (31 - total % 31) % 31 == values[17]
