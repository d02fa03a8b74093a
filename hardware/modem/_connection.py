"""Brings a modem to where it takes a message: opens its port, wakes it, sets it up, and looks at SIM and network."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from hardware.errors import LinkClosedError, LinkError
from hardware.modem._channel import Channel
from hardware.modem._results import REGISTERED, SIM_ERRORS, SIM_STATES, UNREGISTERED, Kind
from hardware.modem.outcome import NotSent, Reason
from hardware.timing import Scalable

if TYPE_CHECKING:
    from collections.abc import Callable

    from hardware.link import Link
    from hardware.modem._inbox import Inbox
    from hardware.modem._results import Result

NO_NETWORK = NotSent(Reason.TRY_AGAIN, "no_network")

ATTEMPTS = 2
"""For commands that may be given again: one lost byte must not pass for a modem that cannot."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Timing(Scalable):
    """Seconds."""

    wake_s: float = 1.0
    """A modem answers AT within 0.3 s (modem manuals, B)."""

    escape_s: float = 0.5
    """What a modem still says when it leaves the prompt comes at once."""

    answer_s: float = 5.0
    """The longest that manuals allow for AT+CPIN?, when the SIM is asked; other commands take 0.3 s (B)."""

    prompt_s: float = 5.0
    """The prompt comes at once; a modem that is just receiving a message takes a moment (C)."""

    send_s: float = 120.0
    """Quectel: AT+CMGS is answered after 120 s at the latest, as the network lets it wait (A)."""

    going_down_s: float = 5.0
    """Between the OK to a restart and the restart some modems still answer (C)."""

    restart_s: float = 60.0
    """Modems take 10 to 30 s to start (C)."""

    restart_every_s: float = 600.0
    """A modem that a restart does not help is not to be kept off the network by restarts."""

    return_s: float = 30.0
    """How long a port that was lost is waited for: a USB modem that restarts is back after some 15 s (C)."""

    reopen_every_s: float = 1.0
    """Between two tries to open a port that is not there."""


DEFAULT_TIMING = Timing()

UNCLEAR = frozenset(("sim_unknown", "network_unknown"))
"""The modem did not say. Whether a message can be sent, it will say of the message."""

_SIM = re.compile(r"\+CPIN: ?(.+)")
_NETWORK = re.compile(r"\+CE?REG: ?[0-9],([0-9]{1,2})(?:,.*)?")
_SIGNAL = re.compile(r"\+CSQ: ?([0-9]{1,2}),[0-9]{1,2}")
_NO_SIGNAL_KNOWN = 99


