"""A folder and a USB camera hand pictures over alike."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from hardware.camera import (
    CameraError,
    CameraSilentError,
    FolderCamera,
    Limits,
    NotAPictureError,
    PictureError,
    PictureTooLargeError,
    V4l2Camera,
    decode,
    open_folder,
    open_v4l2,
)
from hardware.camera.v4l2 import FRAME_WAIT_VARIABLE, MJPG
from hardware.drivers import installed_drivers, load_driver
from hardware.errors import BadLinkUrlError, BadOptionError, LinkCannotOpenError
from tests.conformance.cameras import flat_jpeg
from tests.hardware.test_camera_pictures import saved, two_halves

if TYPE_CHECKING:
    from pathlib import Path

    from cv2.typing import MatLike

# The folder


def fill(folder: Path, **files: bytes) -> None:
    for name, data in files.items():
        (folder / name.replace("_", ".")).write_bytes(data)


def greys(camera: FolderCamera, count: int) -> list[int]:
    return [round(float(decode(camera.take()).mean()), -1) for _ in range(count)]  # type: ignore[misc]  # round of a float to tens


def test_pictures_come_in_order_of_name_and_from_the_beginning_again(tmp_path: Path) -> None:
    fill(tmp_path, b_jpg=flat_jpeg(20), a_JPG=flat_jpeg(10), c_png=saved("PNG"), note_txt=b"x", jpg=b"x")
    camera = FolderCamera(tmp_path)
    assert greys(camera, 4) == [10, 20, 120, 10]


def test_a_picture_that_comes_or_goes_meanwhile_disturbs_nothing(tmp_path: Path) -> None:
    fill(tmp_path, a_jpg=flat_jpeg(10), c_jpg=flat_jpeg(30))
    camera = FolderCamera(tmp_path)
    assert greys(camera, 1) == [10]
    fill(tmp_path, b_jpg=flat_jpeg(20))
    (tmp_path / "a.jpg").unlink()
    assert greys(camera, 3) == [20, 30, 20]


def test_a_bad_picture_is_told_once_and_passed_over(tmp_path: Path) -> None:
    fill(tmp_path, a_jpg=b"rubbish", b_jpg=flat_jpeg(20))
    camera = FolderCamera(tmp_path)
    with pytest.raises(NotAPictureError):
        camera.take()
    assert greys(camera, 1) == [20]


def test_asking_for_health_takes_no_picture_away(tmp_path: Path) -> None:
    fill(tmp_path, a_jpg=flat_jpeg(10), b_jpg=flat_jpeg(20))
    camera = FolderCamera(tmp_path)
    camera.health()
    camera.health()
    assert greys(camera, 2) == [10, 20]


def test_a_file_is_never_read_beyond_the_limit(tmp_path: Path) -> None:
    """Nobody has the memory for this one."""
    fill(tmp_path, a_jpg=flat_jpeg(10))
    os.truncate(tmp_path / "a.jpg", 1 << 40)
    with pytest.raises(PictureTooLargeError) as caught:
        FolderCamera(tmp_path, Limits(most_bytes=2000)).take()
    assert caught.value.value == 1 << 40


def test_what_only_looks_like_a_file_does_not_stop_the_kiosk(tmp_path: Path) -> None:
    """A named pipe would be waited for until somebody writes."""
    os.mkfifo(tmp_path / "a.jpg")
    (tmp_path / "b.jpg").mkdir()
    (tmp_path / "c.jpg").symlink_to("nowhere")
    camera = FolderCamera(tmp_path)
    for _ in range(3):
        with pytest.raises(CameraSilentError):
            camera.take()


def test_a_folder_is_opened_by_its_url(tmp_path: Path) -> None:
    (tmp_path / "扫描 1").mkdir()
    fill(tmp_path / "扫描 1", a_jpg=flat_jpeg(10))
    driver = load_driver("camera", "folder", installed_drivers("camera"))
    assert driver.open(f"folder://{tmp_path}/扫描%201").take().width == 64


@pytest.mark.parametrize("url", ["folder://pages", "folder:///tmp?x=1", "/tmp", "file:///tmp", "folder:tmp"])
def test_a_folder_s_bad_url_says_what_was_expected(url: str) -> None:
    with pytest.raises(BadLinkUrlError, match="folder:///path"):
        open_folder(url)


def test_a_folder_that_is_not_there_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(LinkCannotOpenError):
        open_folder(f"folder://{tmp_path}/none")


# The USB camera


class FakeCapture:
    """cv2.VideoCapture as far as we use it. `formats`: what the camera can send."""

    def __init__(
        self, formats: tuple[int, ...], frame: MatLike | None = None, *, opened: bool = True, there: bool = True
    ) -> None:
        self.formats, self.opened, self.there = formats, opened, there
        self.frame = np.frombuffer(flat_jpeg(50), np.uint8).reshape(1, -1) if frame is None else frame
        self.settings: dict[int, float] = {cv2.CAP_PROP_FOURCC: formats[0], cv2.CAP_PROP_CONVERT_RGB: 1}
        self.released = 0
        self.asked_for: tuple[str, int] | None = None

    def __call__(self, name: str, backend: int) -> FakeCapture:
        self.asked_for = (name, backend)
        return self

    def isOpened(self) -> bool:  # noqa: N802 - OpenCV's name
        return self.opened

    def set(self, setting: int, value: float) -> bool:
        if setting == cv2.CAP_PROP_FOURCC and value not in self.formats:
            return False
        self.settings[setting] = value
        return True

    def get(self, setting: int) -> float:
        return self.settings[setting]

    def grab(self) -> bool:
        return True

    def retrieve(self) -> tuple[bool, MatLike]:
        return self.there, self.frame

    def release(self) -> None:
        self.released += 1


YUYV = cv2.VideoWriter.fourcc(*"YUYV")


@pytest.fixture
def node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(FRAME_WAIT_VARIABLE, "1")
    (tmp_path / "video0").touch()
    return tmp_path / "video0"


def opened(node: Path, capture: FakeCapture, query: str = "") -> V4l2Camera:
    return open_v4l2(f"v4l2://{node}{query}", capture)  # type: ignore[arg-type]  # stands for cv2.VideoCapture


def test_a_camera_s_own_jpeg_is_handed_over_untouched(node: Path) -> None:
    """OpenCV, when it decodes a frame that arrived damaged, hands out the picture before it: another citizen's page."""
    capture = FakeCapture((YUYV, MJPG))
    camera = opened(node, capture, "?width=3264&height=2448")
    assert capture.asked_for == (str(node), cv2.CAP_V4L2)
    assert capture.settings == {
        cv2.CAP_PROP_FOURCC: MJPG,
        cv2.CAP_PROP_FRAME_WIDTH: 3264,
        cv2.CAP_PROP_FRAME_HEIGHT: 2448,
        cv2.CAP_PROP_CONVERT_RGB: 0,
    }
    assert camera.take().data == flat_jpeg(50)


