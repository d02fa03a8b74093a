"""From an event on disk to the provider's door, and what a provider that hangs costs those who send commands."""

import json
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from uuid import uuid4

import requests

from bench._figures import Figure, percentile
from bench._hall import QUEUES, hall_file
from queue_server.contract.commands import Holder, IdType, IssueTicket
from queue_server.contract.envelope import Command
from queue_server.domain.hall import Hall
from queue_server.journal import KeptReply, Recorded, SqliteJournal
from queue_server.notices.opening import Notices, NoticeSetup, no_modem
from queue_server.notices.settings import NoticesSection
from queue_server.service.announcer import Announcer
from queue_server.service.batch import Request
from queue_server.service.codes import new_appointment_code
from queue_server.service.hall_file import load_hall_file
from queue_server.service.hall_service import HallService
from queue_server.service.loop import HallLoop
from queue_server.service.translate import Translator
from queue_server.service.views import ServerFacts

NOTICES_A_SECOND = 50
SECONDS = 12
ANSWER_S = 0.05
"""How long a provider takes that is well: a round trip across the country and its own work."""

HANGS_S = 60.0


def measure() -> Iterator[Figure]:
    """The whole path on real files and threads; the provider is a process of its own on this machine."""
    with tempfile.TemporaryDirectory() as directory, _provider() as door:
        file = Path(directory) / "hall.toml"
        file.write_text(hall_file(), encoding="utf-8")
        hall = load_hall_file(file).hall
        yield _event_to_provider(hall, Path(directory), door)
        yield _hanging_delay(hall, Path(directory), door)


def _event_to_provider(hall: Hall, directory: Path, door: str) -> Figure:
    with _running(hall, directory / "path", f"{door}/send") as rig:
        _send_in_turn(rig, seconds=SECONDS)
        arrived = _arrived(door, len(rig.on_disk))
        waited = [arrived[ticket] - kept for ticket, kept in rig.on_disk.items()]
    return Figure("notice_event_to_provider_p99_s", percentile(waited, 0.99), "s")


def _hanging_delay(hall: Hall, directory: Path, door: str) -> Figure:
    """Two halls get the same commands in turn, so that a busy moment of the machine falls on both alike.

    The provider of one answers, that of the other never does.
    """
    with (
        _running(hall, directory / "well", f"{door}/send") as well,
        _running(hall, directory / "hanging", f"{door}/hang") as hanging,
    ):
        of_well, of_hanging = _send_in_turn(well, hanging, seconds=SECONDS)
        requests.get(f"{door}/release", timeout=10)
    delay_s = percentile(of_hanging, 0.99) - percentile(of_well, 0.99)
    return Figure("notice_hanging_provider_delay_ms", max(0.0, delay_s * 1000), "ms")


def _send_in_turn(*rigs: "_Rig", seconds: int) -> list[list[float]]:
    """Somebody takes a ticket in each hall so many times a second; the seconds until each reply, by hall."""
    waited: list[list[float]] = [[] for _ in rigs]
    begun = time.monotonic()
    for number in range(NOTICES_A_SECOND * seconds):
        time.sleep(max(0.0, begun + number / NOTICES_A_SECOND - time.monotonic()))
        for rig, samples in zip(rigs, waited, strict=True):
            samples.append(rig.take_ticket(number))
    return waited


