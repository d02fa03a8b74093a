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
from kiosk.presenting.common import Action
from kiosk.views.layout import Box
from kiosk.views.qr import QrCode
from kiosk.views.shapes import Panel
from kiosk.views.theme import BOLD, LADDER, REGULAR, Look

Emit = Callable[[Input], None]


class Words(Label):  # type: ignore[misc]  # Kivy has no types
    """Text in a box of its own. The texture always has the size of the box: the renderer keeps every size it ever saw.

    ``sizes`` are the sizes it may have, the largest first: the first that fits the box is taken, or one further down
    the ladder. ``colour`` is a name of the palette.
    """

    def __init__(
        self,
        look: Look,
        *sizes: int,
        name: str = "",
        colour: str = "ink",
        bold: bool = False,
        align: str = "center",
        top: bool = False,
    ) -> None:
        super().__init__(
            font_name=BOLD if bold else REGULAR,
            font_size=dp(sizes[0]),
            color=look.colour(colour),
            halign=align,
            valign="top",
        )
        self.name = name
        self._look = look
        self._wanted = sizes
        self._sizes = (*sizes, *(size for size in LADDER if size < sizes[-1]))
        self._top = top
        self._said = ""
        self.bind(size=self._lay_out)

    def say(self, text: str) -> None:
        if text != self._said:
            self._said = text
            self._lay_out()

    def sheets(self, text: str) -> list[str]:
        """``text`` in pieces that fit the box at the smallest size that is wanted; never none."""
        size = self._wanted[-1]
        lines = self._wrapped(text, size)
        fitting = max(1, int(self.height // self._line(size)))
        return ["\n".join(lines[start : start + fitting]) for start in range(0, max(1, len(lines)), fitting)]

    def recolour(self, colour: str) -> None:
        self.color = self._look.colour(colour)

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
        lines = self._wrapped(self._said, size)
        return lines, len(lines) * self._line(size)

    def _wrapped(self, text: str, size: int) -> list[str]:
        ruler = self._ruler(size)
        broken = balanced if self.halign == "center" else wrap
        return broken(text, self.width, lambda text: float(ruler.get_extents(text)[0]))

    def _line(self, size: int) -> float:
        return float(self._ruler(size).get_extents("国")[1])

    def _ruler(self, size: int) -> Any:
        ruler = CoreLabel(font_name=self.font_name, font_size=dp(size))
        ruler.resolve_font_name()
        return ruler


class Touchable(ButtonBehavior, Panel):  # type: ignore[misc]  # Kivy has no types
    """A panel that does something when it is touched; ``touched`` is called when the finger lifts off it.

    ``fill``, ``pressed`` and ``border`` are names of the palette.
    """

    def __init__(self, look: Look, name: str, touched: Callable[[], None], *colours: str) -> None:
        fill, pressed, border = colours
        super().__init__(look=look, fill=fill, border=border)
        self.name = name
        self._touched = touched
        self._colours = (fill, pressed, border)
        self.usable = True

    def recolour(self, fill: str, pressed: str, border: str) -> None:
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

    def __init__(
        self, look: Look, name: str, touched: Callable[[], None], *, primary: bool = False, big: bool = False
    ) -> None:
        colours = ("primary", "primary_pressed", "primary") if primary else ("surface", "pressed", "primary")
        super().__init__(look, name, touched, *colours)
        sizes = look.sizes
        largest = sizes.title if big else sizes.label
        self._words = Words(
            look, largest, sizes.label, sizes.text, colour="on_primary" if primary else "primary", bold=True
        )
        self.add_widget(self._words)
        self.bind(pos=self._inside, size=self._inside)

    def say(self, text: str) -> None:
        self._words.say(text)

    def _inside(self, *_: object) -> None:
        inset = dp(8 if self._own_look.elder else 16)
        self._words.pos, self._words.size = (self.x + inset, self.y), (self.width - 2 * inset, self.height)


class ChangingButton(WordButton):
    """A button whose word and meaning change with the page's session."""

    def __init__(self, look: Look, emit: Emit, *, primary: bool = False, big: bool = False) -> None:
        self._action: Action | None = None
        super().__init__(look, "", self._act, primary=primary, big=big)
        self._emit = emit

    def show(self, action: Action) -> None:
        self._action = action
        self.name = action.name
        self.say(action.words)

    def _act(self) -> None:
        if self._action is not None:
            self._emit(self._action.given)


class Ring(Panel):
    """Seconds that are left, as a number and as the rest of a ring."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "ground")
        with self.canvas:
            Color(*look.colour("primary"))
            self._arc = Line(width=dp(6))
        self._words = Words(look, look.sizes.label, colour="ink", bold=True)
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


class WordBox(Panel):
    """A panel with words in it; ``border`` where it wants to be seen as a state."""

    def __init__(self, look: Look, words: Words, border: str | None = None) -> None:
        super().__init__(look, "surface", border or ("ink" if look.palette.surface == look.palette.ground else None))
        self.words = words
        self.add_widget(words)
        self.bind(pos=self._inside, size=self._inside)

    def say(self, text: str) -> None:
        self.words.say(text)

    def _inside(self, *_: object) -> None:
        self.words.pos = (self.x + dp(32), self.y + dp(16))
        self.words.size = (self.width - dp(64), self.height - dp(32))


class Page(RelativeLayout):  # type: ignore[misc]  # Kivy has no types
    """A page between the bars, in one look. Children are put by boxes of :mod:`kiosk.views.layout`."""

    def __init__(self, look: Look, name: str, emit: Emit) -> None:
        width, height = look.page
        super().__init__(size_hint=(None, None), size=(dp(width), dp(height)))
        self.name = f"page:{name}"
        self.look = look
        self.emit = emit

    def put(self, widget: Any, box: Box) -> None:
        place(self, widget, box, self.look.page[1])

    def wipe(self) -> None:
        """Forget every word on the page, and everything that a touch would say."""
        for widget in self.walk(restrict=True):
            if isinstance(widget, Words | QrCode):
                widget.say("")


def place(parent: Any, widget: Any, box: Box, height: float) -> None:
    """Put ``widget`` into ``parent``, which is ``height`` high, by design pixels from its top left corner."""
    left, top, width, own_height = box
    widget.size_hint = (None, None)
    widget.size = (dp(width), dp(own_height))
    widget.pos = (dp(left), dp(height - top - own_height))
    if widget.parent is None:
        parent.add_widget(widget)


def show_if(page: Any, widget: Any, *, wanted: bool) -> None:
    """Have ``widget`` on the page or not at all: what is not there cannot be touched."""
    if wanted and widget.parent is None:
        page.add_widget(widget)
    elif not wanted and widget.parent is page:
        page.remove_widget(widget)
