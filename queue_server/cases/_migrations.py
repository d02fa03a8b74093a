from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from queue_server.journal import NewerJournalError

MIGRATIONS = Migrations("cases")
"""In the journal's database, beside the journal's own. Forward only; a step that was released is never edited."""

NAMES = ("m001_sealed_and_ended", "m002_ended_by_ending")
"""Every step this version knows, in order."""


def bring_up_to_date(database: Database) -> None:
    """:raises NewerJournalError: when a later version wrote the tables."""
    unknown = sorted({migration.name for migration in MIGRATIONS.applied(database)} - set(NAMES))
    if unknown:
        raise NewerJournalError(unknown)
    MIGRATIONS.apply(database)


@MIGRATIONS()
def m001_sealed_and_ended(database: Database) -> None:
    database.execute(
        """
        CREATE TABLE case_sealed (
            hall TEXT NOT NULL, case_id TEXT NOT NULL, kind TEXT NOT NULL, sealed BLOB NOT NULL,
            PRIMARY KEY (hall, case_id, kind)
        ) STRICT, WITHOUT ROWID
        """
    )
    database.execute(
        """
        CREATE TABLE person_space (
            hall TEXT NOT NULL, person TEXT NOT NULL, sealed BLOB NOT NULL, delete_after TEXT NOT NULL,
            PRIMARY KEY (hall, person)
        ) STRICT, WITHOUT ROWID
        """
    )
    database.execute("CREATE INDEX person_space_by_day ON person_space (hall, delete_after)")
    # The bodies lie in the table, what is searched in its indexes: a search reads no body that it does not tell.
    database.execute(
        """
        CREATE TABLE case_ended (
            id INTEGER PRIMARY KEY, hall TEXT NOT NULL, case_id TEXT NOT NULL, code TEXT NOT NULL, item TEXT NOT NULL,
            person TEXT NOT NULL, state TEXT NOT NULL, started_at TEXT NOT NULL, ended_at TEXT NOT NULL,
            delete_after TEXT, body TEXT NOT NULL, UNIQUE (hall, case_id)
        ) STRICT
        """
    )
    for name, columns in (
        ("code", "hall, code"),
        ("person", "hall, person, started_at"),
        ("end", "hall, ended_at"),
        ("state", "hall, state, ended_at"),
        ("item", "hall, item, ended_at"),
    ):
        database.execute(f"CREATE INDEX case_ended_by_{name} ON case_ended ({columns})")
    database.execute(
        "CREATE INDEX case_ended_to_delete ON case_ended (hall, delete_after) WHERE delete_after IS NOT NULL"
    )


@MIGRATIONS()
def m002_ended_by_ending(database: Database) -> None:
    # SQLite cannot read an index backwards from the end of a word: three letters of it find a handful among 100,000.
    database.execute("CREATE INDEX case_ended_by_ending ON case_ended (hall, substr(code, -3))")
