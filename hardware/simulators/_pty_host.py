"""Runs a simulator at the far end of a real pty, in a thread of its own."""

from __future__ import annotations

import os
import select
import threading
import tty
from typing import TYPE_CHECKING, Protocol

from hardware.simulators._uart import heard, port_rate
from hardware.simulators._wire import Carrier, Wire

if TYPE_CHECKING:
    from types import TracebackType

IDLE_S = 0.02
"""How often a simulator gets a turn without bytes: well under the 50 ms that a driver takes for a pause on the wire."""


class Simulator(Protocol):
    """A device as seen from its plug. The host calls it from its thread, commands come from another."""

    commands: str
    """The command lines it understands, for `help`."""

    def receive(self, data: bytes) -> bytes:
        """Takes bytes off the wire and returns those to answer now."""

    def idle(self) -> bytes:
        """Called while nothing arrives; returns what has become ready to send."""

    def command(self, line: str) -> str:
        """Does one command line and says in one line what is so now; BadCommandError if it is not understood."""


class PtyHost:
    """`path` is the port a driver opens. `close()` is a pulled plug."""

    def __init__(self, simulator: Simulator, wire: Wire) -> None:
        self.simulator = simulator
        self._master, self._slave = os.openpty()
        # The slave stays open here: without it the master fails whenever no driver has the port open.
        tty.setraw(self._slave)
        os.set_blocking(self._master, False)
        self.path = os.ttyname(self._slave)
        self._stop_read, self._stop_write = os.pipe()
        self._lock = threading.Lock()
        self._open = True
        self.set_wire(wire)
        self._thread = threading.Thread(target=self._serve, name=f"simulator {self.path}", daemon=True)
        self._thread.start()

    def set_wire(self, wire: Wire) -> None:
        """Changes the line while it runs."""
        self._line = (wire, Carrier(wire, "to the simulator"), Carrier(wire, "from the simulator"))

    def close(self) -> None:
        """Stops the simulator and takes the port away. May be called twice."""
        with self._lock:
            if not self._open:
                return
            self._open = False
        os.write(self._stop_write, b"x")
        self._thread.join()
        for descriptor in (self._master, self._slave, self._stop_read, self._stop_write):
            os.close(descriptor)

    def wait(self) -> None:
        """Returns when the host is closed or its simulator failed."""
        self._thread.join()

    def __enter__(self) -> PtyHost:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _serve(self) -> None:
        while True:
            readable, _, _ = select.select([self._master, self._stop_read], [], [], IDLE_S)
            if self._stop_read in readable:
                return
            wire, inward, outward = self._line
            port = port_rate(self._master) if wire.baud else 0
            sent = _carried(os.read(self._master, 4096), port, wire.baud) if readable else b""
            answer = b"".join([self._turn(piece) for piece in inward.pieces(sent)]) if sent else self._turn(b"")
            for piece in outward.pieces(_carried(answer, wire.baud, port)):
                if not self._send(piece) or self._stopped_within(wire.pause_s):
                    return

    def _turn(self, piece: bytes) -> bytes:
        return self.simulator.receive(piece) if piece else self.simulator.idle()

    def _send(self, piece: bytes) -> bool:
        rest = memoryview(piece)
        while rest:
            readable, _, _ = select.select([self._stop_read], [self._master], [])
            if readable:
                return False
            try:
                rest = rest[os.write(self._master, rest) :]
            except BlockingIOError:
                continue
        return True

    def _stopped_within(self, seconds: float) -> bool:
        return bool(seconds) and bool(select.select([self._stop_read], [], [], seconds)[0])


def _carried(data: bytes, sent_at: int | None, heard_at: int | None) -> bytes:
    """Nothing is understood at a rate that no device here has."""
    if sent_at == heard_at:
        return data
    return heard(data, sent_at, heard_at) if sent_at and heard_at else b""
