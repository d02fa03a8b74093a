"""The notices of a hall in the hall's thread: words in, one commit, messages out.

The journal is followed by a cursor that moves in the same commit as the notices of its events, so that a power cut
between an event and its notices loses none and tells nobody twice. A message goes to a provider only after the commit
that says so. Nothing here waits for a provider: see :mod:`queue_server.notices.workers`.
"""

import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

import structlog

from queue_server.domain.state import HallState
from queue_server.notices import course
from queue_server.notices.asks import Ask, AskFolder
from queue_server.notices.contacts import Contacts
from queue_server.notices.dispatcher import Dispatcher, HandOver
from queue_server.notices.lifecycle import State
from queue_server.notices.limits import LIMIT_DAY
from queue_server.notices.maker import Maker
from queue_server.notices.notice import Notice
from queue_server.notices.outbox import Outbox
from queue_server.notices.outcomes import Accepted, Receipt
from queue_server.notices.roster import Roster
from queue_server.notices.staff import Staff
from queue_server.notices.workers import Found, Reported, Said, Task

TURN_AT_MOST_EVERY_S = 0.02
"""Under load one commit stands for the words and events of this time, as with the boards."""

LOOK_EVERY_S = 1.0
"""How often the clock and the folder of asks are looked at."""

WORDS_AT_ONCE = 100
"""Words and receipts that one turn keeps, in some ten milliseconds: providers bring receipts by the thousand."""

MINUTE = timedelta(minutes=1)
"""How often is looked for people who will have to wait, and for what is to be forgotten."""

KEPT_FOR = timedelta(days=92)
"""A quarter can be reported; what was said, and to whom, goes with the contact, which is sooner."""

FORGOTTEN_AT_ONCE = 500
"""A day's contacts of a large hall are gone ten minutes after midnight, and no command waits for it."""

COST_UNITS = 10_000
"""Ten-thousandths of a yuan: prices go down to those."""

RECEIPTS_KEPT_WITHIN_S = 3.0
"""How long somebody who brings receipts is kept waiting; then they are to be brought again."""

Heard = Said | Found | Reported | Ask

SERVICE = "sms"
"""What alerts call the notices as a whole; a provider is ``sms-ID``."""


