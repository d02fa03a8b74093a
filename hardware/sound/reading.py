"""How numbers and windows are read aloud, as names of clips. Pure."""

import re
from typing import Literal

from hardware.sound.errors import UnreadableError

Language = Literal["zh", "en"]

PAUSE = "pause"
"""In a list of clips: a short silence, as at a comma."""

LONGEST = 16
"""Characters. What is longer would hold up everybody else's call for half a minute."""

_PART = re.compile(r"[A-Za-z]|[0-9]+|[-._ ]")
_READABLE = re.compile(r"(?=.*[A-Za-z0-9])[-._ A-Za-z0-9]+")


def read_number(number: str, language: Language, *, yao: bool) -> tuple[str, ...]:
    """A ticket's number: letters by their names, digits one by one. ``yao`` reads a Chinese 1 as 幺.

    :raises UnreadableError: when it holds anything but letters, digits, dashes, dots, underscores and spaces.
    """
    clips: list[str] = []
    for part in _parts(number):
        clips += _one_by_one(part, language, yao=yao) if part[0].isdigit() else _letter_or_pause(part)
    return tuple(clips)


def read_window(window: str, language: Language, *, yao: bool) -> tuple[str, ...]:
    """A window's id: as :func:`read_number`, but digits that make a number up to 99 are read as that number.

    :raises UnreadableError: as :func:`read_number`.
    """
    clips: list[str] = []
    for part in _parts(window):
        if not part[0].isdigit():
            clips += _letter_or_pause(part)
        elif len(part) > 2 or (part[0] == "0" and part != "0"):
            clips += _one_by_one(part, language, yao=yao)
        else:
            clips += _chinese(int(part)) if language == "zh" else _english(int(part))
    return tuple(clips)


def digit(value: int) -> str:
    return f"digit-{value}"


def letter(name: str) -> str:
    return f"letter-{name.upper()}"


def counted(value: int) -> str:
    """The clip of a number that is one word: 十, eleven, twenty."""
    return f"number-{value}"


YAO = "digit-yao"


def _parts(text: str) -> list[str]:
    if len(text) > LONGEST:
        raise UnreadableError(text, f"at most {LONGEST} characters")
    if not _READABLE.fullmatch(text):
        raise UnreadableError(text, "letters A to Z and digits")
    return _PART.findall(text)


def _letter_or_pause(part: str) -> list[str]:
    return [letter(part) if part.isalpha() else PAUSE]


def _one_by_one(digits: str, language: Language, *, yao: bool) -> list[str]:
    one = YAO if yao and language == "zh" else digit(1)
    return [one if each == "1" else digit(int(each)) for each in digits]


def _chinese(value: int) -> list[str]:
    """三, 十, 十二, 二十, 二十三."""
    tens, ones = divmod(value, 10)
    if not tens:
        return [digit(ones)]
    clips = [counted(10)] if tens == 1 else [digit(tens), counted(10)]
    return [*clips, digit(ones)] if ones else clips


def _english(value: int) -> list[str]:
    """three, ten, twelve, twenty, twenty three."""
    tens, ones = divmod(value, 10)
    if not tens:
        return [digit(ones)]
    if tens == 1:
        return [counted(value)]
    return [counted(tens * 10), digit(ones)] if ones else [counted(tens * 10)]
