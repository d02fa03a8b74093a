from collections.abc import Iterable, Iterator
from datetime import datetime

from queue_server.domain.estimate import Estimate, Estimator, Standing
from queue_server.domain.lifecycle import TicketState
from queue_server.domain.line import ahead
from queue_server.domain.state import HallState, Ticket
from queue_server.notices.rules._wanted import RuleBook, TicketWords, Wanted, plain, wait_text
from queue_server.notices.steps import Step


def taken(state: HallState, ticket: Ticket, now: datetime, book: RuleBook) -> Iterator[Wanted]:
    """A ticket was taken. Whoever then has few people before is not told the same a second time."""
    before = people_ahead(state, ticket, now)
    line = {"ahead": plain(str(before)), "wait": wait_text(estimate(state, ticket, before, now))}
    words = TicketWords(state.hall, book, ticket)
    if Step.TICKET_TAKEN in book.steps:
        yield words.wanted(Step.TICKET_TAKEN, "", now, **line)
        if before <= book.people_before and Step.BEFORE_YOU in book.steps:
            yield words.wanted(Step.BEFORE_YOU, ticket.queue, now, **line)._replace(already_told=True)


def soon_called(state: HallState, queues: Iterable[str], now: datetime, book: RuleBook) -> Iterator[Wanted]:
    """Everybody in these queues who has only so many people before.

    In a line nobody has fewer before than whoever stands in front, so that each line is looked at from its head.
    """
    if Step.BEFORE_YOU not in book.steps:
        return
    for queue in queues:
        for key, line in state.lines.get(queue, {}).items():
            for place in line:
                before = ahead(state, queue, key.priority, place, now)
                if before > book.people_before:
                    break
                ticket = state.tickets[place.ticket]
                wait = wait_text(estimate(state, ticket, before, now))
                yield TicketWords(state.hall, book, ticket).wanted(
                    Step.BEFORE_YOU, queue, now, ahead=plain(str(before)), wait=wait
                )


def people_ahead(state: HallState, ticket: Ticket, now: datetime) -> int:
    if ticket.state is not TicketState.WAITING:
        return 0
    return ahead(state, ticket.queue, ticket.priority, ticket.place, now)


def estimate(state: HallState, ticket: Ticket, before: int, now: datetime) -> Estimate | None:
    others = max(0, state.crowd(ticket.queue).people - 1)
    return Estimator(state, now).wait(Standing(ticket.queue, before, others, ticket.priority, ticket.since))
