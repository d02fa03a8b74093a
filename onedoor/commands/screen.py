"""``onedoor screen``."""

from pathlib import Path

from hardware.errors import HardwareError
from onedoor.output import client_id, fail, read_broker_url
from screens.program import HallBoardSettings, run_hall_board


def run_screen(hall: str, mqtt: str, client: str | None, data: Path, *, fullscreen: bool, driven: bool) -> None:
    """Run a hall board until its window is closed; ``driven`` means without a window, by orders on standard input."""
    address = read_broker_url(mqtt)
    settings = HallBoardSettings(
        hall=hall,
        broker=address,
        client=client_id(client, address),
        cache=data / "fonts",
        fullscreen=fullscreen,
        offscreen=driven,
        remote=driven,
    )
    try:
        raise SystemExit(run_hall_board(settings))
    except HardwareError as error:
        fail(str(error))
