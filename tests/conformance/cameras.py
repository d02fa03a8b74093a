"""What holds for every camera. It has no wire: a test file says how to lay something under it and how to unplug it."""

from __future__ import annotations

import struct
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from hardware.camera import (
    CameraError,
    CameraGoneError,
    CameraSilentError,
    NotAPictureError,
    PictureError,
    PictureTooLargeError,
    TruncatedPictureError,
    decode,
)
from hardware.status import PartStatus

if TYPE_CHECKING:
    from hardware.camera import Camera


def flat_jpeg(grey: int, width: int = 64, height: int = 48) -> bytes:
    """One even picture, told from others by its grey."""
    return bytes(cv2.imencode(".jpg", np.full((height, width, 3), grey, np.uint8))[1].tobytes())


def claimed_jpeg(width: int, height: int) -> bytes:
    """A whole little JPEG whose header claims to be as large as you like: what a decompression bomb looks like."""
    whole = bytearray(flat_jpeg(100))
    start = whole.index(b"\xff\xc0") + 5
    whole[start : start + 4] = struct.pack(">HH", height, width)
    return bytes(whole)


class PluggedIn(ABC):
    """A camera and what lies under it."""

    camera: Camera

    @abstractmethod
    def shows(self, encoded: bytes | None) -> None:
        """From now on the camera hands out these bytes; None: it is there and hands out nothing."""

    @abstractmethod
    def unplug(self) -> None:
        """The device or the folder is gone."""


class CameraConformance(ABC):
    """A subclass offers the fixture `plugged`: a camera in good order that shows `flat_jpeg(200)`."""

    @pytest.fixture
    @abstractmethod
    def plugged(self) -> PluggedIn: ...

    def test_a_camera_in_good_order_is_ok_because_it_gave_a_picture(self, plugged: PluggedIn) -> None:
        assert plugged.camera.health().status is PartStatus.OK

    def test_a_picture_is_whole_and_as_large_as_it_says(self, plugged: PluggedIn) -> None:
        picture = plugged.camera.take()
        pixels = decode(picture)
        assert pixels.shape == (picture.height, picture.width, 3) == (48, 64, 3)
        assert abs(int(pixels.mean()) - 200) <= 2

    def test_a_picture_shows_what_lies_there_now(self, plugged: PluggedIn) -> None:
        """Not what lay there before: it may be another citizen's."""
        plugged.camera.take()
        plugged.shows(flat_jpeg(30))
        assert abs(int(decode(plugged.camera.take()).mean()) - 30) <= 2

    def test_a_silent_camera_is_offline(self, plugged: PluggedIn) -> None:
        plugged.shows(None)
        assert plugged.camera.health().status is PartStatus.OFFLINE
        with pytest.raises(CameraSilentError):
            plugged.camera.take()

    def test_a_camera_that_vanished_is_offline(self, plugged: PluggedIn) -> None:
        plugged.unplug()
        assert plugged.camera.health().status is PartStatus.OFFLINE
        with pytest.raises(CameraGoneError):
            plugged.camera.take()

    @pytest.mark.parametrize(
        ("encoded", "error"),
        [
            (b"no picture at all", NotAPictureError),
            (flat_jpeg(200)[:-40], TruncatedPictureError),
            (claimed_jpeg(60_000, 60_000), PictureTooLargeError),
        ],
    )
    def test_what_is_no_good_picture_is_told_and_leaves_the_camera_unknown(
        self, plugged: PluggedIn, encoded: bytes, error: type[PictureError]
    ) -> None:
        plugged.shows(encoded)
        health = plugged.camera.health()
        assert (health.status, health.detail) == (PartStatus.UNKNOWN, error.code)
        with pytest.raises(error):
            plugged.camera.take()

    @pytest.mark.parametrize("trouble", [None, b"no picture at all"])
    def test_a_camera_that_is_mended_is_ok_again(self, plugged: PluggedIn, trouble: bytes | None) -> None:
        plugged.shows(trouble)
        plugged.camera.health()
        plugged.shows(flat_jpeg(120))
        assert plugged.camera.health().status is PartStatus.OK

    def test_a_camera_may_be_closed_twice_and_stays_closed(self, plugged: PluggedIn) -> None:
        plugged.camera.close()
        plugged.camera.close()
        assert plugged.camera.health().status is PartStatus.OFFLINE
        with pytest.raises(CameraError):
            plugged.camera.take()
