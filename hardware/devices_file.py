"""The devices file: which devices there are, each with the transport URL that reaches it, and its driver.

::

    id_card = "serial:///dev/ttyUSB0?baud=auto"
    printer = { driver = "escpos", url = "socket://192.168.1.40:9100" }

A kind that is not named is not there.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from hardware.drivers import DEFAULT_DRIVERS, installed_drivers, load_driver
from hardware.errors import (
    BadLinkUrlError,
    BadOptionError,
    BrokenDriverError,
    HardwareError,
    UnknownDeviceError,
    UnknownDriverError,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from hardware.drivers import Driver


class DevicesFileError(HardwareError):
    """The devices file cannot be used. `mistakes` are all of them, each with its place and what was expected."""

    code: ClassVar[str] = "devices_file"

    def __init__(self, path: Path, mistakes: tuple[str, ...]) -> None:
        super().__init__("\n".join(f"{path}: {mistake}" for mistake in mistakes))
        self.path = path
        self.mistakes = mistakes


@dataclass(frozen=True, slots=True)
class DeviceSetting:
    """One device of the file. `driver` is the name of one that is installed for `kind`."""

    kind: str
    driver: str
    url: str

    @classmethod
    def usual(cls, kind: str, url: str) -> DeviceSetting:
        """With the driver that needs no name."""
        return cls(kind, DEFAULT_DRIVERS[kind], url)

    def load(self) -> Driver[Any]:
        """Raises UnknownDriverError or BrokenDriverError."""
        return load_driver(self.kind, self.driver, installed_drivers(self.kind))

    def open(self) -> Any:
        """The device itself, with the methods of its kind; raises HardwareError if it cannot be reached."""
        return self.load().open(self.url)


def read_devices_file(path: Path) -> Mapping[str, DeviceSetting]:
    """The devices by kind. Each is opened once: one that does not answer now is no mistake, it may come later.

    Raises DevicesFileError with every mistake in the file.
    """
    settings: dict[str, DeviceSetting] = {}
    mistakes: list[str] = []
    for kind, value in _values_in(path).items():
        setting = _setting(kind, value)
        mistake = setting if isinstance(setting, str) else _mistake(setting)
        if mistake is not None:
            mistakes.append(f"{kind}: {mistake}")
        elif isinstance(setting, DeviceSetting):
            settings[kind] = setting
    if mistakes:
        raise DevicesFileError(path, tuple(mistakes))
    return settings


def _values_in(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DevicesFileError(path, (str(error),)) from error


def _setting(kind: str, value: object) -> DeviceSetting | str:
    """The setting, or what is wrong with it."""
    if kind not in DEFAULT_DRIVERS:
        return f"there is no such kind of device; expected one of {', '.join(DEFAULT_DRIVERS)}"
    match value:
        case str():
            return DeviceSetting.usual(kind, value)
        case {"driver": str(driver), "url": str(url), **rest} if not rest:
            return DeviceSetting(kind, driver, url)
    return f'expected a URL in quotes, or {{ driver = "{DEFAULT_DRIVERS[kind]}", url = "…" }}'


def _mistake(setting: DeviceSetting) -> str | None:
    try:
        setting.open().close()
    except BadLinkUrlError as error:
        return f"{error}; as in {setting.load().example}"
    except (BadOptionError, UnknownDeviceError, UnknownDriverError, BrokenDriverError) as error:
        return str(error)
    except HardwareError:
        return None
    return None
