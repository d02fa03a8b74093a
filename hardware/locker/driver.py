"""Opens the doors of a locker whose locks hang on a Modbus RTU relay board, and says truthfully what came of it."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from hardware.errors import LinkError
from hardware.locker._frames import FLASH, OFF, ON, READ_COILS, READ_INPUTS, WRITE_COIL, AnswerParser, Refusal, Request
from hardware.locker._wiring import Pulse, Wiring
from hardware.locker.errors import (
    BoardRefusedError,
    BoardSilentError,
    CoilStaysOnError,
    GarbledAnswerError,
    IllegalAddressError,
    LineEchoesError,
    LockerError,
    NoSuchCompartmentError,
)
from hardware.locker.locker import Door, DoorOutcome, Opening
from hardware.status import PartHealth, PartStatus
from hardware.timing import Scalable

if TYPE_CHECKING:
    from collections.abc import Callable

    from hardware.link import Link

READ_ATTEMPTS = 3
"""Reading changes nothing. Next to coils that switch, one frame may well be lost; three in a row are no accident."""

ON_ATTEMPTS = 2
"""Only after the coil was read back as off: a second pulse to the same lock opens the same door."""

OFF_ATTEMPTS = 3
"""Switching off is always safe, and a coil that stays on burns."""

FLASH_UNIT_S = 0.1

ILLEGAL_ADDRESS = 0x02
ACCEPTED = 0x05
"""The exception with which a board says that it will still do it."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Timing(Scalable):
    """Seconds."""

    answer_s: float = 0.5
    """Boards answer within some 10 ms; a frame takes 9 ms at 9600 baud, a terminal server a round trip more."""

    between_frames_s: float = 0.02
    """A board takes 3.5 characters of silence for the end of a frame: 4 ms at 9600 baud, 16 ms at 2400 (A)."""

    door_opens_s: float = 3.0
    """From the pulse to the sensor's word: a spring pushes the door within a second, a tight one is helped by hand."""

    ask_door_every_s: float = 0.1
    """Nobody in front of the door notices a tenth of a second."""


DEFAULT_TIMING = Timing()


