"""What happens when something is asked of a hall: events, or a refusal with its reason."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from queue_server.domain import commands
from queue_server.domain.cases import commands as of_cases
from queue_server.domain.day import due
from queue_server.domain.decisions import (
    appointments,
    cases,
    handing_over,
    issuing,
    management,
    queues,
    tickets,
    windows,
)
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


_DECISIONS: Mapping[type[commands.Command], Callable[[HallState, Any, datetime], Sequence[Event]]] = {
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
    of_cases.StartCase: cases.start_case,
    of_cases.SaveCase: cases.save_case,
    of_cases.AddPage: cases.add_page,
    of_cases.RemovePage: cases.remove_page,
    of_cases.PromisePaper: cases.promise_paper,
    of_cases.GiveConsent: cases.give_consent,
    of_cases.SubmitCase: cases.submit_case,
    of_cases.WithdrawCase: cases.withdraw_case,
    of_cases.AcceptCase: cases.accept_case,
    of_cases.ReviewCase: cases.review_case,
    of_cases.AskSupplement: cases.ask_supplement,
    of_cases.DecideCase: cases.decide_case,
    of_cases.GetCase: cases.get_case,
    of_cases.FindCases: cases.find_cases,
    of_cases.SaveSpace: cases.save_space,
    of_cases.DeleteSpace: cases.delete_space,
    of_cases.MarkReady: handing_over.mark_ready,
    of_cases.MailCase: handing_over.mail_case,
    of_cases.CollectCase: handing_over.collect_case,
    of_cases.OpenLocker: handing_over.open_locker,
    of_cases.ReportLocker: handing_over.report_locker,
    of_cases.SetCompartment: handing_over.set_compartment,
}
