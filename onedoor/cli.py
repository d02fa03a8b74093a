"""``onedoor``: every program of a hall under one name.

Each command imports what it needs when it runs: a queue server has no Kivy installed, a kiosk no web server.
"""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from onedoor import __version__
from onedoor.logs import set_up_logs
from onedoor.notices_cli import notices

app = typer.Typer(
    name="onedoor",
    help="Self-service kiosks, queue server and call screens of a public service hall.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

screens = typer.Typer(help="Run a call screen.", no_args_is_help=True)
app.add_typer(screens, name="screen")

voices = typer.Typer(help="Prepare and try the hall's voice.", no_args_is_help=True)
app.add_typer(voices, name="voice")

app.add_typer(notices, name="notices")

catalogues = typer.Typer(help="Import and look at the hall's catalogue of business and guides.", no_args_is_help=True)
app.add_typer(catalogues, name="catalogue")


class LogLevel(StrEnum):
    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class ClientKind(StrEnum):
    KIOSK = "kiosk"
    WINDOW = "window"
    SCREEN = "screen"
    SYSTEM = "system"


class TokenDoor(StrEnum):
    COMMANDS = "commands"
    EVENTS = "events"


class ReportBy(StrEnum):
    QUEUE = "queue"
    ITEM = "item"
    WINDOW = "window"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class ReportFormat(StrEnum):
    TABLE = "table"
    CSV = "csv"
    JSON = "json"


class WindowAction(StrEnum):
    OPEN = "open"
    NEXT = "next"
    RECALL = "recall"
    START = "start"
    FINISH = "finish"
    MISS = "miss"
    PARK = "park"
    UNDO = "undo"
    PAUSE = "pause"
    CLOSE = "close"


DataDirectory = Annotated[Path, typer.Option("--data", help="Where the server keeps its journal, keys and accounts.")]
JournalDirectory = Annotated[
    Path, typer.Argument(metavar="DIR", help="The data directory of a server, or a copy of it.")
]
JournalHall = Annotated[str | None, typer.Option("--hall", help="The hall's id, where the journal holds several.")]
HallId = Annotated[str, typer.Option("--hall", envvar="ONEDOOR_HALL", help="The hall's id, as its hall file says.")]
BrokerUrl = Annotated[
    str, typer.Option("--mqtt", envvar="ONEDOOR_MQTT", help="The broker, as `onedoor enroll` printed it.")
]
ClientId = Annotated[
    str | None, typer.Option("--id", help="The client's id; without it the user of the broker's address.")
]

ClientData = Annotated[Path, typer.Option("--data", envvar="ONEDOOR_DATA", help="Where the client keeps its files.")]
Fullscreen = Annotated[bool, typer.Option("--fullscreen", help="Fill the whole display.")]
Driven = Annotated[
    bool, typer.Option("--driven", help="No window: drawn off screen, driven by orders on standard input.")
]
ScreenFile = Annotated[
    Path | None, typer.Option("--settings", help="The screen file: zone, languages, rows, playlist, night.")
]
PanelSize = Annotated[str, typer.Option("--size", help="Width and height of the window in pixels.")]
VoiceFile = Annotated[
    Path | None, typer.Option("--settings", help="The voice file: languages, volume, zone, loudspeaker.")
]
CLIENT_DATA = Path.home() / ".local" / "share" / "onedoor"


def _print_version(wanted: bool) -> None:  # noqa: FBT001 - the shape of a typer callback
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def every_command(
    *,
    log_level: Annotated[
        LogLevel, typer.Option(envvar="ONEDOOR_LOG", help="The least that is logged.")
    ] = LogLevel.INFO,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Set up what every command needs."""
    del version  # its callback has done the work
    set_up_logs(log_level.value)


@app.command()
def serve(
    *,
    hall: Annotated[Path, typer.Option("--hall", help="The hall file.")],
    data: DataDirectory,
    mqtt: Annotated[str | None, typer.Option(help="A broker of your own; without it the server runs one.")] = None,
    http: Annotated[str, typer.Option(help="Where pages are served; port 0 picks one and keeps it.")] = "127.0.0.1:0",
) -> None:
    """Run the queue server of one hall."""
    from onedoor.commands.serve import run_serve

    run_serve(hall, data, mqtt, http)


@app.command()
def enroll(
    *,
    data: DataDirectory,
    client: Annotated[str, typer.Option("--id", help="The client's id, such as kiosk-01.")],
    kind: Annotated[ClientKind, typer.Option(help="What it is: this decides which commands it may send.")],
    token: Annotated[
        bool, typer.Option("--token", help="Make a token for the HTTP API instead of a broker account.")
    ] = False,
    scope: Annotated[
        list[TokenDoor] | None, typer.Option(help="What the token opens; without it everything that a token can.")
    ] = None,
    days: Annotated[int | None, typer.Option(min=1, max=3650, help="How many days the token holds.")] = None,
) -> None:
    """Make a client's broker account and print the URL it enters with, or its API token."""
    from onedoor.commands.enroll import run_enroll, run_enroll_token

    if token:
        run_enroll_token(data, client, kind.value, [each.value for each in scope or TokenDoor], days)
    else:
        run_enroll(data, client, kind.value)


@app.command("staff-link")
def staff_link(
    *,
    data: DataDirectory,
    account: Annotated[str, typer.Option("--id", help="The staff number; who is not known becomes administrator.")],
) -> None:
    """Print a one-time link for somebody who can get into the staff pages in no other way."""
    from onedoor.commands.staff_link import run_staff_link

    run_staff_link(data, account)


@app.command()
def window(
    *,
    number: Annotated[str, typer.Argument(metavar="N", help="The window's id.")],
    action: Annotated[WindowAction, typer.Argument(help="The key to press.")],
    hall: HallId,
    mqtt: BrokerUrl,
    client: ClientId = None,
    operator: Annotated[str, typer.Option(help="The staff number, for `open`.")] = "1",
) -> None:
    """Press one key of a window."""
    from onedoor.commands.window import run_window

    run_window(number, action.value, hall=hall, mqtt=mqtt, client=client, operator=operator)


@app.command()
def keypads(
    *,
    hall: HallId,
    mqtt: BrokerUrl,
    client: ClientId = None,
    devices: Annotated[Path, typer.Option(help="The devices file that names the line as caller_line.")],
    settings: Annotated[Path, typer.Option(help="The keypads file: window and staff number of each address.")],
) -> None:
    """Run the caller keypads and raters of one RS-485 line."""
    from onedoor.commands.keypads import run_keypads

    run_keypads(hall, mqtt, client, devices, settings)


@app.command()
def kiosk(  # noqa: PLR0913 - each is an option of the command line
    *,
    hall: HallId,
    mqtt: BrokerUrl,
    client: ClientId = None,
    devices: Annotated[Path | None, typer.Option(help="The devices file: a transport URL for each device.")] = None,
    settings: Annotated[
        Path | None, typer.Option("--settings", help="The terminal's settings file: paper, memory.")
    ] = None,
    data: ClientData = CLIENT_DATA,
    fullscreen: Fullscreen = False,
    driven: Driven = False,
) -> None:
    """Run a self-service kiosk."""
    from onedoor.commands.kiosk import KioskFiles, run_kiosk

    run_kiosk(hall, mqtt, client, KioskFiles(devices, settings, data), fullscreen=fullscreen, driven=driven)


@app.command("kiosk-pin")
def kiosk_pin(
    *,
    client: Annotated[str, typer.Option("--id", help="The terminal's client id.")],
    data: ClientData = CLIENT_DATA,
    pin: Annotated[
        str,
        typer.Option(prompt="PIN", hide_input=True, confirmation_prompt=True, help="Four to eight digits; asked for."),
    ],
) -> None:
    """Set the PIN that opens maintenance at a kiosk; it holds at once."""
    from onedoor.commands.kiosk import run_kiosk_pin

    run_kiosk_pin(client, data, pin)


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


@voices.command("make-clips")
def make_clips(
    *, folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where a folder for each language is made.")]
) -> None:
    """Make placeholder clips with espeak-ng, to be replaced by recorded ones."""
    from onedoor.commands.voice import run_make_clips

    run_make_clips(folder)


@voices.command()
def say(
    *,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="A ticket's number, such as A012.")],
    window: Annotated[str, typer.Argument(metavar="WINDOW", help="A window's id.")],
    recalls: Annotated[int, typer.Option(min=0, help="How often it was called again: a recall is louder.")] = 0,
    settings: VoiceFile = None,
    data: ClientData = CLIENT_DATA,
) -> None:
    """Say one call, to hear whether the loudspeaker is right."""
    from onedoor.commands.voice import run_say

    run_say(number, window, recalls, settings, data)


