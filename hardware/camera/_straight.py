"""The page alone: its four corners pulled into a rectangle. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from hardware.camera._outline import Points
    from hardware.camera.pixels import Pixels

TRIMMED = 0.5
"""Pixels of the copy, taken off each side. Its outline runs through the middle of the page's outermost pixels, half a
pixel inside; half a pixel more and no pixel shows both paper and desk."""


def straightened(picture: Pixels, corners: Points, shrunk_by: int) -> Pixels:
    """`corners` clockwise from the top left, in a copy of `picture` that is `shrunk_by` times as small."""
    # The middle of the copy's first pixel is the middle of a whole block.
    sources = (corners + 0.5) * shrunk_by - 0.5
    trim = TRIMMED * shrunk_by
    top, right, bottom, left = np.linalg.norm(np.roll(sources, -1, axis=0) - sources, axis=1)
    width = max(1, round(max(top, bottom) - 2 * trim))
    height = max(1, round(max(left, right) - 2 * trim))
    x, y = width - 1 + trim, height - 1 + trim
    targets = np.array([(-trim, -trim), (x, -trim), (x, y), (-trim, y)])
    matrix = cv2.getPerspectiveTransform(sources.astype(np.float32), targets.astype(np.float32))
    return np.asarray(cv2.warpPerspective(picture, matrix, (width, height), flags=cv2.INTER_LINEAR), np.uint8)
