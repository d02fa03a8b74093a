"""Options that several commands have."""

from pathlib import Path
from typing import Annotated

import typer

DataDirectory = Annotated[Path, typer.Option("--data", help="Where the server keeps its journal, keys and accounts.")]

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

VoiceFile = Annotated[
    Path | None, typer.Option("--settings", help="The voice file: languages, volume, zone, loudspeaker.")
]

CLIENT_DATA = Path.home() / ".local" / "share" / "onedoor"
JournalHall = Annotated[str | None, typer.Option("--hall", help="The hall's id, where the journal holds several.")]
