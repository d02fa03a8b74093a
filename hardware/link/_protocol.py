"""What every transport to a device can do."""

from __future__ import annotations

from typing import Protocol


class Link(Protocol):
    """A byte stream to one device. It belongs to one thread. Everything but `close` raises LinkError."""

    def write(self, data: bytes) -> None:
        """Returns when the system has taken all bytes; LinkStalledError if it stops taking them."""

    def read(self, max_bytes: int, timeout_s: float) -> bytes:
        """Whatever has arrived, as soon as anything has; `b""` after `timeout_s` seconds without a byte."""

    def drain_input(self) -> None:
        """Throws away what has arrived and was not read."""

    def close(self) -> None:
        """May be called twice."""
