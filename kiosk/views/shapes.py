"""Pictures made of plain shapes: no image files, nothing that blends."""

from collections.abc import Callable

from kivy.graphics import Color, Ellipse, Line, Rectangle, RoundedRectangle, Triangle
from kivy.metrics import dp
from kivy.uix.widget import Widget

from kiosk.views.theme import CORNER, Colour, Look


class Panel(Widget):  # type: ignore[misc]  # Kivy has no types
    """A rounded surface, with a border where it wants to be seen as touchable or as a state. Colours by name."""

    def __init__(self, look: Look, fill: str = "surface", border: str | None = None) -> None:
        super().__init__()
        self._own_look = look
        self._painted = (fill, border or fill)
        with self.canvas.before:
            self._fill = Color(*look.colour(fill))
            self._box = RoundedRectangle(radius=[dp(CORNER)])
            self._edge_colour = Color(*look.colour(border or fill))
            self._edge = Line(width=dp(2), rounded_rectangle=(0, 0, 1, 1, dp(CORNER)))
        self.bind(pos=self._moved, size=self._moved)

    def paint(self, fill: str, border: str | None = None) -> None:
        """Kivy draws the whole window anew whenever a colour is set, also to what it was."""
        if self._painted != (fill, border or fill):
            self._painted = (fill, border or fill)
            self._fill.rgba = self._own_look.colour(fill)
            self._edge_colour.rgba = self._own_look.colour(border or fill)

    def _moved(self, *_: object) -> None:
        self._box.pos, self._box.size = self.pos, self.size
        inset = dp(2)
        self._edge.rounded_rectangle = (
            self.x + inset,
            self.y + inset,
            self.width - 2 * inset,
            self.height - 2 * inset,
            dp(CORNER - 2),
        )


class Picture(Widget):  # type: ignore[misc]  # Kivy has no types
    """Drawn by ``draw`` within its own box, and again when the box changes."""

    def __init__(self, look: Look, draw: Callable[["Picture"], None] | None = None) -> None:
        super().__init__()
        self.look = look
        self._draw = draw
        self.bind(pos=self._redraw, size=self._redraw)

    def draw_with(self, draw: Callable[["Picture"], None] | None) -> None:
        """Show another picture, or none."""
        if draw != self._draw:
            self._draw = draw
            self._redraw()

    def colour(self, name: str) -> Colour:
        return self.look.colour(name)

    def _redraw(self, *_: object) -> None:
        self.canvas.clear()
        if self._draw is not None:
            with self.canvas:
                self._draw(self)


def _block(colour: Colour, box: tuple[float, float, float, float], corner: float = 0) -> None:
    Color(*colour)
    left, bottom, width, height = box
    if corner:
        RoundedRectangle(pos=(left, bottom), size=(width, height), radius=[corner])
    else:
        Rectangle(pos=(left, bottom), size=(width, height))


def _outline(colour: Colour, box: tuple[float, float, float, float], thickness: float, corner: float) -> None:
    Color(*colour)
    Line(width=thickness, rounded_rectangle=(*box, corner))


def _id_card(box: Picture, left: float, bottom: float, width: float) -> None:
    height = width * 54 / 86  # ID-1 (ISO/IEC 7810): 85.6 x 54 mm
    corner, bar, grey = width * 0.05, width * 0.03, box.colour("second")
    _block(box.colour("surface"), (left, bottom, width, height), corner)
    _outline(box.colour("ink"), (left, bottom, width, height), width * 0.0075, corner)
    photo_left = left + width * 0.66
    _block(grey, (photo_left + width * 0.045, bottom + height * 0.18, width * 0.17, height * 0.26), width * 0.04)
    Ellipse(pos=(photo_left + width * 0.075, bottom + height * 0.5), size=(width * 0.11, width * 0.11))
    for row, share in enumerate((0.34, 0.46, 0.46, 0.5)):
        _block(grey, (left + width * 0.08, bottom + height * (0.76 - row * 0.19), width * share, bar), bar / 2)


def _arrow_down(colour: Colour, x: float, top: float, height: float) -> None:
    Color(*colour)
    half, head = height * 0.6, height * 0.55
    Rectangle(pos=(x - half * 0.4, top - height + head), size=(half * 0.8, height - head))
    Triangle(points=[x - half, top - height + head, x + half, top - height + head, x, top - height])


def draw_reader(box: Picture) -> None:
    """The reader with the place for the card marked, a card above it, and the way between them."""
    middle = box.center_x
    unit = min(box.width / 760, box.height / 660)
    card = 400 * unit
    below_card = box.top - card * 54 / 86 - 4 * unit
    _block(box.colour("ink"), (middle - 380 * unit, box.y, 760 * unit, 290 * unit), 24 * unit)
    _outline(
        box.colour("surface"), (middle - 230 * unit, box.y + 28 * unit, 460 * unit, 234 * unit), 4 * unit, 20 * unit
    )
    _id_card(box, middle - card / 2, below_card, card)
    _arrow_down(box.colour("primary"), middle, below_card - 16 * unit, 84 * unit)


