"""What happens when something is asked of a hall: events, or a refusal with its reason."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from queue_server.domain import commands
from queue_server.domain.day import due
from queue_server.domain.decisions import appointments, issuing, management, queues, tickets, windows
from queue_server.domain.decisions.refusal import RefusalError
from queue_server.domain.events import Event
from queue_server.domain.evolve import evolve_all
from queue_server.domain.state import HallState


@dataclass(frozen=True, slots=True)
class Accepted:
    """What happened, in order; empty for a question."""

    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nothing happened: an error code of the contract and the figures behind it."""

    code: str
    details: Mapping[str, Any] = field(default_factory=dict)


Decision = Accepted | Refused


def decide(state: HallState, command: commands.Command, now: datetime) -> Decision:
    """Decide one command. What the clock brings comes first where it is due."""
    by_the_clock = due(state, now)
    today = evolve_all(state, by_the_clock) if by_the_clock else state
    try:
        happened = _DECISIONS[type(command)](today, command, now)
    except RefusalError as refusal:
        return Refused(refusal.code, refusal.details)
    return Accepted((*by_the_clock, *happened))


_DECISIONS: Mapping[type[commands.Command], Callable[[HallState, Any, datetime], list[Event]]] = {
    commands.IssueTicket: issuing.issue_ticket,
    commands.ReserveNumbers: issuing.reserve_numbers,
    commands.CancelTicket: tickets.cancel_ticket,
    commands.GetTicket: tickets.get_ticket,
    commands.FindTickets: tickets.find_tickets,
    commands.ReportPrint: tickets.report_print,
    commands.RateService: tickets.rate_service,
    commands.Resume: tickets.resume,
    commands.OpenWindow: windows.open_window,
    commands.PauseWindow: windows.pause_window,
    commands.CloseWindow: windows.close_window,
    commands.CallNext: windows.call_next,
    commands.CallTicket: windows.call_ticket,
    commands.Recall: windows.recall,
    commands.StartService: windows.start_service,
    commands.Finish: windows.finish,
    commands.Miss: windows.miss,
    commands.Park: windows.park,
    commands.Transfer: windows.transfer,
    commands.Undo: windows.undo,
    commands.OpenQueue: queues.open_queue,
    commands.CloseQueue: queues.close_queue,
    commands.ListSlots: appointments.list_slots,
    commands.FindAppointments: appointments.find_appointments,
    commands.BookAppointment: appointments.book_appointment,
    commands.MoveAppointment: appointments.move_appointment,
    commands.CancelAppointment: appointments.cancel_appointment,
    commands.CheckIn: appointments.check_in,
    commands.SetNotice: management.set_notice,
    commands.ClearNotice: management.clear_notice,
    commands.ControlClient: management.control_client,
    commands.AcknowledgeAlert: management.acknowledge_alert,
}
