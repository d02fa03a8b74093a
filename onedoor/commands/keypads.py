"""``onedoor keypads``: the caller keypads and raters of one RS-485 line."""

from pathlib import Path

from hardware.errors import HardwareError
from onedoor.keypads.errors import KeypadsError
from onedoor.keypads.program import KeypadsSettings, run_line
from onedoor.keypads.settings_file import load_keypads_file
from onedoor.output import EXIT_BAD_INPUT, client_id, fail, read_broker_url


def run_keypads(hall: str, mqtt: str, client: str | None, devices: Path, settings: Path) -> None:
    """Serve the keypads of a line until a signal; leaves with what is wrong, all of it, when it cannot."""
    address = read_broker_url(mqtt)
    name = client_id(client, address)
    try:
        line = load_keypads_file(settings)
        raise SystemExit(run_line(KeypadsSettings(hall, address, name, devices, line)))
    except (KeypadsError, HardwareError) as error:
        fail(str(error), EXIT_BAD_INPUT)
