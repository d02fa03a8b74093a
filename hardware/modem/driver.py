"""Sends SMS through a modem that speaks AT commands in PDU mode, and says truthfully what became of each."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from hardware.errors import LinkError
from hardware.modem._connection import DEFAULT_TIMING, UNCLEAR, Connection, Timing
from hardware.modem._inbox import Inbox
from hardware.modem._numbers import PhoneNumber
from hardware.modem._parts import parts_of
from hardware.modem._results import BAD_PDU, NETWORK_TIMEOUT, SIM_ERRORS, Kind, cms_failure
from hardware.modem._tpdu import Place, Submit
from hardware.modem.errors import ModemError
from hardware.modem.outcome import NotSent, PartlySent, Reason, Sent, Unknown
from hardware.status import PartHealth, PartStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hardware.link import Link
    from hardware.modem._results import Result
    from hardware.modem.outcome import DeliveryReport, SendOutcome

STORED_SERVICE_CENTRE = "00"
"""In front of the TPDU, not counted in its length: use the service centre that the SIM holds."""

_REFERENCE = re.compile(r"\+CMGS: ?([0-9]{1,3})(?:,.*)?")

_OF_THE_WIRE = frozenset(("no_prompt", "refused", f"cms_{BAD_PDU}"))
"""Failures of which lost bytes are the likely cause, and after which nothing was sent: tried once more at once."""

_UNKNOWN_HEALTH = UNCLEAR | {"garbled_answer", "no_answer"}

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _NoWord:
    """A part was handed over and it is not known what became of it."""

    detail: str


class Modem:
    """One modem with one SIM, used from one thread. It opens its port anew by itself when it was lost.

    `message` is the first number, 0 to 255, by which a telephone knows the parts of one message; the caller makes it
    up, so that after a restart of the program it does not begin at the same one again.
    """

    def __init__(
        self,
        link: Link,
        reopen: Callable[[], Link],
        message: int,
        timing: Timing = DEFAULT_TIMING,
        clock: Callable[[], float] = time.monotonic,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._inbox = Inbox()
        self._connection = Connection(link, reopen, self._inbox, timing, clock, pause)
        self._message = message
        self._timing = timing

    def send(self, number: str, text: str) -> SendOutcome:
        """Sends a text in UCS2, in as many parts as it needs, and asks for a delivery report of each.

        `number` with its country code behind a + or as the SIM's network dials it. Takes seconds, with a network that
        does not answer two minutes a part, with a modem that has to be restarted two minutes more. Never raises for a
        modem, a SIM, a network or a line that is not well.
        """
        try:
            destination, parts = PhoneNumber.parse(number), parts_of(text)
        except ModemError as error:
            return _told(NotSent(Reason.NEVER_AGAIN, error.detail))
        return _told(self._make_ready() or self._send_parts(destination, parts))

    def poll_reports(self, timeout_s: float) -> list[DeliveryReport]:
        """The delivery reports that came since the last call; waits up to `timeout_s` for one if there are none.

        Each is handed out once. Raises LinkError; the port is opened anew at the next call.
        """
        try:
            if not self._inbox:
                self._listen(timeout_s)
            self._connection.confirm_reports()
        except LinkError as error:
            self._connection.drop(error)
            if not self._inbox:
                raise
        return self._inbox.take()

    def health(self) -> PartHealth:
        """`OK` if the modem answers, its SIM is ready, and it is in a network; then `detail` is the signal strength,
        `signal_0` to `signal_31`, or `no_delivery_reports`. Never restarts the modem, never raises.
        """
        try:
            self._connection.connect(0)
            trouble = self._prepare(may_restart=False)
            if trouble is not None:
                unknown = trouble.detail in _UNKNOWN_HEALTH
                return PartHealth(PartStatus.UNKNOWN if unknown else PartStatus.OFFLINE, trouble.detail)
            signal = self._connection.signal()
        except LinkError as error:
            self._connection.drop(error)
            return PartHealth(PartStatus.OFFLINE, error.code)
        return PartHealth(PartStatus.OK, signal if self._connection.reports_come else "no_delivery_reports")

    def close(self) -> None:
        self._connection.close()

    def _listen(self, timeout_s: float) -> None:
        channel = self._connection.connect(0)
        if not self._connection.is_set_up():
            trouble = self._connection.wake(may_restart=False) or self._connection.set_up()
            if trouble is not None:
                _log.warning("modem_not_set_up", detail=trouble.detail)
        channel.listen(timeout_s, until_report=True)

    def _make_ready(self) -> NotSent | None:
        """None when a message can be sent. A port that was lost since the last message is opened anew."""
        try:
            self._connection.connect(0)
            return self._sendable()
        except LinkError as error:
            self._connection.drop(error)
        try:
            self._connection.connect(self._timing.return_s)
            return self._sendable()
        except LinkError as error:
            self._connection.drop(error)
            return NotSent(Reason.MODEM_ILL, error.code)

    def _sendable(self) -> NotSent | None:
        trouble = self._prepare(may_restart=True)
        return None if trouble is not None and trouble.detail in UNCLEAR else trouble

    def _prepare(self, *, may_restart: bool) -> NotSent | None:
        connection = self._connection
        return connection.wake(may_restart=may_restart) or connection.set_up() or connection.check()

    def _send_parts(self, destination: PhoneNumber, parts: Sequence[bytes]) -> SendOutcome:
        message = self._next_message()
        references: list[int] = []
        for number, text in enumerate(parts, start=1):
            place = Place(message, len(parts), number) if len(parts) > 1 else None
            word = self._send_part(Submit(destination, text, place))
            if isinstance(word, _NoWord):
                return Unknown(tuple(references), len(parts), word.detail)
            if isinstance(word, NotSent):
                if not references:
                    return word
                return PartlySent(tuple(references), len(parts), word.reason, word.detail)
            references.append(word)
        return Sent(tuple(references))

    def _next_message(self) -> int:
        message = self._message
        self._message = (message + 1) % 256
        return message

    def _send_part(self, part: Submit) -> int | NotSent | _NoWord:
        word = self._try_part(part)
        if isinstance(word, NotSent) and word.detail in _OF_THE_WIRE:
            _log.info("sms_retry", detail=word.detail)
            word = self._try_part(part)
        return word

    def _try_part(self, part: Submit) -> int | NotSent | _NoWord:
        """The network's reference, or what there was instead."""
        tpdu = part.to_bytes()
        try:
            refusal = self._ask_for_prompt(len(tpdu))
        except LinkError as error:
            self._connection.drop(error)
            return NotSent(Reason.MODEM_ILL, error.code)
        if refusal is not None:
            return refusal
        try:
            return self._hand_over(STORED_SERVICE_CENTRE + tpdu.hex().upper())
        except LinkError as error:
            self._connection.drop(error)
            return _NoWord(error.code)

    def _ask_for_prompt(self, length: int) -> NotSent | None:
        channel = self._connection.connect(0)
        result = channel.ask(f"AT+CMGS={length}", self._timing.prompt_s)
        if result.kind is Kind.PROMPT:
            return None
        if result.kind is Kind.CMS:
            return cms_failure(result.number)
        if result.kind is Kind.CME and result.number in SIM_ERRORS:
            return SIM_ERRORS[result.number]
        channel.escape(self._timing.escape_s)
        return NotSent(Reason.TRY_AGAIN, "modem_restarted" if result.kind is Kind.RESTARTED else "no_prompt")

    def _hand_over(self, pdu: str) -> int | NotSent | _NoWord:
        channel = self._connection.connect(0)
        result = channel.hand_over(pdu, self._timing.send_s)
        if result.kind in (Kind.SILENT, Kind.GARBLED):
            channel.escape(self._timing.escape_s)
        return _word_in(result)


