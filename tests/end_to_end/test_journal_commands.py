"""What can be told from a journal afterwards: by people who were not there, of a server that may still be running."""

import csv
import io
import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.end_to_end.conftest import Hall

HANG_S = 60


@pytest.fixture
def onedoor():
    def run(*arguments):
        command = [sys.executable, "-m", "onedoor", "--log-level", "warning", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, timeout=HANG_S, check=False)

    return run


def work(hall):
    """Three came: one was served and rated, one was missed, one waits."""
    hall.start()
    kiosk = hall.client("kiosk-01", "kiosk")
    clerk = hall.client("window-1", "window")
    ticket = kiosk.done("issue_ticket", item="move-in")["ticket"]["id"]
    kiosk.done("issue_ticket", queue="household")
    kiosk.done("issue_ticket", queue="tax")
    clerk.done("open_window", window="1", operator="1001")
    for command in ("call_next", "start_service", "finish", "call_next", "miss"):
        clerk.done(command, window="1")
    kiosk.done("rate_service", ticket=ticket, score=5)
    for client in hall.clients:
        client.close()
    hall.clients.clear()


@pytest.fixture(scope="module")
def worked(tmp_path_factory):
    """A hall that worked, and its server still runs."""
    hall = Hall(tmp_path_factory.mktemp("worked"))
    work(hall)
    yield hall
    hall.stop()


@pytest.fixture(scope="module")
def stopped(tmp_path_factory):
    """A hall that worked, and its server ended in order."""
    hall = Hall(tmp_path_factory.mktemp("stopped"))
    work(hall)
    assert hall.stop() == 0
    return hall


@pytest.fixture
def span():
    """From yesterday to tomorrow, for midnight may pass."""
    today = datetime.now(ZoneInfo("Asia/Shanghai")).date()
    return ("--from", today - timedelta(days=1), "--to", today + timedelta(days=1))


@pytest.fixture
def copy_of(tmp_path):
    """A copy of a data directory, spoilt by some SQL."""

    def copied(data, *spoiling):
        copy = tmp_path / "copy"
        shutil.copytree(data, copy, ignore=shutil.ignore_patterns("broker"))
        with closing(sqlite3.connect(copy / "journal.sqlite")) as file:
            for sql in spoiling:
                file.execute(sql)
            file.commit()
        return copy

    return copied


# report


def test_a_report_is_made_while_the_server_runs(onedoor, worked, span):
    done = onedoor("report", "--data", worked.data, *span, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert told["hall"] == "street"
    total = told["total"]
    assert [total[name] for name in ("issued", "served", "missed", "cancelled", "left_over")] == [3, 1, 1, 0, 0]
    assert total["waiting_s"]["count"] == 2
    assert total["ratings"]["by_score"]["5"] == 1
    assert 0 <= total["utilisation"] <= 1


def test_a_report_is_a_table_for_the_eye(onedoor, worked, span):
    done = onedoor("report", "--data", worked.data, *span, "--by", "queue")
    groups, names, *rows = done.stdout.splitlines()
    assert groups.split() == ["waiting", "way", "service", "forecast", "windows", "rating"]
    assert names.split()[:4] == ["queue", "issued", "served", "missed"]
    assert [row.split()[:4] for row in rows] == [
        ["household", "2", "1", "1"],
        ["tax", "1", "0", "0"],
        ["all", "3", "1", "1"],
    ]


def test_a_report_is_a_file_for_a_spreadsheet(onedoor, worked, span):
    done = onedoor("report", "--data", worked.data, *span, "--by", "window", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(done.stdout))
    assert (row["window"], row["issued"], row["served"], row["missed"], row["ratings_5"]) == ("1", "", "1", "1", "1")


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2026-11-30", "2026-11-01", "--from: 2026-11-30 is after --to 2026-11-01"),
        ("yesterday", "2026-11-01", "--from: expected a day such as 2026-11-30, not 'yesterday'"),
        ("2026-11-01", "2026-11-31", "--to: expected a day such as 2026-11-30, not '2026-11-31'"),
    ],
)
def test_days_that_are_none_are_told_in_one_line(onedoor, tmp_path, first, last, told):
    done = onedoor("report", "--data", tmp_path, "--from", first, "--to", last)
    assert (done.returncode, done.stdout, done.stderr.splitlines()) == (2, "", [told])


