"""The page of call screens says what the settings file of a screen may hold."""

from pathlib import Path

import pytest

from screens import screen_file

DOCUMENT = (Path(__file__).parents[2] / "docs" / "call-screens.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "section",
    [value for value in vars(screen_file).values() if isinstance(value, type) and value.__name__.endswith("Section")],
    ids=lambda section: section.__name__,
)
def test_every_key_is_documented(section: type[screen_file.Section]) -> None:
    for key in section.model_fields:
        assert f"`{key}`" in DOCUMENT, key
