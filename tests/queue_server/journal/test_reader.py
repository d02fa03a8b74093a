"""A journal's file can be read while a server works in it, and by nobody's mistake be written."""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from queue_server.journal import (
    JournalReader,
    KeptReply,
    NewerJournalError,
    Recorded,
    Snapshot,
    SqliteJournal,
    UnreadableJournalError,
)

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)


def event(seq):
    return Recorded(seq, NOON, "ticket_issued", f'{{"ticket":"t{seq}"}}')


@pytest.fixture
def file(tmp_path):
    return tmp_path / "data of the hall" / "journal.sqlite"


@pytest.fixture
def journal(file):
    file.parent.mkdir()
    with closing(SqliteJournal(file)) as made:
        made.append("street", 0, [event(1), event(2)], [KeptReply("c", b"{}")], NOON)
        yield made


@pytest.fixture
def reader(file, journal):
    with closing(JournalReader(file)) as made:
        yield made


def test_what_a_server_keeps_is_read_while_it_works(journal, reader):
    journal.append("street", 2, [event(3)], [], NOON)
    assert list(reader.read("street")) == [event(1), event(2), event(3)]
    assert list(reader.read("street", after_seq=2)) == [event(3)]
    assert reader.count("street") == 3
    assert list(reader.replies()) == [KeptReply("c", b"{}")]
    assert reader.damage() == []


def test_a_server_keeps_on_writing_while_somebody_reads(journal, reader):
    reading = reader.read("street")
    assert next(reading) == event(1)
    journal.append("street", 2, [event(3)], [], NOON)
    assert list(reading) == [event(2)]


def test_a_reading_may_be_left_half_way(file, journal):
    reader = JournalReader(file)
    reading = reader.read("street")
    next(reading)
    reader.close()
    reading.close()


def test_a_server_that_was_killed_left_everything_readable(file, journal, tmp_path):
    """What was kept last is still in the log beside the file."""
    copy = tmp_path / "killed"
    copy.mkdir()
    for part in file.parent.iterdir():
        (copy / part.name).write_bytes(part.read_bytes())
    (copy / "journal.sqlite-shm").unlink()
    with closing(JournalReader(copy / "journal.sqlite")) as reader:
        assert list(reader.read("street")) == [event(1), event(2)]


def test_a_copy_on_a_disk_that_cannot_be_written_is_read_all_the_same(file, monkeypatch):
    file.parent.mkdir()
    with closing(SqliteJournal(file)) as journal:
        journal.append("street", 0, [event(1)], [], NOON)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with closing(JournalReader(file)) as reader:
        assert list(reader.read("street")) == [event(1)]
        assert [part.name for part in file.parent.iterdir()] == ["journal.sqlite"]


def test_the_halls_are_known(journal, reader):
    journal.append("annex", 0, [event(1)], [], NOON)
    assert reader.halls() == ("annex", "street")


def test_the_newest_snapshot_is_read(journal, reader):
    assert reader.snapshot("street") is None
    journal.keep_snapshot("street", Snapshot(2, b"s"))
    assert reader.snapshot("street") == Snapshot(2, b"s")


def test_a_file_from_before_snapshots_has_none(file, journal):
    journal._connection.execute("DROP TABLE snapshot")
    with closing(JournalReader(file)) as reader:
        assert reader.snapshot("street") is None


def test_a_reader_cannot_write(reader):
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader._connection.execute("DELETE FROM event")


@pytest.mark.parametrize("content", [None, b"", b"no database" * 100, "another database"])
def test_what_is_no_journal_is_refused(file, content):
    file.parent.mkdir()
    if content == "another database":
        with closing(sqlite3.connect(file)) as other:
            other.execute("CREATE TABLE shopping (list TEXT)")
    elif content is not None:
        file.write_bytes(content)
    with pytest.raises(UnreadableJournalError):
        JournalReader(file)
    assert file.exists() == (content is not None)


def test_a_file_of_a_later_version_is_refused(file, journal):
    journal._connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('journal', 'm999_future', '')"
    )
    with pytest.raises(NewerJournalError, match="m999_future"):
        JournalReader(file)


def test_a_broken_page_is_said_to_be_one(file):
    file.parent.mkdir()
    with closing(SqliteJournal(file)) as journal:
        journal.append("street", 0, [event(seq) for seq in range(1, 1000)], [], NOON)
    content = bytearray(file.read_bytes())
    content[-2 * 4096 : -4096] = b"\xff" * 4096
    file.write_bytes(content)
    with closing(JournalReader(file)) as reader:
        assert reader.damage()
        with pytest.raises(UnreadableJournalError, match="malformed"):
            list(reader.read("street"))


def test_a_time_that_is_none_is_said_to_be_one(journal, reader):
    journal._connection.execute("UPDATE event SET at = 'noon' WHERE seq = 2")
    with pytest.raises(UnreadableJournalError, match="event 2"):
        list(reader.read("street"))


def test_a_tickets_day_is_read_without_the_days_before(journal, reader):
    day = Recorded(3, NOON, "day_started", '{"day":"2026-11-21"}')
    again = Recorded(4, NOON, "ticket_issued", '{"ticket":"t1"}')
    called = Recorded(5, NOON, "ticket_called", '{"ticket":"t1","window":"1"}')
    other = Recorded(6, NOON, "ticket_issued", '{"ticket":"t11"}')
    journal.append("street", 2, [day, again, called, other], [], NOON)
    assert list(reader.read_ticket("street", "t1")) == [again, called]
    assert list(reader.read_ticket("another hall", "t1")) == []


def test_the_events_of_one_case_are_found_from_the_moment_it_began(journal, reader):
    later = [NOON + timedelta(days=day) for day in range(40)]
    told = [
        Recorded(seq, at, "case_saved" if seq % 2 else "ticket_issued", f'{{"case":"c{seq % 3}"}}')
        for seq, at in enumerate(later, 3)
    ]
    journal.append("street", 2, told, [], NOON)
    of_case = list(reader.read_kinds("street", ["case_saved"], later[10], naming="c1"))
    assert [event.seq for event in of_case] == [seq for seq in range(13, 43) if seq % 2 and seq % 3 == 1]
    every = list(reader.read_kinds("street", ["case_saved"], later[10]))
    assert [event.seq for event in every] == [seq for seq in range(13, 43) if seq % 2]
    assert list(reader.read_kinds("street", ["case_saved"], later[-1] + timedelta(days=1))) == []
    assert list(reader.read_kinds("nowhere", ["case_saved"], NOON)) == []


def test_the_first_event_since_a_moment_is_found_even_where_many_share_one(reader, journal):
    journal.append("street", 2, [event(3)], [], NOON)
    assert reader.first_since("street", NOON) == 1
    assert reader.first_since("street", NOON + timedelta(seconds=1)) == 4
