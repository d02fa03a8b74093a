"""What people fill in, sealed: by case and kind, and what a person keeps for later cases."""

import json
import sqlite3
from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

import structlog

from queue_server.sealing import Sealer

Kind = Literal["holder", "answers", "address", "note", "tracking"]
"""Who applies; what was answered; where a courier goes; what the office wrote last; the courier's number."""


class SealedStore:
    """Reads and writes through a connection of the thread that made it. Whoever writes is in a transaction."""

    def __init__(self, connection: sqlite3.Connection, hall: str, sealer: Sealer) -> None:
        self._connection = connection
        self._hall = hall
        self._sealer = sealer
        self._log = structlog.get_logger("cases")

    def keep(self, case: str, kind: Kind, value: object) -> None:
        """Keep a value in place of the one before."""
        self._connection.execute(
            "INSERT OR REPLACE INTO case_sealed (hall, case_id, kind, sealed) VALUES (?, ?, ?, ?)",
            (self._hall, case, kind, self._sealed(value, f"{case} {kind}")),
        )

    def find(self, case: str, kind: Kind) -> Any | None:
        """The value; none where there is none, or it was deleted."""
        row = self._connection.execute(
            "SELECT sealed FROM case_sealed WHERE hall = ? AND case_id = ? AND kind = ?", (self._hall, case, kind)
        ).fetchone()
        return self._opened(row[0], f"{case} {kind}") if row else None

    def all_of(self, case: str) -> dict[str, Any]:
        """Everything that is kept of a case, by kind."""
        rows = self._connection.execute(
            "SELECT kind, sealed FROM case_sealed WHERE hall = ? AND case_id = ?", (self._hall, case)
        ).fetchall()
        opened = ((kind, self._opened(sealed, f"{case} {kind}")) for kind, sealed in rows)
        return {kind: value for kind, value in opened if value is not None}

    def forget(self, case: str) -> None:
        self._connection.execute("DELETE FROM case_sealed WHERE hall = ? AND case_id = ?", (self._hall, case))

    def keep_space(self, person: str, space: Mapping[str, Any], until: date) -> None:
        """Keep a person's own data in place of what was there before."""
        self._connection.execute(
            "INSERT OR REPLACE INTO person_space (hall, person, sealed, delete_after) VALUES (?, ?, ?, ?)",
            (self._hall, person, self._sealed(dict(space), f"space {person}"), until.isoformat()),
        )

    def space(self, person: str) -> dict[str, Any]:
        """A person's own data; empty where there is none."""
        row = self._connection.execute(
            "SELECT sealed FROM person_space WHERE hall = ? AND person = ?", (self._hall, person)
        ).fetchone()
        return (self._opened(row[0], f"space {person}") if row else None) or {}

    def forget_space(self, person: str) -> None:
        self._connection.execute("DELETE FROM person_space WHERE hall = ? AND person = ?", (self._hall, person))

    def forget_old_spaces(self, today: date, most: int) -> int:
        """Delete spaces whose day is over, so many at most; how many they were."""
        return self._connection.execute(
            "DELETE FROM person_space WHERE (hall, person) IN"
            " (SELECT hall, person FROM person_space WHERE hall = ? AND delete_after < ? LIMIT ?)",
            (self._hall, today.isoformat(), most),
        ).rowcount

    def _sealed(self, value: object, place: str) -> bytes:
        return self._sealer.seal(json.dumps(value, ensure_ascii=False).encode(), f"{self._hall} {place}")

    def _opened(self, sealed: bytes, place: str) -> Any | None:
        plain = self._sealer.open(sealed, f"{self._hall} {place}")
        if plain is None:
            self._log.error("case_data_unreadable", means="its key is not the one it was sealed with")
            return None
        return json.loads(plain)
