"""Both cameras keep the rules of every camera."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import numpy as np
import pytest

from hardware.camera import FolderCamera, V4l2Camera
from hardware.camera.v4l2 import QUEUED_FRAMES
from tests.conformance.cameras import CameraConformance, PluggedIn, flat_jpeg

if TYPE_CHECKING:
    from pathlib import Path

    from cv2.typing import MatLike


class Folder(PluggedIn):
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.camera = FolderCamera(folder)
        self.shows(flat_jpeg(200))

    def shows(self, encoded: bytes | None) -> None:
        (self.folder / "page.jpg").unlink(missing_ok=True)
        if encoded is not None:
            (self.folder / "page.jpg").write_bytes(encoded)

    def unplug(self) -> None:
        self.shows(None)
        self.folder.rmdir()


class Device:
    """What cv2.VideoCapture is over V4L2: a queue that fills up once and is only then emptied by `grab`."""

    def __init__(self) -> None:
        self.shown: bytes | None = None
        self.queue: deque[bytes] = deque()
        self.grabbed: bytes | None = None
        self.released = 0

    def fill(self) -> None:
        while self.shown is not None and len(self.queue) < QUEUED_FRAMES:
            self.queue.append(self.shown)

    def grab(self) -> bool:
        if self.shown is None:
            return False
        self.grabbed = self.queue.popleft() if self.queue else self.shown
        return True

    def retrieve(self) -> tuple[bool, MatLike]:
        assert self.grabbed is not None
        return True, np.frombuffer(self.grabbed, np.uint8).reshape(1, -1)

    def release(self) -> None:
        self.released += 1
        self.shown = None


class UsbCamera(PluggedIn):
    def __init__(self, node: Path) -> None:
        self.node = node
        self.node.touch()
        self.device = Device()
        self.camera = V4l2Camera(node, self.device)
        self.shows(flat_jpeg(200))
        self.device.fill()

    def shows(self, encoded: bytes | None) -> None:
        self.device.fill()
        self.device.shown = encoded

    def unplug(self) -> None:
        self.shows(None)
        self.node.unlink()


class TestFolderCamera(CameraConformance):
    @pytest.fixture
    def plugged(self, tmp_path: Path) -> PluggedIn:
        return Folder(tmp_path / "pages")


class TestV4l2Camera(CameraConformance):
    @pytest.fixture
    def plugged(self, tmp_path: Path) -> PluggedIn:
        return UsbCamera(tmp_path / "video0")
