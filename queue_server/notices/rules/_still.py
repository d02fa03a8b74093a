from datetime import datetime

from queue_server.domain.appointments import AppointmentState
from queue_server.domain.cases.lifecycle import CaseState
from queue_server.domain.lifecycle import TicketState
from queue_server.domain.state import HallState
from queue_server.notices.notice import APPOINTMENT, CASE, TICKET, named
from queue_server.notices.rules._cases import CASE_STATES, still_to_remind
from queue_server.notices.steps import Step

_IN_THE_HALL = (TicketState.WAITING, TicketState.CALLED, TicketState.PARKED)

_TICKET_STATES: dict[Step, tuple[TicketState, ...]] = {
    Step.TICKET_TAKEN: _IN_THE_HALL,
    Step.BEFORE_YOU: (TicketState.WAITING,),
    Step.CALLED: (TicketState.CALLED,),
    Step.CALLED_AGAIN: (TicketState.CALLED,),
    Step.MISSED: (TicketState.MISSED,),
    Step.HALL_LATE: (TicketState.WAITING,),
}
"""Of the other steps a ticket may be gone: a result is ready days later."""

_CALLS = (Step.CALLED, Step.CALLED_AGAIN)

_APPOINTMENT_STATES: dict[Step, AppointmentState] = {
    Step.APPOINTMENT_BOOKED: AppointmentState.BOOKED,
    Step.APPOINTMENT_MOVED: AppointmentState.BOOKED,
    Step.APPOINTMENT_CANCELLED: AppointmentState.CANCELLED,
    Step.REMINDER_DAY: AppointmentState.BOOKED,
    Step.REMINDER_HOUR: AppointmentState.BOOKED,
    Step.HALL_CLOSED: AppointmentState.BOOKED,
    Step.HALL_LATE: AppointmentState.BOOKED,
}


def still_true(state: HallState, step: Step, subject: str, moment: datetime) -> bool:
    """Whether a notice of ``moment`` would tell the truth now: a call that was taken back must not go out."""
    kind, name = named(subject)
    if kind == TICKET and step in _TICKET_STATES:
        ticket = state.tickets.get(name)
        if ticket is None or ticket.state not in _TICKET_STATES[step]:
            return False
        return step not in _CALLS or ticket.called_at == moment
    if kind == APPOINTMENT and step in _APPOINTMENT_STATES:
        appointment = state.diary.find(name)
        return (
            appointment is not None and appointment.state is _APPOINTMENT_STATES[step] and appointment.start == moment
        )
    if kind == CASE and (case := state.shelf.cases.get(name)) is not None:
        return still_to_remind(case) if step is Step.CASE_REMINDER else case.state in CASE_STATES.get(step, CaseState)
    return True
