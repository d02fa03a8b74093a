"""The server of a hall, who may speak to it, and its windows."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from onedoor.cli.options import BrokerUrl, ClientId, DataDirectory, HallId

commands = typer.Typer()


class ClientKind(StrEnum):
    KIOSK = "kiosk"
    WINDOW = "window"
    SCREEN = "screen"
    SYSTEM = "system"


class TokenDoor(StrEnum):
    COMMANDS = "commands"
    EVENTS = "events"
    STATISTICS = "statistics"


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


@commands.command()
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


@commands.command()
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


@commands.command("staff-link")
def staff_link(
    *,
    data: DataDirectory,
    account: Annotated[str, typer.Option("--id", help="The staff number; who is not known becomes administrator.")],
) -> None:
    """Print a one-time link for somebody who can get into the staff pages in no other way."""
    from onedoor.commands.staff_link import run_staff_link

    run_staff_link(data, account)


@commands.command()
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


@commands.command()
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
