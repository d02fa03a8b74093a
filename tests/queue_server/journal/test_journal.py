"""What every journal can do; and that the one on disk survives."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from queue_server.journal import (
    BehindError,
    KeptReply,
    MemoryJournal,
    NewerJournalError,
    Recorded,
    Snapshot,
    SqliteJournal,
)

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)


def event(seq):
    return Recorded(seq, NOON, "ticket_issued", f'{{"ticket":"t{seq}","name":"𠮷"}}')


@pytest.fixture(params=["memory", "sqlite"])
def journal(request, tmp_path):
    made = MemoryJournal() if request.param == "memory" else SqliteJournal(tmp_path / "journal.sqlite")
    yield made
    made.close()


def test_events_come_back_in_order_as_they_were(journal):
    journal.append("hall", 0, [event(1), event(2)], [], NOON)
    journal.append("hall", 2, [event(3)], [], NOON)
    assert list(journal.read("hall")) == [event(1), event(2), event(3)]
    assert list(journal.read("hall", after_seq=2)) == [event(3)]


def test_each_hall_has_its_own_record(journal):
    journal.append("hall", 0, [event(1)], [], NOON)
    journal.append("other", 0, [event(1), event(2)], [], NOON)
    assert len(list(journal.read("hall"))) == 1


@pytest.mark.parametrize("expected_seq", [0, 2])
def test_who_does_not_know_the_last_event_may_not_append(journal, expected_seq):
    journal.append("hall", 0, [event(1)], [], NOON)
    with pytest.raises(BehindError):
        journal.append("hall", expected_seq, [event(expected_seq + 1)], [KeptReply("c", b"r")], NOON)
    assert list(journal.read("hall")) == [event(1)]
    assert journal.reply("c") is None


def test_replies_are_kept_by_command(journal):
    journal.append("hall", 0, [event(1)], [KeptReply("c1", b"one"), KeptReply("c2", b"two")], NOON)
    assert (journal.reply("c1"), journal.reply("c2"), journal.reply("c3")) == (b"one", b"two", None)


def test_what_belongs_beside_the_events_is_written_in_their_commit(journal):
    beside = []
    journal.append("hall", 0, [event(1)], [], NOON, beside=lambda: beside.append(journal.last_seq("other")))
    assert (beside, journal.last_seq("hall")) == ([0], 1)


def test_what_cannot_be_written_beside_the_events_keeps_them_from_being_kept(journal):
    def full_disk():
        raise OSError("database or disk is full")

    with pytest.raises(OSError, match="full"):
        journal.append("hall", 0, [event(1)], [KeptReply("c", b"r")], NOON, beside=full_disk)
    assert (list(journal.read("hall")), journal.reply("c")) == ([], None)
    journal.append("hall", 0, [event(1)], [KeptReply("c", b"r")], NOON)
    assert journal.reply("c") == b"r"


@pytest.mark.parametrize("kept", [KeptReply("known", b"again"), KeptReply("c", b"r")])
def test_who_was_not_the_fastest_writes_nothing_beside(journal, kept):
    journal.append("hall", 0, [], [KeptReply("known", b"r")], NOON)
    beside = []
    with pytest.raises(BehindError):
        journal.append(
            "hall", 0 if kept.command_id == "known" else 7, [], [kept], NOON, beside=lambda: beside.append(1)
        )
    assert beside == []


def test_the_tables_of_others_stand_in_the_same_file(tmp_path):
    with closing(SqliteJournal(tmp_path / "journal.sqlite")) as journal:
        journal.connection.execute("CREATE TABLE other (word TEXT)")
        journal.append(
            "hall", 0, [event(1)], [], NOON, beside=lambda: journal.connection.execute("INSERT INTO other VALUES ('a')")
        )
    with closing(sqlite3.connect(tmp_path / "journal.sqlite")) as after:
        assert after.execute("SELECT (SELECT count(*) FROM other), (SELECT count(*) FROM event)").fetchone() == (1, 1)


def test_a_refusal_is_kept_without_any_event(journal):
    journal.append("hall", 0, [], [KeptReply("c", b"refused")], NOON)
    assert journal.reply("c") == b"refused"


def test_a_command_has_one_reply_whoever_answers_it(journal):
    journal.append("hall", 0, [event(1)], [KeptReply("c", b"first")], NOON)
    with pytest.raises(BehindError):
        journal.append("hall", 1, [event(2)], [KeptReply("c", b"second")], NOON)
    assert journal.reply("c") == b"first"
    assert list(journal.read("hall")) == [event(1)]


def test_old_replies_are_forgotten_and_events_are_not(journal):
    journal.append("hall", 0, [event(1)], [KeptReply("old", b"")], NOON)
    journal.append("hall", 1, [], [KeptReply("new", b"")], NOON + timedelta(days=8))
    assert journal.forget_replies(NOON + timedelta(days=1)) == 1
    assert journal.reply("old") is None
    assert journal.reply("new") == b""
    assert list(journal.read("hall")) == [event(1)]


def test_the_last_seq_is_known(journal):
    assert journal.last_seq("hall") == 0
    journal.append("hall", 0, [event(1), event(2)], [], NOON)
    assert (journal.last_seq("hall"), journal.last_seq("other")) == (2, 0)


def test_the_newest_snapshot_of_each_hall_is_kept(journal):
    assert journal.snapshot("hall") is None
    journal.keep_snapshot("hall", Snapshot(5, b"five"))
    journal.keep_snapshot("other", Snapshot(1, b"one"))
    journal.keep_snapshot("hall", Snapshot(9, b"nine"))
    assert journal.snapshot("hall") == Snapshot(9, b"nine")
    assert journal.snapshot("other") == Snapshot(1, b"one")


def test_a_slower_servers_snapshot_does_not_take_the_place_of_a_newer_one(journal):
    journal.keep_snapshot("hall", Snapshot(9, b"nine"))
    journal.keep_snapshot("hall", Snapshot(5, b"five"))
    assert journal.snapshot("hall") == Snapshot(9, b"nine")


def test_the_file_holds_what_was_appended(tmp_path):
    file = tmp_path / "journal.sqlite"
    first = SqliteJournal(file)
    first.append("hall", 0, [event(1)], [KeptReply("c", b"r")], NOON)
    first.keep_snapshot("hall", Snapshot(1, b"s"))
    first.close()
    again = SqliteJournal(file)
    assert list(again.read("hall")) == [event(1)]
    assert again.reply("c") == b"r"
    assert again.snapshot("hall") == Snapshot(1, b"s")
    again.close()


def test_a_commit_waits_for_the_disk(tmp_path):
    journal = SqliteJournal(tmp_path / "journal.sqlite")
    settings = [journal._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
    assert settings == ["wal", 2]  # 2 is FULL
    journal.close()


def test_a_file_of_a_later_version_is_refused(tmp_path):
    file = tmp_path / "journal.sqlite"
    journal = SqliteJournal(file)
    journal._connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('journal', 'm999_future', '')"
    )
    journal.close()
    with pytest.raises(NewerJournalError, match="m999_future"):
        SqliteJournal(file)


def test_a_file_without_snapshots_gets_room_for_them(tmp_path):
    """Version 0.1 wrote files that had none."""
    file = tmp_path / "journal.sqlite"
    as_it_was_before_snapshots(file)
    journal = SqliteJournal(file)
    assert list(journal.read("hall")) == [event(1)]
    assert journal.snapshot("hall") is None
    journal.keep_snapshot("hall", Snapshot(1, b"s"))
    assert journal.snapshot("hall") == Snapshot(1, b"s")
    journal.close()


def as_it_was_before_snapshots(file):
    journal = SqliteJournal(file)
    journal.append("hall", 0, [event(1)], [], NOON)
    journal._connection.execute("DROP TABLE snapshot")
    journal._connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'm002_snapshots'")
    journal.close()
