"""What has ended is found again, however much of it there is."""

from contextlib import closing
from dataclasses import replace

from sqlite_utils import Database
from structlog.testing import capture_logs

from queue_server.cases._migrations import MIGRATIONS, NAMES, bring_up_to_date
from queue_server.domain.cases.commands import FindCases
from queue_server.domain.cases.lifecycle import CaseState
from queue_server.journal import SqliteJournal
from tests.queue_server.cases.conftest import ANOTHER, HOLDER


def ending(applying, text):
    with applying.cases.reading() as reading:
        return [case.code for case in reading.archive.ending(text, 10)]


def test_a_case_that_has_ended_is_found_by_the_end_of_its_code(applying):
    applying.decided("refused")
    applying.decided("refused", ANOTHER)
    applying.begin()  # one that goes on
    assert ending(applying, "DE1") == ["CODE1"]
    assert ending(applying, "ODE2") == ["CODE2"]
    assert ending(applying, "CODE3") == []
    assert ending(applying, "XDE1") == []


def test_ended_cases_are_leafed_through_the_newest_first(applying):
    for holder in (HOLDER, ANOTHER):
        applying.decided("refused", holder)
        applying.later(minutes=1)
    asked = FindCases(states=(CaseState.REFUSED,))
    with applying.cases.reading() as reading:
        pages = [reading.archive.search(asked, 1, skip=skip) for skip in range(3)]
    assert [[case.code for case in page] for page in pages] == [["CODE2"], ["CODE1"], []]


def test_tables_of_the_first_version_are_brought_up_to_date_once(tmp_path):
    with closing(SqliteJournal(tmp_path / "journal.sqlite")) as journal:
        database = Database(journal.connection)
        MIGRATIONS.apply(database, stop_before="m002_ended_by_ending")
        for _ in range(2):
            bring_up_to_date(database)
        assert [each.name for each in MIGRATIONS.applied(database)] == list(NAMES)


def test_a_locker_that_is_gone_from_the_file_with_results_in_it_is_said_at_start(applying):
    applying.ready()
    applying.end()
    applying.hall = replace(applying.hall, lockers={})
    with capture_logs() as logs:
        applying.start()
    (warning,) = [log for log in logs if log["event"] == "locker_gone_with_results"]
    assert warning["locker"] == "lobby"
