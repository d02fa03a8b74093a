"""Plain shapes: a card, and the marks that say a state without a word."""

from collections.abc import Callable, Mapping

from kivy.graphics import Color, Ellipse, InstructionGroup, Line, Rectangle, RoundedRectangle, Triangle
from kivy.uix.widget import Widget

from screens.drawing.box import Box
from screens.drawing.marks import Mark
from screens.theme import CORNER, Colour


class Card(Widget):  # type: ignore[misc]  # Kivy has no types
    """A rounded ground for other things; without a colour there is none."""

    def __init__(self, box: Box, colour: Colour | None, *, name: str = "") -> None:
        super().__init__(pos=(box.x, box.y), size=(box.width, box.height), size_hint=(None, None))
        self.name = name
        self._fill = Color()
        self._ground = InstructionGroup()
        self._ground.add(self._fill)
        self._ground.add(RoundedRectangle(pos=self.pos, size=self.size, radius=[CORNER]))
        self._painted = False
        self.paint(colour)

    def paint(self, colour: Colour | None) -> None:
        if colour:
            self._fill.rgba = colour
        if self._painted == bool(colour):
            return
        self._painted = bool(colour)
        # Taken out, not made small: Kivy goes on drawing a rounded rectangle whose size has become nothing.
        if colour:
            self.canvas.before.add(self._ground)
        else:
            self.canvas.before.remove(self._ground)


class Divider(Widget):  # type: ignore[misc]  # Kivy has no types
    """A thin line that keeps two columns apart."""

    def __init__(self, box: Box, colour: Colour) -> None:
        super().__init__(pos=(box.x, box.y), size=(box.width, box.height), size_hint=(None, None))
        with self.canvas:
            Color(*colour)
            Rectangle(pos=self.pos, size=self.size)


class MarkBox(Widget):  # type: ignore[misc]  # Kivy has no types
    """One mark at a time, as wide as the box and in the middle of its height."""

    def __init__(self, box: Box) -> None:
        super().__init__(pos=(box.x, box.y), size=(box.width, box.height), size_hint=(None, None))
        self._shown: object = None

    def show(self, mark: Mark | None, colour: Colour, *, x: float | None = None) -> None:
        """The mark, from ``x`` on if that is given."""
        if x is not None:
            self.pos = (x, self.y)
        if self._shown == (mark, colour, x):
            return
        self._shown = (mark, colour, x)
        self.canvas.clear()
        if mark is not None:
            with self.canvas:
                Color(*colour)
                _SHAPES[mark](self.pos[0], self.center_y, self.width)


def _arrow(x: float, middle: float, width: float) -> None:
    head = width * 0.5
    Rectangle(pos=(x, middle - width * 0.1), size=(width - head + 1, width * 0.2))
    Triangle(points=[x + width - head, middle - head, x + width - head, middle + head, x + width, middle])


def _arrow_down(x: float, middle: float, width: float) -> None:
    head = width * 0.5
    centre, foot = x + head, middle - head
    Rectangle(pos=(centre - width * 0.1, foot + head - 1), size=(width * 0.2, width - head + 1))
    Triangle(points=[x, foot + head, x + width, foot + head, centre, foot])


def _disc(x: float, middle: float, width: float) -> None:
    across = width * 0.5
    Ellipse(pos=(x + (width - across) / 2, middle - across / 2), size=(across, across))


def _ring(x: float, middle: float, width: float) -> None:
    stroke = width * 0.07
    Line(circle=(x + width / 2, middle, width * 0.25 - stroke / 2), width=stroke)


def _bar(x: float, middle: float, width: float) -> None:
    Rectangle(pos=(x + width * 0.2, middle - width * 0.06), size=(width * 0.6, width * 0.12))


def _uprights(x: float, middle: float, width: float) -> None:
    for left in (0.28, 0.58):
        Rectangle(pos=(x + width * left, middle - width * 0.25), size=(width * 0.14, width * 0.5))


def _tick(x: float, middle: float, width: float) -> None:
    corners = [(0.18, 0.02), (0.42, -0.22), (0.84, 0.26)]
    Line(
        points=[edge for across, up in corners for edge in (x + width * across, middle + width * up)],
        width=width * 0.06,
    )


def _loudspeaker(x: float, middle: float, width: float) -> None:
    Rectangle(pos=(x + width * 0.1, middle - width * 0.14), size=(width * 0.2, width * 0.28))
    Triangle(
        points=[
            x + width * 0.1,
            middle,
            x + width * 0.52,
            middle + width * 0.36,
            x + width * 0.52,
            middle - width * 0.36,
        ]
    )
    for radius in (0.16, 0.32):
        Line(circle=(x + width * 0.56, middle, width * radius, 45, 135), width=width * 0.035)


def _triangle(x: float, middle: float, width: float) -> None:
    """Around the stroke and the dot, which are left open: any ground may be behind."""
    height = width * 0.88
    foot, centre, stroke = middle - height / 2, x + width / 2, width * 0.045
    corners = [x + stroke, foot + stroke, x + width - stroke, foot + stroke, centre, foot + height - 2 * stroke]
    Line(points=corners, close=True, width=stroke, joint="miter")
    Rectangle(pos=(centre - width * 0.045, foot + height * 0.32), size=(width * 0.09, height * 0.34))
    Rectangle(pos=(centre - width * 0.045, foot + height * 0.16), size=(width * 0.09, width * 0.09))


_SHAPES: Mapping[Mark, Callable[[float, float, float], None]] = {
    Mark.GO: _arrow,
    Mark.HERE: _arrow_down,
    Mark.SERVING: _disc,
    Mark.OVER: _bar,
    Mark.FREE: _ring,
    Mark.PAUSED: _uprights,
    Mark.GOOD: _tick,
    Mark.TROUBLE: _triangle,
    Mark.SPEAKING: _loudspeaker,
}
