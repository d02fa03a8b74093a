"""From what a person typed to questions for the index, the best first. Pure.

A word that is typed is found in

1. a name or a code that is just that,
2. a name that begins so,
3. a name that says so at a character, a syllable or a word,
4. what people call it (the keywords),
5. either of these read otherwise than it mostly is,
6. for several words: all of them somewhere in name and keywords,
7. the guide, for words of three letters and more.

Names are found in Chinese, in English, by pinyin and by its initials alike.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from queue_server.catalogue._folding import compact, has_chinese, words

WORDS_AT_MOST = 8
TRIGRAM = 3
"""Letters of the shortest text that an index of trigrams can find."""

_BY_TERM = "SELECT rowid FROM term WHERE term MATCH ? ORDER BY rowid LIMIT ?"
_BY_GUIDE = "SELECT rowid FROM guide WHERE guide MATCH ? ORDER BY rowid LIMIT ?"
# The plus keeps SQLite from looking each of the many terms' entries up in the guides, which takes seconds.
_BY_BOTH = (
    "SELECT rowid FROM guide WHERE guide MATCH ? AND +rowid IN (SELECT rowid FROM term WHERE term MATCH ?)"
    " ORDER BY rowid LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class Question:
    """``sql`` takes the parameters and a limit. A ``last_resort`` is asked only where nothing was found before."""

    sql: str
    parameters: tuple[str, ...]
    last_resort: bool = False


def questions(text: str, shelves: Sequence[int]) -> tuple[Question, ...]:
    """What to ask for ``text``, among the entries on all of ``shelves``; nothing where no letter was typed.

    Only letters and digits of the text come through, each word in quotes: it cannot be a query of its own.
    """
    typed = [compact([word]) for word in words(text)[:WORDS_AT_MOST]]
    if not typed:
        return ()
    whole = compact(typed)
    on_shelves = [f'shelf : "s{shelf}"' for shelf in shelves]
    asked = [
        _by_term([f'{{whole code}} : "{whole}"', *on_shelves]),
        _by_term([f'whole : "{whole}" *', *on_shelves]),
        _by_term([f'part : "{whole}" *', *on_shelves]),
        _by_term([f'keyword : "{whole}" *', *on_shelves]),
        _by_term([f'otherwise : "{whole}" *', *on_shelves]),
    ]
    if len(typed) > 1:
        asked.append(_by_term([*map(_in_names, typed), *on_shelves]))
    in_guide = [word for word in typed if has_chinese(word) and len(word) >= TRIGRAM]
    if in_guide:
        asked.append(_by_guide(in_guide, [_in_names(word) for word in typed if word not in in_guide] + on_shelves))
    # Pinyin is seldom meant to be English: 婚 (hun) would be found in every guide that says "hundred".
    in_english = [word for word in typed if not has_chinese(word) and len(word) >= TRIGRAM]
    if in_english:
        rest = [_in_names(word) for word in typed if word not in in_guide + in_english]
        asked.append(_by_guide(in_guide + in_english, rest + on_shelves, last_resort=True))
    return tuple(asked)


def _in_names(word: str) -> str:
    return f'{{part keyword otherwise}} : "{word}" *'


def _by_term(conditions: Iterable[str]) -> Question:
    return Question(_BY_TERM, (_all_of(conditions),))


def _by_guide(found: Iterable[str], conditions: Sequence[str], *, last_resort: bool = False) -> Question:
    guide = _all_of(f'"{word}"' if has_chinese(word) else f'" {word}"' for word in found)
    if conditions:
        return Question(_BY_BOTH, (guide, _all_of(conditions)), last_resort)
    return Question(_BY_GUIDE, (guide,), last_resort)


def _all_of(conditions: Iterable[str]) -> str:
    return " AND ".join(f"({condition})" for condition in conditions)
