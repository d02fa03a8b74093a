"""Which simulators there are, by name: ours and those that somebody else's package brings."""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import TYPE_CHECKING, cast

from hardware.errors import UnknownDeviceError
from hardware.options import Options
from hardware.simulators._wire import Wire

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hardware.simulators._pty_host import Simulator

GROUP = "onedoor.simulators"
"""The entry points: each names a callable that makes a `Simulator` from `Options`."""


def simulated_devices() -> tuple[str, ...]:
    """The names of the devices that can be simulated here."""
    return tuple(sorted(point.name for point in entry_points(group=GROUP)))


def build_simulator(device: str, values: Mapping[str, str]) -> tuple[Simulator, Wire]:
    """A simulator and its wire from `name=value` options. Raises UnknownDeviceError or BadOptionError."""
    points = {point.name: point for point in entry_points(group=GROUP)}
    point = points.get(device)
    if point is None:
        raise UnknownDeviceError(device, tuple(sorted(points)))
    build = cast("Callable[[Options], Simulator]", point.load())
    options = Options(f"sim://{device}", values)
    simulator, wire = build(options), Wire.from_options(options)
    options.finish()
    return simulator, wire
