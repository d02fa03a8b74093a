"""Text as it is compared: without case, accents, width and punctuation, and the places where a search may begin."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

TERM_LETTERS = 32
"""As much of a term as is kept and compared: nobody types more at a kiosk."""

_WORD = re.compile(r"[^\W_]+")
_MARK = re.compile(r"[\u0300-\u036f]")


def words(text: str) -> list[str]:
    """The runs of letters and digits. A typed tone mark does not count; ü is v, as on every Chinese keyboard."""
    folded = text.casefold()
    if not folded.isascii():
        folded = _MARK.sub("", unicodedata.normalize("NFKD", folded).replace("u\u0308", "v"))
    return _WORD.findall(folded)


def compact(parts: Sequence[str]) -> str:
    """The words as one term."""
    return "".join(parts)[:TERM_LETTERS]


def tails(parts: Sequence[str]) -> Iterator[str]:
    """The words as terms that begin at each word and at each Chinese character."""
    whole = "".join(parts)
    begins = set()
    place = 0
    for part in parts:
        begins.add(place)
        place += len(part)
    for place in range(len(whole)):
        if place in begins or not whole[place].isascii() or not whole[place - 1].isascii():
            yield whole[place : place + TERM_LETTERS]


def letter_tails(letters: str) -> Iterator[str]:
    """Terms that begin at each letter: every initial stands for a syllable."""
    for place in range(len(letters)):
        yield letters[place : place + TERM_LETTERS]


def has_chinese(word: str) -> bool:
    """Whether the word is more than letters and digits of a keyboard."""
    return not word.isascii()
