"""How names are typed: pinyin and its initials. The one module that knows pypinyin, and so the one a kiosk never loads.

Some characters are read in two ways, and which is right hangs on the word (重 is zhong in 重点, chong in 重办). They
are spelled as pypinyin reads them in this name, as it reads them alone, and as they are read in many other words:
neither a program nor who types always knows better.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, islice, product
from typing import Literal

from pypinyin import lazy_pinyin
from pypinyin.constants import PHRASES_DICT

from queue_server.catalogue._folding import has_chinese, words
from queue_server.catalogue.model import Entry, Spelling

READINGS_AT_MOST = 8
"""A name in which three characters can be read otherwise has so many."""

COMMON_SHARE = 0.1
COMMON_WORDS = 3
"""A reading is common that a character has in a tenth of its words in pypinyin's dictionary, and in three at least."""

_Typed = tuple[str, str]
"""A syllable and its initial; a code inside a name (A1) is typed whole either way."""


class Speller:
    """Remembers what it has read: the names of a catalogue say the same again and again."""

    def __init__(self) -> None:
        self._runs: dict[str, list[list[_Typed]]] = {}
        self._alone: dict[str, str] = {}
        self._common = _common_readings(PHRASES_DICT)

    def spelled(self, entry: Entry) -> Entry:
        """The entry with the spellings of its Chinese name and keywords."""
        spellings = list(self._spell(entry.name["zh"], "name"))
        for keyword in entry.keywords:
            spellings += self._spell(keyword, "keyword")
        return replace(entry, spellings=tuple(spellings))

    def readings(self, text: str) -> list[tuple[str, str]]:
        """Pinyin and initials of each way to read the text, the likeliest first; none where nothing is Chinese."""
        runs = words(text)
        if not any(map(has_chinese, runs)):
            return []
        ways = islice(_ways([choices for run in runs for choices in self._read(run)]), READINGS_AT_MOST)
        return [(" ".join(syllable for syllable, _ in way), "".join(initial for _, initial in way)) for way in ways]

    def _spell(self, text: str, of: Literal["name", "keyword"]) -> Iterator[Spelling]:
        for number, reading in enumerate(self.readings(text)):
            yield Spelling("otherwise" if number else of, *reading)

    def _read(self, run: str) -> list[list[_Typed]]:
        if run not in self._runs:
            self._runs[run] = list(self._choices(run))
        return self._runs[run]

    def _choices(self, run: str) -> Iterator[list[_Typed]]:
        """For each character, or what stands for itself, the ways to type it."""
        place = 0
        for syllable in lazy_pinyin(run):
            if run.startswith(syllable, place):
                yield [(syllable, syllable)]
                place += len(syllable)
            else:
                character = run[place]
                read = dict.fromkeys((syllable, self._read_alone(character), *self._common.get(character, ())))
                yield [(way, way[0]) for way in read]
                place += 1

    def _read_alone(self, character: str) -> str:
        if character not in self._alone:
            self._alone[character] = lazy_pinyin(character)[0]
        return self._alone[character]


def _ways(choices: Sequence[Sequence[_Typed]]) -> Iterator[list[_Typed]]:
    """Every way to read the characters, the fewest read otherwise first."""
    otherwise = [place for place, ways in enumerate(choices) if len(ways) > 1]
    for count in range(len(otherwise) + 1):
        for places in combinations(otherwise, count):
            for ways in product(*(choices[place][1:] for place in places)):
                read = [first for first, *_ in choices]
                for place, way in zip(places, ways, strict=True):
                    read[place] = way
                yield read


def _common_readings(phrases: Mapping[str, Sequence[Sequence[str]]]) -> dict[str, tuple[str, ...]]:
    """The readings that each character often has, for those that have several."""
    toneless: dict[str, str] = {}
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for phrase, readings in phrases.items():
        for character, (reading, *_) in zip(phrase, readings, strict=False):
            if reading not in toneless:
                toneless[reading] = "".join(words(reading))
            counts[character][toneless[reading]] += 1
    return {character: common for character, count in counts.items() if len(common := _common_of(count)) > 1}


def _common_of(count: Counter[str]) -> tuple[str, ...]:
    least = max(COMMON_WORDS, COMMON_SHARE * count.total())
    return tuple(reading for reading, words_ in count.most_common() if words_ >= least)
