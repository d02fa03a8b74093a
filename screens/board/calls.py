"""The calls: the one to look at, the earlier ones, and what is said when there is none."""

import math

from kivy.uix.widget import Widget

from screens.board import layout
from screens.board.fitting import Measure
from screens.board.layout import Box
from screens.board.parts import Card, MarkBox, Texts, WarningSign, named
from screens.board.picture import Banner, CallLine, Mark
from screens.theme import CALL_SIZE, CALLED_NOW, GROUND, INK, LIST_SIZE, SECOND_INK, SMALL_SIZE, SURFACE, WRONG, Colour

_HEADLINE_NUMBER = ((CALL_SIZE, 1), (LIST_SIZE, 1), (SMALL_SIZE, 3))
_HEADLINE_WINDOW = ((LIST_SIZE, 2), (SMALL_SIZE, 3))
_ROW = ((LIST_SIZE, 1), (SMALL_SIZE, 2))
_TITLE = ((LIST_SIZE, 1), (SMALL_SIZE, 1))
_SMALL = ((SMALL_SIZE, 1),)
_SMALL_PAIR = ((SMALL_SIZE, 2),)


class HeadlineView(Card):
    """The call to look at."""

    def __init__(self, texts: Texts) -> None:
        box = layout.HEADLINE
        super().__init__(box, SURFACE)
        self.name = "headline"
        self._measure = texts.measure_bold
        self._number = named("headline-number", texts.bold(box, _HEADLINE_NUMBER))
        self._mark = MarkBox(Box(box.x, box.y, layout.HEADLINE_MARK_WIDTH, box.height))
        self._window = named("headline-window", texts.bold(box, _HEADLINE_WINDOW))
        self._small = texts.regular(box, _SMALL)
        for part in (self._number, self._mark, self._window, self._small):
            self.add_widget(part)

    def show(self, call: CallLine | None) -> None:
        self.opacity = 1 if call else 0
        if call is None:
            return
        self._stand(call)
        strong = _headline_ink(call)
        self.paint(CALLED_NOW if call.lit else SURFACE)
        self._number.say(call.number, strong)
        self._mark.show(call.mark, strong)
        self._window.say(call.window.zh, GROUND if call.lit else INK)
        small = " · ".join(part for part in (call.window.en, call.word.beside) if part)
        self._small.say(small, GROUND if call.lit else SECOND_INK)

    def _stand(self, call: CallLine) -> None:
        """Number, mark and window side by side, each beginning where the one before ends."""
        box = layout.HEADLINE
        x = box.x + layout.PAD
        number_width = (
            _needed(self._measure, call.number, (CALL_SIZE, LIST_SIZE), layout.HEADLINE_NUMBER_WIDTH)
            or layout.HEADLINE_LONG_NUMBER_WIDTH
        )
        self._number.place(Box(x, box.y, number_width, box.height))
        x += number_width + layout.HEADLINE_GAP
        self._mark.pos = (x, box.y)
        x += layout.HEADLINE_MARK_WIDTH + layout.HEADLINE_GAP
        width = box.x + box.width - layout.PAD - x
        # A name of two large lines needs the whole height: the English name then gives way.
        one_line = _needed(self._measure, call.window.zh, (LIST_SIZE,), width) is not None
        self._window.place(Box(x, box.y + 68, width, 124) if one_line else Box(x, box.y, width, box.height))
        self._small.place(Box(x, box.y + 16, width, 52))
        self._small.opacity = 1 if one_line else 0


def _needed(measure: Measure, text: str, sizes: tuple[int, ...], most: int) -> int | None:
    """The width of ``text`` in one line at the largest size at which it stands in ``most`` pixels, if there is one."""
    widths = (math.ceil(measure(text, size)) for size in sizes)
    return next((width for width in widths if width <= most), None)


def _headline_ink(call: CallLine) -> Colour:
    if call.lit:
        return GROUND
    return CALLED_NOW if call.mark is Mark.GO else INK


