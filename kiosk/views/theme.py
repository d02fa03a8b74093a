"""The palettes, the only sizes, and the shapes of the screen.

Lengths are in design pixels of a 1080 x 1920 screen: ``dp`` makes them real ones.
"""

from dataclasses import dataclass

from kivy.utils import get_color_from_hex

from kiosk.flow.session import Comfort
from kiosk.views.layout import LOW_SHARE, Box

Colour = list[float]

MARGIN = 48
GAP = 24
CORNER = 24
BUTTON = 112
BIG_BUTTON = 160
LADDER = (56, 48, 40, 36)
"""What words that do not fit their box are set in instead. A capital of 36 is 6.4 mm high on a panel of 21.5 inches:
EN 301 549, 5.1.4, asks for 6.1 mm at half a metre.
"""

REGULAR, BOLD = "onedoor", "onedoor-bold"
"""Names under which the fonts are registered with Kivy."""

LINE = 1.45
"""Height of a line of Noto Sans CJK in sizes of its letters."""


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as text, ``#RRGGBB``. What is written in the later ones stands out 7:1 from ground and surface alike."""

    ground: str
    surface: str
    pressed: str
    ink: str
    second: str
    primary: str
    primary_pressed: str
    on_primary: str
    attention: str


DAY = Palette(
    ground="#F4F6FA",
    surface="#FFFFFF",
    pressed="#D9E2F0",
    ink="#14213D",
    second="#43506B",
    primary="#0A4A9E",
    primary_pressed="#083A7C",
    on_primary="#FFFFFF",
    attention="#7A4000",
)
CONTRAST = Palette(
    ground="#000000",
    surface="#000000",
    pressed="#333333",
    ink="#FFFFFF",
    second="#FFFFFF",
    primary="#FFD34D",
    primary_pressed="#E0B020",
    on_primary="#000000",
    attention="#FFD34D",
)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Of letters."""

    text: int
    label: int
    title: int
    number: int = 240


STANDARD = Sizes(text=40, label=48, title=72)
LARGE = Sizes(text=56, label=64, title=96)


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is drawn: fixed for the life of a widget.

    ``low``: everything is in the part :data:`~kiosk.views.layout.LOW_SHARE` of an upright screen.
    """

    palette: Palette = DAY
    sizes: Sizes = STANDARD
    lying: bool = False
    low: bool = False

    @classmethod
    def of(cls, comfort: Comfort, *, lying: bool) -> "Look":
        """A lying screen is mounted within everybody's reach."""
        return cls(
            CONTRAST if comfort.contrast else DAY,
            LARGE if comfort.elder else STANDARD,
            lying,
            comfort.low and not lying,
        )

    @property
    def screen(self) -> tuple[int, int]:
        return (1920, 1080) if self.lying else (1080, 1920)

    @property
    def top_bar(self) -> int:
        return 128 if self.lying else 160

    @property
    def bottom_bar(self) -> int:
        return 144 if self.lying else 168

    @property
    def elder(self) -> bool:
        return self.sizes is LARGE

    @property
    def page(self) -> tuple[int, int]:
        """Width and height between the bars, or of the low part above the lower one."""
        width, height = self.screen
        low, of = LOW_SHARE
        return width, (height * low // of if self.low else height - self.top_bar) - self.bottom_bar

    @property
    def inside(self) -> Box:
        """Of a page, within its margins."""
        width, height = self.page
        return Box(MARGIN, GAP, width - 2 * MARGIN, height - 2 * GAP)

    @property
    def tiles(self) -> tuple[int, int]:
        """Columns and rows of tiles on a sheet: six at most, four for who sees badly or sits low."""
        if self.low:
            return 2, 2
        if self.lying:
            return (2, 2) if self.elder else (3, 2)
        return (1, 4) if self.elder else (2, 3)

    def lines(self, size: int, count: int = 1) -> int:
        """Height of so many lines of a size."""
        return round(size * LINE * count) + 4

    def colour(self, name: str) -> Colour:
        """A colour of the palette, as Kivy takes it."""
        colour: Colour = get_color_from_hex(getattr(self.palette, name))
        return colour
