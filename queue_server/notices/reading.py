"""What staff see of the notices: read from the database while the server works in it, never written."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from pathlib import Path
from typing import Any, Self

from queue_server.notices.contacts import Contacts
from queue_server.notices.desk import COST_UNITS
from queue_server.notices.errors import UnreadableOutboxError
from queue_server.notices.lifecycle import State
from queue_server.notices.maker import TOLD_ALREADY
from queue_server.notices.notice import Notice
from queue_server.notices.outbox import COLUMNS, read_notice
from queue_server.notices.times import sortable
from queue_server.sealing import Sealer

_NAMES = ", ".join(COLUMNS)
_TELLING = f"reason IS NOT '{TOLD_ALREADY}'"
"""What another notice told is noted for the rules; to people it says nothing."""


@dataclass(frozen=True, slots=True)
class ProviderDay:
    """What went through one provider on one day. ``cost`` is in yuan."""

    provider: str
    counts: dict[State, int] = field(default_factory=dict)
    parts: int = 0
    cost: Decimal = Decimal(0)

    def count(self, *states: State) -> int:
        return sum(self.counts.get(state, 0) for state in states)


@dataclass(frozen=True, slots=True)
class NoticeDay:
    """One day of the hall: what went through each provider, how many wait, how many were dropped and why."""

    providers: tuple[ProviderDay, ...]
    waiting: int
    dropped: dict[str, int]


class NoticeReader:
    """Opens a data directory's database for reading; each method sees one moment. It belongs to one thread."""

    def __init__(self, database: Path, hall: str, zone: tzinfo, sealer: Sealer) -> None:
        """:raises UnreadableOutboxError: when there is no such file, or no notices were ever kept in it."""
        if not database.is_file():
            raise UnreadableOutboxError(f"there is no journal at {database}")
        self.hall = hall
        self._zone = zone
        self._connection = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)
        self._contacts = Contacts(self._connection, hall, sealer)
        tables = {name for (name,) in self._rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if "notice" not in tables:
            self.close()
            raise UnreadableOutboxError(f"no notices were ever kept in {database}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    def get(self, notice_id: str) -> Notice | None:
        """The notice of an id."""
        return next(self._notices("id = ?", notice_id), None)

    def find(self, beginning: str) -> list[Notice]:
        """The notices whose id begins so."""
        return list(self._notices("substr(id, 1, ?) = ?", len(beginning), beginning))

    def of_day(self, day: date, state: State | None = None) -> Iterator[Notice]:
        """The notices that were sent on a day of the hall, or were due then and not sent; those of one state."""
        where, parameters = self._on(day, state)
        return self._notices(f"{where} ORDER BY made_at", *parameters)

    def newest_of_day(self, day: date, state: State | None, most: int) -> Iterator[Notice]:
        """The same, the newest first, so many at most."""
        where, parameters = self._on(day, state)
        return self._notices(
            f"{where} ORDER BY coalesce(handed_at, due_at) DESC, made_at DESC LIMIT ?", *parameters, most
        )

    def masked_number(self, notice: Notice) -> str | None:
        """The number as it may be shown; none once it was deleted."""
        contact = self._contacts.find(notice.subject)
        return contact.phone.masked if contact else None

    def number_of(self, of_subject: str) -> str | None:
        """The number of a ticket, an appointment or a case to which something can be sent."""
        contact = self._contacts.find(of_subject)
        if contact is None or self._contacts.opted_out(self._contacts.number_token(contact.phone)):
            return None
        return contact.phone.e164

    def is_told(self, of_subject: str) -> bool:
        """Whether anything goes to the number of a ticket, an appointment or a case."""
        return self.number_of(of_subject) is not None

    def day(self, day: date) -> NoticeDay:
        """What became of everything that was handed over, waits or was dropped on a day."""
        first, last = self._bounds(day)
        providers: dict[str, ProviderDay] = {}
        handed = self._rows(
            "SELECT provider, state, count(*), sum(iif(state IN ('queued', 'dropped'), 0, parts)), sum(cost)"
            " FROM notice WHERE hall = ? AND handed_at >= ? AND handed_at < ?"
            " GROUP BY provider, state ORDER BY provider",
            self.hall,
            first,
            last,
        )
        for provider, state, count, parts, cost in handed:
            before = providers.get(provider) or ProviderDay(provider)
            providers[provider] = ProviderDay(
                provider,
                {**before.counts, State(state): count},
                before.parts + parts,
                before.cost + Decimal(cost) / COST_UNITS,
            )
        unsent = "FROM notice WHERE hall = ? AND due_at >= ? AND due_at < ?"
        ((waiting,),) = self._rows(f"SELECT count(*) {unsent} AND state = 'queued'", self.hall, first, last)
        dropped = self._rows(
            f"SELECT reason, count(*) {unsent} AND state = 'dropped' AND {_TELLING} GROUP BY reason",
            self.hall,
            first,
            last,
        )
        return NoticeDay(tuple(providers.values()), waiting, dict(dropped))

    def local(self, moment: datetime) -> datetime:
        """The moment on the hall's own clock."""
        return moment.astimezone(self._zone)

    def today(self, now: datetime) -> date:
        """The hall's own day."""
        return self.local(now).date()

    def _on(self, day: date, state: State | None) -> tuple[str, tuple[str, ...]]:
        """Each half of the condition has an index of its own."""
        first, last = self._bounds(day)
        on = "(handed_at >= ? AND handed_at < ? OR handed_at IS NULL AND due_at >= ? AND due_at < ?)"
        if state is None:
            return f"{on} AND {_TELLING}", (first, last, first, last)
        return f"{on} AND {_TELLING} AND state = ?", (first, last, first, last, state.value)

    def _bounds(self, day: date) -> tuple[str, str]:
        one = timedelta(days=1)
        day = min(max(day, date.min + one), date.max - one)  # those at the end of time are no days of other time zones
        first = datetime.combine(day, time(), tzinfo=self._zone)
        last = datetime.combine(day + one, time(), tzinfo=self._zone)
        return sortable(first), sortable(last)

    def _notices(self, where: str, *parameters: object) -> Iterator[Notice]:
        rows = self._rows(f"SELECT {_NAMES} FROM notice WHERE hall = ? AND {where}", self.hall, *parameters)  # noqa: S608 - our own words
        return map(read_notice, rows)

    def _rows(self, sql: str, *parameters: object) -> Sequence[tuple[Any, ...]]:
        try:
            return self._connection.execute(sql, parameters).fetchall()
        except sqlite3.Error as error:
            raise UnreadableOutboxError(f"the notices cannot be read: {error}") from error
