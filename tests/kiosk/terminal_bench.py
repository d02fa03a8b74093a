"""A whole terminal but its screen: real broker, real outbox, simulated devices on real ptys."""

import queue
import socket
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from PIL import Image

from hardware.devices_file import DeviceSetting
from hardware.id_card.simulator import IdCardSimulator
from hardware.printer.simulator import PrinterSimulator
from hardware.simulators import PtyHost, Wire
from kiosk.care import PinKeeper
from kiosk.devices import DeviceRoom, Drawing
from kiosk.divisions import Divisions
from kiosk.flow.inputs import (
    ConfirmTouched,
    QueueTouched,
)
from kiosk.flow.offered import Candidate
from kiosk.flow.pages import (
    ChooseQueue,
    Confirm,
)
from kiosk.flow.session import Readiness, Session, readiness
from kiosk.keyboard import Keyboard
from kiosk.library import Library
from kiosk.outbox import open_outbox
from kiosk.pinyin import DictionaryKeeper
from kiosk.terminal import Staff, Terminal
from queue_server.contract.address import BrokerAddress
from queue_server.contract.connection import Connection, Identity
from tests.kiosk.device_bench import HANG_S, QUICK
from tests.kiosk.scripted_server import KIOSK


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


class LateDictionary(DictionaryKeeper):
    """Makes none by itself: it is there when :meth:`arrive` says so."""

    words: tuple[Candidate, ...] = ()

    def start(self, changed: Callable[[], None]) -> None:
        self._changed = changed

    def candidates(self, typed: str) -> tuple[Candidate, ...]:  # noqa: ARG002 - it knows one answer
        return self.words

    def arrive(self, *words: Candidate) -> None:
        self.words = words
        self._changed()


@dataclass
class Kiosk:
    """One terminal in a folder of its own. ``start`` anew after ``cut_power`` is the next morning's power."""

    folder: Path
    broker: Broker
    loop: Loop
    reader: IdCardSimulator = field(default_factory=IdCardSimulator)
    paper: PrinterSimulator = field(default_factory=PrinterSimulator)
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    forgotten: int = 0
    restarts: int = 0
    shown: list[Session] = field(default_factory=list)

    def start(self) -> None:
        self.hosts = [PtyHost(self.reader, Wire()), PtyHost(self.paper, Wire())]
        reader, printer = (f"serial://{host.path}" for host in self.hosts)
        devices = {kind: DeviceSetting.usual(kind, url) for kind, url in (("id_card", reader), ("printer", printer))}
        self.outbox = open_outbox(self.folder)
        self.dictionary = LateDictionary(self.folder, post=self.loop.post)
        self.connection = Connection(
            self.broker.address, "chancheng", Identity(KIOSK, "kiosk", "test"), clock=lambda: self.now
        )
        self.terminal = Terminal(
            self.connection,
            self.outbox,
            lambda tell, tell_health: DeviceRoom(
                devices,
                drawing=Drawing(lambda _, width: Image.new("1", (width, 64), 0), lambda _: b"%PDF-"),
                tell=tell,
                tell_health=tell_health,
                pace=QUICK,
            ),
            Staff(PinKeeper(self.folder, self.outbox.remembered), self._restart, roll_m=1),
            Library(self.folder, "chancheng", post=self.loop.post, dice=lambda: 0.5),
            Keyboard(self.dictionary, Divisions()),
            clock=lambda: self.now,
            fresh_id=lambda: str(uuid4()),
            post=self.loop.post,
            show=self.shown.append,
            forget=self._forget,
        )
        self.terminal.start()

    def _restart(self) -> None:
        self.restarts += 1

    def _forget(self) -> None:
        self.forgotten += 1

    def stop(self) -> None:
        self.terminal.stop()
        self.loop.drain()
        self.outbox.close()
        for host in self.hosts:
            host.close()

    def cut_power(self) -> None:
        """Nothing that was posted is done any more."""
        self.outbox.close()
        self.terminal._devices.stop()
        self.connection.stop()
        for host in self.hosts:
            host.close()
        while not self.loop._letters.empty():
            self.loop._letters.get()

    @property
    def session(self) -> Session:
        return self.terminal.session

    def until(self, *pages: type) -> None:
        self.loop.until(lambda: isinstance(self.session.page, pages))

    def until_ready(self) -> None:
        self.loop.until(lambda: readiness(self.session.around) is Readiness.READY and self.session.around.queues)

    def choose(self) -> None:
        self.until_ready()
        self.reader.command("lay 1")
        self.until(ChooseQueue)
        self.reader.command("remove")
        self.terminal.handle(QueueTouched("household"))
        assert self.session.page == Confirm("household", None, "elderly")

    def confirm(self) -> None:
        self.choose()
        self.terminal.handle(ConfirmTouched())

    def pending(self) -> list[str]:
        return [each.type for each in self.outbox.pending()]


def settled(kiosk: Kiosk) -> Callable[[], bool]:
    return lambda: not kiosk.pending()
