"""The document camera in its thread, with pictures from a folder: pages come out straight, or it is said why not."""

import queue
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from hardware.devices_file import DeviceSetting
from kiosk.devices import DeviceRoom, Drawing, Pace
from kiosk.flow.apply_inputs import PageNotTaken, PageTaken
from kiosk.flow.inputs import Input
from queue_server.contract.views import PartHealth
from tests.kiosk.device_bench import HANG_S

QUICK = Pace(poll_every_s=0.01, health_every_s=0.05, look_at_camera_s=0.05, reopen_s=0.02)


def page_on_a_desk(*, turned: float = 2.0, blur: int = 0, words: bool = True, shift: int = 0) -> bytes:
    """A printed page as a camera above sees it."""
    page = np.full((2100, 1485, 3), 238, np.uint8)
    if words:
        for line in range(40):
            cv2.putText(page, "ABCDEFGHIJKLMNOPQR" * 2, (90, 150 + 46 * line), 0, 1.0, (30, 30, 30), 3, cv2.LINE_AA)
    matrix = cv2.getRotationMatrix2D((742, 1050), turned, 1)
    matrix[0, 2] += 250 + shift
    matrix[1, 2] += 250
    desk = cv2.warpAffine(page, matrix, (2000, 2600), borderMode=cv2.BORDER_CONSTANT, borderValue=(45, 45, 45))
    if blur:
        desk = cv2.GaussianBlur(desk, (0, 0), blur)
    _, encoded = cv2.imencode(".jpg", desk, [cv2.IMWRITE_JPEG_QUALITY, 90])
    return encoded.tobytes()


class Room:
    def __init__(self, settings: dict[str, DeviceSetting]) -> None:
        self.told: queue.Queue[Input] = queue.Queue()
        self.health: queue.Queue[tuple[str, PartHealth]] = queue.Queue()
        self.room = DeviceRoom(
            settings,
            drawing=Drawing(lambda _, width: Image.new("1", (width, 64), 0), lambda _: b"%PDF-"),
            tell=self.told.put,
            tell_health=lambda part, health: self.health.put((part, health)),
            pace=QUICK,
        )
        self.room.start()

    def take(self, order: str = "order-1") -> PageTaken | PageNotTaken:
        self.room.take_page(order)
        told = self.told.get(timeout=HANG_S)
        assert isinstance(told, PageTaken | PageNotTaken)
        assert told.order == order
        return told

    def until_camera_is(self, status: str) -> PartHealth:
        while True:
            part, health = self.health.get(timeout=HANG_S)
            if (part, health.status) == ("camera", status):
                return health


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    return folder


@pytest.fixture
def room(pages: Path) -> Iterator[Room]:
    (pages / "1.jpg").write_bytes(page_on_a_desk())
    room = Room({"camera": DeviceSetting.usual("camera", f"folder://{pages}")})
    room.until_camera_is("ok")
    yield room
    room.room.stop()


def test_a_page_comes_out_straight_and_without_its_desk(room: Room) -> None:
    taken = room.take()
    assert isinstance(taken, PageTaken)
    image = Image.open(BytesIO(taken.picture))
    assert abs(image.width / image.height - 1485 / 2100) < 0.02
    corners = [image.convert("L").getpixel((x, y)) for x in (20, image.width - 20) for y in (20, image.height - 20)]
    assert all(isinstance(corner, int) and corner > 180 for corner in corners)


@pytest.mark.parametrize(
    ("picture", "code"),
    [
        (page_on_a_desk(blur=9), "blurred"),
        (page_on_a_desk(words=False), "blank"),
        (page_on_a_desk(shift=-500), "cut_off"),
        (page_on_a_desk()[:5000], "truncated_picture"),
        (b"a text that somebody called a picture", "not_a_picture"),
    ],
)
def test_a_page_that_will_not_do_is_refused_with_a_sentence_for_its_person(
    room: Room, pages: Path, picture: bytes, code: str
) -> None:
    (pages / "1.jpg").write_bytes(picture)
    refused = room.take()
    assert isinstance(refused, PageNotTaken)
    assert refused.code == code
    assert refused.text["zh"].endswith("。")
    (pages / "1.jpg").write_bytes(page_on_a_desk())
    assert isinstance(room.take("order-2"), PageTaken)


def test_a_camera_that_is_gone_is_told_and_found_again(room: Room, pages: Path) -> None:
    (pages / "1.jpg").unlink()
    gone = room.take()
    assert isinstance(gone, PageNotTaken)
    assert gone.code == "camera_silent"
    room.until_camera_is("offline")
    (pages / "1.jpg").write_bytes(page_on_a_desk())
    room.until_camera_is("ok")
    assert isinstance(room.take("order-2"), PageTaken)


def test_a_terminal_without_a_camera_says_so() -> None:
    room = Room({})
    refused = room.take()
    assert isinstance(refused, PageNotTaken)
    assert refused.code == "camera_gone"
    room.room.stop()


def test_a_picture_that_breaks_the_program_ends_no_thread(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.devices.camera.find_page", lambda _: 1 // 0)
    broken = room.take()
    assert isinstance(broken, PageNotTaken)
    assert broken.code == "page_not_taken"
    monkeypatch.undo()
    assert isinstance(room.take("order-2"), PageTaken)
