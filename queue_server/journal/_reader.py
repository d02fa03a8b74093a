import os
import sqlite3
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from sqlite_utils import Database

from queue_server.journal._interface import KeptReply, Recorded, Snapshot, UnreadableJournalError
from queue_server.journal._migrations import refuse_newer

_OF_TICKET = """
    SELECT seq, at, type, data FROM event
    WHERE hall = ?1 AND instr(data, ?2) AND seq > (
        SELECT coalesce(max(seq), 0) FROM (
            SELECT seq FROM event WHERE hall = ?1 AND type = 'day_started' ORDER BY seq DESC LIMIT 1
        )
    )
    ORDER BY seq
"""
"""Looks at one day's events only, from the end: a ticket lives for a day."""


_OF_KINDS = """
    SELECT seq, at, type, data FROM event
    WHERE hall = ? AND seq >= ? AND type IN ({}) AND instr(data, ?)
    ORDER BY seq
"""

CLOCK_SET_BACK = timedelta(hours=1)
"""So much may the clock of a server have been set back: events are in order by ``seq``, and nearly by time."""


class RawEvent(NamedTuple):
    """One event as its row holds it, whatever that is."""

    seq: int
    at: str
    type: str
    data: str


class JournalReader:
    """Reads a journal's file and never writes, also while a server works in it: each method sees one moment.

    Every method raises :class:`UnreadableJournalError` where the file is broken.
    """

    def __init__(self, path: Path) -> None:
        """Open the file.

        :raises UnreadableJournalError: when there is no such file, or it is no journal.
        :raises NewerJournalError: when a later version wrote it.
        """
        if not path.is_file():
            raise UnreadableJournalError(f"there is no journal at {path}")
        self._path = path
        self._connection = sqlite3.connect(f"{path.resolve().as_uri()}?{_manner(path)}", uri=True)
        try:
            self._tables = {name for (name,) in self._rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
            refuse_newer(Database(self._connection))
            if "event" not in self._tables:
                raise UnreadableJournalError(f"{path} is no journal")  # noqa: TRY301 - the file is let go of below
        except BaseException:
            self.close()
            raise

    def halls(self) -> tuple[str, ...]:
        """The halls that have events here."""
        return tuple(hall for (hall,) in self._rows("SELECT DISTINCT hall FROM event ORDER BY hall"))

    def count(self, hall: str) -> int:
        """How many events a hall has."""
        ((count,),) = self._rows("SELECT count(*) FROM event WHERE hall = ?", hall)
        return int(count)

    def count_after(self, hall: str, after_seq: int, types: Collection[str] | None = None) -> int:
        """How many events a hall has after ``after_seq``; those of some types."""
        which = "" if types is None else f"AND type IN ({', '.join('?' for _ in types)})"
        sql = f"SELECT count(*) FROM event WHERE hall = ? AND seq > ? {which}"  # noqa: S608 - question marks alone
        ((count,),) = self._rows(sql, hall, after_seq, *(types or ()))
        return int(count)

    def last_seq(self, hall: str) -> int:
        """The ``seq`` of a hall's last event; 0 before the first."""
        ((last_seq,),) = self._rows("SELECT coalesce(max(seq), 0) FROM event WHERE hall = ?", hall)
        return int(last_seq)

    def read(self, hall: str, after_seq: int = 0) -> Iterator[Recorded]:
        """The events after ``after_seq``, in order."""
        for raw in self.read_raw(hall, after_seq):
            try:
                at = datetime.fromisoformat(raw.at)
            except ValueError as error:
                raise UnreadableJournalError(f"{self._path}: event {raw.seq} has no time: {raw.at!r}") from error
            yield Recorded(raw.seq, at, raw.type, raw.data)

    def read_ticket(self, hall: str, ticket: str) -> Iterator[Recorded]:
        """The events of the newest day that name the ticket of this id, in order."""
        for seq, at, kind, data in self._rows(_OF_TICKET, hall, f'"{ticket}"'):
            yield Recorded(seq, datetime.fromisoformat(at), kind, data)

    def first_since(self, hall: str, moment: datetime) -> int:
        """The ``seq`` of the first event at a moment or later; one beyond the last where there is none.

        Events are kept in the order in which they happened: it is found in some twenty steps, however many there are.
        """
        low, high = 1, self.last_seq(hall) + 1
        while low < high:
            middle = (low + high) // 2
            ((at,),) = self._rows("SELECT at FROM event WHERE hall = ? AND seq = ?", hall, middle)
            if datetime.fromisoformat(at) < moment:
                low = middle + 1
            else:
                high = middle
        return low

    def read_kinds(
        self, hall: str, kinds: Collection[str], since: datetime, naming: str | None = None
    ) -> Iterator[Recorded]:
        """The events of some kinds since a moment, in order; those that have ``naming`` as one of their values."""
        first = self.first_since(hall, since - CLOCK_SET_BACK)
        name = "" if naming is None else f'"{naming}"'
        for seq, at, kind, data in self._rows(_OF_KINDS.format(", ".join("?" * len(kinds))), hall, first, *kinds, name):
            happened = datetime.fromisoformat(at)
            if happened >= since:
                yield Recorded(seq, happened, kind, data)

    def read_raw(self, hall: str, after_seq: int = 0) -> Iterator[RawEvent]:
        """The rows of the events after ``after_seq``, in order."""
        rows = self._rows(
            "SELECT seq, at, type, data FROM event WHERE hall = ? AND seq > ? ORDER BY seq", hall, after_seq
        )
        return map(RawEvent._make, rows)

    def replies(self) -> Iterator[KeptReply]:
        """Every reply that is kept."""
        return map(KeptReply._make, self._rows("SELECT command_id, body FROM reply ORDER BY command_id"))

    def snapshot(self, hall: str) -> Snapshot | None:
        """The newest snapshot of a hall; none in a file that a version without snapshots wrote."""
        if "snapshot" not in self._tables:
            return None
        rows = self._rows("SELECT seq, body FROM snapshot WHERE hall = ?", hall)
        return next(map(Snapshot._make, rows), None)

    def damage(self) -> list[str]:
        """What SQLite finds wrong with the file itself; empty when it is whole."""
        try:
            found = "\n".join(text for (text,) in self._rows("PRAGMA integrity_check"))
        except UnreadableJournalError as error:
            return [str(error)]
        return [] if found == "ok" else found.splitlines()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _rows(self, sql: str, *parameters: object) -> Iterator[tuple[Any, ...]]:
        try:
            # "yield from" would close the cursor of a reading that is left half-way, after the file perhaps.
            for row in self._connection.execute(sql, parameters):  # noqa: UP028 - see above
                yield row
        except sqlite3.Error as error:
            raise UnreadableJournalError(f"{self._path} cannot be read: {error}") from error


def _manner(path: Path) -> str:
    """A copy on a disk that cannot be written is read as what will not change, for SQLite cannot make its log there.

    While a server works in a file, the log is beside it.
    """
    log = path.with_name(f"{path.name}-wal")
    if log.exists() or os.access(path.parent, os.W_OK):
        return "mode=ro"
    return "mode=ro&immutable=1"
