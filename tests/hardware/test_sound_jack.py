"""Whether headphones are plugged in: only a clear yes counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hardware.sound.jack import jack_in_use

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("says", ["1", "1\n", "LINE-OUT=0\nHEADPHONE=1\n"])
def test_in_use(tmp_path: Path, says: str) -> None:
    (tmp_path / "state").write_text(says)
    assert jack_in_use(tmp_path / "state")


@pytest.mark.parametrize("says", ["0", "", "HEADPHONE=0", "yes", "11", "\x00", "LINE-OUT=1"])
def test_everything_else_is_not_in_use(tmp_path: Path, says: str) -> None:
    (tmp_path / "state").write_text(says)
    assert not jack_in_use(tmp_path / "state")


def test_what_is_not_known_is_not_in_use(tmp_path: Path) -> None:
    (tmp_path / "bytes").write_bytes(b"\xff1")
    for switch in (None, tmp_path / "missing", tmp_path, tmp_path / "bytes"):
        assert not jack_in_use(switch)
