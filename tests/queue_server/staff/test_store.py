import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
from sqlite_utils import Database

from queue_server.staff._migrations import MIGRATIONS, NAMES
from queue_server.staff.errors import NewerStaffFileError
from queue_server.staff.store import Note, StaffStore


def test_a_note_is_kept_by_ticket_until_it_is_emptied(tmp_path, morning):
    with closing(StaffStore(tmp_path / "staff.sqlite")) as store:
        store.keep_note("t-1", Note(morning, "2001", "带轮椅"))
        store.keep_note("t-2", Note(morning, "2001", "需要手语"))
        store.keep_note("t-1", Note(morning, "2002", "带轮椅，有陪同"))
        assert store.notes()["t-1"] == Note(morning, "2002", "带轮椅，有陪同")
        store.keep_note("t-1", Note(morning, "2002", ""))
        assert set(store.notes()) == {"t-2"}
        store.forget_notes(morning + timedelta(seconds=1))
        assert store.notes() == {}


def test_a_file_of_a_later_version_is_refused_and_left_as_it_is(tmp_path):
    file = tmp_path / "staff.sqlite"
    StaffStore(file).close()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('staff', 'm999_later', 'now')"
        )
        connection.commit()
    with pytest.raises(NewerStaffFileError):
        StaffStore(file)


def test_every_step_is_named_in_order():
    assert tuple(migration.name for migration in MIGRATIONS.pending(Database(memory=True))) == NAMES
