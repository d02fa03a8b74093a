"""Which simulators there are, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hardware.errors import UnknownDeviceError
from hardware.id_card.simulator import IdCardSimulator
from hardware.options import Options
from hardware.printer.simulator import PrinterSimulator
from hardware.simulators._wire import Wire

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hardware.simulators._pty_host import Simulator

DEVICES: Mapping[str, Callable[[Options], Simulator]] = {
    "id-card": IdCardSimulator.from_options,
    "printer": PrinterSimulator.from_options,
}


def build_simulator(device: str, values: Mapping[str, str]) -> tuple[Simulator, Wire]:
    """A simulator and its wire from `name=value` options. Raises UnknownDeviceError or BadOptionError."""
    build = DEVICES.get(device)
    if build is None:
        raise UnknownDeviceError(device, tuple(DEVICES))
    options = Options(f"sim://{device}", values)
    simulator, wire = build(options), Wire.from_options(options)
    options.finish()
    return simulator, wire
