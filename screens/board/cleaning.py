"""Text as it can be shown: without what no font draws and what would turn a line around. Pure."""

import unicodedata
from collections.abc import Mapping
from typing import Any

LONGEST = 200
"""Characters of a text that are kept: the contract's longest line."""

_FIRST_PICTOGRAPH = 0x1F000
"""Emoji and their kin begin here (Unicode 15, blocks from Mahjong Tiles on); the fonts of a hall have none of them."""

_NOT_SHOWN = ("Cc", "Cf", "Cs", "Co", "Cn")
"""Control and format characters (so also those that reverse a line), halves of pairs, private and unassigned ones."""

CANNOT_BE_SHOWN = "has characters that cannot be shown"


def shown(text: str) -> str:
    """The text in one line, at most :data:`LONGEST` characters."""
    kept = "".join(character for character in text[: 4 * LONGEST] if _drawable(character))
    return " ".join(kept.split())[:LONGEST]


def shown_text(text: Any, fallback: str) -> dict[str, str]:
    """Text by language, ``zh`` always there: from another language if need be, or ``fallback``."""
    said = text if isinstance(text, Mapping) else {"zh": text}
    clean = {
        language: line
        for language, value in said.items()
        if isinstance(language, str) and isinstance(value, str) and (line := shown(value))
    }
    if "zh" in clean:
        return clean
    return {"zh": next(iter(clean.values()), fallback), **clean}


def _drawable(character: str) -> bool:
    if character.isspace():
        return True
    code = ord(character)
    pictograph = code >= _FIRST_PICTOGRAPH and unicodedata.category(character) in ("So", "Sk")
    variation = 0xFE00 <= code <= 0xFE0F
    return not pictograph and not variation and unicodedata.category(character) not in _NOT_SHOWN
