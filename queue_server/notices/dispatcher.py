"""From the outbox to the providers: who is to be sent now, through whom, and what is too late."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import NamedTuple

import structlog

from queue_server.domain.hall import Hall
from queue_server.domain.state import HallState
from queue_server.notices import course
from queue_server.notices.contacts import Contact, Contacts
from queue_server.notices.lifecycle import State
from queue_server.notices.limits import LIMIT_DAY, SentToday, over_limit
from queue_server.notices.notice import Notice
from queue_server.notices.outbox import Outbox
from queue_server.notices.plan import NoticePlan
from queue_server.notices.providers import Order, ProviderPlan, Question
from queue_server.notices.roster import Roster
from queue_server.notices.rules import still_true
from queue_server.notices.steps import STEP_RULES
from queue_server.notices.texts import holds_id_number, parts
from queue_server.notices.workers import Task

AT_ONCE = 64
"""Notices looked at in one turn of the hall's thread; it comes round many times a second."""

MOST_WAITING = 8
"""So many that wait for a full door are passed over in one turn to find some that another door takes."""

QUESTION_ANSWERED_WITHIN = timedelta(minutes=2)
"""A question whose answer got lost, with the process that asked it, is asked again after this."""

QUIET_HOURS = "quiet_hours"
PROVIDER_RESTS = "provider_rests"


class HandOver(NamedTuple):
    """Something for a provider to do."""

    provider: str
    task: Task


