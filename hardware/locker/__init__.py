"""The pick-up locker: doors that open on an order and say whether they did."""

from hardware.drivers import Driver
from hardware.link import open_link
from hardware.locker._wiring import Pulse, Wiring, take_wiring
from hardware.locker.driver import RelayLocker, Timing
from hardware.locker.errors import (
    BoardRefusedError,
    BoardSilentError,
    CoilStaysOnError,
    GarbledAnswerError,
    IllegalAddressError,
    LineEchoesError,
    LockerError,
    NoSuchCompartmentError,
)
from hardware.locker.locker import Door, DoorOutcome, Locker, Opening

__all__ = [
    "MODBUS_RELAYS",
    "BoardRefusedError",
    "BoardSilentError",
    "CoilStaysOnError",
    "Door",
    "DoorOutcome",
    "GarbledAnswerError",
    "IllegalAddressError",
    "LineEchoesError",
    "Locker",
    "LockerError",
    "NoSuchCompartmentError",
    "Opening",
    "Pulse",
    "RelayLocker",
    "Timing",
    "Wiring",
    "open_modbus_relays",
]


def open_modbus_relays(url: str) -> Locker:
    """A link's URL with the wiring in its query: see `Wiring`. Raises HardwareError for a bad URL or a dead port."""
    link_url, wiring = take_wiring(url)
    return RelayLocker(open_link(link_url), wiring)


MODBUS_RELAYS: Driver[Locker] = Driver(
    open=open_modbus_relays,
    example="serial:///dev/ttyUSB0?baud=9600&unit=1&compartments=8&first_input=0&pulse=flash",
)
