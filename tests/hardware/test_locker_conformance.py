"""The locker's drivers keep the rules of every device."""

from __future__ import annotations

from hardware.link import open_link
from hardware.locker import Locker, Pulse, RelayLocker, Timing, Wiring
from hardware.locker.simulator import LockerSimulator
from tests.conformance.devices import DeviceConformance

FAST = Timing().scaled(0.1)


class TestRelayLocker(DeviceConformance):
    def simulator(self) -> LockerSimulator:
        return LockerSimulator()

    def open(self, path: str) -> Locker:
        return RelayLocker(open_link(f"serial://{path}"), Wiring(first_input=0), FAST)


class TestRelayLockerWithoutSensors(TestRelayLocker):
    def open(self, path: str) -> Locker:
        return RelayLocker(open_link(f"serial://{path}"), Wiring(pulse=Pulse.FLASH), FAST)
