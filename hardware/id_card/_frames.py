"""Frames of the SAM_V protocol: bytes to frames and back, no I/O.

`AA AA AA 96 69 | length, 2 bytes big endian | body | check`. The length counts body and check; the check is the XOR of
the length bytes and the body. A host's body is command, parameter, data; a reader's is SW1 SW2 SW3, data.
"""

from __future__ import annotations

from dataclasses import dataclass, field

PREAMBLE = bytes.fromhex("AAAAAA9669")

SYNC = PREAMBLE[1:]
"""Readers have been seen to start an answer with `AA 00 AA AA 96 69`: only these four bytes can be relied on."""

REQUEST_HEAD = 2
ANSWER_HEAD = 3

MAX_LENGTH = 4096
"""The longest answer known, text with photo and two fingerprints, has a length of 2314."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the host says."""

    command: int
    parameter: int
    data: bytes = b""

    def to_bytes(self) -> bytes:
        return encode(bytes((self.command, self.parameter)) + self.data)

    @classmethod
    def from_body(cls, body: bytes) -> Request:
        return cls(body[0], body[1], body[2:])


@dataclass(frozen=True, slots=True)
class Answer:
    """What the reader says. `data` may hold a person's card and stays out of logs."""

    sw1: int
    sw2: int
    sw3: int
    data: bytes = field(default=b"", repr=False)

    def to_bytes(self) -> bytes:
        return encode(bytes((self.sw1, self.sw2, self.sw3)) + self.data)

    @classmethod
    def from_body(cls, body: bytes) -> Answer:
        return cls(body[0], body[1], body[2], body[3:])


@dataclass(frozen=True, slots=True)
class BadFrame:
    """Something that began like a frame and is none. `reason`: `length` or `check`."""

    reason: str


def check_byte(data: bytes | bytearray) -> int:
    """The XOR of all bytes. Folded in halves: byte by byte it would be most of the time that a card takes to parse."""
    value, size = int.from_bytes(data), len(data)
    while size > 1:
        half = (size + 1) // 2
        value = (value >> 8 * half) ^ (value & ((1 << 8 * half) - 1))
        size = half
    return value


def encode(body: bytes) -> bytes:
    framed = (len(body) + 1).to_bytes(2, "big") + body
    return PREAMBLE + framed + bytes((check_byte(framed),))


class FrameParser:
    """Finds frames in a stream that may start anywhere, lack bytes and carry wrong ones.

    `head` is the least body length. Keeps at most one frame's bytes whatever arrives. After a bad frame the search goes
    on right behind its preamble, so that a whole frame swallowed by a damaged length is still found.
    """

    def __init__(self, head: int) -> None:
        self._head = head
        self._buffer = bytearray()

    @property
    def pending(self) -> bool:
        """True while bytes are kept that may become a frame."""
        return bool(self._buffer)

    def feed(self, data: bytes) -> list[bytes | BadFrame]:
        """The bodies and the bad frames completed by `data`, in order."""
        self._buffer += data
        found: list[bytes | BadFrame] = []
        while (item := self._next()) is not None:
            found.append(item)
        return found

    def _next(self) -> bytes | BadFrame | None:
        start = self._buffer.find(SYNC)
        if start < 0:
            del self._buffer[: max(0, len(self._buffer) - len(SYNC) + 1)]
            return None
        del self._buffer[:start]
        body_start = len(SYNC) + 2
        if len(self._buffer) < body_start:
            return None
        length = int.from_bytes(self._buffer[len(SYNC) : body_start])
        if not self._head < length <= MAX_LENGTH:
            return self._reject("length")
        end = body_start + length
        if len(self._buffer) < end:
            return None
        if check_byte(self._buffer[len(SYNC) : end]):
            return self._reject("check")
        body = bytes(self._buffer[body_start : end - 1])
        del self._buffer[:end]
        return body

    def _reject(self, reason: str) -> BadFrame:
        del self._buffer[: len(SYNC)]
        return BadFrame(reason)
