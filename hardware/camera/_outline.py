"""Where a light page lies on a darker desk: its four corners, to a fraction of a pixel. Pure.

Everything is done on a copy of about a thousand pixels: the page is found there as well, and ten times as fast.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, degrees
from typing import TYPE_CHECKING, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from hardware.camera.pixels import Pixels

Points: TypeAlias = NDArray[np.float64]
"""Shape (n, 2): x to the right and y downwards, in pixels."""

LONG_SIDE = 1000
"""Of the copy: a pixel is 0.3 mm of an A4 page; a side, fitted to hundreds of pixels, is placed ten times as well."""

BRIDGE = 5
"""Pixels. Thinner bridges between the page and something else that shines are cut."""

FIRST_REACH, SECOND_REACH = 0.08, 0.015
"""How far from a side, as part of the page's width, its points may lie: first from the tilted rectangle around the
page, which perspective bends away from it; then from the sides found so."""

LEAST_POINTS = 20
"""A side with fewer points was not seen."""


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """`level`: how light the copy is, dark where any colour is; `threshold` parts paper from desk, `contrast` apart."""

    level: NDArray[np.uint8]
    shrunk_by: int
    threshold: float
    contrast: float
    mean_level: float


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """`corners`: in the copy, clockwise, the first at the top left when the page is turned by less than 45 degrees.

    `angle` in degrees, clockwise; `coverage`: part of the picture; `squareness`: part of the outline that is paper.
    """

    corners: Points
    angle: float
    coverage: float
    squareness: float
    touches_edge: bool


def scene_of(picture: Pixels) -> Scene:
    height, width = picture.shape[:2]
    by = max(1, min(round(max(height, width) / LONG_SIDE), height, width))
    # Whole multiples: averaging whole blocks of pixels is several times as fast as any other shrinking.
    whole = picture[: height // by * by, : width // by * by]
    small = cv2.resize(whole, (width // by, height // by), interpolation=cv2.INTER_AREA)
    level = cv2.GaussianBlur(_darkest_colour(small), (5, 5), 0)
    threshold, _ = cv2.threshold(level, 0, 255, cv2.THRESH_OTSU)
    is_paper = level > threshold
    contrast = float(level[is_paper].mean() - level[~is_paper].mean()) if is_paper.any() and not is_paper.all() else 0.0
    return Scene(np.asarray(level, np.uint8), by, threshold, contrast, float(level.mean()))


def _darkest_colour(small: cv2.typing.MatLike) -> cv2.typing.MatLike:
    """White paper is light in every colour; of wood and skin one colour is dark."""
    blue, green, red = cv2.split(small)
    return cv2.min(cv2.min(blue, green), red)


def outline_of(scene: Scene) -> Outline | None:
    """The outline of the largest light thing; None if it has no four sides."""
    height, width = scene.level.shape
    contour = _largest_contour(scene)
    if contour is None:
        return None
    corners = _four_corners(contour)
    if corners is None:
        return None
    area = float(cv2.contourArea(corners.astype(np.float32)))
    if not area:
        return None
    left, top = contour.min(axis=0)
    right, bottom = contour.max(axis=0)
    return Outline(
        corners,
        angle=_turn(corners),
        coverage=area / (height * width),
        squareness=min(1.0, float(cv2.contourArea(contour.astype(np.float32))) / area),
        touches_edge=bool(min(left, top) <= 1 or right >= width - 2 or bottom >= height - 2),
    )


def _largest_contour(scene: Scene) -> Points | None:
    _, mask = cv2.threshold(scene.level, scene.threshold, 255, cv2.THRESH_BINARY)
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((BRIDGE, BRIDGE), np.uint8))
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not contours:
        return None
    return np.asarray(max(contours, key=cv2.contourArea), np.float64).reshape(-1, 2)


def _four_corners(contour: Points) -> Points | None:
    corners: Points | None = np.asarray(cv2.boxPoints(cv2.minAreaRect(contour.astype(np.float32))), np.float64)
    for reach in (FIRST_REACH, SECOND_REACH):
        if corners is not None:
            corners = _refined(corners, contour, reach)
    return None if corners is None else _from_top_left(corners)


def _refined(corners: Points, contour: Points, reach: float) -> Points | None:
    """Each side anew through the points of the contour that lie near it."""
    sides = [_side(corners[at], corners[(at + 1) % 4], contour, reach * _width(corners)) for at in range(4)]
    crossings = [_crossing(sides[at - 1], sides[at]) for at in range(4)]
    found = [crossing for crossing in crossings if crossing is not None]
    return np.array(found) if len(found) == 4 else None


def _width(corners: Points) -> float:
    return float(min(np.linalg.norm(corners[1] - corners[0]), np.linalg.norm(corners[2] - corners[1])))


def _side(start: Points, end: Points, contour: Points, reach: float) -> tuple[Points, Points] | None:
    """A point on the side and its direction."""
    length = float(np.linalg.norm(end - start))
    if not length:
        return None
    along = (end - start) / length
    beside = contour - start
    share = beside @ along / length
    distance = np.abs(beside @ np.array((-along[1], along[0])))
    near = contour[(share > 0) & (share < 1) & (distance < reach)]
    if len(near) < LEAST_POINTS:
        return None
    # Huber: what lies far off the line, a dog-ear or a punched hole, pulls less than its square.
    x, y, at_x, at_y = cv2.fitLine(near.astype(np.float32), cv2.DIST_HUBER, 0, 0.01, 0.01).ravel()
    return np.array((at_x, at_y), np.float64), np.array((x, y), np.float64)


def _crossing(first: tuple[Points, Points] | None, second: tuple[Points, Points] | None) -> Points | None:
    """Where two sides meet; None where one was not found or they run side by side."""
    if first is None or second is None:
        return None
    (start, along), (other_start, other_along) = first, second
    across = along[0] * other_along[1] - along[1] * other_along[0]
    if abs(across) < 0.5:
        return None
    apart = other_start - start
    reached: Points = start + along * ((apart[0] * other_along[1] - apart[1] * other_along[0]) / across)
    return reached


def _from_top_left(corners: Points) -> Points:
    middle = corners.mean(axis=0)
    clockwise = np.array(sorted(corners, key=lambda corner: atan2(corner[1] - middle[1], corner[0] - middle[0])))
    starts = [np.roll(clockwise, -first, axis=0) for first in range(4)]
    return min(starts, key=lambda start: abs(_turn(start)))


def _turn(corners: Points) -> float:
    top = corners[1] - corners[0] + corners[2] - corners[3]
    return degrees(atan2(top[1], top[0]))
