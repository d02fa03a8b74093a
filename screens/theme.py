"""The night palette and the only sizes of every call screen."""

Colour = tuple[float, float, float, float]
"""Red, green, blue and opacity, each 0 to 1."""


def _colour(code: str) -> Colour:
    red, green, blue = (int(code[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue, 1.0


GROUND = _colour("#0B1526")
SURFACE = _colour("#16243C")
INK = _colour("#F5F8FF")
SECOND_INK = _colour("#B9C6DD")
CALLED_NOW = _colour("#FFD34D")
GOOD = _colour("#6EE7A8")
WRONG = _colour("#FF9B9B")
DARK = _colour("#000000")
"""Of a screen at night: an LED panel is off, an LCD as dark as it can be."""

CORNER = 24
"""The radius of a card's corners."""

PLATE_SIZE = 320
CALL_SIZE = 160
LIST_SIZE = 96
SMALL_SIZE = 40
"""Font sizes in a screen's own units: a hall board is 1920 of them long. There are no others."""

FLASH_S = 6.0
"""How long a new call draws the eye before it settles."""

FLASH_HZ = 1.0
"""Far below the three flashes a second that may harm (WCAG 2.2, 2.3.1)."""
