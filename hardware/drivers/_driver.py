"""What a driver is, whoever wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from hardware.status import PartHealth


class Device(Protocol):
    """What every opened device can do; the rest is its kind's own. It belongs to one thread."""

    def health(self) -> PartHealth:
        """Asks the device how it is. Never raises for a device or a line that is not well."""

    def close(self) -> None:
        """Gives the port back. May be called twice."""


DeviceT_co = TypeVar("DeviceT_co", bound=Device, covariant=True)


@dataclass(frozen=True, slots=True)
class Driver(Generic[DeviceT_co]):
    """One family of devices. A package offers it as an entry point of the group `onedoor.<kind>`.

    `open` takes a transport URL and raises HardwareError if the device cannot be reached; `example` is such a URL, for
    people who write a devices file.
    """

    open: Callable[[str], DeviceT_co]
    example: str
