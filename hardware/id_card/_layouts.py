"""The 256-byte text block: which character at offset 248 means which kind of card, and where each keeps what.

The tables are those of the reader documents (every layout fills 256 bytes together with its reserved places).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hardware.id_card import id_number
from hardware.id_card._fields import CAPITALS, DATE, END, PAD, SEX, TEXT, TWO_DIGITS, Field, decoded
from hardware.id_card.card import ForeignerCard2017, ForeignerCard2023, Holder, ResidencePermit, ResidentCard
from hardware.id_card.errors import InvalidCardTextError, InvalidIdNumberError, UnsupportedCardError

if TYPE_CHECKING:
    from hardware.id_card._fields import Kind
    from hardware.id_card.id_number import NumberRule

TEXT_BYTES = 256
ADDRESS_BYTES = 70

_TYPE = slice(248, 250)


def _field(name: str, kind: Kind, *places: tuple[int, int]) -> Field:
    return Field(name, kind, places)


@dataclass(frozen=True, slots=True)
class Layout:
    """`mark` is the character at offset 248."""

    mark: str
    card: type[Holder]
    number: NumberRule
    fields: tuple[Field, ...]


LAYOUTS = (
    Layout(
        " ",
        ResidentCard,
        id_number.RESIDENT,
        (
            _field("name", TEXT, (0, 30)),
            _field("sex", SEX, (30, 2)),
            _field("ethnicity", TWO_DIGITS, (32, 4)),
            _field("birth", DATE, (36, 16)),
            _field("address", TEXT, (52, ADDRESS_BYTES)),
            _field("id_number", CAPITALS, (122, 36)),
            _field("authority", TEXT, (158, 30)),
            _field("valid_from", DATE, (188, 16)),
            _field("valid_to", END, (204, 16)),
        ),
    ),
    Layout(
        "J",
        ResidencePermit,
        id_number.HK_MO_TW,
        (
            _field("name", TEXT, (0, 30)),
            _field("sex", SEX, (30, 2)),
            _field("birth", DATE, (36, 16)),
            _field("address", TEXT, (52, ADDRESS_BYTES)),
            _field("id_number", CAPITALS, (122, 36)),
            _field("authority", TEXT, (158, 30)),
            _field("valid_from", DATE, (188, 16)),
            _field("valid_to", END, (204, 16)),
            _field("travel_permit", TEXT, (220, 18)),
            _field("issue_count", TEXT, (238, 4)),
        ),
    ),
    Layout(
        "I",
        ForeignerCard2017,
        id_number.FOREIGNER_2017,
        (
            _field("english_name", TEXT, (0, 120)),
            _field("sex", SEX, (120, 2)),
            _field("id_number", CAPITALS, (122, 30)),
            _field("nationality", TEXT, (152, 6)),
            _field("chinese_name", TEXT, (158, 30)),
            _field("valid_from", DATE, (188, 16)),
            _field("valid_to", END, (204, 16)),
            _field("birth", DATE, (220, 16)),
            _field("version", TEXT, (236, 4)),
            _field("authority_code", TEXT, (240, 8)),
        ),
    ),
    Layout(
        "Y",
        ForeignerCard2023,
        id_number.FOREIGNER_2023,
        (
            _field("chinese_name", TEXT, (0, 30)),
            _field("sex", SEX, (30, 2)),
            _field("renewal_count", TEXT, (32, 4)),
            _field("birth", DATE, (36, 16)),
            _field("english_name", TEXT, (52, 70), (220, 22)),
            _field("id_number", CAPITALS, (122, 36)),
            _field("valid_from", DATE, (188, 16)),
            _field("valid_to", END, (204, 16)),
            _field("nationality", TEXT, (242, 6)),
            _field("previous_number", TEXT, (250, 6)),
        ),
    ),
)


_BY_MARK = {layout.mark.encode("utf-16-le"): layout for layout in LAYOUTS}


def card_from_text(block: bytes) -> Holder:
    """Reads a text block. Raises UnsupportedCardError, InvalidCardTextError or InvalidIdNumberError."""
    if len(block) != TEXT_BYTES:
        raise InvalidCardTextError("wrong_length")
    layout = _BY_MARK.get(block[_TYPE])
    if layout is None:
        raise UnsupportedCardError("type_unknown")
    card = layout.card(**{field.name: field.value_in(block) for field in layout.fields})
    if not card.name:
        raise InvalidCardTextError("field_name")
    if fault := layout.number.fault_of(card.id_number):
        raise InvalidIdNumberError(fault)
    return card


def card_to_text(card: Holder) -> bytes:
    """The text block of a card, for the simulator. Raises ValueError if a field does not fit."""
    layout = next(each for each in LAYOUTS if each.card is type(card))
    block = bytearray(PAD * (TEXT_BYTES // len(PAD)))
    for field in layout.fields:
        field.put(block, getattr(card, field.name))
    block[_TYPE] = layout.mark.encode("utf-16-le")
    return bytes(block)


def address_from_text(data: bytes) -> str:
    """The address of an answer to 30 03. Raises InvalidCardTextError."""
    try:
        return decoded(data)
    except ValueError:
        raise InvalidCardTextError("field_newest_address") from None


def address_to_text(address: str) -> bytes:
    """The 70 bytes of an address, for the simulator. Raises ValueError if it does not fit."""
    data = bytearray(ADDRESS_BYTES)
    Field("newest_address", TEXT, ((0, ADDRESS_BYTES),)).put(data, address)
    return bytes(data)
