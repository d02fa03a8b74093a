"""The locker in its thread: opens doors, and sees whether they are closed again."""

import time
from collections.abc import Callable, Mapping
from typing import Protocol

from hardware.errors import HardwareError
from hardware.locker import Door, DoorOutcome, NoSuchCompartmentError, Opening
from hardware.status import PartHealth, PartStatus
from kiosk.devices.pace import Pace
from kiosk.devices.working import WorkThread
from kiosk.flow.inputs import DoorClosed, DoorEnded, Input
from kiosk.flow.lockers import DoorJob, DoorWord

STAYED_CLOSED = "door_stayed_closed"
"""The detail of an outcome with which the sensor says that the door itself did not open."""


class LockerDevice(Protocol):
    """What this thread needs of a locker: see ``hardware.locker.Locker``."""

    def open_door(self, compartment: int) -> DoorOutcome: ...

    def doors(self) -> Mapping[int, Door]: ...

    def health(self) -> PartHealth: ...

    def close(self) -> None: ...


class LockerThread(WorkThread[LockerDevice, DoorJob]):
    """``tell`` and ``tell_health`` are called from here. A door that was opened is looked after until it is closed, or
    another is to be opened, or ``Pace.door_open_s`` have passed; then it is a door that stands open.
    """

    part = "locker"

    def __init__(
        self,
        open_locker: Callable[[], LockerDevice],
        pace: Pace,
        *,
        tell: Callable[[Input], None],
        tell_health: Callable[[PartHealth], None],
    ) -> None:
        super().__init__(open_locker, pace, tell_health=tell_health)
        self._tell = tell
        self._standing_open: DoorJob | None = None
        self._opened_at = 0.0

    def _do(self, order: DoorJob) -> None:
        self._standing_open = None
        try:
            outcome = self._opened().open_door(order.compartment)
        except NoSuchCompartmentError as error:
            self._log.error("locker_has_no_such_compartment", compartment=order.compartment, has=error.compartments)
            word, detail = DoorWord.AWAY, error.code
        except HardwareError as error:
            self._set_health(PartHealth(PartStatus.OFFLINE, error.code))
            word, detail = DoorWord.AWAY, error.code
        else:
            word, detail = _word_of(outcome), outcome.detail or ""
        self._log.info(
            "door_ended", compartment=order.compartment, attempt=order.attempt, word=word.value, detail=detail
        )
        self._tell(DoorEnded(order, word))
        if word is DoorWord.OPEN:
            self._standing_open, self._opened_at = order, time.monotonic()
        else:
            self._ask_health()

    def _broken(self, order: DoorJob) -> None:
        self._tell(DoorEnded(order, DoorWord.UNKNOWN))

    def _quiet_after_s(self) -> float:
        return self._pace.look_at_door_s if self._standing_open else super()._quiet_after_s()

    def _quiet(self) -> None:
        if self._standing_open is None:
            self._ask_health()
        elif self._is_closed(self._standing_open):
            self._tell(DoorClosed(self._standing_open))
            self._leave_door()
        elif time.monotonic() - self._opened_at > self._pace.door_open_s:
            self._leave_door()

    def _is_closed(self, job: DoorJob) -> bool:
        try:
            return self._opened().doors().get(job.compartment) is Door.CLOSED
        except HardwareError:
            return False

    def _leave_door(self) -> None:
        self._standing_open = None
        self._ask_health()

    def _health_of(self, device: LockerDevice) -> PartHealth:
        """A door that stands open while nobody is at it needs a hand."""
        health = device.health()
        if health.status is not PartStatus.OK:
            return health
        standing_open = [str(number) for number, door in device.doors().items() if door is Door.OPEN]
        if standing_open:
            return PartHealth(PartStatus.COVER_OPEN, f"doors_open={','.join(standing_open)}")
        return health


def _word_of(outcome: DoorOutcome) -> DoorWord:
    match outcome.value:
        case Opening.OPENED:
            # A sensor that said so before the pulse as well may be broken: then nobody has seen the door open.
            return DoorWord.UNKNOWN if outcome.detail == "was_open_before" else DoorWord.OPEN
        case Opening.NOT_OPENED:
            return DoorWord.SHUT if outcome.detail == STAYED_CLOSED else DoorWord.AWAY
        case Opening.UNKNOWN:
            return DoorWord.UNKNOWN
