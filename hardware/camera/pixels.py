"""From encoded pictures to pixels and back."""

from __future__ import annotations

from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from hardware.camera.camera import MOST_BYTES, Picture
from hardware.camera.errors import BrokenPictureError, PictureTooLargeError

Pixels: TypeAlias = NDArray[np.uint8]
"""Rows of pixels, each blue, green, red: shape (height, width, 3)."""

QUALITY = 85
"""JPEG quality at which print of 2 mm shows no rings; beyond it files grow and pages do not get better."""

QUALITY_STEP = 10
LEAST_QUALITY = 35
"""Below, small characters fall apart: better no page than one that nobody can read."""


def decode(picture: Picture) -> Pixels:
    """The pixels, upright as its EXIF says. Raises BrokenPictureError."""
    try:
        decoded = cv2.imdecode(np.frombuffer(picture.data, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error as error:
        raise BrokenPictureError(str(error.err)) from error
    # The stub promises an array; a picture that cannot be decoded gives None.
    if decoded is None or sorted(decoded.shape[:2]) != sorted((picture.height, picture.width)):
        raise BrokenPictureError(f"{picture.kind} of {picture.width} x {picture.height}")
    return np.asarray(decoded, np.uint8)


def encode(pixels: Pixels, most_bytes: int = MOST_BYTES, quality: int = QUALITY) -> Picture:
    """A JPEG of at most `most_bytes`, with less quality if need be. Raises PictureTooLargeError."""
    size = 0
    for attempt in range(quality, LEAST_QUALITY - 1, -QUALITY_STEP):
        _, encoded = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, attempt])
        size = encoded.size
        if size <= most_bytes:
            height, width = pixels.shape[:2]
            return Picture(encoded.tobytes(), "jpeg", width, height)
    raise PictureTooLargeError("bytes", size, most_bytes)
