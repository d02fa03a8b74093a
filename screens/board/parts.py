"""The few widgets that a board is made of: text in a fixed box, a plain card, the marks."""

from typing import Any

from kivy.core.text import Label as CoreLabel
from kivy.graphics import Color, Ellipse, Rectangle, RoundedRectangle, Triangle
from kivy.uix.label import Label
from kivy.uix.widget import Widget

from screens.board.fitting import Measure, Step, fitted
from screens.board.layout import CORNER, Box
from screens.board.picture import Mark
from screens.theme import CALL_SIZE, INK, LIST_SIZE, SMALL_SIZE, Colour

_LINE_HEIGHTS = {CALL_SIZE: 0.75, LIST_SIZE: 0.75, SMALL_SIZE: 0.85}
"""Of the font's own 1.45 em, so that two lines stand in the headline, and two of small print in 100 px."""

_RISE = 0.06
"""Of the size: the middle of digits and Chinese characters lies that much below the middle of the font's line."""


class TextBox(Label):  # type: ignore[misc]  # Kivy has no types
    """Text in a box that stays: the size steps down before anything is cut."""

    def __init__(self, box: Box, font: str, measure: Measure, steps: tuple[Step, ...], *, halign: str = "left") -> None:
        super().__init__(
            font_name=font,
            font_size=steps[0][0],
            halign=halign,
            size_hint=(None, None),
            color=INK,
        )
        self._measure = measure
        self._steps = steps
        self._said: object = None
        self._box = Box(0, 0, 0, 0)
        self.place(box)

    def place(self, box: Box) -> None:
        """Stand elsewhere, or in another width: what is said next is fitted anew."""
        if box == self._box:
            return
        self.size = (box.width, box.height)
        self.text_size = (box.width, None)
        self.pos = (box.x, box.y)
        self._box = box
        self._said = None

    def say(self, text: str, colour: Colour = INK) -> None:
        self.color = colour
        if self._said == text:
            return
        self._said = text
        fit = fitted(text, self._box.width, self._steps, self._measure)
        self._draw(fit.text, fit.size)

    def _draw(self, text: str, size: int) -> None:
        self.font_size = size
        self.line_height = _LINE_HEIGHTS[size]
        self.y = self._box.y + _RISE * size
        self.text = text


class Texts:
    """Makes text boxes in one of two weights. ``regular`` and ``bold`` are the font's files."""

    def __init__(self, regular: str, bold: str) -> None:
        self._regular = regular
        self._bold = bold
        self.measure_bold = _measure(bold)
        self.measure_regular = _measure(regular)

    def bold(self, box: Box, steps: tuple[Step, ...], *, halign: str = "left") -> TextBox:
        return TextBox(box, self._bold, self.measure_bold, steps, halign=halign)

    def regular(self, box: Box, steps: tuple[Step, ...], *, halign: str = "left") -> TextBox:
        return TextBox(box, self._regular, self.measure_regular, steps, halign=halign)


def _measure(font: str) -> Measure:
    def width(text: str, size: int) -> float:
        return float(CoreLabel(font_name=font, font_size=size).get_extents(text)[0])

    return width


def named(name: str, box: TextBox) -> TextBox:
    """The same box, to be found by its name."""
    box.name = name
    return box


class Card(Widget):  # type: ignore[misc]  # Kivy has no types
    """A rounded ground for other things."""

    def __init__(self, box: Box, colour: Colour, **named: Any) -> None:
        super().__init__(pos=(box.x, box.y), size=(box.width, box.height), size_hint=(None, None), **named)
        with self.canvas.before:
            self._fill = Color(*colour)
            RoundedRectangle(pos=self.pos, size=self.size, radius=[CORNER])

    def paint(self, colour: Colour) -> None:
        self._fill.rgba = colour


class MarkBox(Widget):  # type: ignore[misc]  # Kivy has no types
    """The shape of a call's state: an arrow to go, a disc while served, a bar when it is over."""

    def __init__(self, box: Box) -> None:
        super().__init__(pos=(box.x, box.y), size=(box.width, box.height), size_hint=(None, None))
        self._shown: object = None

    def show(self, mark: Mark, colour: Colour) -> None:
        if self._shown == (mark, colour, *self.pos):
            return
        self._shown = (mark, colour, *self.pos)
        self.canvas.clear()
        with self.canvas:
            Color(*colour)
            _SHAPES[mark](self.x, self.center_y, self.width)


def _arrow(x: float, middle: float, width: float) -> None:
    head = width * 0.5
    Rectangle(pos=(x, middle - width * 0.1), size=(width - head + 1, width * 0.2))
    Triangle(points=[x + width - head, middle - head, x + width - head, middle + head, x + width, middle])


def _disc(x: float, middle: float, width: float) -> None:
    across = width * 0.5
    Ellipse(pos=(x + (width - across) / 2, middle - across / 2), size=(across, across))


def _bar(x: float, middle: float, width: float) -> None:
    Rectangle(pos=(x + width * 0.2, middle - width * 0.06), size=(width * 0.6, width * 0.12))


_SHAPES = {Mark.GO: _arrow, Mark.SERVING: _disc, Mark.OVER: _bar}


class WarningSign(Widget):  # type: ignore[misc]  # Kivy has no types
    """A triangle with a stroke and a dot: read as "take care" without any word."""

    def __init__(self, box: Box, colour: Colour, ink: Colour) -> None:
        super().__init__(pos=(box.x, box.y), size=(box.width, box.height), size_hint=(None, None))
        middle, width = self.center_x, self.width
        with self.canvas:
            Color(*colour)
            Triangle(points=[self.x, self.y, self.right, self.y, middle, self.top])
            Color(*ink)
            Rectangle(pos=(middle - width * 0.05, self.y + self.height * 0.3), size=(width * 0.1, self.height * 0.36))
            Rectangle(pos=(middle - width * 0.05, self.y + self.height * 0.12), size=(width * 0.1, width * 0.1))
