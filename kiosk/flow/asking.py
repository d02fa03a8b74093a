"""Asking the hall anything but for a ticket, and waiting for its answer.

A question that changes nothing is forgotten when nobody waits for it any more. What changes something is kept until its
reply came; it is void a minute after it was sent, and withdrawn where it has not left when its citizen gives up.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from kiosk.flow.effects import Ask, Effect, Fetch, Send, Withdraw
from kiosk.flow.errands import Errand
from kiosk.flow.inputs import Answered, Refused
from kiosk.flow.pages import Asking, Problem
from kiosk.flow.problems import problem_of
from kiosk.flow.session import Session, back, on_page, onward
from kiosk.flow.steps import Step
from kiosk.flow.times import SENDING_S
from queue_server.contract.case_commands import FindCases, GetCase
from queue_server.contract.commands import (
    CommandData,
    FindAppointments,
    FindTickets,
    GetTicket,
    ListSlots,
    ReadCredential,
)
from queue_server.contract.envelope import Command

QUESTIONS = (GetTicket, FindTickets, FindAppointments, ListSlots, ReadCredential, GetCase, FindCases)
"""Commands that change nothing. Errands change nothing either."""


def ask(session: Session, data: CommandData | Errand, now: datetime, fresh_id: str) -> Step:
    """Wait for the answer to ``data`` on a page of its own; back leads to this one."""
    return _waiting(onward(session, Asking((fresh_id,), data, lost=not session.around.line)), data, now, fresh_id)


def ask_again(
    session: Session, data: CommandData | Errand, now: datetime, fresh_id: str, earlier: tuple[str, ...]
) -> Step:
    """The same once more, in the place of this page; ``earlier`` commands may still be answered."""
    page = Asking((*earlier, fresh_id), data, lost=not session.around.line)
    return _waiting(on_page(session, page), data, now, fresh_id)


def command_of(data: CommandData, now: datetime, fresh_id: str) -> Command:
    """As it is sent: void once nobody waits for its answer any more."""
    return Command(id=fresh_id, sent_at=now, expires_at=now + timedelta(seconds=SENDING_S), data=data)


def _waiting(session: Session, data: CommandData | Errand, now: datetime, fresh_id: str) -> Step:
    if isinstance(data, Errand):
        return session, (Fetch(fresh_id, data),)
    command = command_of(data, now, fresh_id)
    effect: Effect = Ask(command) if isinstance(data, QUESTIONS) else Send(command)
    return session, (effect,)


def stop_asking(session: Session, page: Asking) -> Step:
    """The citizen goes back before the answer came."""
    return back(session), (Withdraw(page.command_ids),)


def no_answer_yet(session: Session, page: Asking) -> Session:
    return replace(session, page=replace(page, lost=True))


def no_answer(session: Session, page: Asking) -> Step:
    """Its time is over; its citizen still stands here, as far as we know."""
    problem = Problem("no_answer", again=page.data, command_ids=page.command_ids)
    return on_page(session, problem), (Withdraw(page.command_ids),)


def awaited(session: Session, given: Answered | Refused) -> CommandData | Errand | None:
    """What was asked, where its citizen still waits for this very answer, or before the sentence that none came."""
    match session.page:
        case Asking() as page if given.command_id in page.command_ids:
            return page.data
        case Problem() as page if given.command_id in page.command_ids:
            return page.again
        case _:
            return None


def refused(session: Session, given: Refused) -> Session:
    page = session.page
    if not isinstance(page, Asking) or page.command_ids[-1] != given.command_id:
        return session
    return on_page(session, problem_of(session, given.error, page.data, page.command_ids))
