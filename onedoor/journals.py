"""Opening the journal that a command is about."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from onedoor.output import EXIT_BAD_INPUT, fail
from queue_server.journal import JournalError, JournalReader

JOURNAL = "journal.sqlite"


@contextmanager
def reading(data: Path) -> Iterator[JournalReader]:
    """The journal in the data directory; leaves when there is none or it cannot be read."""
    if not data.is_dir():
        fail(f"there is no directory {data}", EXIT_BAD_INPUT)
    try:
        reader = JournalReader(data / JOURNAL)
    except JournalError as error:
        fail(str(error), EXIT_BAD_INPUT)
    with closing(reader):
        try:
            yield reader
        except JournalError as error:
            fail(f"{error}; `onedoor verify {data}` tells more")


def the_hall(reader: JournalReader, given: str | None) -> str:
    """The hall that is meant: the one that was named, or the only one; leaves when that is none."""
    halls = reader.halls()
    if given is not None and given not in halls:
        fail(f"--hall: the journal knows {', '.join(halls) or 'no hall'}, not {given}", EXIT_BAD_INPUT)
    if given is None and len(halls) != 1:
        fail(f"--hall: expected one of {', '.join(halls)}" if halls else "the journal is empty", EXIT_BAD_INPUT)
    return given or halls[0]
