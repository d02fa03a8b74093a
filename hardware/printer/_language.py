"""The part of ESC/POS that the simulated printer understands: a byte stream to commands. No I/O."""

from __future__ import annotations

import struct
from dataclasses import dataclass

LINE_ROWS = 34
"""One line of a sixth of an inch at 203 dots an inch."""


@dataclass(frozen=True, slots=True)
class Start:
    """ESC @."""


@dataclass(frozen=True, slots=True)
class Raster:
    """GS v 0: rows of dots, the leftmost in the highest bit, a 1 is black."""

    rows: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """LF, ESC d n, ESC J n, or the feed that is part of a cut."""

    rows: int


@dataclass(frozen=True, slots=True)
class Cut:
    """GS V; `feed_rows` come before the cut."""

    feed_rows: int


@dataclass(frozen=True, slots=True)
class PaperQuery:
    """GS r 1."""


@dataclass(frozen=True, slots=True)
class AutomaticStatusSwitch:
    """GS a n: any bit switches it on."""

    on: bool


@dataclass(frozen=True, slots=True)
class RealTime:
    """DLE EOT n or DLE ENQ n, executed when it arrived and skipped here."""


@dataclass(frozen=True, slots=True)
class Strange:
    """A byte that begins nothing we know."""

    byte: int


Command = Start | Raster | Feed | Cut | PaperQuery | AutomaticStatusSwitch | RealTime | Strange


_LENGTHS = {
    b"\x0a": 1,
    b"\x1b\x40": 2,
    b"\x1b\x64": 3,
    b"\x1b\x4a": 3,
    b"\x10\x04": 3,
    b"\x10\x05": 3,
    b"\x1d\x61": 3,
    b"\x1d\x72": 3,
    b"\x1d\x56\x00": 3,
    b"\x1d\x56\x01": 3,
    b"\x1d\x56\x41": 4,
    b"\x1d\x56\x42": 4,
    b"\x1d\x76\x30": 8,
}
"""How each command begins and how many bytes it takes, for GS v 0 without its dots."""


def next_command(data: bytes | bytearray) -> tuple[Command, int] | None:
    """The first command in `data` and how many bytes it takes, or None while it is not complete."""
    start = bytes(data[:8])
    for beginning, length in _LENGTHS.items():
        if start.startswith(beginning):
            return _command(beginning, start, data, length) if len(start) >= length else None
    incomplete = not start or any(beginning.startswith(start) for beginning in _LENGTHS)
    return None if incomplete else (Strange(start[0]), 1)


def _command(beginning: bytes, start: bytes, data: bytes | bytearray, length: int) -> tuple[Command, int] | None:
    match beginning[0], beginning[1:2]:
        case 0x1D, b"v":
            return _raster(data, *struct.unpack_from("<HH", start, 4))
        case 0x1D, b"V":
            command: Command = Cut(start[3] if length == 4 else 0)
        case 0x1D, b"r":
            command = PaperQuery()
        case 0x1D, b"a":
            command = AutomaticStatusSwitch(start[2] != 0)
        case 0x1B, b"@":
            command = Start()
        case 0x10, _:
            command = RealTime()
        case _:
            command = Feed(LINE_ROWS if length == 1 else start[2] * (LINE_ROWS if beginning[1:] == b"d" else 1))
    return command, length


def _raster(data: bytes | bytearray, across: int, down: int) -> tuple[Raster, int] | None:
    end = 8 + across * down
    if len(data) < end:
        return None
    return Raster(tuple(bytes(data[row : row + across]) for row in range(8, end, across or 1))), end
