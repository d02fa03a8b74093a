"""Icons as strokes in a unit square, from its lower left corner: drawn in any size and colour, no font, no files."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kivy.graphics import Color, Ellipse, Line, RoundedRectangle

from kiosk.views.shapes import Picture

STROKE = 0.055
"""Thickness of a stroke in sides of the icon."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Way:
    """A line through points."""

    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Circle:
    x: float
    y: float
    radius: float
    full: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    x: float
    y: float
    width: float
    height: float
    full: bool = False


Stroke = Way | Circle | Frame


def _way(*points: Point) -> Way:
    return Way(points)


_CALENDAR = (
    Frame(0.12, 0.1, 0.76, 0.74),
    _way((0.12, 0.62), (0.88, 0.62)),
    _way((0.32, 0.76), (0.32, 0.94)),
    _way((0.68, 0.76), (0.68, 0.94)),
)
_TICKET = (
    Frame(0.2, 0.06, 0.6, 0.88),
    _way((0.34, 0.74), (0.66, 0.74)),
    _way((0.34, 0.58), (0.66, 0.58)),
    Frame(0.38, 0.18, 0.24, 0.24, full=True),
)
_FOLDER = (_way((0.08, 0.14), (0.08, 0.84), (0.4, 0.84), (0.5, 0.72), (0.92, 0.72), (0.92, 0.14), (0.08, 0.14)),)
_DOORS: tuple[Stroke, ...] = (
    Frame(0.1, 0.08, 0.8, 0.84),
    _way((0.5, 0.08), (0.5, 0.92)),
    _way((0.1, 0.5), (0.9, 0.5)),
    *(Circle(x, y, 0.045, full=True) for x in (0.4, 0.8) for y in (0.29, 0.71)),
)
_PERSON = (Circle(0.5, 0.7, 0.2), _way((0.14, 0.08), (0.2, 0.3), (0.38, 0.42), (0.62, 0.42), (0.8, 0.3), (0.86, 0.08)))
_CARD = (
    Frame(0.06, 0.2, 0.88, 0.6),
    Circle(0.3, 0.56, 0.09, full=True),
    _way((0.18, 0.34), (0.42, 0.34)),
    _way((0.56, 0.6), (0.82, 0.6)),
    _way((0.56, 0.42), (0.82, 0.42)),
)
_KEYS = tuple(Circle(x, y, 0.07, full=True) for x in (0.25, 0.5, 0.75) for y in (0.2, 0.45, 0.7))
_STAR = _way(
    (0.5, 0.92), (0.62, 0.62), (0.94, 0.6), (0.69, 0.4), (0.78, 0.08), (0.5, 0.26), (0.22, 0.08), (0.31, 0.4),
    (0.06, 0.6), (0.38, 0.62), (0.5, 0.92),
)  # fmt: skip
_HALF_MOON = ((0.54, 0.4), (0.62, 0.38), (0.7, 0.34), (0.78, 0.28), (0.86, 0.16))
_FACE = (Circle(0.5, 0.5, 0.42), Circle(0.35, 0.6, 0.05, full=True), Circle(0.65, 0.6, 0.05, full=True))


def _mouth(ends: float, middle: float) -> Way:
    """A smile where the ends are higher than the middle."""
    return _way(
        (0.28, ends), (0.38, (ends + 2 * middle) / 3), (0.5, middle), (0.62, (ends + 2 * middle) / 3), (0.72, ends)
    )


