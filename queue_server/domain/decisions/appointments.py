"""What is asked of appointments: book a time, move it, give it up, come."""

from datetime import datetime

from queue_server.domain import commands, events
from queue_server.domain.appointments import Appointment, AppointmentState, Slot, booking_ends, check_in_window
from queue_server.domain.decisions.issuing import foretold
from queue_server.domain.decisions.refusal import RefusalError
from queue_server.domain.diary import free_places, slots_to_book
from queue_server.domain.events import Event
from queue_server.domain.hall import APPOINTMENT, Item
from queue_server.domain.numbers import number
from queue_server.domain.state import HallState


def list_slots(state: HallState, command: commands.ListSlots, _now: datetime) -> list[Event]:
    _bookable_item(state, command.item)
    return []


def find_appointments(state: HallState, command: commands.FindAppointments, _now: datetime) -> list[Event]:
    if command.code is not None:
        _appointment_of(state, command.code)
    else:
        _identified(command.person)
    return []


def book_appointment(state: HallState, command: commands.BookAppointment, now: datetime) -> list[Event]:
    person = _identified(command.person)
    item = _bookable_item(state, command.item)
    slot = _slot_of(state, item, command.start, now)
    booked = len(state.diary.booked_by(person))
    if booked >= state.hall.rules.appointments_per_person:
        raise RefusalError("too_many_appointments", booked=booked)
    _refuse_when_full(state, item, slot)
    if state.diary.find(command.code) is not None:
        raise RefusalError("busy")  # sent again, it gets another code
    return [
        events.AppointmentBooked(
            at=now,
            code=command.code,
            item=item.code,
            queue=item.queue,
            start=slot.start,
            end=slot.end,
            person=person,
        )
    ]


def move_appointment(state: HallState, command: commands.MoveAppointment, now: datetime) -> list[Event]:
    appointment = _still_booked(_appointment_of(state, command.code))
    item = _bookable_item(state, appointment.item)
    slot = _slot_of(state, item, command.start, now)
    _refuse_when_full(state, item, slot, besides=appointment.code)
    return [events.AppointmentMoved(at=now, code=appointment.code, start=slot.start, end=slot.end)]


def cancel_appointment(state: HallState, command: commands.CancelAppointment, now: datetime) -> list[Event]:
    appointment = _still_booked(_appointment_of(state, command.code))
    return [events.AppointmentCancelled(at=now, code=appointment.code)]


def check_in(state: HallState, command: commands.CheckIn, now: datetime) -> list[Event]:
    """A ticket whose waiting counts from the booked time. Neither opening hours nor quotas are asked again."""
    appointment = _to_check_in(state, command, now)
    _refuse_unless_its_time(state, appointment, now)
    queue = state.hall.queues.get(appointment.queue)
    if queue is None:
        raise RefusalError("unknown_queue", queue=appointment.queue)
    count = state.counters.get(queue.id, 0) + 1
    return [
        events.TicketIssued(
            at=now,
            ticket=command.ticket,
            number=number(queue.prefix, count),
            count=count,
            queue=queue.id,
            priority=APPOINTMENT,
            origin="appointment",
            item=appointment.item,
            person=appointment.person,
            since=appointment.start,
            **foretold(state, queue.id, APPOINTMENT, appointment.start, now),
        ),
        events.AppointmentCheckedIn(at=now, code=appointment.code, ticket=command.ticket),
    ]


def _identified(person: str | None) -> str:
    if person is None:
        raise RefusalError("invalid_command", reason="an appointment is for somebody with an identity")
    return person


def _bookable_item(state: HallState, code: str) -> Item:
    item = state.hall.items.get(code)
    if item is None:
        raise RefusalError("unknown_item", item=code)
    if item.bookable is None:
        raise RefusalError("invalid_command", reason=f"item {code} cannot be booked")
    return item


def _slot_of(state: HallState, item: Item, start: datetime, now: datetime) -> Slot:
    """The item's slot that begins at ``start``."""
    if start <= now:
        raise RefusalError("invalid_command", reason="start is not in the future")
    if start >= booking_ends(state.hall, now):
        raise RefusalError("invalid_command", reason="start is too far ahead", days=state.hall.rules.book_ahead_days)
    for slot in slots_to_book(state.hall, item, state.hall.day(start), now):
        if slot.start == start:
            return slot
    raise RefusalError("invalid_command", reason=f"item {item.code} has no slot that begins at start")


def _refuse_when_full(state: HallState, item: Item, slot: Slot, besides: str | None = None) -> None:
    if not free_places(state.hall, state.diary, item, slot.start, besides):
        raise RefusalError("slot_taken", start=state.hall.local(slot.start).isoformat())


def _appointment_of(state: HallState, code: str) -> Appointment:
    appointment = state.diary.find(code)
    if appointment is None:
        raise RefusalError("unknown_appointment", appointment=code)
    return appointment


def _still_booked(appointment: Appointment) -> Appointment:
    if not appointment.is_booked:
        raise RefusalError("wrong_state", appointment=appointment.state.value)
    return appointment


def _to_check_in(state: HallState, command: commands.CheckIn, now: datetime) -> Appointment:
    if command.code is not None:
        appointment = _appointment_of(state, command.code)
        if command.person not in (None, appointment.person):
            raise RefusalError("unknown_appointment", appointment=command.code)
        return appointment
    return _nearest(state, _identified(command.person), now)


def _nearest(state: HallState, person: str, now: datetime) -> Appointment:
    """The person's appointment that can be checked in now; else the nearest of today says why not."""
    hall = state.hall
    kept = [each for each in state.diary.of(person) if each.state is not AppointmentState.CANCELLED]
    its_time = [each for each in kept if each.is_booked and check_in_window(hall, each).includes(now)]
    of_today = [each for each in kept if hall.day(each.start) == hall.day(now)]
    nearest = min(its_time or of_today, key=lambda each: abs(each.start - now), default=None)
    if nearest is None:
        raise RefusalError("unknown_appointment")
    return nearest


def _refuse_unless_its_time(state: HallState, appointment: Appointment, now: datetime) -> None:
    opens, closes = (state.hall.local(moment) for moment in check_in_window(state.hall, appointment))
    match appointment.state:
        case AppointmentState.CHECKED_IN:
            ticket = state.tickets.get(appointment.ticket or "")
            details = {"number": ticket.number} if ticket else {}
            raise RefusalError("already_checked_in", ticket=appointment.ticket, **details)
        case AppointmentState.CANCELLED:
            raise RefusalError("wrong_state", appointment=appointment.state.value)
        case AppointmentState.MISSED:
            raise RefusalError("too_late", until=closes.isoformat())
        case AppointmentState.BOOKED if now < opens:
            raise RefusalError("too_early", **{"from": opens.isoformat()})
