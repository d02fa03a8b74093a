"""A link without a wire: the simulator stands right behind the port, and time is counted, not waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hardware.errors import LinkLostError

if TYPE_CHECKING:
    from collections.abc import Callable

    from hardware.simulators import Simulator

TURN_S = 0.05
"""How often the simulator gets a turn while somebody waits."""


class CountedLink:
    """Seconds pass only while somebody reads: `now` is the clock. `lost` is a pulled plug.

    `on_write` hears every write before the simulator does, and may raise.
    """

    def __init__(self, simulator: Callable[[Callable[[], float]], Simulator]) -> None:
        """`simulator` makes the other end from a clock."""
        self.now = 0.0
        self.written = b""
        self.arrived = b""
        self.lost = False
        self.on_write: Callable[[bytes], None] = lambda _data: None
        self.simulator = simulator(lambda: self.now)

    def write(self, data: bytes) -> None:
        self._check()
        self.on_write(data)
        self.written += data
        self.arrived += self.simulator.receive(data)

    def read(self, max_bytes: int, timeout_s: float) -> bytes:
        end = self.now + timeout_s
        while not self.arrived:
            self._check()
            self.arrived += self.simulator.idle()
            if self.now >= end and not self.arrived:
                return b""
            self.now = self.now if self.arrived else min(end, self.now + TURN_S)
        self.now += 0.001
        data, self.arrived = self.arrived[:max_bytes], self.arrived[max_bytes:]
        return data

    def drain_input(self) -> None:
        self._check()
        self.arrived = b""

    def close(self) -> None:
        self.arrived = b""

    def pause(self, seconds: float) -> None:
        self.now += seconds

    def _check(self) -> None:
        if self.lost:
            raise LinkLostError("test", "pulled out")
