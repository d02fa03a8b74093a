"""How a sign was set up: its own options in its URL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hardware.window_sign._number_frames import BOARD_COLOURS
from hardware.window_sign._onbon_text import COLOURS, FONTS

if TYPE_CHECKING:
    from hardware.options import Options

PANEL_OPTIONS = ("width", "height", "font", "colour", "address")
XUNPENG_OPTIONS = ("digits", "colour")
FOUR_BYTE_OPTIONS = ("digits", "address")

MOST_DIGITS = 4
"""Two bytes do not hold every number of five digits."""


@dataclass(frozen=True, slots=True)
class Panel:
    """An Onbon card's panel, in dots. `font` is the height of its characters, `address` the card's screen number."""

    width: int = 64
    height: int = 16
    font: int = 16
    colour: str = "red"
    address: int = 1

    @classmethod
    def from_options(cls, options: Options) -> Panel:
        font = int(options.choice("font", "16", [str(dots) for dots in FONTS]))
        return cls(
            width=options.whole("width", 64, least=8, most=2048),
            height=options.whole("height", font, least=font, most=512),
            font=font,
            colour=options.choice("colour", "red", COLOURS),
            address=options.whole("address", 1, least=1, most=0x7FFF),
        )


def xunpeng_settings(options: Options) -> tuple[int, int]:
    """Digits and colour code."""
    digits = options.whole("digits", 3, least=1, most=MOST_DIGITS)
    return digits, BOARD_COLOURS[options.choice("colour", "red", BOARD_COLOURS)]


def four_byte_settings(options: Options) -> tuple[int, int]:
    """Digits and board number."""
    return options.whole("digits", 3, least=1, most=MOST_DIGITS), options.whole("address", 1, most=0xFF)
