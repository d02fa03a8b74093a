"""The edge to the loudspeaker: a program that plays a file, or a folder that keeps it."""

import os
import signal
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal, Protocol

from hardware.sound.errors import PlayerFailedError, PlayerHungError, PlayerMissingError
from hardware.sound.mixing import Sound, silence, wav_bytes

PATIENCE_S = 5.0
"""How long after the end of a sound its player may be busy: a loudspeaker on the network wakes up in two seconds."""

CHECK_S = 0.1
CHECK_RATE = 22050
"""Enough for a player to open its device, and a rate that every device takes."""

KILL_S = 2.0
"""A program that does not even die hangs in its driver; it is left behind."""


PlayerName = Literal["aplay", "paplay", "pw-play"]


@dataclass(frozen=True, slots=True)
class Output:
    """Where the sound goes: to ``folder`` as WAV files where it is said, else to ``player`` and its ``device``."""

    player: PlayerName = "aplay"
    device: str | None = None
    folder: Path | None = None


class Player(Protocol):
    """Plays one sound at a time; ``play`` returns when it is over."""

    def check(self) -> None:
        """See whether a sound would be played, without one that is heard.

        :raises PlayerError: when it would not.
        """

    def play(self, sound: Sound, name: str) -> None:
        """Play it to its end.

        :raises PlayerError: when it was not, or not wholly, played.
        """

    def stop(self) -> None:
        """Break off what is playing; may come from another thread. Nothing is played any more."""


def player_for(output: Output) -> Player:
    if output.folder:
        return FolderPlayer(output.folder)
    return ProcessPlayer(command_of(output))


def command_of(output: Output) -> tuple[str, ...]:
    """The player's command line; the file comes behind it."""
    match output.player:
        case "aplay":
            device = ("-D", output.device) if output.device else ()
            return "aplay", "--quiet", *device
        case "paplay":
            return "paplay", *((f"--device={output.device}",) if output.device else ())
        case "pw-play":
            return "pw-play", *((f"--target={output.device}",) if output.device else ())


class ProcessPlayer:
    """Plays with a program of the system, one process a sound."""

    def __init__(self, command: Sequence[str], patience_s: float = PATIENCE_S) -> None:
        self._command = tuple(command)
        self._patience_s = patience_s
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def check(self) -> None:
        self.play(silence(CHECK_S, CHECK_RATE), "silence")

    def play(self, sound: Sound, name: str) -> None:
        del name  # it is for those who keep the sound
        with tempfile.NamedTemporaryFile(suffix=".wav") as file, tempfile.TemporaryFile() as complaints:
            file.write(wav_bytes(sound))
            file.flush()
            process = self._begin(file.name, complaints)
            if process is not None:
                self._await(process, sound.seconds + self._patience_s, complaints)

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
            if self._process is not None:
                _kill(self._process)

    def _begin(self, file: str, complaints: IO[bytes]) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self._stopped:
                return None
            try:
                self._process = subprocess.Popen(
                    [*self._command, file],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=complaints,
                    start_new_session=True,
                )
            except OSError as error:
                raise PlayerMissingError(f"{self._command[0]} cannot be started: {error.strerror}") from error
            return self._process

    def _await(self, process: subprocess.Popen[bytes], limit_s: float, complaints: IO[bytes]) -> None:
        try:
            code = process.wait(limit_s)
        except subprocess.TimeoutExpired as error:
            raise PlayerHungError(f"{self._command[0]} did not end within {limit_s:.1f} s") from error
        finally:
            with self._lock:
                _kill(process)
                self._process = None
        if code and not self._stopped:
            raise PlayerFailedError(f"{self._command[0]} ended with {code}: {_last_line(complaints)}")


class FolderPlayer:
    """Keeps each sound as a WAV file, numbered in the order in which they were said; it takes no time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0

    def check(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise PlayerFailedError(f"{self._folder} cannot be made: {error.strerror}") from error

    def play(self, sound: Sound, name: str) -> None:
        file = self._folder / f"{self._count + 1:04d}-{name}.wav"
        try:
            # Whoever watches the folder never sees half a file.
            unfinished = file.with_suffix(".part")
            unfinished.write_bytes(wav_bytes(sound))
            unfinished.replace(file)
        except OSError as error:
            raise PlayerFailedError(f"{file} cannot be written: {error.strerror}") from error
        self._count += 1

    def stop(self) -> None:
        """There is nothing to break off."""


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a player that still runs, and whatever it has started."""
    if process.returncode is not None:
        return
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    with suppress(subprocess.TimeoutExpired):
        process.wait(KILL_S)


def _last_line(complaints: IO[bytes]) -> str:
    complaints.seek(0, os.SEEK_END)
    complaints.seek(max(complaints.tell() - 400, 0))
    lines = complaints.read().decode(errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "it said nothing")
