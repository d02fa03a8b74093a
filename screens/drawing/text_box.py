"""Text in a box: the size steps down before anything is cut, and no box is ever given another texture."""

from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture
from kivy.uix.widget import Widget

from screens.drawing.box import Box
from screens.drawing.fitting import Fitted, Step, fitted
from screens.drawing.lettering import Align, Drawn, Lettering, Letterings, margin
from screens.theme import INK, Colour


class TextBox(Widget):  # type: ignore[misc]  # Kivy has no types
    """One text. ``text`` is what it shows, broken into lines.

    The texture is made once, as large as the box: software renderers keep memory for each new size. Of it only the
    text is drawn, and no more is sent to it than that; a new colour draws and sends nothing.
    """

    def __init__(self, box: Box, lettering: Lettering, steps: tuple[Step, ...], *, align: Align = "left") -> None:
        super().__init__(pos=(box.x, box.y), size=(box.width, box.height), size_hint=(None, None))
        self.text = ""
        self.drawn_size = steps[0][0]
        self.box = box
        self._lettering = lettering
        self._steps = steps
        self._align = align
        self._said: tuple[str, int, tuple[Step, ...]] | None = None
        density = lettering.density
        widest = box.width + 2 * margin(max(size for size, _ in steps))
        self._room = (round(widest * density), max(1, round(box.height * density)))
        self._texture = Texture.create(size=self._room, colorfmt="luminance_alpha")
        # Pixel for pixel: there is nothing between two of them to be mixed.
        self._texture.mag_filter = self._texture.min_filter = "nearest"
        self.drawn: Drawn | None = None
        with self.canvas:
            self._ink = Color(*INK)
            self._rectangle = Rectangle(size=(0, 0))
        self.move(box.x)

    def say(
        self, text: str, colour: Colour = INK, *, width: int | None = None, steps: tuple[Step, ...] | None = None
    ) -> None:
        """Show ``text`` in at most ``width`` of the box's own width, by other ``steps`` than the box's own."""
        self._ink.rgba = colour
        saying = (text, min(width or self.box.width, self.box.width), steps or self._steps)
        if self._said == saying:
            return
        # Known only when it is drawn: after a failure halfway the next call draws it again.
        self._said = None
        self._draw(fitted(*saying, self._lettering.width))
        self._said = saying

    def move(self, x: float, *, up: float = 0) -> None:
        """Begin elsewhere, ``up`` above the box's own place."""
        self.pos = (x, self.box.y + up)
        self._stand()

    @property
    def corner(self) -> tuple[float, float]:
        """Where the lower left corner of the picture is: on a whole pixel, where text is sharp."""
        if self.drawn is None:
            return self.x, self.y
        density = self._lettering.density
        wide, high = self.drawn.size
        left, width, free = self.x * density, self.box.width * density, self.drawn.margin
        starts = {"left": left - free, "middle": left + (width - wide) / 2, "right": left + width + free - wide}
        foot = self.y * density + (self.box.height * density - high) / 2
        return round(starts[self._align]) / density, round(foot) / density

    def _draw(self, fit: Fitted) -> None:
        self.text, self.drawn_size = fit.text, fit.size
        self.drawn = self._lettering.drawn(fit.text, fit.size, self._room, self._align) if fit.text else None
        if self.drawn is None or self.drawn.ink is None:
            self._rectangle.size = (0, 0)
            return
        left, upper, right, lower = self.drawn.ink
        size = (right - left, lower - upper)
        self._texture.blit_buffer(self.drawn.pixels, size=size, colorfmt="luminance_alpha")
        region = self._texture.get_region(0, 0, *size)
        region.flip_vertical()
        self._rectangle.texture = region
        self._rectangle.size = tuple(side / self._lettering.density for side in size)
        self._stand()

    def _stand(self) -> None:
        """The ink alone is drawn, where it is in the picture."""
        if self.drawn is None or self.drawn.ink is None:
            return
        left, _, _, lower = self.drawn.ink
        x, y = self.corner
        density = self._lettering.density
        self._rectangle.pos = (x + left / density, y + (self.drawn.size[1] - lower) / density)


class Texts:
    """Makes text boxes in the two weights of a screen."""

    def __init__(self, letterings: Letterings) -> None:
        self.letterings = letterings

    def bold(self, box: Box, steps: tuple[Step, ...], *, align: Align = "left", name: str = "") -> TextBox:
        return _named(name, TextBox(box, self.letterings.bold, steps, align=align))

    def regular(self, box: Box, steps: tuple[Step, ...], *, align: Align = "left", name: str = "") -> TextBox:
        return _named(name, TextBox(box, self.letterings.regular, steps, align=align))


def _named(name: str, box: TextBox) -> TextBox:
    box.name = name
    return box
