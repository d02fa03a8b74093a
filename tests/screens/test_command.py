"""The command line of the screens: what is wrong is said in clear lines, and nothing is begun."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from onedoor.cli import app

HERE = ("--hall", "street", "--mqtt", "mqtt://screen-1:secret@127.0.0.1:1")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["screen", *arguments, *HERE])


@pytest.mark.parametrize("command", [("hall-board",), ("wall",), ("window-plate", "--window", "3")])
def test_every_mistake_of_the_settings_file_is_told(tmp_path: Path, command: tuple[str, ...]) -> None:
    file = tmp_path / "screen.toml"
    file.write_text('[zone]\nwindow = ["1"]\n[calls]\nrows = 9\n', encoding="utf-8")
    result = run(*command, "--settings", str(file))
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        f"{file}: zone.window: nobody knows this key: is it spelt right?",
        f"{file}: calls.rows: less than or equal to 6",
    ]


@pytest.mark.parametrize("size", ["1920", "x", "0x0", "1920x", "-5x200", "1920×1080"])
def test_a_size_that_is_none_is_told(size: str) -> None:
    result = run("hall-board", "--size", size)
    assert result.exit_code == 2
    assert re.fullmatch(r"--size: expected width and height in pixels, such as 1080x1920\n", result.stderr)


def test_a_sign_alone_needs_the_file_that_names_it() -> None:
    result = run("window-plate", "--window", "3", "--sign-only")
    assert (result.exit_code, result.stderr) == (
        2, "--sign-only: expected --devices with the file that names the sign\n",
    )  # fmt: skip


def test_a_devices_file_without_a_sign_is_told(tmp_path: Path) -> None:
    file = tmp_path / "devices.toml"
    file.write_text('printer = "sim://printer"\n', encoding="utf-8")
    result = run("window-plate", "--window", "3", "--devices", str(file))
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{file}: expected a sign, such as window_sign = ")


def test_every_mistake_of_the_devices_file_is_told(tmp_path: Path) -> None:
    file = tmp_path / "devices.toml"
    file.write_text('window_sign = "serial://nowhere"\ntoaster = "sim://toaster"\n', encoding="utf-8")
    result = run("window-plate", "--window", "3", "--devices", str(file))
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 2
