"""Makes the dictionary from two packages: which words there are and how frequent (jieba), how they are spelled
(pypinyin). Run as ``python -m kiosk.pinyin.making FILE``: what it needs of memory is gone with its process.
"""

import importlib.util
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

from pypinyin import Style, lazy_pinyin, pinyin
from pypinyin.constants import PINYIN_DICT

from kiosk.pinyin.dictionary import SHAPE, VERSION

LEAST_FREQUENCY = 5
"""Of jieba's count: below it stand misprints and names that nobody types."""

LONGEST = 8
"""Characters of a word. Who types more at once finds it in two pieces."""

OTHER_READING = 50
"""A character is so many times less frequent in a reading that it mostly has not."""

LAST_DRAWN = 0xFFFF
"""Of the characters that jieba does not count, those beyond have no glyph in most fonts."""

_Row = tuple[str, str, str, int]


def make_dictionary(file: Path) -> None:
    """Write the dictionary to ``file``, whole or not at all."""
    unfinished = file.with_suffix(".part")
    unfinished.unlink(missing_ok=True)
    database = sqlite3.connect(unfinished)
    database.execute("PRAGMA journal_mode = OFF")
    database.executescript(SHAPE)
    database.executemany("INSERT OR IGNORE INTO word (text, letters, initials, weight) VALUES (?, ?, ?, ?)", _rows())
    database.execute(f"PRAGMA user_version = {VERSION}")
    database.commit()
    database.close()
    unfinished.replace(file)


def _rows() -> Iterator[_Row]:
    alone: dict[str, int] = {}
    for text, frequency in _words():
        if len(text) == 1:
            alone[text] = frequency
        elif frequency >= LEAST_FREQUENCY:
            yield _row(text, lazy_pinyin(text, style=Style.NORMAL), frequency)
    for character in map(chr, PINYIN_DICT):
        if character not in alone and ord(character) > LAST_DRAWN:
            continue
        for place, reading in enumerate(pinyin(character, style=Style.NORMAL, heteronym=True)[0]):
            weight = alone.get(character, 0)
            yield _row(character, [reading], weight if place == 0 else weight // OTHER_READING)


def _row(text: str, syllables: list[str], weight: int) -> _Row:
    return text, "".join(syllables), "".join(syllable[0] for syllable in syllables), weight


def _words() -> Iterator[tuple[str, int]]:
    """The words of jieba's own dictionary file that are Chinese throughout, each with its count."""
    package = importlib.util.find_spec("jieba")
    assert package is not None  # noqa: S101 - it is among the locked packages
    assert package.origin is not None  # noqa: S101
    with Path(package.origin).with_name("dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            text, frequency, *_ = line.split(" ")
            if len(text) <= LONGEST and all(ord(character) in PINYIN_DICT for character in text):
                yield text, int(frequency)


if __name__ == "__main__":
    make_dictionary(Path(sys.argv[1]))
