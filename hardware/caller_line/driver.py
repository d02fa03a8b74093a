"""Talks to the keypads and raters of one RS-485 line: hears keys, acknowledges each at once, shows what it is told."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import structlog

from hardware.caller_line import _messages
from hardware.caller_line._frames import BadFrame, Frame, FrameParser
from hardware.caller_line._messages import KeyPressed, Rated, Strange, acknowledgement_of, meaning_of
from hardware.caller_line._repeats import OwnVoice, Repeats
from hardware.caller_line.errors import LineBusyError
from hardware.errors import LinkError
from hardware.link import open_link
from hardware.status import PartHealth, PartStatus
from hardware.timing import Scalable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from hardware.link import Link

BYTE_S = 10 / 9600
"""All known devices of this line speak 9600 8N1."""

UNREAD_EVENTS = 64
"""How many keys wait for `poll`. Beyond that a key is not acknowledged: the clerk sees that it was not taken."""

MOST_ACKNOWLEDGEMENTS = 8
"""Of one press. More are no lost echoes but our own voice coming back too late to be known as such."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Timing(Scalable):
    """Seconds."""

    frame_gap_s: float = 0.1
    """Silence inside a frame that means lost bytes: adapters hold bytes back for up to 16 ms."""

    quiet_s: float = 0.03
    """The line is free when it was silent for this long: bytes of a frame are 1 ms apart, 17 ms with an adapter."""

    busy_s: float = 1.0
    """A line that is not free for this long will not be: a key and its echo take 20 ms."""

    own_echo_s: float = 0.1
    """An adapter that hears itself gives our echo of a key back within its own 10 ms and 16 ms. Later it is the keypad,
    which did not hear the echo and says its key again."""

    own_order_s: float = 1.0
    """What we said of our own accord, and a rating's acknowledgement, no device says by itself right after us: here a
    terminal server may take its time. Taken for a key, it would do something that nobody wants."""

    command_repeat_s: float = 2.0
    """The same command from the same keypad within this time is one press (C: no document says when keypads repeat).
    Nobody calls two citizens, or recalls one twice, in two seconds."""

    digit_repeat_s: float = 0.25
    """The same digit within this time is one press: people type two equal digits more slowly, keypads are thought to
    repeat faster (C). Keypads that send digits with the key behind them do not need this guess."""

    fresh_s: float = 600.0
    """How long a key or a rating proves that a device lives which cannot be asked."""


DEFAULT_TIMING = Timing()


class CallerLine(Protocol):
    """The keypads and raters of one line, used from one thread. After a LinkError open it anew.

    Nothing that is sent to a keypad or a rater is answered: it is sent, and that is all anybody knows.
    """

    def poll(self, timeout_s: float) -> KeyPressed | Rated | None:
        """The next key or rating as soon as it is there, None after `timeout_s`. It was acknowledged already.

        Raises LinkError.
        """

    def show(self, address: int, waiting: int | None, ticket_digits: str) -> None:
        """Shows how many wait (999 at most; None: dark) and a ticket of up to three digits (`""`: dark).

        Raises CannotBeShownError, LineBusyError or LinkError, as do the other orders.
        """

    def beep(self, address: int) -> None: ...

    def ask_rating(self, address: int) -> None:
        """Asks the citizen at this rater for a rating."""

    def show_stars(self, address: int, stars: int) -> None:
        """Shows the clerk's level, 0 to 5 stars, at the rater."""

    def address_health(self, address: int) -> PartHealth:
        """`OK` while the last word from this address is fresh. Never raises."""

    def health(self) -> PartHealth:
        """`OK` while the last word from any address is fresh. Never raises for a line that is not well."""

    def close(self) -> None:
        """Gives the port back. May be called twice."""


