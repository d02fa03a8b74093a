from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from queue_server.journal import NewerJournalError

MIGRATIONS = Migrations("notices")
"""In the journal's database, beside the journal's own. Forward only; a step that was released is never edited."""

NAMES = ("m001_contacts_and_notices", "m002_notices_by_day")
"""Every step this version knows, in order."""


def bring_up_to_date(database: Database) -> None:
    """:raises NewerJournalError: when a later version wrote the tables."""
    unknown = sorted({migration.name for migration in MIGRATIONS.applied(database)} - set(NAMES))
    if unknown:
        raise NewerJournalError(unknown)
    MIGRATIONS.apply(database)


@MIGRATIONS()
def m001_contacts_and_notices(database: Database) -> None:
    database.execute(
        """
        CREATE TABLE contact (
            hall TEXT NOT NULL, subject TEXT NOT NULL, sealed BLOB NOT NULL, number_token TEXT NOT NULL,
            language TEXT NOT NULL, delete_after TEXT NOT NULL, PRIMARY KEY (hall, subject)
        ) STRICT, WITHOUT ROWID
        """
    )
    database.execute("CREATE INDEX contact_by_day ON contact (hall, delete_after)")
    database.execute(
        """
        CREATE TABLE opted_out (
            hall TEXT NOT NULL, number_token TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (hall, number_token)
        ) STRICT, WITHOUT ROWID
        """
    )
    database.execute(
        "CREATE TABLE notices_followed (hall TEXT PRIMARY KEY NOT NULL, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID"
    )
    database.execute(
        """
        CREATE TABLE notice (
            id TEXT PRIMARY KEY NOT NULL, hall TEXT NOT NULL, key TEXT NOT NULL, step TEXT NOT NULL,
            subject TEXT NOT NULL, language TEXT NOT NULL, "values" TEXT NOT NULL, number_token TEXT,
            moment TEXT NOT NULL, made_at TEXT NOT NULL, due_at TEXT NOT NULL, late_at TEXT, next_at TEXT,
            changed_at TEXT NOT NULL, handed_at TEXT, state TEXT NOT NULL, reason TEXT, by_hand INTEGER NOT NULL,
            wanted_provider TEXT, refused_by TEXT NOT NULL, provider TEXT, reference TEXT, tries INTEGER NOT NULL,
            asked_again INTEGER NOT NULL, parts INTEGER NOT NULL, cost INTEGER NOT NULL, rank INTEGER NOT NULL,
            UNIQUE (hall, key)
        ) STRICT
        """
    )
    database.execute("CREATE INDEX notice_to_send ON notice (hall, rank, due_at) WHERE state = 'queued'")
    database.execute("CREATE INDEX notice_to_do ON notice (hall, next_at) WHERE next_at IS NOT NULL")
    database.execute("CREATE INDEX notice_too_late ON notice (hall, late_at) WHERE state = 'queued'")
    database.execute("CREATE INDEX notice_by_time ON notice (hall, made_at)")
    database.execute("CREATE INDEX notice_by_subject ON notice (hall, subject)")
    database.execute("CREATE INDEX notice_by_hand_over ON notice (hall, handed_at)")
    database.execute("CREATE INDEX notice_by_number ON notice (hall, number_token, handed_at)")
    database.execute("CREATE INDEX notice_by_reference ON notice (provider, reference) WHERE reference IS NOT NULL")


@MIGRATIONS()
def m002_notices_by_day(database: Database) -> None:
    """What waits or was dropped on a day is found by when it was due, among months of others."""
    database.execute("CREATE INDEX notice_by_due ON notice (hall, due_at)")
