"""A link over a file descriptor: what a serial port, a pty and a socket have in common."""

from __future__ import annotations

import os
import select
import time
from typing import TYPE_CHECKING

from hardware.errors import LinkClosedError, LinkLostError, LinkStalledError

if TYPE_CHECKING:
    from collections.abc import Callable

WRITE_GRACE_S = 5.0
"""How long a write may make no progress beyond its time on the wire: a paused printer resumes within seconds."""

DRAIN_LIMIT_BYTES = 1 << 20
"""A device that never stops talking must not hold us in `drain_input` for ever."""


class DescriptorLink:
    """`descriptor` is non-blocking; `bits_per_second` sets how long a write may take (10 bits a byte on 8N1)."""

    def __init__(
        self, name: str, descriptor: int, close: Callable[[], None], bits_per_second: int, write_grace_s: float
    ) -> None:
        self._name = name
        self._descriptor: int | None = descriptor
        self._close = close
        self._bits_per_second = bits_per_second
        self._write_grace_s = write_grace_s

    def write(self, data: bytes) -> None:
        descriptor = self._open_descriptor()
        deadline = time.monotonic() + 10 * len(data) / self._bits_per_second + self._write_grace_s
        rest = memoryview(data)
        while rest:
            _, writable, _ = select.select([], [descriptor], [], max(0.0, deadline - time.monotonic()))
            if not writable:
                raise LinkStalledError(self._name, f"{len(rest)} of {len(data)} bytes not accepted")
            try:
                rest = rest[os.write(descriptor, rest) :]
            except BlockingIOError:
                continue
            except OSError as error:
                raise LinkLostError(self._name, str(error)) from error

    def read(self, max_bytes: int, timeout_s: float) -> bytes:
        data = self._read_once(max_bytes, timeout_s)
        if data == b"":
            raise LinkLostError(self._name, "the other end hung up")
        return data or b""

    def _read_once(self, max_bytes: int, timeout_s: float) -> bytes | None:
        """None if nothing came in time, `b""` if the system says that it never will."""
        descriptor = self._open_descriptor()
        readable, _, _ = select.select([descriptor], [], [], max(0.0, timeout_s))
        if not readable:
            return None
        try:
            return os.read(descriptor, max_bytes)
        except BlockingIOError:
            return None
        except OSError as error:
            raise LinkLostError(self._name, str(error)) from error

    def drain_input(self) -> None:
        drained = 0
        while drained < DRAIN_LIMIT_BYTES:
            data = self.read(4096, 0)
            if not data:
                return
            drained += len(data)

    def close(self) -> None:
        if self._descriptor is not None:
            self._descriptor = None
            self._close()

    def _open_descriptor(self) -> int:
        if self._descriptor is None:
            raise LinkClosedError(self._name, "closed")
        return self._descriptor