class Rs485CallerLine:
    """A `CallerLine` on one link. Keys that come while an order waits for the line are kept for `poll`."""

    def __init__(
        self, link: Link, timing: Timing = DEFAULT_TIMING, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._link = link
        self._timing = timing
        self._clock = clock
        self._parser = FrameParser()
        self._repeats = Repeats(timing.command_repeat_s, timing.digit_repeat_s)
        self._own_voice = OwnVoice()
        self._events: deque[KeyPressed | Rated] = deque()
        self._heard_at: dict[int, float] = {}
        self._busy_until = clock()
        self._byte_at = clock()

    def poll(self, timeout_s: float) -> KeyPressed | Rated | None:
        deadline = self._clock() + timeout_s
        while not self._events:
            self._listen(deadline - self._clock())
            if not self._events and self._clock() >= deadline:
                return None
        return self._events.popleft()

    def show(self, address: int, waiting: int | None, ticket_digits: str) -> None:
        self._order(_messages.display(address, waiting, ticket_digits))

    def beep(self, address: int) -> None:
        self._order(_messages.beep(address))

    def ask_rating(self, address: int) -> None:
        self._order(_messages.start_rating(address))

    def show_stars(self, address: int, stars: int) -> None:
        self._order(_messages.stars(address, stars))

    def address_health(self, address: int) -> PartHealth:
        return self._word_of([self._heard_at[address]] if address in self._heard_at else [])

    def health(self) -> PartHealth:
        try:
            self._listen(0)
        except LinkError as error:
            return PartHealth(PartStatus.OFFLINE, error.code)
        return self._word_of(self._heard_at.values())

    def close(self) -> None:
        self._link.close()

    def _word_of(self, heard_at: Iterable[float]) -> PartHealth:
        last = max(heard_at, default=None)
        if last is None:
            return PartHealth(PartStatus.UNKNOWN, "never_heard")
        if self._clock() - last > self._timing.fresh_s:
            return PartHealth(PartStatus.UNKNOWN, "not_heard_lately")
        return PartHealth(PartStatus.OK)

    def _listen(self, wait_s: float) -> None:
        """Reads once, for `wait_s` at most and no longer than until silence would end a frame that has begun."""
        ends_at = self._byte_at + self._timing.frame_gap_s if self._parser.pending else None
        wait = wait_s if ends_at is None else min(wait_s, ends_at - self._clock())
        data = self._link.read(4096, max(0.0, wait))
        if data:
            self._byte_at = self._clock()
            self._busy_until = max(self._busy_until, self._byte_at)
            self._hear(self._parser.feed(data))
        elif ends_at is not None and self._clock() >= ends_at:
            self._hear(self._parser.silence())

    def _hear(self, items: Iterable[Frame | BadFrame]) -> None:
        for item in items:
            if isinstance(item, BadFrame):
                _log.info("caller_frame_damaged")
            elif not self._own_voice.is_it(item, self._clock()):
                self._take(item)

    def _take(self, frame: Frame) -> None:
        now = self._clock()
        self._heard_at[frame.address] = now
        message = meaning_of(frame)
        if isinstance(message, Strange):
            _log.info("caller_frame_strange", address=frame.address, frame=frame.to_bytes().hex())
            return
        repeats = self._repeats.count(frame, now)
        if repeats:
            _log.info("caller_frame_repeated", address=frame.address, repeats=repeats)
        elif len(self._events) >= UNREAD_EVENTS:
            _log.warning("caller_key_not_taken", address=frame.address, reason="nobody_polls")
            self._repeats.forget(frame.address)
            return
        else:
            self._events.append(message)
        if repeats < MOST_ACKNOWLEDGEMENTS:
            acknowledgement = acknowledgement_of(frame)
            self._say(
                acknowledgement, self._timing.own_echo_s if acknowledgement == frame else self._timing.own_order_s
            )
        else:
            _log.warning("caller_frame_not_acknowledged", address=frame.address, repeats=repeats)

    def _order(self, frame: Frame) -> None:
        """Says something of our own accord, once nobody else speaks."""
        began = self._clock()
        self._listen(0)
        while (left := self._busy_until + self._timing.quiet_s - self._clock()) > 0:
            if self._clock() - began > self._timing.busy_s:
                raise LineBusyError(self._timing.busy_s)
            self._listen(left)
        self._say(frame, self._timing.own_order_s)

    def _say(self, frame: Frame, own_voice_s: float) -> None:
        data = frame.to_bytes()
        self._own_voice.said(frame, self._clock(), self._clock() + own_voice_s)
        self._link.write(data)
        self._busy_until = self._clock() + len(data) * BYTE_S


def open_line(url: str) -> CallerLine:
    """Raises HardwareError."""
    return Rs485CallerLine(open_link(url))