class DeskParts(NamedTuple):
    """Who does the work of a desk; all of it happens in the hall's thread."""

    outbox: Outbox
    contacts: Contacts
    maker: Maker
    dispatcher: Dispatcher
    roster: Roster
    staff: Staff
    folder: AskFolder


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a desk needs of the world: the time, ``ticks`` in seconds that no clock change disturbs, ``dice`` that throw
    a number from 0 to 1, ``hand_over`` to a provider's workers, ``wake`` for the hall's thread to come round at once.
    ``service`` hears of a service by its name that it works (none), or why it does not.
    """

    clock: Callable[[], datetime]
    ticks: Callable[[], float]
    dice: Callable[[], float]
    hand_over: Callable[[str, Task], None]
    wake: Callable[[], None]
    service: Callable[[str, str | None], None]


class NoticeDesk:
    """:meth:`turn` belongs to the hall's thread; everything else to any other."""

    def __init__(self, parts: DeskParts, around: Surroundings) -> None:
        self._parts = parts
        self._around = around
        self._inbox: queue.SimpleQueue[Heard] = queue.SimpleQueue()
        self._taken: list[Heard] = []
        self._followed: int | None = None
        self._next_at: datetime | None = None
        self._turned_at = self._looked_at = float("-inf")
        self._minute_at: datetime | None = None
        self._begun = self._closing = False
        self._log = structlog.get_logger("notices")

    def hear(self, heard: Said | Found | Reported) -> None:
        """Take a word from a provider. That a message was taken can wait for the next turn."""
        self._inbox.put(heard)
        waits = isinstance(heard, Said) and isinstance(heard.word, Accepted)
        if not waits or self._parts.dispatcher.waits_for_room:
            self._around.wake()

    def ask(self, ask: Ask) -> None:
        """Take what staff ask."""
        self._inbox.put(ask)
        self._around.wake()

    def bring(self, provider: str, receipts: Sequence[Receipt]) -> bool:
        """Take receipts, and wait until they are on disk; false: it took too long, they are to be brought again."""
        kept = threading.Event()
        pieces = [tuple(receipts[at : at + WORDS_AT_ONCE]) for at in range(0, len(receipts), WORDS_AT_ONCE)] or [()]
        for piece in pieces[:-1]:
            self._inbox.put(Reported(provider, piece))
        self._inbox.put(Reported(provider, pieces[-1], kept))
        self._around.wake()
        return kept.wait(RECEIPTS_KEPT_WITHIN_S)

    def turn(self, state: HallState, *, quiet: bool) -> None:
        """Do what there is to do, if there is anything; ``quiet``: nobody waits for the hall's thread just now.

        A failure of the store is seen and survived: the same is done again at the next look.
        """
        now, ticks = self._around.clock(), self._around.ticks()
        look = ticks - self._looked_at >= LOOK_EVERY_S
        if not look and not self._has_work(state, now):
            return
        if not quiet and ticks - self._turned_at < TURN_AT_MOST_EVERY_S:
            return  # a quiet turn follows
        self._turned_at = ticks
        if look:
            self._looked_at = ticks
        self._take(now, look=look)
        try:
            with self._parts.outbox.together():
                followed, going = self._done(state, now, look=look)
                next_at = self._parts.outbox.next_at()
        except Exception:  # noqa: BLE001 - a full disk must be seen and survived, whatever the store raises
            self._log.exception("notices_not_kept")
            self._followed, self._next_at = state.seq, None  # the next look will do
            return
        self._followed, self._next_at, self._begun = followed, next_at, True
        self._go(going, now)
        if self._has_work(state, now):
            # More than one turn does; or a word that came before its sender could see that there is no room without it.
            self._around.wake()

    def close(self, state: HallState) -> None:
        """Keep the last words; nothing goes out any more. It belongs to the hall's thread."""
        self._closing = True
        self.turn(state, quiet=True)
        while not self._inbox.empty():
            self.turn(state, quiet=True)

    def _has_work(self, state: HallState, now: datetime) -> bool:
        if not self._inbox.empty() or state.seq != self._followed:
            return True
        return self._next_at is not None and self._next_at <= now and not self._parts.dispatcher.waits_for_room

    def _take(self, now: datetime, *, look: bool) -> None:
        """Take what came, as much as a turn can keep. What was taken and could not be kept is still there."""
        words = 0
        while words < WORDS_AT_ONCE and not self._inbox.empty():
            heard = self._inbox.get()
            words += len(heard.receipts) if isinstance(heard, Reported) else 1
            self._taken.append(heard)
            if isinstance(heard, Said | Found):
                self._parts.roster.in_hand[heard.provider] -= 1
            if isinstance(heard, Said):
                self._parts.roster.heard(heard.provider, heard.word, now)
        if look:
            self._taken.extend(self._parts.folder.take(now))

    def _done(self, state: HallState, now: datetime, *, look: bool) -> tuple[int, list[HandOver]]:
        """Inside one commit: how far the journal is followed now, and what may go out after it."""
        if not self._begun:
            self._lost_in_sending(now)
        for heard in self._taken:
            match heard:
                case Said() | Found():
                    self._answered(heard, now)
                case Reported():
                    for receipt in heard.receipts:
                        self._reported(heard.provider, receipt, now)
                case _:
                    self._parts.staff.hear(heard, state, now)
        followed = self._parts.maker.follow(state, now)
        if not self._begun:
            self._parts.maker.shut_out(state, now)
        if look and (self._minute_at is None or now - self._minute_at >= MINUTE):
            self._parts.maker.running_late(state, now)
            self._forget(state, now)
        return followed, [] if self._closing else self._parts.dispatcher.due(state, now)

    def _go(self, going: list[HandOver], now: datetime) -> None:
        """It is on disk: tell everybody who waits for that."""
        for heard in self._taken:
            if isinstance(heard, Reported) and heard.kept is not None:
                heard.kept.set()
        self._taken = []
        if self._minute_at is None or now - self._minute_at >= MINUTE:
            self._minute_at = now
        for provider, task in going:
            self._parts.roster.in_hand[provider] += 1
            self._around.hand_over(provider, task)
        self._around.service(SERVICE, LIMIT_DAY if self._parts.dispatcher.limit_reached_at else None)
        for provider, trouble in self._parts.roster.troubles.items():
            self._around.service(f"{SERVICE}-{provider}", trouble)

    def _lost_in_sending(self, now: datetime) -> None:
        """The process before this one ended while providers were being asked."""
        for notice in self._parts.outbox.sending():
            self._parts.outbox.put(course.after_restart(notice, now, can_ask=self._can_ask(notice.provider)))

    def _answered(self, heard: Said | Found, now: datetime) -> None:
        notice = self._parts.outbox.find(heard.notice)
        if notice is None:
            return
        if isinstance(heard, Found):
            after = course.after_finding(notice, heard.finding, now)
        else:
            can_ask, jitter = self._can_ask(heard.provider), self._around.dice()
            after = course.after_word(notice, heard.word, now, jitter=jitter, can_ask=can_ask)
        self._keep(notice, after)

    def _reported(self, provider: str, receipt: Receipt, now: datetime) -> None:
        notice = self._meant(provider, receipt)
        # What failed at one provider may be on its way through another; what was delivered was, whoever says so.
        if notice is None or (receipt.became != "delivered" and notice.provider != provider):
            self._log.info("receipt_unmatched", provider=provider, became=receipt.became)
            return
        self._keep(notice, course.after_receipt(notice, receipt, now))

    def _meant(self, provider: str, receipt: Receipt) -> Notice | None:
        outbox = self._parts.outbox
        if receipt.notice is not None and (notice := outbox.find(receipt.notice)):
            return notice
        if receipt.reference is not None and (notice := outbox.by_reference(provider, receipt.reference)):
            return notice
        return outbox.in_doubt(provider, self._parts.contacts.number_token(receipt.phone)) if receipt.phone else None

    def _keep(self, before: Notice, after: Notice) -> None:
        """What providers took costs something."""
        plan = self._parts.roster.plans.get(after.provider or "")
        if plan is not None and after.state in (State.SENT, State.DELIVERED):
            after = replace(after, cost=round(plan.price * after.parts * COST_UNITS))
        if after != before:
            self._parts.outbox.put(after)

    def _can_ask(self, provider: str | None) -> bool:
        plan = self._parts.roster.plans.get(provider or "")
        return plan is not None and plan.can_ask

    def _forget(self, state: HallState, now: datetime) -> None:
        subjects = self._parts.contacts.forget_old(state.hall.day(now), FORGOTTEN_AT_ONCE)
        self._parts.outbox.forget_persons(subjects)
        notices = self._parts.outbox.forget_before(now - KEPT_FOR, FORGOTTEN_AT_ONCE)
        if subjects or notices:
            self._log.info("notices_forgotten", contacts=len(subjects), notices=notices)
