"""The day palette and the only sizes.

Lengths are in design pixels of a 1080 x 1920 screen: ``dp`` makes them real ones.
"""

from kivy.utils import get_color_from_hex

Colour = list[float]

GROUND: Colour = get_color_from_hex("#F4F6FA")
SURFACE: Colour = get_color_from_hex("#FFFFFF")
INK: Colour = get_color_from_hex("#14213D")
SECOND_INK: Colour = get_color_from_hex("#43506B")
PRIMARY: Colour = get_color_from_hex("#0A4A9E")
PRIMARY_PRESSED: Colour = get_color_from_hex("#083A7C")
GOOD: Colour = get_color_from_hex("#07592F")
ATTENTION: Colour = get_color_from_hex("#7A4000")
WRONG: Colour = get_color_from_hex("#961414")

WIDTH, HEIGHT = 1080, 1920
TOP_BAR, BOTTOM_BAR = 160, 168
CONTENT = HEIGHT - TOP_BAR - BOTTOM_BAR
MARGIN = 48
INNER = WIDTH - 2 * MARGIN
GAP = 24
CORNER = 24
BUTTON = 112
BIG_BUTTON = 200

TEXT, LABEL, TITLE, NUMBER = 40, 48, 72, 240

REGULAR, BOLD = "onedoor", "onedoor-bold"
"""Names under which the fonts are registered with Kivy."""
