"""Draws the manager's wall, 1920 × 1080."""

from kivy.uix.widget import Widget

from screens.drawing.box import Box
from screens.drawing.fitting import Step
from screens.drawing.marks import Mark
from screens.drawing.shapes import Card, Divider, MarkBox
from screens.drawing.standing import show_each
from screens.drawing.text_box import Texts
from screens.hall_board.side import QueueView
from screens.theme import GOOD, INK, LIST_SIZE, SECOND_INK, SMALL_SIZE, SURFACE, WRONG
from screens.wall.picture import NeedLine, StateCount, Tile, WallPicture, WallRoom, WindowCell

WIDTH = 1920
HEIGHT = 1080

_SMALL: tuple[Step, ...] = ((SMALL_SIZE, 1),)
_PAIR: tuple[Step, ...] = ((SMALL_SIZE, 2),)
_LARGE: tuple[Step, ...] = ((LIST_SIZE, 1), (SMALL_SIZE, 2))

_LINE = 50
_PAD = 20

_HALL = Box(32, 980, 900, 100)
_STATE = Box(950, 980, 640, 100)
_CLOCK = Box(1600, 976, 288, 104)
_NEEDS = Box(32, 32, 860, 940)
_TILES = (Box(908, 760, 250, 212), Box(1174, 760, 372, 212), Box(1562, 760, 326, 212))
_QUEUES = Box(908, 408, 980, 338)
_WINDOWS = Box(908, 32, 980, 364)
_NEED_HEIGHT = 104
_QUEUE_HEIGHT = 55
_CELL_COLUMNS = 3
_CHIP_HEIGHT = 100