@pytest.mark.parametrize("command", ["report", "verify", "replay"])
@pytest.mark.parametrize("directory", ["missing", "empty"])
def test_a_directory_without_a_journal_is_told_in_one_line(onedoor, tmp_path, span, command, directory):
    (tmp_path / "empty").mkdir()
    data = tmp_path / directory
    done = onedoor("report", "--data", data, *span) if command == "report" else onedoor(command, data)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert str(data) in done.stderr
    assert list((tmp_path / "empty").iterdir()) == []


def test_a_hall_that_the_journal_does_not_know_is_told(onedoor, worked, span):
    done = onedoor("report", "--data", worked.data, *span, "--hall", "annex")
    assert (done.returncode, done.stderr.strip()) == (2, "--hall: the journal knows street, not annex")


def test_of_several_halls_one_must_be_named(onedoor, stopped, copy_of, span):
    copy = copy_of(stopped.data, "INSERT INTO event SELECT 'annex', seq, at, type, data FROM event")
    unnamed = onedoor("report", "--data", copy, *span)
    assert (unnamed.returncode, unnamed.stderr.strip()) == (2, "--hall: expected one of annex, street")
    assert onedoor("report", "--data", copy, *span, "--hall", "annex").returncode == 0


# verify


def test_a_sound_journal_is_verified_while_the_server_runs(onedoor, worked):
    done = onedoor("verify", worked.data)
    assert (done.returncode, done.stdout) == (0, "ok: 11 events of hall street\n")


@pytest.mark.parametrize(
    ("spoiling", "told"),
    [
        ("DELETE FROM event WHERE seq = 4", "hall street: events 4 to 4: missing"),
        ("UPDATE event SET type = 'ticket_blessed' WHERE seq = 9", "(ticket_blessed): an event of no known type"),
        ("UPDATE event SET data = replace(data, 'A002', 'A001') WHERE seq = 3", "given twice in a day"),
        ("UPDATE event SET type = 'ticket_recalled' WHERE seq = 7", "which allows no finish"),
        ("UPDATE event SET at = 'noon' WHERE seq = 2", "cannot be read"),
        ("UPDATE reply SET body = x'7b'", "no JSON"),
    ],
)  # fmt: skip
def test_a_spoilt_copy_is_found_out(onedoor, stopped, copy_of, spoiling, told):
    done = onedoor("verify", copy_of(stopped.data, spoiling))
    assert done.returncode == 1
    assert told in done.stdout
    assert "ok:" not in done.stdout


def test_a_damaged_file_is_found_out(onedoor, stopped, copy_of):
    file = copy_of(stopped.data) / "journal.sqlite"
    content = file.read_bytes()
    file.write_bytes(content[:-4096] + b"\xff" * 4096)
    done = onedoor("verify", file.parent)
    assert done.returncode == 1
    assert "damaged" in done.stdout
    assert "Traceback" not in done.stderr


# snapshots


def test_a_server_that_ended_in_order_left_a_snapshot_that_is_true(onedoor, stopped):
    done = onedoor("replay", stopped.data)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "ok: 11 events of hall street tell what the snapshot at event 11 tells\n"


def test_the_next_start_goes_on_from_the_snapshot(onedoor, hall):
    work(hall)
    hall.stop()
    hall.start()
    kiosk = hall.client("kiosk-02", "kiosk")
    assert kiosk.done("issue_ticket", queue="household")["ticket"]["number"] == "A003"
    clerk = hall.client("window-1", "window")
    assert clerk.done("call_next", window="1")["ticket"]["number"] == "B001"
    assert onedoor("replay", hall.data).stdout.startswith("ok: 13 events")


def test_a_hall_without_a_snapshot_has_nothing_to_compare(onedoor, worked):
    done = onedoor("replay", worked.data)
    assert (done.returncode, done.stdout) == (0, "hall street has no snapshot yet: nothing to compare\n")


@pytest.mark.parametrize(
    ("spoiling", "told"),
    [
        ("UPDATE event SET data = replace(data, 'A002', 'A022') WHERE seq = 3", "numbers: the snapshot at event 11"),
        ("UPDATE snapshot SET body = CAST(replace(body, '\"B001\"', '\"B011\"') AS BLOB)", "numbers: the snapshot"),
        ("UPDATE snapshot SET body = x'00'", "is no JSON"),
        ("UPDATE snapshot SET seq = 12", "says it is of 11"),
        ("DELETE FROM event WHERE seq = 2", "`onedoor verify"),
    ],
)  # fmt: skip
def test_a_snapshot_and_events_that_differ_are_found_out(onedoor, stopped, copy_of, spoiling, told):
    done = onedoor("replay", copy_of(stopped.data, spoiling))
    assert (done.returncode, done.stdout) == (1, "")
    assert told in done.stderr
    assert "Traceback" not in done.stderr
