"""What holds for every driver of every device, ours and other people's.

A test file of a device inherits from `DeviceConformance` and says how its device is plugged in; pytest runs these rules
for it. The simulator stands for the device: it must understand the orders `fail silent`, `fail garbled` and `ok`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar

import pytest

from hardware.simulators import PtyHost, Simulator, Wire
from hardware.status import PartStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hardware.drivers import Device

NOT_OK = (PartStatus.OFFLINE, PartStatus.UNKNOWN)

NASTY_WIRES = {
    "one-byte-at-a-time": Wire(chunk_bytes=1),
    "odd-pieces": Wire(chunk_bytes=7),
    "slow": Wire(chunk_bytes=16, pause_s=0.0005),
    "lossy": Wire(loss=0.05, seed=3),
    "flipping": Wire(flips=0.05, seed=5),
    "lossy-and-flipping": Wire(chunk_bytes=3, loss=0.05, flips=0.05, seed=8),
}


class DeviceConformance(ABC):
    """`answers` is False for a device that never speaks: all that is known of it is that its port is there."""

    answers: ClassVar[bool] = True

    @abstractmethod
    def simulator(self) -> Simulator:
        """The other end of the wire, in good order."""

    @abstractmethod
    def open(self, path: str) -> Device:
        """The driver's device on the port at `path`, with a patience fit for tests."""

    @pytest.fixture
    def host(self) -> Iterator[PtyHost]:
        with PtyHost(self.simulator(), Wire()) as host:
            yield host

    @pytest.fixture
    def device(self, host: PtyHost) -> Iterator[Device]:
        device = self.open(host.path)
        yield device
        device.close()

    def test_a_device_in_good_order_is_ok_only_by_its_own_word(self, device: Device) -> None:
        assert device.health().status is (PartStatus.OK if self.answers else PartStatus.UNKNOWN)

    def test_a_silent_device_is_never_ok(self, host: PtyHost, device: Device) -> None:
        host.simulator.command("fail silent")
        assert device.health().status in NOT_OK

    def test_a_device_that_talks_rubbish_is_never_ok(self, host: PtyHost, device: Device) -> None:
        host.simulator.command("fail garbled")
        assert device.health().status in NOT_OK

    def test_a_device_that_is_mended_is_ok_again(self, host: PtyHost, device: Device) -> None:
        host.simulator.command("fail silent")
        device.health()
        host.simulator.command("ok")
        assert device.health().status is (PartStatus.OK if self.answers else PartStatus.UNKNOWN)

    def test_a_pulled_plug_is_offline_and_raises_nothing(self, host: PtyHost, device: Device) -> None:
        host.close()
        assert device.health().status is PartStatus.OFFLINE

    @pytest.mark.parametrize("wire", NASTY_WIRES.values(), ids=NASTY_WIRES)
    def test_a_bad_line_never_makes_a_health_question_fail(self, host: PtyHost, device: Device, wire: Wire) -> None:
        host.set_wire(wire)
        for _ in range(5):
            assert device.health().status in PartStatus

    def test_a_device_may_be_closed_twice(self, device: Device) -> None:
        device.close()
        device.close()

    def test_a_port_is_free_again_after_close(self, host: PtyHost, device: Device) -> None:
        device.close()
        again = self.open(host.path)
        again.close()
