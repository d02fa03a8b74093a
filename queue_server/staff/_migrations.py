from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from queue_server.staff.errors import NewerStaffFileError

MIGRATIONS = Migrations("staff")
"""Forward only; a step that was released is never edited."""

NAMES = ("m001_people", "m002_notes", "m003_hall_file")
"""Every step this version knows, in order."""


def bring_up_to_date(database: Database, file: Path) -> None:
    """Make the tables, or bring those of an earlier version to this one's shape.

    :raises NewerStaffFileError: when a later version wrote the file.
    """
    if unknown := sorted({migration.name for migration in MIGRATIONS.applied(database)} - set(NAMES)):
        raise NewerStaffFileError(file, unknown)
    if MIGRATIONS.pending(database):
        MIGRATIONS.apply(database)


@MIGRATIONS()
def m001_people(database: Database) -> None:
    database.execute(
        """
        CREATE TABLE account (
            id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, roles TEXT NOT NULL, password_hash TEXT,
            subject TEXT UNIQUE, disabled INTEGER NOT NULL, failures INTEGER NOT NULL, locked_until TEXT,
            link_hash TEXT UNIQUE, link_until TEXT
        ) STRICT
        """
    )
    database.execute(
        """
        CREATE TABLE session (
            key TEXT PRIMARY KEY NOT NULL, account TEXT NOT NULL, began TEXT NOT NULL, seen TEXT NOT NULL
        ) STRICT, WITHOUT ROWID
        """
    )
    database.execute(
        """
        CREATE TABLE audit (
            id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, target TEXT NOT NULL,
            details TEXT NOT NULL
        ) STRICT
        """
    )
    database.execute("CREATE INDEX audit_by_person ON audit (who, id)")


@MIGRATIONS()
def m002_notes(database: Database) -> None:
    database.execute(
        """
        CREATE TABLE note (
            ticket TEXT PRIMARY KEY NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL, text TEXT NOT NULL
        ) STRICT, WITHOUT ROWID
        """
    )


@MIGRATIONS()
def m003_hall_file(database: Database) -> None:
    database.execute(
        """
        CREATE TABLE hall_file (
            id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, content TEXT NOT NULL
        ) STRICT
        """
    )
