"""Scanners that speak the Simple Serial Interface: lit by a command, every packet acknowledged both ways."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import structlog

from hardware.errors import LinkError
from hardware.scanner._base import DEFAULT_TIMING, ScannerBase, Timing
from hardware.scanner._codes import BadCode, CodeCutter, CodeRules
from hardware.scanner._ssi_frames import (
    ACK,
    DECODE_DATA,
    DECODER,
    FROM_DECODER,
    HOST,
    MORE_FOLLOWS,
    NAK,
    RESEND,
    RETRANSMIT,
    START_DECODE,
    STOP_DECODE,
    BadPacket,
    Packet,
    PacketParser,
)
from hardware.scanner.errors import ScannerError, ScannerGarbledError, ScannerRefusedError, ScannerSilentError
from hardware.status import PartHealth, PartStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from hardware.link import Link

ATTEMPTS = 3
"""A packet is sent again twice (Zebra), by the host as by the scanner."""

WAKE = b"\x00"

_log = structlog.get_logger(__name__)


class SsiScanner(ScannerBase):
    """One scanner in host trigger mode that sends packets and wants acknowledgements."""

    lights_again = True

    def __init__(
        self,
        link: Link,
        rules: CodeRules,
        timing: Timing = DEFAULT_TIMING,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(link, rules, timing, clock)
        self._parser = PacketParser(DECODER, FROM_DECODER)
        self._code = CodeCutter(b"", rules.max_bytes)
        self._answers: list[Packet] = []
        self._asking = False
        self._written_at = clock()
        self._complaints = 0
        self._taken = b""
        self._packet_at = clock()

    def health(self) -> PartHealth:
        """Gives the order of the moment once more, start or stop, which changes nothing and is acknowledged."""
        try:
            self._order(START_DECODE if self._armed else STOP_DECODE)
        except ScannerGarbledError as error:
            return PartHealth(PartStatus.UNKNOWN, error.code)
        except ScannerRefusedError as error:
            return PartHealth(PartStatus.OFFLINE, error.detail)
        except (ScannerError, LinkError) as error:
            return PartHealth(PartStatus.OFFLINE, error.code)
        return PartHealth(PartStatus.OK)

    def _light(self) -> None:
        self._order(START_DECODE)

    def _douse(self) -> None:
        self._order(STOP_DECODE)

    def _order(self, opcode: int) -> None:
        """Sends until it is acknowledged."""
        spoke = False
        for attempt in range(1, ATTEMPTS + 1):
            answer = self._ask_once(Packet(opcode, HOST, RETRANSMIT if attempt > 1 else 0))
            if answer is not None and answer.opcode == ACK:
                return
            if answer is not None and answer.data != bytes((RESEND,)):
                raise ScannerRefusedError(f"nak_{answer.data.hex()}")
            spoke = spoke or self._byte_at >= self._written_at
            _log.info("scanner_retry", opcode=opcode, attempt=attempt, spoke=spoke)
        raise (ScannerGarbledError if spoke else ScannerSilentError)(f"opcode_{opcode:02x}")

    def _ask_once(self, packet: Packet) -> Packet | None:
        self._link.write(WAKE)
        self._wait_until(self._clock() + self._timing.wake_s)
        self._answers.clear()
        self._asking = True
        self._written_at = self._clock()
        self._link.write(packet.to_bytes())
        self._wait_until(self._written_at + self._timing.answer_s, lambda: bool(self._answers))
        self._asking = False
        return self._answers[0] if self._answers else None

    def _ends_at(self) -> float | None:
        """Behind a packet that another follows, the scanner is given its time to send that again and again."""
        if self._parser.pending:
            return self._byte_at + self._timing.gap_s
        return self._packet_at + ATTEMPTS * self._timing.resend_s if self._code.pending else None

    def _take(self, data: bytes) -> list[bytes | BadCode]:
        return self._sorted(self._parser.feed(data))

    def _take_silence(self) -> list[bytes | BadCode]:
        if self._parser.pending:
            return self._sorted(self._parser.silence())
        self._code.silence()
        return [BadCode("cut_short")]

    def _sorted(self, items: Iterable[Packet | BadPacket]) -> list[bytes | BadCode]:
        codes: list[bytes | BadCode] = []
        bad = False
        for item in items:
            if isinstance(item, BadPacket):
                bad = True
            elif item.opcode in (ACK, NAK):
                self._answers.append(item)
            else:
                self._link.write(Packet(ACK, HOST).to_bytes())
                codes += self._code_of(item) if item.opcode == DECODE_DATA else []
        if bad and not self._asking:
            codes += self._complain()
        return codes

    def _complain(self) -> list[BadCode]:
        """Asks for the packet once more; when asking did not help, the citizen has to scan again."""
        self._complaints += 1
        if self._complaints == ATTEMPTS:
            self._complaints = 0
            return [BadCode("cut_short")]
        self._link.write(Packet(NAK, HOST, data=bytes((RESEND,))).to_bytes())
        return []

    def _code_of(self, packet: Packet) -> list[bytes | BadCode]:
        """Data is one byte for the kind of code, then the code; a long one comes in several packets.

        A packet that is sent again soon after arming may have been lost the first time before that, and be the code of
        the citizen before: it has to be scanned again.
        """
        same = packet.data == self._taken and self._clock() - self._packet_at < ATTEMPTS * self._timing.resend_s
        self._taken, self._packet_at = packet.data, self._clock()
        self._complaints = 0
        if packet.retransmitted and same:
            return []  # We have it: our acknowledgement was lost.
        if packet.retransmitted and self._clock() - self._armed_at < (ATTEMPTS - 1) * self._timing.resend_s:
            self._code.silence()
            return [BadCode("cut_short")]
        self._code.feed(packet.data[1:])
        return [] if packet.status & MORE_FOLLOWS else self._code.silence()
