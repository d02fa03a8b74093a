"""The terminal's devices: each has a thread of its own, and says in inputs of the flow what happens there."""

from kiosk.devices.pace import Pace
from kiosk.devices.room import DeviceRoom, Drawing

__all__ = ["DeviceRoom", "Drawing", "Pace"]
