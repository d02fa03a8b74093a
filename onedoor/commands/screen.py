"""``onedoor screen`` with a panel or a sign: the hall board, the window plate, the manager's wall."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hardware.devices_file import DeviceSetting, read_devices_file
from hardware.errors import HardwareError
from hardware.window_sign import WindowSign
from onedoor.output import EXIT_BAD_INPUT, client_id, fail, read_broker_url
from screens.errors import NoSignError, ScreenError
from screens.program import (
    OpenSign,
    ScreenSettings,
    run_hall_board,
    run_wall,
    run_window_plate,
    run_window_sign,
)
from screens.rules import ScreenRules
from screens.screen_file import load_screen_file


@dataclass(frozen=True, slots=True)
class ScreenOptions:
    """What every screen's command line says; ``size`` is such as ``1080x1920``.

    ``driven`` means without a window, by orders on standard input.
    """

    hall: str
    mqtt: str
    client: str | None
    settings: Path | None
    data: Path
    size: str
    fullscreen: bool
    driven: bool


def show_hall_board(options: ScreenOptions) -> None:
    """Run a hall board until its window is closed."""
    _run(options, run_hall_board)


def show_wall(options: ScreenOptions) -> None:
    """Run a manager's wall until its window is closed."""
    _run(options, run_wall)


def show_window_plate(options: ScreenOptions, window: str, devices: Path | None, *, sign_only: bool) -> None:
    """Run the plate of a window, on a panel, on the sign of the devices file, or on both."""
    if sign_only and devices is None:
        fail("--sign-only: expected --devices with the file that names the sign", EXIT_BAD_INPUT)

    def run(settings: ScreenSettings) -> int:
        open_sign = _sign(devices) if devices else None
        if sign_only and open_sign:
            return run_window_sign(settings, window, open_sign)
        return run_window_plate(settings, window, open_sign)

    _run(options, run)


def _run(options: ScreenOptions, run: Callable[[ScreenSettings], int]) -> None:
    try:
        raise SystemExit(run(_settings(options)))
    except (ScreenError, HardwareError) as error:
        fail(str(error), EXIT_BAD_INPUT)


def _settings(options: ScreenOptions) -> ScreenSettings:
    address = read_broker_url(options.mqtt)
    width, height = _size(options.size)
    return ScreenSettings(
        hall=options.hall,
        broker=address,
        client=client_id(options.client, address),
        cache=options.data / "fonts",
        rules=load_screen_file(options.settings) if options.settings else ScreenRules(),
        width=width,
        height=height,
        fullscreen=options.fullscreen,
        offscreen=options.driven,
        remote=options.driven,
    )


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdecimal() and height.isdecimal() and int(width) >= 160 and int(height) >= 160):
        fail("--size: expected width and height in pixels, such as 1080x1920", EXIT_BAD_INPUT)
    return int(width), int(height)


def _sign(devices: Path) -> OpenSign:
    setting: DeviceSetting | None = read_devices_file(devices).get("window_sign")
    if setting is None:
        raise NoSignError(devices)
    driver = setting.load()

    def open_sign() -> WindowSign:
        sign: WindowSign = driver.open(setting.url)
        return sign

    return open_sign
