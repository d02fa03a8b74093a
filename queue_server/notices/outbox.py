"""Notices in the journal's own database, so that one file, one backup and one power cut hold for both.

SQLite up to 3.51.2 can break a WAL file that two connections write at the same time, so there is one: the outbox writes
through the journal's connection, in the hall's thread, in transactions of its own between those of the journal. Nothing
here waits for a provider.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from queue_server.notices._migrations import bring_up_to_date
from queue_server.notices.lifecycle import State
from queue_server.notices.notice import Notice
from queue_server.notices.steps import STEP_RULES, Step
from queue_server.notices.times import moment, sortable

COLUMNS = tuple(f'"{field.name}"' for field in fields(Notice))
RANKS = sorted({rule.rank for rule in STEP_RULES.values()})
_MOMENTS = frozenset(("moment", "made_at", "due_at", "late_at", "next_at", "changed_at", "handed_at"))
_NAMES = ", ".join(COLUMNS)
_QUESTION_MARKS = ", ".join("?" for _ in COLUMNS)

# The words in these statements are all our own.
_ADD = f"INSERT OR IGNORE INTO notice (hall, rank, {_NAMES}) VALUES (?, ?, {_QUESTION_MARKS})"  # noqa: S608 - see above
_PUT = f"UPDATE notice SET {', '.join(f'{name} = ?' for name in COLUMNS)} WHERE id = ?"  # noqa: S608 - see above
_READ = f"SELECT {_NAMES} FROM notice WHERE "  # noqa: S608 - see above


class Outbox:
    """The notices of one hall. It belongs to the thread of its connection."""

    def __init__(self, connection: sqlite3.Connection, hall: str) -> None:
        """Brings the tables to this version's shape.

        :raises NewerJournalError: when a later version wrote them.
        """
        self._connection = connection
        self._hall = hall
        bring_up_to_date(Database(connection))

    @contextmanager
    def together(self) -> Iterator[None]:
        """Everything inside is on disk afterwards, or nothing is."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def followed(self) -> int | None:
        """The last event whose notices are kept; none before the first."""
        row = self._connection.execute("SELECT seq FROM notices_followed WHERE hall = ?", (self._hall,)).fetchone()
        return int(row[0]) if row else None

    def begin(self, last_seq: int) -> None:
        """A hall that has just begun to send notices begins with what happens from now on."""
        if self.followed() is None:
            self.follow(last_seq)

    def follow(self, seq: int) -> None:
        self._connection.execute("INSERT OR REPLACE INTO notices_followed (hall, seq) VALUES (?, ?)", (self._hall, seq))

    def add(self, notice: Notice) -> bool:
        """Keep a new notice; false when there is one with its key already."""
        done = self._connection.execute(_ADD, (self._hall, STEP_RULES[notice.step].rank, *_row(notice)))
        return done.rowcount > 0

    def put(self, notice: Notice) -> None:
        """Keep a notice as it is now."""
        self._connection.execute(_PUT, (*_row(notice), notice.id))

    def find(self, notice_id: str) -> Notice | None:
        return self._one("hall = ? AND id = ?", notice_id)

    def by_reference(self, provider: str, reference: str) -> Notice | None:
        """The newest notice that a provider knows by this name."""
        return self._one(
            "hall = ? AND provider = ? AND reference = ? ORDER BY handed_at DESC LIMIT 1", provider, reference
        )

    def in_doubt(self, provider: str, number_token: str) -> Notice | None:
        """The notice to a number of which this provider gave no word, where there is only one."""
        found = self._some(
            "hall = ? AND number_token = ? AND provider = ? AND state = 'unknown' AND reference IS NULL LIMIT 2",
            number_token,
            provider,
        )
        return found[0] if len(found) == 1 else None

    def newest_of(self, subject: str) -> Notice | None:
        """The newest notice to the holder of a ticket or an appointment."""
        return self._one("hall = ? AND subject = ? ORDER BY made_at DESC LIMIT 1", subject)

    def sending(self) -> list[Notice]:
        """Those that a provider was being asked about."""
        return self._some("hall = ? AND state = 'sending'")

    def due(self, now: datetime, limit: int) -> list[Notice]:
        """Those that can be sent, the most urgent first."""
        found: list[Notice] = []
        for rank in RANKS:
            found += self._some(
                "hall = ? AND state = 'queued' AND rank = ? AND due_at <= ? AND next_at <= ? ORDER BY due_at LIMIT ?",
                rank,
                sortable(now),
                sortable(now),
                limit - len(found),
            )
        return found

    def too_late(self, now: datetime, limit: int) -> list[Notice]:
        """Those that wait and help nobody any more."""
        return self._some("hall = ? AND state = 'queued' AND late_at < ? LIMIT ?", sortable(now), limit)

    def in_question(self, now: datetime, limit: int) -> list[Notice]:
        """Those about which a provider is to be asked what became of them, the oldest question first."""
        return self._some(
            "hall = ? AND next_at <= ? AND state IN ('unknown', 'sent') ORDER BY next_at LIMIT ?", sortable(now), limit
        )

    def next_at(self) -> datetime | None:
        """When there is something to do again."""
        (text,) = self._connection.execute(
            "SELECT min(next_at) FROM notice WHERE hall = ? AND next_at IS NOT NULL", (self._hall,)
        ).fetchone()
        return moment(text) if text else None

    def sent_to(self, number_token: str, step: Step, since: datetime) -> tuple[int, int]:
        """How many notices to a number providers were given since then, and how many of them of this step."""
        number, template = self._connection.execute(
            "SELECT count(*), count(*) FILTER (WHERE step = ?) FROM notice"
            " WHERE hall = ? AND number_token = ? AND handed_at >= ?",
            (step.value, self._hall, number_token, sortable(since)),
        ).fetchone()
        return number, template

    def sent_since(self, since: datetime) -> int:
        """How many notices providers were given since then."""
        (count,) = self._connection.execute(
            "SELECT count(*) FROM notice WHERE hall = ? AND handed_at >= ?", (self._hall, sortable(since))
        ).fetchone()
        return int(count)

    def forget_persons(self, subjects: Iterable[str]) -> None:
        """Empty the notices to these holders of what was said, and of what stands for the number."""
        self._connection.executemany(
            "UPDATE notice SET \"values\" = '{}', number_token = NULL WHERE hall = ? AND subject = ?",
            [(self._hall, subject) for subject in subjects],
        )

    def forget_before(self, day: datetime, most: int) -> int:
        """Delete notices that were made before then, so many at most; how many they were."""
        return self._connection.execute(
            "DELETE FROM notice WHERE id IN (SELECT id FROM notice WHERE hall = ? AND made_at < ? LIMIT ?)",
            (self._hall, sortable(day), most),
        ).rowcount

    def _one(self, where: str, *parameters: object) -> Notice | None:
        row = self._connection.execute(_READ + where, (self._hall, *parameters)).fetchone()
        return read_notice(row) if row else None

    def _some(self, where: str, *parameters: object) -> list[Notice]:
        rows = self._connection.execute(_READ + where, (self._hall, *parameters)).fetchall()
        return [read_notice(row) for row in rows]


def read_notice(row: Sequence[Any]) -> Notice:
    """A notice from the columns :data:`COLUMNS`."""
    found = dict(zip((field.name for field in fields(Notice)), row, strict=True))
    for name in _MOMENTS:
        found[name] = moment(found[name]) if found[name] else None
    found["step"] = Step(found["step"])
    found["state"] = State(found["state"])
    found["values"] = json.loads(found["values"])
    found["by_hand"] = bool(found["by_hand"])
    found["refused_by"] = tuple(found["refused_by"].split())
    return Notice(**found)


def _row(notice: Notice) -> list[object]:
    return [_written(field.name, getattr(notice, field.name)) for field in fields(Notice)]


def _written(name: str, value: Any) -> object:
    if name in _MOMENTS:
        return sortable(value) if value else None
    match name:
        case "values":
            return json.dumps({key: dict(text) for key, text in value.items()}, ensure_ascii=False)
        case "refused_by":
            return " ".join(value)
        case "step" | "state":
            return value.value
        case "by_hand":
            return int(value)
        case _:
            return value
