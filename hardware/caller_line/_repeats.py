"""Whether a frame is said for the first time. No I/O, no clock.

Frames carry no number. A keypad says its frame again when it did not hear our echo, so all there is to go by is that
the whole frame is the same, that nothing else came from that address in between, and the time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hardware.caller_line._messages import KeyPressed, meaning_of

if TYPE_CHECKING:
    from hardware.caller_line._frames import Frame


@dataclass(frozen=True, slots=True)
class _Said:
    frame: Frame
    at: float
    times: int


class Repeats:
    """Remembers the last frame of each address. Seconds by a clock of the caller's."""

    def __init__(self, command_s: float, digit_s: float) -> None:
        self._command_s = command_s
        self._digit_s = digit_s
        self._last: dict[int, _Said] = {}

    def count(self, frame: Frame, now: float) -> int:
        """How often this very frame was said before, in one go: 0 is a new press."""
        last = self._last.get(frame.address)
        again = last is not None and last.frame == frame and now - last.at < self._window_s(frame)
        times = last.times + 1 if last is not None and again else 0
        self._last[frame.address] = _Said(frame, now, times)
        return times

    def forget(self, address: int) -> None:
        """The next frame of this address is a new press."""
        self._last.pop(address, None)

    def _window_s(self, frame: Frame) -> float:
        """Two equal digits in a row are an ordinary number; two equal commands are one command and a lost echo."""
        message = meaning_of(frame)
        only_digits = isinstance(message, KeyPressed) and message.key.digit is not None
        return self._digit_s if only_digits else self._command_s


class OwnVoice:
    """Knows what we have just said: an adapter that hears its own sending gives every frame back to us once."""

    def __init__(self) -> None:
        self._said: list[tuple[Frame, float]] = []

    def said(self, frame: Frame, now: float, until: float) -> None:
        """Until then the frame may come back."""
        self._said = [(other, end) for other, end in self._said if now < end]
        self._said.append((frame, until))

    def is_it(self, frame: Frame, now: float) -> bool:
        """True once for each frame that may come back now."""
        for entry in self._said:
            if entry[0] == frame and now < entry[1]:
                self._said.remove(entry)
                return True
        return False
