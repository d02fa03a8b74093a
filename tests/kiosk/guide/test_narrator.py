"""Speaking: one thing at a time, the newest, from recorded clips or synthesised ones."""

import queue
import threading
from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.sound import Output, PlayerMissingError, Sound, read_sound, wav_bytes
from hardware.status import PartHealth, PartStatus
from kiosk.guide.clips import GuideClips
from kiosk.guide.narrator import Narrator
from kiosk.guide.spoken import Spoken

HANG_S = 120.0
START, CHOOSE = Spoken("zh", ("start",)), Spoken("zh", ("choose",))


class Clips(GuideClips):
    """A sound as long as its clips are many."""

    def __init__(self) -> None:
        super().__init__({}, Path("/nowhere"))

    def sound(self, said: Spoken) -> Sound:
        return Sound(array("h", [1000] * len(said.clips)), 8000)


class Room:
    """Hears what is played; each sound lasts until it is ended or broken off."""

    def __init__(self) -> None:
        self.begun: queue.Queue[tuple[str, int]] = queue.Queue()
        self.ended: queue.Queue[str] = queue.Queue()
        self.health: queue.Queue[PartHealth] = queue.Queue()
        self.missing = False
        self.over = threading.Event()

    def player(self, _output: Output) -> "Player":
        return Player(self)


class Player:
    def __init__(self, room: Room) -> None:
        self._room = room
        self._stopped = threading.Event()

    def check(self) -> None:
        if self._room.missing:
            raise PlayerMissingError("aplay cannot be started")

    def play(self, sound: Sound, name: str) -> None:
        self.check()
        if self._stopped.is_set():
            return
        self._room.begun.put((name, sound.samples[0]))
        while not self._room.over.is_set() and not self._stopped.wait(0.01):
            pass
        self._room.ended.put("broken off" if self._stopped.is_set() else "over")

    def stop(self) -> None:
        self._stopped.set()


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def narrator(room: Room) -> Iterator[Narrator]:
    narrator = Narrator(Clips(), Output(), room.health.put, room.player)
    narrator.start()
    yield narrator
    narrator.stop()


def test_it_is_said_as_loud_as_was_set(room: Room, narrator: Narrator) -> None:
    narrator.say(START, 60)
    assert room.begun.get(timeout=HANG_S) == ("start", 600)


def test_the_next_page_breaks_off_what_is_being_said(room: Room, narrator: Narrator) -> None:
    narrator.say(START, 100)
    assert room.begun.get(timeout=HANG_S)[0] == "start"
    narrator.say(CHOOSE, 100)
    assert room.ended.get(timeout=HANG_S) == "broken off"
    assert room.begun.get(timeout=HANG_S)[0] == "choose"


def test_silence_breaks_off_too(room: Room, narrator: Narrator) -> None:
    narrator.say(START, 100)
    room.begun.get(timeout=HANG_S)
    narrator.say(None, 100)
    assert room.ended.get(timeout=HANG_S) == "broken off"


def test_at_volume_nothing_nothing_is_played(room: Room, narrator: Narrator) -> None:
    narrator.say(START, 0)
    narrator.say(CHOOSE, 10)
    assert room.begun.get(timeout=HANG_S)[0] == "choose"


def test_a_loudspeaker_that_cannot_be_reached_is_told_and_survived(room: Room) -> None:
    room.missing = True
    narrator = Narrator(Clips(), Output(), room.health.put, room.player)
    narrator.start()
    assert room.health.get(timeout=HANG_S) == PartHealth(PartStatus.OFFLINE, "player_missing")
    narrator.say(START, 100)
    room.missing = False
    narrator.say(CHOOSE, 100)
    assert room.begun.get(timeout=HANG_S)[0] == "choose"
    room.over.set()
    assert room.health.get(timeout=HANG_S) == PartHealth(PartStatus.OK)
    narrator.stop()


def test_clips_are_synthesised_once_and_kept(tmp_path: Path) -> None:
    said = Spoken("zh", ("number", "letter-A", "digit-1", "pause", "wait"))
    first = GuideClips({}, tmp_path).sound(said)
    assert first.seconds > 2
    made = {file.name: file.stat().st_mtime_ns for file in (tmp_path / "zh").iterdir()}
    assert set(made) == {"number.wav", "letter-A.wav", "digit-1.wav", "wait.wav"}
    GuideClips({}, tmp_path).sound(said)
    assert {file.name: file.stat().st_mtime_ns for file in (tmp_path / "zh").iterdir()} == made


def test_a_recorded_clip_is_said_instead_of_the_synthesised_one(tmp_path: Path) -> None:
    made, recorded = tmp_path / "made", tmp_path / "recorded"
    recorded.mkdir()
    (recorded / "take-paper.wav").write_bytes(wav_bytes(Sound(array("h", [9000] * 22050), 22050)))
    sound = GuideClips({"zh": recorded}, made).sound(Spoken("zh", ("take-paper",)))
    assert not made.exists()
    assert sound.peak == 9000
    assert read_sound(recorded / "take-paper.wav").seconds == 1
