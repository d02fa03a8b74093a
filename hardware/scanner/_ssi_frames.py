"""Packets of the Simple Serial Interface (Zebra; Grow GM72): bytes to packets and back, no I/O.

`length | opcode | source | status | data | checksum`. The length counts all but the checksum; the checksum is the two's
complement of the 16-bit sum of all before it, high byte first. Nothing marks a beginning: a packet is known by a source
and an opcode that fit, and believed by its checksum.
"""

from __future__ import annotations

from dataclasses import dataclass

DECODER, HOST = 0x00, 0x04

START_DECODE, STOP_DECODE = 0xE4, 0xE5
ACK, NAK = 0xD0, 0xD1
DECODE_DATA = 0xF3
REPLY_REVISION, CAPABILITIES_REPLY, EVENT = 0xA4, 0xD4, 0xF6

FROM_DECODER = frozenset((ACK, NAK, DECODE_DATA, REPLY_REVISION, CAPABILITIES_REPLY, EVENT))
FROM_HOST = frozenset((ACK, NAK, START_DECODE, STOP_DECODE))

RETRANSMIT, MORE_FOLLOWS = 0x01, 0x02
"""Bits of the status. That bit 1 announces another packet is in newer guides only."""

RESEND, DENIED = 0x01, 0x06
"""Causes of a NAK: the checksum was wrong; not in this mode (a GM72 that is not in host mode)."""

HEAD_BYTES = 4


@dataclass(frozen=True, slots=True)
class Packet:
    opcode: int
    source: int
    status: int = 0
    data: bytes = b""

    def to_bytes(self) -> bytes:
        body = bytes((HEAD_BYTES + len(self.data), self.opcode, self.source, self.status)) + self.data
        return body + checksum(body)

    @property
    def retransmitted(self) -> bool:
        return bool(self.status & RETRANSMIT)


@dataclass(frozen=True, slots=True)
class BadPacket:
    """Something that began like a packet and is none: its checksum is wrong, or its end never came."""


def checksum(body: bytes | bytearray) -> bytes:
    return (-sum(body) & 0xFFFF).to_bytes(2, "big")


class PacketParser:
    """Finds the packets of one source. Keeps at most one packet's bytes, which are 257."""

    def __init__(self, source: int, opcodes: frozenset[int]) -> None:
        self._source = source
        self._opcodes = opcodes
        self._buffer = bytearray()

    @property
    def pending(self) -> bool:
        """True while bytes are kept that may become a packet."""
        return bool(self._buffer)

    def feed(self, data: bytes) -> list[Packet | BadPacket]:
        """The packets and bad packets completed by `data`, in order."""
        self._buffer += data
        found: list[Packet | BadPacket] = []
        while self._skip_to_head() and len(self._buffer) >= HEAD_BYTES:
            size = self._buffer[0]
            if len(self._buffer) < size + 2:
                break
            body = bytes(self._buffer[:size])
            if self._buffer[size : size + 2] == checksum(body):
                found.append(Packet(body[1], body[2], body[3], body[HEAD_BYTES:]))
                del self._buffer[: size + 2]
            else:
                found.append(BadPacket())
                del self._buffer[:1]
        return found

    def silence(self) -> list[Packet | BadPacket]:
        """What was kept is no packet, but for whole ones behind its head."""
        found: list[Packet | BadPacket] = []
        while self._buffer:
            del self._buffer[:1]
            found += [BadPacket(), *self.feed(b"")]
        return found

    def _skip_to_head(self) -> bool:
        """Drops what cannot be a head; true if something is left that may be one."""
        skipped = 0
        while skipped < len(self._buffer) and not self._may_be_head(self._buffer[skipped : skipped + 3]):
            skipped += 1
        del self._buffer[:skipped]
        return bool(self._buffer)

    def _may_be_head(self, head: bytes | bytearray) -> bool:
        if head[0] < HEAD_BYTES:
            return False
        return (len(head) < 2 or head[1] in self._opcodes) and (len(head) < 3 or head[2] == self._source)
