"""A GSM modem seen from its plug: AT commands, a network behind it, and ways to fail."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from hardware.errors import BadCommandError
from hardware.modem._simulated_modem import SimulatedModem
from hardware.modem._simulated_network import REPORTS, SimulatedNetwork

if TYPE_CHECKING:
    from collections.abc import Callable

    from hardware.modem._simulated_network import SimulatedMessage
    from hardware.options import Options

FAILURES = (
    "silent",
    "garbled",
    "hung-in-prompt",
    "deaf-until-reset",
    "deaf-until-restart",
    "no-sim",
    "pin-needed",
    "no-network",
    "no-word",
    "reset-in-the-middle",
    "wants-confirmation",
    "no-reports",
    "chatty",
)

RESTART_S = 2.0
REPORT_AFTER_S = 2.0


class ModemSimulator:
    """Every method may be called from any thread. It starts with echo on and in text mode, as modems do.

    Failures: `hung-in-prompt` takes everything for a text until an escape; the `deaf` ones hear only ATZ or
    AT+CFUN=1,1, which mends them; `no-word` sends and says nothing about it; `reset-in-the-middle` restarts, once,
    instead of sending; `wants-confirmation` refuses AT+CSMS=0 and repeats each report until AT+CNMA; `no-reports`
    refuses AT+CNMI; `chatty` puts other lines in front of every answer.
    """

    commands = (
        f"sent | say LINE | fail {'|'.join(FAILURES)} | fail cms N | fail cms N part K | ok | "
        f"report {'|'.join(REPORTS)} | report after SECONDS | report status HEX"
    )

    def __init__(
        self,
        report: str = "once",
        report_after_s: float = REPORT_AFTER_S,
        restart_s: float = RESTART_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._lock = threading.RLock()
        self._network = SimulatedNetwork(clock, report, report_after_s)
        self._modem = SimulatedModem(self._network, restart_s, clock)

    @classmethod
    def from_options(cls, options: Options) -> ModemSimulator:
        simulator = cls(
            report=options.choice("report", "once", REPORTS),
            report_after_s=options.number("report_after_s", REPORT_AFTER_S),
            restart_s=options.number("restart_s", RESTART_S),
        )
        if fail := options.choice("fail", "", FAILURES):
            simulator.fail(fail)
        return simulator

    @property
    def messages(self) -> list[SimulatedMessage]:
        """What telephones got, whole messages only, the oldest first."""
        with self._lock:
            return list(self._network.messages)

    @property
    def torn(self) -> int:
        """How many messages lack a part."""
        with self._lock:
            return self._network.torn

    @property
    def restarts(self) -> int:
        with self._lock:
            return self._modem.restarts

    def fail(self, failure: str) -> None:
        """One of FAILURES, until `recover`."""
        with self._lock:
            self._modem.failure = failure
            if failure == "hung-in-prompt":
                self._modem.hang_in_prompt()

    def refuse(self, number: int, part: int | None = None) -> None:
        """+CMS ERROR for every text, or for this part of messages of several, until `recover`."""
        with self._lock:
            self._modem.refusal = (number, part)

    def recover(self) -> None:
        with self._lock:
            if self._modem.failure == "hung-in-prompt":
                self._modem.leave_prompt()
            self._modem.failure = self._modem.refusal = None

    def say(self, line: str) -> None:
        """A line that nobody asked for, as soon as the modem may say it."""
        with self._lock:
            self._modem.unasked.append(line)

    def receive(self, data: bytes) -> bytes:
        with self._lock:
            if self._modem.failure == "silent":
                return b""
            return self._disturbed(b"".join([self._modem.take(byte) for byte in data]))

    def idle(self) -> bytes:
        with self._lock:
            return b"" if self._modem.failure == "silent" else self._disturbed(self._modem.idle())

    def command(self, line: str) -> str:
        with self._lock:
            match line.split():
                case ["sent"]:
                    return self._sent()
                case ["say", *_]:
                    self.say(line.split(maxsplit=1)[1] if len(line.split()) > 1 else "")
                case _:
                    self._obey(line)
            refusal = "" if self._modem.refusal is None else f", refusing with {self._modem.refusal[0]}"
            return f"{self._modem.failure or 'no failure'}{refusal}, report {self._network.report}"

    def _obey(self, line: str) -> None:
        match line.split():
            case ["fail", "cms", number] if number.isdecimal():
                self.refuse(int(number))
            case ["fail", "cms", number, "part", part] if number.isdecimal() and part.isdecimal():
                self.refuse(int(number), int(part))
            case ["fail", failure] if failure in FAILURES:
                self.fail(failure)
            case ["ok"]:
                self.recover()
            case ["report", times] if times in REPORTS:
                self._network.report = times
            case ["report", "after", seconds] if seconds.isdecimal():
                self._network.report_after_s = int(seconds)
            case ["report", "status", code] if len(code) == 2 and set(code.lower()) <= set("0123456789abcdef"):
                self._network.status = int(code, 16)
            case _:
                raise BadCommandError(line, self.commands)

    def _sent(self) -> str:
        torn = f"; {self._network.torn} torn" if self._network.torn else ""
        messages = (
            f"{' '.join(message.text.split())} (to …{message.number[-4:]})" for message in self._network.messages
        )
        return ("; ".join(messages) or "nothing") + torn

    def _disturbed(self, answer: bytes) -> bytes:
        return bytes(byte | 0x80 for byte in answer) if self._modem.failure == "garbled" else answer
