"""The edge to the RS-485 line: opened anew when it was gone, its orders sent between the keys."""

from collections.abc import Callable
from dataclasses import dataclass

import structlog

from hardware.caller_line import CallerLine, KeyPressed, LineBusyError, Rated
from hardware.errors import HardwareError
from hardware.status import PartHealth, PartStatus
from hardware.timing import Scalable
from onedoor.keypads.desk import DARK
from onedoor.keypads.wishes import Beep, LineOrder, Show, StartRater, Wishes


@dataclass(frozen=True, slots=True)
class Timing(Scalable):
    """Seconds."""

    reopen_s: float = 2.0
    """A USB adapter is back a second or two after its plug."""

    hold_s: float = 3.0
    """After a line that was never free: each attempt blocks for a second, and keys are to be heard."""

    health_s: float = 10.0
    """As often as the other programs of a hall look at their devices."""


DEFAULT_TIMING = Timing()


class LineKeeper:
    """Used from one thread. ``tell`` gets the line's health when it changed."""

    def __init__(
        self,
        open_line: Callable[[], CallerLine],
        wishes: Wishes,
        tell: Callable[[PartHealth], None],
        *,
        clock: Callable[[], float],
        rest: Callable[[float], None],
        timing: Timing = DEFAULT_TIMING,
    ) -> None:
        """``clock`` gives seconds and only goes forward, ``rest`` lets so many of them go by."""
        self._open_line = open_line
        self._wishes = wishes
        self._tell = tell
        self._clock = clock
        self._rest = rest
        self._timing = timing
        self._line: CallerLine | None = None
        self._open_at = self._hold_until = self._look_at = clock()
        self._busy = False
        self.health = PartHealth(PartStatus.UNKNOWN, "not_opened_yet")
        self._log = structlog.get_logger("keypads")

    def poll(self, wait_s: float) -> KeyPressed | Rated | None:
        """The next key or rating; none after ``wait_s``, or while the line is gone."""
        line = self._opened()
        if line is None:
            self._rest(wait_s)
            return None
        try:
            return line.poll(wait_s)
        except HardwareError as error:
            self._lost(error.code)
            return None

    @property
    def due(self) -> bool:
        """Whether :meth:`tend` has something to send at once."""
        now = self._clock()
        return self._line is not None and now >= self._hold_until and self._wishes.next(now) is not None

    def tend(self) -> None:
        """Send one order at most, for keys are to be heard in between, and look how the line is from time to time."""
        now = self._clock()
        self._wishes.forget_late(now)
        if self._line is not None and now >= self._hold_until and (order := self._wishes.next(now)) is not None:
            self._send(self._line, order)
        if self._line is not None and self._clock() >= self._look_at:
            self._look_at = self._clock() + self._timing.health_s
            self._look(self._line)

    def close(self) -> None:
        """Leave the displays dark: a number that nobody keeps right any more would be wrong."""
        if self._line is None:
            return
        try:
            for address in self._wishes.addresses:
                self._line.show(address, DARK.waiting, DARK.ticket_digits)
        except HardwareError as error:
            self._log.warning("displays_not_cleared", reason=error.code)
        self._line.close()

    def _opened(self) -> CallerLine | None:
        if self._line is None and self._clock() >= self._open_at:
            try:
                self._line = self._open_line()
            except HardwareError as error:
                self._lost(error.code)
            else:
                self._wishes.forget_shown()
                self._look(self._line)
        return self._line

    def _send(self, line: CallerLine, order: LineOrder) -> None:
        try:
            match order:
                case Show(address, display):
                    line.show(address, display.waiting, display.ticket_digits)
                case Beep(address):
                    line.beep(address)
                case StartRater(address):
                    line.ask_rating(address)
        except LineBusyError:
            self._busy = True
            self._hold_until = self._clock() + self._timing.hold_s
            self._look(line)
        except HardwareError as error:
            self._lost(error.code)
        else:
            self._busy = False
            self._wishes.sent(order, self._clock())

    def _look(self, line: CallerLine) -> None:
        health = line.health()
        if health.status is PartStatus.OFFLINE:
            self._lost(health.detail or "offline")
        else:
            # Keys may still be heard on a line that is never free: nobody can say how it is.
            self._set_health(PartHealth(PartStatus.UNKNOWN, LineBusyError.code) if self._busy else health)

    def _lost(self, code: str) -> None:
        """The next attempt opens the line anew."""
        line, self._line = self._line, None
        if line is not None:
            line.close()
        self._busy = False
        self._open_at = self._clock() + self._timing.reopen_s
        self._set_health(PartHealth(PartStatus.OFFLINE, code))

    def _set_health(self, health: PartHealth) -> None:
        if health != self.health:
            self._log.info("part_changed", part="caller_line", status=health.status.value, detail=health.detail)
            self.health = health
            self._tell(health)
