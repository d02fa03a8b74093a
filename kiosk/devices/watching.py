"""What every device that waits for a citizen's hand needs: a thread that opens it, anew when it was gone."""

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

import structlog

from hardware.errors import HardwareError
from hardware.status import PartHealth, PartStatus
from kiosk.devices.pace import Pace
from kiosk.flow.inputs import Input

DRIVER_BROKEN = PartHealth(PartStatus.OFFLINE, "driver_broken")
"""A driver, which may be anybody's, raised what none may raise: it is opened anew, and its thread goes on."""


class Device(Protocol):
    """What is asked of it here; the rest is between it and its own thread."""

    def health(self) -> PartHealth: ...

    def close(self) -> None: ...


_Device = TypeVar("_Device", bound=Device)


class DeviceThread(ABC, Generic[_Device]):
    """Tells from its own thread what citizens do and how the device is; a person is watched for only while wanted."""

    part: str
    """The name of the part in the terminal's health."""

    def __init__(
        self,
        open_device: Callable[[], _Device],
        pace: Pace,
        *,
        tell: Callable[[Input], None],
        tell_health: Callable[[PartHealth], None],
    ) -> None:
        self._open_device = open_device
        self._pace = pace
        self._tell = tell
        self._tell_health = tell_health
        self._changed = threading.Condition()
        self._watching = False
        self._stopped = False
        self._reopening = False
        self._health = PartHealth(PartStatus.UNKNOWN)
        self._log = structlog.get_logger(self.part)
        self._thread = threading.Thread(target=self._run, name=self.part, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def watch(self, *, wanted: bool) -> None:
        with self._changed:
            self._watching = wanted
            self._changed.notify()

    def reopen(self) -> None:
        """Close the device and open it anew."""
        with self._changed:
            self._reopening = True
            self._changed.notify()

    def stop(self) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify()
        self._thread.join()

    @abstractmethod
    def _look_after(self, device: _Device) -> None:
        """Work with the open device until it is gone or :attr:`_leaving`."""

    @property
    def _leaving(self) -> bool:
        return self._stopped or self._reopening

    def _there(self, device: _Device) -> bool:
        """Ask the device how it is; false for one that does not answer."""
        self._set_health(device.health())
        return self._health.status is not PartStatus.OFFLINE

    def _wait(self, seconds: float, *, watching: bool) -> bool:
        """Wait as long as nothing else is wanted than ``watching``; true if something else is."""
        with self._changed:
            return self._changed.wait_for(lambda: self._leaving or self._watching != watching, seconds)

    def _set_health(self, health: PartHealth) -> None:
        if health != self._health:
            self._log.info("part_changed", part=self.part, status=health.status.value, detail=health.detail)
            self._health = health
            self._tell_health(health)

    def _run(self) -> None:
        while not self._stopped:
            try:
                self._serve(self._open_device())
            except HardwareError as error:
                self._set_health(PartHealth(PartStatus.OFFLINE, error.code))
            except Exception:  # noqa: BLE001 - see DRIVER_BROKEN
                if self._health != DRIVER_BROKEN:
                    self._log.exception("driver_broken")
                self._set_health(DRIVER_BROKEN)
            self._wait(self._pace.reopen_s, watching=self._watching)

    def _serve(self, device: _Device) -> None:
        """Until it is gone: it may come back as another port, or at another baud rate."""
        self._reopening = False
        try:
            self._look_after(device)
        finally:
            device.close()
