"""``onedoor verify``."""

from collections.abc import Iterator
from pathlib import Path

from onedoor.journals import reading
from onedoor.output import EXIT_FAILED
from onedoor.progress import counted
from queue_server.checks.verify import unsound_events, unsound_replies
from queue_server.journal import JournalError, JournalReader


def run_verify(data: Path) -> None:
    """Print a line for each thing that cannot be; where there is none, one for each hall."""
    found = False
    with reading(data) as reader:
        for finding in _findings(reader):
            found = True
            print(finding)
        if found:
            raise SystemExit(EXIT_FAILED)
        for hall in reader.halls():
            print(f"ok: {reader.count(hall)} events of hall {hall}")
        if not reader.halls():
            print("ok: no events")


def _findings(reader: JournalReader) -> Iterator[str]:
    try:
        yield from (f"the file is damaged: {line}" for line in reader.damage())
        for hall in reader.halls():
            rows = counted(reader.read_raw(hall), reader.count(hall), f"events of hall {hall}")
            yield from (f"hall {hall}: {finding}" for finding in unsound_events(rows, hall))
        yield from unsound_replies(reader.replies())
    except JournalError as error:
        yield str(error)