ICONS: Mapping[str, tuple[Stroke, ...]] = {
    "camera": (
        Frame(0.08, 0.18, 0.84, 0.54),
        Circle(0.5, 0.45, 0.17),
        _way((0.34, 0.72), (0.42, 0.86), (0.58, 0.86), (0.66, 0.72)),
    ),
    "take": _TICKET,
    "ticket": _TICKET,
    "ticket_number": _TICKET,
    "check_in": (*_CALENDAR, _way((0.32, 0.36), (0.46, 0.22), (0.7, 0.48))),
    "appointments": (*_CALENDAR, _way((0.28, 0.44), (0.72, 0.44)), _way((0.28, 0.26), (0.56, 0.26))),
    "appointment_code": (*_CALENDAR, *(Circle(x, 0.34, 0.05, full=True) for x in (0.3, 0.5, 0.7))),
    "book": (*_CALENDAR, _way((0.5, 0.2), (0.5, 0.52)), _way((0.34, 0.36), (0.66, 0.36))),
    "find": (Circle(0.42, 0.58, 0.32), _way((0.66, 0.34), (0.92, 0.08))),
    "enquire": (
        _way((0.3, 0.24), (0.3, 0.06), (0.52, 0.24), (0.9, 0.24), (0.9, 0.92), (0.1, 0.92), (0.1, 0.24), (0.3, 0.24)),
        _way((0.36, 0.7), (0.42, 0.8), (0.56, 0.8), (0.62, 0.7), (0.5, 0.58), (0.5, 0.5)),
        Circle(0.5, 0.36, 0.035, full=True),
    ),
    "theme": tuple(Frame(x, y, 0.36, 0.36) for x in (0.08, 0.56) for y in (0.08, 0.56)),
    "department": (
        _way((0.06, 0.08), (0.94, 0.08)),
        _way((0.08, 0.62), (0.5, 0.92), (0.92, 0.62), (0.08, 0.62)),
        *(_way((x, 0.12), (x, 0.58)) for x in (0.2, 0.4, 0.6, 0.8)),
    ),
    "rate": (_STAR,),
    "id_number": _CARD,
    "credit_code": (
        Frame(0.22, 0.06, 0.56, 0.86),
        *(Frame(x, y, 0.1, 0.1, full=True) for x in (0.34, 0.56) for y in (0.36, 0.54, 0.72)),
        _way((0.44, 0.08), (0.44, 0.24), (0.56, 0.24), (0.56, 0.08)),
    ),
    "without": _PERSON,
    "phone": (Frame(0.26, 0.04, 0.48, 0.92), _way((0.44, 0.14), (0.56, 0.14))),
    "elder": (
        _way((0.5, 0.94), (0.5, 0.6), (0.38, 0.3), (0.12, 0.08)),
        _way((0.1, 0.62), (0.9, 0.62)),
        _way((0.5, 0.6), (0.62, 0.3), (0.88, 0.08)),
    ),
    "contrast": (
        Circle(0.5, 0.5, 0.42),
        *(_way((x, 0.5 - half), (x, 0.5 + half)) for x, half in _HALF_MOON),
    ),
    "low": (
        _way((0.5, 0.94), (0.5, 0.3)),
        _way((0.26, 0.52), (0.5, 0.28), (0.74, 0.52)),
        _way((0.12, 0.1), (0.88, 0.1)),
    ),
    "language": (
        Circle(0.5, 0.5, 0.42),
        _way((0.08, 0.5), (0.92, 0.5)),
        _way((0.5, 0.92), (0.34, 0.72), (0.3, 0.5), (0.34, 0.28), (0.5, 0.08)),
        _way((0.5, 0.92), (0.66, 0.72), (0.7, 0.5), (0.66, 0.28), (0.5, 0.08)),
    ),
    "score-5": (*_FACE, _mouth(0.42, 0.22)),
    "score-4": (*_FACE, _mouth(0.38, 0.28)),
    "score-3": (*_FACE, _way((0.3, 0.32), (0.7, 0.32))),
    "score-2": (*_FACE, _mouth(0.26, 0.36)),
    "score-1": (*_FACE, _mouth(0.22, 0.4)),
    "cases": (*_FOLDER, _way((0.26, 0.42), (0.42, 0.28), (0.72, 0.56))),
    "case_code": (*_FOLDER, *(Circle(x, 0.42, 0.05, full=True) for x in (0.3, 0.5, 0.7))),
    "collect": _DOORS,
    "pickup_code": _DOORS,
    "space": (
        Frame(0.1, 0.06, 0.8, 0.88),
        Circle(0.5, 0.64, 0.14),
        _way((0.26, 0.22), (0.36, 0.38), (0.64, 0.38), (0.74, 0.22)),
    ),
    "keys": _KEYS,
}  # fmt: skip


def icon(name: str, colour: str) -> Callable[[Picture], None] | None:
    """What draws the icon of this name in a colour of the palette; None where there is none."""
    return Icon(name, colour) if name in ICONS else None


@dataclass(frozen=True, slots=True)
class Icon:
    """Equal icons are the same picture: what is drawn already is not drawn again."""

    name: str
    colour: str

    def __call__(self, box: Picture) -> None:
        _draw(ICONS[self.name], self.colour, box)


def _draw(strokes: tuple[Stroke, ...], colour: str, box: Picture) -> None:
    side = min(box.width, box.height)
    left, bottom = box.center_x - side / 2, box.center_y - side / 2
    width = side * STROKE / 2
    Color(*box.colour(colour))
    for stroke in strokes:
        match stroke:
            case Way(points):
                flat = [value for x, y in points for value in (left + x * side, bottom + y * side)]
                Line(points=flat, width=width, cap="round", joint="round")
            case Circle(x, y, radius, full):
                centre, size = (left + x * side, bottom + y * side), radius * side
                if full:
                    Ellipse(pos=(centre[0] - size, centre[1] - size), size=(2 * size, 2 * size))
                else:
                    Line(circle=(*centre, size), width=width)
            case Frame(x, y, wide, high, full):
                place, size_of = (left + x * side, bottom + y * side), (wide * side, high * side)
                if full:
                    RoundedRectangle(pos=place, size=size_of, radius=[side * 0.02])
                else:
                    Line(rounded_rectangle=(*place, *size_of, side * 0.08), width=width)
