"""Appointments: a time is chosen, booked, moved, given up; and its slip of paper."""

from dataclasses import replace
from datetime import datetime, timedelta

from kiosk.flow import inputs as given_by
from kiosk.flow.asking import ask
from kiosk.flow.effects import PrintSheet, SheetJob
from kiosk.flow.identifying import open_phone
from kiosk.flow.pages import (
    Booked,
    ChooseBookable,
    ChooseSlot,
    ConfirmBooking,
    Enquiries,
    Identify,
    MyAppointments,
    OneAppointment,
    Sure,
)
from kiosk.flow.pursuing import pursue
from kiosk.flow.session import Session, on_page, onward
from kiosk.flow.shades import Paper
from kiosk.flow.steps import Step, Table
from kiosk.flow.wish import Goal, Wish
from queue_server.contract.commands import (
    BookAppointment,
    CancelAppointment,
    CheckIn,
    ListSlots,
    MoveAppointment,
)

OFFERED = (Goal.TICKET, Goal.CASES, Goal.COLLECT, Goal.BOOK, Goal.APPOINTMENTS, Goal.RATE, Goal.SPACE)
"""What the enquiries lead to."""


def offered(session: Session) -> tuple[Goal, ...]:
    """What of it is there at this terminal."""
    there = {Goal.COLLECT: session.around.collects, Goal.SPACE: session.around.cases}
    return tuple(goal for goal in OFFERED if there.get(goal, True))


def _enquire(session: Session, _page: Enquiries, given: given_by.GoalChosen, now: datetime, fresh_id: str) -> Step:
    return pursue(session, Wish(given.goal), now, fresh_id) if given.goal in offered(session) else (session, ())


def _item(session: Session, _page: ChooseBookable, given: given_by.ItemTouched, now: datetime, fresh_id: str) -> Step:
    item = session.around.item(given.item)
    if item is None or not item.bookable:
        return session, ()
    return pursue(session, Wish(Goal.BOOK, item=item.code), now, fresh_id)


def _later_day(session: Session, page: ChooseSlot, given: given_by.DayTurned, now: datetime, fresh_id: str) -> Step:
    """Forward only: back leads to the day before."""
    if given.by != 1:
        return session, ()
    return ask(session, ListSlots(item=page.item, date=page.day + timedelta(days=1)), now, fresh_id)


def _slot(session: Session, page: ChooseSlot, given: given_by.SlotTouched, _now: datetime, _id: str) -> Step:
    slot = next((slot for slot in page.slots if slot.start == given.start), None)
    return (onward(session, ConfirmBooking(page.item, slot)), ()) if slot else (session, ())


def _confirmed(session: Session, page: ConfirmBooking, _given: object, now: datetime, fresh_id: str) -> Step:
    moving = session.wish.moving if session.wish else None
    if moving is not None:
        return ask(session, MoveAppointment(code=moving, start=page.slot.start), now, fresh_id)
    if session.person is None or session.holder is None:
        return onward(session, Identify()), ()
    return ask(session, BookAppointment(item=page.item, start=page.slot.start, holder=session.holder), now, fresh_id)


def _open(session: Session, page: MyAppointments, given: given_by.AppointmentTouched, _now: datetime, _id: str) -> Step:
    one = next((each for each in page.found if each.code == given.code), None)
    return (onward(session, OneAppointment(one)), ()) if one else (session, ())


def _check_in(session: Session, page: OneAppointment, _given: object, now: datetime, fresh_id: str) -> Step:
    if page.appointment.state != "booked":
        return session, ()
    return ask(session, CheckIn(code=page.appointment.code), now, fresh_id)


def _move(session: Session, page: OneAppointment, _given: object, now: datetime, fresh_id: str) -> Step:
    if page.appointment.state != "booked":
        return session, ()
    return pursue(session, Wish(Goal.BOOK, item=page.appointment.item, moving=page.appointment.code), now, fresh_id)


def _cancel(session: Session, page: OneAppointment, _given: object, _now: datetime, _id: str) -> Step:
    if page.appointment.state != "booked":
        return session, ()
    when = session.local(page.appointment.start)
    return onward(session, Sure(CancelAppointment(code=page.appointment.code), f"{when:%Y-%m-%d %H:%M}")), ()


def _sure(session: Session, page: Sure, _given: object, now: datetime, fresh_id: str) -> Step:
    return ask(session, page.command, now, fresh_id)


def _print(session: Session, page: Booked, _given: object, _now: datetime, fresh_id: str) -> Step:
    if page.paper is Paper.PRINTING:
        return session, ()
    hall = session.around.hall.name if session.around.hall else {"zh": ""}
    item = session.around.item(page.appointment.item)
    service = item.name if item else {"zh": page.appointment.item}
    job = SheetJob(fresh_id, page.appointment, hall, service, session.language)
    return on_page(session, replace(page, paper=Paper.PRINTING)), (PrintSheet(job),)


TABLE: Table = {
    (Enquiries, given_by.GoalChosen): _enquire,
    (ChooseBookable, given_by.ItemTouched): _item,
    (ChooseSlot, given_by.DayTurned): _later_day,
    (ChooseSlot, given_by.SlotTouched): _slot,
    (ConfirmBooking, given_by.ConfirmTouched): _confirmed,
    (ConfirmBooking, given_by.TypeTouched): open_phone,
    (MyAppointments, given_by.AppointmentTouched): _open,
    (OneAppointment, given_by.CheckInTouched): _check_in,
    (OneAppointment, given_by.MoveTouched): _move,
    (OneAppointment, given_by.CancelTouched): _cancel,
    (Sure, given_by.ConfirmTouched): _sure,
    (Booked, given_by.PrintTouched): _print,
}
