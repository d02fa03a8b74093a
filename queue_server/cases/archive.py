"""Every case that has ended, with what the hall knows of it and no more: found by code, person, item, state and day."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from queue_server.domain.cases.case import Case
from queue_server.domain.cases.commands import FindCases
from queue_server.domain.forms import Form, form_of_fields


def _case_forms() -> dict[str, Form]:
    return form_of_fields(Case)


@dataclass(frozen=True, slots=True)
class CaseForm:
    """A case as JSON by the names of its fields: what a later version adds has its default in what is older."""

    forms: dict[str, Form] = field(default_factory=_case_forms)

    def write(self, case: Case) -> str:
        told = {name: form.write(getattr(case, name)) for name, form in self.forms.items()}
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))

    def read(self, body: str) -> Case:
        told: dict[str, Any] = json.loads(body)
        return Case(**{name: form.read(told[name]) for name, form in self.forms.items() if name in told})


class Archive:
    """Reads and writes through a connection of the thread that made it. Whoever writes is in a transaction."""

    def __init__(self, connection: sqlite3.Connection, hall: str) -> None:
        self._connection = connection
        self._hall = hall
        self._form = CaseForm()

    def keep(self, case: Case, delete_after: date) -> None:
        """Keep a case that has ended; its answers and papers are deleted after a day."""
        if case.ended_at is None:
            raise ValueError(f"case {case.id} has not ended")
        self._connection.execute(
            "INSERT OR REPLACE INTO case_ended"
            " (hall, case_id, code, item, person, state, started_at, ended_at, delete_after, body)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                self._hall,
                case.id,
                case.code,
                case.item,
                case.person,
                case.state.value,
                _sortable(case.started_at),
                _sortable(case.ended_at),
                delete_after.isoformat(),
                self._form.write(case),
            ),
        )

    def find(self, id_or_code: str) -> Case | None:
        row = self._connection.execute(
            "SELECT body FROM case_ended WHERE hall = ? AND case_id = ?"
            " UNION ALL SELECT body FROM case_ended WHERE hall = ? AND code = ? LIMIT 1",
            (self._hall, id_or_code, self._hall, id_or_code),
        ).fetchone()
        return self._form.read(row[0]) if row else None

    def search(self, asked: FindCases, most: int, skip: int = 0) -> list[Case]:
        """The newest that were asked for, after ``asked.after`` where that names one of them, without the first
        ``skip``.
        """
        where, parameters = ["hall = ?"], [self._hall]
        order = "ended_at"
        if asked.person is not None:
            where.append("person = ?")
            parameters.append(asked.person)
            order = "started_at"
        if asked.states:
            where.append(f"state IN ({', '.join('?' * len(asked.states))})")
            parameters.extend(asked.states)
        if asked.item is not None:
            where.append("item = ?")
            parameters.append(asked.item)
        if asked.after is not None and (last := self.find(asked.after)) is not None:
            moment = last.started_at if asked.person is not None else last.ended_at
            where.append(f"({order}, case_id) < (?, ?)")
            parameters += [_sortable(moment or last.started_at), last.id]
        rows = self._connection.execute(
            f"SELECT body FROM case_ended WHERE {' AND '.join(where)}"  # noqa: S608 - our own words
            f" ORDER BY {order} DESC, case_id DESC LIMIT ? OFFSET ?",
            (*parameters, most, skip),
        ).fetchall()
        return [self._form.read(body) for (body,) in rows]

    def ending(self, text: str, most: int) -> list[Case]:
        """The newest whose code ends so, in three characters at least."""
        rows = self._connection.execute(
            # Else SQLite goes through the whole index of days, which spares it the sorting of a handful.
            "SELECT body FROM case_ended INDEXED BY case_ended_by_ending"
            " WHERE hall = ? AND substr(code, -3) = ? AND substr(code, ?) = ? ORDER BY ended_at DESC LIMIT ?",
            (self._hall, text[-3:], -len(text), text, most),
        ).fetchall()
        return [self._form.read(body) for (body,) in rows]

    def delete_at_once(self, person: str, today: date) -> None:
        """What is kept of a person's ended cases is to be deleted now."""
        self._connection.execute(
            "UPDATE case_ended SET delete_after = min(delete_after, ?)"
            " WHERE hall = ? AND person = ? AND delete_after IS NOT NULL",
            (date.fromordinal(today.toordinal() - 1).isoformat(), self._hall, person),
        )

    def to_delete(self, today: date, most: int) -> Sequence[str]:
        """The ids of cases whose answers and papers have had their day."""
        rows = self._connection.execute(
            "SELECT case_id FROM case_ended WHERE hall = ? AND delete_after < ? LIMIT ?",
            (self._hall, today.isoformat(), most),
        ).fetchall()
        return [case for (case,) in rows]

    def deleted(self, case: str) -> None:
        """Nothing of what the case said is left."""
        self._connection.execute(
            "UPDATE case_ended SET delete_after = NULL WHERE hall = ? AND case_id = ?", (self._hall, case)
        )


def _sortable(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
