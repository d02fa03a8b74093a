"""The settings file of a terminal."""

from pathlib import Path

import pytest

from hardware.sound import Output
from kiosk.settings_file import SettingsFileError, Upkeep, load_settings_file


def _file(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "kiosk.toml"
    file.write_text(text)
    return file


def test_everything_may_be_left_out(tmp_path: Path) -> None:
    assert load_settings_file(_file(tmp_path, "")) == Upkeep()


def test_what_is_said_holds(tmp_path: Path) -> None:
    said = load_settings_file(_file(tmp_path, "[paper]\nroll_m = 70\n[memory]\nrestart_above_mb = 800\n"))
    assert (said.roll_m, said.restart_above_mb) == (70, 800)


def test_all_mistakes_are_told_at_once_with_their_place(tmp_path: Path) -> None:
    file = _file(tmp_path, '[paper]\nroll_m = -1\n[memory]\nlimit = 3\nrestart_above_mb = "much"\n')
    with pytest.raises(SettingsFileError) as error:
        load_settings_file(file)
    told = "\n".join(error.value.mistakes)
    for place in ("paper.roll_m: ", "memory.limit: nobody knows this key", "memory.restart_above_mb: "):
        assert place in told


@pytest.mark.parametrize("text", ["[paper", "roll_m = 1"])
def test_what_is_no_such_file_is_told_in_one_line(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsFileError):
        load_settings_file(_file(tmp_path, text))
    with pytest.raises(SettingsFileError, match="cannot be read"):
        load_settings_file(tmp_path / "missing.toml")


def test_a_terminal_speaks_where_the_file_says_through_what(tmp_path: Path) -> None:
    text = '[voice]\nplayer = "paplay"\ndevice = "speaker"\njack = "state"\nclips = { zh = "zh" }\n'
    said = load_settings_file(_file(tmp_path, text))
    assert said.output == Output("paplay", "speaker")
    assert (said.jack, said.clips) == (tmp_path / "state", {"zh": tmp_path / "zh"})
    assert load_settings_file(_file(tmp_path, "")).output is None


@pytest.mark.parametrize(("height_mm", "lower_edge_mm"), [(950, 630), (708, 775), (476, 914)])
def test_a_panel_whose_low_position_is_within_reach_may_hang_so(
    tmp_path: Path, height_mm: int, lower_edge_mm: int
) -> None:
    text = "[screen]\nheight_mm = {}\nlower_edge_mm = {}\n"
    load_settings_file(_file(tmp_path, text.format(height_mm, lower_edge_mm)))
    with pytest.raises(SettingsFileError, match="screen: the low position would end"):
        load_settings_file(_file(tmp_path, text.format(height_mm, lower_edge_mm + 2)))
