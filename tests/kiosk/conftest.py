"""A real broker, the server's part of the contract played by a script, and devices on real ptys."""

import queue
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hardware.display import FontWeight, chinese_font
from kiosk.paper import PaperFonts
from queue_server.contract.address import BrokerAddress
from tests.kiosk.device_bench import HANG_S, Bench
from tests.kiosk.scripted_server import ScriptedServer


class Loop:
    """A thread's own mailbox, played by a test: things posted from anywhere are done where the test waits."""

    def __init__(self) -> None:
        self._letters: queue.Queue[Callable[[], None]] = queue.Queue()

    def post(self, letter: Callable[[], None]) -> None:
        self._letters.put(letter)

    def until(self, done: Callable[[], object]) -> None:
        while not done():
            self._letters.get(timeout=HANG_S)()

    def drain(self) -> None:
        while not self._letters.empty():
            self._letters.get()()


class Broker:
    """One mosquitto, ended and started anew by its own process."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.address = BrokerAddress("127.0.0.1", self.port)
        self._config = folder / "mosquitto.conf"
        self._config.write_text(
            f"listener {self.port} 127.0.0.1\nallow_anonymous true\nset_tcp_nodelay true\npersistence false\n"
        )
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(["mosquitto", "-c", str(self._config)], stderr=subprocess.DEVNULL)
        while True:
            assert self._process.poll() is None, "mosquitto ended"
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(HANG_S)
            self._process = None


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    for room in bench.rooms:
        room.stop()
    for host in bench.hosts:
        host.close()


@pytest.fixture
def loop() -> Loop:
    return Loop()


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    broker = Broker(tmp_path)
    broker.start()
    yield broker
    broker.stop()


@pytest.fixture
def server(broker: Broker) -> Iterator[ScriptedServer]:
    server = ScriptedServer(broker.address)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def font_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fonts")


@pytest.fixture(scope="session")
def paper_fonts(font_cache: Path) -> PaperFonts:
    return PaperFonts(
        regular=chinese_font(FontWeight.REGULAR, font_cache), bold=chinese_font(FontWeight.BOLD, font_cache)
    )
