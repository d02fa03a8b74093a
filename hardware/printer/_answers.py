"""What a printer says: a byte stream to words. No I/O.

Answers to `10 04 n`, automatic status (ASB) and answers to `1D 72 1` share one line and may come in any order. Bit 4
and the low two bits tell them apart: `0xx1xx10` is a real-time status, `0xx1xx00` begins an automatic status of four
bytes whose others are `0xx0xxxx`, and such a byte that belongs to none answers `1D 72 1`.
"""

from __future__ import annotations

from dataclasses import dataclass

ASB_BYTES = 4


@dataclass(frozen=True, slots=True)
class RealTimeStatus:
    """The answer to `10 04 n`; which n, it does not say."""

    byte: int


@dataclass(frozen=True, slots=True)
class AutomaticStatus:
    """Four bytes that the printer sends when something has changed."""

    packet: bytes


@dataclass(frozen=True, slots=True)
class PaperStatus:
    """The answer to `1D 72 1`: each pair of bits both on or both off."""

    byte: int


@dataclass(frozen=True, slots=True)
class Stray:
    """A byte that is none of these."""

    byte: int


Word = RealTimeStatus | AutomaticStatus | PaperStatus | Stray


class AnswerParser:
    """Keeps at most three bytes: those of an automatic status that is not complete."""

    def __init__(self) -> None:
        self._packet = bytearray()

    def feed(self, data: bytes) -> list[Word]:
        """The words completed by `data`, in order."""
        return [word for byte in data if (word := self._take(byte))]

    def forget(self) -> None:
        """After a silence: what is not complete never will be."""
        self._packet.clear()

    def _take(self, byte: int) -> Word | None:
        if byte & 0x93 == 0x12:
            return RealTimeStatus(byte)
        if byte & 0x93 == 0x10:
            self._packet[:] = (byte,)
            return None
        if byte & 0x90:
            return Stray(byte)
        if self._packet:
            return self._continued(byte)
        return PaperStatus(byte) if byte in (0x00, 0x03, 0x0C, 0x0F) else Stray(byte)

    def _continued(self, byte: int) -> Word | None:
        self._packet.append(byte)
        if len(self._packet) < ASB_BYTES:
            return None
        word = AutomaticStatus(bytes(self._packet))
        self._packet.clear()
        return word
