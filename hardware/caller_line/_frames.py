"""Frames of the caller keypads' line: bytes to frames and back, no I/O.

`FF 68 | length | length | 68 | address | function | data | check | 16`. The length counts address, function and data;
the check is their sum, low byte. (JackQChen/QueueSystem `frmMain.cs`; 21键点阵液晶呼叫器通讯协议.)
"""

from __future__ import annotations

from dataclasses import dataclass

START, END = 0x68, 0x16

LEAD = b"\xff"
"""Sent, never waited for: the first byte after a turn of the line is the one that gets lost."""

SHORTEST, LONGEST = 2, 16
"""Lengths that we believe. The longest frame known, the display's, has 8."""

_HEAD_BYTES = 4
_TAIL_BYTES = 2


@dataclass(frozen=True, slots=True)
class Frame:
    address: int
    function: int
    data: bytes = b""

    def to_bytes(self) -> bytes:
        body = bytes((self.address, self.function)) + self.data
        head = bytes((START, len(body), len(body), START))
        return LEAD + head + body + bytes((check_byte(body), END))


@dataclass(frozen=True, slots=True)
class BadFrame:
    """Something that began like a frame and is none: two spoke at once, or the line disturbed one."""


def check_byte(body: bytes) -> int:
    return sum(body) & 0xFF


class FrameParser:
    """Finds frames in a stream that may start anywhere, lack bytes and carry wrong ones.

    Keeps at most one frame's bytes. After a bad frame the search goes on right behind its first byte, so that a whole
    frame swallowed by a damaged length is still found.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()

    @property
    def pending(self) -> bool:
        """True while bytes are kept that may become a frame."""
        return bool(self._buffer)

    def feed(self, data: bytes) -> list[Frame | BadFrame]:
        """The frames and bad frames completed by `data`, in order."""
        self._buffer += data
        found: list[Frame | BadFrame] = []
        while self._skip_to_head() and len(self._buffer) > _HEAD_BYTES:
            end = _HEAD_BYTES + self._buffer[1]
            if len(self._buffer) < end + _TAIL_BYTES:
                break
            body = bytes(self._buffer[_HEAD_BYTES:end])
            if self._buffer[end : end + _TAIL_BYTES] == bytes((check_byte(body), END)):
                found.append(Frame(body[0], body[1], body[2:]))
                del self._buffer[: end + _TAIL_BYTES]
            else:
                found.append(BadFrame())
                del self._buffer[:1]
        return found

    def silence(self) -> list[Frame | BadFrame]:
        """The line fell silent: what was kept is no frame, but for whole ones behind its head."""
        found: list[Frame | BadFrame] = []
        while self._buffer:
            del self._buffer[:1]
            found += [BadFrame(), *self.feed(b"")]
        return found

    def _skip_to_head(self) -> bool:
        """Drops what cannot be a head; true if something is left that may be one."""
        while (start := self._buffer.find(START)) >= 0:
            del self._buffer[:start]
            if _may_be_head(self._buffer[:_HEAD_BYTES]):
                return True
            del self._buffer[:1]
        self._buffer.clear()
        return False


def _may_be_head(head: bytes | bytearray) -> bool:
    if len(head) > 1 and not SHORTEST <= head[1] <= LONGEST:
        return False
    if len(head) > 2 and head[1] != head[2]:
        return False
    return len(head) < _HEAD_BYTES or head[3] == START
