"""Starts the keypads of a line: the only place that knows all of their parts."""

import signal
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import structlog

from hardware.caller_line import CallerLine
from hardware.devices_file import read_devices_file
from onedoor.keypads.errors import NoLineError
from onedoor.keypads.settings import LineSettings
from onedoor.keypads.switchboard import Switchboard
from queue_server.contract.address import BrokerAddress
from queue_server.contract.connection import Connection, Identity

DEVICE = "caller_line"
"""Its name in the devices file."""


@dataclass(frozen=True, slots=True)
class KeypadsSettings:
    """One line of keypads. ``client`` is the stable id of this program."""

    hall: str
    broker: BrokerAddress
    client: str
    devices: Path
    line: LineSettings


def run_line(settings: KeypadsSettings) -> int:
    """Serve the keypads until SIGTERM or SIGINT comes; returns the program's exit code. In the main thread only.

    :raises NoLineError: when the devices file names no line.
    :raises HardwareError: when that file has mistakes.
    """
    device = read_devices_file(settings.devices).get(DEVICE)
    if device is None:
        raise NoLineError(settings.devices)

    def open_line() -> CallerLine:
        line: CallerLine = device.open()
        return line

    identity = Identity(client=settings.client, kind="window", version=version("onedoor"))
    connection = Connection(settings.broker, settings.hall, identity, clock=_now)
    switchboard = Switchboard(connection, open_line, settings.line, clock=_now, seconds=time.monotonic, rest=time.sleep)
    stopping: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        # An append may interrupt anything; the next turn is at most a fifth of a second away.
        signal.signal(number, lambda received, _frame: stopping.append(received))
    connection.start()
    try:
        while not stopping:
            switchboard.turn()
    finally:
        switchboard.close()
        connection.stop()
        structlog.get_logger("keypads").info("keypads_ended")
    return 0


def _now() -> datetime:
    return datetime.now(UTC)
