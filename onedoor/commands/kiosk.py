"""``onedoor kiosk``."""

from pathlib import Path

from hardware.errors import HardwareError
from kiosk.errors import KioskError
from kiosk.program import KioskSettings, run
from onedoor.output import EXIT_BAD_INPUT, client_id, fail, read_broker_url


def run_kiosk(
    hall: str, mqtt: str, client: str | None, devices: Path | None, data: Path, *, fullscreen: bool, driven: bool
) -> None:
    """Run a kiosk until its window is closed; ``driven`` means without a window, by orders on standard input."""
    address = read_broker_url(mqtt)
    name = client_id(client, address)
    settings = KioskSettings(
        hall=hall,
        broker=address,
        client=name,
        data=data / name,
        devices=devices,
        fullscreen=fullscreen,
        offscreen=driven,
        remote=driven,
    )
    try:
        raise SystemExit(run(settings))
    except (KioskError, HardwareError) as error:
        fail(str(error), EXIT_BAD_INPUT)
