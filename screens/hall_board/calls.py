"""The calls: the one to look at, the earlier ones, and what is said when there is none."""

from kivy.uix.widget import Widget

from screens.drawing.box import Box
from screens.drawing.fitting import Step, needed
from screens.drawing.marks import Mark
from screens.drawing.shapes import Card, MarkBox
from screens.drawing.text_box import Texts
from screens.hall_board.layout import PAD
from screens.hall_board.picture import Banner, CallLine
from screens.theme import CALL_SIZE, CALLED_NOW, GROUND, INK, LIST_SIZE, SECOND_INK, SMALL_SIZE, SURFACE, WRONG, Colour

Steps = tuple[Step, ...]

_CARD_NUMBER: Steps = ((CALL_SIZE, 1), (LIST_SIZE, 1), (SMALL_SIZE, 3))
_CARD_WINDOW: Steps = ((LIST_SIZE, 2), (SMALL_SIZE, 3))
_ONE_LINE: Steps = ((LIST_SIZE, 1), (SMALL_SIZE, 2))
_SMALL: Steps = ((SMALL_SIZE, 1),)
_SMALL_PAIR: Steps = ((SMALL_SIZE, 2),)

_CARD_NUMBER_WIDTH = 560
_CARD_LONG_NUMBER_WIDTH = 420
"""A number that does not stand in one line leaves its window room for a large name."""

_CARD_MARK_WIDTH = 84
_CARD_GAP = 20
_CARD_SMALL_HEIGHT = 52
_STACKED_NUMBER_HEIGHT = 190

_ROW_NUMBER_WIDTHS = (294, 420)
"""Five characters stand in a column; a longer number moves the rest of its row."""

_ROW_MARK_WIDTH = 56
_ROW_MARK_GAPS = (12, 18)
_ROW_SMALL_GAP = 20
_ROW_STATE_WIDTH = 140
_ROW_ENGLISH_WIDTH = 152
"""The least that the state, or the English name, of a call needs beside the window's name: in two lines."""

_BANNER_SIGN = 140
_BANNER_TITLE = 100
_BANNER_LINE = 50

_ROW_LINE_HEIGHT = 96
_ROW_SMALL_HEIGHT = 50
_ROW_OVERLAP = 6
"""Of a row whose small print stands below: number and window, and the small print. No ink reaches the overlap."""


class CallCard(Card):
    """A call to look at. Number, mark and window are side by side, or the window is below the others."""

    def __init__(self, box: Box, name: str, texts: Texts, *, stacked: bool) -> None:
        super().__init__(box, SURFACE, name=name)
        self._box = box
        self._stacked = stacked
        self._measure = texts.letterings.bold.width
        top, below = self._parted(box) if stacked else (box, box)
        number = Box(box.x + PAD, top.y, _CARD_NUMBER_WIDTH, top.height)
        inner = box.width - 2 * PAD
        self._number = texts.bold(number, _CARD_NUMBER, name=f"{name}-number")
        self._mark = MarkBox(Box(box.x, top.y, _CARD_MARK_WIDTH, top.height))
        self._window = texts.bold(Box(box.x + PAD, below.y, inner, below.height), _CARD_WINDOW, name=f"{name}-window")
        self._small = texts.regular(Box(box.x + PAD, box.y + 16, inner, _CARD_SMALL_HEIGHT), _SMALL)
        for part in (self._number, self._mark, self._window, self._small):
            self.add_widget(part)

    def show(self, call: CallLine, *, old: bool) -> None:
        ink = _ink(call, CALLED_NOW if call.mark is Mark.GO else INK, old=old)
        self.paint(CALLED_NOW if call.lit else SURFACE)
        x = self._show_number(call, ink)
        if self._stacked:
            x = self._box.x + PAD
        self._show_window(call, _ink(call, INK, old=old), x)

    def _show_number(self, call: CallLine, ink: Colour) -> float:
        """Number and mark; returns where the window may begin."""
        width = (
            needed(call.number, (CALL_SIZE, LIST_SIZE), _CARD_NUMBER_WIDTH, self._measure) or _CARD_LONG_NUMBER_WIDTH
        )
        self._number.say(call.number, ink, width=width)
        x = self._box.x + PAD + width + _CARD_GAP
        self._mark.show(call.mark, ink, x=x)
        return x + _CARD_MARK_WIDTH + _CARD_GAP

    def _show_window(self, call: CallLine, ink: Colour, x: float) -> None:
        width = int(self._box.right - PAD - x)
        # A name of two large lines needs the whole height: its translation gives way, the call's state does not.
        one_line = self._stacked or needed(call.window.main, (LIST_SIZE,), width, self._measure) is not None
        small = _all_small_print(call) if one_line else call.word.beside
        lifted = _CARD_SMALL_HEIGHT / 2 if small else 0
        self._window.move(x, up=lifted)
        self._window.say(call.window.main, ink, width=width, steps=_ONE_LINE if one_line or small else _CARD_WINDOW)
        self._small.move(x)
        self._small.say(small, GROUND if call.lit else SECOND_INK, width=width)

    @staticmethod
    def _parted(box: Box) -> tuple[Box, Box]:
        top = Box(box.x, box.top - _STACKED_NUMBER_HEIGHT, box.width, _STACKED_NUMBER_HEIGHT)
        return top, Box(box.x, box.y, box.width, top.y - box.y)


