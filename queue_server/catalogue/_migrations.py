from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from queue_server.catalogue.errors import NewerCatalogueError, UnreadableCatalogueError

MIGRATIONS = Migrations("catalogue")
"""Forward only; a step that was released is never edited."""

NAMES = ("m001_entries_and_search",)
"""Every step this version knows, in order."""


def bring_up_to_date(database: Database, file: Path) -> None:
    """Bring a catalogue that was written before to this version's shape.

    :raises NewerCatalogueError: when a later version wrote the file.
    :raises UnreadableCatalogueError: when it is no catalogue.
    """
    applied = {migration.name for migration in MIGRATIONS.applied(database)}
    if not applied:
        raise UnreadableCatalogueError(file, "it is no catalogue")
    if unknown := sorted(applied - set(NAMES)):
        raise NewerCatalogueError(file, unknown)
    if MIGRATIONS.pending(database):
        MIGRATIONS.apply(database)


@MIGRATIONS()
def m001_entries_and_search(database: Database) -> None:
    database.execute(
        "CREATE TABLE about (id INTEGER PRIMARY KEY CHECK (id = 1), version TEXT NOT NULL, entries INTEGER NOT NULL)"
        " STRICT"
    )
    database.execute(
        """
        CREATE TABLE shelf (
            id INTEGER PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('theme', 'department')), zh TEXT NOT NULL,
            name TEXT NOT NULL, entries INTEGER NOT NULL, UNIQUE (kind, zh)
        ) STRICT
        """
    )
    # The ids count up in the catalogue's order, which is therefore the order of every answer.
    database.execute(
        """
        CREATE TABLE entry (
            id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, theme INTEGER NOT NULL, department INTEGER NOT NULL,
            name TEXT NOT NULL, channels TEXT NOT NULL, body TEXT NOT NULL
        ) STRICT
        """
    )
    database.execute("CREATE INDEX entry_by_theme ON entry (theme, department)")
    database.execute("CREATE INDEX entry_by_department ON entry (department)")
    # Terms are folded before they come here, so that nothing is left to split but at spaces; what is asked is the
    # beginning of a term, of which the first three letters have an index of their own.
    database.execute(
        """
        CREATE VIRTUAL TABLE term USING fts5 (
            whole, part, keyword, otherwise, code, shelf,
            content = '', columnsize = 0, detail = column, tokenize = 'ascii', prefix = '1 2 3'
        )
        """
    )
    database.execute("CREATE VIRTUAL TABLE guide USING fts5 (text, content = '', columnsize = 0, tokenize = 'trigram')")
