"""The line itself: pulled out, plugged in, noisy; and how it is told to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hardware.caller_line import Key, Rs485CallerLine
from onedoor.keypads.line import DEFAULT_TIMING, LineKeeper
from onedoor.keypads.wishes import Wishes
from tests.hardware.virtual_time import Script, VirtualTime, VirtualWire

if TYPE_CHECKING:
    from hardware.status import PartHealth
    from tests.onedoor.keypads.conftest import Bench


def test_a_line_that_was_never_heard_is_not_called_well(bench: Bench) -> None:
    assert bench.health()[-1] == {"status": "unknown", "detail": "never_heard"}


def test_a_key_proves_that_the_line_lives(bench: Bench) -> None:
    bench.key(5, Key.PAUSE)
    bench.run(DEFAULT_TIMING.health_s)
    assert bench.health()[-1] == {"status": "ok"}


def test_how_the_line_is_is_told_when_it_changes_and_when_the_broker_was_away(bench: Bench) -> None:
    told = len(bench.line.health)
    bench.run(3 * DEFAULT_TIMING.health_s)
    assert len(bench.line.health) == told
    bench.hall.broker_restarts()
    bench.run(1)
    assert len(bench.line.health) == told + 1


def test_a_pulled_adapter_is_told_and_found_again(bench: Bench) -> None:
    bench.take("household", 2)
    bench.key(5, Key.NEXT)
    bench.pull_adapter()
    bench.run(1)
    assert bench.health()[-1] == {"status": "offline", "detail": "link_lost"}
    bench.devices.stations[5].display = "dark"
    bench.run(5)
    assert bench.health()[-1] == {"status": "offline", "detail": "link_cannot_open"}
    bench.adapter = True
    bench.run(DEFAULT_TIMING.reopen_s + 1)
    assert bench.shows(5) == "001 001"
    assert bench.health()[-1]["status"] == "unknown"
    bench.key(5, Key.RECALL)
    assert len(bench.happened("ticket_recalled")) == 1


def test_a_program_starts_before_its_adapter_is_plugged_in(bench: Bench) -> None:
    bench.pull_adapter()
    bench.start()
    assert bench.health()[-1]["status"] == "offline"
    bench.adapter = True
    bench.run(DEFAULT_TIMING.reopen_s + 1)
    assert bench.shows(5) == "000 ---"


class Babbler(Script):
    """Somebody on the line who talks without end, until he is quiet."""

    talks = True

    def idle(self) -> bytes:
        return b"\x68" if self.talks else b""


class SlowWire(VirtualWire):
    """Each read takes a moment, also of a line that always has something to say."""

    def read(self, max_bytes: int, timeout_s: float) -> bytes:
        self._time.move_to(self._time.now + 0.005)
        return super().read(max_bytes, timeout_s)


def test_a_line_that_is_never_free_is_told_and_orders_wait_until_it_is() -> None:
    time, babbler, wishes = VirtualTime(), Babbler(), Wishes()
    wire = SlowWire(babbler, time)
    told: list[PartHealth] = []
    keeper = LineKeeper(
        lambda: Rs485CallerLine(wire, clock=time),
        wishes,
        told.append,
        clock=time,
        rest=lambda seconds: time.move_to(time.now + seconds),
    )
    keeper.poll(0.1)
    wishes.beep(5, 1, time.now)
    keeper.tend()
    assert told[-1].detail == "line_busy"
    assert not keeper.due
    assert wire.written == []
    babbler.talks = False
    time.move_to(time.now + DEFAULT_TIMING.hold_s)
    wishes.beep(5, 1, time.now)
    keeper.tend()
    assert len(wire.written) == 1
    time.move_to(time.now + DEFAULT_TIMING.health_s)
    keeper.tend()
    assert told[-1].detail == "never_heard"


def test_a_beep_that_comes_too_late_is_not_sent() -> None:
    """It would belong to no key."""
    wishes = Wishes()
    wishes.beep(5, 1, 100)
    assert wishes.next(104) is None
    wishes.forget_late(104)
    assert wishes.next(100) is None
