"""Asking for a ticket, and every way in which the answer comes, comes late or does not come.

A ticket must not come to be that nobody knows of (a ghost: called, waited for, in everybody's way). So:

- a command is valid for :data:`~kiosk.flow.times.SENDING_S`; a server that hears it later refuses it as expired;
- a citizen who gives up withdraws the command where it has not left the terminal yet;
- a ticket that comes while the citizen still stands here (waiting, or before the sentence that no answer came) is
  taken as what was wanted, whichever of the citizen's commands for this queue it answers;
- any other ticket that comes is cancelled at once: its citizen has no number, and would be refused a second ticket;
- but a ticket from the terminal's own block was given before its command left (:mod:`kiosk.flow.offline`): it stays.

A cancelled or reported ticket's command has an id derived from the id it belongs to: said twice, it has one effect.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from kiosk.flow.effects import Send, Withdraw
from kiosk.flow.inputs import TicketCame, TicketRefused
from kiosk.flow.offline import from_block
from kiosk.flow.pages import Done, Printing, Problem, Sending
from kiosk.flow.printing import begin_printing
from kiosk.flow.problems import problem_of
from kiosk.flow.session import Session, home_for_same, on_page
from kiosk.flow.steps import Step
from kiosk.flow.times import SENDING_S
from queue_server.contract.commands import CancelTicket, IssueTicket
from queue_server.contract.envelope import Command


def derived_id(command_id: str, purpose: str) -> str:
    """The one id that every repeat of the same follow-up has."""
    return str(uuid5(UUID(command_id), purpose))


def ask_for_ticket(
    session: Session, wanted: IssueTicket, now: datetime, fresh_id: str, earlier: tuple[str, ...] = ()
) -> Step:
    """Send ``wanted`` under ``fresh_id``; ``earlier`` are this person's commands still without an answer.

    Without a line the ticket comes from the block, where one is left.
    """
    if not session.around.line and (given := from_block(session, wanted, now, fresh_id, earlier)):
        return given
    command = Command(id=fresh_id, sent_at=now, expires_at=now + timedelta(seconds=SENDING_S), data=wanted)
    page = Sending((*earlier, fresh_id), wanted, lost=not session.around.line)
    return on_page(session, page), (Send(command),)


def give_up(session: Session, page: Sending) -> Step:
    """The citizen leaves before the answer came."""
    return home_for_same(session), (Withdraw(page.command_ids),)


def no_answer(session: Session, page: Sending) -> Step:
    """The command's time is over; its citizen still stands here, as far as we know."""
    problem = Problem("no_answer", again=page.wanted, command_ids=page.command_ids)
    return on_page(session, problem), (Withdraw(page.command_ids),)


def patience_over(session: Session, page: Sending, now: datetime, fresh_id: str) -> Step | None:
    """A number from the block for who has waited long enough; None where there is none."""
    return from_block(session, page.wanted, now, fresh_id, page.command_ids)


def tell_waiting(session: Session, page: Sending) -> Session:
    """No reply yet: say what we wait for."""
    return replace(session, page=replace(page, lost=True))


def ticket_came(session: Session, given: TicketCame, now: datetime) -> Step:
    page = session.page
    if isinstance(page, Sending | Problem) and given.command_id in page.command_ids:
        return begin_printing(session, given.command_id, given.ticket, attempt=1)
    if isinstance(page, Printing | Done) and page.command_id == given.command_id:
        return session, ()
    if given.ticket.origin == "offline":
        return session, ()
    cancel = Command(id=derived_id(given.command_id, "cancel"), sent_at=now, data=CancelTicket(ticket=given.ticket.id))
    return session, (Send(cancel),)


def ticket_refused(session: Session, given: TicketRefused) -> Session:
    page = session.page
    if not isinstance(page, Sending) or page.command_ids[-1] != given.command_id:
        return session
    return on_page(session, problem_of(session, given.error, page.wanted, page.command_ids))
