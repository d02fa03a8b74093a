"""The voice file: what it may say, and every mistake in it at once."""

from __future__ import annotations

from datetime import time, timedelta
from pathlib import Path

import pytest

from hardware.sound.player import Output
from screens.voice.errors import RulesFileError
from screens.voice.rules import RecallRule, VoiceRules, VolumeFrom, Zone
from screens.voice.rules_file import load_rules

WHOLE = """\
languages = ["en", "zh"]
yao = true
repeat = 2
drop_after_s = 45
chime = false

[recall]
louder_db = 2
at_most_db = 4.5

[[volume]]
from = "14:00"
percent = 100

[[volume]]
from = "08:30"
percent = 60

[zone]
windows = ["1", "2"]
prefixes = ["A"]

[clips]
zh = "recorded/zh"

[output]
player = "paplay"
device = "hall"
"""


def load(tmp_path: Path, text: str) -> VoiceRules:
    file = tmp_path / "voice.toml"
    file.write_text(text, encoding="utf-8")
    return load_rules(file)


def mistakes(tmp_path: Path, text: str) -> tuple[str, ...]:
    with pytest.raises(RulesFileError) as refused:
        load(tmp_path, text)
    assert str(refused.value) == "\n".join(f"{tmp_path / 'voice.toml'}: {each}" for each in refused.value.mistakes)
    return refused.value.mistakes


def test_a_file_that_says_nothing_is_a_voice(tmp_path: Path) -> None:
    assert load(tmp_path, "") == VoiceRules()


def test_all_that_can_be_said_is_understood(tmp_path: Path) -> None:
    assert load(tmp_path, WHOLE) == VoiceRules(
        languages=("en", "zh"),
        yao=True,
        repeat=2,
        drop_after=timedelta(seconds=45),
        chime=False,
        recall=RecallRule(2, 4.5),
        volume=(VolumeFrom(time(8, 30), 60), VolumeFrom(time(14), 100)),
        zone=Zone(frozenset({"1", "2"}), frozenset({"A"})),
        clips={"zh": tmp_path / "recorded" / "zh"},
        output=Output("paplay", "hall"),
    )


def test_sound_may_go_to_files(tmp_path: Path) -> None:
    assert load(tmp_path, '[output]\nfolder = "said"').output == Output(folder=tmp_path / "said")
    assert load(tmp_path, '[output]\nfolder = "/srv/said"').output == Output(folder=Path("/srv/said"))


def test_every_mistake_is_told_at_once_with_its_place(tmp_path: Path) -> None:
    told = mistakes(
        tmp_path,
        """\
languages = ["zh", "fr"]
repeat = 0
yao = "yes"
loudness = 3
drop_after_s = "soon"
[recall]
louder_db = -1
[[volume]]
from = "08:30"
percent = 60
[[volume]]
from = "8:30"
percent = 140
[[volume]]
percent = 1
[zone]
prefixes = ["A", "7"]
windows = []
[clips]
fr = "x"
[output]
player = "mpg123"
""",
    )
    assert told == (
        "languages[2]: 'zh' or 'en'",
        "yao: a valid boolean",
        "repeat: greater than or equal to 1",
        "drop_after_s: a valid number, unable to parse string as a number",
        "recall.louder_db: greater than or equal to 0",
        'volume[2].from: a time of day such as "08:30"',
        "volume[2].percent: less than or equal to 100",
        "volume[3].from: is missing",
        "zone.windows: List should have at least 1 item after validation, not 0",
        'zone.prefixes[2]: the prefix of a queue\'s numbers such as "A"',
        "clips.fr.[key]: 'zh' or 'en'",
        "output.player: 'aplay', 'paplay' or 'pw-play'",
        "loudness: nobody knows this key: is it spelt right?",
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('languages = ["zh", "zh"]', "languages: each of them once"),
        (
            '[[volume]]\nfrom = "08:30"\npercent = 6\n[[volume]]\nfrom = "08:30"\npercent = 7',
            "volume: each time of day once",
        ),
        (
            '[output]\nfolder = "x"\ndevice = "y"',
            "output: folder, or player and device: files are written or played, not both",
        ),
        ("languages = [", "Invalid value (at end of document)"),
    ],
)
def test_what_contradicts_itself_is_told(tmp_path: Path, text: str, told: str) -> None:
    assert mistakes(tmp_path, text) == (told,)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(RulesFileError) as refused:
        load_rules(tmp_path / "nowhere.toml")
    assert refused.value.mistakes == ("cannot be read: No such file or directory",)
    (tmp_path / "voice.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(RulesFileError, match="utf-8"):
        load_rules(tmp_path / "voice.toml")
