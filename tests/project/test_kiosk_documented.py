"""The document of the terminal is held to its settings, its health and what its screens say."""

from pathlib import Path

import pytest

from kiosk import settings_file
from kiosk.care.caretaker import PAPER, TERMINAL
from kiosk.guide.narrator import LOUDSPEAKER
from kiosk.words.zh import SENTENCES

KIOSK = (Path(__file__).parents[2] / "docs" / "kiosk.md").read_text(encoding="utf-8")
SECTIONS = [
    value
    for value in vars(settings_file).values()
    if isinstance(value, type) and issubclass(value, settings_file.Section)
]


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.__name__)
def test_every_key_of_the_settings_file_is_documented(section: type[settings_file.Section]) -> None:
    for key, field in section.model_fields.items():
        shown = f"[{key}]" if section is settings_file.SettingsFile else f"{key} ="
        assert shown in KIOSK, field


@pytest.mark.parametrize("part", [TERMINAL, PAPER, LOUDSPEAKER])
def test_every_part_that_is_no_device_is_documented(part: str) -> None:
    assert f"`{part}`" in KIOSK


@pytest.mark.parametrize("key", ["bar.guidance", "bar.say_again", "start.no_line.title", "line.lost"])
def test_the_document_says_what_the_screen_says(key: str) -> None:
    assert SENTENCES[key] in KIOSK
