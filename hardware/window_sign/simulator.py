"""Window signs seen from their plug: a card of Onbon that answers, and number boards that do not."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from hardware.errors import BadCommandError
from hardware.window_sign._number_frames import FourByteFrame, XunpengFrame
from hardware.window_sign._onbon_commands import Reply
from hardware.window_sign._onbon_frames import BadPacket, Packet
from hardware.window_sign._simulated_panels import NumberPanel, OnbonPanel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hardware.options import Options

PROTOCOLS = ("onbon", "xunpeng", "four-byte")
FAILURES = ("silent", "garbled", "cut-short", "dead", "echo", "dead-echo", "strange")

HOST, CARD = 0x8000, 0x0001
"""The default addresses (chapter 4): who a damaged packet came from and went to, nobody knows."""

_BUSY, _CHECK_WRONG = Reply(1, 0x03), Reply(1, 0x05)
_UNHEARD_OF = b"\xb7\x00\x00\x00\x00"
_RUBBISH = b"\x00\xa5\x5a\xff"


class WindowSignSimulator:
    """A sign of one of PROTOCOLS; its panel is dark at first. Every method may be called from any thread.

    Failures: `silent` shows and does not answer; `garbled`, `cut-short` and `strange` answer damaged, half, and with a
    packet that says nothing known; `dead` does nothing; `echo` is a two-wire line that brings our own bytes back before
    the answer, `dead-echo` one with nobody at its end. A number board in failure `garbled` sends rubbish.
    """

    commands = f"show | fail {'|'.join(FAILURES)} | fail refuse HEX | fail busy-once | ok"

    def __init__(self, protocol: str = "onbon", address: int | None = None) -> None:
        self._lock = threading.RLock()
        self._panel = _panel(protocol, address)
        self._failure: str | None = None
        self._refusal: int | None = None
        self._busy = False

    @classmethod
    def from_options(cls, options: Options) -> WindowSignSimulator:
        address = options.whole("address", 0, most=0x7FFF)
        simulator = cls(options.choice("protocol", "onbon", PROTOCOLS), address or None)
        if fail := options.choice("fail", "", FAILURES):
            simulator.fail(fail)
        return simulator

    @property
    def shown(self) -> str:
        """What a person reads on the panel."""
        with self._lock:
            return self._panel.shown

    def fail(self, failure: str) -> None:
        """One of FAILURES, until `recover`."""
        with self._lock:
            self._failure = failure

    def refuse(self, error: int) -> None:
        """Answers every command with NACK and this CmdError, and does none, until `recover`."""
        with self._lock:
            self._refusal = error

    def be_busy_once(self) -> None:
        """Refuses the next command as busy."""
        with self._lock:
            self._busy = True

    def recover(self) -> None:
        with self._lock:
            self._failure = self._refusal = None
            self._busy = False

    def receive(self, data: bytes) -> bytes:
        with self._lock:
            echo = data if self._failure in ("echo", "dead-echo") else b""
            if self._failure in ("dead", "dead-echo"):
                return echo
            if isinstance(self._panel, OnbonPanel):
                return echo + b"".join([self._disturbed(answer) for answer in self._answers(self._panel, data)])
            self._panel.hear(data)
            return _RUBBISH if self._failure == "garbled" else b""

    def idle(self) -> bytes:
        return b""

    def command(self, line: str) -> str:
        with self._lock:
            self._obey(line)
            if line.split() == ["show"]:
                return self._panel.shown
            refusing = None if self._refusal is None else f"refusing {self._refusal:02x}"
            return ", ".join([self._failure or "no failure", *filter(None, (refusing, "busy" if self._busy else None))])

    def _obey(self, line: str) -> None:
        match line.split():
            case ["show"]:
                pass
            case ["fail", "busy-once"]:
                self._busy = True
            case ["fail", "refuse", code] if len(code) == 2 and set(code.lower()) <= set("0123456789abcdef"):
                self._refusal = int(code, 16)
            case ["fail", failure] if failure in FAILURES:
                self._failure = failure
            case ["ok"]:
                self.recover()
            case _:
                raise BadCommandError(line, self.commands)

    def _answers(self, panel: OnbonPanel, data: bytes) -> Iterator[Packet]:
        for item in panel.hear(data):
            if isinstance(item, BadPacket):
                yield Packet(HOST, CARD, _CHECK_WRONG.to_bytes())
            else:
                yield Packet(item.source, item.destination, self._reply(panel, item.data).to_bytes())

    def _reply(self, panel: OnbonPanel, command: bytes) -> Reply:
        if self._busy:
            self._busy = False
            return _BUSY
        return panel.do(command) if self._refusal is None else Reply(1, self._refusal)

    def _disturbed(self, packet: Packet) -> bytes:
        frame = packet.to_bytes()
        match self._failure:
            case "silent":
                return b""
            case "garbled":
                return frame[:-3] + bytes((frame[-3] ^ 0x01,)) + frame[-2:]
            case "cut-short":
                return frame[: len(frame) // 2]
            case "strange":
                return Packet(packet.destination, packet.source, _UNHEARD_OF).to_bytes()
        return frame


def _panel(protocol: str, address: int | None) -> OnbonPanel | NumberPanel:
    if protocol == "onbon":
        return OnbonPanel(address)
    return NumberPanel(XunpengFrame if protocol == "xunpeng" else FourByteFrame, address)
