"""Words by how they are typed: whole pinyin, the beginning of it, or initials. ü is typed v.

A candidate answers for the first letters that were typed; what is left is typed on. So a name that no dictionary
knows is put together character by character.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from kiosk.flow.offered import Candidate

VERSION = 1
"""Of the file: another one is made anew."""

SHAPE = """
CREATE TABLE word (
  text TEXT NOT NULL, letters TEXT NOT NULL, initials TEXT NOT NULL, weight INTEGER NOT NULL,
  PRIMARY KEY (letters, text)
) STRICT, WITHOUT ROWID;
CREATE INDEX by_letters ON word (letters, weight DESC);
CREATE INDEX by_initials ON word (initials, weight DESC);
"""

MOST = 200
"""Candidates. Names have rare characters: those of one syllable are all there but for the rarest."""

BEGUN = 12
"""Of them so many may be words of which only the beginning was typed: those typed whole come first."""

LONGEST_SYLLABLE = 6
"""``zhuang``"""


class Dictionary:
    """Belongs to one thread.

    :raises sqlite3.Error: for a file that is none.
    """

    def __init__(self, file: Path) -> None:
        self._database = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=True)

    def candidates(self, typed: str) -> tuple[Candidate, ...]:
        """The likeliest first: words for all of ``typed``, then for less and less of its beginning."""
        found: dict[str, Candidate] = {}
        for candidate in self._in_order(typed):
            found.setdefault(candidate.text, candidate)
            if len(found) == MOST:
                break
        return tuple(found.values())

    def close(self) -> None:
        self._database.close()

    def _in_order(self, typed: str) -> Iterator[Candidate]:
        if not typed:
            return
        everything = len(typed)
        yield from self._find("letters = ?", (typed,), everything, MOST)
        yield from self._find("initials = ?", (typed,), everything, MOST if everything == 1 else BEGUN)
        if everything > 1:
            yield from self._find("letters > ? AND letters < ?", (typed, typed + "{"), everything, BEGUN)
        for length in range(everything - 1, 0, -1):
            most = MOST if length <= LONGEST_SYLLABLE else BEGUN
            yield from self._find("letters = ?", (typed[:length],), length, most)
        for length in range(everything - 1, 0, -1):
            yield from self._find("initials = ?", (typed[:length],), length, BEGUN)

    def _find(self, where: str, values: tuple[str, ...], letters: int, most: int) -> Iterator[Candidate]:
        rows = self._database.execute(
            f"SELECT text FROM word WHERE {where} ORDER BY weight DESC LIMIT ?",  # noqa: S608 - one of those above
            (*values, most),
        )
        for (text,) in rows.fetchall():
            yield Candidate(text, letters)
