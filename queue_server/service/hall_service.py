"""One hall at work: requests in, events kept, then the replies; the state is what was kept."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from datetime import datetime, timedelta

import structlog

from queue_server.contract.replies import refused
from queue_server.domain.changeover import Hindrance, changed, hindrances, lockers_in_use
from queue_server.domain.day import due
from queue_server.domain.events import Event
from queue_server.domain.evolve import evolve
from queue_server.domain.hall import Hall
from queue_server.domain.snapshot import SnapshotError, SnapshotForm
from queue_server.domain.state import HallState
from queue_server.journal import BehindError, Journal, Recorded, Snapshot
from queue_server.retelling import event_of
from queue_server.service.batch import Batch, Request
from queue_server.service.cases import CaseRoom
from queue_server.service.contacts import ContactKeeper
from queue_server.service.translate import Translator
from queue_server.settling import unsearched

REPLIES_KEPT_FOR = timedelta(days=8)
"""The contract promises seven days; the eighth forgives clocks that differ."""

ATTEMPTS = 20
"""How often a batch is decided again because another writer was faster, before its senders are told to retry."""

SNAPSHOT_EVERY = 5000
"""Events between two snapshots: as many are read within a second at start."""


Watch = Callable[[HallState, datetime], tuple[Event, ...]]
"""What happened besides, told from a state at a moment."""


def _nothing(_state: HallState, _now: datetime) -> tuple[Event, ...]:
    return ()


class HallService:
    """Belongs to the thread that made it; ``state`` may be read from any thread, for it is immutable."""

    def __init__(  # noqa: PLR0913 - what a hall is made of, each by its name
        self,
        hall: Hall,
        journal: Journal,
        *,
        clock: Callable[[], datetime],
        translator: Translator,
        ticket_url: str | None,
        contacts: ContactKeeper | None = None,
        cases: CaseRoom | None = None,
        watch: Watch = _nothing,
        aside: Executor | None = None,
    ) -> None:
        """Rebuilds the state from the newest snapshot and what the journal holds beyond it.

        Without ``contacts`` nothing is kept of what people give to be told things, without ``cases`` no answers and no
        papers. ``watch`` is asked at each tick what
        happened besides: it may know what no command and no clock tells. ``aside`` does what nobody has to wait for, by
        itself in a thread.
        """
        self._journal = journal
        self._clock = clock
        self._translator = translator
        self._ticket_url = ticket_url
        self._watch = watch
        self._contacts = contacts
        self._cases = cases
        self._log = structlog.get_logger("hall").bind(hall=hall.id)
        self._snapshots = SnapshotForm()
        self._aside = aside or ThreadPoolExecutor(max_workers=1, thread_name_prefix="snapshot")
        self._written: Future[Snapshot] | None = None
        self.state = self._from_snapshot(hall) or HallState(hall)
        self._next_snapshot = self.state.seq + SNAPSHOT_EVERY
        with unsearched():
            self._catch_up()
        for each in lockers_in_use(self.state, hall):
            self._log.warning("locker_gone_with_results", locker=each.subject)

    def handle(self, requests: Sequence[Request], *, watching: bool = False) -> list[Recorded]:
        """Decide and keep ``requests`` in one commit, then answer them; ``watching`` asks the watch as well.

        Returns the events that were kept. When the store fails everyone is told to try again and nothing happened.
        """
        try:
            batch = self._kept(requests, watching=watching)
        except Exception:  # noqa: BLE001 - a full disk must be seen and survived, whatever the store raises
            self._log.exception("journal_failed", requests=len(requests))
            for request in requests:
                request.answer(refused(request.command.id, "internal").model_dump_json().encode())
            return []
        for answer, body in batch.answers:
            answer(body)
        return batch.events

    def change_hall(self, hall: Hall) -> tuple[Hindrance, ...]:
        """Work on in the hall as it is to be from now on; what hinders it, and then nothing changed."""
        hindered = hindrances(self.state, hall)
        if not hindered:
            self.state = changed(self.state, hall)
        return hindered

    def tick(self) -> list[Recorded]:
        """Keep what the clock and the watch bring, if anything: a new day, the closing of the counters, an alert.

        A snapshot is kept here, too, when enough has happened. It is written aside, for thousands of tickets and cases
        take half a second: the state is immutable, and no command waits.
        """
        events = self.handle((), watching=True)
        if self.state.seq >= self._next_snapshot and self._written is None:
            self._next_snapshot = self.state.seq + SNAPSHOT_EVERY
            self._written = self._aside.submit(self._snapshot_of, self.state)
        if self._written is not None and self._written.done():
            written, self._written = self._written, None
            self._keep_snapshot(written.result)
        return events

    def keep_snapshot(self) -> None:
        """Let the next start begin here. A failure is seen and survived: a start without it only takes longer."""
        self._next_snapshot = self.state.seq + SNAPSHOT_EVERY
        self._keep_snapshot(lambda: self._snapshot_of(self.state))

    def _snapshot_of(self, state: HallState) -> Snapshot:
        return Snapshot(state.seq, self._snapshots.write(state))

    def _keep_snapshot(self, written: Callable[[], Snapshot]) -> None:
        try:
            self._journal.keep_snapshot(self.state.hall.id, written())
        except Exception:  # noqa: BLE001 - a full disk must be seen and survived, whatever the store raises
            self._log.exception("snapshot_not_kept", seq=self.state.seq)

    def forget_old_replies(self) -> int:
        """Delete replies that nobody may ask for again; how many they were. What fails now is tried again later."""
        try:
            return self._journal.forget_replies(self._clock() - REPLIES_KEPT_FOR)
        except Exception:  # noqa: BLE001 - a full disk must be seen and survived, whatever the store raises
            self._log.exception("old_replies_not_forgotten")
            return 0

    def _kept(self, requests: Iterable[Request], *, watching: bool) -> Batch:
        for _ in range(ATTEMPTS):
            batch = self._decided(requests, watching=watching)
            if not batch.events and not batch.replies:
                return batch
            try:
                self._append(batch)
            except BehindError:
                self._catch_up()
                continue
            self.state = batch.state
            return batch
        raise BehindError(self.state.hall.id, self.state.seq)

    def _append(self, batch: Batch) -> None:
        def beside() -> None:
            if self._contacts and batch.contacts:
                self._contacts.keep(batch.contacts)
            if self._cases and batch.cases:
                self._cases.keep(batch.cases)

        self._journal.append(self.state.hall.id, self.state.seq, batch.events, batch.replies, self._clock(), beside)

    def _decided(self, requests: Iterable[Request], *, watching: bool) -> Batch:
        now = self._clock()
        batch = Batch(
            self.state,
            now=now,
            translator=self._translator,
            kept_reply=self._journal.reply,
            ticket_url=self._ticket_url,
            contacts=self._contacts,
            cases=self._cases,
        )
        batch.record(due(self.state, now))
        if watching:
            batch.record(self._watched(batch.state, now))
        for request in requests:
            batch.take(request)
        return batch

    def _watched(self, state: HallState, now: datetime) -> tuple[Event, ...]:
        try:
            return self._watch(state, now)
        except Exception:  # noqa: BLE001 - an alert that cannot be told must not stop the clock
            self._log.exception("watch_failed", seq=state.seq)
            return ()

    def _from_snapshot(self, hall: Hall) -> HallState | None:
        """The state to begin with; none where the whole journal is to be read."""
        kept = self._journal.snapshot(hall.id)
        if kept is None:
            return None
        last_seq = self._journal.last_seq(hall.id)
        if kept.seq > last_seq:
            self._log.warning("snapshot_ignored", seq=kept.seq, reason=f"the journal ends at {last_seq}")
            return None
        try:
            state = self._snapshots.read(kept.body, hall)
        except SnapshotError as error:
            self._log.warning("snapshot_ignored", seq=kept.seq, reason=str(error))
            return None
        if state.seq != kept.seq:
            self._log.warning("snapshot_ignored", seq=kept.seq, reason=f"it says it is of {state.seq}")
            return None
        return state

    def _catch_up(self) -> None:
        """Read what the journal holds beyond the state."""
        state = self.state
        for recorded in self._journal.read(state.hall.id, state.seq):
            state = evolve(state, event_of(recorded.type, recorded.at, recorded.data))
        self.state = state