@voices.callback()
def every_voice() -> None:
    """Prepare and try the hall's voice."""


@screens.callback()
def every_screen() -> None:
    """Run a call screen."""


@app.command()
def report(
    *,
    data: DataDirectory,
    first: Annotated[str, typer.Option("--from", metavar="DAY", help="The first day, such as 2026-11-01.")],
    last: Annotated[str, typer.Option("--to", metavar="DAY", help="The last day.")],
    by: Annotated[ReportBy | None, typer.Option(help="Break the figures down by this.")] = None,
    form: Annotated[ReportFormat, typer.Option("--format", help="How they are written.")] = ReportFormat.TABLE,
    cases: Annotated[bool, typer.Option("--cases", help="Of applications instead of visits, by item.")] = False,
    hall: JournalHall = None,
) -> None:
    """Print how many came and how long they waited, told from the journal; the server may be running."""
    from onedoor.commands.report import run_case_report, run_report

    if cases:
        run_case_report(data, first, last, hall=hall, form=form.value)
        return
    run_report(data, first, last, hall=hall, by=by.value if by else None, form=form.value)


@app.command()
def verify(*, data: JournalDirectory) -> None:
    """Look for what cannot be in a journal: gaps, numbers given twice, steps that no ticket or window allows."""
    from onedoor.commands.verify import run_verify

    run_verify(data)


