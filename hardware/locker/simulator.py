"""A relay board with a locker's doors on it, seen from its plug: a Modbus RTU slave whose coils pull locks."""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import TYPE_CHECKING

from hardware.errors import BadCommandError
from hardware.locker._frames import (
    FLASH,
    OFF,
    ON,
    READ_COILS,
    READ_INPUTS,
    WRITE_COIL,
    Bits,
    Refusal,
    Request,
    RequestParser,
)
from hardware.locker._wiring import FLASH_COILS

if TYPE_CHECKING:
    from collections.abc import Callable

    from hardware.options import Options

FAILURES = ("silent", "garbled", "exception")

KEPT_PULSES = 100

_MOST_BITS = 2000
_ILLEGAL_FUNCTION, _ILLEGAL_ADDRESS, _ILLEGAL_VALUE, _DEVICE_FAILURE = 1, 2, 3, 4


class LockerSimulator:
    """Every door is closed at first; door n has coil n - 1 and input n - 1. Any thread may call every method.

    A door springs open when its coil goes on and closes only by hand (`close N`), not while its coil is on. `silent`
    and `garbled` obey and say nothing, or with a wrong checksum; `exception` refuses everything.
    """

    commands = f"close N | stick N (does not open) | block N (does not close) | fail {'|'.join(FAILURES)} | ok"

    def __init__(
        self,
        doors: int = 32,
        address: int = 1,
        *,
        closed_as: bool = True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._doors = doors
        self._address = address
        self._closed_as = closed_as
        self._clock = clock
        self._lock = threading.RLock()
        self._parser = RequestParser(address)
        self._on_until: dict[int, float] = {}
        """Coil number to when it goes off by itself."""
        self._open: set[int] = set()
        self._stuck: set[int] = set()
        self._blocked: set[int] = set()
        self._failure: str | None = None
        self.pulses: deque[int] = deque(maxlen=KEPT_PULSES)
        """The doors whose coils went on, the last ones, in order."""

    @classmethod
    def from_options(cls, options: Options) -> LockerSimulator:
        simulator = cls(
            doors=options.whole("doors", 32, least=1, most=FLASH_COILS),
            address=options.whole("address", 1, least=1, most=247),
            closed_as=options.choice("closed_as", "on", ("on", "off")) == "on",
        )
        if fail := options.choice("fail", "", FAILURES):
            simulator.fail(fail)
        return simulator

    def fail(self, failure: str) -> None:
        """One of FAILURES, until `ok`."""
        with self._lock:
            self._failure = failure

    def coils_on(self) -> set[int]:
        """The numbers of the doors whose coils are on now."""
        with self._lock:
            now = self._clock()
            return {coil + 1 for coil, until in self._on_until.items() if until > now}

    def doors_open(self) -> set[int]:
        with self._lock:
            return set(self._open)

    def receive(self, data: bytes) -> bytes:
        with self._lock:
            return b"".join([self._spoken(self._answer(request)) for request in self._parser.feed(data)])

    def idle(self) -> bytes:
        return b""

    def command(self, line: str) -> str:
        with self._lock:
            self._obey(line)
            states = {"open": self._open, "coil on": self.coils_on(), "stuck": self._stuck, "blocked": self._blocked}
            lists = [f"{name} {' '.join(map(str, sorted(doors)))}" for name, doors in states.items() if doors]
            return ", ".join([*(lists or ["all doors closed"]), self._failure or "no failure"])

    def _obey(self, line: str) -> None:
        match line.split():
            case ["close" | "stick" | "block" as order, number] if self._has(number):
                self._order(order, int(number))
            case ["fail", failure] if failure in FAILURES:
                self._failure = failure
            case ["ok"]:
                self._failure = None
                self._stuck.clear()
                self._blocked.clear()
            case _:
                raise BadCommandError(line, self.commands)

    def _has(self, number: str) -> bool:
        return number.isdecimal() and 1 <= int(number) <= self._doors

    def _order(self, order: str, door: int) -> None:
        if order == "stick":
            self._stuck.add(door)
        elif order == "block":
            self._blocked.add(door)
        elif door not in self._blocked | self.coils_on():
            self._open.discard(door)

    def _spoken(self, frame: bytes) -> bytes:
        if self._failure == "silent":
            return b""
        return frame[:-1] + bytes((frame[-1] ^ 0xFF,)) if self._failure == "garbled" else frame

    def _answer(self, request: Request) -> bytes:
        if self._failure == "exception":
            return self._refused(request, _DEVICE_FAILURE)
        if request.function in (READ_COILS, READ_INPUTS):
            return self._read(request)
        if request.function != WRITE_COIL:
            return self._refused(request, _ILLEGAL_FUNCTION)
        return self._flash(request) if request.address >= FLASH else self._write(request)

    def _read(self, request: Request) -> bytes:
        if not 1 <= request.value <= _MOST_BITS:
            return self._refused(request, _ILLEGAL_VALUE)
        wanted = range(request.address, request.address + request.value)
        if wanted[-1] >= self._doors:
            return self._refused(request, _ILLEGAL_ADDRESS)
        on = self.coils_on()
        if request.function == READ_COILS:
            return Bits(self._address, READ_COILS, tuple(number + 1 in on for number in wanted)).to_bytes()
        closed = ((number + 1 not in self._open) == self._closed_as for number in wanted)
        return Bits(self._address, READ_INPUTS, tuple(closed)).to_bytes()

    def _write(self, request: Request) -> bytes:
        if request.address >= self._doors:
            return self._refused(request, _ILLEGAL_ADDRESS)
        if request.value not in (ON, OFF):
            return self._refused(request, _ILLEGAL_VALUE)
        self._switch(request.address, float("inf") if request.value == ON else 0.0)
        return request.to_bytes()

    def _flash(self, request: Request) -> bytes:
        if request.address - FLASH >= self._doors:
            return self._refused(request, _ILLEGAL_ADDRESS)
        self._switch(request.address - FLASH, self._clock() + request.value / 10)
        return request.to_bytes()

    def _switch(self, coil: int, until: float) -> None:
        door = coil + 1
        was_on = door in self.coils_on()
        self._on_until[coil] = until
        if door in self.coils_on() and not was_on:
            self.pulses.append(door)
            if door not in self._stuck:
                self._open.add(door)

    def _refused(self, request: Request, exception_code: int) -> bytes:
        return Refusal(self._address, request.function, exception_code).to_bytes()
