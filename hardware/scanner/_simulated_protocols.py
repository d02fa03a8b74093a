"""Scan modules as seen from their plugs, one class a protocol: what they answer, when they are lit, how codes leave."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Protocol

from hardware.scanner._grow_frames import DONE, READ, Answer, CommandParser
from hardware.scanner._ssi_frames import (
    ACK,
    DECODE_DATA,
    DECODER,
    FROM_HOST,
    HOST,
    MORE_FOLLOWS,
    NAK,
    RESEND,
    RETRANSMIT,
    START_DECODE,
    BadPacket,
    Packet,
    PacketParser,
)

if TYPE_CHECKING:
    from hardware.scanner._grow_frames import Command

SSI_CHUNK_BYTES = 250
"""The length is one byte: 255 less head and kind of code."""

SSI_RESENDS = 2
SSI_RESEND_S = 2.0
SSI_FALLS_ASLEEP_S = 1.0
SSI_KIND_QR = 0xF1

_TRIGGER_REGISTER = 0x0002
_BAUD_9600 = {0x002A: 0x39, 0x002B: 0x01}


class SimulatedProtocol(Protocol):
    cut_short: bool
    """Whether codes leave by half."""

    def lit(self, now: float) -> bool: ...

    def receive(self, data: bytes, now: float) -> bytes:
        """What it answers at once."""

    def see(self, code: bytes, now: float) -> bytes:
        """A code lies before the lit module: what leaves at once."""

    def due(self, now: float) -> bytes:
        """What leaves because time went by."""


class LineProtocol:
    """Always lit, hears nothing."""

    def __init__(self, suffix: bytes) -> None:
        self.cut_short = False
        self._suffix = suffix

    def lit(self, now: float) -> bool:  # noqa: ARG002 - always
        return True

    def receive(self, data: bytes, now: float) -> bytes:  # noqa: ARG002 - hears nothing
        return b""

    def see(self, code: bytes, now: float) -> bytes:  # noqa: ARG002 - at once
        return code[: len(code) // 2] if self.cut_short else code + self._suffix

    def due(self, now: float) -> bytes:  # noqa: ARG002 - never
        return b""


class GrowProtocol:
    """Lit by a write to register 2, for `read_s` or until a code came."""

    def __init__(self, suffix: bytes, read_s: float) -> None:
        self.cut_short = False
        self._text = LineProtocol(suffix)
        self._read_s = read_s
        self._parser = CommandParser()
        self._registers = dict(_BAUD_9600)
        self._lit_until = 0.0

    def lit(self, now: float) -> bool:
        return now < self._lit_until

    def receive(self, data: bytes, now: float) -> bytes:
        return b"".join(self._answer(command, now).to_bytes() for command in self._parser.feed(data))

    def see(self, code: bytes, now: float) -> bytes:
        self._lit_until = now
        self._text.cut_short = self.cut_short
        return self._text.see(code, now)

    def due(self, now: float) -> bytes:  # noqa: ARG002 - a module that saw nothing says nothing
        return b""

    def _answer(self, command: Command, now: float) -> Answer:
        if command.type == READ:
            count = command.data[0] if command.data else 0
            return Answer(0, bytes(self._registers.get(command.address + offset, 0) for offset in range(count)))
        for offset, value in enumerate(command.data):
            self._registers[command.address + offset] = value
        if command.address == _TRIGGER_REGISTER and command.data:
            self._lit_until = now + self._read_s if command.data[0] & 1 else now
        return DONE


class SsiProtocol:
    """Lit by START_DECODE, and looks for nothing while it has a code to get rid of.

    Asleep after a second without a byte: then the first byte wakes it and is lost.
    """

    def __init__(self, read_s: float) -> None:
        self.cut_short = False
        self._read_s = read_s
        self._parser = PacketParser(HOST, FROM_HOST)
        self._lit_until = 0.0
        self._awake_until = 0.0
        self._waiting: deque[Packet] = deque()
        self._sendings = 0
        self._sent_at = 0.0

    def lit(self, now: float) -> bool:
        return now < self._lit_until and not self._waiting

    def receive(self, data: bytes, now: float) -> bytes:
        heard = data if now < self._awake_until else data[1:]
        self._awake_until = now + SSI_FALLS_ASLEEP_S
        return b"".join(self._answer(packet, now) for packet in self._parser.feed(heard))

    def see(self, code: bytes, now: float) -> bytes:
        self._lit_until = now
        chunks = [code[start : start + SSI_CHUNK_BYTES] for start in range(0, len(code), SSI_CHUNK_BYTES)]
        idle = not self._waiting
        for chunk in chunks:
            status = 0 if chunk is chunks[-1] else MORE_FOLLOWS
            self._waiting.append(Packet(DECODE_DATA, DECODER, status, bytes((SSI_KIND_QR,)) + chunk))
        return self._send(now) if idle else b""

    def due(self, now: float) -> bytes:
        if not self._waiting or now - self._sent_at < SSI_RESEND_S:
            return b""
        if self._sendings > SSI_RESENDS:
            self._waiting.clear()
            return b""
        return self._send(now)

    def _answer(self, packet: Packet | BadPacket, now: float) -> bytes:
        if isinstance(packet, BadPacket):
            return Packet(NAK, DECODER, data=bytes((RESEND,))).to_bytes()
        if packet.opcode == ACK:
            if self._waiting:
                self._waiting.popleft()
            self._sendings = 0
            return self._send(now) if self._waiting else b""
        if packet.opcode == NAK:
            return self._send(now) if self._waiting and self._sendings <= SSI_RESENDS else b""
        self._lit_until = now + self._read_s if packet.opcode == START_DECODE else now
        return Packet(ACK, DECODER).to_bytes()

    def _send(self, now: float) -> bytes:
        packet = self._waiting[0]
        again = RETRANSMIT if self._sendings else 0
        self._sendings += 1
        self._sent_at = now
        self._awake_until = now + SSI_FALLS_ASLEEP_S
        sent = Packet(packet.opcode, packet.source, packet.status | again, packet.data).to_bytes()
        return sent[: len(sent) // 2] if self.cut_short else sent
