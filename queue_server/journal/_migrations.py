from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

MIGRATIONS = Migrations("journal")
"""Forward only; a step that was released is never edited."""

NAMES = ("m001_events_and_replies",)
"""Every step this version knows, in order."""


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
