"""The hall engine alone: what it costs to decide, and how many commands a second become durable."""

import queue
import secrets
import statistics
import tempfile
import threading
import time
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from bench._day import BusyDay
from bench._figures import Figure, percentile
from bench._hall import QUEUES, WINDOWS, hall_file
from queue_server.contract.commands import CallNext, CommandData, Finish, IssueTicket, OpenWindow, StartService
from queue_server.contract.envelope import Command
from queue_server.domain.hall import Hall
from queue_server.journal import SqliteJournal
from queue_server.service.announcer import Announcer
from queue_server.service.batch import Request
from queue_server.service.codes import new_appointment_code
from queue_server.service.hall_file import load_hall_file
from queue_server.service.hall_service import HallService
from queue_server.service.loop import HallLoop
from queue_server.service.translate import Translator
from queue_server.service.views import ServerFacts

WAITING = 400
DECISIONS = 4000
SENDERS = 64
COMMANDS_EACH = 60
NINE = datetime(2026, 11, 20, 9, tzinfo=UTC)


def measure() -> Iterator[Figure]:
    """Figures of the pure domain, then of domain and journal together."""
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory) / "hall.toml"
        file.write_text(hall_file(), encoding="utf-8")
        hall = load_hall_file(file).hall
        yield from _decisions(hall)
        yield _memory(hall)
        yield _durable_commands(hall, Path(directory))


def _full_hall(hall: Hall) -> BusyDay:
    day = BusyDay(hall)
    for command in day.morning(WAITING):
        day.ask(command)
    return day


def _decisions(hall: Hall) -> Iterator[Figure]:
    day = _full_hall(hall)
    taken: dict[str, list[float]] = {}
    for _ in range(DECISIONS // 4):
        for command in day.visit():
            taken.setdefault(type(command).__name__, []).append(day.ask(command).seconds)
    everything = [sample for samples in taken.values() for sample in samples]
    yield Figure("decide_p50_us", statistics.median(everything) * 1e6, "µs")
    yield Figure("decide_call_next_p50_us", statistics.median(taken["CallNext"]) * 1e6, "µs")
    yield Figure("decide_p99_us", percentile(everything, 0.99) * 1e6, "µs")


def _memory(hall: Hall) -> Figure:
    tracemalloc.start()
    day = _full_hall(hall)
    for _ in range(DECISIONS // 4):
        for command in day.visit():
            day.ask(command)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return Figure("hall_memory_mb", held / 2**20, "MB")


def _durable_commands(hall: Hall, directory: Path) -> Figure:
    """64 senders that each wait for their reply; the loop is the server's own, with no broker in between."""
    loops: queue.SimpleQueue[HallLoop] = queue.SimpleQueue()

    def run() -> None:
        journal = SqliteJournal(directory / "bench.sqlite")
        translator = Translator(b"key", lambda: secrets.token_urlsafe(12), new_appointment_code)
        service = HallService(hall, journal, clock=_now, translator=translator, ticket_url=None)
        loop = HallLoop(service, Announcer(hall.id, _nowhere, ServerFacts), clock=_now)
        loops.put(loop)
        loop.run()
        journal.close()

    worker = threading.Thread(target=run)
    worker.start()
    loop = loops.get()
    senders = [threading.Thread(target=_send, args=(loop, number)) for number in range(SENDERS)]
    started = time.perf_counter()
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    took = time.perf_counter() - started
    loop.stop()
    worker.join()
    return Figure("durable_commands_per_s", SENDERS * COMMANDS_EACH / took, "1/s")


def _send(loop: HallLoop, number: int) -> None:
    answers: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    for data in _commands(number):
        command = Command(id=str(uuid4()), sent_at=_now(), data=data)
        loop.submit(Request(command, f"window-{number}", "window", answers.put))
        answers.get()


def _commands(number: int) -> Iterator[CommandData]:
    window = str(number % WINDOWS + 1)
    yield OpenWindow(window=window, operator=str(number))
    for turn in range(COMMANDS_EACH - 1):
        match turn % 4:
            case 0:
                yield IssueTicket(queue=f"queue-{number % QUEUES}")
            case 1:
                yield CallNext(window=window)
            case 2:
                yield StartService(window=window)
            case _:
                yield Finish(window=window)


def _nowhere(topic: str, message: bytes, *, retain: bool) -> None:
    """No broker: only the engine is measured."""


def _now() -> datetime:
    return datetime.now(UTC)
