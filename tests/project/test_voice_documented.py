"""The voice's page says what the settings file knows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from screens.voice.rules import VoiceRules
from screens.voice.rules_file import OutputSection, RecallSection, VoiceFile, VolumeSection, ZoneSection, load_rules

DOCUMENT = (Path(__file__).parents[2] / "docs" / "voice.md").read_text(encoding="utf-8")


def test_the_example_of_the_document_is_a_voice_file(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", DOCUMENT, re.DOTALL)
    file = tmp_path / "voice.toml"
    file.write_text(example)
    assert load_rules(file) != VoiceRules()


@pytest.mark.parametrize("section", [VoiceFile, RecallSection, VolumeSection, ZoneSection, OutputSection])
def test_every_key_is_documented(section: type[VoiceFile]) -> None:
    for name, field in section.model_fields.items():
        assert f"`{field.alias or name}`" in DOCUMENT
