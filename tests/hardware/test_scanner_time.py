"""What every scanner's driver does when, in a time that only the test moves."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import pytest

from hardware.scanner import (
    CodeCutShortError,
    CodeRules,
    CodeTooLongError,
    GrowScanner,
    LineScanner,
    SsiScanner,
    Timing,
)
from hardware.scanner._grow_frames import DONE
from hardware.scanner.simulator import ScannerSimulator
from hardware.simulators import Wire
from hardware.simulators._wire import Carrier
from hardware.status import PartHealth, PartStatus

if TYPE_CHECKING:
    from collections.abc import Callable

    from hardware.scanner import Scan, Scanner
    from hardware.simulators import Simulator

STEP_S = 0.01
TIMING = Timing()
OK = PartHealth(PartStatus.OK)


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


def plug(kind: type[LineScanner] | type[GrowScanner] | type[SsiScanner], **rules: object) -> Plugged:
    protocol = {LineScanner: "line", GrowScanner: "gm", SsiScanner: "ssi"}[kind]
    time = VirtualTime()
    return Plugged(kind, ScannerSimulator(protocol, clock=time), time, CodeRules(**rules))  # type: ignore[arg-type]  # a test's own


class Plugged:
    def __init__(
        self,
        kind: type,
        simulator: Simulator,
        time: VirtualTime,
        rules: CodeRules = CodeRules(),  # noqa: B008 - frozen
        wire: Wire = Wire(),  # noqa: B008 - frozen
    ) -> None:
        self.time = time
        self.simulator = simulator
        self.wire = VirtualWire(simulator, time, wire)
        self.scanner: Scanner = kind(self.wire, rules, timing=TIMING, clock=time)

    def scan_after(self, seconds: float, code: str | bytes) -> None:
        assert isinstance(self.simulator, ScannerSimulator)
        simulator = self.simulator
        self.time.after(seconds, lambda: simulator.scan(code))

    def texts(self, seconds: float) -> list[str]:
        """What a caller who reads for so long is given."""
        deadline = self.time.now + seconds
        codes: list[str] = []
        while (left := deadline - self.time.now) > 0:
            if (scan := self.scanner.read(left)) is not None:
                codes.append(scan.text)
        return codes


KINDS = [LineScanner, GrowScanner, SsiScanner]


# Every scanner


@pytest.mark.parametrize("kind", KINDS)
def test_a_code_is_given_when_it_comes_not_when_the_time_is_over(kind: type) -> None:
    bench = plug(kind)
    bench.scanner.arm()
    began = bench.time.now
    bench.scan_after(1, "A001")
    scan: Scan | None = bench.scanner.read(10)
    assert scan is not None
    assert scan.text == "A001"
    assert bench.time.now - began < 1.2


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_code_reading_ends_when_the_time_is_over(kind: type) -> None:
    bench = plug(kind)
    bench.scanner.arm()
    began = bench.time.now
    assert bench.scanner.read(3) is None
    assert bench.time.now - began == pytest.approx(3, abs=0.2)


@pytest.mark.parametrize("kind", KINDS)
def test_a_code_of_the_citizen_before_is_not_the_next_one_s(kind: type) -> None:
    bench = plug(kind)
    bench.scanner.arm()
    bench.scan_after(0.5, "FIRST")
    assert bench.texts(1) == ["FIRST"]
    bench.simulator.command("scan LEFT-BEHIND")
    bench.scanner.arm()
    bench.scan_after(0.5, "SECOND")
    assert bench.texts(1) == ["SECOND"]


@pytest.mark.parametrize("kind", [LineScanner, GrowScanner])
def test_a_code_on_its_way_while_arming_is_not_taken_by_its_tail(kind: type) -> None:
    """The head of it was thrown away; the tail, with its suffix, would look like a code."""
    script = Script(DONE.to_bytes())
    bench = Plugged(kind, script, VirtualTime())
    script.said = b"HEAD-"
    bench.time.after(0.05, lambda: setattr(script, "said", b"TAIL\r"))
    bench.scanner.arm()
    assert bench.texts(1) == []


@pytest.mark.parametrize("kind", KINDS)
def test_while_no_code_is_wanted_none_is_given(kind: type) -> None:
    bench = plug(kind)
    bench.scan_after(0.5, "A001")
    assert bench.texts(1) == []
    bench.scanner.arm()
    bench.scanner.disarm()
    bench.scan_after(0.5, "A002")
    assert bench.texts(1) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_code_that_was_heard_and_not_read_is_forgotten_when_none_is_wanted_any_more(kind: type) -> None:
    bench = plug(kind)
    bench.scanner.arm()
    bench.simulator.command("scan A001")
    bench.scanner.health()
    bench.scanner.disarm()
    assert bench.texts(1) == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_next_citizen_may_show_the_same_code_at_once(kind: type) -> None:
    bench = plug(kind)
    for _ in range(2):
        bench.scanner.arm()
        bench.scan_after(0.1, "A001")
        assert bench.texts(0.5) == ["A001"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_code_sent_twice_counts_once(kind: type) -> None:
    bench = plug(kind)
    bench.simulator.command("fail double")
    bench.scanner.arm()
    bench.scan_after(0.5, "A001")
    assert bench.texts(3) == ["A001"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_code_left_lying_counts_once_until_it_was_away(kind: type) -> None:
    bench = plug(kind)
    bench.scanner.arm()
    for tenth in range(0, 50, 10):
        bench.scan_after(1 + tenth / 10, "A001")
    bench.scan_after(8, "A001")
    assert bench.texts(9) == ["A001", "A001"]


@pytest.mark.parametrize("kind", KINDS)
def test_different_codes_are_given_one_after_the_other(kind: type) -> None:
    bench = plug(kind)
    bench.scanner.arm()
    bench.scan_after(1, "A001")
    bench.scan_after(2, "B002")
    assert bench.texts(3) == ["A001", "B002"]


@pytest.mark.parametrize("kind", [LineScanner, GrowScanner])
def test_a_code_cut_short_is_told_as_such_and_the_next_is_read(kind: type) -> None:
    bench = plug(kind)
    bench.scanner.arm()
    bench.simulator.command("fail cut-short")
    bench.scan_after(0.5, "APPOINTMENT")
    with pytest.raises(CodeCutShortError):
        bench.scanner.read(2)
    bench.simulator.command("ok")
    bench.scan_after(0.5, "APPOINTMENT")
    assert bench.texts(1) == ["APPOINTMENT"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_code_longer_than_wanted_is_told_as_such_and_the_next_is_read(kind: type) -> None:
    bench = plug(kind, max_bytes=300)
    bench.scanner.arm()
    bench.scan_after(0.5, "9" * 301)
    with pytest.raises(CodeTooLongError):
        bench.scanner.read(2)
    bench.scan_after(0.5, "9" * 300)
    assert bench.texts(1) == ["9" * 300]
