"""After events of one appointment."""

from dataclasses import replace

from queue_server.domain import events
from queue_server.domain.appointments import Appointment, AppointmentState
from queue_server.domain.effects.changes import Changes
from queue_server.domain.state import HallState


def booked(state: HallState, event: events.AppointmentBooked) -> Changes:
    appointment = Appointment(
        code=event.code, item=event.item, queue=event.queue, start=event.start, end=event.end, person=event.person
    )
    return _with_appointment(state, appointment)


def moved(state: HallState, event: events.AppointmentMoved) -> Changes:
    before = state.diary.appointments[event.code]
    return _with_appointment(state, replace(before, start=event.start, end=event.end))


def cancelled(state: HallState, event: events.AppointmentCancelled) -> Changes:
    before = state.diary.appointments[event.code]
    return _with_appointment(state, replace(before, state=AppointmentState.CANCELLED))


def checked_in(state: HallState, event: events.AppointmentCheckedIn) -> Changes:
    before = state.diary.appointments[event.code]
    return _with_appointment(state, replace(before, state=AppointmentState.CHECKED_IN, ticket=event.ticket))


def missed(state: HallState, event: events.AppointmentMissed) -> Changes:
    before = state.diary.appointments[event.code]
    return _with_appointment(state, replace(before, state=AppointmentState.MISSED))


def _with_appointment(state: HallState, appointment: Appointment) -> Changes:
    return {"diary": state.diary.with_appointment(appointment)}
