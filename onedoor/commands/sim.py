"""``onedoor sim``."""

import sys
from collections.abc import Sequence

from hardware.errors import HardwareError
from hardware.simulators import run_on_pty, simulated_devices
from onedoor.output import EXIT_BAD_INPUT, fail


def run_sim(device: str, options: Sequence[str]) -> None:
    """Serve one simulated device on a pty; takes its orders from standard input."""
    pairs = dict(option.split("=", 1) for option in options if "=" in option)
    if len(pairs) != len(options):
        fail("options are written NAME=VALUE", EXIT_BAD_INPUT)
    if device not in simulated_devices():
        fail(f"there is no simulated {device}: expected one of {', '.join(simulated_devices())}", EXIT_BAD_INPUT)
    try:
        run_on_pty(device, pairs, sys.stdin, sys.stdout)
    except HardwareError as error:
        fail(str(error), EXIT_BAD_INPUT)