def draw_clock(box: Picture) -> None:
    """A clock face: closed at this time."""
    Color(*box.colour("second"))
    side = min(box.width, box.height)
    radius = side / 2 - dp(8)
    Line(width=dp(8), circle=(box.center_x, box.center_y, radius))
    Line(width=dp(8), points=[box.center_x, box.center_y + radius * 0.6, box.center_x, box.center_y], cap="round")
    Line(
        width=dp(8),
        points=[box.center_x, box.center_y, box.center_x + radius * 0.45, box.center_y - radius * 0.2],
        cap="round",
    )


def draw_broken_line(box: Picture) -> None:
    """Two ends that do not meet."""
    half = dp(60)
    for left in (box.center_x - dp(280), box.center_x + dp(160)):
        _block(box.colour("second"), (left, box.center_y - half, 2 * half, 2 * half), dp(CORNER))
    Color(*box.colour("attention"))
    Line(width=dp(8), points=[box.center_x - dp(150), box.center_y, box.center_x - dp(60), box.center_y], cap="round")
    Line(width=dp(8), points=[box.center_x + dp(60), box.center_y, box.center_x + dp(150), box.center_y], cap="round")
    for x in (-dp(30), dp(30)):
        Line(
            width=dp(8),
            points=[box.center_x + x - dp(16), box.center_y - dp(44), box.center_x + x + dp(16), box.center_y + dp(44)],
            cap="round",
        )


def draw_line(box: Picture) -> None:
    """Two ends and what goes between them."""
    half = dp(60)
    for left in (box.center_x - dp(280), box.center_x + dp(160)):
        _block(box.colour("primary"), (left, box.center_y - half, 2 * half, 2 * half), dp(CORNER))
    Color(*box.colour("primary"))
    for x in (-dp(90), 0, dp(90)):
        Ellipse(pos=(box.center_x + x - dp(16), box.center_y - dp(16)), size=(dp(32), dp(32)))


def draw_attention(box: Picture) -> None:
    """A triangle with a bar: look here."""
    side = min(box.width, box.height)
    Color(*box.colour("attention"))
    half = side / 2
    Triangle(
        points=[
            box.center_x - half,
            box.center_y - half * 0.8,
            box.center_x + half,
            box.center_y - half * 0.8,
            box.center_x,
            box.center_y + half * 0.9,
        ]
    )
    _block(
        box.colour("ground"),
        (box.center_x - side * 0.045, box.center_y - side * 0.1, side * 0.09, side * 0.3),
        side * 0.04,
    )
    Color(*box.colour("ground"))
    Ellipse(pos=(box.center_x - side * 0.05, box.center_y - side * 0.28), size=(side * 0.1, side * 0.1))


def draw_paper(box: Picture) -> None:
    """A ticket coming out of the slot."""
    middle = box.center_x
    paper, slot = dp(150), dp(300)
    _block(box.colour("surface"), (middle - paper / 2, box.y, paper, box.height - dp(30)))
    Color(*box.colour("ink"))
    Line(width=dp(2), rectangle=(middle - paper / 2, box.y, paper, box.height - dp(30)))
    for row, share in enumerate((0.5, 0.7, 0.6)):
        width = paper * share
        _block(box.colour("second"), (middle - width / 2, box.top - dp(84 + row * 34), width, dp(12)), dp(6))
    _block(box.colour("ink"), (middle - slot / 2, box.top - dp(44), slot, dp(40)), dp(20))


def draw_chevron(box: Picture) -> None:
    """Touch me: it goes on from here."""
    Color(*box.colour("primary"))
    reach = min(box.width, box.height) / 4
    Line(
        width=dp(5),
        points=[
            box.center_x - reach / 2,
            box.center_y + reach,
            box.center_x + reach / 2,
            box.center_y,
            box.center_x - reach / 2,
            box.center_y - reach,
        ],
        cap="round",
        joint="round",
    )


def draw_camera(box: Picture) -> None:
    """A page on its mat, and the camera on its arm above it."""
    unit = min(box.width / 800, box.height / 760)
    middle, bottom = box.center_x, box.center_y - 380 * unit
    _block(box.colour("ink"), (middle - 360 * unit, bottom, 720 * unit, 460 * unit), 24 * unit)
    left, low = middle - 230 * unit, bottom + 60 * unit
    _block(box.colour("surface"), (left, low, 460 * unit, 340 * unit))
    Color(*box.colour("ink"))
    Line(width=dp(2), rectangle=(left, low, 460 * unit, 340 * unit))
    for row, share in enumerate((0.5, 0.78, 0.7, 0.78, 0.4)):
        _block(
            box.colour("second"),
            (left + 50 * unit, low + (270 - row * 56) * unit, 460 * unit * share, 16 * unit),
            8 * unit,
        )
    _block(box.colour("ink"), (middle + 300 * unit, bottom + 300 * unit, 36 * unit, 420 * unit), 12 * unit)
    _block(box.colour("ink"), (middle - 60 * unit, bottom + 690 * unit, 396 * unit, 36 * unit), 12 * unit)
    _block(box.colour("ink"), (middle - 90 * unit, bottom + 640 * unit, 180 * unit, 90 * unit), 20 * unit)
    _arrow_down(box.colour("primary"), middle, bottom + 620 * unit, 110 * unit)