@app.command()
def replay(*, data: JournalDirectory, hall: JournalHall = None) -> None:
    """Build a hall's state from all its events and compare it with the snapshot that the next start begins with."""
    from onedoor.commands.replay import run_replay

    run_replay(data, hall)


CatalogueSource = Annotated[Path, typer.Argument(metavar="FILE", help="A file .csv, .xlsx or .json.")]


@catalogues.command("import")
def catalogue_import(*, file: CatalogueSource, data: DataDirectory) -> None:
    """Put the entries of a file in place of the hall's catalogue, all or none; the server may be running."""
    from onedoor.commands.catalogue import run_import

    run_import(file, data)


@catalogues.command("check")
def catalogue_check(*, file: CatalogueSource) -> None:
    """Tell every mistake in a file, and import nothing."""
    from onedoor.commands.catalogue import run_check

    run_check(file)


@catalogues.command("show")
def catalogue_show(*, data: DataDirectory) -> None:
    """Print how many entries the hall's catalogue has, by theme, and its version."""
    from onedoor.commands.catalogue import run_show

    run_show(data)


@catalogues.command("template")
def catalogue_template(
    *,
    file: CatalogueSource,
    shipped: Annotated[
        bool, typer.Option("--shipped", help="With the whole catalogue that comes with Onedoor.")
    ] = False,
) -> None:
    """Write a file to fill in and import, with one example."""
    from onedoor.commands.catalogue import run_template

    run_template(file, shipped=shipped)


@app.command()
def sim(
    *,
    device: Annotated[str, typer.Argument(metavar="DEVICE", help="Which device; any other name lists them.")],
    options: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME=VALUE]...", help="The device's options.")
    ] = None,
) -> None:
    """Run a simulated device on a pty and print the pty's path; `help` on its standard input lists its orders."""
    from onedoor.commands.sim import run_sim

    run_sim(device, options or [])


@app.command()
def doctor(
    *,
    data: ClientData = CLIENT_DATA,
    devices: Annotated[Path | None, typer.Option(help="The devices file: each device is opened and asked.")] = None,
    mqtt: Annotated[str | None, typer.Option(help="A broker's address to try, as `onedoor enroll` printed it.")] = None,
) -> None:
    """Look at this machine, its devices and its connections: a line each, and what to do where something is wrong."""
    from onedoor.commands.doctor import run_doctor

    run_doctor(data, devices, mqtt)


@app.command()
def demo(
    *,
    pictures: Annotated[Path, typer.Option(help="Where the pictures of every step go.")] = Path("build/demo"),
) -> None:
    """Run a whole hall on this machine with simulated hardware."""
    from onedoor.demo.program import run_demo

    run_demo(pictures)


def main() -> None:
    """Run the command line."""
    app()
