"""Starts a screen: the only place that knows all of its parts."""

import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from hardware.display import FontWeight, chinese_font, prepare_window
from hardware.display.remote import start_remote
from hardware.window_sign import WindowSign
from queue_server.contract.address import BrokerAddress
from queue_server.contract.connection import Connection, Identity
from screens.health import HealthTeller
from screens.rules import ScreenRules
from screens.window_plate.alone import SignAlone
from screens.window_plate.signing import Signing
from screens.window_plate.watch import Watch

if TYPE_CHECKING:
    from screens.app import Screen

OpenSign = Callable[[], WindowSign]
"""Opens the sign at a window; raises HardwareError when it cannot be reached."""


@dataclass(frozen=True, slots=True)
class ScreenSettings:
    """One screen.

    ``client`` is its stable id. ``cache`` is a folder for files that can be made again (the fonts). ``width`` and
    ``height`` are the window's, in pixels. ``remote`` takes orders from standard input and answers on standard
    output, see :mod:`hardware.display.remote`.
    """

    hall: str
    broker: BrokerAddress
    client: str
    cache: Path
    rules: ScreenRules
    width: int = 1920
    height: int = 1080
    fullscreen: bool = False
    offscreen: bool = False
    remote: bool = False


def run_hall_board(settings: ScreenSettings) -> int:
    """Show the hall board until the window is closed or SIGTERM comes; returns the program's exit code.

    To be called once, in the main thread of a process that has not imported Kivy.

    :raises HardwareError: when the fonts or the window cannot be had.
    """

    def hall_board(connection: Connection) -> "Screen":
        from screens.hall_board.screen import HallBoard  # noqa: PLC0415 - only now is the window prepared

        return HallBoard(connection.topics, settings.rules, _now)

    return _run(settings, hall_board)


def run_window_plate(settings: ScreenSettings, window: str, open_sign: OpenSign | None) -> int:
    """Show the plate of ``window``, on a panel and on the sign that ``open_sign`` opens; as :func:`run_hall_board`."""

    def window_plate(connection: Connection) -> "Screen":
        from screens.window_plate.screen import WindowPlate  # noqa: PLC0415 - only now is the window prepared

        watch = Watch(connection.topics, window, settings.rules, _now())
        signing = _signing(connection, open_sign) if open_sign else None
        if signing is not None:
            signing.start()
        return WindowPlate(watch, signing)

    return _run(settings, window_plate)


def run_window_sign(settings: ScreenSettings, window: str, open_sign: OpenSign) -> int:
    """Show the plate of ``window`` on a sign alone, until SIGTERM or SIGINT; returns the program's exit code."""
    connection = _connection(settings)
    watch = Watch(connection.topics, window, settings.rules, _now())
    alone = SignAlone(connection, watch, _signing(connection, open_sign), clock=_now)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: alone.stop())
    alone.run()
    return 0


def run_wall(settings: ScreenSettings) -> int:
    """Show the manager's wall; as :func:`run_hall_board`."""

    def wall(connection: Connection) -> "Screen":
        from screens.wall.screen import Wall  # noqa: PLC0415 - only now is the window prepared

        return Wall(connection.topics, settings.client, settings.rules, _now())

    return _run(settings, wall)


def _signing(connection: Connection, open_sign: OpenSign) -> Signing:
    return Signing(open_sign, HealthTeller(connection, "window_sign", clock=_now).tell)


def _connection(settings: ScreenSettings) -> Connection:
    identity = Identity(client=settings.client, kind="screen", version=version("onedoor"))
    return Connection(settings.broker, settings.hall, identity, clock=_now)


def _run(settings: ScreenSettings, make: "Callable[[Connection], Screen]") -> int:
    told_to_stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda _number, _frame: told_to_stop.set())
    fonts = [chinese_font(weight, settings.cache) for weight in (FontWeight.REGULAR, FontWeight.BOLD)]
    prepare_window(
        settings.width,
        settings.height,
        fullscreen=settings.fullscreen,
        offscreen=settings.offscreen,
        title=f"Onedoor {settings.client}",
    )
    # Kivy opens the window when this is imported, and only now is it known how.
    from screens.app import ScreenApp  # noqa: PLC0415

    def started() -> None:
        if settings.remote:
            start_remote(sys.stdin, sys.stdout)

    connection = _connection(settings)
    ScreenApp(connection, make(connection), fonts, clock=_now, told_to_stop=told_to_stop.is_set, started=started).run()
    return 0


def _now() -> datetime:
    return datetime.now().astimezone()
