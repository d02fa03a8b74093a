"""The clips of letters, digits and small numbers: what a person says when recording one, and how it is synthesised."""

import string
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hardware.sound.reading import YAO, Language, counted, digit, letter

VOICES: Mapping[Language, str] = MappingProxyType({"zh": "cmn-latn-pinyin", "en": "en"})
"""The synthesiser's. ``cmn`` misreads Chinese characters; pinyin leaves nothing to guess."""


@dataclass(frozen=True, slots=True)
class Word:
    """``text`` is for people, ``spelling`` for the synthesiser (pinyin with the tone as a digit, or English)."""

    text: str
    spelling: str


def characters(language: Language, *, yao: bool = True) -> dict[str, Word]:
    """The clips that :mod:`hardware.sound.reading` names, in the order in which they are best recorded."""
    spoken = _chinese() if language == "zh" else _english()
    if not yao:
        spoken.pop(YAO, None)
    return {**spoken, **{letter(name): Word(name, name) for name in string.ascii_uppercase}}


def _chinese() -> dict[str, Word]:
    digits = zip(
        "零一二三四五六七八九",
        ("ling2", "yi1", "er4", "san1", "si4", "wu3", "liu4", "qi1", "ba1", "jiu3"),
        strict=True,
    )
    return {
        **{digit(value): Word(text, pinyin) for value, (text, pinyin) in enumerate(digits)},
        YAO: Word("幺", "yao1"),
        counted(10): Word("十", "shi2"),
    }


def _english() -> dict[str, Word]:
    digits = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    teens = (
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    )
    tens = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
    return {
        **{digit(value): Word(text, text) for value, text in enumerate(digits)},
        **{counted(value): Word(text, text) for value, text in enumerate(teens, 10)},
        **{counted(place * 10): Word(text, text) for place, text in enumerate(tens, 2)},
    }
