"""Every screen in every shape, drawn for real and measured: sizes, edges, what is biggest, and what is not cut.

Everything is measured in the screen's own units (a hall board is 1920 of them long), whatever the window's size.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from screens.theme import CALL_SIZE, CALLED_NOW, DARK, GROUND, LIST_SIZE, PLATE_SIZE, SMALL_SIZE
from tests.screens.scenes import SCENES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]

LYING, UPRIGHT, LARGE, PLATE, SMALL_PLATE = (1920, 1080), (1080, 1920), (3840, 2160), (1280, 720), (800, 480)

TOO_LONG = ("odd",)
"""Scenes in which a number has forty characters, and names have no end."""

LONG_NAMES = ("Housing and providen…", "Services for the…", "Public legal…", "Services for the disabl…")
"""What is cut nevertheless: long English names of queues, where the Chinese one or the queue's line tells the rest."""


class Host:
    """A window of one size in a process of its own."""

    def __init__(self, width: int, height: int, fonts: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.screens.scene_host", str(width), str(height), str(fonts)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        assert self._answer() == "ready"

    def ask(self, *order: str) -> Any:
        assert self.process.stdin is not None
        self.process.stdin.write(" ".join(order) + "\n")
        self.process.stdin.flush()
        return self._answer()

    def _answer(self) -> Any:
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())

    def close(self) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait(60)
        self.process.stdout.close()


@dataclass(frozen=True, slots=True)
class Seen:
    """One text on screen: where its ink is (left, lower, right, upper), and whether that reaches its box's edge."""

    name: str
    text: str
    size: int
    ink: tuple[float, float, float, float]
    at_edge: bool

    @property
    def height(self) -> float:
        return self.ink[3] - self.ink[1]


@pytest.fixture(scope="module")
def host(font_cache: Path) -> Iterator[Callable[[tuple[int, int]], Host]]:
    hosts: dict[tuple[int, int], Host] = {}

    def of(size: tuple[int, int]) -> Host:
        if size not in hosts:
            hosts[size] = Host(*size, font_cache)
        return hosts[size]

    yield of
    for each in hosts.values():
        each.close()


def texts(host: Host, kind: str, scene: str, *playlist: str) -> list[Seen]:
    """Measured without a frame being drawn: only pictures need that."""
    host.ask("show", kind, scene, *playlist)
    return [Seen(**found) for found in host.ask("measure")]


EVERYTHING = [
    pytest.param(kind, scene, size, id=f"{kind}-{scene}-{size[0]}x{size[1]}")
    for kind, sizes in (("hall_board", (LYING, UPRIGHT)), ("window_plate", (PLATE, SMALL_PLATE)), ("wall", (LYING,)))
    for scene in SCENES[kind]()
    for size in sizes
]


@pytest.mark.parametrize(("kind", "scene", "size"), EVERYTHING)
def test_no_text_is_cut_covers_another_leaves_its_place_or_has_a_size_of_its_own(
    host: Callable[[tuple[int, int]], Host], kind: str, scene: str, size: tuple[int, int]
) -> None:
    seen = texts(host(size), kind, scene)
    assert seen
    width, height = host(size).ask("size")
    for text in seen:
        assert not text.at_edge, text
        assert min(text.ink[:2]) >= 0, text
        assert text.ink[2] <= width, text
        assert text.ink[3] <= height, text
        if scene not in TOO_LONG and not text.text.endswith(LONG_NAMES):
            assert "…" not in text.text, text
    sizes = {SMALL_SIZE, LIST_SIZE, CALL_SIZE} | ({PLATE_SIZE} if kind == "window_plate" else set())
    assert {text.size for text in seen} <= sizes
    for one, other in combinations(seen, 2):
        across = min(one.ink[2], other.ink[2]) - max(one.ink[0], other.ink[0])
        down = min(one.ink[3], other.ink[3]) - max(one.ink[1], other.ink[1])
        assert min(across, down) <= 0, (one, other)


def heights(seen: list[Seen]) -> dict[str, float]:
    return {text.name: text.height for text in seen if text.name}


@pytest.mark.parametrize("size", [LYING, UPRIGHT])
def test_a_called_number_is_the_biggest_and_high_enough_for_ten_metres(
    host: Callable[[tuple[int, int]], Host], size: tuple[int, int]
) -> None:
    """On 55 inches a unit is 0.634 mm: 70 of them are 44 mm, which is read at ten metres."""
    seen = texts(host(size), "hall_board", "called")
    called = heights(seen)["headline-number"]
    assert called >= 118
    assert all(text.height <= called for text in seen)
    rows = [text for text in seen if text.text in ("B007", "C031", "A011", "D102")]
    assert len(rows) == 4
    assert min(text.height for text in rows) >= 70


def test_few_rows_are_read_at_fifteen_metres(host: Callable[[tuple[int, int]], Host]) -> None:
    rows = [text for text in texts(host(LYING), "hall_board", "three-rows") if text.text in ("B007", "C031", "A011")]
    assert min(text.height for text in rows) >= 118


def test_a_plates_number_is_read_from_the_seats(host: Callable[[tuple[int, int]], Host]) -> None:
    """On 15.6 inches (345 mm wide) a unit is 0.27 mm: 235 of them are 63 mm, which is read at 14 metres."""
    assert heights(texts(host(PLATE), "window_plate", "called"))["number"] >= 235