class RelayLocker:
    """One board on one link, used from one thread. After an outcome or a health with a link error, open a new link.

    A coil of ours that is found on before we pulse was left on by a program that died: it is switched off first.
    """

    def __init__(
        self, link: Link, wiring: Wiring, timing: Timing = DEFAULT_TIMING, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._link = link
        self._wiring = wiring
        self._timing = timing
        self._clock = clock

    @property
    def compartments(self) -> int:
        return self._wiring.compartments

    def open_door(self, compartment: int) -> DoorOutcome:
        """As in `Locker`. A door that stands open already is pulsed all the same: its sensor may be wrong."""
        if not 1 <= compartment <= self.compartments:
            raise NoSuchCompartmentError(compartment, self.compartments)
        try:
            # Another lock that stays powered is no reason to keep this door shut: health tells of it.
            with suppress(CoilStaysOnError):
                self._release_coils()
            before = self._doors()[compartment]
        except (LockerError, LinkError) as error:
            return _outcome(compartment, Opening.NOT_OPENED, error.code)
        try:
            self._pulse(compartment)
        except BoardRefusedError as error:
            done = error.exception_code == ACCEPTED
            return _outcome(compartment, Opening.UNKNOWN if done else Opening.NOT_OPENED, error.code)
        except LinkError as error:
            return _outcome(compartment, Opening.UNKNOWN, error.code)
        except LockerError as error:
            return self._outcome_by_sensor(compartment, error.code)
        return self._outcome_by_sensor(compartment, "was_open_before" if before is Door.OPEN else None)

    def doors(self) -> dict[int, Door]:
        try:
            return self._doors()
        except (LockerError, LinkError) as error:
            _log.warning("locker_doors_unknown", code=error.code)
            return dict.fromkeys(self._numbers(), Door.UNKNOWN)

    def health(self) -> PartHealth:
        """Asks for the coils and the sensors. Switches coils off that were left on."""
        try:
            self._release_coils()
            self._doors()
        except (GarbledAnswerError, LineEchoesError) as error:
            return PartHealth(PartStatus.UNKNOWN, error.code)
        except CoilStaysOnError as error:
            return PartHealth(PartStatus.JAM, error.code)
        except (LockerError, LinkError) as error:
            return PartHealth(PartStatus.OFFLINE, error.code)
        return PartHealth(PartStatus.OK)

    def close(self) -> None:
        self._link.close()

    def _numbers(self) -> range:
        return range(1, self.compartments + 1)

    def _doors(self) -> dict[int, Door]:
        wiring = self._wiring
        if wiring.first_input is None:
            return dict.fromkeys(self._numbers(), Door.UNKNOWN)
        inputs = self._read(READ_INPUTS, wiring.first_input, self.compartments)
        states = (Door.CLOSED if is_on == wiring.closed_reads else Door.OPEN for is_on in inputs)
        return dict(zip(self._numbers(), states, strict=True))

    def _release_coils(self) -> None:
        left_on = [number for number, is_on in zip(self._numbers(), self._coils(), strict=True) if is_on]
        if left_on:
            _log.warning("locker_coils_found_on", compartments=left_on)
        staying_on = [number for number in left_on if not self._switched_off(number)]
        if staying_on:
            raise CoilStaysOnError(f"compartments {staying_on}")

    def _pulse(self, compartment: int) -> None:
        if self._wiring.pulse is Pulse.FLASH:
            self._switch_on(compartment, FLASH, max(1, round(self._wiring.pulse_s / FLASH_UNIT_S)))
            self._wait(self._wiring.pulse_s)
            return
        try:
            self._switch_on(compartment, 0, ON)
            self._wait(self._wiring.pulse_s)
        except LockerError:
            self._end_pulse(compartment)
            raise
        except BaseException:  # somebody ends the program, or the line is gone
            with suppress(CoilStaysOnError, LinkError):
                self._end_pulse(compartment)
            raise
        self._end_pulse(compartment)

    def _end_pulse(self, compartment: int) -> None:
        if not self._switched_off(compartment):
            raise CoilStaysOnError(f"compartment {compartment}")

    def _switch_on(self, compartment: int, command: int, value: int) -> None:
        """Without an answer, asks whether the coil is on or the door open before giving the order again."""
        request = self._order(compartment, command, value)
        for attempt in range(1, ON_ATTEMPTS + 1):
            try:
                self._exchange(request)
            except (BoardSilentError, GarbledAnswerError) as error:
                _log.warning("locker_order_unanswered", compartment=compartment, attempt=attempt, code=error.code)
                if self._coils()[compartment - 1] or self._doors()[compartment] is Door.OPEN:
                    return
                if attempt == ON_ATTEMPTS:
                    raise
            else:
                return

    def _switched_off(self, compartment: int) -> bool:
        """Believed only when it is read back: a relay may stick, and an order may have got lost."""
        request = self._order(compartment, 0, OFF)
        for attempt in range(1, OFF_ATTEMPTS + 1):
            try:
                self._exchange(request)
            except LockerError as error:
                _log.warning("locker_order_unanswered", compartment=compartment, attempt=attempt, code=error.code)
            if self._is_seen_off(compartment):
                return True
        return False

    def _is_seen_off(self, compartment: int) -> bool:
        try:
            return not self._coils()[compartment - 1]
        except LockerError as error:
            _log.warning("locker_coil_not_seen_off", compartment=compartment, code=error.code)
            return False

    def _order(self, compartment: int, command: int, value: int) -> Request:
        address = command + self._wiring.first_coil + compartment - 1
        return Request(self._wiring.unit, WRITE_COIL, address, value)

    def _coils(self) -> tuple[bool, ...]:
        """Always all of them: a late answer to this question is then at least one to the same question."""
        return self._read(READ_COILS, self._wiring.first_coil, self.compartments)

    def _outcome_by_sensor(self, compartment: int, detail: str | None) -> DoorOutcome:
        if self._wiring.first_input is None:
            return _outcome(compartment, Opening.UNKNOWN, detail or "no_door_sensor")
        try:
            opened = self._seen_open(compartment)
        except (LockerError, LinkError) as error:
            return _outcome(compartment, Opening.UNKNOWN, detail or error.code)
        if opened:
            return _outcome(compartment, Opening.OPENED, detail)
        return _outcome(compartment, Opening.NOT_OPENED, detail or "door_stayed_closed")

    def _seen_open(self, compartment: int) -> bool:
        deadline = self._clock() + self._timing.door_opens_s
        while self._doors()[compartment] is not Door.OPEN:
            if self._clock() >= deadline:
                return False
            self._wait(self._timing.ask_door_every_s)
        return True

    def _read(self, function: int, address: int, count: int) -> tuple[bool, ...]:
        request = Request(self._wiring.unit, function, address, count)
        for attempt in range(1, READ_ATTEMPTS):
            try:
                return self._exchange(request)
            except (BoardSilentError, GarbledAnswerError) as error:
                _log.info("locker_retry", function=function, attempt=attempt, code=error.code)
        return self._exchange(request)

    def _exchange(self, request: Request) -> tuple[bool, ...]:
        """Sends once and waits for the answer: the bits read, none after a write. Raises LockerError or LinkError."""
        self._wait(self._timing.between_frames_s)
        self._link.drain_input()
        self._link.write(request.to_bytes())
        parser = AnswerParser(request)
        deadline = self._clock() + self._timing.answer_s
        while (left := deadline - self._clock()) > 0:
            answer = parser.feed(self._link.read(256, left))
            if parser.echoed:
                raise LineEchoesError("a read request came back")
            if isinstance(answer, Refusal):
                raise _refused(answer.exception_code)
            if answer is not None:
                return answer
        if parser.heard:
            raise GarbledAnswerError("no whole answer")
        raise BoardSilentError(f"function {request.function:02X}")

    def _wait(self, seconds: float) -> None:
        """Waits on the line; what arrives meanwhile answers nothing that was asked."""
        deadline = self._clock() + seconds
        while (left := deadline - self._clock()) > 0:
            self._link.read(256, left)


def _refused(exception_code: int) -> BoardRefusedError:
    return (IllegalAddressError if exception_code == ILLEGAL_ADDRESS else BoardRefusedError)(exception_code)


def _outcome(compartment: int, value: Opening, detail: str | None) -> DoorOutcome:
    if value is not Opening.OPENED:
        _log.warning("door_not_seen_open", compartment=compartment, value=value.value, detail=detail)
    return DoorOutcome(compartment, value, detail)
