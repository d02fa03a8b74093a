"""Text becomes grey pixels: measured and drawn in one font, at a few sizes. No window is needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from pathlib import Path
from typing import Literal

from PIL import Image, ImageDraw, ImageFont

from screens.theme import SMALL_SIZE

Align = Literal["left", "middle", "right"]

DRAWN_KEPT = 400
"""Texts that are not drawn anew: the names of sixty windows in each of their sizes, and the rows above that each row
repeats when a call comes. About 30 MB at 1920 × 1080."""

WIDTHS_KEPT = 8192
"""Widths of characters: about as many as a hall's names, notices and numbers have."""

_BASELINE = 0.36
"""Of the size, below the middle of a line: so far above the baseline lies the middle of digits and of characters."""

_REACH = 0.68
"""Of the size, how far ink may reach from the middle of a line: from the ring of an "Å" to the foot of a "j"."""


def margin(size: int) -> float:
    """Left and right of a text: a "j" begins before its place."""
    return size * 0.08


def pitch(size: int) -> float:
    """From line to line. Large lines stand close, small print has room for its descenders."""
    return size * (1.24 if size <= SMALL_SIZE else 1.08)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Text in a picture of ``size``. ``ink`` is the box around all of it, from the upper left: left, upper, right,
    lower; none where there is none. ``pixels`` are those of the ink alone: white, and in a second byte how much of it
    there is. ``margin`` is what is left free on both sides.
    """

    size: tuple[int, int]
    margin: int
    ink: tuple[int, int, int, int] | None
    pixels: bytes


class Lettering:
    """One font. Sizes and widths are in a screen's units; pictures have ``density`` pixels for each."""

    def __init__(self, font: Path, density: float) -> None:
        self._font = font
        self.density = density
        self._face = lru_cache(maxsize=None)(self._load)
        self._advance = lru_cache(maxsize=WIDTHS_KEPT)(self._measure)
        self.drawn = lru_cache(maxsize=DRAWN_KEPT)(self._draw)

    def width(self, text: str, size: int) -> float:
        """Of the text in one line. The fonts here have no kerning without shaping: characters just add up."""
        return sum(self._advance(character, size) for character in text) / self.density

    def _load(self, size: int) -> ImageFont.FreeTypeFont:
        # Whether raqm is there differs from machine to machine: what is drawn must not.
        return ImageFont.truetype(self._font, size * self.density, layout_engine=ImageFont.Layout.BASIC)

    def _measure(self, character: str, size: int) -> float:
        return self._face(size).getlength(character)

    def _draw(self, text: str, size: int, room: tuple[int, int], align: Align) -> Drawn:
        """The lines of ``text``, no larger than they are with their margins, nor than ``room`` pixels.

        The middle of the picture's height is the middle of the text.
        """
        lines = text.split("\n")
        widths = [self.width(line, size) * self.density for line in lines]
        free = ceil(margin(size) * self.density)
        height = ((len(lines) - 1) * pitch(size) + 2 * _REACH * size) * self.density
        picture = Image.new("L", (min(ceil(max(widths)) + 2 * free, room[0]), min(ceil(height), room[1])))
        pen = ImageDraw.Draw(picture)
        for place, (line, width) in enumerate(zip(lines, widths, strict=True)):
            middle = picture.height / 2 + (place - (len(lines) - 1) / 2) * pitch(size) * self.density
            x = _start(align, picture.width, width, free)
            baseline = round(middle + _BASELINE * size * self.density)
            pen.text((x, baseline), line, font=self._face(size), fill=255, anchor="ls")
        return Drawn(picture.size, free, picture.getbbox(), _ink_of(picture))


def _ink_of(picture: Image.Image) -> bytes:
    """What is around the ink would be sent and blended for nothing."""
    ink = picture.crop(picture.getbbox())
    return Image.merge("LA", (Image.new("L", ink.size, 255), ink)).tobytes()


def _start(align: Align, room: int, width: float, free: int) -> int:
    match align:
        case "left":
            return free
        case "middle":
            return round((room - width) / 2)
        case "right":
            return round(room - width - free)


class Letterings:
    """The two weights of a screen."""

    def __init__(self, fonts: Sequence[Path], density: float) -> None:
        """``fonts`` are the files of the regular and of the bold weight."""
        self.regular, self.bold = (Lettering(font, density) for font in fonts)
