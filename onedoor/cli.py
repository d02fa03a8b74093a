"""``onedoor``: every program of a hall under one name.

Each command imports what it needs when it runs: a queue server has no Kivy installed, a kiosk no web server.
"""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from onedoor import __version__
from onedoor.logs import set_up_logs

app = typer.Typer(
    name="onedoor",
    help="Self-service kiosks, queue server and call screens of a public service hall.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


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


class WindowAction(StrEnum):
    OPEN = "open"
    NEXT = "next"
    RECALL = "recall"
    START = "start"
    FINISH = "finish"
    MISS = "miss"
    PAUSE = "pause"
    CLOSE = "close"


DataDirectory = Annotated[Path, typer.Option("--data", help="Where the server keeps its journal, keys and accounts.")]
HallId = Annotated[str, typer.Option("--hall", envvar="ONEDOOR_HALL", help="The hall's id, as its hall file says.")]
BrokerUrl = Annotated[
    str, typer.Option("--mqtt", envvar="ONEDOOR_MQTT", help="The broker, as `onedoor enroll` printed it.")
]
ClientId = Annotated[
    str | None, typer.Option("--id", help="The client's id; without it the user of the broker's address.")
]


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
) -> None:
    """Make a client's broker account and print the URL it enters with."""
    from onedoor.commands.enroll import run_enroll

    run_enroll(data, client, kind.value)


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


def main() -> None:
    """Run the command line."""
    app()
