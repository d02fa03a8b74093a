"""Frames of the Grow GM family (GM60, GM65, GM67, GM861 and clones): bytes to frames and back, no I/O.

Host: `7E 00 | type | length | address, 2 bytes big endian | data | CRC`. Module: `02 00 | type | length | data | CRC`.
The CRC is CRC-16/XMODEM over type to data, high byte first. (Manuals of GM65-S and GM67, several public drivers.)
"""

from __future__ import annotations

from binascii import crc_hqx
from dataclasses import dataclass

COMMAND_HEAD = b"\x7e\x00"
ANSWER_HEAD = b"\x02\x00"

READ, WRITE = 0x07, 0x08

LONGEST_DATA = 8
"""We ask for two bytes at most. More would let two bytes inside a code that look like a head hold it back."""


def crc_bytes(body: bytes) -> bytes:
    return crc_hqx(body, 0).to_bytes(2, "big")


@dataclass(frozen=True, slots=True)
class Command:
    """What the host says to a register (the manuals say zone) of the module. Data of a read: how many bytes."""

    type: int
    address: int
    data: bytes

    def to_bytes(self) -> bytes:
        body = bytes((self.type, len(self.data))) + self.address.to_bytes(2, "big") + self.data
        return COMMAND_HEAD + body + crc_bytes(body)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the module says; type 00 is success."""

    type: int
    data: bytes

    def to_bytes(self) -> bytes:
        body = bytes((self.type, len(self.data))) + self.data
        return ANSWER_HEAD + body + crc_bytes(body)


TRIGGER = Command(WRITE, 0x0002, b"\x01")
STOP = Command(WRITE, 0x0002, b"\x00")
READ_BAUD = Command(READ, 0x002A, b"\x02")

DONE = Answer(0x00, b"\x00")


class AnswerParser:
    """Parts a module's answers from the text of the codes it reads: both come on one line.

    An answer is believed by its CRC only; everything else is text. Keeps at most one answer's bytes.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()

    @property
    def pending(self) -> bool:
        """True while bytes are kept that may become an answer."""
        return bool(self._buffer)

    def feed(self, data: bytes) -> list[Answer | bytes]:
        """Answers and pieces of text, in the order they came."""
        self._buffer += data
        found: list[Answer | bytes] = []
        while self._buffer and (item := self._next()) is not None:
            found.append(item)
        return found

    def silence(self) -> list[Answer | bytes]:
        """What was kept is text after all, but for whole answers behind its head."""
        found: list[Answer | bytes] = []
        while self._buffer:
            found.append(self._text(1))
            found += self.feed(b"")
        return found

    def _next(self) -> Answer | bytes | None:
        start = self._buffer.find(ANSWER_HEAD)
        if start < 0:
            kept = 1 if self._buffer.endswith(ANSWER_HEAD[:1]) else 0
            return self._text(len(self._buffer) - kept) if len(self._buffer) > kept else None
        return self._text(start) if start else self._answer_at_head()

    def _answer_at_head(self) -> Answer | bytes | None:
        length = self._buffer[3] if len(self._buffer) > 3 else 0
        if length > LONGEST_DATA:
            return self._text(1)
        if len(self._buffer) < 6 + length:
            return None
        body = bytes(self._buffer[2 : 4 + length])
        if self._buffer[4 + length : 6 + length] != crc_bytes(body):
            return self._text(1)
        del self._buffer[: 6 + length]
        return Answer(body[0], body[2:])

    def _text(self, size: int) -> bytes:
        text = bytes(self._buffer[:size])
        del self._buffer[:size]
        return text


class CommandParser:
    """The module's side: finds commands in what a host sends. Keeps at most one command's bytes.

    `AB CD` is taken for any CRC, as the modules do.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[Command]:
        self._buffer += data
        found: list[Command] = []
        while (start := self._buffer.find(COMMAND_HEAD)) >= 0:
            del self._buffer[:start]
            if len(self._buffer) < 4:
                break
            end = 6 + self._buffer[3]
            if self._buffer[3] > LONGEST_DATA:
                del self._buffer[:1]
            elif len(self._buffer) < end + 2:
                break
            elif self._buffer[end : end + 2] in (crc_bytes(bytes(self._buffer[2:end])), b"\xab\xcd"):
                address = int.from_bytes(self._buffer[4:6], "big")
                found.append(Command(self._buffer[2], address, bytes(self._buffer[6:end])))
                del self._buffer[: end + 2]
            else:
                del self._buffer[:1]
        if start < 0:
            del self._buffer[: max(0, len(self._buffer) - 1)]
        return found
