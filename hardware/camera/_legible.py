"""How well a straight page can be read: its paper, its ink and its edges. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from hardware.camera.pixels import Pixels

Grey: TypeAlias = NDArray[np.uint8]

LONG_SIDE = 1754
"""A4 at 150 dpi: pages are compared at one size, and averaging down to it takes most of the noise away."""

STROKE_REACH = 21
"""At half that size, pixels: 7 mm. What is darker than what lies around it within them is ink; shadows are wider."""

EDGE_REACH = 7
"""Pixels: an edge that is spread wider counts as spread over this much."""

CALMED = 3
"""Pixels over which each is averaged first: noise has steps as well, and they are always steep."""

MARGIN = 0.03
"""Part of the shorter side, left out all around: the shadow of the paper's own edge."""


@dataclass(frozen=True, slots=True)
class Legibility:
    """`paper`: grey level; `ink`: part of the page that is strokes or beside an edge; `sharpness`: see `_edges`."""

    paper: float
    ink: float
    sharpness: float


def legibility_of(page: Pixels, faintest_ink: float) -> Legibility:
    grey = _shrunk_to(LONG_SIDE, np.asarray(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), np.uint8))
    half = _shrunk_to(max(grey.shape) // 2, grey)
    paper = float(np.percentile(_inner(half), 75))
    faintest = faintest_ink * paper
    edges, sharpness = _edges(grey, faintest)
    return Legibility(paper, max(_strokes(half, faintest), edges), sharpness)


def _strokes(grey: Grey, faintest: float) -> float:
    """The part of the page that is darker than what lies on both sides of it."""
    around = np.ones((STROKE_REACH, STROKE_REACH), np.uint8)
    darker = np.asarray(cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, around), np.uint8)
    return float((_inner(darker) > faintest).mean())


def _edges(grey: Grey, faintest: float) -> tuple[float, float]:
    """The part of the page that is near an edge, and the steepest step of an edge as part of all its steps.

    As a part it is the same for pale and for black ink; the middle of all edges is the same for a word and a page. A
    perfect edge has 0.5, because noise is calmed first; one that is spread over EDGE_REACH has 0.2; 0: no edge at all.
    """
    around = np.ones((EDGE_REACH, EDGE_REACH), np.uint8)
    calm = np.asarray(cv2.GaussianBlur(grey, (CALMED, CALMED), 0), np.uint8)
    step = np.zeros_like(calm)
    step[:, 1:] = cv2.absdiff(calm[:, 1:], calm[:, :-1])
    step[1:] = cv2.max(step[1:], cv2.absdiff(calm[1:], calm[:-1]))
    steepest = _inner(np.asarray(cv2.dilate(step, around), np.uint8))
    whole = _inner(np.asarray(cv2.subtract(cv2.dilate(calm, around), cv2.erode(calm, around)), np.uint8))
    is_edge = whole > faintest
    if not is_edge.any():
        return 0.0, 0.0
    return float(is_edge.mean()), float(np.median(steepest[is_edge] / whole[is_edge]))


def _shrunk_to(long_side: int, grey: Grey) -> Grey:
    height, width = grey.shape
    scale = long_side / max(height, width)
    if scale >= 1:
        return grey
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)


def _inner(plane: Grey) -> Grey:
    margin = round(min(plane.shape) * MARGIN)
    return plane[margin : plane.shape[0] - margin, margin : plane.shape[1] - margin]
