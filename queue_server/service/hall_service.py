"""One hall at work: requests in, events kept, then the replies; the state is what was kept."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

import structlog

from queue_server.contract.replies import refused
from queue_server.domain.day import due
from queue_server.domain.events import from_data
from queue_server.domain.evolve import evolve
from queue_server.domain.hall import Hall
from queue_server.domain.state import HallState
from queue_server.journal import BehindError, Journal, Recorded
from queue_server.service.batch import Batch, Request
from queue_server.service.translate import Translator

REPLIES_KEPT_FOR = timedelta(days=8)
"""The contract promises seven days; the eighth forgives clocks that differ."""

ATTEMPTS = 20
"""How often a batch is decided again because another writer was faster, before its senders are told to retry."""


class HallService:
    """Belongs to the thread that made it; ``state`` may be read from any thread, for it is immutable."""

    def __init__(
        self,
        hall: Hall,
        journal: Journal,
        *,
        clock: Callable[[], datetime],
        translator: Translator,
        ticket_url: str | None,
    ) -> None:
        """Rebuilds the state from the journal."""
        self.state = HallState(hall)
        self._journal = journal
        self._clock = clock
        self._translator = translator
        self._ticket_url = ticket_url
        self._log = structlog.get_logger("hall").bind(hall=hall.id)
        self._catch_up()

    def handle(self, requests: Sequence[Request]) -> list[Recorded]:
        """Decide and keep ``requests`` in one commit, then answer them.

        Returns the events that were kept. When the store fails everyone is told to try again and nothing happened.
        """
        try:
            batch = self._kept(requests)
        except Exception:  # noqa: BLE001 - a full disk must be seen and survived, whatever the store raises
            self._log.exception("journal_failed", requests=len(requests))
            for request in requests:
                request.answer(refused(request.command.id, "internal").model_dump_json().encode())
            return []
        for answer, body in batch.answers:
            answer(body)
        return batch.events

    def tick(self) -> list[Recorded]:
        """Keep what the clock alone brings, if anything is due: a new day, the closing of the counters."""
        if due(self.state, self._clock()):
            return self.handle(())
        return []

    def forget_old_replies(self) -> int:
        """Delete replies that nobody may ask for again; how many they were."""
        return self._journal.forget_replies(self._clock() - REPLIES_KEPT_FOR)

    def _kept(self, requests: Iterable[Request]) -> Batch:
        for _ in range(ATTEMPTS):
            batch = self._decided(requests)
            if not batch.events and not batch.replies:
                return batch
            try:
                self._journal.append(self.state.hall.id, self.state.seq, batch.events, batch.replies, self._clock())
            except BehindError:
                self._catch_up()
                continue
            self.state = batch.state
            return batch
        raise BehindError(self.state.hall.id, self.state.seq)

    def _decided(self, requests: Iterable[Request]) -> Batch:
        now = self._clock()
        batch = Batch(
            self.state,
            now=now,
            translator=self._translator,
            kept_reply=self._journal.reply,
            ticket_url=self._ticket_url,
        )
        batch.record(due(self.state, now))
        for request in requests:
            batch.take(request)
        return batch

    def _catch_up(self) -> None:
        """Read what the journal holds beyond the state."""
        state = self.state
        for recorded in self._journal.read(state.hall.id, state.seq):
            state = evolve(state, from_data(recorded.type, recorded.at, json.loads(recorded.data)))
        self.state = state
