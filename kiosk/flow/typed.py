"""What can be typed on the screen: which keys, when it is whole, and whether it can be right."""

import re
from dataclasses import dataclass
from enum import StrEnum

from queue_server.contract.id_numbers import CREDIT_ALPHABET, LENGTH, is_valid, kind_of

DIGITS = "1234567890"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""A code has no 0, 1, I and O: the server makes none that is taken for another."""

_PHONE = re.compile(r"1[3-9][0-9]{9}")
_TICKET = re.compile(r"[A-Z]{1,4}[0-9]{1,5}")


class Typed(StrEnum):
    ID_NUMBER = "id_number"
    CREDIT_CODE = "credit_code"
    APPOINTMENT_CODE = "appointment_code"
    TICKET_NUMBER = "ticket_number"
    PHONE = "phone"
    CASE_CODE = "case_code"
    PICKUP_CODE = "pickup_code"


@dataclass(frozen=True, slots=True)
class _Shape:
    keys: str
    least: int
    most: int


SHAPES = {
    Typed.ID_NUMBER: _Shape("123456789X0", LENGTH, LENGTH),
    Typed.CREDIT_CODE: _Shape(CREDIT_ALPHABET, LENGTH, LENGTH),
    Typed.APPOINTMENT_CODE: _Shape(CODE_LETTERS, 4, 12),
    Typed.CASE_CODE: _Shape(CODE_LETTERS, 4, 12),
    Typed.PICKUP_CODE: _Shape(CODE_LETTERS, 4, 12),
    Typed.TICKET_NUMBER: _Shape(DIGITS + LETTERS, 2, 9),
    Typed.PHONE: _Shape("1234567890", 11, 11),
}


def with_key(what: Typed, text: str, key: str) -> str:
    """The text with one more character; the same where it has no room, or the key is none of its."""
    shape = SHAPES[what]
    return text + key if len(key) == 1 and key in shape.keys and len(text) < shape.most else text


def is_whole(what: Typed, text: str) -> bool:
    """Whether it can be used."""
    return len(text) >= SHAPES[what].least and not is_wrong(what, text)


def is_wrong(what: Typed, text: str) -> bool:
    """Whether it is complete and cannot be right: a digit was mistyped."""
    if len(text) < SHAPES[what].least:
        return False
    match what:
        case Typed.ID_NUMBER:
            return kind_of(text) in (None, "organisation")
        case Typed.CREDIT_CODE:
            return not is_valid("organisation", text)
        case Typed.PHONE:
            return not _PHONE.fullmatch(text)
        case Typed.TICKET_NUMBER:
            return len(text) == SHAPES[what].most and not _TICKET.fullmatch(text)
        case Typed.APPOINTMENT_CODE | Typed.CASE_CODE | Typed.PICKUP_CODE:
            return False
