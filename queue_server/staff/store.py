"""Keeps staff in one SQLite file. Small and rarely written, so it has a rollback journal: a command may open it, too,
while the server works.
"""

import fcntl
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from queue_server.staff._migrations import bring_up_to_date
from queue_server.staff.accounts import Account
from queue_server.staff.audit import AuditEntry
from queue_server.staff.errors import AccountTakenError
from queue_server.staff.roles import Role
from queue_server.staff.sessions import Session

BUSY_S = 10.0
"""How long a writer waits for another: a command's whole life is shorter."""

_ACCOUNT = "id, name, roles, password_hash, subject, disabled, failures, locked_until, link_hash, link_until"
_KEEP_ACCOUNT = f"""
    INSERT INTO account ({_ACCOUNT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET ({_ACCOUNT}) = ({", ".join(f"excluded.{name}" for name in _ACCOUNT.split(", "))})
"""  # noqa: S608 - names of ours
_KEEP_SESSION = "INSERT OR REPLACE INTO session (key, account, began, seen) VALUES (?, ?, ?, ?)"
_KEEP_AUDIT = "INSERT INTO audit (at, who, what, target, details) VALUES (?, ?, ?, ?, ?)"
_AUDIT = "SELECT at, who, what, target, details FROM audit WHERE (?1 = '' OR who = ?1) ORDER BY id DESC LIMIT ?2"


@dataclass(frozen=True, slots=True)
class Note:
    """What reception tells the clerk about one ticket."""

    at: datetime
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class HallVersion:
    """The hall file as it was from ``at`` on; ``what`` says in a few words what was changed. ``id`` counts up."""

    at: datetime
    who: str
    what: str
    content: str
    id: int = 0


class StaffStore:
    """Belongs to the thread that made it."""

    def __init__(self, file: Path) -> None:
        """Open or create the file and bring it to this version's shape.

        :raises NewerStaffFileError: when a later version wrote it.
        """
        if not file.exists():
            file.touch(mode=0o600)
        self._connection = sqlite3.connect(file, isolation_level=None, timeout=BUSY_S)
        self._connection.execute("PRAGMA synchronous=FULL")
        try:
            # A server and a command may start together: one of them makes the tables.
            with _alone(file):
                bring_up_to_date(Database(self._connection), file)
        except BaseException:
            self.close()
            raise

    def account(self, account_id: str) -> Account | None:
        return self._one_account("id", account_id)

    def account_of_link(self, link_hash: str) -> Account | None:
        return self._one_account("link_hash", link_hash)

    def account_of_subject(self, subject: str) -> Account | None:
        return self._one_account("subject", subject)

    def accounts(self) -> list[Account]:
        """Everybody, by staff number."""
        return [_account(row) for row in self._connection.execute(f"SELECT {_ACCOUNT} FROM account ORDER BY id")]  # noqa: S608

    def keep_account(self, account: Account) -> None:
        """:raises AccountTakenError: when somebody else is the same person to the identity provider."""
        other = self.account_of_subject(account.subject) if account.subject else None
        if other is not None and other.id != account.id:
            raise AccountTakenError(field="subject", account=other.id)
        self._connection.execute(_KEEP_ACCOUNT, _account_row(account))

    def sessions(self) -> list[Session]:
        rows = self._connection.execute("SELECT key, account, began, seen FROM session")
        return [Session(key, account, _moment(began), _moment(seen)) for key, account, began, seen in rows]

    def keep_sessions(self, sessions: Iterable[Session]) -> None:
        with self._together():
            self._connection.executemany(
                _KEEP_SESSION, [(each.key, each.account, _text(each.began), _text(each.seen)) for each in sessions]
            )

    def forget_sessions(self, keys: Iterable[str]) -> None:
        with self._together():
            self._connection.executemany("DELETE FROM session WHERE key = ?", [(key,) for key in keys])

    def record(self, entries: Sequence[AuditEntry]) -> None:
        """Add to the audit log, in one commit."""
        with self._together():
            self._connection.executemany(_KEEP_AUDIT, [_audit_row(entry) for entry in entries])

    def audit(self, *, who: str = "", most: int = 200) -> list[AuditEntry]:
        """The newest entries first; of one person where ``who`` is given."""
        rows = self._connection.execute(_AUDIT, (who, most))
        return [
            AuditEntry(_moment(at), by, what, target, json.loads(details)) for at, by, what, target, details in rows
        ]

    def notes(self) -> dict[str, Note]:
        """Every note, by ticket."""
        rows = self._connection.execute("SELECT ticket, at, who, text FROM note")
        return {ticket: Note(_moment(at), who, text) for ticket, at, who, text in rows}

    def keep_note(self, ticket: str, note: Note) -> None:
        """Keep the note of a ticket; without a text there is none."""
        if note.text:
            row = (ticket, _text(note.at), note.who, note.text)
            self._connection.execute("INSERT OR REPLACE INTO note (ticket, at, who, text) VALUES (?, ?, ?, ?)", row)
        else:
            self._connection.execute("DELETE FROM note WHERE ticket = ?", (ticket,))

    def forget_notes(self, before: datetime) -> None:
        self._connection.execute("DELETE FROM note WHERE at < ?", (_text(before),))

    def keep_version(self, version: HallVersion) -> None:
        """Add to the history of the hall file."""
        row = (_text(version.at), version.who, version.what, version.content)
        self._connection.execute("INSERT INTO hall_file (at, who, what, content) VALUES (?, ?, ?, ?)", row)

    def versions(self, most: int = 50) -> list[HallVersion]:
        """The newest versions of the hall file first."""
        rows = self._connection.execute(
            "SELECT id, at, who, what, content FROM hall_file ORDER BY id DESC LIMIT ?", (most,)
        )
        return [HallVersion(_moment(at), who, what, content, id_) for id_, at, who, what, content in rows]

    def close(self) -> None:
        self._connection.close()

    def _one_account(self, column: str, value: str) -> Account | None:
        sql = f"SELECT {_ACCOUNT} FROM account WHERE {column} = ?"  # noqa: S608 - a name of ours
        row = self._connection.execute(sql, (value,)).fetchone()
        return _account(row) if row else None

    @contextmanager
    def _together(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    with file.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _account(row: tuple[Any, ...]) -> Account:
    id_, name, roles, password_hash, subject, disabled, failures, locked_until, link_hash, link_until = row
    return Account(
        id=id_,
        name=name,
        roles=frozenset(Role(role) for role in json.loads(roles)),
        password_hash=password_hash,
        subject=subject,
        disabled=bool(disabled),
        failures=failures,
        locked_until=_moment(locked_until) if locked_until else None,
        link_hash=link_hash,
        link_until=_moment(link_until) if link_until else None,
    )


def _account_row(account: Account) -> tuple[Any, ...]:
    return (
        account.id,
        account.name,
        json.dumps(sorted(account.roles)),
        account.password_hash,
        account.subject,
        int(account.disabled),
        account.failures,
        _text(account.locked_until) if account.locked_until else None,
        account.link_hash,
        _text(account.link_until) if account.link_until else None,
    )


def _audit_row(entry: AuditEntry) -> tuple[str, ...]:
    details = json.dumps(dict(entry.details), ensure_ascii=False)
    return (_text(entry.at), entry.who, entry.what, entry.on, details)


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
