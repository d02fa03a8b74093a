"""Which of the few sizes a text gets, and where it breaks: nothing on a board is cut without a sign. Pure."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Measure = Callable[[str, int], float]
"""The width that a text in one line needs at a font size."""

Step = tuple[int, int]
"""A font size, and the most lines a text may take at it."""

_GAP = "   "
_OPENING = "（《〈“‘「『【"
_CLOSING = "，。、；：！？）》〉”’」』】…·"
_TOKEN = re.compile(rf"\s+|[!-~¡-ʯ–]+[{_CLOSING}]*|[{_OPENING}]*.[{_CLOSING}]*", re.DOTALL)
"""Spaces, words of letters, or a character of a script that breaks anywhere, with the punctuation that clings to it."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text, broken into lines, and the size that it fits at."""

    text: str
    size: int


def fitted(text: str, width: int, steps: Sequence[Step], measure: Measure) -> Fitted:
    """The first of ``steps`` whose lines hold the text, words unbroken; at the last one it is cut if need be."""
    for size, lines in steps[:-1]:
        broken = _broken(text, width, size, measure)
        if len(broken) <= lines and all(measure(word, size) <= width for word in _TOKEN.findall(text.strip())):
            return Fitted("\n".join(broken), size)
    size, lines = steps[-1]
    return Fitted("\n".join(wrapped(text, width, size, measure, lines=lines)), size)


def wrapped(text: str, width: int, size: int, measure: Measure, *, lines: int) -> list[str]:
    """The text in at most ``lines`` lines, cut with "…" where that is too few.

    Breaks where the text does, at spaces and between Chinese characters; inside a word only where the word alone is
    wider than a line.
    """
    done = _broken(text, width, size, measure)
    if len(done) <= lines:
        return done
    return [*done[: lines - 1], _cut(done[lines - 1], width, size, measure)]


def _broken(text: str, width: int, size: int, measure: Measure) -> list[str]:
    return [line for part in text.strip().split("\n") for line in _lines_of(part, width, size, measure)]


def _lines_of(text: str, width: int, size: int, measure: Measure) -> list[str]:
    done: list[str] = []
    line = ""
    for piece in _pieces(text, width, size, measure):
        if measure((line + piece).rstrip(), size) <= width:
            line += piece
        else:
            done.append(line.rstrip())
            line = piece.lstrip()
    return [*done, line.rstrip()]


def filled(words: Sequence[str], width: int, size: int, measure: Measure, *, lines: int) -> tuple[str, ...]:
    """As many words as stand in ``lines`` lines, then ``+4`` for four that do not."""
    most = min(len(words), lines * (width // size))
    for shown in range(most, -1, -1):
        left = len(words) - shown
        done = _greedy([*words[:shown], *([f"+{left}"] if left else [])], width, size, measure)
        if len(done) <= lines:
            return tuple(done)
    return ()


def _pieces(text: str, width: int, size: int, measure: Measure) -> list[str]:
    """Where the text may break. A word that is wider than a line may break at each letter."""
    pieces: list[str] = []
    for token in _TOKEN.findall(text.strip()):
        pieces += [token] if measure(token, size) <= width else list(token)
    return pieces


def _cut(line: str, width: int, size: int, measure: Measure) -> str:
    while line and measure(line + "…", size) > width:
        line = line[:-1]
    return line.rstrip() + "…"


def _greedy(words: Sequence[str], width: int, size: int, measure: Measure) -> list[str]:
    done: list[str] = []
    for word in words:
        short = word if measure(word, size) <= width else _cut(word, width, size, measure)
        longer = f"{done[-1]}{_GAP}{short}" if done else short
        if done and measure(longer, size) <= width:
            done[-1] = longer
        else:
            done.append(short)
    return done


def needed(text: str, sizes: Sequence[int], most: int, measure: Measure) -> int | None:
    """The width of ``text`` in one line at the largest size at which it stands in ``most``, if there is one."""
    widths = (math.ceil(measure(text, size)) for size in sizes)
    return next((width for width in widths if width <= most), None)
