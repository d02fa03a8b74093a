"""``onedoor notices`` and its options."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from onedoor.cli.options import DataDirectory, JournalHall


class NoticeState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    UNKNOWN = "unknown"
    DROPPED = "dropped"


class ToldStep(StrEnum):
    HALL_CLOSED = "hall_closed"
    HALL_LATE = "hall_late"
    PAPER_MISSING = "paper_missing"
    RESULT_READY = "result_ready"


class ToldTo(StrEnum):
    TICKET = "ticket"
    APPOINTMENT = "appointment"
    QUEUE = "queue"
    HALL = "hall"


class HolderOf(StrEnum):
    TICKET = "ticket"
    APPOINTMENT = "appointment"


NoticeDay = Annotated[str | None, typer.Option("--day", help="A day such as 2026-11-30; without it, today.")]
AsJson = Annotated[bool, typer.Option("--json", help="As one JSON object, as the HTTP API says it.")]
NoticeNumber = Annotated[
    str, typer.Argument(metavar="NUMBER", help="A mobile number, or one with + and its country code.")
]
HallFile = Annotated[Path, typer.Argument(metavar="FILE", help="The hall file.")]

notices = typer.Typer(help="See and send the hall's SMS notices.", no_args_is_help=True)


@notices.command("list")
def notices_list(
    *,
    data: DataDirectory,
    hall: JournalHall = None,
    day: NoticeDay = None,
    state: Annotated[NoticeState | None, typer.Option(help="Only those of this state.")] = None,
    json: AsJson = False,
) -> None:
    """Print the notices of a day with what became of each; the server may be running."""
    from onedoor.commands.notices import run_list

    run_list(data, hall, day, state.value if state else None, as_json=json)


@notices.command("today")
def notices_today(
    *, data: DataDirectory, hall: JournalHall = None, day: NoticeDay = None, json: AsJson = False
) -> None:
    """Print what was sent, failed, is unknown, and what it cost, by provider; the server may be running."""
    from onedoor.commands.notices import run_day

    run_day(data, hall, day, as_json=json)


@notices.command("resend")
def notices_resend(
    *,
    notice: Annotated[str, typer.Argument(metavar="ID", help="The beginning of a notice's id.")],
    data: DataDirectory,
    hall: JournalHall = None,
) -> None:
    """Send a notice once more, whatever became of it; needs the running server."""
    from onedoor.commands.notices import run_resend

    run_resend(data, hall, notice)


@notices.command("test")
def notices_test(
    *,
    number: NoticeNumber,
    data: DataDirectory,
    hall: JournalHall = None,
    step: Annotated[str, typer.Option(help="The step whose text is sent, with made-up values.")] = "test",
    language: Annotated[str, typer.Option(help="The text's language.")] = "zh",
    provider: Annotated[str | None, typer.Option(help="The provider; without it the first that can.")] = None,
) -> None:
    """Send a test message and say what became of it; needs the running server."""
    from onedoor.commands.notices import TrialOptions, run_test

    run_test(data, hall, number, TrialOptions(step, language, provider))


@notices.command("tell")
def notices_tell(
    *,
    step: Annotated[ToldStep, typer.Argument(help="What is told.")],
    to: Annotated[ToldTo, typer.Argument(help="Who is told.")],
    name: Annotated[
        str, typer.Argument(metavar="[NAME]", help="A ticket's id or number of today, an appointment's code, a queue.")
    ] = "",
    data: DataDirectory,
) -> None:
    """Tell people something that no event of the hall says; needs the running server."""
    from onedoor.commands.notices import run_tell

    run_tell(data, step.value, to.value, name)


@notices.command("opt-out")
def notices_opt_out(
    *,
    number: NoticeNumber,
    data: DataDirectory,
    back: Annotated[bool, typer.Option("--back", help="Send to it again.")] = False,
) -> None:
    """Send nothing to a number any more; needs the running server."""
    from onedoor.commands.notices import run_opt_out

    run_opt_out(data, number, back=back)


@notices.command("forget")
def notices_forget(
    *,
    of: Annotated[HolderOf, typer.Argument(help="What the person holds.")],
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A ticket's id or number of today, an appointment's code.")
    ],
    data: DataDirectory,
) -> None:
    """Delete a person's number and what was said to it, before its day; needs the running server."""
    from onedoor.commands.notices import run_forget

    run_forget(data, of.value, name)


@notices.command("texts")
def notices_texts(*, file: HallFile) -> None:
    """Print every text of a hall, how long it becomes and in how many parts it is sent."""
    from onedoor.commands.notices import run_texts

    run_texts(file)


@notices.command("receipts")
def notices_receipts(*, file: HallFile, data: DataDirectory) -> None:
    """Print the address at which each provider is to bring its receipts."""
    from onedoor.commands.notices import run_receipts

    run_receipts(file, data)
