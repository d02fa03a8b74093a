"""``onedoor voice``."""

from pathlib import Path
from typing import Annotated

import typer

from onedoor.cli.options import CLIENT_DATA, ClientData, VoiceFile

voices = typer.Typer(help="Prepare and try the hall's voice.", no_args_is_help=True)


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
