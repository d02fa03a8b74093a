"""A terminal's devices on real ptys, and what their threads say of them."""

import queue
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from PIL import Image

from hardware.devices_file import DeviceSetting
from hardware.simulators import PtyHost, Simulator, Wire
from kiosk.devices import DeviceRoom, Drawing, Pace
from kiosk.flow.effects import PrintJob
from kiosk.flow.inputs import CardFailed, Input
from queue_server.contract.views import PartHealth

HANG_S = 120.0
"""Nothing here takes a second; this only ends a test that hangs."""

QUICK = Pace(poll_every_s=0.01, health_every_s=0.05, reopen_s=0.02, look_at_door_s=0.01)


def usual(**urls: str) -> Mapping[str, DeviceSetting]:
    return {kind: DeviceSetting.usual(kind, url) for kind, url in urls.items()}


@dataclass
class Bench:
    """A device room whose words are kept, with simulators that can be plugged in and out at one path."""

    folder: Path
    inputs: queue.Queue[Input] = field(default_factory=queue.Queue)
    health: queue.Queue[tuple[str, PartHealth]] = field(default_factory=queue.Queue)
    hosts: list[PtyHost] = field(default_factory=list)
    rooms: list[DeviceRoom] = field(default_factory=list)

    def plug(self, name: str, simulator: Simulator, wire: Wire = Wire()) -> str:  # noqa: B008 - frozen
        host = PtyHost(simulator, wire)
        self.hosts.append(host)
        port = self.folder / name
        port.unlink(missing_ok=True)
        port.symlink_to(host.path)
        return f"serial://{port}"

    def room(
        self,
        devices: Mapping[str, DeviceSetting],
        draw: Callable[[PrintJob, int], Image.Image] | None = None,
        **pace: float,
    ) -> DeviceRoom:
        room = DeviceRoom(
            devices,
            drawing=Drawing(draw or (lambda _, width: Image.new("1", (width, 64), 0)), lambda _: b"%PDF-"),
            tell=self.inputs.put,
            tell_health=lambda part, word: self.health.put((part, word)),
            pace=replace(QUICK, **pace),
        )
        self.rooms.append(room)
        room.start()
        return room

    def next_input(self) -> Input:
        return self.inputs.get(timeout=HANG_S)

    def after_lifting(self) -> Input:
        """What comes next, but for the card that was lifted while it was being read."""
        given = self.next_input()
        return self.next_input() if isinstance(given, CardFailed) and given.code == "card_taken_away" else given

    def until_health(self, part: str, status: str, detail: str | None = None) -> None:
        while True:
            name, word = self.health.get(timeout=HANG_S)
            if (name, word.status) == (part, status) and detail in (None, word.detail):
                return
