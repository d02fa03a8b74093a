"""The devices file: which device is reached by which transport URL.

::

    id_card = "serial:///dev/ttyUSB0?baud=115200"
    printer = "socket://192.168.1.40:9100"

A device that is not named is not there; the terminal says so.
"""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import ClassVar

from hardware.errors import BadLinkUrlError, BadOptionError, HardwareError, UnknownDeviceError
from hardware.link import open_link
from kiosk.errors import KioskError


@dataclass(frozen=True, slots=True)
class DeviceUrls:
    """A transport URL a device; ``None`` is a device that this terminal does not have."""

    id_card: str | None = None
    printer: str | None = None


class DevicesFileError(KioskError):
    """The devices file cannot be used. ``mistakes`` are all of them, each with its place and what was expected."""

    code: ClassVar[str] = "devices_file"

    def __init__(self, path: Path, mistakes: tuple[str, ...]) -> None:
        super().__init__("\n".join(f"{path}: {mistake}" for mistake in mistakes))
        self.path = path
        self.mistakes = mistakes


def read_devices_file(path: Path) -> DeviceUrls:
    """Read and check a devices file. A device that does not answer now is no mistake: it may come later.

    :raises DevicesFileError: with every mistake in the file.
    """
    values = _values_in(path)
    mistakes = [mistake for name, value in values.items() if (mistake := _mistake(name, value))]
    if mistakes:
        raise DevicesFileError(path, tuple(mistakes))
    return DeviceUrls(**values)


def _values_in(path: Path) -> dict[str, str]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DevicesFileError(path, (str(error),)) from error


def _mistake(name: str, value: object) -> str | None:
    known = [field.name for field in fields(DeviceUrls)]
    if name not in known:
        return f"{name}: there is no such device; expected {' or '.join(known)}"
    if not isinstance(value, str):
        return f'{name}: expected a URL in quotes, as in {name} = "serial:///dev/ttyUSB0"'
    try:
        open_link(value).close()
    except (BadLinkUrlError, BadOptionError, UnknownDeviceError) as error:
        return f"{name}: {error}"
    except HardwareError:
        return None
    return None
