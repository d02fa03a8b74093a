"""Pictures and notices from a folder: in the order of their names, and one that is broken holds up no other."""

from __future__ import annotations

import os
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from structlog.testing import capture_logs

from screens.playlist.order import in_turn, notice_in, playable
from screens.playlist.reel import Reel
from screens.playlist.slides import MOST_BYTES, UnshowableError, read_slide
from screens.words import Phrase

if TYPE_CHECKING:
    from pathlib import Path

SIZE = (40, 30)
RED, GREEN = (200, 10, 10), (10, 200, 10)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def picture(folder: Path, name: str, colour: tuple[int, int, int] = RED, size: tuple[int, int] = SIZE) -> Path:
    Image.new("RGB", size, colour).save(folder / name)
    return folder / name


def colour_at(pixels: bytes, x: int, y: int) -> tuple[int, ...]:
    place = 3 * (y * SIZE[0] + x)
    return tuple(pixels[place : place + 3])


def test_files_play_by_name_and_what_is_neither_picture_nor_text_is_left_out() -> None:
    names = ["b.TXT", "a.jpg", "c.mp4", ".hidden.png", "10.png", "2.jpeg", "notes.doc"]
    assert playable(names) == ["10.png", "2.jpeg", "a.jpg", "b.TXT"]


def test_each_has_its_turn_and_the_next_ones_stand_in_for_it() -> None:
    assert [in_turn(["a", "b", "c"], turn)[0] for turn in range(5)] == ["a", "b", "c", "a", "b"]
    assert in_turn(["a", "b", "c"], 1) == ["b", "c", "a"]
    assert in_turn([], 7) == []


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("今天三点\n停电", Phrase("今天三点 停电")),
        ("停电\n\nNo power\ntoday\n\nmore", Phrase("停电", "No power today")),
        ("\r\n停电\r\n\r\nNo power\r\n", Phrase("停电", "No power")),
        ("\n\n", Phrase("")),
    ],
)
def test_a_text_is_chinese_and_after_an_empty_line_english(text: str, phrase: Phrase) -> None:
    assert notice_in(text) == phrase


def test_a_picture_is_as_large_as_its_place_allows_and_nothing_of_it_is_cut(tmp_path: Path) -> None:
    slide = read_slide(picture(tmp_path, "a.png", RED, (400, 100)), SIZE)
    assert len(slide.pixels) == 3 * SIZE[0] * SIZE[1]
    assert colour_at(slide.pixels, 0, 15) == colour_at(slide.pixels, 39, 15) == RED
    assert colour_at(slide.pixels, 20, 2) == colour_at(slide.pixels, 20, 27) != RED


def test_a_small_picture_is_enlarged_and_one_that_is_turned_stands_upright(tmp_path: Path) -> None:
    assert colour_at(read_slide(picture(tmp_path, "a.png", RED, (4, 3)), SIZE).pixels, 0, 0) == RED
    turned = Image.new("RGB", (30, 60), RED)
    exif = turned.getexif()
    exif[0x0112] = 6
    turned.save(tmp_path / "b.jpg", exif=exif)
    slide = read_slide(tmp_path / "b.jpg", SIZE)
    assert max(colour_at(slide.pixels, 1, 15)) > 150
    assert max(colour_at(slide.pixels, 20, 1)) < 150


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", b"no picture"),
        ("a.jpg", b"\xff\xd8\xff\xe0 cut short"),
        ("a.txt", b"\xff\xfe\xff"),
        ("a.txt", b" \n\n "),
        ("a.txt", b"x" * (MOST_BYTES + 1)),
    ],
)
def test_what_cannot_be_shown_says_why(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnshowableError) as caught:
        read_slide(tmp_path / name, SIZE)
    assert caught.value.reason
    assert str(tmp_path / name) in str(caught.value)


def test_a_picture_of_too_many_pixels_is_not_even_unpacked(tmp_path: Path) -> None:
    Image.new("1", (9000, 9000)).save(tmp_path / "a.png")
    with pytest.raises(UnshowableError, match="9000 × 9000 pixels"):
        read_slide(tmp_path / "a.png", SIZE)


def reel(folder: Path) -> Reel:
    return Reel(folder, 10, SIZE, clock=lambda: NOON)


def file_of(shown: object) -> str:
    return getattr(getattr(shown, "file", None), "name", "nothing")


def test_a_broken_file_is_passed_over_and_complained_of_once(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"no picture")
    picture(tmp_path, "b.png")
    playing = reel(tmp_path)
    with capture_logs() as logs:
        assert [file_of(playing._next(turn)) for turn in range(4)] == ["b.png"] * 4
    assert [(log["event"], log["file"]) for log in logs] == [("not_shown", str(tmp_path / "a.png"))]


def test_a_folder_that_goes_away_leaves_the_place_empty_until_it_is_back(tmp_path: Path) -> None:
    folder = tmp_path / "list"
    playing = reel(folder)
    with capture_logs() as logs:
        assert playing._next(0) is None
        assert playing._next(1) is None
        folder.mkdir()
        picture(folder, "a.png")
        assert file_of(playing._next(2)) == "a.png"
    assert len(logs) == 1


def test_a_file_that_was_written_anew_is_read_anew(tmp_path: Path) -> None:
    file = picture(tmp_path, "a.png", RED)
    playing = reel(tmp_path)
    playing._slide = playing._next(0)
    assert playing._next(1) is playing._slide
    picture(tmp_path, "a.png", GREEN)
    os.utime(file, ns=(1, 1))
    slide = playing._next(2)
    assert slide is not None
    assert colour_at(slide.pixels, 5, 5) == GREEN


def test_the_slide_turns_with_the_clock_in_a_thread_of_its_own(tmp_path: Path) -> None:
    picture(tmp_path, "a.png")
    asked = threading.Semaphore(0)

    def clock() -> datetime:
        asked.release()
        return NOON

    playing = Reel(tmp_path, 10, SIZE, clock=clock)
    assert playing.slide is None
    playing.start()
    assert asked.acquire(timeout=60)
    playing.stop()
    assert file_of(playing.slide) == "a.png"
