from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from queue_server.journal._interface import NewerJournalError

MIGRATIONS = Migrations("journal")
"""Forward only; a step that was released is never edited."""

NAMES = ("m001_events_and_replies", "m002_snapshots")
"""Every step this version knows, in order."""


def refuse_newer(database: Database) -> None:
    """:raises NewerJournalError: when a later version wrote the file."""
    unknown = sorted({migration.name for migration in MIGRATIONS.applied(database)} - set(NAMES))
    if unknown:
        raise NewerJournalError(unknown)


@MIGRATIONS()
def m001_events_and_replies(database: Database) -> None:
    # A table without rowid keeps the events in the order of their key, which is the order they come in.
    database.execute(
        """
        CREATE TABLE event (
            hall TEXT NOT NULL, seq INTEGER NOT NULL, at TEXT NOT NULL, type TEXT NOT NULL, data TEXT NOT NULL,
            PRIMARY KEY (hall, seq)
        ) STRICT, WITHOUT ROWID
        """
    )
    database.execute(
        """
        CREATE TABLE reply (
            command_id TEXT PRIMARY KEY NOT NULL, at TEXT NOT NULL, body BLOB NOT NULL
        ) STRICT, WITHOUT ROWID
        """
    )
    database.execute("CREATE INDEX reply_by_time ON reply (at)")


@MIGRATIONS()
def m002_snapshots(database: Database) -> None:
    database.execute(
        "CREATE TABLE snapshot (hall TEXT PRIMARY KEY NOT NULL, seq INTEGER NOT NULL, body BLOB NOT NULL) STRICT"
    )
