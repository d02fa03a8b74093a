"""``onedoor screen``."""

from pathlib import Path
from typing import Annotated

import typer

from onedoor.cli.options import CLIENT_DATA, BrokerUrl, ClientData, ClientId, Driven, Fullscreen, HallId, VoiceFile

screens = typer.Typer(help="Run a call screen.", no_args_is_help=True)


ScreenFile = Annotated[
    Path | None, typer.Option("--settings", help="The screen file: zone, languages, rows, playlist, night.")
]


PanelSize = Annotated[str, typer.Option("--size", help="Width and height of the window in pixels.")]


@screens.command("hall-board")
def hall_board(  # noqa: PLR0913 - each is an option of the command line
    *,
    hall: HallId,
    mqtt: BrokerUrl,
    client: ClientId = None,
    settings: ScreenFile = None,
    data: ClientData = CLIENT_DATA,
    size: PanelSize = "1920x1080",
    fullscreen: Fullscreen = False,
    driven: Driven = False,
) -> None:
    """Run the board that shows which number goes to which window."""
    from onedoor.commands.screen import ScreenOptions, show_hall_board

    show_hall_board(ScreenOptions(hall, mqtt, client, settings, data, size, fullscreen, driven))


@screens.command("window-plate")
def window_plate(  # noqa: PLR0913 - each is an option of the command line
    *,
    window_id: Annotated[str, typer.Option("--window", help="The window's id.")],
    hall: HallId,
    mqtt: BrokerUrl,
    client: ClientId = None,
    devices: Annotated[Path | None, typer.Option("--devices", help="The devices file that names an LED sign.")] = None,
    sign_only: Annotated[bool, typer.Option("--sign-only", help="The LED sign alone, without a panel.")] = False,
    settings: ScreenFile = None,
    data: ClientData = CLIENT_DATA,
    size: PanelSize = "1280x720",
    fullscreen: Fullscreen = False,
    driven: Driven = False,
) -> None:
    """Run the plate of one window: its name, its number now, and whether it is open."""
    from onedoor.commands.screen import ScreenOptions, show_window_plate

    options = ScreenOptions(hall, mqtt, client, settings, data, size, fullscreen, driven)
    show_window_plate(options, window_id, devices, sign_only=sign_only)


@screens.command("wall")
def wall(  # noqa: PLR0913 - each is an option of the command line
    *,
    hall: HallId,
    mqtt: BrokerUrl,
    client: ClientId = None,
    settings: ScreenFile = None,
    data: ClientData = CLIENT_DATA,
    size: PanelSize = "1920x1080",
    fullscreen: Fullscreen = False,
    driven: Driven = False,
) -> None:
    """Run the manager's wall: who waits, what the windows do, which device needs a hand."""
    from onedoor.commands.screen import ScreenOptions, show_wall

    show_wall(ScreenOptions(hall, mqtt, client, settings, data, size, fullscreen, driven))


@screens.command("voice")
def screen_voice(
    *,
    hall: HallId,
    mqtt: BrokerUrl,
    client: ClientId = None,
    settings: VoiceFile = None,
    data: ClientData = CLIENT_DATA,
) -> None:
    """Run the voice that says which number is to come to which window."""
    from onedoor.commands.voice import run_voice_screen

    run_voice_screen(hall, mqtt, client, settings, data)


@screens.callback()
def every_screen() -> None:
    """Run a call screen."""
