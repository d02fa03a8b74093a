"""The voice as a program: a real broker, a real process, and the WAV files that it leaves."""

from __future__ import annotations

import json
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from hardware.sound.mixing import FULL, read_sound
from queue_server.contract.connection import Connection, Identity
from queue_server.contract.views import Announcement
from screens.voice.program import Voice
from screens.voice.rules import VoiceRules
from tests.screens.voice.conftest import HANG_S, Gate

if TYPE_CHECKING:
    from pathlib import Path

    from hardware.sound.reading import Language
    from queue_server.contract.topics import Topics
    from queue_server.contract.views import Call
    from screens.voice.clips import ClipBook
    from tests.screens.conftest import Broker, Hall

RULES = VoiceRules(languages=("zh",), chime=False)


class Process:
    """``onedoor screen voice`` and what it logs."""

    def __init__(self, broker: Broker, folder: Path, clips: dict[Language, Path]) -> None:
        self.settings = folder / "voice.toml"
        self.said = folder / "said"
        self.settings.write_text(
            f'languages = ["zh"]\n[clips]\nzh = "{clips["zh"]}"\n[output]\nfolder = "said"\n', encoding="utf-8"
        )
        command = [sys.executable, "-m", "onedoor", "screen", "voice", "--hall", "street", "--id", "voice-01"]
        command += ["--mqtt", broker.address.url, "--settings", str(self.settings), "--data", str(folder / "data")]
        self._process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        self._lines: queue.Queue[str] = queue.Queue()
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()

    def _listen(self) -> None:
        for line in self._process.stderr or ():
            self._lines.put(line)
        self._lines.put("ended")

    def logs(self, event: str) -> str:
        """The next line of this event."""
        while f"event={event}" not in (line := self._lines.get(timeout=HANG_S)):
            assert line != "ended", f"ended without {event}"
        return line

    def end(self, number: int = signal.SIGTERM) -> int:
        self._process.send_signal(number)
        return self._process.wait(HANG_S)

    def clear(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait(HANG_S)
        self._listener.join(HANG_S)
        if self._process.stderr is not None:
            self._process.stderr.close()


@pytest.fixture
def process(broker: Broker, tmp_path: Path, clip_folders: dict[Language, Path]) -> Iterator[Process]:
    process = Process(broker, tmp_path, clip_folders)
    yield process
    process.clear()


def told(hall: Hall, *calls: Call, spoilt: bool = False) -> bytes:
    """A board; a spoilt one has a line that is logged when it is heard."""
    board = hall.board(*calls).model_dump(mode="json")
    if spoilt:
        board["missed"] = [7]
    return json.dumps(board).encode()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_program_says_new_calls_into_its_folder_until_it_is_told_to_end(
    process: Process, broker: Broker, topics: Topics, hall: Hall, number: int
) -> None:
    broker.tell(topics.board, told(hall, hall.call("A011", ago=300), spoilt=True))
    process.logs("message_not_understood")
    broker.tell(topics.board, told(hall, hall.call("A012", "3", ago=0), hall.call("A011", ago=300)))
    line = process.logs("announced")
    assert "number=A012" in line
    assert "请 A012 号到 3 号窗口" in line
    broker.tell(topics.board, told(hall, hall.call("A012", "3", ago=0, recalls=1)))
    assert "recalls=1" in process.logs("announced")
    assert process.end(number) == 0
    assert "said=2" in process.logs("voice_ended")
    files = sorted(process.said.iterdir())
    assert [file.name for file in files] == ["0001-A012-3.wav", "0002-A012-3.wav"]
    first, recall = (read_sound(file) for file in files)
    assert len(first.samples) == len(recall.samples)
    assert recall.power / first.power == pytest.approx(10**0.15, rel=0.001)
    assert first.peak <= FULL * 10**-0.3 + 1  # six decibels are kept for recalls


@dataclass
class Running:
    """A voice in a thread of this process, at a gate, with a clock that stands."""

    voice: Voice
    gate: Gate
    thread: threading.Thread

    def says(self, name: str) -> None:
        assert self.gate.began.acquire(timeout=HANG_S)
        assert self.gate.played[-1] == name
        self.gate.let_go.release()


@pytest.fixture
def start_voice(broker: Broker, book: ClipBook, gate: Gate, hall: Hall) -> Iterator[Callable[[], Running]]:
    running: list[Running] = []

    def start() -> Running:
        connection = Connection(
            broker.address, "street", Identity("voice-01", "screen", "0"), clock=lambda: datetime.now(UTC)
        )
        voice = Voice(connection, RULES, book, gate, clock=lambda: hall.now)
        running.append(Running(voice, gate, threading.Thread(target=voice.run)))
        running[-1].thread.start()
        return running[-1]

    yield start
    for each in running:
        each.voice.stop()
        each.thread.join(HANG_S)


@pytest.fixture
def health(broker: Broker, topics: Topics) -> Iterator[queue.Queue[dict[str, Any]]]:
    """What everybody hears of the voice's loudspeaker."""
    heard: queue.Queue[dict[str, Any]] = queue.Queue()
    ear = Connection(
        broker.address, "street", Identity("ear", "system", "0"), clock=lambda: datetime.now(UTC), session="ear"
    )
    ear.on(topics.health("voice-01"), lambda _topic, payload: heard.put(json.loads(payload)["parts"]["loudspeaker"]))
    ear.start()
    yield heard
    ear.stop()


def until(heard: queue.Queue[dict[str, Any]], status: str) -> dict[str, Any]:
    while (health := heard.get(timeout=HANG_S))["status"] != status:
        pass
    return health


def test_a_voice_that_starts_late_says_what_is_called_now_and_no_old_call(
    broker: Broker, topics: Topics, hall: Hall, start_voice: Callable[[], Running]
) -> None:
    old = [hall.call(f"A00{place}", ago=20 * place) for place in range(1, 8)]
    broker.tell(topics.board, told(hall, hall.call("A009", "5", ago=2), *old))
    voice = start_voice()
    voice.says("A009-5")
    broker.tell(topics.board, told(hall, hall.call("B001", "2", ago=0), hall.call("A009", "5", ago=2), *old))
    voice.says("B001-2")
    assert voice.gate.played == ["A009-5", "B001-2"]


def test_calls_made_while_the_line_was_lost_are_not_said_after_it_and_health_is_told_again(
    broker: Broker,
    topics: Topics,
    hall: Hall,
    start_voice: Callable[[], Running],
    health: queue.Queue[dict[str, Any]],
) -> None:
    voice = start_voice()
    until(health, "ok")
    broker.tell(topics.board, told(hall, hall.call("A001", ago=0)))
    voice.says("A001-1")
    broker.kill()
    missed = [hall.call(f"B00{place}", ago=10 * place) for place in range(1, 5)]
    broker.start()
    until(health, "ok")
    broker.tell(topics.board, told(hall, *missed, hall.call("A001", ago=0)))
    broker.tell(topics.board, told(hall, hall.call("C001", "2", ago=0), *missed, hall.call("A001", ago=0)))
    voice.says("C001-2")
    assert voice.gate.played == ["A001-1", "C001-2"]


def test_a_loudspeaker_that_is_lost_is_told_to_everybody_when_it_is(
    broker: Broker,
    topics: Topics,
    hall: Hall,
    start_voice: Callable[[], Running],
    health: queue.Queue[dict[str, Any]],
) -> None:
    voice = start_voice()
    until(health, "ok")
    voice.gate.broken = "no card"
    broker.tell(topics.board, told(hall, hall.call("A001", ago=0)))
    voice.says("A001-1")
    assert until(health, "offline")["detail"] == "no card"


@pytest.mark.parametrize(
    ("settings", "complaint"),
    [
        ('languages = ["fr"]\nrepeat = 9\n', ("languages[1]: 'zh' or 'en'", "repeat: less than or equal to 5")),
        ('[clips]\nzh = "nowhere"\nen = "never"\n', ("nowhere/manifest.toml", "never/manifest.toml")),
    ],
)
def test_a_voice_that_cannot_speak_is_not_started_and_says_all_that_is_wrong(
    tmp_path: Path, settings: str, complaint: tuple[str, str]
) -> None:
    (tmp_path / "voice.toml").write_text(settings)
    command = [sys.executable, "-m", "onedoor", "screen", "voice", "--hall", "street", "--id", "voice-01"]
    command += ["--mqtt", "mqtt://127.0.0.1:1", "--settings", str(tmp_path / "voice.toml"), "--data", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=HANG_S, check=False)
    assert done.returncode == 2
    lines = done.stderr.splitlines()
    assert len(lines) == 2
    assert all(text in line for text, line in zip(complaint, lines, strict=True))


def test_one_call_is_said_by_hand_to_try_the_loudspeaker(tmp_path: Path, clip_folders: dict[Language, Path]) -> None:
    clips = "\n".join(f'{language} = "{folder}"' for language, folder in clip_folders.items())
    (tmp_path / "voice.toml").write_text(f'[clips]\n{clips}\n[output]\ndevice = "null"\n')
    command = [sys.executable, "-m", "onedoor", "voice", "say", "A012", "3", "--settings", str(tmp_path / "voice.toml")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=HANG_S, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "请 A012 号到 3 号窗口\nNumber A012, please go to window 3\n"


def test_a_voice_needs_no_window_system(tmp_path: Path) -> None:
    """It may run on a machine without a screen, where Kivy is not installed."""
    loaded = "import sys, onedoor.commands.voice; print([name for name in ('kivy', 'PIL') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, timeout=HANG_S, check=False)
    assert done.stdout.strip() == "[]"


def test_whoever_cannot_hear_is_told_what_is_said_when_it_begins(
    process: Process, broker: Broker, topics: Topics, hall: Hall
) -> None:
    heard: queue.SimpleQueue[Announcement] = queue.SimpleQueue()
    there = threading.Event()
    lamp = Connection(
        broker.address, topics.hall_id, Identity("lamp", "screen", "test"), clock=lambda: datetime.now(UTC)
    )
    lamp.on(topics.announcement("+"), lambda _, payload: heard.put(Announcement.model_validate_json(payload)))
    lamp.on_change(lambda connected: there.set() if connected else None)
    lamp.start()
    try:
        assert there.wait(HANG_S)
        broker.tell(topics.board, told(hall, spoilt=True))
        process.logs("message_not_understood")
        broker.tell(topics.board, told(hall, hall.call("A012", "3", ago=0)))
        said = heard.get(timeout=HANG_S)
    finally:
        lamp.stop()
    assert (said.number, said.window, said.recalls) == ("A012", "3", 0)
    assert said.text["zh"] == "请 A012 号到 3 号窗口"
    assert said.lasts_s > 1
