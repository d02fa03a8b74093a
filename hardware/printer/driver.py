"""Prints images on an ESC/POS receipt printer and says truthfully what came of it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import structlog

from hardware.errors import LinkError
from hardware.link import open_link, take_options, with_option
from hardware.printer._conversation import Conversation, Timing
from hardware.printer._encoder import PAPER_DOTS, encode_cut, encode_fragments, encode_start
from hardware.printer._status_bytes import ASB_ON, FENCE, RECOVER, NoStatus, PrinterStatus, health_of
from hardware.status import PartHealth, PartStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PIL import Image

    from hardware.link import Link

DEFAULT_TIMING = Timing()

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Setup:
    """How a printer is built and connected, as its URL says.

    `asb`: it is told to report changes by itself. `may_be_mute`: its port may have no way back; then silence is unknown
    instead of offline, and no reason not to print.
    """

    paper_mm: int = 80
    asb: bool = False
    may_be_mute: bool = False


DEFAULT_SETUP = Setup()


class Printed(StrEnum):
    """As in the contract's `report_print`."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class CameOut(StrEnum):
    """How much of a ticket. `PART` was begun and is certainly not whole; `ALL` is whole and cut."""

    NOTHING = "nothing"
    PART = "part"
    ALL = "all"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PrintOutcome:
    """`detail` is a code, None for a plain yes. `ALL` only by the printer's own word behind the cut."""

    came_out: CameOut
    detail: str | None
    health: PartHealth

    @property
    def printed(self) -> Printed:
        """The same in the words of the contract: a ticket of which a part came out is not printed."""
        return {CameOut.ALL: Printed.YES, CameOut.UNKNOWN: Printed.UNKNOWN}.get(self.came_out, Printed.NO)


