"""Starts a call screen: the only place that knows all of its parts."""

import signal
import sys
import threading
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from hardware.display import FontWeight, chinese_font, prepare_window
from hardware.display.remote import start_remote
from queue_server.contract.address import BrokerAddress
from queue_server.contract.connection import Connection, Identity


@dataclass(frozen=True, slots=True)
class HallBoardSettings:
    """One hall board.

    ``client`` is the stable id of this screen. ``cache`` is a folder for files that can be made again (the fonts).
    ``width`` and ``height`` are the window's, in pixels; the board is drawn for 1920 × 1080 and scaled. ``remote``
    takes orders from standard input and answers on standard output, see :mod:`hardware.display.remote`.
    """

    hall: str
    broker: BrokerAddress
    client: str
    cache: Path
    width: int = 1920
    height: int = 1080
    fullscreen: bool = False
    offscreen: bool = False
    remote: bool = False


def run_hall_board(settings: HallBoardSettings) -> int:
    """Show the hall board until the window is closed or SIGTERM comes; returns the program's exit code.

    To be called once, in the main thread of a process that has not imported Kivy.

    :raises HardwareError: when the fonts or the window cannot be had.
    """
    told_to_stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda _number, _frame: told_to_stop.set())
    regular, bold = (str(chinese_font(weight, settings.cache)) for weight in (FontWeight.REGULAR, FontWeight.BOLD))
    prepare_window(
        settings.width,
        settings.height,
        fullscreen=settings.fullscreen,
        offscreen=settings.offscreen,
        title=f"Onedoor {settings.hall}",
    )
    # Kivy opens the window when these are imported, and only now is it known how.
    from screens.board.app import HallBoardApp  # noqa: PLC0415
    from screens.board.parts import Texts  # noqa: PLC0415

    def started() -> None:
        if settings.remote:
            start_remote(sys.stdin, sys.stdout)

    HallBoardApp(
        Connection(
            settings.broker,
            settings.hall,
            Identity(client=settings.client, kind="screen", version=version("onedoor")),
            clock=_now,
        ),
        Texts(regular, bold),
        clock=_now,
        told_to_stop=told_to_stop.is_set,
        started=started,
    ).run()
    return 0


def _now() -> datetime:
    return datetime.now().astimezone()
