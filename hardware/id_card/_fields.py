"""The fields of a text block: UTF-16 with the low byte first, padded with spaces, to values and back. No I/O."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from hardware.id_card.card import Sex
from hardware.id_card.errors import InvalidCardTextError

if TYPE_CHECKING:
    from collections.abc import Callable

PAD = " ".encode("utf-16-le")
LONG_TERM = "长期"

_EIGHT_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_TWO_DIGITS = re.compile(r"[0-9]{2}")
_NEVER_IN_A_FIELD = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_HALF_AT_THE_END = re.compile(r"[\ud800-\udbff]\Z")


def decoded(field: bytes) -> str:
    """The text of a field without its padding.

    A character beyond the basic plane takes two code units. Where the field ends between them, its half is left
    out. Raises ValueError for half a character elsewhere and for control characters.
    """
    text = field.decode("utf-16-le", errors="surrogatepass").rstrip(" ")
    text = _HALF_AT_THE_END.sub("", text)
    if _NEVER_IN_A_FIELD.search(text):
        raise ValueError("not a text")
    return text


@dataclass(frozen=True, slots=True)
class Kind:
    """What a field holds. `read` raises ValueError."""

    read: Callable[[str], Any]
    write: Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Field:
    """`name` is that of the card's attribute; `places` are offsets and lengths in bytes, in reading order."""

    name: str
    kind: Kind
    places: tuple[tuple[int, int], ...]

    def value_in(self, block: bytes) -> Any:
        """Raises InvalidCardTextError, never with a cause: the cause would carry the person's data into a traceback."""
        try:
            return self.kind.read(decoded(b"".join([block[start : start + size] for start, size in self.places])))
        except ValueError:
            raise InvalidCardTextError(f"field_{self.name}") from None

    def put(self, block: bytearray, value: Any) -> None:
        """Raises ValueError if the value does not fit."""
        room = sum(size for _, size in self.places)
        encoded = self.kind.write(value).encode("utf-16-le")
        if len(encoded) > room:
            raise ValueError(f"{self.name} takes {len(encoded)} bytes of {room}")
        rest = encoded + PAD * ((room - len(encoded)) // 2)
        for start, size in self.places:
            block[start : start + size] = rest[:size]
            rest = rest[size:]


def _read_date(text: str) -> date:
    match = _EIGHT_DIGITS.fullmatch(text)
    if match is None:
        raise ValueError("not a date")
    return date(*map(int, match.groups()))


def _write_date(value: date) -> str:
    return f"{value.year:04d}{value.month:02d}{value.day:02d}"


def _read_end(text: str) -> date | None:
    return None if text == LONG_TERM else _read_date(text)


def _write_end(value: date | None) -> str:
    return LONG_TERM if value is None else _write_date(value)


def _read_two_digits(text: str) -> str:
    if not _TWO_DIGITS.fullmatch(text):
        raise ValueError("not two digits")
    return text


TEXT = Kind(str, str)
CAPITALS = Kind(str.upper, str)
TWO_DIGITS = Kind(_read_two_digits, str)
SEX = Kind(Sex, str)
DATE = Kind(_read_date, _write_date)
END = Kind(_read_end, _write_end)
"""The last day of validity; None for 长期, without end."""