class ReceiptPrinter:
    """One printer on one link, used from one thread. After a LinkError or an outcome that says so, open a new one."""

    def __init__(
        self,
        link: Link,
        setup: Setup = DEFAULT_SETUP,
        timing: Timing = DEFAULT_TIMING,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.paper_dots = PAPER_DOTS[setup.paper_mm]
        self._link = link
        self._setup = setup
        self._timing = timing
        self._talk = Conversation(link, timing, clock)
        self._remains = False

    def status(self) -> PrinterStatus | NoStatus:
        """Asks with DLE EOT 1 to 4. Raises LinkError.

        A printer whose cutter was stuck stays in that error until it is told to go on. It is told once somebody has
        opened its cover and closed it again: then the cause is gone, and no finger is near the knife.
        """
        status = self._talk.status(self._timing.status_answer_s)
        if isinstance(status, NoStatus) or not self._talk.cover_was_open or status.cover_open:
            return status
        self._talk.cover_was_open = False
        if not status.waits_for_recovery:
            return status
        _log.info("printer_recovering")
        self._link.write(RECOVER)
        return self._talk.status(self._timing.status_answer_s)

    def health(self) -> PartHealth:
        """Never raises for a printer or a line that is not well."""
        try:
            return self._health_of(self.status())
        except LinkError as error:
            return _lost(error)

    def print_image(self, image: Image.Image) -> PrintOutcome:
        """Prints a 1-bit image of at most `paper_dots` across and cuts. Takes seconds. Raises BadImageError only."""
        fragments = encode_fragments(image, self.paper_dots)
        try:
            before = self.status()
        except LinkError as error:
            return self._ended(CameOut.NOTHING, error.code, _lost(error))
        if isinstance(before, NoStatus) and self._is_mute(before):
            return self._print(fragments, heard=False)
        if isinstance(before, NoStatus) or not before.can_print:
            return self._ended(CameOut.NOTHING, "not_started", self._health_of(before))
        return self._print(fragments, heard=True)

    def close(self) -> None:
        """Gives the port back. May be called twice."""
        self._link.close()

    def _print(self, fragments: Iterable[bytes], *, heard: bool) -> PrintOutcome:
        so_far = CameOut.NOTHING
        self._talk.news = None
        try:
            self._link.write(self._start())
            if heard and not self._still_online():
                return self._stopped(so_far)
            for fragment in fragments:
                so_far = CameOut.PART
                self._link.write(fragment)
                if heard and not self._still_online():
                    return self._stopped(so_far)
            so_far = CameOut.UNKNOWN
            self._link.write(encode_cut() + FENCE if heard else encode_cut())
            return self._finished() if heard else self._finished_unheard()
        except LinkError as error:
            return self._ended(so_far, error.code, _lost(error))

    def _start(self) -> bytes:
        """What is left of a ticket that stopped half-way is cut off, or it would hang at the next person's."""
        return encode_start() + (ASB_ON if self._setup.asb else b"") + (encode_cut() if self._remains else b"")

    def _still_online(self) -> bool:
        answer = self._talk.ask(1, self._timing.busy_answer_s)
        return not isinstance(answer, NoStatus) and not answer & 0x08

    def _stopped(self, so_far: CameOut) -> PrintOutcome:
        """Nothing more is sent: what a stopped printer holds, it prints when somebody mends it."""
        status = self._last_word(self._talk.status(self._timing.busy_answer_s))
        if isinstance(status, NoStatus) or status.can_print:
            return self._ended(so_far, "no_word_while_printing", self._health_of(status))
        detail = "not_started" if so_far is CameOut.NOTHING else "stopped_half_way"
        return self._ended(so_far, detail, self._health_of(status))

    def _finished(self) -> PrintOutcome:
        passed = self._talk.fence_passed()
        status = self._last_word(self._talk.status(self._timing.status_answer_s))
        health = self._health_of(status)
        if isinstance(status, NoStatus):
            return self._ended(CameOut.UNKNOWN, "no_word_after_cut", health)
        if passed and status.can_print:
            return self._ended(CameOut.ALL, None, health)
        if status.cutter_error or status.unrecoverable:
            return self._ended(CameOut.PART, "stopped_at_cut", health)
        if passed or status.can_print:
            return self._ended(CameOut.UNKNOWN, "no_clear_word_after_cut", health)
        return self._ended(CameOut.PART, "stopped_half_way", health)

    def _finished_unheard(self) -> PrintOutcome:
        return PrintOutcome(CameOut.UNKNOWN, "no_way_back", self._health_of(NoStatus("silent")))

    def _last_word(self, status: PrinterStatus | NoStatus) -> PrinterStatus | NoStatus:
        """A printer that does not answer may have said by itself, during this print, why."""
        news = self._talk.news
        return news if isinstance(status, NoStatus) and news is not None and not news.can_print else status

    def _is_mute(self, status: NoStatus) -> bool:
        return self._setup.may_be_mute and status.reason == "silent"

    def _health_of(self, status: PrinterStatus | NoStatus) -> PartHealth:
        if isinstance(status, NoStatus) and self._is_mute(status):
            return PartHealth(PartStatus.UNKNOWN, status.reason)
        return health_of(status)

    def _ended(self, came_out: CameOut, detail: str | None, health: PartHealth) -> PrintOutcome:
        if came_out is not CameOut.NOTHING:
            self._remains = came_out is not CameOut.ALL
        if came_out is not CameOut.ALL:
            _log.warning("print_not_confirmed", came_out=came_out.value, detail=detail, health=health.status.value)
        return PrintOutcome(came_out, detail, health)


def open_printer(
    url: str, timing: Timing = DEFAULT_TIMING, clock: Callable[[], float] = time.monotonic
) -> ReceiptPrinter:
    """A transport URL with the options `paper_mm=58|80` and `asb=on|off`. Raises LinkError or BadOptionError."""
    rest, options = take_options(url, "paper_mm", "asb")
    setup = Setup(
        paper_mm=int(options.choice("paper_mm", "80", [str(width) for width in PAPER_DOTS])),
        asb=options.choice("asb", "off", ("on", "off")) == "on",
        may_be_mute=rest.startswith("file:"),
    )
    if rest.startswith("sim:"):
        rest = with_option(rest, "paper_mm", str(setup.paper_mm))
    link = open_link(rest)
    try:
        link.write(ASB_ON if setup.asb else b"")
    except LinkError:
        link.close()
        raise
    return ReceiptPrinter(link, setup, timing, clock)


def _lost(error: LinkError) -> PartHealth:
    return PartHealth(PartStatus.OFFLINE, error.code)
