"""Tiles to choose from, and their sheets."""

from typing import Any

from kivy.metrics import dp

from kiosk.flow.inputs import SheetTurned
from kiosk.presenting.common import Choice
from kiosk.views.icons import icon
from kiosk.views.layout import FILL, Box, columns, grid, rows
from kiosk.views.shapes import Picture, draw_chevron
from kiosk.views.theme import BUTTON, GAP, LADDER, Look
from kiosk.views.widgets import Emit, Page, Touchable, WordButton, Words, place, show_if
from kiosk.words import Speech

INSET = 28
HIGHEST = 300
PAGER = 300
FEW = 4
"""So many tiles stand well below each other on an upright screen."""


class Tile(Touchable):
    """A choice: its name, what more there is to say, its icon; one that cannot be touched says why and looks flat."""

    def __init__(self, look: Look, emit: Emit, *, upright: bool = False) -> None:
        """``upright`` has the icon above the words, else it stands before them."""
        super().__init__(look, "", self._touch, "surface", "pressed", "primary")
        self._emit = emit
        self._look = look
        self._upright = upright
        self._choice: Choice | None = None
        sizes = look.sizes
        align = "center" if upright else "left"
        self._title = Words(look, sizes.label, sizes.text, bold=True, align=align)
        self._lines = Words(look, sizes.text, align=align, colour="second", top=True)
        self._icon = Picture(look)
        self._chevron = Picture(look, draw_chevron)
        for widget in (self._title, self._lines, self._icon, self._chevron):
            self.add_widget(widget)
        self.bind(pos=self._inside, size=self._inside)

    def show(self, choice: Choice) -> None:
        self._choice = choice
        self.name = choice.name
        self.usable = choice.usable
        self._title.say(choice.title)
        self._lines.say("\n".join(self._said(choice)))
        self._title.recolour("ink" if choice.usable else "second")
        self._lines.recolour("second" if choice.usable else "attention")
        self._icon.draw_with(icon(choice.icon, "primary" if choice.usable else "second"))
        if choice.usable:
            self.recolour("surface", "pressed", "primary")
        else:
            self.recolour("ground", "ground", "second")
        self._chevron.opacity = 1 if choice.usable and not choice.icon else 0
        self._inside()

    def _said(self, choice: Choice) -> tuple[str, ...]:
        """Large letters leave room for one line of a wide tile."""
        if self._look.elder and not self._upright and not self._look.lying and not self._look.low:
            return (" · ".join(choice.lines),) if choice.lines else ()
        return choice.lines

    def _touch(self) -> None:
        if self._choice is not None:
            self._emit(self._choice.given)

    def _inside(self, *_: Any) -> None:
        if self._choice is not None:
            self._place_words()

    def _place_words(self) -> None:
        """The title and what there is to say of it are one block, in the middle of what the icon leaves."""
        inset = dp(INSET)
        left, right = self.x + inset, self.right - inset
        bottom, top = self.y + dp(8), self.top - dp(8)
        if self._upright:
            title, lines = self._heights(right - left, top - bottom)
            side = max(0.0, min(top - bottom - title - lines, dp(140)))
            self._icon.pos, self._icon.size = (self.center_x - side / 2, bottom + title + lines), (side, side)
            top = bottom + title + lines
        else:
            side = min(dp(80), top - bottom) if self._choice and self._choice.icon else 0.0
            self._icon.pos, self._icon.size = (left, self.center_y - side / 2), (side, side)
            self._chevron.pos, self._chevron.size = (self.right - dp(84), self.center_y - dp(40)), (dp(72), dp(80))
            left += side + dp(GAP) if side else 0
            right -= dp(64) if self._chevron.opacity else 0
            title, lines = self._heights(right - left, top - bottom)
        spare = max(0.0, top - bottom - title - lines) / 2
        self._lines.pos, self._lines.size = (left, bottom + spare), (right - left, lines)
        self._title.pos, self._title.size = (left, bottom + spare + lines), (right - left, title)

    def _heights(self, width: float, room: float) -> tuple[float, float]:
        """Of the title and of the lines: what they are likely to need. Words shrink before they are cut."""
        if self._choice is None:
            return 0.0, 0.0
        said, look, small = self._said(self._choice), self._look, LADDER[-1]
        lines = sum(_lines_of(line, dp(look.sizes.text), width) for line in said)
        below = dp(look.lines(look.sizes.text, lines)) if lines else 0.0
        title = self._title_height(look.sizes.label, width)
        if title + below > room and look.elder and not look.lying and not look.low:
            title = self._title_height(look.sizes.text, width)
        if title + below > room and lines:
            least = dp(look.lines(small, sum(_lines_of(line, dp(small), width) for line in said)))
            below = max(least, room - title)
        return min(title, room - below), below

    def _title_height(self, size: int, width: float) -> float:
        title = self._choice.title if self._choice else ""
        return float(dp(self._look.lines(size, _lines_of(title, dp(size), width))))


