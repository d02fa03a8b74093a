"""The 256-byte text block of a resident identity card: UTF-16LE, each field padded with spaces."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hardware.id_card._ethnicities import ETHNICITIES
from hardware.id_card.errors import IdCardError, InvalidCardTextError, InvalidIdNumberError, UnsupportedCardError
from hardware.id_card.id_number import check_digit_ok

TEXT_BYTES = 256
LONG_TERM = "长期"

_LAYOUT = {
    "name": (0, 30),
    "sex": (30, 2),
    "ethnicity": (32, 4),
    "birth": (36, 16),
    "address": (52, 70),
    "id_number": (122, 36),
    "authority": (158, 30),
    "valid_from": (188, 16),
    "valid_to": (204, 16),
}
_PAD = " ".encode("utf-16-le")
_TYPE_OFFSET = 248
_RESIDENT = " "


class Sex(StrEnum):
    """GB/T 2261.1. What the card says: the ID number's own digit may disagree."""

    UNKNOWN = "0"
    MALE = "1"
    FEMALE = "2"
    UNSTATED = "9"


@dataclass(frozen=True, slots=True, repr=False)
class ResidentCard:
    """居民身份证. `ethnicity` is a code of GB/T 3304; `valid_to` is None for 长期. Its repr shows nothing."""

    name: str
    sex: Sex
    ethnicity: str
    birth: date
    address: str
    id_number: str
    authority: str
    valid_from: date
    valid_to: date | None

    @property
    def ethnicity_name(self) -> str | None:
        return ETHNICITIES.get(self.ethnicity)

    def __repr__(self) -> str:
        return "<ResidentCard>"


def card_from_text(text: bytes) -> ResidentCard:
    """Reads the text block. Raises UnsupportedCardError, InvalidCardTextError or InvalidIdNumberError."""
    if len(text) != TEXT_BYTES:
        raise InvalidCardTextError("wrong_length")
    kind = _decoded(text, "type", _TYPE_OFFSET, 2)
    if kind != _RESIDENT:
        raise UnsupportedCardError(f"type_{kind}" if kind in "IJY" else "type_unknown")
    fields = {name: _decoded(text, name, *place).rstrip(" ") for name, place in _LAYOUT.items()}
    if not check_digit_ok(fields["id_number"]):
        raise InvalidIdNumberError("check_digit")
    return ResidentCard(
        name=_required(fields, "name"),
        sex=_sex(fields["sex"]),
        ethnicity=_ethnicity(fields["ethnicity"]),
        birth=_date(fields, "birth"),
        address=fields["address"],
        id_number=fields["id_number"].upper(),
        authority=fields["authority"],
        valid_from=_date(fields, "valid_from"),
        valid_to=None if fields["valid_to"] == LONG_TERM else _date(fields, "valid_to"),
    )


def card_to_text(card: ResidentCard) -> bytes:
    """The text block of a card, for the simulator. Raises ValueError if a field does not fit."""
    values = {
        "name": card.name,
        "sex": card.sex.value,
        "ethnicity": card.ethnicity,
        "birth": f"{card.birth:%Y%m%d}".zfill(8),
        "address": card.address,
        "id_number": card.id_number,
        "authority": card.authority,
        "valid_from": f"{card.valid_from:%Y%m%d}".zfill(8),
        "valid_to": LONG_TERM if card.valid_to is None else f"{card.valid_to:%Y%m%d}".zfill(8),
    }
    fields = b"".join(_padded(name, values[name], length) for name, (_, length) in _LAYOUT.items())
    return fields + _PAD * ((TEXT_BYTES - len(fields)) // 2)


def _padded(name: str, value: str, length: int) -> bytes:
    encoded = value.encode("utf-16-le")
    if len(encoded) > length:
        raise ValueError(f"{name} takes {len(encoded)} bytes of {length}")
    return encoded + _PAD * ((length - len(encoded)) // 2)


def _decoded(text: bytes, name: str, offset: int, length: int) -> str:
    try:
        return text[offset : offset + length].decode("utf-16-le")
    except UnicodeDecodeError:
        raise _unreadable(name) from None


def _required(fields: dict[str, str], name: str) -> str:
    if not fields[name]:
        raise _unreadable(name)
    return fields[name]


def _sex(value: str) -> Sex:
    try:
        return Sex(value)
    except ValueError:
        raise _unreadable("sex") from None


def _ethnicity(value: str) -> str:
    if not re.fullmatch(r"[0-9]{2}", value):
        raise _unreadable("ethnicity")
    return value


def _date(fields: dict[str, str], name: str) -> date:
    match = re.fullmatch(r"([0-9]{4})([0-9]{2})([0-9]{2})", fields[name])
    if match is None:
        raise _unreadable(name)
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        raise _unreadable(name) from None


def _unreadable(field: str) -> IdCardError:
    """Raised `from None`: the cause would carry the person's data into a traceback."""
    return InvalidCardTextError(f"field_{field}")
