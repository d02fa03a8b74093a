"""Breaking text into lines, Chinese and Latin mixed, for screen and paper."""

from collections.abc import Callable, Iterable

NEVER_FIRST = "，。、；：？！）》”’·…"
"""Punctuation that must not begin a line (GB/T 15834, 5.1)."""

CLAUSE_ENDS = "，。；：？！"
"""Where a Chinese line breaks best: people read clause by clause."""

NARROWER = (0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6)
"""Shares of the width that are tried for lines of equal length."""


def wrap(text: str, width: float, width_of: Callable[[str], float]) -> list[str]:
    """Lines at most ``width`` wide: broken behind clauses where that fits, else between words or characters."""
    return [line for paragraph in text.split("\n") for line in _wrapped(paragraph, width, width_of)]


def balanced(text: str, width: float, width_of: Callable[[str], float]) -> list[str]:
    """The same number of lines, as equally long as that allows: no last line with a single character."""
    lines = wrap(text, width, width_of)
    best = lines
    for share in NARROWER:
        narrower = wrap(text, width * share, width_of)
        if len(narrower) > len(lines) or any(width_of(line) > width for line in narrower):
            return best
        best = narrower
    return best


def _wrapped(text: str, width: float, width_of: Callable[[str], float]) -> list[str]:
    lines = [""]
    for clause in _clauses(text):
        if width_of((lines[-1] + clause).rstrip()) <= width:
            lines[-1] += clause
            continue
        if width_of(clause.rstrip()) <= width and lines[-1] and not clause[0].isascii():
            lines.append(clause)
            continue
        for piece in _whole_or_characters(_pieces(clause), width, width_of):
            if width_of((lines[-1] + piece).rstrip()) <= width or not lines[-1]:
                lines[-1] += piece
            else:
                lines.append(piece)
    return [line.strip() for line in lines]


def _clauses(text: str) -> list[str]:
    clauses = [""]
    for character in text:
        clauses[-1] += character
        if character in CLAUSE_ENDS:
            clauses.append("")
    return [clause for clause in clauses if clause]


def _pieces(text: str) -> list[str]:
    """What stays together: a Latin word with the space behind it, a Chinese character with its punctuation."""
    pieces: list[str] = []
    for character in text:
        before = pieces[-1][-1] if pieces else ""
        in_word = bool(before) and before.isascii() and before != " " and character.isascii()
        if pieces and (in_word or character == " " or character in NEVER_FIRST):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _whole_or_characters(pieces: Iterable[str], width: float, width_of: Callable[[str], float]) -> Iterable[str]:
    """A word that is wider than a line is taken character by character."""
    for piece in pieces:
        if width_of(piece.rstrip()) <= width:
            yield piece
        else:
            yield from piece