def _lines_of(text: str, size: float, width: float) -> int:
    ems = sum(0.52 if character.isascii() else 1.0 for character in text)
    return max(1, -int(-ems * size // max(width, 1.0)))


def sheet_words(speech: Speech, look: Look, sheet: int, sheets: int) -> str:
    """Which sheet of how many; nothing where there is one. Large letters leave no room for a sentence."""
    key = "choose.sheet.short" if look.elder else "choose.sheet"
    return speech(key, sheet=sheet + 1, sheets=sheets) if sheets > 1 else ""


class TileSheets:
    """As many tiles as the look has room for, inside ``box`` of a page; what lies beyond is on further sheets."""

    def __init__(self, page: Page, box: Box, *, shape: tuple[int, int] | None = None, pager: Box | None = None) -> None:
        """``shape``: so many across and down on a sheet, whatever the look says; ``pager`` is where one turns them,
        below or beside the tiles where nothing is said.
        """
        self._page = page
        look = page.look
        self._box = box
        self._fixed = shape is not None
        self._pager_box = pager
        self._across, self._down = shape or look.tiles
        self._most = self._across * self._down
        self._tiles = [Tile(look, page.emit) for _ in range(self._most)]
        self._sheet = Words(look, look.sizes.text, name="sheet", colour="second")
        self._earlier = WordButton(look, "earlier", lambda: page.emit(SheetTurned(-1)))
        self._further = WordButton(look, "further", lambda: page.emit(SheetTurned(1)))
        for widget, place_of in zip((self._earlier, self._sheet, self._further), self._pager(), strict=True):
            page.put(widget, place_of)

    def _pager(self) -> list[Box]:
        """Below the tiles, or beside them where the page is wide and low."""
        box = self._box
        if self._pager_box is not None:
            return columns(self._pager_box, FILL, FILL, FILL)
        if self._page.look.lying:
            aside = Box(box.left + box.width - PAGER, box.top, PAGER, box.height)
            return rows(aside, BUTTON, BUTTON, BUTTON)
        return columns(Box(box.left, box.bottom - BUTTON, box.width, BUTTON), FILL, FILL, FILL)

    def _beside_pager(self) -> Box:
        box = self._box
        if self._pager_box is not None:
            return box
        if self._page.look.lying:
            return box._replace(width=box.width - PAGER - GAP)
        return box._replace(height=box.height - BUTTON - GAP)

    def show(self, choices: tuple[Choice, ...], sheet: int, speech: Speech) -> None:
        sheets = max(1, -(-len(choices) // self._most))
        sheet = min(sheet, sheets - 1)
        shown = choices[sheet * self._most : (sheet + 1) * self._most]
        several = sheets > 1
        self._sheet.say(sheet_words(speech, self._page.look, sheet, sheets))
        self._earlier.say(speech("choose.earlier"))
        self._further.say(speech("choose.further"))
        show_if(self._page, self._earlier, wanted=sheet > 0)
        show_if(self._page, self._further, wanted=sheet + 1 < sheets)
        cells = self._cells(len(choices), several=several)
        for index, tile in enumerate(self._tiles):
            if index < len(shown):
                tile.show(shown[index])
                show_if(self._page, tile, wanted=True)
                place(self._page, tile, cells[index], self._page.look.page[1])
            else:
                show_if(self._page, tile, wanted=False)

    def _cells(self, count: int, *, several: bool) -> list[Box]:
        """A few tiles stand below each other where there is room; no tile is higher than is of use."""
        box = self._beside_pager() if several else self._box
        across, down = self._across, self._down
        look = self._page.look
        if not self._fixed and not look.lying and not look.low and count <= FEW:
            across, down = 1, FEW
        most = down * HIGHEST + (down - 1) * GAP
        return grid(box._replace(height=min(box.height, most)), across, down)