def test_a_camera_that_sends_pixels_gets_them_encoded(node: Path) -> None:
    capture = FakeCapture((YUYV,), two_halves())
    picture = opened(node, capture).take()
    assert capture.settings[cv2.CAP_PROP_CONVERT_RGB] == 1
    assert (picture.kind, picture.width, picture.height) == ("jpeg", 80, 40)
    assert np.abs(decode(picture).astype(int) - two_halves()).max() < 40


def test_too_many_pixels_are_refused_before_they_are_encoded(node: Path) -> None:
    camera = V4l2Camera(node, FakeCapture((YUYV,), two_halves()), Limits(most_pixels=3199))
    with pytest.raises(PictureTooLargeError):
        camera.take()


@pytest.mark.parametrize(
    "capture", [FakeCapture((MJPG,), np.empty((0, 0), np.uint8)), FakeCapture((MJPG,), there=False)]
)
def test_an_empty_frame_is_no_frame(node: Path, capture: FakeCapture) -> None:
    with pytest.raises(CameraSilentError):
        opened(node, capture).take()


def test_a_camera_that_another_program_uses_cannot_be_opened(node: Path) -> None:
    capture = FakeCapture((MJPG,), opened=False)
    with pytest.raises(LinkCannotOpenError, match="in use"):
        opened(node, capture)
    assert capture.released == 1


def test_a_device_that_is_not_there_cannot_be_opened() -> None:
    with pytest.raises(LinkCannotOpenError, match="no such device"):
        load_driver("camera", "v4l2", installed_drivers("camera")).open("v4l2:///dev/no-such-camera")


def test_a_file_is_no_camera_for_the_real_opencv(node: Path) -> None:
    with pytest.raises(LinkCannotOpenError, match="not a camera"):
        open_v4l2(f"v4l2://{node}")


def test_the_operator_may_set_opencv_s_wait_himself(node: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(node, FakeCapture((MJPG,)))
    assert os.environ[FRAME_WAIT_VARIABLE] == "1"
    monkeypatch.delenv(FRAME_WAIT_VARIABLE)
    opened(node, FakeCapture((MJPG,)))
    assert os.environ[FRAME_WAIT_VARIABLE] == "3"


def test_closing_gives_the_device_back_once(node: Path) -> None:
    capture = FakeCapture((MJPG,))
    camera = opened(node, capture)
    camera.close()
    camera.close()
    assert capture.released == 1


@pytest.mark.parametrize("url", ["v4l2://video0", "v4l2:video0", "/dev/video0", "v4l2:///dev/video0?width"])
def test_a_camera_s_bad_url_is_told(url: str) -> None:
    with pytest.raises(BadLinkUrlError):
        open_v4l2(url)


@pytest.mark.parametrize("query", ["width=big", "height=50000", "zoom=2"])
def test_a_camera_s_bad_option_is_told(query: str) -> None:
    with pytest.raises(BadOptionError):
        open_v4l2(f"v4l2:///dev/video0?{query}")


def every_error(root: type[CameraError]) -> list[type[CameraError]]:
    return [error for child in root.__subclasses__() for error in (child, *every_error(child))]


def test_every_error_tells_the_citizen_what_to_do_in_both_languages() -> None:
    errors = [error for error in every_error(CameraError) if error is not PictureError]
    assert len({error.code for error in errors}) == len(errors) == 6
    for error in errors:
        assert "请" in error.sentence.zh
        assert "Please" in error.sentence.en
        assert not set("!！") & set(error.sentence.zh + error.sentence.en)
