"""ChooseQueue: a tile a queue, six at most."""

from datetime import datetime
from typing import Any

from kivy.metrics import dp

from kiosk.flow.inputs import QueueTouched, SheetTurned
from kiosk.flow.pages import ChooseQueue
from kiosk.flow.session import TILES_A_SHEET, Session
from kiosk.presenting import QueueTile, sheet_of_tiles
from kiosk.views.shapes import Picture, draw_chevron
from kiosk.views.theme import (
    ATTENTION,
    BUTTON,
    CONTENT,
    GAP,
    GROUND,
    INK,
    INNER,
    LABEL,
    MARGIN,
    PRIMARY,
    SECOND_INK,
    SURFACE,
    TEXT,
    TITLE,
)
from kiosk.views.widgets import Emit, Page, Touchable, WordButton, Words, place, show_if
from kiosk.words import Speech

_TILES_TOP = 248
_MOST_IN_ONE_COLUMN = 4
_LOW_TILE, _HIGH_TILE = 260, 344


class Tile(Touchable):
    """One queue: its name, how many wait, how long; closed ones say so and cannot be touched."""

    def __init__(self, emit: Emit) -> None:
        super().__init__("queue:", self._touch, SURFACE, GROUND, PRIMARY)
        self._emit = emit
        self._queue = ""
        self._name = Words(LABEL, TEXT, bold=True, align="left")
        self._waiting = Words(TEXT, align="left")
        self._wait = Words(TEXT, align="left", colour=SECOND_INK)
        self._chevron = Picture(draw_chevron)
        for widget in (self._name, self._waiting, self._wait, self._chevron):
            self.add_widget(widget)
        self.bind(pos=self._inside, size=self._inside)

    def show(self, tile: QueueTile) -> None:
        self._queue = tile.queue
        self.name = f"queue:{tile.queue}"
        self._name.say(tile.name)
        self._waiting.say(tile.waiting)
        self._wait.say(tile.wait)
        self.usable = tile.open
        self._waiting.color = INK if tile.open else ATTENTION
        if tile.open:
            self.recolour(SURFACE, GROUND, PRIMARY)
        else:
            self.recolour(GROUND, GROUND, SECOND_INK)
        self._chevron.opacity = 1 if tile.open else 0

    def _touch(self) -> None:
        self._emit(QueueTouched(self._queue))

    def _inside(self, *_: Any) -> None:
        left, width = self.x + dp(32), self.width - dp(64)
        line = dp(60)
        self._wait.pos, self._wait.size = (left, self.y + dp(20)), (width, line)
        self._waiting.pos, self._waiting.size = (left, self.y + dp(20) + line), (width - dp(56), line)
        top = self.y + dp(28) + 2 * line
        self._name.pos, self._name.size = (left, top), (width, self.top - top - dp(12))
        self._chevron.pos, self._chevron.size = (self.right - dp(88), self.y + line), (dp(80), dp(80))


class ChooseQueuePage(Page):
    def __init__(self, emit: Emit) -> None:
        super().__init__("choose-queue", emit)
        self._title = Words(TITLE, name="title", bold=True)
        self._hint = Words(LABEL, TEXT, name="hint")
        self._none = Words(LABEL, name="none")
        self._sheet = Words(TEXT, name="sheet", colour=SECOND_INK)
        self._earlier = WordButton("earlier", lambda: emit(SheetTurned(-1)))
        self._further = WordButton("further", lambda: emit(SheetTurned(1)))
        self._tiles = [Tile(emit) for _ in range(TILES_A_SHEET)]
        self.put(self._title, MARGIN, 40, INNER, 112)
        self.put(self._hint, MARGIN, 152, INNER, 72)
        self.put(self._none, MARGIN, 480, INNER, 300)
        top = CONTENT - BUTTON - GAP
        self.put(self._earlier, MARGIN, top, 312, BUTTON)
        self.put(self._sheet, MARGIN + 336, top, 312, BUTTON)
        self.put(self._further, MARGIN + 672, top, 312, BUTTON)

    def show(self, session: Session, speech: Speech, now: datetime) -> None:  # noqa: ARG002 - pages are shown alike
        assert isinstance(session.page, ChooseQueue)  # noqa: S101 - the screen picks the view by the page's type
        sheets = session.around.last_sheet + 1
        sheet = min(session.page.sheet + 1, sheets)
        tiles = sheet_of_tiles(speech, session.around, session.page)
        self._title.say(speech("choose.title"))
        self._hint.say(speech("choose.hint") if session.around.line else speech("line.lost"))
        self._none.say("" if tiles else speech("choose.none"))
        self._earlier.say(speech("choose.earlier"))
        self._further.say(speech("choose.further"))
        self._sheet.say(speech("choose.sheet", sheet=sheet, sheets=sheets) if sheets > 1 else "")
        show_if(self, self._earlier, wanted=sheet > 1)
        show_if(self, self._further, wanted=sheet < sheets)
        self._lay_out(tiles, one_column=len(session.around.queues) <= _MOST_IN_ONE_COLUMN)

    def _lay_out(self, tiles: tuple[QueueTile, ...], *, one_column: bool) -> None:
        for index, widget in enumerate(self._tiles):
            if index >= len(tiles):
                show_if(self, widget, wanted=False)
                continue
            widget.show(tiles[index])
            show_if(self, widget, wanted=True)
            place(self, widget, _box(index, one_column=one_column), CONTENT)


def _box(index: int, *, one_column: bool) -> tuple[float, float, float, float]:
    if one_column:
        return (MARGIN, _TILES_TOP + index * (_LOW_TILE + GAP), INNER, _LOW_TILE)
    width = (INNER - GAP) / 2
    row, column = divmod(index, 2)
    return (MARGIN + column * (width + GAP), _TILES_TOP + row * (_HIGH_TILE + GAP), width, _HIGH_TILE)