class Connection:
    """One modem on one port. Methods raise LinkError if they do not say otherwise; then `drop` and `connect` again."""

    def __init__(
        self,
        link: Link,
        reopen: Callable[[], Link],
        inbox: Inbox,
        timing: Timing,
        clock: Callable[[], float],
        pause: Callable[[float], None],
    ) -> None:
        self.reports_come = False
        self._reopen = reopen
        self._inbox = inbox
        self._timing = timing
        self._clock = clock
        self._pause = pause
        self._channel: Channel | None = Channel(link, inbox, clock)
        self._closed = False
        self._is_set_up = False
        self._must_confirm = False
        self._restarted_at: float | None = None

    def connect(self, patience_s: float) -> Channel:
        """The open channel. A port that was lost is tried for `patience_s`, at least once."""
        if self._closed:
            raise LinkClosedError("modem", "closed")
        deadline = self._clock() + patience_s
        while self._channel is None:
            try:
                self._channel = Channel(self._reopen(), self._inbox, self._clock)
                _log.info("modem_port_back")
            except LinkError:
                if self._clock() >= deadline:
                    raise
                self._pause(self._timing.reopen_every_s)
        return self._channel

    def drop(self, error: LinkError) -> None:
        """Gives up a port that failed. Never raises."""
        if self._channel is not None:
            _log.warning("modem_port_lost", code=error.code)
            self._channel.close()
        self._channel = None
        self._is_set_up = False

    def close(self) -> None:
        """For good: LinkClosedError from here on."""
        if self._channel is not None:
            self._channel.close()
        self._channel = None
        self._closed = True

    def wake(self, *, may_restart: bool) -> NotSent | None:
        """Gets an answer out of the modem, by gentle means first. None when it answers."""
        result = self._call()
        steps = (self._escape, self._reset, self._restart) if may_restart else (self._escape,)
        for step in steps:
            if result.kind is Kind.OK:
                return None
            _log.info("modem_not_answering", heard=result.kind.value, step=step.__name__.strip("_"))
            step()
            result = self._call()
        if result.kind is Kind.OK:
            return None
        return NotSent(Reason.MODEM_ILL, "modem_silent" if result.kind is Kind.SILENT else "garbled_answer")

    def set_up(self) -> NotSent | None:
        """PDU mode, errors as numbers, no echo, delivery reports to us. Done before every message: a modem that
        restarted by itself has forgotten it all, and in text mode it takes the length of a PDU for a telephone number.
        """
        self._insist("ATE0")
        self._insist("AT+CMEE=1")
        mode = self._insist("AT+CMGF=0")
        if mode.kind in (Kind.ERROR, Kind.CMS, Kind.CME):
            return NotSent(Reason.MODEM_ILL, "no_pdu_mode")
        if mode.kind is not Kind.OK:
            return NotSent(Reason.TRY_AGAIN, "no_answer")
        self._must_confirm = self._insist("AT+CSMS=0").kind is not Kind.OK
        self.reports_come = self._insist("AT+CNMI=2,1,0,1,0").kind is Kind.OK
        self._open_channel().restarted = False
        self._is_set_up = True
        return None

    def is_set_up(self) -> bool:
        """False after a lost port and after a restart that the modem told of."""
        return self._is_set_up and not self._open_channel().restarted

    def check(self) -> NotSent | None:
        """Asks for SIM and network. None when a message can be sent."""
        return self._sim() or self._network()

    def signal(self) -> str:
        """`signal_0` (-113 dBm or less) to `signal_31` (-51 dBm or more), or `signal_unknown` (27.007, 8.5)."""
        match = self._ask("AT+CSQ").matched(_SIGNAL)
        unknown = match is None or int(match[1]) == _NO_SIGNAL_KNOWN
        return "signal_unknown" if match is None or unknown else f"signal_{int(match[1])}"

    def confirm_reports(self) -> None:
        """With AT+CSMS=1 the network repeats a report until it is confirmed."""
        while self._inbox.unconfirmed:
            self._inbox.unconfirmed -= 1
            if self._must_confirm:
                self._ask("AT+CNMA")

    def _sim(self) -> NotSent | None:
        result = self._insist("AT+CPIN?")
        if result.kind is Kind.CME and result.number in SIM_ERRORS:
            return SIM_ERRORS[result.number]
        match = result.matched(_SIM)
        if match is None:
            return NotSent(Reason.TRY_AGAIN, "sim_unknown")
        return None if match[1] == "READY" else SIM_STATES.get(match[1], NotSent(Reason.MODEM_ILL, "sim_locked"))

    def _network(self) -> NotSent | None:
        """Either registration will do: in LTE alone +CREG may stay at 0, before LTE there is no +CEREG."""
        states = []
        for command in ("AT+CREG?", "AT+CEREG?"):
            match = self._insist(command).matched(_NETWORK)
            if match is not None and int(match[1]) in REGISTERED:
                return None
            states += [int(match[1])] if match is not None else []
        if not states:
            return NotSent(Reason.TRY_AGAIN, "network_unknown")
        return next((UNREGISTERED[state] for state in states if state in UNREGISTERED), NO_NETWORK)

    def _ask(self, command: str) -> Result:
        return self._open_channel().ask(command, self._timing.answer_s)

    def _insist(self, command: str) -> Result:
        result = self._ask(command)
        for _ in range(1, ATTEMPTS):
            if result.kind is Kind.OK or result.kind is Kind.CME:
                break
            result = self._ask(command)
        return result

    def _call(self) -> Result:
        return self._open_channel().ask("AT", self._timing.wake_s)

    def _open_channel(self) -> Channel:
        return self.connect(0)

    def _escape(self) -> None:
        """A modem that waits for a text takes every command for a part of it."""
        self._open_channel().escape(self._timing.escape_s)

    def _reset(self) -> None:
        self._ask("ATZ")

    def _restart(self) -> None:
        now = self._clock()
        if self._restarted_at is not None and now - self._restarted_at < self._timing.restart_every_s:
            _log.warning("modem_restart_put_off")
            return
        self._restarted_at = now
        _log.warning("modem_restart")
        try:
            self._ask("AT+CFUN=1,1")
            self._open_channel().listen(self._timing.going_down_s)
        except LinkError as error:
            self.drop(error)
        self._wait_until_up(now + self._timing.restart_s)

    def _wait_until_up(self, until: float) -> None:
        while self._clock() < until:
            try:
                if self.connect(until - self._clock()).ask("AT", self._timing.wake_s).kind is Kind.OK:
                    return
            except LinkError as error:
                self.drop(error)
                self._pause(self._timing.reopen_every_s)
