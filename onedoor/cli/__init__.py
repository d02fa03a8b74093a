"""``onedoor``: every program of a hall under one name.

Each command imports what it needs when it runs: a queue server has no Kivy installed, a kiosk no web server.
"""

from enum import StrEnum
from typing import Annotated

import typer

from onedoor import __version__
from onedoor.cli import journals, server, terminals
from onedoor.cli.catalogues import catalogues
from onedoor.cli.notices import notices
from onedoor.cli.screens import screens
from onedoor.cli.voices import voices
from onedoor.logs import set_up_logs

app = typer.Typer(
    name="onedoor",
    help="Self-service kiosks, queue server and call screens of a public service hall.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for commands in (server.commands, terminals.commands, journals.commands):
    app.add_typer(commands)
for name, group in (
    ("screen", screens),
    ("voice", voices),
    ("notices", notices),
    ("catalogue", catalogues),
):
    app.add_typer(group, name=name)


class LogLevel(StrEnum):
    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


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


def main() -> None:
    """Run the command line."""
    app()
