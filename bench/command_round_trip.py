"""From command to reply through the hall's own mosquitto and SQLite, against one MQTT round trip and one commit."""

import queue
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from bench._figures import Figure, percentile
from bench._hall import HALL_ID, QUEUES, running_server
from queue_server.contract.address import parse_broker_url
from queue_server.contract.commands import IssueTicket
from queue_server.contract.connection import Connection, Identity
from queue_server.contract.envelope import Command

ROUNDS = 2000
WARM_UP = 200
ROW = "x" * 200
"""As long as an event."""

SENDER, ECHO = "kiosk-bench", "system-echo"


def measure() -> Iterator[Figure]:
    """The three costs taken in turn, so that a busy moment of the machine falls on all of them alike."""
    with tempfile.TemporaryDirectory() as directory, running_server(Path(directory)) as server:
        sender_url, echo_url = server.enroll(SENDER, "kiosk"), server.enroll(ECHO, "system")
        with (
            _echo_process(echo_url),
            _bare_store(Path(directory) / "bare.sqlite") as commit,
            _Sender(sender_url) as sender,
        ):
            steps = (sender.bare_round_trip, commit, sender.command_round_trip)
            trips, commits, commands = _in_turn(steps)
    for share, name in ((0.5, "p50"), (0.99, "p99")):
        trip, kept, command = (percentile(samples, share) * 1000 for samples in (trips, commits, commands))
        yield Figure(f"mqtt_round_trip_{name}", trip, "ms")
        yield Figure(f"sqlite_commit_{name}", kept, "ms")
        yield Figure(f"command_round_trip_{name}", command, "ms", limit=trip + kept)


def _in_turn(steps: tuple[Callable[[int], None], ...]) -> list[list[float]]:
    taken: list[list[float]] = [[] for _ in steps]
    for number in range(WARM_UP + ROUNDS):
        for step, samples in zip(steps, taken, strict=True):
            started = time.perf_counter()
            step(number)
            samples.append(time.perf_counter() - started)
    return [samples[WARM_UP:] for samples in taken]


class _Sender:
    """A kiosk's connection that waits for each answer before it sends again."""

    def __init__(self, url: str) -> None:
        identity = Identity(SENDER, "kiosk", "bench")
        self._connection = Connection(parse_broker_url(url), HALL_ID, identity, clock=_now)
        self._heard: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        topics = self._connection.topics
        self._connection.on(topics.reply(SENDER), lambda _topic, payload: self._heard.put(payload))
        self._connection.on(topics.health(ECHO), lambda _topic, payload: self._heard.put(payload))

    def __enter__(self) -> "_Sender":
        there = threading.Event()
        self._connection.on_change(lambda connected: there.set() if connected else None)
        self._connection.start()
        there.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.stop()

    def bare_round_trip(self, _number: int) -> None:
        """Through the broker to another process and back."""
        self._connection.publish(self._connection.topics.health(SENDER), ROW.encode())
        self._heard.get(timeout=10)

    def command_round_trip(self, number: int) -> None:
        """A ticket, from command to reply."""
        command = Command(id=str(uuid4()), sent_at=_now(), data=IssueTicket(queue=f"queue-{number % QUEUES}"))
        self._connection.publish(self._connection.topics.command(SENDER), command.to_json())
        reply = self._heard.get(timeout=10)
        assert b'"ok":true' in reply, reply


@contextmanager
def _bare_store(file: Path) -> Iterator[Callable[[int], None]]:
    """One durable commit of one row with one index, as cheap as SQLite makes it."""
    store = sqlite3.connect(file, isolation_level=None)
    store.execute("PRAGMA journal_mode=WAL")
    store.execute("PRAGMA synchronous=FULL")
    store.execute("CREATE TABLE event (seq INTEGER PRIMARY KEY, name TEXT, data TEXT)")
    store.execute("CREATE INDEX event_by_name ON event (name)")

    def commit(_number: int) -> None:
        store.execute("INSERT INTO event (name, data) VALUES (?, ?)", (str(uuid4()), ROW))

    yield commit
    store.close()


@contextmanager
def _echo_process(url: str) -> Iterator[None]:
    with subprocess.Popen([sys.executable, "-m", __name__, url], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            process.stdout.readline()
            yield
        finally:
            process.terminate()


def _echo(url: str) -> None:
    connection = Connection(parse_broker_url(url), HALL_ID, Identity(ECHO, "system", "bench"), clock=_now)
    answer = connection.topics.health(ECHO)
    connection.on(connection.topics.health(SENDER), lambda _topic, payload: connection.publish(answer, payload))
    connection.on_change(lambda connected: print("ready", flush=True) if connected else None)
    connection.start()
    threading.Event().wait()


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    _echo(sys.argv[1])