def _word_in(result: Result) -> int | NotSent | _NoWord:
    """What the answer to a text that was handed over comes to."""
    match = result.matched(_REFERENCE)
    if result.kind in (Kind.CMS, Kind.CME, Kind.ERROR):
        if result.kind is not Kind.CMS:
            return NotSent(Reason.TRY_AGAIN, "refused")
        return _NoWord(f"cms_{NETWORK_TIMEOUT}") if result.number == NETWORK_TIMEOUT else cms_failure(result.number)
    if match is not None and int(match[1]) < 256:
        return int(match[1])
    if result.kind is Kind.OK:
        return _NoWord("no_reference")
    return _NoWord("modem_restarted" if result.kind is Kind.RESTARTED else "no_word_after_text")


def _told(outcome: SendOutcome) -> SendOutcome:
    match outcome:
        case Sent(references):
            _log.info("sms_sent", parts=len(references))
        case NotSent(reason, detail):
            _log.warning("sms_not_sent", reason=reason.value, detail=detail)
        case PartlySent(references, parts, reason, detail):
            _log.warning("sms_partly_sent", sent=len(references), parts=parts, reason=reason.value, detail=detail)
        case Unknown(references, parts, detail):
            _log.warning("sms_unknown", sent=len(references), parts=parts, detail=detail)
    return outcome
