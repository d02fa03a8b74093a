"""A time that only the test moves, and the wire of such a time."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from hardware.simulators import Wire
from hardware.simulators._wire import Carrier

if TYPE_CHECKING:
    from collections.abc import Callable

    from hardware.simulators import Simulator

STEP_S = 0.01


class VirtualTime:
    """The clock of a test: it moves when somebody waits. `after` does something once so many seconds have gone by."""

    def __init__(self) -> None:
        self.now = 1000.0
        self._plans: list[tuple[float, Callable[[], object]]] = []

    def __call__(self) -> float:
        return self.now

    def after(self, seconds: float, action: Callable[[], object]) -> None:
        self._plans.append((self.now + seconds, action))

    def move_to(self, moment: float) -> None:
        self.now = moment
        due = [plan for plan in self._plans if plan[0] <= moment]
        self._plans = [plan for plan in self._plans if plan[0] > moment]
        for _, action in due:
            action()


class VirtualWire:
    """A link into a simulator, one piece a read.

    A driver that waits without time going by is a busy loop and fails the test.
    """

    def __init__(self, simulator: Simulator, time: VirtualTime, wire: Wire = Wire()) -> None:  # noqa: B008 - frozen
        self.written: list[bytes] = []
        self.written_at: list[float] = []
        self._simulator = simulator
        self._time = time
        self._there = Carrier(wire, "to the simulator")
        self._back = Carrier(wire, "from the simulator")
        self._arrived: deque[bytes] = deque()
        self._idle_reads = 0

    def write(self, data: bytes) -> None:
        self.written.append(data)
        self.written_at.append(self._time.now)
        for piece in self._there.pieces(data):
            self._arrived += self._back.pieces(self._simulator.receive(piece))

    def read(self, max_bytes: int, timeout_s: float) -> bytes:
        started = self._time.now
        deadline = started + timeout_s
        while not self._fetch() and self._time.now < deadline:
            self._time.move_to(min(deadline, self._time.now + STEP_S))
        self._idle_reads = 0 if self._arrived or self._time.now > started else self._idle_reads + 1
        assert self._idle_reads < 100, "busy loop"
        data = self._arrived.popleft() if self._arrived else b""
        assert len(data) <= max_bytes
        return data

    def drain_input(self) -> None:
        self._arrived.clear()

    def close(self) -> None:
        self._arrived.clear()

    def _fetch(self) -> bool:
        self._arrived += self._back.pieces(self._simulator.idle())
        return bool(self._arrived)


class Script:
    """The other end of the wire, byte for byte: `answers` are given to writes in turn, `said` when it is put there."""

    commands = ""

    def __init__(self, *answers: bytes) -> None:
        self.answers = list(answers)
        self.said = b""

    def receive(self, data: bytes) -> bytes:  # noqa: ARG002 - a script does not listen
        return self.answers.pop(0) if self.answers else b""

    def idle(self) -> bytes:
        said, self.said = self.said, b""
        return said

    def command(self, line: str) -> str:
        return line
