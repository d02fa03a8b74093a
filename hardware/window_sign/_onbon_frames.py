"""Frames of Onbon BX-5K and BX-6K font cards: bytes to packets and back, no I/O.

`A5 x 8 | escaped(header, 14 bytes | data | check, 2 bytes) | 5A`, everything with the low byte first. The header is
destination, source, 6 reserved bytes (00), device type (FE: any), protocol version (02), data length. The check is
CRC-16/ARC over the unescaped header and data. Source: the maker's protocol document, version 1.4
(doc.onbonbx.com/zh/k/potocol), chapters 3 and 4; chapter numbers in this package are those of that document.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

START, END = 0xA5, 0x5A
STARTS = 8
"""One would do; the maker sends eight, so that some may be lost."""

_ESCAPED = {0xA5: b"\xa6\x02", 0xA6: b"\xa6\x01", 0x5A: b"\x5b\x02", 0x5B: b"\x5b\x01"}
_PLAIN = {escaped: bytes((byte,)) for byte, escaped in _ESCAPED.items()}
_ESCAPE_BYTES = frozenset((0xA6, 0x5B))

_HEADER = struct.Struct("<HH6sBBH")
_ANY_DEVICE, _VERSION = 0xFE, 0x02
_CHECK_BYTES = 2

MAX_DATA = 1024
"""A card's receive buffer (5.1.3)."""

_MAX_ESCAPED = 2 * (_HEADER.size + MAX_DATA + _CHECK_BYTES)


@dataclass(frozen=True, slots=True)
class Packet:
    """One message. Cards have addresses from 1, hosts from 0x8000; an answer has the two the other way round."""

    destination: int
    source: int
    data: bytes

    def to_bytes(self) -> bytes:
        header = _HEADER.pack(self.destination, self.source, bytes(6), _ANY_DEVICE, _VERSION, len(self.data))
        body = header + self.data
        escaped = b"".join(_ESCAPED.get(byte, bytes((byte,))) for byte in body + _check(body))
        return bytes((START,)) * STARTS + escaped + bytes((END,))


@dataclass(frozen=True, slots=True)
class BadPacket:
    """Something between a start and an end that is no packet. `reason`: `escape`, `length`, `check` or `incomplete`."""

    reason: str


def crc16(data: bytes) -> int:
    """CRC-16/ARC: polynomial 8005 reflected, start 0; 0xBB3D for "123456789"."""
    value = 0
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ 0xA001 if value & 1 else value >> 1
    return value


class PacketParser:
    """Finds packets in any stream. Keeps at most one packet's bytes.

    A raw A5 always begins a packet and a raw 5A always ends one, so damage never reaches beyond the packet it is in.
    """

    def __init__(self) -> None:
        self._body: bytearray | None = None

    @property
    def pending(self) -> bool:
        """True while bytes are kept that may become a packet."""
        return bool(self._body)

    def feed(self, data: bytes) -> list[Packet | BadPacket]:
        """The packets and the bad packets completed by `data`, in order."""
        return [found for byte in data if (found := self._take(byte)) is not None]

    def _take(self, byte: int) -> Packet | BadPacket | None:
        if byte == START:
            interrupted, self._body = self._body, bytearray()
            return BadPacket("incomplete") if interrupted else None
        if self._body is None:
            return None
        if byte == END:
            body, self._body = bytes(self._body), None
            return _packet(body)
        if len(self._body) == _MAX_ESCAPED:
            self._body = None
            return BadPacket("length")
        self._body.append(byte)
        return None


def _packet(escaped: bytes) -> Packet | BadPacket:
    body = _unescaped(escaped)
    if body is None:
        return BadPacket("escape")
    if len(body) < _HEADER.size + _CHECK_BYTES:
        return BadPacket("length")
    destination, source, _, _, _, length = _HEADER.unpack_from(body)
    checked, check = body[:-_CHECK_BYTES], body[-_CHECK_BYTES:]
    data = checked[_HEADER.size :]
    if len(data) != length:
        return BadPacket("length")
    if _check(checked) != check:
        return BadPacket("check")
    return Packet(destination, source, data)


def _check(body: bytes) -> bytes:
    return crc16(body).to_bytes(_CHECK_BYTES, "little")


def _unescaped(escaped: bytes) -> bytes | None:
    plain = bytearray()
    rest = iter(range(len(escaped)))
    for place in rest:
        if escaped[place] not in _ESCAPE_BYTES:
            plain.append(escaped[place])
            continue
        meant = _PLAIN.get(escaped[place : place + 2])
        if meant is None:
            return None
        plain += meant
        next(rest)
    return bytes(plain)
