"""What is done when staff, or a citizen, ask something of the notices."""

from dataclasses import replace
from datetime import datetime

import structlog

from queue_server.domain.state import HallState
from queue_server.notices.asks import Ask, Forget, OptOut, Prove, Resend, Stop, Trial, comes_of
from queue_server.notices.contacts import Contact, Contacts
from queue_server.notices.lifecycle import OPEN, State
from queue_server.notices.maker import Maker
from queue_server.notices.notice import TEST, TICKET, Notice, named, subject
from queue_server.notices.outbox import Outbox
from queue_server.notices.plan import NoticePlan, longest_values
from queue_server.notices.rules import Tell, Wanted, told_by_hand
from queue_server.notices.steps import STEP_RULES, Step
from queue_server.sealing import Sealer


class Staff:
    """Everything it keeps belongs into the caller's transaction."""

    def __init__(self, outbox: Outbox, contacts: Contacts, maker: Maker, plan: NoticePlan, sealer: Sealer) -> None:
        self._outbox = outbox
        self._contacts = contacts
        self._maker = maker
        self._plan = plan
        self._sealer = sealer
        self._log = structlog.get_logger("notices")

    def hear(self, ask: Ask, state: HallState, now: datetime) -> None:
        """Do what is asked; what cannot be done is seen in the log."""
        match ask:
            case Resend():
                self._resend(ask, now)
            case Trial():
                self._try(ask, state, now)
            case Tell():
                self._tell(ask, state, now)
            case OptOut():
                self._opt_out(ask, now)
            case Stop():
                contact = self._contacts.find(ask.subject)
                if contact is not None:
                    self._contacts.opt_out(contact.phone, now)
            case Forget():
                self._forget(ask, state)
            case Prove():
                self._prove(ask, state, now)

    def _prove(self, ask: Prove, state: HallState, now: datetime) -> None:
        late_at = now + STEP_RULES[Step.SPACE_CODE].good_for
        values = {"hall": state.hall.name, "proof": {"zh": ask.proof}}
        key = f"{Step.SPACE_CODE}:{ask.subject}:{ask.id}"
        self._maker.make([Wanted(key, Step.SPACE_CODE, ask.subject, now, now, late_at, values)], now)

    def _forget(self, ask: Forget, state: HallState) -> None:
        """A ticket of today may be named by its number."""
        kind, name = named(ask.subject)
        ticket = state.find_ticket(name) if kind == TICKET else None
        whom = subject(TICKET, ticket.id) if ticket else ask.subject
        self._contacts.forget(whom)
        self._outbox.forget_persons([whom])

    def _resend(self, ask: Resend, now: datetime) -> None:
        notice = self._outbox.find(ask.notice)
        if notice is None or notice.state in OPEN:
            self._log.warning("notice_not_resent", notice=ask.notice, state=notice.state.value if notice else None)
            return
        self._outbox.add(_copy(notice, comes_of(ask, self._sealer), f"{notice.key}#{ask.id}", now))

    def _try(self, ask: Trial, state: HallState, now: datetime) -> None:
        language = self._plan.language(ask.step, ask.language)
        whom = subject(TEST, ask.id)
        self._contacts.keep(Contact(whom, ask.phone, language, state.hall.day(now)))
        self._outbox.add(
            Notice(
                id=comes_of(ask, self._sealer),
                key=whom,
                step=ask.step,
                subject=whom,
                language=language,
                values=longest_values(self._plan, state.hall),
                number_token=self._contacts.number_token(ask.phone),
                moment=now,
                made_at=now,
                due_at=now,
                late_at=None,
                next_at=now,
                changed_at=now,
                by_hand=True,
                wanted_provider=ask.provider,
            )
        )

    def _tell(self, ask: Tell, state: HallState, now: datetime) -> None:
        wanted = list(told_by_hand(ask, state, now, self._plan.book)) or self._of_another_day(ask, now)
        told = self._maker.make(wanted, now)
        self._log.info("notices_told_by_hand", step=ask.step.value, to=ask.kind, wanted=len(wanted), told=told)

    def _of_another_day(self, ask: Tell, now: datetime) -> list[Wanted]:
        """A ticket that the hall forgot at the turn of the day is known by what was said of it."""
        whom = subject(TICKET, ask.name)
        before = self._outbox.newest_of(whom) if ask.kind == TICKET else None
        if before is None or not before.values:
            return []
        late_at = now + STEP_RULES[ask.step].good_for
        return [Wanted(f"{ask.step}:{ask.name}:{ask.id}", ask.step, whom, now, now, late_at, before.values)]

    def _opt_out(self, ask: OptOut, now: datetime) -> None:
        if ask.back:
            self._contacts.opt_in(ask.phone)
        else:
            self._contacts.opt_out(ask.phone, now)


def _copy(notice: Notice, new_id: str, key: str, now: datetime) -> Notice:
    """The same once more, sent whatever the rules say, with nothing done about it yet."""
    return replace(
        notice,
        id=new_id,
        key=key,
        by_hand=True,
        made_at=now,
        due_at=now,
        late_at=None,
        next_at=now,
        changed_at=now,
        state=State.QUEUED,
        reason=None,
        refused_by=(),
        provider=None,
        reference=None,
        handed_at=None,
        tries=0,
        asked_again=0,
        parts=0,
        cost=0,
    )
