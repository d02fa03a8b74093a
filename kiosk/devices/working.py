"""What every device that does one thing after the other needs: a thread with its orders, its health between them."""

import queue
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Generic, Literal, TypeVar

import structlog

from hardware.errors import HardwareError
from hardware.status import PartHealth, PartStatus
from kiosk.devices.pace import Pace
from kiosk.devices.watching import DRIVER_BROKEN, Device

_Device = TypeVar("_Device", bound=Device)
_Order = TypeVar("_Order")

BEING_MENDED = (PartStatus.OUT, PartStatus.JAM, PartStatus.COVER_OPEN)
"""Somebody may be standing at the device."""


class WorkThread(ABC, Generic[_Device, _Order]):
    """Does what it is handed, in order. The device is opened when it is needed, and anew when it was gone."""

    part: str
    """The name of the part in the terminal's health."""

    def __init__(
        self, open_device: Callable[[], _Device], pace: Pace, *, tell_health: Callable[[PartHealth], None]
    ) -> None:
        self._open_device = open_device
        self._pace = pace
        self._tell_health = tell_health
        self._orders: queue.SimpleQueue[_Order | Literal["reopen"] | None] = queue.SimpleQueue()
        self._device: _Device | None = None
        self._health = PartHealth(PartStatus.UNKNOWN)
        self._log = structlog.get_logger(self.part)
        self._thread = threading.Thread(target=self._run, name=self.part, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def order(self, order: _Order) -> None:
        self._orders.put(order)

    def reopen(self) -> None:
        """Close the device after the orders before, and open it anew."""
        self._orders.put("reopen")

    def stop(self) -> None:
        """Ends after the orders it was handed."""
        self._orders.put(None)
        self._thread.join()

    @abstractmethod
    def _do(self, order: _Order) -> None:
        """Carry out one order and tell what came of it."""

    @abstractmethod
    def _broken(self, order: _Order) -> None:
        """Something unforeseen was raised in the middle of an order: tell that nobody knows what came of it."""

    def _quiet(self) -> None:
        """Nobody wants anything for a while."""
        self._ask_health()

    def _quiet_after_s(self) -> float:
        mended_soon = self._device is None or self._health.status in BEING_MENDED
        return self._pace.reopen_s if mended_soon else self._pace.health_every_s

    def _health_of(self, device: _Device) -> PartHealth:
        return device.health()

    def _ask_health(self) -> None:
        try:
            health = self._health_of(self._opened())
        except HardwareError as error:
            health = PartHealth(PartStatus.OFFLINE, error.code)
        except Exception:  # noqa: BLE001 - see DRIVER_BROKEN
            if self._health != DRIVER_BROKEN:
                self._log.exception("driver_broken")
            health = DRIVER_BROKEN
        self._set_health(health)

    def _opened(self) -> _Device:
        if self._device is None:
            self._device = self._open_device()
        return self._device

    def _set_health(self, health: PartHealth) -> None:
        if health.status is PartStatus.OFFLINE:
            # Its port may come back as another one: the next use opens it anew.
            self._close()
        if health != self._health:
            self._log.info("part_changed", part=self.part, status=health.status.value, detail=health.detail)
            self._health = health
            self._tell_health(health)

    def _close(self) -> None:
        if self._device is not None:
            self._device.close()
            self._device = None

    def _run(self) -> None:
        self._ask_health()
        while True:
            try:
                order = self._orders.get(timeout=self._quiet_after_s())
            except queue.Empty:
                self._quiet()
                continue
            if order is None:
                self._close()
                return
            if order == "reopen":
                self._close()
                self._ask_health()
            else:
                self._carry_out(order)
            del order  # somebody's sheet is not kept until the next comes

    def _carry_out(self, order: _Order) -> None:
        try:
            self._do(order)
        except Exception:  # noqa: BLE001 - see DRIVER_BROKEN
            self._log.exception("order_broken")
            self._close()
            self._ask_health()
            self._broken(order)
