"""From a kind and a name to a driver that somebody installed."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, Any

from hardware.drivers._driver import Driver
from hardware.errors import BrokenDriverError, UnknownDriverError

if TYPE_CHECKING:
    from collections.abc import Iterable


def installed_drivers(kind: str) -> tuple[EntryPoint, ...]:
    """The entry points that offer drivers for a kind of device, ours and others', by name."""
    return tuple(sorted(entry_points(group=f"onedoor.{kind}"), key=lambda point: point.name))


def load_driver(kind: str, name: str, installed: Iterable[EntryPoint]) -> Driver[Any]:
    """Raises UnknownDriverError, or BrokenDriverError for one that is installed and cannot be loaded."""
    by_name = {point.name: point for point in installed}
    point = by_name.get(name)
    if point is None:
        raise UnknownDriverError(kind, name, tuple(by_name))
    try:
        driver = point.load()
    except Exception as error:  # somebody else's package may raise anything: one device is missing, not the kiosk
        raise BrokenDriverError(kind, name, f"{type(error).__name__}: {error}") from error
    if not isinstance(driver, Driver):
        raise BrokenDriverError(kind, name, f"{point.value} is no hardware.drivers.Driver")
    return driver
