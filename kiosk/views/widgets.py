"""The few widgets that every page is made of."""

from collections.abc import Callable
from typing import Any

from kivy.core.text import Label as CoreLabel
from kivy.graphics import Color, Line
from kivy.metrics import dp
from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.label import Label
from kivy.uix.relativelayout import RelativeLayout

from kiosk.flow.inputs import Input
from kiosk.line_breaking import balanced, wrap
from kiosk.views.qr import QrCode
from kiosk.views.shapes import Panel
from kiosk.views.theme import (
    BOLD,
    CONTENT,
    GROUND,
    INK,
    LABEL,
    PRIMARY,
    PRIMARY_PRESSED,
    REGULAR,
    SURFACE,
    TEXT,
    WIDTH,
    Colour,
)

Emit = Callable[[Input], None]


class Words(Label):  # type: ignore[misc]  # Kivy has no types
    """Text in a box of its own. The texture always has the size of the box: the renderer keeps every size it ever saw.

    ``sizes`` are the sizes it may have, the largest first: the first that fits the box is taken.
    """

    def __init__(
        self,
        *sizes: int,
        name: str = "",
        colour: Colour = INK,
        bold: bool = False,
        align: str = "center",
        top: bool = False,
    ) -> None:
        super().__init__(
            font_name=BOLD if bold else REGULAR,
            font_size=dp(sizes[0]),
            color=colour,
            halign=align,
            valign="top",
        )
        self.name = name
        self._sizes = sizes
        self._top = top
        self._said = ""
        self.bind(size=self._lay_out)

    def say(self, text: str) -> None:
        if text != self._said:
            self._said = text
            self._lay_out()

    def _lay_out(self, *_: object) -> None:
        self.text_size = self.size
        for size in self._sizes:
            lines, height = self._broken(size)
            if height <= self.height:
                break
        self.font_size = dp(size)
        # Centred by hand: Kivy's "middle" drops lines of a text that has line breaks and nearly fills its box.
        self.padding = [0, 0 if self._top else max(0, int(self.height - height) // 2), 0, 0]
        self.text = "\n".join(lines)

    def _broken(self, size: int) -> tuple[list[str], float]:
        """The lines at this size, and how high they are together."""
        ruler = CoreLabel(font_name=self.font_name, font_size=dp(size))
        ruler.resolve_font_name()
        broken = balanced if self.halign == "center" else wrap
        lines = broken(self._said, self.width, lambda text: float(ruler.get_extents(text)[0]))
        return lines, len(lines) * float(ruler.get_extents("国")[1])


class Touchable(ButtonBehavior, Panel):  # type: ignore[misc]  # Kivy has no types
    """A panel that does something when it is touched; ``touched`` is called when the finger lifts off it."""

    def __init__(self, name: str, touched: Callable[[], None], fill: Colour, pressed: Colour, border: Colour) -> None:
        super().__init__(fill=fill, border=border)
        self.name = name
        self._touched = touched
        self._colours = (fill, pressed, border)
        self.usable = True

    def recolour(self, fill: Colour, pressed: Colour, border: Colour) -> None:
        self._colours = (fill, pressed, border)
        self.paint(fill, border)

    def on_touch_down(self, touch: Any) -> bool:
        return bool(super().on_touch_down(touch)) if self.usable else False

    def on_press(self) -> None:
        self.paint(self._colours[1], self._colours[2])

    def on_release(self) -> None:
        self.paint(self._colours[0], self._colours[2])
        self._touched()

    def on_touch_up(self, touch: Any) -> bool:
        # A finger that slid off lifts without on_release.
        self.paint(self._colours[0], self._colours[2])
        return bool(super().on_touch_up(touch))


class WordButton(Touchable):
    """A word to touch. ``primary`` is the one thing that most people want to do here."""

    def __init__(self, name: str, touched: Callable[[], None], *, primary: bool = False, big: bool = False) -> None:
        if primary:
            super().__init__(name, touched, PRIMARY, PRIMARY_PRESSED, PRIMARY)
        else:
            super().__init__(name, touched, SURFACE, GROUND, PRIMARY)
        self._words = Words(72 if big else LABEL, TEXT, colour=SURFACE if primary else PRIMARY, bold=True)
        self.add_widget(self._words)
        self.bind(pos=self._inside, size=self._inside)

    def say(self, text: str) -> None:
        self._words.say(text)

    def _inside(self, *_: object) -> None:
        self._words.pos, self._words.size = (self.x + dp(16), self.y), (self.width - dp(32), self.height)


class Ring(Panel):
    """Seconds that are left, as a number and as the rest of a ring."""

    def __init__(self) -> None:
        super().__init__(fill=GROUND)
        with self.canvas:
            Color(*PRIMARY)
            self._arc = Line(width=dp(6))
        self._words = Words(LABEL, colour=INK, bold=True)
        self.add_widget(self._words)
        self._share = 1.0
        self.bind(pos=self._inside, size=self._inside)

    def show(self, left_s: int, whole_s: float) -> None:
        self._words.say(str(left_s))
        self._share = min(1.0, left_s / whole_s)
        self._inside()

    def _inside(self, *_: object) -> None:
        self._words.pos, self._words.size = self.pos, self.size
        radius = min(self.width, self.height) / 2 - dp(8)
        self._arc.circle = (self.center_x, self.center_y, radius, 0, 360 * self._share)


class Box(Panel):
    """A panel with words in it."""

    def __init__(self, words: Words, fill: Colour = SURFACE, border: Colour | None = None) -> None:
        super().__init__(fill=fill, border=border)
        self.words = words
        self.add_widget(words)
        self.bind(pos=self._inside, size=self._inside)

    def say(self, text: str) -> None:
        self.words.say(text)

    def _inside(self, *_: object) -> None:
        self.words.pos = (self.x + dp(32), self.y + dp(16))
        self.words.size = (self.width - dp(64), self.height - dp(32))


class Page(RelativeLayout):  # type: ignore[misc]  # Kivy has no types
    """A page between the bars. Children are put by design pixels from its top left corner."""

    def __init__(self, name: str, emit: Emit) -> None:
        super().__init__(size_hint=(None, None), size=(dp(WIDTH), dp(CONTENT)))
        self.name = f"page:{name}"
        self.emit = emit

    def put(self, widget: Any, left: float, top: float, width: float, height: float) -> None:
        place(self, widget, (left, top, width, height), CONTENT)

    def wipe(self) -> None:
        """Forget every word on the page."""
        for widget in self.walk(restrict=True):
            if isinstance(widget, Words | QrCode):
                widget.say("")


def place(parent: Any, widget: Any, box: tuple[float, float, float, float], height: float) -> None:
    """Put ``widget`` into ``parent``, which is ``height`` high, by design pixels from its top left corner."""
    left, top, width, own_height = box
    widget.size_hint = (None, None)
    widget.size = (dp(width), dp(own_height))
    widget.pos = (dp(left), dp(height - top - own_height))
    if widget.parent is None:
        parent.add_widget(widget)


def show_if(page: Page, widget: Any, *, wanted: bool) -> None:
    """Have ``widget`` on the page or not at all: what is not there cannot be touched."""
    if wanted and widget.parent is None:
        page.add_widget(widget)
    elif not wanted and widget.parent is page:
        page.remove_widget(widget)
