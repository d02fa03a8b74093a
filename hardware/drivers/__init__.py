"""Drivers by name: ours and those that somebody else's package brings."""

from hardware.drivers._driver import Device, Driver
from hardware.drivers._kinds import DEFAULT_DRIVERS
from hardware.drivers._load import installed_drivers, load_driver

__all__ = ["DEFAULT_DRIVERS", "Device", "Driver", "installed_drivers", "load_driver"]