class CallRow(Widget):  # type: ignore[misc]  # Kivy has no types
    """One earlier call: number, mark, window; then the window's second name, or the state of who need not come."""

    def __init__(self, box: Box, name: str, texts: Texts, *, stacked: bool) -> None:
        super().__init__(pos=(box.x, box.y), size=(box.width, box.height), size_hint=(None, None))
        self.name = name
        self._box = box
        self._stacked = stacked
        self._letterings = texts.letterings
        self._ground = Card(Box(box.x, box.y + 3, box.width, box.height - 6), None)
        line, below = _stacked_lines(box) if stacked else (box, box)
        inner = box.width - 2 * PAD
        self._number = texts.bold(Box(box.x + PAD, line.y, _ROW_NUMBER_WIDTHS[1], line.height), _ONE_LINE)
        self._mark = MarkBox(Box(box.x, line.y, _ROW_MARK_WIDTH, line.height))
        self._window = texts.regular(Box(box.x, line.y, inner, line.height), _ONE_LINE)
        self._small = texts.regular(Box(box.x, below.y, inner, below.height), _SMALL if stacked else _SMALL_PAIR)
        for part in (self._ground, self._number, self._mark, self._window, self._small):
            self.add_widget(part)

    def show(self, call: CallLine, *, old: bool) -> None:
        ink = _ink(call, INK if call.mark is Mark.GO else SECOND_INK, old=old)
        self._ground.paint(CALLED_NOW if call.lit else None)
        x = self._show_number(call, ink)
        if self._stacked:
            self._show_stacked(call, ink, x)
        else:
            self._show_beside(call, ink, x)

    def _show_number(self, call: CallLine, ink: Colour) -> float:
        least, most = _ROW_NUMBER_WIDTHS
        width = max(least, needed(call.number, (LIST_SIZE,), most, self._letterings.bold.width) or most)
        self._number.say(call.number, ink, width=width)
        before, behind = _ROW_MARK_GAPS
        x = self._box.x + PAD + width + before
        self._mark.show(call.mark, ink, x=x)
        return x + _ROW_MARK_WIDTH + behind

    def _show_stacked(self, call: CallLine, ink: Colour, x: float) -> None:
        width = int(self._box.right - PAD - x)
        self._window.move(x)
        self._window.say(call.window.main, ink, width=width)
        self._small.move(x)
        self._small.say(_all_small_print(call), GROUND if call.lit else SECOND_INK, width=width)

    def _show_beside(self, call: CallLine, ink: Colour, x: float) -> None:
        """The large name goes before its translation; who need not come is told so before anything else."""
        end = self._box.right - PAD
        room = int(end - x) - (_ROW_STATE_WIDTH + _ROW_SMALL_GAP if call.word else 0)
        width = needed(call.window.main, (LIST_SIZE, SMALL_SIZE), room, self._letterings.regular.width) or room
        self._window.move(x)
        self._window.say(call.window.main, ink, width=width)
        x += width + _ROW_SMALL_GAP
        left = int(end - x)
        small = call.word.below or (call.window.second if left >= _ROW_ENGLISH_WIDTH else "")
        self._small.move(x)
        self._small.say(small, GROUND if call.lit else SECOND_INK, width=max(left, 1))


def _stacked_lines(box: Box) -> tuple[Box, Box]:
    foot = box.y + (box.height - _ROW_LINE_HEIGHT - _ROW_SMALL_HEIGHT + _ROW_OVERLAP) // 2
    small = Box(box.x, foot, box.width, _ROW_SMALL_HEIGHT)
    return Box(box.x, small.top - _ROW_OVERLAP, box.width, _ROW_LINE_HEIGHT), small


class BannerView(Card):
    """What is said while there is no call to look at, or none to be trusted."""

    def __init__(self, box: Box, texts: Texts, *, stacked: bool) -> None:
        super().__init__(box, SURFACE, name="banner")
        self._box = box
        self._stacked = stacked
        inner = box.width - 2 * PAD
        detail = _BANNER_LINE * (2 if stacked else 1)
        foot = box.y + (box.height - _BANNER_TITLE - _BANNER_LINE - detail) // 2
        self._sign = MarkBox(Box(box.x + 32, box.y, _BANNER_SIGN, box.height))
        self._detail = texts.regular(Box(box.x, foot, inner, detail), _SMALL_PAIR if stacked else _SMALL)
        self._second = texts.regular(Box(box.x, foot + detail, inner, _BANNER_LINE), _SMALL)
        self._title = texts.bold(Box(box.x, foot + detail + _BANNER_LINE, inner, _BANNER_TITLE), _ONE_LINE)
        for part in (self._sign, self._title, self._second, self._detail):
            self.add_widget(part)

    def show(self, banner: Banner) -> None:
        indent = 32 + _BANNER_SIGN + 32 if banner.alarm else PAD
        x, width = self._box.x + indent, self._box.width - indent - PAD
        self._sign.show(Mark.TROUBLE if banner.alarm else None, WRONG)
        for part in (self._title, self._second, self._detail):
            part.move(x)
        self._title.say(banner.title.main, WRONG if banner.alarm else INK, width=width)
        self._second.say(banner.title.second, SECOND_INK, width=width)
        self._detail.say(banner.detail.below if self._stacked else banner.detail.beside, INK, width=width)


def _ink(call: CallLine, calm: Colour, *, old: bool) -> Colour:
    """``calm`` is the colour of what is not lit and not old."""
    if call.lit:
        return GROUND
    return SECOND_INK if old else calm


def _all_small_print(call: CallLine) -> str:
    return " · ".join(part for part in (call.window.second, call.word.beside) if part)
