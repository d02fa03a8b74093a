"""From a transport URL to a link."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

import serial

from hardware.errors import BadLinkUrlError, HardwareError, LinkCannotOpenError
from hardware.link._descriptor import WRITE_GRACE_S, DescriptorLink
from hardware.link._device_file import open_device_file
from hardware.options import Options
from hardware.simulators import PtyHost, build_simulator, simulated_devices

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hardware.link._protocol import Link

EXPECTED = (
    "serial:///dev/ttyUSB0?baud=115200, file:///dev/usb/lp0, socket://host:port or sim://DEVICE "
    "with DEVICE one of {devices}"
)

NETWORK_BITS_PER_SECOND = 9600
"""A terminal server may stand between a socket and a slow serial line, so a socket gets a slow line's patience."""

CONNECT_TIMEOUT_S = 5.0
"""A device server in the same building answers in milliseconds; five seconds outlasts one lost SYN and its repeat."""


def open_link(url: str, *, write_grace_s: float = WRITE_GRACE_S) -> Link:
    """Opens `serial://`, `file://`, `socket://` or `sim://`. A simulator lives until its link is closed.

    Raises BadLinkUrlError, LinkCannotOpenError, or BadOptionError and UnknownDeviceError for a simulator.
    """
    try:
        parts = urlsplit(url)
        query = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
    except ValueError as error:
        raise BadLinkUrlError(url, f"{error}; expected {_expected()}") from error
    opener = _OPENERS.get(parts.scheme)
    if opener is None:
        raise BadLinkUrlError(url, f"expected {_expected()}")
    return opener(url, parts, query, write_grace_s)


def _expected() -> str:
    return EXPECTED.format(devices=", ".join(simulated_devices()))


def _path_in(url: str, parts: SplitResult, example: str) -> str:
    if parts.netloc or not parts.path.startswith("/"):
        raise BadLinkUrlError(url, f"expected an absolute path after {parts.scheme}://, as in {example}")
    return unquote(parts.path)


def _open_file(url: str, parts: SplitResult, query: Mapping[str, str], write_grace_s: float) -> Link:
    path = _path_in(url, parts, "file:///dev/usb/lp0")
    Options(url, query).finish()
    return open_device_file(url, path, write_grace_s)


def _open_serial(url: str, parts: SplitResult, query: Mapping[str, str], write_grace_s: float) -> Link:
    path = _path_in(url, parts, "serial:///dev/ttyUSB0")
    options = Options(url, query)
    baud = options.whole("baud", 115200, least=300, most=4_000_000)
    options.finish()
    return _serial_link(url, path, baud, write_grace_s)


def _serial_link(
    name: str, path: str, baud: int, write_grace_s: float, after_close: Callable[[], None] | None = None
) -> DescriptorLink:
    try:
        port = serial.Serial(path, baudrate=baud, timeout=0, exclusive=True)
    except (serial.SerialException, ValueError) as error:
        raise LinkCannotOpenError(name, str(error)) from error

    def close() -> None:
        port.close()
        if after_close is not None:
            after_close()

    return DescriptorLink(name, port.fileno(), close, baud, write_grace_s)


def _open_socket(url: str, parts: SplitResult, query: Mapping[str, str], write_grace_s: float) -> Link:
    try:
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise BadLinkUrlError(url, f"{error}; expected socket://host:port") from error
    if not host or not port or parts.path:
        raise BadLinkUrlError(url, "expected socket://host:port")
    Options(url, query).finish()
    try:
        connection = socket.create_connection((host, port), timeout=CONNECT_TIMEOUT_S)
    except OSError as error:
        raise LinkCannotOpenError(url, str(error)) from error
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection.settimeout(0)
    return DescriptorLink(url, connection.fileno(), connection.close, NETWORK_BITS_PER_SECOND, write_grace_s)


def _open_simulator(url: str, parts: SplitResult, query: Mapping[str, str], write_grace_s: float) -> Link:
    if parts.path:
        raise BadLinkUrlError(url, "expected sim://DEVICE?option=value with nothing between DEVICE and ?")
    host = PtyHost(*build_simulator(parts.netloc, query))
    try:
        return _serial_link(url, host.path, 115200, write_grace_s, after_close=host.close)
    except HardwareError:
        host.close()
        raise


_OPENERS: Mapping[str, Callable[[str, SplitResult, Mapping[str, str], float], Link]] = {
    "serial": _open_serial,
    "file": _open_file,
    "socket": _open_socket,
    "sim": _open_simulator,
}
