"""What is asked of one ticket."""

from datetime import UTC, datetime

from queue_server.domain import commands, events
from queue_server.domain.decisions.refusal import RefusalError, ticket_may, ticket_of, window_of
from queue_server.domain.events import Event
from queue_server.domain.lifecycle import AT_WORK, TicketState
from queue_server.domain.state import HallState, Ticket


def get_ticket(state: HallState, command: commands.GetTicket, _now: datetime) -> list[Event]:
    ticket_of(state, command.ticket)
    return []


def find_tickets(_state: HallState, command: commands.FindTickets, _now: datetime) -> list[Event]:
    if command.person is None:
        raise RefusalError("invalid_command", reason="tickets are found for somebody with an identity")
    return []


def cancel_ticket(state: HallState, command: commands.CancelTicket, now: datetime) -> list[Event]:
    ticket = ticket_may("cancel", ticket_of(state, command.ticket))
    return [events.TicketCancelled(at=now, ticket=ticket.id)]


def report_print(state: HallState, command: commands.ReportPrint, now: datetime) -> list[Event]:
    ticket = ticket_of(state, command.ticket)
    return [events.PrintReported(at=now, ticket=ticket.id, printed=command.printed, detail=command.detail)]


def rate_service(state: HallState, command: commands.RateService, now: datetime) -> list[Event]:
    ticket = ticket_may("rate", ticket_of(state, command.ticket))
    if ticket.rated is not None:
        raise RefusalError("already_rated", ticket=ticket.id)
    return [events.ServiceRated(at=now, ticket=ticket.id, score=command.score, tags=command.tags)]


def resume(state: HallState, command: commands.Resume, now: datetime) -> list[Event]:
    """A parked ticket comes back where it stood, a missed one where the hall's rule says."""
    ticket = ticket_may("resume", ticket_of(state, command.ticket))
    to_the_end = ticket.state is TicketState.MISSED and state.hall.rules.missed_return == "end"
    since = now if to_the_end else datetime.fromtimestamp(ticket.since, UTC)
    return [
        events.TicketResumed(at=now, ticket=ticket.id, since=since, meant_for=_wanted_window(state, command, ticket))
    ]


def _wanted_window(state: HallState, command: commands.Resume, ticket: Ticket) -> str | None:
    """The window asked for; else for a parked ticket the one that parked it, while somebody works there."""
    if command.window is not None:
        life = window_of(state, command.window)
        if ticket.queue not in life.queues:
            raise RefusalError("not_allowed", window=life.id, queue=ticket.queue)
        return life.id
    if ticket.state is TicketState.PARKED and ticket.window and state.window(ticket.window).state in AT_WORK:
        return ticket.window
    return None