def test_a_playlist_has_its_place_beside_the_calls(host: Callable[[tuple[int, int]], Host], tmp_path: Path) -> None:
    Image.new("RGB", (400, 300), (10, 200, 30)).save(tmp_path / "poster.png")
    for size in (LYING, UPRIGHT):
        seen = texts(host(size), "hall_board", "called", str(tmp_path))
        assert {"A012", "B007", "C031", "A011"} <= {text.text for text in seen}
        host(size).ask("picture", str(tmp_path / "board.png"))
        with Image.open(tmp_path / "board.png") as drawn:
            assert _share(drawn, (10, 200, 30)) > 0.05


def test_a_notice_of_the_playlist_is_large_where_it_is_short(
    host: Callable[[tuple[int, int]], Host], tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("请带身份证\n\nBring your ID card", encoding="utf-8")
    notice = {text.name: text for text in texts(host(UPRIGHT), "hall_board", "called", str(tmp_path))}
    assert (notice["playlist-notice"].text, notice["playlist-notice"].size) == ("请带身份证", LIST_SIZE)


def _share(drawn: Image.Image, colour: tuple[int, int, int]) -> float:
    counted = drawn.getcolors(maxcolors=1 << 20)
    assert counted is not None
    return sum(count for count, found in counted if found == colour) / (drawn.width * drawn.height)


def _rgb(colour: tuple[float, ...]) -> tuple[int, int, int]:
    red, green, blue = (round(part * 255) for part in colour[:3])
    return red, green, blue


def test_four_times_the_pixels_show_the_same_picture_sharper(
    host: Callable[[tuple[int, int]], Host], tmp_path: Path
) -> None:
    found = []
    for size in (LYING, LARGE):
        seen = texts(host(size), "hall_board", "called")
        found.append({(text.name, text.text): text for text in seen})
        host(size).ask("picture", str(tmp_path / f"{size[0]}.png"))
    assert found[0].keys() == found[1].keys()
    for key, text in found[0].items():
        for edge, other in zip(text.ink, found[1][key].ink, strict=True):
            assert abs(edge - other) <= 8, key
    with Image.open(tmp_path / "3840.png") as large:
        assert large.size == LARGE
        # Sharp means few pixels between ground and ink: enlarged text would have twice as many as drawn text.
        assert _blurred(large) < 0.75 * _blurred(
            Image.open(tmp_path / "1920.png").resize(LARGE, Image.Resampling.BILINEAR)
        )


def _blurred(drawn: Image.Image) -> int:
    """Pixels of the rows that are neither ground nor ink."""
    grey = drawn.convert("L").crop((0, drawn.height // 2, drawn.width // 2, drawn.height))
    ground = _rgb(GROUND)
    least = round(0.3 * ground[0] + 0.59 * ground[1] + 0.11 * ground[2]) + 25
    return sum(grey.histogram()[least:150])


def test_the_bright_half_of_a_flash_is_yellow_and_a_settled_board_is_not(
    host: Callable[[tuple[int, int]], Host], tmp_path: Path
) -> None:
    shares = {}
    for scene in ("called", "settled"):
        host(LYING).ask("show", "hall_board", scene)
        host(LYING).ask("picture", str(tmp_path / "board.png"))
        with Image.open(tmp_path / "board.png") as drawn:
            shares[scene] = _share(drawn, _rgb(CALLED_NOW))
    assert shares["called"] > 0.08
    assert shares["settled"] < 0.02


def test_in_the_dark_half_of_its_flash_nothing_yellow_is_left_of_a_row(
    host: Callable[[tuple[int, int]], Host], tmp_path: Path
) -> None:
    host(LYING).ask("show", "hall_board", "two-called")
    shares = []
    for seconds in ("0", "0.6", "1.1", "30"):
        host(LYING).ask("later", seconds)
        host(LYING).ask("picture", str(tmp_path / "board.png"))
        with Image.open(tmp_path / "board.png") as drawn:
            shares.append(_share(drawn.crop((0, 330, 1290, 1000)), _rgb(CALLED_NOW)))
    assert [share > 0.05 for share in shares] == [True, False, True, False]
    assert (shares[1], shares[3]) == (0, 0)


@pytest.mark.parametrize(("kind", "size"), [("hall_board", LYING), ("window_plate", PLATE), ("wall", LYING)])
def test_a_screen_at_night_is_black_to_the_last_pixel(
    host: Callable[[tuple[int, int]], Host], tmp_path: Path, kind: str, size: tuple[int, int]
) -> None:
    host(size).ask("show", kind, "night")
    host(size).ask("picture", str(tmp_path / "night.png"))
    with Image.open(tmp_path / "night.png") as drawn:
        assert _share(drawn, _rgb(DARK)) == 1


@pytest.mark.parametrize(("kind", "size"), [("hall_board", LYING), ("window_plate", PLATE), ("wall", LYING)])
def test_nothing_is_lost_at_the_edges_when_a_screen_moves(
    host: Callable[[tuple[int, int]], Host], kind: str, size: tuple[int, int]
) -> None:
    for name in ("called", "line-lost") if kind != "wall" else ("needs", "line-lost"):
        for text in texts(host(size), kind, name):
            assert min(text.ink[:2]) >= 5, text
            assert text.ink[2] <= host(size).ask("size")[0] - 8, text
            assert text.ink[3] <= host(size).ask("size")[1] - 5, text
