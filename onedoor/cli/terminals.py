"""Terminals, simulated devices, the check of a machine, the demonstration."""

from pathlib import Path
from typing import Annotated

import typer

from onedoor.cli.options import CLIENT_DATA, BrokerUrl, ClientData, ClientId, Driven, Fullscreen, HallId

commands = typer.Typer()


@commands.command()
def kiosk(  # noqa: PLR0913 - each is an option of the command line
    *,
    hall: HallId,
    mqtt: BrokerUrl,
    client: ClientId = None,
    devices: Annotated[Path | None, typer.Option(help="The devices file: a transport URL for each device.")] = None,
    token: Annotated[
        Path | None, typer.Option(help="The file with the terminal's API token, to apply for something here.")
    ] = None,
    settings: Annotated[
        Path | None, typer.Option("--settings", help="The terminal's settings file: paper, memory.")
    ] = None,
    data: ClientData = CLIENT_DATA,
    fullscreen: Fullscreen = False,
    driven: Driven = False,
) -> None:
    """Run a self-service kiosk."""
    from onedoor.commands.kiosk import KioskFiles, run_kiosk

    run_kiosk(hall, mqtt, client, KioskFiles(devices, token, settings, data), fullscreen=fullscreen, driven=driven)


@commands.command("kiosk-pin")
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


@commands.command()
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


@commands.command()
def doctor(
    *,
    data: ClientData = CLIENT_DATA,
    devices: Annotated[Path | None, typer.Option(help="The devices file: each device is opened and asked.")] = None,
    mqtt: Annotated[str | None, typer.Option(help="A broker's address to try, as `onedoor enroll` printed it.")] = None,
) -> None:
    """Look at this machine, its devices and its connections: a line each, and what to do where something is wrong."""
    from onedoor.commands.doctor import run_doctor

    run_doctor(data, devices, mqtt)


@commands.command()
def demo(
    *,
    pictures: Annotated[Path, typer.Option(help="Where the pictures of every step go.")] = Path("build/demo"),
) -> None:
    """Run a whole hall on this machine with simulated hardware."""
    from onedoor.demo.program import run_demo

    run_demo(pictures)
