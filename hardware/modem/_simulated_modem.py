"""The inside of a simulated modem: bytes to bytes, settings, a prompt, restarts, and ways to fail. Not thread-safe."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hardware.modem._tpdu import StatusReport, Submit, without_service_centre

if TYPE_CHECKING:
    from collections.abc import Callable

    from hardware.modem._simulated_network import SimulatedNetwork

REPEAT_S = 0.5
"""After so long a report that was to be confirmed and was not is sent again."""

SERVICE_CENTRE = bytes.fromhex("0891683108200105F0")

_MOST_PENDING = 2048
_END_OF_LINE, _LINE_FEED, _ESCAPE, _END_OF_TEXT = 0x0D, 0x0A, 0x1B, 0x1A
_HEX = re.compile(rb"(?:[0-9A-Fa-f]{2})+")
_SUBMIT = re.compile(r"AT\+CMGS=([0-9]{1,3})")
_CHATTER = "\r\n^RSSI:20\r\n\r\n+CREG: 1\r\n\r\nRING\r\n"


@dataclass(slots=True)
class _Settings:
    """As after a restart: echo on, text mode, errors without numbers, no reports."""

    echo: bool = True
    pdu_mode: bool = False
    numbered_errors: bool = False
    reports: bool = False


class SimulatedModem:
    """`failure`, `refusal` (a +CMS ERROR and the part it is for, None for all) and `unasked` may be set at any time."""

    def __init__(self, network: SimulatedNetwork, restart_s: float, clock: Callable[[], float]) -> None:
        self.failure: str | None = None
        self.refusal: tuple[int, int | None] | None = None
        self.unasked: deque[str] = deque(maxlen=100)
        self.restarts = 0
        self._network = network
        self._restart_s = restart_s
        self._clock = clock
        self._settings = _Settings()
        self._pending = bytearray()
        self._text_length: int | None = None
        self._up_at: float | None = None
        self._unconfirmed: deque[tuple[float, StatusReport]] = deque()

    def hang_in_prompt(self) -> None:
        self._text_length = 0

    def leave_prompt(self) -> None:
        self._text_length = None
        self._pending.clear()

    def take(self, byte: int) -> bytes:
        """What the modem says to one more byte."""
        if self._up_at is not None:
            return b""
        if self._text_length is None:
            return self._take_command(byte)
        return self._take_text(byte, self._text_length)

    def idle(self) -> bytes:
        """What it says by itself."""
        if self._up_at is not None:
            if self._clock() < self._up_at:
                return b""
            self._up_at = None
            return b"\r\nRDY\r\n"
        if self._text_length is not None or self._pending:
            return b""
        said = "".join(f"\r\n{line}\r\n" for line in self.unasked)
        self.unasked.clear()
        return said.encode("ascii", "replace") + (self._reports() if self._settings.reports else b"")

    def _take_command(self, byte: int) -> bytes:
        echo = bytes((byte,)) if self._settings.echo and not self._is_deaf() else b""
        if byte == _END_OF_LINE:
            line = self._pending.decode("ascii", "replace").strip()
            self._pending.clear()
            return echo + self._said(self._do(line)) if line else echo
        if byte != _LINE_FEED and len(self._pending) < _MOST_PENDING:
            self._pending.append(byte)
        return echo

    def _take_text(self, byte: int, length: int) -> bytes:
        if byte == _ESCAPE:
            self.leave_prompt()
            if self.failure == "hung-in-prompt":
                self.failure = None
            return b"\r\nOK\r\n"
        if self.failure == "hung-in-prompt":
            return b""
        echo = bytes((byte,)) if self._settings.echo else b""
        if byte != _END_OF_TEXT:
            if len(self._pending) < _MOST_PENDING:
                self._pending.append(byte)
            return echo
        text = bytes(self._pending)
        self.leave_prompt()
        return echo + self._said(self._submit(text, length))

    def _is_deaf(self) -> bool:
        return self.failure in ("deaf-until-reset", "deaf-until-restart")

    def _said(self, lines: tuple[str, ...]) -> bytes:
        chatter = _CHATTER if self.failure == "chatty" and lines else ""
        prompt = lines == ("> ",)
        return (chatter + ("\r\n> " if prompt else "".join(f"\r\n{line}\r\n" for line in lines))).encode("ascii")

    def _do(self, line: str) -> tuple[str, ...]:
        if self._is_deaf():
            mended_by = "ATZ" if self.failure == "deaf-until-reset" else "AT+CFUN=1,1"
            if line != mended_by:
                return ()
            self.failure = None
        announced = _SUBMIT.fullmatch(line)
        if announced:
            return self._prompt(int(announced[1]))
        if line.endswith("?") or line == "AT+CSQ":
            return self._answer(line)
        return self._set(line)

    def _set(self, line: str) -> tuple[str, ...]:
        settings = self._settings
        match line:
            case "AT":
                pass
            case "ATE0" | "ATE1":
                settings.echo = line.endswith("1")
            case "ATZ":
                self._settings = _Settings()
            case "AT+CMEE=0" | "AT+CMEE=1":
                settings.numbered_errors = line.endswith("1")
            case "AT+CMGF=0" | "AT+CMGF=1":
                settings.pdu_mode = line.endswith("0")
            case "AT+CFUN=1,1":
                self._restart()
            case _:
                return self._set_reports(line)
        return ("OK",)

    def _set_reports(self, line: str) -> tuple[str, ...]:
        match line:
            case "AT+CSMS=0" if self.failure != "wants-confirmation":
                return ("+CSMS: 1,1,1", "OK")
            case "AT+CNMI=2,1,0,1,0" if self.failure != "no-reports":
                self._settings.reports = True
            case "AT+CNMA" if self._unconfirmed:
                self._unconfirmed.popleft()
            case "AT+CNMA":
                return ("+CMS ERROR: 340",)
            case _:
                return ("ERROR",)
        return ("OK",)

    def _answer(self, line: str) -> tuple[str, ...]:
        match line:
            case "AT+CPIN?" if self.failure == "no-sim":
                return ("+CME ERROR: 10" if self._settings.numbered_errors else "ERROR",)
            case "AT+CPIN?":
                return ("+CPIN: SIM PIN" if self.failure == "pin-needed" else "+CPIN: READY", "OK")
            case "AT+CREG?" | "AT+CEREG?":
                return (f"{line[2:-1]}: 0,{0 if self.failure == 'no-network' else 1}", "OK")
            case "AT+CSQ":
                return ("+CSQ: 99,99" if self.failure == "no-network" else "+CSQ: 21,0", "OK")
        return ("ERROR",)

    def _prompt(self, length: int) -> tuple[str, ...]:
        early = {"no-sim": 310, "pin-needed": 311}.get(self.failure or "")
        if early is not None:
            return (f"+CMS ERROR: {early}",)
        if not self._settings.pdu_mode:
            return ("ERROR",)
        self._text_length = length
        return ("> ",)

    def _submit(self, text: bytes, length: int) -> tuple[str, ...]:
        tpdu = without_service_centre(bytes.fromhex(text.decode()), length) if _HEX.fullmatch(text) else None
        part = None if tpdu is None else Submit.from_bytes(tpdu)
        if part is None:
            return ("+CMS ERROR: 304",)
        if self.failure == "no-network":
            return ("+CMS ERROR: 331",)
        if self.failure == "reset-in-the-middle":
            self.failure = None
            self._restart()
            return ()
        if self.refusal is not None:
            number, only_part = self.refusal
            if only_part is None or (part.place is not None and part.place.number == only_part):
                return (f"+CMS ERROR: {number}",)
        reference = self._network.take(part)
        return () if self.failure == "no-word" else (f"+CMGS: {reference}", "OK")

    def _restart(self) -> None:
        self.restarts += 1
        self._settings = _Settings()
        self._pending.clear()
        self._text_length = None
        self._up_at = self._clock() + self._restart_s

    def _reports(self) -> bytes:
        due = self._network.due_reports()
        if self.failure == "wants-confirmation":
            now = self._clock()
            while self._unconfirmed and self._unconfirmed[0][0] <= now:
                due.append(self._unconfirmed.popleft()[1])
            self._unconfirmed.extend((now + REPEAT_S, report) for report in due)
        return b"".join(_announced(report) for report in due)


def _announced(report: StatusReport) -> bytes:
    tpdu = report.to_bytes()
    return f"\r\n+CDS: {len(tpdu)}\r\n{(SERVICE_CENTRE + tpdu).hex().upper()}\r\n".encode()
