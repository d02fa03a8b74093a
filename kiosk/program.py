"""The one place that wires the terminal: settings in, an exit code out."""

import importlib.metadata
import random
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import structlog

from hardware.devices_file import DeviceSetting, read_devices_file
from hardware.display import FontWeight, chinese_font, prepare_window
from kiosk.care import PinKeeper
from kiosk.care.memory import MemoryWatch, resident_mb
from kiosk.cases import CaseLine, read_token_file
from kiosk.devices import DeviceRoom, Drawing, Pace
from kiosk.divisions import Divisions
from kiosk.flow.inputs import Input
from kiosk.guide import Guide, GuideClips, Narrator
from kiosk.keyboard import Keyboard
from kiosk.library import Library
from kiosk.mailbox import Mailbox
from kiosk.outbox import Outbox, open_outbox
from kiosk.paper import PaperDrawer, PaperFonts
from kiosk.pinyin import DictionaryKeeper
from kiosk.settings_file import Upkeep
from kiosk.sheets import SheetDrawer
from kiosk.terminal import CaseLines, Staff, Terminal, no_lines, silent
from queue_server.contract.address import BrokerAddress
from queue_server.contract.connection import Connection, Identity
from queue_server.contract.views import PartHealth

if TYPE_CHECKING:
    from kiosk.views.window import KioskWindow


RESTART = 75
"""As in sysexits(3), EX_TEMPFAIL: it would run, but wants to begin again."""


@dataclass(frozen=True, slots=True)
class KioskSettings:
    """``devices`` is the devices file; without one the terminal says which devices it lacks. ``token`` is the file with
    the terminal's API token; without one nothing can be applied for here. ``size`` is in pixels.

    ``remote`` lets a driver touch and look: orders on standard input, answers on standard output.
    """

    hall: str
    broker: BrokerAddress
    client: str
    data: Path
    devices: Path | None = None
    token: Path | None = None
    size: tuple[int, int] = (1080, 1920)
    fullscreen: bool = False
    offscreen: bool = False
    remote: bool = False
    upkeep: Upkeep = field(default_factory=Upkeep)


def run(settings: KioskSettings) -> int:
    """Run the terminal until SIGTERM, SIGINT or its window's end.

    0 when it was told to end, 1 when it failed again and again and should be started anew, :data:`RESTART` when it
    ended in order to be started anew at once.

    :raises KioskError: for a data folder or a token file that cannot be used.
    :raises HardwareError: for a devices file that cannot be used, or a missing font.
    """
    devices = read_devices_file(settings.devices) if settings.devices else {}
    lines: CaseLines = no_lines
    if settings.token:
        lines = partial(CaseLine, read_token_file(settings.token), settings.hall)
    outbox = open_outbox(settings.data)
    try:
        return _run(settings, devices, outbox, lines)
    finally:
        outbox.close()


def _run(settings: KioskSettings, devices: Mapping[str, DeviceSetting], outbox: Outbox, lines: CaseLines) -> int:
    regular, bold = (chinese_font(weight, settings.data / "fonts") for weight in FontWeight)
    window = _open_window(settings, regular, bold)
    mailbox = Mailbox(window.wake)
    ending = threading.Event()

    def restart() -> None:
        ending.set()
        window.close()

    fonts = PaperFonts(regular, bold)
    drawing = Drawing(PaperDrawer(fonts).draw, SheetDrawer(fonts).draw)
    terminal = Terminal(
        _connection(settings),
        outbox,
        partial(_devices, devices, drawing),
        Staff(PinKeeper(settings.data, outbox.remembered), restart, settings.upkeep.roll_m),
        Library(settings.data, settings.hall, post=mailbox.post, dice=random.random),
        Keyboard(DictionaryKeeper(settings.data, post=mailbox.post), Divisions()),
        lines,
        make_guide=partial(_guide, settings),
        clock=_now,
        fresh_id=lambda: str(uuid4()),
        post=mailbox.post,
        show=lambda session: window.show(session, _now()),
        forget=window.wipe,
    )
    watch = MemoryWatch(settings.upkeep.restart_above_mb, terminal.restart_when_free, resident_mb)
    window.bind(
        emit=terminal.handle, deliver=mailbox.deliver, tick=_ticking(terminal, window, watch), fault=terminal.fault
    )
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: window.close())
    terminal.start()
    if settings.remote:
        from hardware.display.remote import start_remote  # noqa: PLC0415 - only a driven terminal needs it

        start_remote(sys.stdin, sys.stdout)
    try:
        code = window.run()
        return RESTART if ending.is_set() and code == 0 else code
    finally:
        terminal.stop()
        # What the devices said while they ended, above all that a ticket was printed.
        mailbox.deliver()
        structlog.get_logger("kiosk").info("kiosk_ended")


def _open_window(settings: KioskSettings, regular: Path, bold: Path) -> "KioskWindow":
    width, height = settings.size
    prepare_window(
        width, height, fullscreen=settings.fullscreen, offscreen=settings.offscreen, title=f"Onedoor {settings.client}"
    )
    from kiosk.views.window import KioskWindow  # noqa: PLC0415 - Kivy reads what was prepared when it is imported

    return KioskWindow(regular, bold)


def _connection(settings: KioskSettings) -> Connection:
    identity = Identity(settings.client, "kiosk", importlib.metadata.version("onedoor"))
    return Connection(settings.broker, settings.hall, identity, clock=_now)


def _devices(
    settings: Mapping[str, DeviceSetting],
    drawing: Drawing,
    tell: Callable[[Input], None],
    tell_health: Callable[[str, PartHealth], None],
) -> DeviceRoom:
    return DeviceRoom(settings, drawing=drawing, tell=tell, tell_health=tell_health, pace=Pace())


def _guide(settings: KioskSettings, tell_health: Callable[[PartHealth], None]) -> Guide:
    upkeep = settings.upkeep
    if upkeep.output is None:
        return silent(tell_health)
    clips = GuideClips(upkeep.clips, settings.data / "guide")
    narrator = Narrator(
        clips, upkeep.output, lambda word: tell_health(PartHealth(status=word.status.value, detail=word.detail))
    )
    return Guide(narrator, upkeep.jack)


def _ticking(terminal: Terminal, window: "KioskWindow", watch: MemoryWatch) -> Callable[[], None]:
    last = time.monotonic()

    def tick() -> None:
        nonlocal last
        now = time.monotonic()
        elapsed_s, last = now - last, now
        watch.time_passed(elapsed_s)
        terminal.time_passed(elapsed_s)
        window.show(terminal.session, _now())

    return tick


def _now() -> datetime:
    return datetime.now(UTC).astimezone()
