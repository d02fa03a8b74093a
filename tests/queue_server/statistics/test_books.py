"""The books of the days tell what the journal tells, however they came about."""

import json
import sqlite3
from contextlib import closing
from dataclasses import asdict
from datetime import date, timedelta
from random import Random

import pytest

from queue_server.domain import commands
from queue_server.domain.events import to_data
from queue_server.journal import Recorded, SqliteJournal
from queue_server.statistics import books
from queue_server.statistics.books import DayBooks
from queue_server.statistics.parts import GROUPINGS
from queue_server.statistics.report import make_report

FIRST, LAST = date(2026, 11, 20), date(2026, 11, 25)


class Growing:
    """A journal on disk that follows a story."""

    def __init__(self, story, directory):
        self.story = story
        self.file = directory / "journal.sqlite"
        self.books_file = directory / "statistics.db"
        self.recorded = []
        self.books = self.reopened()

    def reopened(self):
        self.books = DayBooks(self.books_file, self.file, "street")
        return self.books

    def write(self):
        """What has happened since."""
        local = self.story.state.hall.local
        known = len(self.recorded)
        more = [
            Recorded(seq, local(event.at), event.type, json.dumps(to_data(event)))
            for seq, event in enumerate(self.story.happened[known:], known + 1)
        ]
        with closing(SqliteJournal(self.file)) as journal:
            journal.append("street", known, more, (), self.story.now)
        self.recorded += more

    def same(self, by=None, first=FIRST, last=LAST):
        assert told(self.books.report(first, last, by)) == told(make_report(self.recorded, first, last, by))


def told(report):
    """The whole report; the sums of times may differ in the last digit by the order they were added in."""
    return json.loads(json.dumps(asdict(report), default=str), parse_float=lambda text: round(float(text), 6))


@pytest.fixture
def growing(story, tmp_path):
    return Growing(story, tmp_path)


def anything(random, story):
    window, number = random.choice(["1", "2"]), random.choice(["A001", "A002", "A003", "B001"])
    asked = random.choice(
        [
            lambda: commands.IssueTicket(
                f"t-{random.random()}",
                "kiosk",
                queue=random.choice(["household", "tax"]),
                item=random.choice([None, "move-in", "declare"]),
            ),
            lambda: commands.OpenWindow(window, f"100{window}"),
            lambda: commands.CallNext(window),
            lambda: commands.CallNext(window),
            lambda: commands.StartService(window),
            lambda: commands.Finish(window),
            lambda: commands.Finish(window),
            lambda: commands.Miss(window),
            lambda: commands.Park(window),
            lambda: commands.Undo(window),
            lambda: commands.Transfer(window, random.choice(["tax", "1"])),
            lambda: commands.Resume(number),
            lambda: commands.RateService(number, random.randint(1, 5)),
            lambda: commands.PauseWindow(window),
            lambda: commands.CloseWindow(window),
        ]
    )
    story.later(seconds=random.choice([20, 200, 2000]) * random.random()).ask(asked())


@pytest.mark.parametrize("seed", range(6))
def test_they_tell_the_same_as_the_journal_read_whole(growing, seed, monkeypatch):
    """Read in pieces, from new on and again, with people at windows over midnight."""
    random = Random(seed)  # noqa: S311 - the same days each time
    monkeypatch.setattr(books, "READ_AT_ONCE", random.choice([1, 7, 1000]))
    for _ in range(5):
        for _ in range(random.randint(20, 120)):
            anything(random, growing.story)
        growing.write()
        if random.random() < 0.5:
            growing.reopened()
        for by in (None, *GROUPINGS):
            growing.same(by)
    growing.same("hour", date(2026, 11, 21), date(2026, 11, 21))


def test_a_day_that_is_over_is_read_once(growing):
    growing.story.issue()
    growing.story.later(days=1).issue()
    growing.write()
    growing.books.bring_up()
    with closing(sqlite3.connect(growing.file)) as journal, journal:
        journal.execute("UPDATE event SET data = '{}' WHERE seq <= 2")
    assert growing.reopened().report(FIRST, FIRST).total.issued == 1


def test_who_was_at_a_window_over_midnight_belongs_to_the_day_of_the_ticket(growing):
    growing.story.issue()
    growing.story.open()
    growing.story.call()
    growing.story.accepted(commands.StartService("1"))
    growing.story.later(days=1).issue()
    growing.write()
    growing.reopened().bring_up()
    growing.story.accepted(commands.Finish("1"))
    growing.story.later(days=1).issue()
    growing.write()
    assert growing.reopened().report(FIRST, FIRST).total.served == 1
    growing.same()


def test_a_journal_that_was_restored_makes_them_anew(growing):
    for _ in range(3):
        growing.story.issue()
        growing.story.later(days=1)
    growing.write()
    growing.books.bring_up()
    growing.file.unlink()
    growing.recorded.clear()
    del growing.story.happened[2:]
    growing.write()
    growing.same()
    growing.reopened()
    growing.same()


def test_books_of_another_version_are_made_anew(growing):
    growing.story.issue()
    growing.story.later(days=1).issue()
    growing.write()
    growing.books.bring_up()
    with closing(sqlite3.connect(growing.books_file)) as file, file:
        file.execute("UPDATE gathered SET figures = 'nonsense'")
        file.execute("UPDATE place SET version = '0'")
    growing.reopened()
    growing.same()


def test_a_long_reading_lets_others_work_and_can_be_left(growing, monkeypatch):
    monkeypatch.setattr(books, "READ_AT_ONCE", 2)
    for _ in range(5):
        growing.story.issue()
    growing.write()
    rests = []
    assert not growing.books.bring_up(lambda: rests.append(growing.books.report(FIRST, LAST)) or False)
    assert rests[0].total.issued == 5


def test_weeks_and_months_are_groups_of_days(growing):
    for _ in range(12):
        growing.story.issue()
        growing.story.later(days=1)
    growing.write()
    last = FIRST + timedelta(days=11)
    weeks = growing.books.report(FIRST, last, "week")
    assert [(key, figures.issued) for key, figures in weeks.rows] == [("2026-W47", 3), ("2026-W48", 7), ("2026-W49", 2)]
    months = growing.books.report(FIRST, last, "month")
    assert [(key, figures.issued) for key, figures in months.rows] == [("2026-11", 11), ("2026-12", 1)]