class Dispatcher:
    """Everything it keeps belongs into the caller's transaction; what it returns may go out only after that."""

    def __init__(self, outbox: Outbox, contacts: Contacts, plan: NoticePlan, roster: Roster) -> None:
        self._outbox = outbox
        self._contacts = contacts
        self._plan = plan
        self._roster = roster
        self._log = structlog.get_logger("notices")
        self._room: dict[str, int] = {}
        self._sent_today = 0
        self.waits_for_room = False
        self.limit_reached_at: datetime | None = None

    def due(self, state: HallState, now: datetime) -> list[HandOver]:
        """Drop what is too late, and hand over what can be sent and asked now."""
        for notice in self._outbox.too_late(now, AT_ONCE):
            self._outbox.put(course.dropped(notice, _why_late(notice), now))
        self.waits_for_room = False
        if self.limit_reached_at is not None and self.limit_reached_at < day_begins(state.hall, now):
            self.limit_reached_at = None
        self._room = {provider: self._roster.room(provider) for provider in self._roster.plans}
        return [*self._messages(state, now), *self._questions(now)]

    def _messages(self, state: HallState, now: datetime) -> list[HandOver]:
        """Behind a door that is full a crowd may wait: it costs the hall's thread nothing to leave it alone."""
        awake = [name for name in self._room if not self._roster.standing(name).rests_at(now)]
        if awake and all(self._room[name] <= 0 for name in awake):
            self.waits_for_room = True
            return []
        going: list[HandOver] = []
        due = self._outbox.due(now, AT_ONCE)
        if due:
            self._sent_today = self._outbox.sent_since(day_begins(state.hall, now))
        waiting = 0
        for notice in due:
            after = self._looked_at(notice, state, now)
            if after is None:
                self.waits_for_room = True
                waiting += 1
                if waiting == MOST_WAITING:
                    break
                continue
            self._outbox.put(after.notice)
            if after.hand_over is not None:
                self._sent_today += 1
                going.append(self._given(after.hand_over))
        return going

    def _looked_at(self, notice: Notice, state: HallState, now: datetime) -> "_Look | None":
        """The notice after a look at it; none where it waits for a provider that has its hands full."""
        if not notice.by_hand and not still_true(state, notice.step, notice.subject, notice.moment):
            return _Look(course.dropped(notice, course.OVERTAKEN, now))
        contact = self._contacts.find(notice.subject)
        if contact is None or notice.number_token is None or not notice.values:
            return _Look(course.dropped(notice, course.NO_CONTACT, now))
        if self._contacts.opted_out(notice.number_token):
            return _Look(course.dropped(notice, course.OPTED_OUT, now))
        if not notice.by_hand and (held := self._held_back(notice, notice.number_token, state, now)):
            return held
        return self._routed(notice, contact, now)

    def _held_back(self, notice: Notice, number_token: str, state: HallState, now: datetime) -> "_Look | None":
        hall, plan = state.hall, self._plan
        can_wait = STEP_RULES[notice.step].can_wait
        if can_wait and plan.quiet_hours and (until := plan.quiet_hours.until(hall.local(now))):
            return _Look(course.put_off(notice, until, QUIET_HOURS))
        number, template = self._outbox.sent_to(number_token, notice.step, day_begins(hall, now))
        limit = over_limit(plan.limits, SentToday(number, template, self._sent_today))
        if limit == LIMIT_DAY and self.limit_reached_at is None:
            self.limit_reached_at = now
            self._log.error("notice_limit_reached", sent=self._sent_today)
        return _Look(course.dropped(notice, limit, now)) if limit else None

    def _routed(self, notice: Notice, contact: Contact, now: datetime) -> "_Look | None":
        fitting = self._roster.fitting(notice)
        if not fitting:
            return _Look(course.failed(notice, notice.reason or course.NO_PROVIDER, now))
        rests = [self._roster.standing(plan.id).until or now for plan in fitting]
        awake = [plan for plan, until in zip(fitting, rests, strict=True) if until <= now]
        if not awake:
            return _Look(course.put_off(notice, min(rests), PROVIDER_RESTS))
        # The first that is awake: one that is only busy is waited for, one that hangs is soon at rest.
        if self._room[awake[0].id] <= 0:
            return None
        return self._ordered(notice, contact, awake[0], now)

    def _ordered(self, notice: Notice, contact: Contact, plan: ProviderPlan, now: datetime) -> "_Look":
        code, language = plan.code(notice.step, notice.language) or (None, notice.language)
        values = self._plan.values(notice, language)
        text = self._plan.text(notice.step, language, values)
        if holds_id_number(text):
            return _Look(course.failed(notice, course.ID_NUMBER, now))
        handed = replace(course.handed_over(notice, plan.id, now), parts=parts(text))
        order = Order(notice.id, contact.phone, text, self._plan.sign, code, tuple(values.items()))
        return _Look(handed, HandOver(plan.id, order))

    def _questions(self, now: datetime) -> list[HandOver]:
        going: list[HandOver] = []
        for notice in self._outbox.in_question(now, AT_ONCE):
            plan = self._roster.plans.get(notice.provider or "")
            contact = self._contacts.find(notice.subject)
            if plan is None or not plan.can_ask or contact is None or notice.handed_at is None:
                self._outbox.put(replace(notice, next_at=None))
                continue
            standing = self._roster.standing(plan.id)
            if standing.rests_at(now):
                self._outbox.put(replace(notice, next_at=standing.until))
            elif self._room[plan.id] <= 0:
                self.waits_for_room = True
            else:
                self._outbox.put(replace(notice, next_at=now + QUESTION_ANSWERED_WITHIN))
                question = Question(notice.id, contact.phone, notice.reference, notice.handed_at)
                going.append(self._given(HandOver(plan.id, question)))
        return going

    def _given(self, hand_over: HandOver) -> HandOver:
        self._room[hand_over.provider] -= 1
        return hand_over


class _Look(NamedTuple):
    notice: Notice
    hand_over: HandOver | None = None


def day_begins(hall: Hall, now: datetime) -> datetime:
    """Midnight of the hall's own day."""
    return datetime.combine(hall.day(now), time(), tzinfo=hall.timezone)


def _why_late(notice: Notice) -> str:
    """Late because of something, where that is known."""
    return f"{course.LATE}: {notice.reason}" if notice.reason and notice.state is State.QUEUED else course.LATE
