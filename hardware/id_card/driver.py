"""Talks to a SAM_V reader: finds, selects and reads a card, and asks the reader how it is."""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import structlog

from hardware.errors import LinkError
from hardware.id_card import _statuses
from hardware.id_card._commands import (
    FIND,
    READ_BASE,
    READ_NEWEST_ADDRESS,
    SELECT,
    STATUS,
    Command,
    text_and_photo,
)
from hardware.id_card._frames import ANSWER_HEAD, Answer, BadFrame, FrameParser
from hardware.id_card._layouts import address_from_text, card_from_text
from hardware.id_card._statuses import error_of
from hardware.id_card.errors import (
    CardTakenAwayError,
    CardUnreadableError,
    GarbledFrameError,
    IdCardError,
    ReaderSilentError,
)
from hardware.link import open_link, take_options, with_option
from hardware.status import PartHealth, PartStatus
from hardware.timing import Scalable

if TYPE_CHECKING:
    from collections.abc import Callable

    from hardware.id_card.card import Holder
    from hardware.link import Link

ATTEMPTS = 2
"""Each command may be sent again: none changes the card. Two in a row lost mean more than noise."""

BAUD_RATES = (115200, 9600, 57600, 38400, 19200)
"""All that a reader can be set to, the factory's first, then the one that resellers often set (C)."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Timing(Scalable):
    """Seconds."""

    short_answer_s: float = 1.0
    """Status, find and select: hosts usually wait 1 s, some 0.5 s (reader documents, B)."""

    read_answer_s: float = 3.0
    """A read takes about 1 s inside the reader, and 1295 bytes take another 1.35 s on the wire at 9600 baud."""

    rate_answer_s: float = 0.5
    """A status while the baud rate is looked for: the shorter of the usual waits, because four of five are in vain."""

    quiet_s: float = 0.3
    """Silence inside a frame that means lost bytes: adapters hold bytes back for up to 16 ms, this is far beyond."""

    poll_every_s: float = 0.35
    """For the caller's loop: a reader wants more than 300 ms between two finds (B)."""


DEFAULT_TIMING = Timing()


@dataclass(frozen=True, slots=True)
class Card:
    """A card read just now. `still_lying`: the same card as at the last poll, and it was never seen to be gone.

    `photo` is what the card holds, 1024 bytes in a format of its maker, and None unless it was asked for.
    """

    holder: Holder
    still_lying: bool
    photo: bytes | None = field(default=None, repr=False)


class IdCardReader:
    """One reader on one link, used from one thread. After a LinkError close it and open a new one."""

    def __init__(
        self, link: Link, timing: Timing = DEFAULT_TIMING, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._link = link
        self._timing = timing
        self._clock = clock
        self._lying: Holder | None = None

    def poll(self, *, with_photo: bool = False) -> Card | None:
        """Finds, selects and reads once; None if no card is found. Blocks for up to a few seconds.

        A found card is read every time, never remembered: a card exchanged between two polls must not pass for the one
        before. Many readers find a card only once until it is lifted, others again and again: see `Card.still_lying`.
        Raises IdCardError or LinkError.
        """
        if not self._found():
            return None
        self._exchange(SELECT)
        text, photo = text_and_photo(self._read(READ_BASE).data)
        holder = card_from_text(text)
        still_lying = holder == self._lying
        self._lying = holder
        return Card(holder, still_lying, photo if with_photo else None)

    def newest_address(self) -> str | None:
        """The address that was added last to the card that `poll` has just read, or None if none was ever added.

        Works as long as that card has not been moved. Raises IdCardError or LinkError.
        """
        answer = self._read(READ_NEWEST_ADDRESS)
        return None if answer.sw3 == _statuses.NOT_ON_CARD else address_from_text(answer.data)

    def health(self) -> PartHealth:
        """Asks the reader for its status. Never raises for a reader or a line that is not well."""
        try:
            self._exchange(STATUS)
        except GarbledFrameError as error:
            return PartHealth(PartStatus.UNKNOWN, error.code)
        except (ReaderSilentError, LinkError) as error:
            return PartHealth(PartStatus.OFFLINE, error.code)
        except IdCardError as error:
            return PartHealth(PartStatus.OFFLINE, error.detail)
        return PartHealth(PartStatus.OK)

    def answers(self) -> bool:
        """Whether the reader understands us and we it, be it well or not. Raises LinkError."""
        try:
            self._ask(STATUS, self._timing.rate_answer_s)
        except IdCardError:
            return False
        return True

    def close(self) -> None:
        """Gives the port back. May be called twice."""
        self._link.close()

    def _found(self) -> bool:
        found = self._exchange(FIND).sw3 == _statuses.FOUND
        if not found:
            self._lying = None
        return found

    def _read(self, command: Command) -> Answer:
        try:
            return self._exchange(command)
        except CardUnreadableError as error:
            if error.sw3 == _statuses.READ_FAILED and not self._found():
                raise CardTakenAwayError("gone_after_read_failed", error.sw3) from error
            raise

    def _exchange(self, command: Command) -> Answer:
        for attempt in range(1, ATTEMPTS):
            try:
                return self._exchange_once(command)
            except (ReaderSilentError, GarbledFrameError) as error:
                _log.info("id_card_retry", command=command.name, attempt=attempt, code=error.code, why=error.detail)
        return self._exchange_once(command)

    def _exchange_once(self, command: Command) -> Answer:
        answer = self._ask(command, self._timing.read_answer_s if command.reads else self._timing.short_answer_s)
        if answer.sw3 not in command.good:
            raise error_of(answer.sw3)
        return answer

    def _ask(self, command: Command, longest_s: float) -> Answer:
        """Whatever fits the command, also a refusal. Raises ReaderSilentError, GarbledFrameError or LinkError."""
        self._link.drain_input()
        self._link.write(command.request.to_bytes())
        parser = FrameParser(ANSWER_HEAD)
        trouble: str | None = None
        late_answer = False
        deadline = self._clock() + longest_s
        while (left := deadline - self._clock()) > 0:
            partial = trouble is not None or parser.pending
            data = self._link.read(4096, min(left, self._timing.quiet_s) if partial else left)
            if not data:
                break
            for item in parser.feed(data):
                if isinstance(item, BadFrame):
                    trouble = f"bad_{item.reason}"
                elif command.fits(answer := Answer.from_body(item)):
                    return answer
                else:
                    late_answer = True
        if trouble or parser.pending:
            raise GarbledFrameError(trouble or "incomplete")
        if late_answer:
            raise GarbledFrameError("unexpected_answer")
        raise ReaderSilentError(command.name)


def open_reader(url: str, timing: Timing = DEFAULT_TIMING, clock: Callable[[], float] = time.monotonic) -> IdCardReader:
    """`serial://…?baud=auto` finds the reader's baud rate: the port is opened at each of BAUD_RATES until one answers.

    Raises LinkError or BadOptionError, and with `baud=auto` ReaderSilentError.
    """
    rest, options = take_options(url, "baud")
    if options.text("baud") != "auto":
        return IdCardReader(open_link(url), timing, clock)
    for rate in BAUD_RATES:
        with ExitStack() as closing:
            reader = IdCardReader(open_link(with_option(rest, "baud", str(rate))), timing, clock)
            closing.callback(reader.close)
            if reader.answers():
                closing.pop_all()
                _log.info("id_card_baud_rate_found", rate=rate)
                return reader
    raise ReaderSilentError("no_baud_rate_answered")
