"""Tickets while nobody can be asked: from the block that the hall reserved for this terminal.

Such a ticket is in its citizen's hand before the hall knows of it. So it is never cancelled by what comes later, its
command has no end of validity, and until the hall has heard of it, it goes by its number where others go by their id.
"""

from dataclasses import replace
from datetime import date, datetime

from kiosk.flow.blocks import block_of, without_next
from kiosk.flow.effects import Send, TakeNumber, Withdraw
from kiosk.flow.printing import begin_printing
from kiosk.flow.session import Session, Surroundings
from kiosk.flow.steps import Step
from queue_server.contract.commands import IssueTicket
from queue_server.contract.envelope import Command
from queue_server.contract.views import HallState, Ticket

ORDINARY = "ordinary"


def from_block(
    session: Session, data: IssueTicket, now: datetime, fresh_id: str, unanswered: tuple[str, ...] = ()
) -> Step | None:
    """Give the next reserved number for what ``data`` asks; None where there is none.

    ``unanswered`` are this person's commands that may still have an effect: the tickets that they bring are cancelled.
    """
    around = session.around
    block = block_of(around.blocks, data.queue or "", hall_day(around.hall, now)) if around.hall else None
    if block is None:
        return None
    ticket = Ticket(
        id=block.number,
        number=block.number,
        queue=block.queue,
        item=data.item,
        priority=data.priority or ORDINARY,
        origin="offline",
        state="waiting",
        issued_at=around.hall.local(now) if around.hall else now,
        ahead=0,
        estimate=None,
    )
    told = data.model_copy(update={"number": block.number, "issued_at": ticket.issued_at})
    command = Command(id=fresh_id, sent_at=now, data=told)
    session = replace(session, around=replace(around, blocks=without_next(around.blocks, block)))
    session, printing = begin_printing(session, fresh_id, ticket, attempt=1)
    withdrawn = (Withdraw(unanswered),) if unanswered else ()
    return session, (*withdrawn, TakeNumber(block), Send(command), *printing)


def hall_day(hall: HallState, now: datetime) -> date:
    """The hall's own day."""
    return hall.local(now).date()


def not_told_yet(ticket: Ticket) -> bool:
    """Whether the ticket was given from a block and is here as it was given: nobody knows its place in the line."""
    return ticket.origin == "offline" and ticket.id == ticket.number


def as_of(around: Surroundings, now: datetime) -> Surroundings:
    """What still holds of the hall when it was last heard of a while ago: at its announced time it opened or closed."""
    hall = around.hall
    if around.line or hall is None or hall.next_change is None or now < hall.next_change:
        return around
    changed = hall.model_copy(update={"open": not hall.open, "next_change": None})
    queues = tuple(queue.model_copy(update={"open": changed.open}) for queue in around.queues)
    return replace(around, hall=changed, queues=queues)
