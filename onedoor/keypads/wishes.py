"""What the keypads of a line are to show, and what was last sent to them. No I/O, no clock: times are seconds.

Nothing that is sent is confirmed by anybody, so displays are told again from time to time.
"""

from dataclasses import dataclass
from typing import Final

from onedoor.keypads.desk import Display

AGAIN_S: Final = 60.0
"""A keypad that lost its power shows nothing, or something of its own, until it is told again."""

BEEP_GAP_S: Final = 0.6
"""From one beep to the next, so that two are heard as two."""

LATE_S: Final = 3.0
"""A beep, or the start of a rater, that could not be sent for so long belongs to no key any more."""


@dataclass(frozen=True, slots=True)
class Show:
    address: int
    display: Display


@dataclass(frozen=True, slots=True)
class Beep:
    address: int
    due_at: float


@dataclass(frozen=True, slots=True)
class StartRater:
    address: int
    due_at: float


LineOrder = Show | Beep | StartRater


@dataclass(frozen=True, slots=True)
class _Shown:
    display: Display
    at: float


class Wishes:
    """Beeps come before displays: the clerk who hears one looks down, and then the digit is there."""

    def __init__(self) -> None:
        self._signals: list[Beep | StartRater] = []
        self._wished: dict[int, Display] = {}
        self._shown: dict[int, _Shown] = {}

    @property
    def addresses(self) -> tuple[int, ...]:
        """Every keypad that was ever to show something."""
        return tuple(self._wished)

    def wish(self, address: int, display: Display) -> None:
        """What a keypad is to show from now on."""
        self._wished[address] = display

    def beep(self, address: int, times: int, now: float) -> None:
        self._signals += [Beep(address, now + each * BEEP_GAP_S) for each in range(times)]

    def start_rater(self, address: int, now: float) -> None:
        self._signals.append(StartRater(address, now))

    def next(self, now: float) -> LineOrder | None:
        """What is to be sent first; none where all is as it should be."""
        for signal in self._signals:
            if signal.due_at <= now <= signal.due_at + LATE_S:
                return signal
        for address, display in self._wished.items():
            shown = self._shown.get(address)
            if shown is None or shown.display != display or now - shown.at >= AGAIN_S:
                return Show(address, display)
        return None

    def sent(self, order: LineOrder, now: float) -> None:
        match order:
            case Show():
                self._shown[order.address] = _Shown(order.display, now)
            case _:
                self._signals.remove(order)

    def forget_late(self, now: float) -> None:
        self._signals = [signal for signal in self._signals if now <= signal.due_at + LATE_S]

    def forget_shown(self) -> None:
        """The line was away: nobody knows what the displays show."""
        self._shown.clear()
