"""Every clip that a voice needs: its name, what a person says when recording it, and how the synthesiser is told to."""

import string
from collections.abc import Mapping
from dataclasses import dataclass

from screens.voice.reading import YAO, Language, counted, digit, letter

PLEASE = "please"
TO = "to"
WINDOW = "window"
NUMBER = "number"
PLEASE_GO_TO_WINDOW = "please-go-to-window"


@dataclass(frozen=True, slots=True)
class Word:
    """``text`` is for people, ``spelling`` for the synthesiser (pinyin with the tone as a digit, or English)."""

    text: str
    spelling: str


def words(language: Language, *, yao: bool = True) -> Mapping[str, Word]:
    """The clips of one language by name, in the order in which they are best recorded."""
    if language == "en":
        return _english()
    chinese = _chinese()
    if not yao:
        del chinese[YAO]
    return chinese


def _chinese() -> dict[str, Word]:
    digits = zip(
        "零一二三四五六七八九",
        ("ling2", "yi1", "er4", "san1", "si4", "wu3", "liu4", "qi1", "ba1", "jiu3"),
        strict=True,
    )
    return {
        PLEASE: Word("请", "qing3"),
        TO: Word("号到", "hao4 dao4"),
        WINDOW: Word("号窗口", "hao4 chuang1kou3"),
        **{digit(value): Word(text, pinyin) for value, (text, pinyin) in enumerate(digits)},
        YAO: Word("幺", "yao1"),
        counted(10): Word("十", "shi2"),
        **_letters(),
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
        NUMBER: Word("number", "number"),
        PLEASE_GO_TO_WINDOW: Word("please go to window", "please go to window"),
        **{digit(value): Word(text, text) for value, text in enumerate(digits)},
        **{counted(value): Word(text, text) for value, text in enumerate(teens, 10)},
        **{counted(place * 10): Word(text, text) for place, text in enumerate(tens, 2)},
        **_letters(),
    }


def _letters() -> dict[str, Word]:
    return {letter(name): Word(name, name) for name in string.ascii_uppercase}
