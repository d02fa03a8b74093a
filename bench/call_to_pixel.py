"""From the call to the pixel: a hall of sixty windows, each calling once a second, and one hall board.

Measured is the time from the reply to ``call_next`` (it leaves only after the call is on disk) to the moment at which
the frame with the call is drawn: the pixels of its number were read back from the window and differ from those of the
frame before, which no software or hardware renderer can answer earlier. Both times are of the machine's one monotonic
clock. Between them are the server's board, the broker, the screen's program and the drawing of 1920 × 1080 pixels,
here without graphics hardware. A call that was never drawn counts as an infinite time. There is no bare limit: the
server waits up to 25 ms for more news before it tells a board, and that is most of the time that is not drawing.
"""

import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from bench._figures import Figure, percentile
from bench._hall import HALL_ID, QUEUES, WINDOWS, Server, running_server
from queue_server.contract.address import parse_broker_url
from queue_server.contract.commands import CallNext, CommandData, Finish, IssueTicket, OpenWindow, StartService
from queue_server.contract.connection import Connection, Identity
from queue_server.contract.envelope import Command
from queue_server.contract.replies import Reply

SECONDS = 20
WARM_UP_S = 4
CALLER = "system-bench"
BOARD = "screen-bench"
LAST_FRAME_S = 2.0


def measure() -> Iterator[Figure]:
    """Half of all calls are on the board within the first figure, ninety-nine in a hundred within the second."""
    with tempfile.TemporaryDirectory() as directory, running_server(Path(directory)) as server:
        taken = _times(server, Path(directory) / "fonts")
    yield Figure("call_to_pixel_p50_ms", percentile(taken, 0.5) * 1000, "ms")
    yield Figure("call_to_pixel_p99_ms", percentile(taken, 0.99) * 1000, "ms")


def _times(server: Server, fonts: Path) -> list[float]:
    url = server.enroll(BOARD, "screen")
    with _Caller(server.enroll(CALLER, "system")) as caller:
        caller.fill((SECONDS + WARM_UP_S + 1) * WINDOWS)
        with _board(url, fonts) as drawn:
            caller.call(SECONDS + WARM_UP_S)
            time.sleep(LAST_FRAME_S)
            called = caller.called
    counted = list(called)[WARM_UP_S * WINDOWS :]
    return [drawn.get(number, float("inf")) - called[number] for number in counted]


@contextmanager
def _board(url: str, fonts: Path) -> Iterator[dict[str, float]]:
    """A running board, and when it drew which number."""
    command = [sys.executable, "-m", "bench._board_process", "watch", url, BOARD, str(fonts)]
    drawn: dict[str, float] = {}
    ready = threading.Event()

    def listen(lines: Iterator[str]) -> None:
        for line in lines:
            if line == "ready\n":
                ready.set()
                continue
            number, at = line.split()
            drawn[number] = float(at)

    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        listener = threading.Thread(target=listen, args=(process.stdout,))
        listener.start()
        try:
            if not ready.wait(60):
                raise RuntimeError("the board did not start")
            yield drawn
        finally:
            process.terminate()
            listener.join()


class _Caller:
    """The staff of all windows at one connection."""

    def __init__(self, url: str) -> None:
        self._connection = Connection(parse_broker_url(url), HALL_ID, Identity(CALLER, "system", "bench"), clock=_now)
        self._topic = self._connection.topics.command(CALLER)
        self._connection.on(self._connection.topics.reply(CALLER), self._replied)
        self._waiting: dict[str, queue.SimpleQueue[Reply]] = {}
        self._calls: set[str] = set()
        self.called: dict[str, float] = {}

    def __enter__(self) -> "_Caller":
        there = threading.Event()
        self._connection.on_change(lambda up: there.set() if up else None)
        self._connection.start()
        there.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.stop()

    def fill(self, tickets: int) -> None:
        """Open every window and give out tickets; returns when all of them are there."""
        answers: queue.SimpleQueue[Reply] = queue.SimpleQueue()
        opened: list[CommandData] = [OpenWindow(window=str(number + 1), operator="1") for number in range(WINDOWS)]
        issued: list[CommandData] = [IssueTicket(queue=f"queue-{number % QUEUES}") for number in range(tickets)]
        for data in (*opened, *issued):
            self._send(data, answers)
        for _ in range(len(opened) + tickets):
            answers.get(timeout=60)

    def call(self, seconds: int) -> None:
        """Each window calls once a second, having served whom it called before."""
        begun = time.monotonic()
        for turn in range(seconds * WINDOWS):
            time.sleep(max(0.0, begun + turn / WINDOWS - time.monotonic()))
            window = str(turn % WINDOWS + 1)
            if turn >= WINDOWS:
                self._send(StartService(window=window))
                self._send(Finish(window=window))
            self._calls.add(self._send(CallNext(window=window)))

    def _send(self, data: CommandData, answers: "queue.SimpleQueue[Reply] | None" = None) -> str:
        command = Command(id=str(uuid4()), sent_at=_now(), data=data)
        if answers is not None:
            self._waiting[command.id] = answers
        self._connection.publish(self._topic, command.to_json())
        return command.id

    def _replied(self, _topic: str, payload: bytes) -> None:
        at = time.monotonic()
        reply = Reply.model_validate_json(payload)
        assert reply.ok, payload
        if reply.id in self._waiting:
            self._waiting.pop(reply.id).put(reply)
        elif reply.id in self._calls:
            assert reply.data is not None
            self.called[reply.data["ticket"]["number"]] = at


def _now() -> datetime:
    return datetime.now(UTC)
