import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from queue_server.journal._interface import BehindError, Beside, KeptReply, Recorded, Snapshot
from queue_server.journal._migrations import MIGRATIONS, refuse_newer

_KEEP_EVENT = "INSERT INTO event (hall, seq, at, type, data) VALUES (?, ?, ?, ?, ?)"
_KEEP_REPLY = "INSERT INTO reply (command_id, at, body) VALUES (?, ?, ?)"
_KEEP_SNAPSHOT = """
    INSERT INTO snapshot (hall, seq, body) VALUES (?, ?, ?)
    ON CONFLICT (hall) DO UPDATE SET seq = excluded.seq, body = excluded.body WHERE excluded.seq >= seq
"""
_LAST_SEQ = "SELECT coalesce(max(seq), 0) FROM event WHERE hall = ?"


class SqliteJournal:
    """The journal in one SQLite file, which one process owns.

    WAL with ``synchronous=FULL``: what :meth:`append` kept survives a power cut.
    """

    def __init__(self, path: Path) -> None:
        """Open or create the file and bring it to this version's shape.

        :raises NewerJournalError: when a later version wrote it.
        """
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=FULL")
        database = Database(self._connection)
        refuse_newer(database)
        MIGRATIONS.apply(database)

    @property
    def connection(self) -> sqlite3.Connection:
        """For tables of others in the same file. SQLite up to 3.51.2 can break a WAL file that two connections write at
        the same time, so there is one, in one thread; a transaction of its own is ended before the next call here.
        """
        return self._connection

    def append(
        self,
        hall: str,
        expected_seq: int,
        events: Sequence[Recorded],
        replies: Sequence[KeptReply],
        at: datetime,
        beside: Beside | None = None,
    ) -> None:
        connection = self._connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            self._write(hall, expected_seq, events, replies, at)
            if beside is not None:
                beside()
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    def read(self, hall: str, after_seq: int = 0) -> Iterator[Recorded]:
        rows = self._connection.execute(
            "SELECT seq, at, type, data FROM event WHERE hall = ? AND seq > ? ORDER BY seq", (hall, after_seq)
        )
        for seq, at, kind, data in rows:
            yield Recorded(seq, datetime.fromisoformat(at), kind, data)

    def last_seq(self, hall: str) -> int:
        (last_seq,) = self._connection.execute(_LAST_SEQ, (hall,)).fetchone()
        return int(last_seq)

    def keep_snapshot(self, hall: str, snapshot: Snapshot) -> None:
        self._connection.execute(_KEEP_SNAPSHOT, (hall, snapshot.seq, snapshot.body))

    def snapshot(self, hall: str) -> Snapshot | None:
        row = self._connection.execute("SELECT seq, body FROM snapshot WHERE hall = ?", (hall,)).fetchone()
        return Snapshot(*row) if row else None

    def reply(self, command_id: str) -> bytes | None:
        row = self._connection.execute("SELECT body FROM reply WHERE command_id = ?", (command_id,)).fetchone()
        return row[0] if row else None

    def forget_replies(self, before: datetime) -> int:
        return self._connection.execute("DELETE FROM reply WHERE at < ?", (_sortable(before),)).rowcount

    def close(self) -> None:
        self._connection.close()

    def _write(
        self, hall: str, expected_seq: int, events: Sequence[Recorded], replies: Sequence[KeptReply], at: datetime
    ) -> None:
        if self.last_seq(hall) != expected_seq:
            raise BehindError(hall, expected_seq)
        try:
            self._connection.executemany(
                _KEEP_EVENT, [(hall, event.seq, event.at.isoformat(), event.type, event.data) for event in events]
            )
            self._connection.executemany(
                _KEEP_REPLY, [(reply.command_id, _sortable(at), reply.body) for reply in replies]
            )
        except sqlite3.IntegrityError as error:
            raise BehindError(hall, expected_seq) from error


def _sortable(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
