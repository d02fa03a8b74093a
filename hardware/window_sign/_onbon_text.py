"""Text for an Onbon card: one line, in GB2312, with its width on the panel. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from hardware.window_sign.sign import Arrow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hardware.window_sign.sign import SignText

MARK = "□"
"""In the place of a character that the card does not have: the Chinese sign for a missing character."""

FONTS: Mapping[int, bytes] = MappingProxyType({16: b"O000", 24: b"O001", 32: b"O002"})
"""Height in dots to the name of the font file, as delivered (11.1). A full-width character is as wide as it is high."""

COLOURS: Mapping[str, bytes] = MappingProxyType({"red": b"1", "green": b"2", "yellow": b"3"})

_ARROWS = {Arrow.LEFT: "←", Arrow.RIGHT: "→", Arrow.UP: "↑", Arrow.DOWN: "↓"}

_SAME_CELL = str.maketrans({"\u2014": "\u2015", "\u00b7": "\u30fb", "\\": "＼"})
"""Python puts other code points into two cells of GB2312 than people type; a backslash would begin an escape."""

_SPACES = str.maketrans(dict.fromkeys("\t\n\r", " "))


@dataclass(frozen=True, slots=True)
class Line:
    """`data` without escapes. `dots`: the width on the panel. `replaced`: the characters that became MARK."""

    data: bytes
    dots: int
    replaced: str


def line_of(sign: SignText) -> str:
    """Number and text, with an arrow to the left before them and any other arrow behind them."""
    arrow = _ARROWS.get(sign.arrow, "")
    before, behind = (arrow, "") if sign.arrow is Arrow.LEFT else ("", arrow)
    return " ".join(part for part in (before, sign.number, sign.text, behind) if part)


def encode_line(text: str, font: int) -> Line:
    """`font` is the height in dots, one of FONTS."""
    data = bytearray()
    dots = 0
    replaced = ""
    for character in text.translate(_SPACES):
        encoded = _encoded(character.translate(_SAME_CELL))
        if encoded is None:
            encoded = MARK.encode("gb2312")
            replaced += character
        data += encoded
        dots += font * len(encoded) // 2
    return Line(bytes(data), dots, replaced)


def with_style(data: bytes, font: int, colour: str) -> bytes:
    """Font and colour have to come first in every text (11.2)."""
    return b"\\F" + FONTS[font] + b"\\C" + COLOURS[colour] + data


def _encoded(character: str) -> bytes | None:
    if character.isascii() and not character.isprintable():
        return None
    try:
        return character.encode("gb2312")
    except UnicodeEncodeError:
        return None
