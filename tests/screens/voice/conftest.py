"""Invented clips whose length and loudness are known, and players that do what a test wants."""

from __future__ import annotations

import math
import threading
from array import array
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from hardware.sound.errors import PlayerFailedError
from hardware.sound.mixing import Sound, joined, silence, wav_bytes
from screens.voice.clips import MANIFEST, ClipBook, load_clips
from screens.voice.making import manifest
from screens.voice.speech import Announcement
from screens.voice.vocabulary import words

if TYPE_CHECKING:
    from pathlib import Path

    from hardware.sound.reading import Language

HANG_S = 60
RATE = 8000
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=timezone(timedelta(hours=8)))


def tone(seconds: float, *, peak: int = 12000, rate: int = RATE) -> Sound:
    """Full waves: it begins and ends at zero, and is loud in between."""
    count = round(seconds * rate)
    waves = max(round(500 * seconds), 1)
    return Sound(
        array("h", (round(peak * math.sin(2 * math.pi * waves * place / count)) for place in range(count))), rate
    )


def write_clips(folder: Path, language: Language, *, rate: int = RATE, peak: int = 12000) -> Path:
    """A tone for each clip, the later in the list the longer, in a quarter of a second of silence on each side."""
    folder.mkdir(parents=True)
    wanted = words(language)
    for place, name in enumerate(wanted):
        room = silence(0.25, rate)
        (folder / f"{name}.wav").write_bytes(
            wav_bytes(joined([room, tone(0.2 + place / 100, rate=rate, peak=peak), room]))
        )
    (folder / MANIFEST).write_text(manifest(language, wanted), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def clip_folders(tmp_path_factory: pytest.TempPathFactory) -> dict[Language, Path]:
    place = tmp_path_factory.mktemp("clips")
    return {"zh": write_clips(place / "zh", "zh"), "en": write_clips(place / "en", "en", peak=3000)}


@pytest.fixture(scope="session")
def book(clip_folders: dict[Language, Path]) -> ClipBook:
    return load_clips(clip_folders, yao=True)


def call_of(number: str, window: str = "3", *, ago: float = 0, recalls: int = 0) -> Announcement:
    return Announcement(number, window, NOON - timedelta(seconds=ago), recalls)


@dataclass
class Gate:
    """A player whose sounds last until they are let go; it notices when two are played at once."""

    began: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    let_go: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    played: list[str] = field(default_factory=list)
    sounds: list[Sound] = field(default_factory=list)
    playing: int = 0
    most_at_once: int = 0
    broken: str = ""
    checks: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    def check(self) -> None:
        self.checks.release()
        if self.broken:
            raise PlayerFailedError(self.broken)

    def play(self, sound: Sound, name: str) -> None:
        self.playing += 1
        self.most_at_once = max(self.most_at_once, self.playing)
        self.played.append(name)
        self.sounds.append(sound)
        self.began.release()
        assert self.let_go.acquire(timeout=HANG_S)
        self.playing -= 1
        if self.broken:
            raise PlayerFailedError(self.broken)

    def stop(self) -> None:
        self.let_go.release(1000)


@pytest.fixture
def gate() -> Gate:
    return Gate()
