"""The page of keys: what is typed, how far it is, and whether it can be right."""

from dataclasses import dataclass

from kiosk.flow.pages import Typing
from kiosk.flow.typed import SHAPES, Typed, is_whole, is_wrong
from kiosk.words import Speech

EMPTY = "＿"
"""Stands for a character that is still to come."""


@dataclass(frozen=True, slots=True)
class Keyed:
    """``text`` in groups as people read it; ``attention`` where it cannot be right; ``whole``: it may be used."""

    title: str
    text: str
    hint: str
    attention: str
    confirm: str
    whole: bool


_GROUPS = {
    Typed.ID_NUMBER: (6, 4, 4, 4),
    Typed.CREDIT_CODE: (4, 4, 5, 5),
    Typed.PHONE: (3, 4, 4),
}


def keyed_of(speech: Speech, page: Typing) -> Keyed:
    what, text = page.what, page.text
    wrong = is_wrong(what, text)
    left = SHAPES[what].least - len(text)
    hint = speech("type.left", left=left) if text and left > 0 else speech(f"type.{what.value}.hint")
    emptied = what is Typed.PHONE and not text
    return Keyed(
        title=speech(f"type.{what.value}.title"),
        text=grouped(what, text),
        hint="" if wrong else hint,
        attention=speech(f"type.{what.value}.wrong") if wrong else "",
        confirm=speech("type.no_phone" if emptied else "type.confirm"),
        whole=is_whole(what, text) or emptied,
    )


def grouped(what: Typed, text: str) -> str:
    """``110105 1949 1231 002X``, with a mark for each character to come."""
    if what not in _GROUPS:
        return text
    filled = text.ljust(SHAPES[what].least, EMPTY)
    pieces, start = [], 0
    for length in _GROUPS[what]:
        pieces.append(filled[start : start + length])
        start += length
    return " ".join(pieces)
