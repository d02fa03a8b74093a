"""What encoded pictures say of themselves, read before any decoder sees them. No I/O.

Sources: ITU-T T.81 (JPEG), annex B; PNG specification (W3C), sections 5 and 11.2.2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hardware.camera.errors import NotAPictureError, TruncatedPictureError

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_SEGMENTS = 10_000
"""A PNG of 26 MB in pieces of 8 kB has 3,300; more only serves to keep us busy."""

MOST_SCANS = 64
"""A progressive JPEG has about ten scans; each one costs a decoder a pass over the whole picture."""

_PNG_START = b"\x89PNG\r\n\x1a\n"
_JPEG_START = b"\xff\xd8\xff"

_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_MARKER = re.compile(rb"\xff([^\x00\xff\xd0-\xd7])", re.DOTALL)
"""Inside coded data FF 00 stands for the byte FF, FF D0 to FF D7 are restart marks, and more FFs are padding."""


@dataclass(frozen=True, slots=True)
class Header:
    """`kind`: `jpeg` or `png`; `length`: bytes of the picture itself, whatever follows it."""

    kind: str
    width: int
    height: int
    length: int


def header_of(data: bytes) -> Header:
    """Walks through the whole structure without decoding. Raises NotAPictureError or TruncatedPictureError."""
    if data.startswith(_JPEG_START):
        header = _jpeg(data)
    elif data.startswith(_PNG_START):
        header = _png(data)
    else:
        raise NotAPictureError(f"{len(data)} bytes, beginning {data[:8].hex(' ')}")
    if not (header.width and header.height):
        raise NotAPictureError(f"{header.kind} of {header.width} x {header.height}")
    return header


def _jpeg(data: bytes) -> Header:
    size: tuple[int, int] | None = None
    scans = 0
    for marker, start in _jpeg_segments(data):
        if marker == _EOI:
            if size is None or not scans:
                raise NotAPictureError("a JPEG without a picture in it")
            return Header("jpeg", *size, start)
        if marker in _SIZES and size is None:
            size = _number(data, start + 5), _number(data, start + 3)
        scans += marker == _SOS
        if scans > MOST_SCANS:
            raise NotAPictureError(f"more than {MOST_SCANS} scans")
    raise NotAPictureError(f"more than {MOST_SEGMENTS} segments")


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, int]]:
    """Each marker and where its segment begins: at its length, or behind it for the last."""
    position = 2
    for _ in range(MOST_SEGMENTS):
        found = _MARKER.search(data, position)
        if found is None:
            raise TruncatedPictureError(f"no end within {len(data)} bytes")
        marker, position = found[1][0], found.end()
        if marker == _SOI:
            raise NotAPictureError("a second JPEG inside")
        yield marker, position
        if marker == _EOI:
            return
        position += max(2, _number(data, position))
        if position > len(data):
            raise TruncatedPictureError(f"a segment ends behind {len(data)} bytes")


def _png(data: bytes) -> Header:
    if not b"IHDR".startswith(data[12:16]):
        raise NotAPictureError("a PNG without a size")
    position = len(_PNG_START)
    for _ in range(MOST_SEGMENTS):
        end = position + 12 + _number(data, position, 4)
        if end > len(data):
            raise TruncatedPictureError(f"no end within {len(data)} bytes")
        if data[position + 4 : position + 8] == b"IEND":
            return Header("png", _number(data, 16, 4), _number(data, 20, 4), end)
        position = end
    raise NotAPictureError(f"more than {MOST_SEGMENTS} chunks")


def _number(data: bytes, start: int, size: int = 2) -> int:
    """Big endian. What is missing at the end counts as nothing: the walk notices."""
    return int.from_bytes(data[start : start + size], "big")
