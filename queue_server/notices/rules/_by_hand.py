from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from queue_server.domain.estimate import Estimator, Standing
from queue_server.domain.hall import APPOINTMENT as AS_APPOINTMENT
from queue_server.domain.lifecycle import TicketState
from queue_server.domain.line import ahead
from queue_server.domain.state import HallState, Place
from queue_server.notices.notice import APPOINTMENT, TICKET
from queue_server.notices.rules._tickets import estimate, people_ahead
from queue_server.notices.rules._wanted import AppointmentWords, RuleBook, TicketWords, Wanted, wait_text
from queue_server.notices.steps import Step

QUEUE = "queue"
HALL = "hall"


@dataclass(frozen=True, slots=True)
class Tell:
    """What staff want told: a step, and whom: ``ticket``, ``appointment`` or ``queue`` with its name, or the whole
    ``hall``. ``id`` makes the same wish, heard twice, one.
    """

    id: str
    step: Step
    kind: str
    name: str


def told_by_hand(tell: Tell, state: HallState, now: datetime, book: RuleBook) -> Iterator[Wanted]:
    """The notices of a wish. A queue or the hall means everybody who waits there or is still to come today."""
    today = state.hall.day(now)
    for ticket_id in _tickets(tell, state):
        ticket = state.tickets[ticket_id]
        wait = wait_text(estimate(state, ticket, people_ahead(state, ticket, now), now))
        yield TicketWords(state.hall, book, ticket).wanted(tell.step, tell.id, now, wait=wait)
    for code in _codes(tell, state):
        appointment = state.diary.appointments[code]
        if tell.kind == APPOINTMENT or state.hall.day(appointment.start) == today:
            start = appointment.start.timestamp()
            before = ahead(state, appointment.queue, AS_APPOINTMENT, Place(start, state.seq + 1, ""), now)
            crowd = state.crowd(appointment.queue).people
            standing = Standing(appointment.queue, before, crowd, AS_APPOINTMENT, start)
            wait = wait_text(Estimator(state, now).wait(standing))
            yield AppointmentWords(state.hall, appointment).wanted(tell.step, tell.id, now, wait=wait)


def _tickets(tell: Tell, state: HallState) -> list[str]:
    if tell.kind == TICKET:
        ticket = state.find_ticket(tell.name)
        return [ticket.id] if ticket else []
    if tell.kind not in (QUEUE, HALL):
        return []
    waiting = [ticket for ticket in state.tickets.values() if ticket.state is TicketState.WAITING]
    in_order = sorted(waiting, key=lambda ticket: ticket.order)
    return [ticket.id for ticket in in_order if tell.kind == HALL or ticket.queue == tell.name]


def _codes(tell: Tell, state: HallState) -> list[str]:
    if tell.kind == APPOINTMENT:
        return [tell.name] if state.diary.find(tell.name) else []
    if tell.kind not in (QUEUE, HALL):
        return []
    queues = state.diary.expected if tell.kind == HALL else (tell.name,)
    return [each.code for queue in queues for each in state.diary.expected.get(queue, ())]
