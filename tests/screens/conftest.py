"""A real broker, the hall's server as a screen hears it, and a screen's program driven by its remote."""

import json
import queue
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import paho.mqtt.publish as paho_publish
import pytest

from queue_server.contract.address import BrokerAddress
from queue_server.contract.connection import Connection, Identity
from queue_server.contract.topics import SERVER, Topics
from queue_server.contract.views import (
    Announcement,
    Board,
    Call,
    Estimate,
    HallState,
    Health,
    PartCondition,
    PartHealth,
    Presence,
    QueueState,
    WindowState,
)

HANG_S = 60
"""No answer for this long is a hang, whatever the machine."""

PROGRAM = Path(__file__).parent / "screen_program.py"
SHANGHAI = timezone(timedelta(hours=8))


class Broker:
    """mosquitto on a loopback port that stays the same when it is started again; it keeps nothing."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.address = BrokerAddress("127.0.0.1", probe.getsockname()[1])
        self._config = folder / "mosquitto.conf"
        self._config.write_text(
            f"listener {self.address.port} 127.0.0.1\nallow_anonymous true\nset_tcp_nodelay true\nlog_dest stderr\n"
        )
        self._process: subprocess.Popen[str] | None = None
        self._rest: threading.Thread | None = None

    def start(self) -> None:
        command = ["mosquitto", "--config-file", str(self._config)]
        self._process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert self._process.stderr is not None
        assert any("running" in line for line in self._process.stderr)
        # What it says from now on must not fill the pipe.
        self._rest = threading.Thread(target=self._process.stderr.read)
        self._rest.start()

    def kill(self) -> None:
        if self._process is not None and self._process.stderr is not None:
            self._process.kill()
            self._process.wait(HANG_S)
            if self._rest is not None:
                self._rest.join(HANG_S)
            self._process.stderr.close()
            self._process = None

    def tell(self, topic: str, payload: bytes) -> None:
        """Leave a retained message; returns when the broker has it."""
        paho_publish.single(topic, payload, qos=1, retain=True, hostname=self.address.host, port=self.address.port)


class Screen:
    """A screen's program, in a process of its own."""

    def __init__(self, folder: Path, settings: dict[str, Any]) -> None:
        self._errors = (folder / "screen.log").open("w+")
        self._process = subprocess.Popen(
            [sys.executable, str(PROGRAM), json.dumps(settings)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors, text=True,
        )  # fmt: skip
        self._answers: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()

    def _listen(self) -> None:
        for line in self._process.stdout or ():
            self._answers.put(line.strip())
        self._answers.put("ended")

    def ask(self, order: str) -> str:
        assert self._process.stdin is not None
        self._process.stdin.write(order + "\n")
        self._process.stdin.flush()
        return self._answers.get(timeout=HANG_S)

    def does(self, *orders: str) -> None:
        for order in orders:
            assert self.ask(order) == f"ok {order}", self.log()

    def log(self) -> str:
        self._errors.flush()
        return Path(self._errors.name).read_text()

    def terminate(self) -> int:
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(HANG_S)

    def end(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait(HANG_S)
        self._listener.join(HANG_S)
        for stream in (self._process.stdin, self._process.stdout, self._errors):
            if stream is not None:
                stream.close()


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    broker = Broker(tmp_path)
    broker.start()
    yield broker
    broker.kill()


@pytest.fixture(scope="session")
def font_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fonts")


@pytest.fixture
def start_screen(broker: Broker, font_cache: Path, tmp_path: Path) -> Iterator[Callable[..., Screen]]:
    """Starts a hall board, or what the settings say."""
    screens: list[Screen] = []

    def start(**settings: Any) -> Screen:
        screens.append(Screen(tmp_path, {"port": broker.address.port, "cache": str(font_cache), **settings}))
        return screens[-1]

    yield start
    for screen in screens:
        screen.end()


@pytest.fixture
def topics() -> Topics:
    return Topics("street")


@pytest.fixture
def server(broker: Broker) -> Iterator[Connection]:
    """The queue server's connection: present, and saying so."""
    connection = Connection(broker.address, "street", Identity(SERVER, "server", "0"), clock=lambda: datetime.now(UTC))
    came = threading.Event()
    connection.on_change(lambda up: came.set() if up else None)
    connection.start()
    assert came.wait(HANG_S)
    yield connection
    connection.stop()


class Hall:
    """Messages of an invented hall whose clock stands at ``now``."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def call(self, number: str, window: str = "1", *, ago: float = 60, state: str = "called", recalls: int = 0) -> Call:
        called_at = self.now - timedelta(seconds=ago)
        return Call.model_validate(
            {"number": number, "window": window, "state": state, "called_at": called_at, "recalls": recalls}
        )

    def queue(
        self,
        queue: str,
        waiting: int = 3,
        *,
        is_open: bool = True,
        minutes: tuple[int, int] | None = (10, 20),
        waited: int | None = None,
    ) -> QueueState:
        return QueueState(
            queue=queue, name={"zh": f"业务{queue}", "en": f"Queue {queue}"}, open=is_open, waiting=waiting, serving=1,
            estimate=Estimate(p50_s=minutes[0] * 60, p90_s=minutes[1] * 60) if minutes else None,
            waiting_since=None if waited is None else self.now - timedelta(minutes=waited),
        )  # fmt: skip

    def board(
        self, *calls: Call, queues: tuple[QueueState, ...] = (), missed: tuple[str, ...] = (), notice: str | None = None
    ) -> Board:
        return Board(
            hall="street", seq=1, at=self.now, calls=calls, queues=queues, missed=missed,
            notice={"zh": notice} if notice else None,
        )  # fmt: skip

    def state(self, *, is_open: bool = True, next_change: datetime | None = None) -> HallState:
        name = {"zh": "街道政务服务中心", "en": "Street Service Centre"}
        return HallState(hall="street", name=name, open=is_open, next_change=next_change, notices=())

    def window(self, window: str) -> WindowState:
        name = {"zh": f"{window}号综合窗口", "en": f"Counter {window}"}
        return WindowState(window=window, name=name, state="open", since=self.now)

    def presence(self, *, online: bool, kind: str = "server") -> Presence:
        return Presence(online=online, kind=kind, version="0", at=self.now)

    def announcement(self, number: str, window: str, *, lasts_s: float = 9.5, **text: str) -> Announcement:
        return Announcement(
            at=self.now, number=number, window=window, called_at=self.now, recalls=0, text=text, lasts_s=lasts_s
        )

    def health(self, **parts: PartCondition) -> Health:
        return Health(at=self.now, parts={name: PartHealth(status=status) for name, status in parts.items()})


@pytest.fixture
def hall() -> Hall:
    """A hall at a quarter to eleven."""
    return Hall(datetime(2026, 11, 23, 10, 42, 30, tzinfo=SHANGHAI))


@pytest.fixture
def hall_now() -> Hall:
    """The same hall at this machine's own time."""
    return Hall(datetime.now(SHANGHAI))