class _Journal(SqliteJournal):
    """Notes when each ticket was on disk."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.on_disk: dict[str, float] = {}

    def append(
        self,
        hall: str,
        expected_seq: int,
        events: Sequence[Recorded],
        replies: Sequence[KeptReply],
        at: datetime,
        beside: Callable[[], None] | None = None,
    ) -> None:
        super().append(hall, expected_seq, events, replies, at, beside)
        now = time.monotonic()
        for event in events:
            if event.type == "ticket_issued":
                self.on_disk[json.loads(event.data)["ticket"]] = now


class _Rig:
    """A hall's thread with its notices."""

    def __init__(self, hall: Hall, folder: Path, door: str) -> None:
        folder.mkdir()
        self.on_disk: dict[str, float] = {}
        self._hall = hall
        self._folder = folder
        self._door = door
        self._answers: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._loops: queue.SimpleQueue[HallLoop] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        self._loop = self._loops.get()

    def take_ticket(self, number: int) -> float:
        """Somebody takes a ticket and gives a number; the seconds until the reply."""
        holder = Holder(id_type=IdType.NONE, phone=f"138{number:08}")
        data = IssueTicket(queue=f"queue-{number % QUEUES}", holder=holder)
        command = Command(id=str(uuid4()), sent_at=_now(), data=data)
        started = time.perf_counter()
        self._loop.submit(Request(command, "kiosk-1", "kiosk", self._answers.put))
        assert b'"ok":true' in self._answers.get()
        return time.perf_counter() - started

    def stop(self) -> None:
        self._loop.stop()
        self._thread.join()

    def _run(self) -> None:
        journal = _Journal(self._folder / "journal.sqlite")
        self.on_disk = journal.on_disk
        ids = count()
        loop: HallLoop
        notices = Notices(self._setup(journal, wake=lambda: loop.wake()))  # noqa: PLW0108 - the loop is made later
        service = HallService(
            self._hall,
            journal,
            clock=_now,
            translator=Translator(b"key", lambda: f"{self._folder.name}-{next(ids)}", new_appointment_code),
            ticket_url=None,
            contacts=notices.contacts,
        )
        loop = HallLoop(service, Announcer(self._hall.id, _nowhere, ServerFacts), clock=_now, followers=[notices.desk])
        notices.start()
        self._loops.put(loop)
        loop.run()
        notices.close(service.state)
        journal.close()

    def _setup(self, journal: _Journal, *, wake: Callable[[], None]) -> NoticeSetup:
        section = {
            "steps": ["ticket_taken"],
            "text": {"ticket_taken": {"zh": "{ticket}"}},
            "provider": [
                {
                    "id": "door",
                    "kind": "gateway",
                    "timeout_seconds": HANGS_S,
                    "send": {"url": self._door, "json": {"to": "{number}", "content": "{text}"}},
                }
            ],
        }
        return NoticeSetup(
            hall=self._hall,
            section=NoticesSection.model_validate(section),
            journal=journal,
            connection=journal.connection,
            database=self._folder / "journal.sqlite",
            folder=self._folder / "notices",
            secret=b"bench" * 8,
            site="https://hall.example",
            clock=_now,
            wake=wake,
            open_modem=no_modem,
            service=lambda _service, _trouble: None,
        )


@contextmanager
def _running(hall: Hall, folder: Path, door: str) -> Iterator[_Rig]:
    rig = _Rig(hall, folder, door)
    try:
        yield rig
    finally:
        rig.stop()


def _arrived(door: str, expected: int) -> dict[str, float]:
    """When each message was at the door, by its ticket; waits until all are."""
    deadline = time.monotonic() + HANGS_S
    while True:
        arrived: dict[str, float] = requests.get(f"{door}/arrived", timeout=10).json()
        if len(arrived) >= expected:
            return arrived
        if time.monotonic() > deadline:
            raise RuntimeError(f"{expected - len(arrived)} notices never came to the provider's door")
        time.sleep(0.2)


@contextmanager
def _provider() -> Iterator[str]:
    """A provider in a process of its own; the address of its door."""
    with subprocess.Popen([sys.executable, "-m", __name__], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def _serve() -> None:
    arrived: dict[str, float] = {}
    released = threading.Event()

    class Door(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            now = time.monotonic()
            content = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["content"]
            arrived[content.partition("】")[2]] = now
            if self.path == "/hang":
                released.wait()
            time.sleep(ANSWER_S)
            self._answer(b"{}")

        def do_GET(self) -> None:
            if self.path == "/release":
                released.set()
            self._answer(json.dumps(arrived).encode())

        def _answer(self, body: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing: the figures are what is told."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
    server.serve_forever()


def _nowhere(topic: str, message: bytes, *, retain: bool) -> None:
    """No broker: only the hall's thread is measured."""


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    _serve()
