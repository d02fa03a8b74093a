"""``onedoor kiosk`` and ``onedoor kiosk-pin``."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from hardware.errors import HardwareError
from kiosk.care import set_pin
from kiosk.errors import KioskError
from kiosk.program import RESTART, KioskSettings, run
from kiosk.settings_file import Upkeep, load_settings_file
from onedoor.output import EXIT_BAD_INPUT, client_id, fail, read_broker_url


@dataclass(frozen=True, slots=True)
class KioskFiles:
    """The files of a kiosk: which devices it has, its API token, its settings, and where it keeps its own."""

    devices: Path | None
    token: Path | None
    settings: Path | None
    data: Path


def run_kiosk(hall: str, mqtt: str, client: str | None, kept: KioskFiles, *, fullscreen: bool, driven: bool) -> None:
    """Run a kiosk until its window is closed; ``driven`` means without a window, by orders on standard input."""
    address = read_broker_url(mqtt)
    name = client_id(client, address)
    try:
        settings = KioskSettings(
            hall=hall,
            broker=address,
            client=name,
            data=kept.data / name,
            devices=kept.devices,
            token=kept.token,
            fullscreen=fullscreen,
            offscreen=driven,
            remote=driven,
            upkeep=load_settings_file(kept.settings) if kept.settings else Upkeep(),
        )
        code = run(settings)
    except (KioskError, HardwareError) as error:
        fail(str(error), EXIT_BAD_INPUT)
    if code == RESTART:
        # The same command line in the same process: whoever supervises it sees no end.
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - it is our own
    raise SystemExit(code)


def run_kiosk_pin(client: str, data: Path, pin: str) -> None:
    """Set the PIN of maintenance."""
    try:
        set_pin(data / client, pin)
    except KioskError as error:
        fail(str(error), EXIT_BAD_INPUT)
    print(f"the PIN of {client} is set")
