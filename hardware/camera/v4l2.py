"""A camera that the kernel knows as /dev/video*: a USB document camera."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import parse_qsl, unquote, urlsplit

import cv2
import numpy as np
import structlog

from hardware.camera.camera import DEFAULT_LIMITS, Limits, Picture
from hardware.camera.errors import CameraError, CameraGoneError, CameraSilentError, PictureError, PictureTooLargeError
from hardware.camera.pixels import encode
from hardware.errors import BadLinkUrlError, LinkCannotOpenError
from hardware.options import Options
from hardware.status import PartHealth, PartStatus

if TYPE_CHECKING:
    from collections.abc import Callable

    from cv2.typing import MatLike

WIDTH, HEIGHT = 4608, 3456
"""What is asked for when the URL says nothing: 16 million pixels. A driver gives the nearest that it has (C)."""

QUEUED_FRAMES = 4
"""So many frames wait in the kernel, as old as the last picture: they may show another citizen's page."""

STARTED_BEFORE = 1
"""One more frame was being exposed when we asked."""

FRAME_WAIT_S = 3
"""OpenCV's wait for one frame, in whole seconds: large pictures come twice a second at least; its own 10 s is long for
somebody who stands there."""

FRAME_WAIT_VARIABLE = "OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT"

QUALITY = 95
"""For cameras that send bare pixels: this JPEG is decoded once more before the page is encoded."""

MJPG = cv2.VideoWriter.fourcc(*"MJPG")

_log = structlog.get_logger(__name__)


class Capture(Protocol):
    """What we use of `cv2.VideoCapture`."""

    def grab(self) -> bool: ...
    def retrieve(self) -> tuple[bool, MatLike]: ...
    def release(self) -> None: ...


class V4l2Camera:
    """One opened device. After CameraGoneError open a new one."""

    def __init__(self, device: Path, capture: Capture, limits: Limits = DEFAULT_LIMITS) -> None:
        self._device = device
        self._capture: Capture | None = capture
        self._limits = limits

    def take(self) -> Picture:
        if self._capture is None:
            raise CameraGoneError("closed")
        for _ in range(QUEUED_FRAMES + STARTED_BEFORE + 1):
            if not self._capture.grab():
                raise self._nothing()
        there, frame = self._capture.retrieve()
        if not there or frame.size == 0:
            raise self._nothing()
        return self._picture_of(frame)

    def health(self) -> PartHealth:
        try:
            self.take()
        except PictureError as error:
            return PartHealth(PartStatus.UNKNOWN, error.code)
        except CameraError as error:
            return PartHealth(PartStatus.OFFLINE, error.code)
        return PartHealth(PartStatus.OK)

    def close(self) -> None:
        capture, self._capture = self._capture, None
        if capture is not None:
            capture.release()

    def _nothing(self) -> CameraError:
        if self._device.exists():
            return CameraSilentError(f"{self._device}: no frame")
        return CameraGoneError(f"{self._device}: unplugged")

    def _picture_of(self, frame: MatLike) -> Picture:
        """A frame is one row of bytes, the camera's own JPEG, or rows of pixels."""
        if frame.ndim == 2 and frame.shape[0] == 1:
            return Picture.from_bytes(frame.tobytes(), self._limits)
        height, width = frame.shape[:2]
        if height * width > self._limits.most_pixels:
            raise PictureTooLargeError("pixels", height * width, self._limits.most_pixels)
        return encode(np.asarray(frame, np.uint8), self._limits.most_bytes, QUALITY)


def open_v4l2(url: str, open_capture: Callable[[str, int], cv2.VideoCapture] = cv2.VideoCapture) -> V4l2Camera:
    """`v4l2:///dev/video0?width=…&height=…`. Raises BadLinkUrlError, BadOptionError or LinkCannotOpenError."""
    device, width, height = _parts(url)
    if not device.exists():
        raise LinkCannotOpenError(url, "no such device")
    os.environ.setdefault(FRAME_WAIT_VARIABLE, str(FRAME_WAIT_S))
    capture = open_capture(str(device), cv2.CAP_V4L2)
    if not capture.isOpened():
        capture.release()
        raise LinkCannotOpenError(url, "not a camera, or in use by another program")
    _set_up(capture, width, height)
    return V4l2Camera(device, capture)


def _parts(url: str) -> tuple[Path, int, int]:
    try:
        parts = urlsplit(url)
        query = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
    except ValueError as error:
        raise BadLinkUrlError(url, str(error)) from error
    if parts.scheme != "v4l2" or parts.netloc or not parts.path.startswith("/"):
        raise BadLinkUrlError(url, "expected v4l2:///dev/video0")
    options = Options(url, query)
    width = options.whole("width", WIDTH, least=160, most=10_000)
    height = options.whole("height", HEIGHT, least=120, most=10_000)
    options.finish()
    return Path(unquote(parts.path)), width, height


def _set_up(capture: cv2.VideoCapture, width: int, height: int) -> None:
    """Asks for the camera's own JPEG: where OpenCV decodes, a frame that arrives damaged shows the one before it."""
    capture.set(cv2.CAP_PROP_FOURCC, MJPG)
    capture.set(cv2.CAP_PROP_FRAME_WIDTH, width)
    capture.set(cv2.CAP_PROP_FRAME_HEIGHT, height)
    own_jpeg = int(capture.get(cv2.CAP_PROP_FOURCC)) == MJPG
    if own_jpeg:
        capture.set(cv2.CAP_PROP_CONVERT_RGB, 0)
    _log.info(
        "camera_opened",
        width=int(capture.get(cv2.CAP_PROP_FRAME_WIDTH)),
        height=int(capture.get(cv2.CAP_PROP_FRAME_HEIGHT)),
        own_jpeg=own_jpeg,
    )
