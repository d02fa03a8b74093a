"""The edge to the loudspeaker: a player that is missing, fails or hangs is seen, and is the end of one sound only."""

from __future__ import annotations

import os
import select
import signal
import stat
import threading
from typing import TYPE_CHECKING

import pytest

from hardware.sound.errors import PlayerError, PlayerFailedError, PlayerHungError, PlayerMissingError
from hardware.sound.mixing import read_sound, wav_bytes
from hardware.sound.player import FolderPlayer, Output, ProcessPlayer, command_of, player_for
from tests.screens.voice.conftest import HANG_S, tone

if TYPE_CHECKING:
    from pathlib import Path

SOUND = tone(0.3)


def script(folder: Path, text: str) -> str:
    file = folder / "player"
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return str(file)


@pytest.mark.parametrize(
    ("output", "command"),
    [
        (Output(), ("aplay", "--quiet")),
        (Output(device="plughw:1"), ("aplay", "--quiet", "-D", "plughw:1")),
        (Output("paplay"), ("paplay",)),
        (Output("paplay", "hall"), ("paplay", "--device=hall")),
        (Output("pw-play"), ("pw-play",)),
        (Output("pw-play", "hall"), ("pw-play", "--target=hall")),
    ],
)
def test_each_player_is_told_its_device_in_its_own_way(output: Output, command: tuple[str, ...]) -> None:
    assert command_of(output) == command


def test_aplay_plays_the_sound_whole_to_the_device_of_the_settings(tmp_path: Path) -> None:
    """ALSA's own ``file`` device keeps what it is given to play."""
    kept = tmp_path / "kept.wav"
    player_for(Output(device=f"file:FILE={kept},FORMAT=wav")).play(SOUND, "A012-3")
    heard = kept.read_bytes()[44:]
    assert heard.startswith(SOUND.samples.tobytes())
    assert not any(heard[2 * len(SOUND.samples) :])  # ALSA fills up its last period with silence


def test_aplay_without_a_device_that_is_there_fails_in_its_own_words() -> None:
    player = player_for(Output(device="plughw:77"))
    with pytest.raises(PlayerFailedError, match=r"^aplay ended with 1: .*audio open error"):
        player.play(SOUND, "A012-3")
    with pytest.raises(PlayerFailedError):
        player.check()


def test_a_player_that_is_not_installed_is_missing_each_time(tmp_path: Path) -> None:
    player = ProcessPlayer([str(tmp_path / "nowhere")])
    for _ in range(2):
        with pytest.raises(PlayerMissingError, match="cannot be started: No such file"):
            player.play(SOUND, "A012-3")


def test_a_player_that_hangs_is_killed_with_all_it_started_and_the_next_sound_is_tried(tmp_path: Path) -> None:
    alive = tmp_path / "alive"
    os.mkfifo(alive)
    # Whoever reads a fifo sees its end when the last writer is gone: the script and its child.
    ear = os.open(alive, os.O_RDONLY | os.O_NONBLOCK)
    player = ProcessPlayer([script(tmp_path, f"exec 3>{alive}; tail -f /dev/null & tail -f /dev/null")], patience_s=0.2)
    with pytest.raises(PlayerHungError, match=r"did not end within 0\.5 s"):
        player.play(SOUND, "A012-3")
    assert select.select([ear], [], [], HANG_S)[0]
    assert os.read(ear, 1) == b""
    os.close(ear)
    script(tmp_path, "exit 0")
    player.play(SOUND, "A013-3")


def test_a_player_is_given_a_whole_file_that_is_gone_afterwards(tmp_path: Path) -> None:
    player = ProcessPlayer([script(tmp_path, f'cp "$1" {tmp_path}/heard.wav; echo "$1" > {tmp_path}/name')])
    player.play(SOUND, "A012-3")
    assert (tmp_path / "heard.wav").read_bytes() == wav_bytes(SOUND)
    assert not os.path.exists((tmp_path / "name").read_text().strip())  # noqa: PTH110 - the shell wrote a text


def test_what_a_player_complains_of_is_told_by_its_last_line_however_much_it_says(tmp_path: Path) -> None:
    player = ProcessPlayer([script(tmp_path, "yes noise | head -c 300000 >&2; echo 'no card' >&2; echo >&2; exit 3")])
    with pytest.raises(PlayerFailedError, match=r"player ended with 3: no card$"):
        player.play(SOUND, "A012-3")


def test_stopping_breaks_off_the_sound_at_once_and_nothing_is_played_after(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    os.mkfifo(begun)
    player = ProcessPlayer([script(tmp_path, f"echo begun > {begun}; exec tail -f /dev/null")], patience_s=HANG_S)
    playing = threading.Thread(target=player.play, args=(SOUND, "A012-3"))
    playing.start()
    assert begun.read_text() == "begun\n"
    player.stop()
    playing.join(HANG_S)
    assert not playing.is_alive()
    player.play(SOUND, "A013-3")  # does not begin: the fifo would hold it up


def test_a_player_killed_by_somebody_else_has_failed(tmp_path: Path) -> None:
    player = ProcessPlayer([script(tmp_path, "kill -KILL $$")])
    with pytest.raises(PlayerFailedError, match=f"ended with -{signal.SIGKILL.value}: it said nothing"):
        player.play(SOUND, "A012-3")


def test_a_folder_keeps_what_was_said_in_its_order(tmp_path: Path) -> None:
    player = player_for(Output(folder=tmp_path / "said"))
    assert isinstance(player, FolderPlayer)
    player.check()
    player.play(SOUND, "A012-3")
    player.play(SOUND, "A012-3")
    files = sorted((tmp_path / "said").iterdir())
    assert [file.name for file in files] == ["0001-A012-3.wav", "0002-A012-3.wav"]
    assert read_sound(files[0]) == SOUND


def test_a_folder_that_cannot_be_written_is_seen(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    player = FolderPlayer(tmp_path / "file" / "said")
    with pytest.raises(PlayerError, match="cannot be made"):
        player.check()
    with pytest.raises(PlayerError, match="cannot be written"):
        player.play(SOUND, "A012-3")
