"""Shows text on the panel of an Onbon font card and believes only the card's own acknowledgement."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from hardware.errors import LinkError
from hardware.status import PartHealth, PartStatus
from hardware.timing import Scalable
from hardware.window_sign._onbon_commands import (
    CLEAR,
    MOST_AREA_BYTES,
    PASSING,
    PING,
    Alignment,
    Area,
    DisplayMode,
    Reply,
    RunMode,
    show_area,
)
from hardware.window_sign._onbon_frames import BadPacket, Packet, PacketParser
from hardware.window_sign._onbon_text import Line, encode_line, line_of, with_style
from hardware.window_sign._settings import Panel
from hardware.window_sign.sign import Shown, ShowOutcome, told

if TYPE_CHECKING:
    from collections.abc import Callable

    from hardware.link import Link
    from hardware.window_sign.sign import SignText

ATTEMPTS = 2
"""Every command may be sent again: showing the same text twice is showing it."""

HOST = 0x8000
"""The first of the addresses that are for hosts (chapter 4)."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Timing(Scalable):
    """Seconds."""

    answer_s: float = 3.0
    """The maker waits 2 s for an answer (8.8); the longest packet takes 0.6 s on the wire at 9600 baud."""

    refresh_s: float = 1.0
    """A card takes a new text once a second at most (2.1)."""


DEFAULT_TIMING = Timing()

DEFAULT_PANEL = Panel()


class OnbonSign:
    """One card on one link, used from one thread. It is the only window sign on that link."""

    def __init__(
        self,
        link: Link,
        panel: Panel = DEFAULT_PANEL,
        timing: Timing = DEFAULT_TIMING,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._link = link
        self._panel = panel
        self._timing = timing
        self._clock = clock
        self._shown_at = clock() - timing.refresh_s

    def show(self, sign: SignText) -> ShowOutcome:
        """A text that is wider than the panel moves across it; one without anything clears the panel."""
        text = line_of(sign)
        if not text:
            return self.clear()
        line = encode_line(text, self._panel.font)
        area = area_for(line, self._panel)
        if len(area.to_bytes()) > MOST_AREA_BYTES:
            return told(ShowOutcome(Shown.NO, "text_too_long", line.replaced))
        outcome = self._change(show_area(area))
        return told(ShowOutcome(outcome.shown, outcome.detail, line.replaced))

    def clear(self) -> ShowOutcome:
        return told(self._change(CLEAR))

    def health(self) -> PartHealth:
        """`OK` only after an acknowledged ping: the card is there. Whether its lamps burn, no card can say."""
        try:
            outcome = self._ask(PING)
        except LinkError as error:
            return PartHealth(PartStatus.OFFLINE, error.code)
        if outcome.shown is Shown.YES:
            return PartHealth(PartStatus.OK)
        return PartHealth(PartStatus.OFFLINE if outcome.detail == "silent" else PartStatus.UNKNOWN, outcome.detail)

    def close(self) -> None:
        self._link.close()

    def _change(self, command: bytes) -> ShowOutcome:
        try:
            self._wait_for_refresh()
            return self._ask(command)
        except LinkError as error:
            return ShowOutcome(Shown.UNKNOWN, error.code)
        finally:
            self._shown_at = self._clock()

    def _wait_for_refresh(self) -> None:
        until = self._shown_at + self._timing.refresh_s
        while (left := until - self._clock()) > 0:
            self._link.read(4096, left)

    def _ask(self, command: bytes) -> ShowOutcome:
        outcome = self._ask_once(command)
        for attempt in range(1, ATTEMPTS):
            if outcome.shown is Shown.YES or (outcome.shown is Shown.NO and outcome.detail not in PASSING):
                break
            _log.info("sign_retry", attempt=attempt, command=command[:2].hex(), detail=outcome.detail)
            outcome = _after_retry(outcome, self._ask_once(command))
        return outcome

    def _ask_once(self, command: bytes) -> ShowOutcome:
        self._link.drain_input()
        self._link.write(Packet(self._panel.address, HOST, command).to_bytes())
        ear = _Ear(self._panel.address)
        deadline = self._clock() + self._timing.answer_s
        while (left := deadline - self._clock()) > 0 and (data := self._link.read(4096, left)):
            reply = ear.hear(data)
            if reply is not None:
                refusal = reply.refusal
                return ShowOutcome(Shown.NO, refusal) if refusal else ShowOutcome(Shown.YES)
        return ShowOutcome(Shown.UNKNOWN, ear.impression)


class _Ear:
    """Listens for one card's reply, past our own echo on a two-wire line and past other cards."""

    def __init__(self, address: int) -> None:
        self._address = address
        self._parser = PacketParser()
        self._heard = self._understood = self._damaged = self._strange = False

    def hear(self, data: bytes) -> Reply | None:
        self._heard = True
        for item in self._parser.feed(data):
            if isinstance(item, BadPacket):
                self._damaged = True
                continue
            self._understood = True
            if (item.destination, item.source) == (HOST, self._address):
                reply = Reply.from_bytes(item.data)
                if reply is not None:
                    return reply
                self._strange = True
        return None

    @property
    def impression(self) -> str:
        """What there was instead of a reply."""
        if self._strange:
            return "unexpected_answer"
        noise_alone = self._heard and not self._understood
        return "garbled_answer" if self._damaged or self._parser.pending or noise_alone else "silent"


def _after_retry(before: ShowOutcome, after: ShowOutcome) -> ShowOutcome:
    """A refused repetition does not make the first attempt undone."""
    if after.shown is Shown.NO and before.shown is Shown.UNKNOWN:
        return ShowOutcome(Shown.UNKNOWN, after.detail)
    return after


def area_for(line: Line, panel: Panel) -> Area:
    """The whole panel as one area: still and centred if the line fits, moving left if it does not."""
    fits = line.dots <= panel.width
    return Area(
        width=panel.width // 8 if panel.width % 8 == 0 else 0x8000 | panel.width,
        height=panel.height,
        text=with_style(line.data, panel.font, panel.colour),
        run_mode=RunMode.STAY if fits else RunMode.AGAIN,
        alignment=Alignment.CENTRE_MIDDLE if fits else Alignment.LEFT_MIDDLE,
        display_mode=DisplayMode.STILL if fits else DisplayMode.MOVE_LEFT,
    )
