"""Events that are not news any more, read from the journal's file beside the server's own connection."""

import asyncio
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Protocol, get_args

from queue_server.domain.cases.events import CaseEvent
from queue_server.journal import JournalReader, Recorded
from queue_server.service.announcer import event_message
from queue_server.web.live.news import Told

CASE_EVENTS = tuple(event.type for event in get_args(CaseEvent))


class History(Protocol):
    """What happened in a hall."""

    async def after(self, seq: int, most: int) -> list[Told]:
        """The first ``most`` events after ``seq``, in order."""

    async def of_ticket(self, ticket: str) -> list[Recorded]:
        """What happened today to the ticket of this id, in order."""

    async def of_case(self, case: str, since: datetime) -> list[Recorded]:
        """What happened to the case of this id, which began at a moment, in order."""

    async def of_cases(self, since: datetime) -> list[Recorded]:
        """What happened to all cases since a moment, in order."""


@dataclass(frozen=True, slots=True)
class JournalHistory:
    """The events in the file of a :class:`queue_server.journal.SqliteJournal`."""

    file: Path
    hall_id: str

    async def after(self, seq: int, most: int) -> list[Told]:
        """Reads in a thread of its own: the disk may be slow, the pages are not.

        :raises UnreadableJournalError: when the file is broken.
        """
        return await asyncio.to_thread(self._read, seq, most)

    async def of_ticket(self, ticket: str) -> list[Recorded]:
        """In a thread of its own, too.

        :raises UnreadableJournalError: when the file is broken.
        """
        return await asyncio.to_thread(self._read_ticket, ticket)

    async def of_case(self, case: str, since: datetime) -> list[Recorded]:
        """In a thread of its own, too.

        :raises UnreadableJournalError: when the file is broken.
        """
        return await asyncio.to_thread(self._read_cases, since, case)

    async def of_cases(self, since: datetime) -> list[Recorded]:
        """In a thread of its own, too.

        :raises UnreadableJournalError: when the file is broken.
        """
        return await asyncio.to_thread(self._read_cases, since, None)

    def _read_cases(self, since: datetime, case: str | None) -> list[Recorded]:
        with closing(JournalReader(self.file)) as journal:
            return list(journal.read_kinds(self.hall_id, CASE_EVENTS, since, naming=case))

    def _read_ticket(self, ticket: str) -> list[Recorded]:
        with closing(JournalReader(self.file)) as journal:
            return list(journal.read_ticket(self.hall_id, ticket))

    def _read(self, seq: int, most: int) -> list[Told]:
        with closing(JournalReader(self.file)) as journal:
            events = islice(journal.read(self.hall_id, seq), most)
            return [Told(event.seq, event_message(self.hall_id, event)) for event in events]


class NoHistory:
    """Of a site without a journal."""

    async def after(self, seq: int, most: int) -> list[Told]:  # noqa: ARG002 - the shape of History
        return []

    async def of_ticket(self, ticket: str) -> list[Recorded]:  # noqa: ARG002 - the shape of History
        return []

    async def of_case(self, case: str, since: datetime) -> list[Recorded]:  # noqa: ARG002 - the shape of History
        return []

    async def of_cases(self, since: datetime) -> list[Recorded]:  # noqa: ARG002 - the shape of History
        return []
