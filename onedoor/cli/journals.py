"""What a journal tells afterwards."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from onedoor.cli.options import DataDirectory, JournalHall

commands = typer.Typer()


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


JournalDirectory = Annotated[
    Path, typer.Argument(metavar="DIR", help="The data directory of a server, or a copy of it.")
]


@commands.command()
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


@commands.command()
def verify(*, data: JournalDirectory) -> None:
    """Look for what cannot be in a journal: gaps, numbers given twice, steps that no ticket or window allows."""
    from onedoor.commands.verify import run_verify

    run_verify(data)


@commands.command()
def replay(*, data: JournalDirectory, hall: JournalHall = None) -> None:
    """Build a hall's state from all its events and compare it with the snapshot that the next start begins with."""
    from onedoor.commands.replay import run_replay

    run_replay(data, hall)
