"""The keypads and raters of one RS-485 line, seen from the host's plug: keys, displays, and echoes that get lost."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hardware.caller_line._frames import BadFrame, Frame, FrameParser
from hardware.caller_line._messages import (
    BEEP,
    BLANK_DIGIT,
    DISPLAY,
    DISPLAY_DIGITS,
    RATING,
    Key,
    acknowledgement_of,
    start_rating,
)
from hardware.errors import BadCommandError, BadOptionError

if TYPE_CHECKING:
    from collections.abc import Callable

    from hardware.options import Options

FAILURES = ("silent", "garbled", "repeat", "collide", "own-voice")
DIGITS = ("with-key", "single")

KEY_FUNCTION = 0x01
REPEAT_S = 0.15
REPEAT_STEP_S = 0.01
"""Two that collided do not repeat at the same time: each address waits so much longer than the one before (C)."""

SENDINGS = 3
"""How often a frame is sent before the device gives up (C)."""

NAMES = {
    "next": Key.NEXT,
    "recall": Key.RECALL,
    "rating": Key.ASK_RATING,
    "cancel": Key.CANCEL,
    "confirm": Key.CONFIRM,
    "distance": Key.KEEP_DISTANCE,
    "pause": Key.PAUSE,
    "transfer": Key.TRANSFER,
} | {str(digit): Key(digit) for digit in range(10)}


@dataclass
class Station:
    """What stands at one address: a keypad, a rater, or both at one window."""

    address: int
    keypad: bool = False
    rater: bool = False
    display: str = "dark"
    beeps: int = 0
    stars: int = 5
    asking: bool = False
    given_up: int = 0
    typed: bytes = b""
    waiting: list[Frame] = field(default_factory=list)
    sendings: int = 0
    due_at: float = 0.0
    deaf_to_echo: bool = False

    def hear(self, frame: Frame) -> None:
        """Everything said on the line to this address."""
        if self.waiting and self.sendings and frame == acknowledgement_of(self.waiting[0]):
            if self.deaf_to_echo:
                self.deaf_to_echo = False
            else:
                self._done()
        if self.keypad and frame.function == DISPLAY and len(frame.data) == 2 * DISPLAY_DIGITS:
            shown = "".join("-" if code == BLANK_DIGIT else str(code) for code in frame.data)
            self.display = f"{shown[:DISPLAY_DIGITS]} waiting, ticket {shown[DISPLAY_DIGITS:]}"
        if self.keypad and frame.function == BEEP:
            self.beeps += 1
        if self.rater and frame.function == DISPLAY and len(frame.data) == 1:
            self.stars = frame.data[0]
        if self.rater and frame == start_rating(self.address):
            self.asking = True

    def press(self, key: Key, *, digits_with_key: bool) -> None:
        if digits_with_key and key.digit is not None:
            self.typed = (self.typed + bytes((key,)))[-DISPLAY_DIGITS:]
            return
        self.waiting.append(Frame(self.address, KEY_FUNCTION, self.typed + bytes((key,))))
        self.typed = b""

    def rate(self, value: int) -> None:
        self.waiting.append(Frame(self.address, RATING, bytes((value,))))
        self.asking = False

    def due(self, now: float) -> Frame | None:
        """What this station says now, if anything; the one that no echo came for is given up at last."""
        if not self.waiting or (self.sendings and now < self.due_at):
            return None
        if self.sendings == SENDINGS:
            self.given_up += 1
            self._done()
            return self.due(now)
        self.sendings += 1
        self.due_at = now + REPEAT_S + REPEAT_STEP_S * (self.address % 8)
        return self.waiting[0]

    def describe(self) -> str:
        parts = [f"{self.display}, {self.beeps} beeps"] if self.keypad else []
        parts += [f"{self.stars} stars{', asking' if self.asking else ''}"] if self.rater else []
        parts += [f"{self.given_up} given up"] if self.given_up else []
        return f"{self.address}: {', '.join(parts)}"

    def _done(self) -> None:
        self.waiting.pop(0)
        self.sendings = 0


class CallerLineSimulator:
    """Starts with a keypad and a rater at address 1. Every method may be called from any thread.

    A station says a frame again until it hears its echo, and gives up in the end. `repeat` lets every first echo be
    lost, `collide` lets somebody else speak into every first sending, `own-voice` is an adapter that hears itself.
    `digits`: whether a keypad sends the digits typed with the key behind them, or each by itself.
    """

    commands = (
        f"press ADDRESS KEY… with KEY one of {' '.join(NAMES)} | rate ADDRESS VALUE | fail {'|'.join(FAILURES)} | ok"
    )

    def __init__(
        self,
        keypads: tuple[int, ...] = (1,),
        raters: tuple[int, ...] = (1,),
        digits: str = "with-key",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._lock = threading.RLock()
        self._clock = clock
        self._digits_with_key = digits == "with-key"
        self._parser = FrameParser()
        self._failure: str | None = None
        self.stations = {
            address: Station(address, keypad=address in keypads, rater=address in raters)
            for address in sorted({*keypads, *raters})
        }

    @classmethod
    def from_options(cls, options: Options) -> CallerLineSimulator:
        simulator = cls(
            keypads=_addresses(options, "keypads"),
            raters=_addresses(options, "raters"),
            digits=options.choice("digits", "with-key", DIGITS),
        )
        if fail := options.choice("fail", "", FAILURES):
            simulator.fail(fail)
        return simulator

    def press(self, address: int, *keys: Key) -> None:
        with self._lock:
            for key in keys:
                self.stations[address].press(key, digits_with_key=self._digits_with_key)

    def rate(self, address: int, value: int) -> None:
        with self._lock:
            self.stations[address].rate(value)

    def fail(self, failure: str) -> None:
        """One of FAILURES, until `recover`."""
        with self._lock:
            self._failure = failure

    def recover(self) -> None:
        with self._lock:
            self._failure = None

    def receive(self, data: bytes) -> bytes:
        with self._lock:
            for item in self._parser.feed(data):
                if not isinstance(item, BadFrame) and item.address in self.stations:
                    self.stations[item.address].hear(item)
            return (data if self._failure == "own-voice" else b"") + self._said()

    def idle(self) -> bytes:
        with self._lock:
            return self._said()

    def command(self, line: str) -> str:
        with self._lock:
            self._obey(line)
            states = [station.describe() for station in self.stations.values()]
            return f"{self._failure or 'no failure'} | {' | '.join(states)}"

    def _obey(self, line: str) -> None:
        match line.split():
            case ["press", address, *names] if names and self._is("keypad", address) and set(names) <= set(NAMES):
                self.press(int(address), *(NAMES[name] for name in names))
            case ["rate", address, value] if self._is("rater", address) and value.isdecimal() and int(value) < 256:
                self.rate(int(address), int(value))
            case ["fail", failure] if failure in FAILURES:
                self.fail(failure)
            case ["ok"]:
                self.recover()
            case _:
                raise BadCommandError(line, self.commands)

    def _is(self, kind: str, address: str) -> bool:
        station = self.stations.get(int(address)) if address.isdecimal() else None
        return station is not None and bool(getattr(station, kind))

    def _said(self) -> bytes:
        now = self._clock()
        return b"".join(
            self._disturbed(station, frame) for station in self.stations.values() if (frame := station.due(now))
        )

    def _disturbed(self, station: Station, frame: Frame) -> bytes:
        data = frame.to_bytes()
        first = station.sendings == 1
        match self._failure:
            case "silent":
                return b""
            case "garbled":
                return bytes(byte ^ 0x20 for byte in data)
            case "repeat":
                station.deaf_to_echo = first
            case "collide" if first:
                # Two drive the pair of wires at once: where either says 0, 0 is heard.
                return bytes(byte & other for byte, other in zip(data, data[3:] + data[:3], strict=True))
        return data


def _addresses(options: Options, name: str) -> tuple[int, ...]:
    text = options.text(name)
    parts = ["1"] if text is None else [part for part in text.split(",") if part]
    if not all(part.isdecimal() and int(part) < 256 for part in parts):
        raise BadOptionError("sim://caller-line", name, "addresses from 0 to 255, as in 1,2,5")
    return tuple(int(part) for part in parts)
