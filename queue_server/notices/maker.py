"""From the journal to the outbox: follows the events, and looks at the clock."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

import structlog

from queue_server.domain import events
from queue_server.domain.cases.events import CaseEvent
from queue_server.domain.state import HallState
from queue_server.journal import Journal, Recorded
from queue_server.notices.contacts import ContactRule, Contacts
from queue_server.notices.lifecycle import State
from queue_server.notices.notice import APPOINTMENT, CASE, TICKET, Notice, notice_id, subject
from queue_server.notices.outbox import Outbox
from queue_server.notices.plan import NoticePlan
from queue_server.notices.rules import Wanted, running_late, shut_out, soon_called, wanted_after
from queue_server.retelling import event_of
from queue_server.sealing import Sealer

EVENTS_AT_ONCE = 200
"""Of a journal that is far ahead, as after an outage: the hall's thread has more to do than this."""

TOLD_ALREADY = "told_already"


class Maker:
    """Makes each notice once. Everything it keeps belongs into the caller's transaction."""

    def __init__(
        self,
        journal: Journal,
        outbox: Outbox,
        contacts: Contacts,
        plan: NoticePlan,
        sealer: Sealer,
    ) -> None:
        self._journal = journal
        self._outbox = outbox
        self._contacts = contacts
        self._plan = plan
        self._sealer = sealer
        self._log = structlog.get_logger("notices")

    def follow(self, state: HallState, now: datetime) -> int:
        """Make the notices of events that were not followed yet; the ``seq`` of the last that is followed now."""
        followed = self._outbox.followed()
        if followed is None or followed > state.seq:
            self._log.warning("notices_begin_anew", seq=state.seq, followed=followed)
            self._outbox.follow(state.seq)
            return state.seq
        recorded = list(islice(self._journal.read(state.hall.id, followed), EVENTS_AT_ONCE))
        if not recorded:
            return followed
        shorter: set[str] = set()
        for each in recorded:
            self._hear(each, state, now, shorter)
        self.make(self._safely(soon_called(state, sorted(shorter), now, self._plan.book)), now)
        self._outbox.follow(recorded[-1].seq)
        return recorded[-1].seq

    def running_late(self, state: HallState, now: datetime) -> None:
        """Make the notices of those who come soon and will have to wait for long."""
        self.make(self._safely(running_late(state, now, self._plan.book)), now)

    def shut_out(self, state: HallState, now: datetime) -> None:
        """Make the notices of those whose time the hall file closed since; it is read at a start only."""
        self.make(self._safely(shut_out(state, now, self._plan.book)), now)

    def make(self, wanted: Iterable[Wanted], now: datetime) -> int:
        """Keep the notices of those who gave a number; how many are new."""
        return sum(self._make(each, now) for each in wanted)

    def _make(self, wanted: Wanted, now: datetime) -> bool:
        contact = self._contacts.find(wanted.subject)
        if contact is None:
            return False
        notice = Notice(
            id=notice_id(self._sealer, wanted.key),
            key=wanted.key,
            step=wanted.step,
            subject=wanted.subject,
            language=self._plan.language(wanted.step, contact.language),
            values=wanted.values,
            number_token=self._contacts.number_token(contact.phone),
            moment=wanted.moment,
            made_at=now,
            due_at=wanted.due_at,
            late_at=wanted.late_at,
            next_at=None if wanted.already_told else wanted.due_at,
            changed_at=now,
            state=State.DROPPED if wanted.already_told else State.QUEUED,
            reason=TOLD_ALREADY if wanted.already_told else None,
        )
        return self._outbox.add(notice)

    def _hear(self, recorded: Recorded, state: HallState, now: datetime, shorter: set[str]) -> None:
        """``shorter`` gathers the queues out of which somebody went."""
        event = event_of(recorded.type, recorded.at, recorded.data)
        match event:
            case events.AppointmentCheckedIn():
                self._contacts.hand_on(subject(APPOINTMENT, event.code), subject(TICKET, event.ticket))
            case events.AppointmentMoved():
                last_day = ContactRule(state.hall, self._plan.keep_days).last_day(event.start)
                self._contacts.keep_until(subject(APPOINTMENT, event.code), last_day)
            case _ if isinstance(event, CaseEvent):
                self._keep_longer(event, state)
            case events.TicketCalled() | events.TicketCancelled():
                ticket = state.tickets.get(event.ticket)
                shorter |= {ticket.queue} if ticket else set()
        self.make(self._safely(wanted_after(event, recorded.seq, state, self._plan.book), seq=recorded.seq), now)

    def _keep_longer(self, event: Any, state: HallState) -> None:
        """A case takes weeks: its contact is kept until so many days after what is due of it last."""
        case = state.shelf.cases.get(getattr(event, "case", None) or "")
        if case is None:
            return
        rule = ContactRule(state.hall, self._plan.keep_days)
        due = max((limit.by for limit in case.limits), default=state.hall.day(event.at))
        last_day = max(rule.last_day(event.at), due + timedelta(days=self._plan.keep_days))
        self._contacts.keep_until(subject(CASE, case.id), last_day)

    def _safely(self, wanted: Iterator[Wanted], **about: object) -> list[Wanted]:
        """A rule that breaks is seen, and what it would have said is not said: it must not stop the other notices."""
        try:
            return list(wanted)
        except Exception:  # noqa: BLE001 - see above
            self._log.exception("notice_rule_broke", **about)
            return []
