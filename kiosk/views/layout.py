"""Where things are on a page: boxes in design pixels from its top left corner. No Kivy."""

from typing import NamedTuple

LOW_SHARE = (3, 5)
"""In the low position everything is in this part of an upright screen, from below."""


class Box(NamedTuple):
    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        return self.top + self.height


FILL = -1.0
"""A length that takes a share of what the fixed ones leave; ``2 * FILL`` takes two."""


def rows(box: Box, *heights: float, gap: float = 24) -> list[Box]:
    """``box`` cut into rows from its top, ``gap`` between two; a row of height 0 takes no gap either."""
    tops = _shared(box.height, heights, gap)
    return [Box(box.left, box.top + start, box.width, length) for start, length in tops]


def columns(box: Box, *widths: float, gap: float = 24) -> list[Box]:
    """``box`` cut into columns from its left."""
    lefts = _shared(box.width, widths, gap)
    return [Box(box.left + start, box.top, length, box.height) for start, length in lefts]


def grid(box: Box, across: int, down: int, gap: float = 24) -> list[Box]:
    """Equal cells, row by row."""
    return [cell for row in rows(box, *[FILL] * down, gap=gap) for cell in columns(row, *[FILL] * across, gap=gap)]


def inset(box: Box, by: float, by_height: float | None = None) -> Box:
    """``box`` without a margin of ``by`` at its sides, and ``by_height`` above and below."""
    high = by if by_height is None else by_height
    return Box(box.left + by, box.top + high, box.width - 2 * by, box.height - 2 * high)


def middle(box: Box, width: float) -> Box:
    """The middle of a row, ``width`` wide at most."""
    width = min(width, box.width)
    return Box(box.left + (box.width - width) / 2, box.top, width, box.height)


def _shared(whole: float, lengths: tuple[float, ...], gap: float) -> list[tuple[float, float]]:
    """Start and length of each."""
    used = [length for length in lengths if length != 0]
    left = whole - sum(length for length in used if length > 0) - gap * max(0, len(used) - 1)
    shares = -sum(length for length in used if length < 0)
    placed, start = [], 0.0
    for length in lengths:
        taken = length if length >= 0 else left * -length / shares
        placed.append((start, taken))
        start += taken + gap if length != 0 else 0
    return placed
