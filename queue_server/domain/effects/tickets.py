"""After events of one ticket that is not at a window."""

from queue_server.domain import events
from queue_server.domain.effects.changes import Changes, into_line, not_missed, out_of_line, with_ticket
from queue_server.domain.lifecycle import TicketState
from queue_server.domain.state import Block, HallState, Ticket


def issued(state: HallState, event: events.TicketIssued) -> Changes:
    taken_at = event.taken_at or event.at
    ticket = Ticket(
        id=event.ticket,
        number=event.number,
        queue=event.queue,
        priority=event.priority,
        origin=event.origin,
        issued_at=taken_at,
        order=state.seq + 1,
        since=(event.since or taken_at).timestamp(),
        item=event.item,
        person=event.person,
        case=event.case,
    )
    return {
        **with_ticket(state, ticket),
        **into_line(state, ticket),
        "counters": {**state.counters, event.queue: max(event.count, state.counters.get(event.queue, 0))},
        "numbers": state.numbers.with_value(event.number, event.ticket),
    }


def numbers_reserved(state: HallState, event: events.NumbersReserved) -> Changes:
    block = Block(event.client, event.first, event.last)
    return {
        "counters": {**state.counters, event.queue: event.last},
        "blocks": {**state.blocks, event.queue: (*state.blocks.get(event.queue, ()), block)},
    }


def cancelled(state: HallState, event: events.TicketCancelled) -> Changes:
    ticket = state.tickets[event.ticket]
    return {
        **with_ticket(state, ticket._replace(state=TicketState.CANCELLED)),
        **out_of_line(state, ticket),
        **not_missed(state, ticket.id),
    }


def print_reported(state: HallState, event: events.PrintReported) -> Changes:
    return with_ticket(state, state.tickets[event.ticket]._replace(printed=event.printed))


def rated(state: HallState, event: events.ServiceRated) -> Changes:
    return with_ticket(state, state.tickets[event.ticket]._replace(rated=event.score))


def resumed(state: HallState, event: events.TicketResumed) -> Changes:
    ticket = state.tickets[event.ticket]._replace(
        state=TicketState.WAITING,
        since=event.since.timestamp(),
        meant_for=event.meant_for,
        recalls=0,
    )
    return {**with_ticket(state, ticket), **into_line(state, ticket), **not_missed(state, ticket.id)}
