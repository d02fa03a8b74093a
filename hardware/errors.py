"""The one error tree of the device room. `code` is stable and may be stored, counted and compared."""

from __future__ import annotations

from typing import ClassVar


class HardwareError(Exception):
    """Root of every error a device, its transport or its simulator can raise."""

    code: ClassVar[str] = "hardware_error"


class LinkError(HardwareError):
    """The transport to a device failed. `link` is the URL the link was opened with."""

    code: ClassVar[str] = "link_error"

    def __init__(self, link: str, reason: str) -> None:
        super().__init__(f"{link}: {reason}")
        self.link = link
        self.reason = reason


class BadLinkUrlError(LinkError):
    """The URL names no transport we have; `reason` says what was expected."""

    code: ClassVar[str] = "bad_link_url"


class LinkCannotOpenError(LinkError):
    """The port does not exist, is taken, or refuses the connection."""

    code: ClassVar[str] = "link_cannot_open"


class LinkLostError(LinkError):
    """The port vanished or the peer hung up while the link was open."""

    code: ClassVar[str] = "link_lost"


class LinkStalledError(LinkError):
    """The other end accepts no more bytes; how many it took is not known."""

    code: ClassVar[str] = "link_stalled"


class LinkClosedError(LinkError):
    """The link was used after `close()`."""

    code: ClassVar[str] = "link_closed"


class BadOptionError(HardwareError):
    """An option of a URL or of a simulator is unknown or has a value that cannot be used."""

    code: ClassVar[str] = "bad_option"

    def __init__(self, where: str, option: str, expected: str) -> None:
        super().__init__(f"{where}: {option}: expected {expected}")
        self.where = where
        self.option = option
        self.expected = expected


class UnknownDeviceError(HardwareError):
    """No simulator goes by this name."""

    code: ClassVar[str] = "unknown_device"

    def __init__(self, device: str, known: tuple[str, ...]) -> None:
        super().__init__(f"no simulator is called {device!r}; there are: {', '.join(known)}")
        self.device = device
        self.known = known


class BadCommandError(HardwareError):
    """A command line typed to a simulator was not understood."""

    code: ClassVar[str] = "bad_command"

    def __init__(self, line: str, expected: str) -> None:
        super().__init__(f"{line!r}: expected {expected}")
        self.line = line
        self.expected = expected


class UnknownDriverError(HardwareError):
    """Nobody installed a driver of this name for this kind of device."""

    code: ClassVar[str] = "unknown_driver"

    def __init__(self, kind: str, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"no {kind} driver is called {name!r}; there are: {', '.join(known) or 'none'}")
        self.kind = kind
        self.name = name
        self.known = known


class BrokenDriverError(HardwareError):
    """A driver is installed and cannot be loaded."""

    code: ClassVar[str] = "broken_driver"

    def __init__(self, kind: str, name: str, reason: str) -> None:
        super().__init__(f"the {kind} driver {name!r} cannot be loaded: {reason}")
        self.kind = kind
        self.name = name
        self.reason = reason