class BannerView(Card):
    """What is said while there is no call to look at, or none to be trusted."""

    def __init__(self, texts: Texts) -> None:
        box = layout.HEADLINE
        super().__init__(box, SURFACE)
        self.name = "banner"
        self._sign = WarningSign(Box(box.x + 32, box.y + 42, 140, 124), WRONG, SURFACE)
        self._title = texts.bold(box, _TITLE)
        self._english = texts.regular(box, _SMALL)
        self._detail = texts.regular(box, _SMALL)
        for part in (self._sign, self._title, self._english, self._detail):
            self.add_widget(part)

    def show(self, banner: Banner | None) -> None:
        self.opacity = 1 if banner else 0
        if banner is None:
            return
        self._sign.opacity = 1 if banner.alarm else 0
        self._stand(204 if banner.alarm else layout.PAD)
        self._title.say(banner.title.zh, WRONG if banner.alarm else INK)
        self._english.say(banner.title.en, SECOND_INK)
        self._detail.say(banner.detail.beside, INK)

    def _stand(self, indent: int) -> None:
        box = layout.HEADLINE
        x, width = box.x + indent, box.width - indent - layout.PAD
        self._title.place(Box(x, box.y + 104, width, 96))
        self._english.place(Box(x, box.y + 58, width, 46))
        self._detail.place(Box(x, box.y + 10, width, 46))


class RowView(Widget):  # type: ignore[misc]  # Kivy has no types
    """One earlier call: number, mark, window; then the window's English name, or the state of who need not come."""

    def __init__(self, box: Box, name: str, texts: Texts) -> None:
        super().__init__(pos=(box.x, box.y), size=(box.width, box.height), size_hint=(None, None))
        self.name = name
        self._box = box
        self._texts = texts
        self._ground = Card(Box(box.x, box.y + 3, box.width, box.height - 6), GROUND)
        self._number = texts.bold(box, _ROW)
        self._mark = MarkBox(Box(box.x, box.y, layout.ROW_MARK_WIDTH, box.height))
        self._window = texts.regular(box, _ROW)
        self._small = texts.regular(box, _SMALL_PAIR)
        for part in (self._ground, self._number, self._mark, self._window, self._small):
            self.add_widget(part)

    def show(self, call: CallLine | None, *, old: bool) -> None:
        self.opacity = 1 if call else 0
        if call is None:
            return
        self._stand(call)
        ink = _row_ink(call, old=old)
        self._ground.paint(CALLED_NOW if call.lit else GROUND)
        self._number.say(call.number, ink)
        self._mark.show(call.mark, ink)
        self._window.say(call.window.zh, ink)
        self._small.say(call.word.below or call.window.en, GROUND if call.lit else SECOND_INK)

    def _stand(self, call: CallLine) -> None:
        """Number and mark in their columns, then the window, then small print if there is room for it."""
        y, height = self._box.y, self._box.height
        least, most = layout.ROW_NUMBER_WIDTHS
        x = self._box.x + layout.PAD
        end = self._box.x + self._box.width - layout.PAD
        number_width = max(least, _needed(self._texts.measure_bold, call.number, (LIST_SIZE,), most) or most)
        self._number.place(Box(x, y, number_width, height))
        x += number_width + layout.ROW_GAP
        self._mark.pos = (x, y)
        x += layout.ROW_MARK_WIDTH + layout.PAD
        # The large name goes before its English; who need not come is told so before anything else.
        kept = layout.ROW_STATE_WIDTH + layout.PAD if call.word.zh else 0
        room = end - x - kept
        window_width = _needed(self._texts.measure_regular, call.window.zh, (LIST_SIZE, SMALL_SIZE), room) or room
        self._window.place(Box(x, y, window_width, height))
        x += window_width + layout.PAD
        self._small.place(Box(x, y, max(end - x, 0), height))
        self._small.opacity = 1 if call.word.zh or end - x >= layout.ROW_ENGLISH_WIDTH else 0


def _row_ink(call: CallLine, *, old: bool) -> Colour:
    if call.lit:
        return GROUND
    return INK if call.mark is Mark.GO and not old else SECOND_INK