_NEED_LINES = Box(_NEEDS.x + _PAD, _NEEDS.y + 12, _NEEDS.width - 2 * _PAD, 8 * _NEED_HEIGHT).lines(_NEED_HEIGHT)
_QUEUE_LINES = Box(_QUEUES.x + _PAD, _QUEUES.y + 6, _QUEUES.width - 2 * _PAD, 5 * _QUEUE_HEIGHT).lines(_QUEUE_HEIGHT)
_CELL_ROWS = Box(_WINDOWS.x + _PAD, _WINDOWS.y + 8, _WINDOWS.width - 2 * _PAD, 5 * _LINE).lines(_LINE)
_CELLS = tuple(
    Box(row.x + column * (row.width // _CELL_COLUMNS), row.y, row.width // _CELL_COLUMNS, row.height)
    for row in _CELL_ROWS
    for column in range(_CELL_COLUMNS)
)

ROOM = WallRoom(needs=len(_NEED_LINES), queues=len(_QUEUE_LINES), windows=len(_CELLS) - 1)


class WallView(Widget):  # type: ignore[misc]  # Kivy has no types
    """The whole wall."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(size=(WIDTH, HEIGHT), size_hint=(None, None))
        self.name = "wall"
        self._hall = texts.regular(_HALL, _PAIR, name="hall")
        self._state = texts.regular(_STATE, _PAIR, align="right", name="state")
        self._clock = texts.regular(_CLOCK, ((LIST_SIZE, 1),), align="right", name="clock")
        self._needs = _NeedsView(texts)
        self._tiles = [_TileView(box, texts, name=f"tile-{n}") for n, box in enumerate(_TILES, 1)]
        self._queues = _QueuesView(texts)
        self._windows = _WindowsView(texts)
        for part in (self._hall, self._state, self._clock, self._needs, self._queues, self._windows):
            self.add_widget(part)
        self._picture: WallPicture | None = None

    def show(self, picture: WallPicture) -> None:
        """Draw what differs from the last picture; after a failure halfway the next call draws everything again."""
        if picture == self._picture:
            return
        self._picture = None
        self._hall.say(picture.hall.beside, SECOND_INK)
        self._state.say(picture.state.below, SECOND_INK)
        self._clock.say(picture.clock, SECOND_INK)
        self._needs.show(picture)
        show_each(self, self._tiles, picture.tiles, old=picture.old)
        self._queues.show(picture)
        self._windows.show(picture)
        self._picture = picture


class _NeedsView(Card):
    """What needs a hand; above all the wall's own line."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(_NEEDS, SURFACE, name="needs")
        head = Box(_NEEDS.x + _PAD, _NEEDS.top - 8 - 2 * _LINE + 12, _NEEDS.width - 2 * _PAD, _LINE + 24)
        self._head = texts.bold(head, _SMALL, name="needs-head")
        self._page = texts.regular(head, _SMALL, align="right")
        self._lines = [_NeedView(box, texts, name=f"need-{n}") for n, box in enumerate(_NEED_LINES, 1)]
        middle = Box(_NEEDS.x + _PAD, _NEEDS.y + 300, _NEEDS.width - 2 * _PAD, 2 * _LINE)
        self._tick = MarkBox(Box(_NEEDS.x + (_NEEDS.width - 200) // 2, middle.top + 20, 200, 200))
        self._well = texts.regular(middle, _PAIR, align="middle", name="well")
        for part in (self._head, self._page, self._tick, self._well):
            self.add_widget(part)

    def show(self, picture: WallPicture) -> None:
        trouble = picture.trouble
        own = (NeedLine("", trouble, urgent=True),) if trouble else ()
        self._head.say(picture.needs_head.beside, WRONG if trouble or picture.needs else SECOND_INK)
        self._page.say(picture.needs_page.main, SECOND_INK)
        show_each(self, self._lines, (*own, *picture.needs), old=picture.old)
        self._tick.show(Mark.GOOD if picture.well and picture.good else None, GOOD)
        self._well.say(picture.well.below, INK)


class _NeedView(Widget):  # type: ignore[misc]  # Kivy has no types
    """What is the matter, in two languages or two lines."""

    def __init__(self, box: Box, texts: Texts, *, name: str) -> None:
        super().__init__(pos=(box.x, box.y), size=(box.width, box.height), size_hint=(None, None))
        self.name = name
        x, width = box.x + 60, box.width - 60
        self._mark = MarkBox(Box(box.x, box.y + _LINE, 44, box.height - _LINE))
        self._main = texts.bold(Box(x, box.y + _LINE, width, box.height - _LINE), _SMALL)
        self._second = texts.regular(Box(x, box.y, width, _LINE), _SMALL)
        self._alone = texts.bold(Box(x, box.y, width, box.height), _PAIR)
        for part in (self._mark, self._main, self._second, self._alone):
            self.add_widget(part)

    def show(self, need: NeedLine, *, old: bool) -> None:
        # What is said of the wall's own line is never old.
        ink = SECOND_INK if old and need.where else WRONG if need.urgent else INK
        said = f"{need.where}  {need.what.main}".strip()
        self._mark.show(Mark.TROUBLE, ink)
        self._main.say(said if need.what.second else "", ink)
        self._second.say(need.what.second, SECOND_INK)
        self._alone.say("" if need.what.second else said, ink)


class _TileView(Card):
    """A figure and what it counts."""

    def __init__(self, box: Box, texts: Texts, *, name: str) -> None:
        super().__init__(box, SURFACE, name=name)
        inner = box.inside(_PAD)
        self._label = texts.regular(Box(inner.x, box.y + 4, inner.width, 2 * _LINE), _PAIR)
        self._figure = texts.bold(Box(inner.x, box.y + 2 * _LINE, inner.width, 112), _LARGE)
        self.add_widget(self._label)
        self.add_widget(self._figure)

    def show(self, tile: Tile, *, old: bool) -> None:
        self._figure.say(tile.figure, SECOND_INK if old else INK)
        self._label.say(tile.label.main, SECOND_INK)


class _QueuesView(Card):
    """Who waits for what, the longest line first."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(_QUEUES, SURFACE, name="queues")
        head = Box(_QUEUES.x + _PAD, _QUEUES.top - 6 - _LINE, _QUEUES.width - 2 * _PAD, _LINE)
        self._head = texts.regular(head, _SMALL)
        self._page = texts.regular(Box(head.x, head.y, head.width - 220, head.height), _SMALL, align="right")
        self._unit = texts.regular(head, _SMALL, align="right")
        self._lines = [QueueView(box, f"queue-{n}", texts) for n, box in enumerate(_QUEUE_LINES, 1)]
        for part in (self._head, self._page, self._unit):
            self.add_widget(part)

    def show(self, picture: WallPicture) -> None:
        self._head.say(picture.queues_head.beside, SECOND_INK)
        self._page.say(picture.queues_page.main, SECOND_INK)
        self._unit.say(picture.minutes_head.beside, SECOND_INK)
        show_each(self, self._lines, picture.queues, old=picture.old)


class _WindowsView(Card):
    """How many windows are in each state, then each of them."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(_WINDOWS, SURFACE, name="windows")
        width = (_WINDOWS.width - 2 * _PAD) // 5
        y = _WINDOWS.top - _CHIP_HEIGHT - 6
        chips = (Box(_WINDOWS.x + _PAD + place * width, y, width, _CHIP_HEIGHT) for place in range(5))
        self._chips = [_ChipView(box, texts) for box in chips]
        *cells, last = _CELLS
        self._cells = [_CellView(box, texts, name=f"window-{n}") for n, box in enumerate(cells, 1)]
        self._page = texts.regular(last, _SMALL, align="right")
        self.add_widget(self._page)
        foot, height = _CELL_ROWS[-1].y, _CELL_ROWS[0].top - _CELL_ROWS[-1].y
        for beside in _CELLS[1:_CELL_COLUMNS]:
            self.add_widget(Divider(Box(beside.x - 2, foot + 4, 2, height - 8), SECOND_INK))

    def show(self, picture: WallPicture) -> None:
        show_each(self, self._chips, picture.counts, old=picture.old)
        show_each(self, self._cells, picture.windows, old=picture.old)
        self._page.say(picture.windows_page.main, SECOND_INK)


class _ChipView(Widget):  # type: ignore[misc]  # Kivy has no types
    """A state's mark, word and count; a word that stands alone goes below them, where there is room for it."""

    def __init__(self, box: Box, texts: Texts) -> None:
        super().__init__(pos=(box.x, box.y), size=(box.width, box.height), size_hint=(None, None))
        half = box.height // 2
        x = box.x + 46
        self._mark = MarkBox(Box(box.x, box.y + half, 40, half))
        self._word = texts.regular(Box(x, box.y + half, 84, half), _SMALL)
        self._count = texts.bold(Box(x + 88, box.y + half, 50, half), _SMALL)
        self._below = texts.regular(Box(box.x + 24, box.y, box.width - 24, half), _SMALL)
        for part in (self._mark, self._word, self._count, self._below):
            self.add_widget(part)

    def show(self, count: StateCount, *, old: bool) -> None:
        ink = SECOND_INK if old else INK
        alone = not count.word.second
        self._mark.show(count.mark, ink)
        self._word.say("" if alone else count.word.main, ink)
        self._count.move(self._word.x if alone else self._count.box.x)
        self._count.say(count.count, ink)
        self._below.say(count.word.main if alone else count.word.second, SECOND_INK)


class _CellView(Widget):  # type: ignore[misc]  # Kivy has no types
    def __init__(self, box: Box, texts: Texts, *, name: str) -> None:
        super().__init__(pos=(box.x, box.y), size=(box.width, box.height), size_hint=(None, None))
        self.name = name
        self._window = texts.regular(Box(box.x + 4, box.y, 52, box.height), _SMALL, align="right")
        self._mark = MarkBox(Box(box.x + 62, box.y, 30, box.height))
        self._number = texts.bold(Box(box.x + 98, box.y, 104, box.height), _SMALL)
        self._minutes = texts.regular(Box(box.x + 204, box.y, box.width - 220, box.height), _SMALL, align="right")
        for part in (self._window, self._mark, self._number, self._minutes):
            self.add_widget(part)

    def show(self, cell: WindowCell, *, old: bool) -> None:
        ink = SECOND_INK if old or cell.mark in (Mark.OVER, Mark.FREE) else INK
        self._window.say(cell.window, ink)
        self._mark.show(cell.mark, ink)
        self._number.say(cell.number, ink)
        self._minutes.say(cell.minutes, SECOND_INK)
