"""The settings file of a screen: everything may be left out, and every mistake is told at once."""

from datetime import time
from pathlib import Path

import pytest

from screens.errors import ScreenFileError
from screens.rules import Calls, Hours, Languages, PlaylistRule, ScreenRules, Zone
from screens.screen_file import load_screen_file


def load(folder: Path, text: str) -> ScreenRules:
    file = folder / "screen.toml"
    file.write_text(text, encoding="utf-8")
    return load_screen_file(file)


def mistakes(folder: Path, text: str) -> tuple[str, ...]:
    with pytest.raises(ScreenFileError) as caught:
        load(folder, text)
    assert str(folder / "screen.toml") in str(caught.value)
    return caught.value.mistakes


def test_an_empty_file_is_a_screen_of_the_whole_hall(tmp_path: Path) -> None:
    assert load(tmp_path, "") == ScreenRules()


def test_everything_that_can_be_said(tmp_path: Path) -> None:
    (tmp_path / "notices").mkdir()
    said = """
        [zone]
        windows = ["1", "2"]
        queues = ["tax"]
        prefixes = ["A", "B"]

        [languages]
        shown = ["en", "zh"]
        in_turn = true
        seconds = 6

        [calls]
        rows = 3
        page_seconds = 10.5
        captions = false

        [playlist]
        folder = "notices"
        seconds = 20

        [night]
        dark = ["20:00-07:30", "12:00-12:30"]
    """
    assert load(tmp_path, said) == ScreenRules(
        zone=Zone(frozenset({"1", "2"}), frozenset({"tax"}), frozenset({"A", "B"})),
        languages=Languages(("en", "zh"), in_turn=True, seconds=6),
        calls=Calls(3, 10.5, captions=False),
        playlist=PlaylistRule(tmp_path / "notices", 20),
        dark=(Hours(time(20), time(7, 30)), Hours(time(12), time(12, 30))),
    )


def test_every_mistake_is_told_with_its_place(tmp_path: Path) -> None:
    said = """
        colour = "blue"

        [zone]
        windows = []
        prefixes = ["A1"]

        [languages]
        shown = ["zh", "zh"]
        seconds = "8"

        [calls]
        rows = 7
        pages = 2

        [playlist]
        folder = "nowhere"

        [night]
        dark = ["20:00", "07:00-07:00", "24:00-07:00"]
    """
    told = mistakes(tmp_path, said)
    for place in (
        "colour: nobody knows this key",
        "zone.windows: List should have at least 1 item",
        "zone.prefixes[1]: the letters of a queue's numbers",
        "languages.shown: each of them once",
        "languages.seconds: a valid number",
        "calls.rows: less than or equal to 6",
        "calls.pages: nobody knows this key",
        f"playlist.folder: a folder that is there; {tmp_path / 'nowhere'} is not",
        *(f'night.dark[{place}]: hours of the day such as "20:00-07:30"' for place in (1, 2, 3)),
    ):
        assert any(mistake.startswith(place) for mistake in told), (place, told)
    assert len(told) == 11


def test_a_playlist_without_a_folder_is_a_mistake(tmp_path: Path) -> None:
    assert mistakes(tmp_path, "[playlist]\nseconds = 9") == ("playlist.folder: is missing",)


@pytest.mark.parametrize("content", [b"[zone", b"\xff\xfe", b"[zone]\nzone = 1\n[zone]"])
def test_what_is_no_toml_is_told_in_one_line(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "screen.toml"
    file.write_bytes(content)
    with pytest.raises(ScreenFileError) as caught:
        load_screen_file(file)
    assert len(caught.value.mistakes) == 1


def test_a_file_that_is_not_there_is_told_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(ScreenFileError, match=r"nowhere\.toml: cannot be read: No such file"):
        load_screen_file(tmp_path / "nowhere.toml")
