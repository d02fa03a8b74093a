"""Talks to a SAM_V reader: finds, selects and reads a card, and asks the reader how it is."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from hardware.errors import LinkError
from hardware.id_card import _statuses
from hardware.id_card._commands import FIND, READ_BASE, SELECT, STATUS, Command, text_of_base
from hardware.id_card._frames import ANSWER_HEAD, Answer, BadFrame, FrameParser
from hardware.id_card._statuses import error_of
from hardware.id_card.card import ResidentCard, card_from_text
from hardware.id_card.errors import (
    CardTakenAwayError,
    CardUnreadableError,
    GarbledFrameError,
    IdCardError,
    ReaderSilentError,
)
from hardware.status import PartHealth, PartStatus
from hardware.timing import Scalable

if TYPE_CHECKING:
    from collections.abc import Callable

    from hardware.link import Link

ATTEMPTS = 2
"""Each command may be sent again: none changes the card. Two in a row lost mean more than noise."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Timing(Scalable):
    """Seconds."""

    short_answer_s: float = 1.0
    """Status, find and select: hosts usually wait 1 s, some 0.5 s (reader documents, B)."""

    read_answer_s: float = 3.0
    """A read takes about 1 s inside the reader, and 1295 bytes take another 1.35 s on the wire at 9600 baud."""

    quiet_s: float = 0.3
    """Silence inside a frame that means lost bytes: adapters hold bytes back for up to 16 ms, this is far beyond."""

    poll_every_s: float = 0.35
    """For the caller's loop: a reader wants more than 300 ms between two finds (B)."""


DEFAULT_TIMING = Timing()


@dataclass(frozen=True, slots=True)
class Card:
    """A card read just now. `still_lying`: the same card as at the last poll, and it was never seen to be gone."""

    holder: ResidentCard
    still_lying: bool


class IdCardReader:
    """One reader on one link, used from one thread. After a LinkError open a new link and a new reader."""

    def __init__(
        self, link: Link, timing: Timing = DEFAULT_TIMING, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._link = link
        self._timing = timing
        self._clock = clock
        self._lying: ResidentCard | None = None

    def poll(self) -> Card | None:
        """Finds, selects and reads once; None if no card is found. Blocks for up to a few seconds.

        A found card is read every time, never remembered: a card exchanged between two polls must not pass for the one
        before. Many readers find a card only once until it is lifted, others again and again: see `Card.still_lying`.
        Raises IdCardError or LinkError.
        """
        if not self._found():
            return None
        self._exchange(SELECT)
        card = card_from_text(text_of_base(self._read_base().data))
        still_lying = card == self._lying
        self._lying = card
        return Card(card, still_lying)

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

    def _found(self) -> bool:
        found = self._exchange(FIND).sw3 == _statuses.FOUND
        if not found:
            self._lying = None
        return found

    def _read_base(self) -> Answer:
        try:
            return self._exchange(READ_BASE)
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
        self._link.drain_input()
        self._link.write(command.request.to_bytes())
        answer = self._answer_to(command)
        if answer.sw3 not in command.good:
            raise error_of(answer.sw3)
        return answer

    def _answer_to(self, command: Command) -> Answer:
        parser = FrameParser(ANSWER_HEAD)
        trouble: str | None = None
        late_answer = False
        longest = self._timing.read_answer_s if command is READ_BASE else self._timing.short_answer_s
        deadline = self._clock() + longest
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
