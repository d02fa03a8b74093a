"""Modbus RTU as far as relay boards speak it: bytes to frames and back, no I/O.

`unit | function | data | check, 2 bytes, low byte first`. Sources: MODBUS Application Protocol V1.1b3, sections 6.1,
6.2, 6.5 and 7; MODBUS over Serial Line V1.02, section 2.5.1. Checksum, bits and exceptions are pymodbus's. Finding a
frame is ours: its decoder throws away all that it holds when one checksum is wrong.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from math import ceil

from pymodbus.framer import FramerRTU
from pymodbus.pdu import DecodePDU, ExceptionResponse
from pymodbus.pdu.bit_message import ReadCoilsResponse

READ_COILS = 0x01
READ_INPUTS = 0x02
WRITE_COIL = 0x05

ON = 0xFF00
OFF = 0x0000

FLASH = 0x0200
"""Added to the coil in a write: the board switches it on and, after `value` tenths of a second, off again (B)."""

REFUSAL = 0x80
"""This bit in the function of an answer says that it is an exception."""

REQUEST_BYTES = 8
REFUSAL_BYTES = 5


@dataclass(frozen=True, slots=True)
class Request:
    """`value`: how many bits to read, or what to write. A board that has written answers with the same bytes."""

    unit: int
    function: int
    address: int
    value: int

    def to_bytes(self) -> bytes:
        return _framed(self.unit, struct.pack(">BHH", self.function, self.address, self.value))

    @classmethod
    def from_bytes(cls, frame: bytes) -> Request:
        """`frame` is whole: 8 bytes with a right checksum."""
        return cls(*struct.unpack(">BBHH", frame[:-2]))


@dataclass(frozen=True, slots=True)
class Bits:
    """Answer to a read: the first bit is that of the address asked for."""

    unit: int
    function: int
    bits: tuple[bool, ...]

    def to_bytes(self) -> bytes:
        return _framed(self.unit, bytes((self.function,)) + ReadCoilsResponse(bits=self.bits).encode())


@dataclass(frozen=True, slots=True)
class Refusal:
    """Answer of a board that did not do it. `function` is that of the request."""

    unit: int
    function: int
    exception_code: int

    def to_bytes(self) -> bytes:
        refused = ExceptionResponse(self.function, self.exception_code)
        return _framed(self.unit, bytes((refused.function_code,)) + refused.encode())


def _framed(unit: int, pdu: bytes) -> bytes:
    return FramerRTU(DecodePDU(is_server=False)).encode(pdu, unit, 0)


def _check_is_right(frame: bytes) -> bool:
    return FramerRTU.check_CRC(frame[:-2], int.from_bytes(frame[-2:], "big"))


class AnswerParser:
    """Finds the answer to one request in a stream that may start anywhere, lack bytes and carry wrong ones.

    A frame has no mark where it starts, and silence between bytes says nothing behind an adapter or a network. But only
    two things can answer a request, both of known length: so every place is tried where either could begin, and the
    checksum decides. Keeps less than one frame.
    """

    def __init__(self, request: Request) -> None:
        self._request = request
        self._buffer = b""
        self.heard = False
        """True once any byte came."""
        self.echoed = False
        """True once a read request of ours came back."""

    def feed(self, data: bytes) -> tuple[bool, ...] | Refusal | None:
        """The answer, if `data` completes one: the bits read, none of them after a write."""
        self.heard = self.heard or bool(data)
        self._buffer += data
        unfinished: int | None = None
        for start in range(len(self._buffer)):
            rest = self._buffer[start:]
            for length in self._lengths_at(rest):
                if len(rest) < length:
                    unfinished = start if unfinished is None else unfinished
                elif (answer := self._answer_in(rest[:length])) is not None:
                    self._buffer = rest[length:]
                    return answer
        self._buffer = b"" if unfinished is None else self._buffer[unfinished:]
        return None

    def _lengths_at(self, rest: bytes) -> tuple[int, ...]:
        """How long the frames are that could begin here."""
        request = self._request
        wanted = ((request.function, self._answer_length()), (request.function | REFUSAL, REFUSAL_BYTES))
        return tuple(
            {
                length
                for function, length in (*wanted, (request.function, REQUEST_BYTES))
                if rest[:2] == bytes((request.unit, function))[: len(rest)]
            }
        )

    def _answer_length(self) -> int:
        return REQUEST_BYTES if self._request.function == WRITE_COIL else 5 + ceil(self._request.value / 8)

    def _answer_in(self, frame: bytes) -> tuple[bool, ...] | Refusal | None:
        request = self._request
        if not _check_is_right(frame):
            return None
        if frame == request.to_bytes():
            self.echoed = self.echoed or request.function != WRITE_COIL
            return () if request.function == WRITE_COIL else None
        if frame[1] & REFUSAL:
            return Refusal(request.unit, request.function, frame[2])
        if request.function == WRITE_COIL or len(frame) != 5 + frame[2]:
            return None
        read = ReadCoilsResponse()
        read.decode(frame[2:-2])
        return tuple(read.bits[: request.value])


class RequestParser:
    """The board's side: finds requests of 8 bytes for one unit. Keeps less than one frame."""

    def __init__(self, unit: int) -> None:
        self._unit = unit
        self._buffer = b""

    def feed(self, data: bytes) -> list[Request]:
        self._buffer += data
        found: list[Request] = []
        start = 0
        while start + REQUEST_BYTES <= len(self._buffer):
            frame = self._buffer[start : start + REQUEST_BYTES]
            if frame[0] == self._unit and _check_is_right(frame):
                found.append(Request.from_bytes(frame))
                start += REQUEST_BYTES
            else:
                start += 1
        self._buffer = self._buffer[start:]
        return found
