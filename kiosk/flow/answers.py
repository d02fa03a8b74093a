"""What follows from each answer of the hall, for who waits for it, and what is undone where nobody does."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from kiosk.flow import applying, collecting, following, own_data, submitting
from kiosk.flow.asking import ask_again, awaited
from kiosk.flow.effects import Send
from kiosk.flow.errands import AnswersRead, Errand, ReadAnswers, ReadSpace
from kiosk.flow.identifying import credential_read
from kiosk.flow.inputs import Answered
from kiosk.flow.issuing import derived_id
from kiosk.flow.pages import (
    Booked,
    ChooseSlot,
    MyAppointments,
    MyTickets,
    OneAppointment,
    OneTicket,
    Page,
    Problem,
    Rate,
    Said,
)
from kiosk.flow.printing import begin_printing
from kiosk.flow.session import Session, on_page
from kiosk.flow.shades import News
from kiosk.flow.steps import Step
from kiosk.flow.tickets import last_visit
from kiosk.flow.wish import Goal, Wish
from queue_server.contract.case_commands import (
    DeleteSpace,
    FindCases,
    GetCase,
    OpenLocker,
    SaveSpace,
    SubmitCase,
    WithdrawCase,
)
from queue_server.contract.case_views import CaseReply, CasesReply, DoorReply, SpaceReply
from queue_server.contract.commands import (
    BookAppointment,
    CancelAppointment,
    CancelTicket,
    CheckIn,
    CommandData,
    FindAppointments,
    FindTickets,
    GetTicket,
    ListSlots,
    MoveAppointment,
    RateService,
    ReadCredential,
)
from queue_server.contract.envelope import Command
from queue_server.contract.holders import IdentityReply
from queue_server.contract.views import (
    AppointmentReply,
    AppointmentsReply,
    SlotsReply,
    TicketReply,
    TicketsReply,
)

DAYS_LOOKED_AT = 14
"""Who finds no free time within two weeks is better helped by a person."""


def answered(session: Session, given: Answered, now: datetime, fresh_id: str) -> Step:
    asked = awaited(session, given)
    if asked is None:
        return _nobody_waits(session, given, now, fresh_id)
    applies = session.wish is not None and session.wish.goal is Goal.APPLY
    if applies and (expected := applying.ANSWERS.get(type(asked))):
        model, follows = expected
        if not isinstance(given.data, model):
            return on_page(session, Problem("reply_not_understood")), ()
        return follows(session, asked, given, now, fresh_id)
    if not isinstance(given.data, _READS.get(type(asked), type(None))):
        return on_page(session, Problem("reply_not_understood")), ()
    return _ANSWERS[type(asked)](session, asked, given, now, fresh_id)


def _nobody_waits(session: Session, given: Answered, now: datetime, fresh_id: str) -> Step:
    """A booking that nobody knows of would keep somebody else's time; a door that nobody waits at stays shut. What was
    handed in can be changed no more, also by who went back before the answer came.
    """
    if given.asked is ReadAnswers:
        return following.note_came(session, given), ()
    if given.asked is SubmitCase and isinstance(given.data, CaseReply):
        return submitting.submitted(session, given.data.case, now, fresh_id)
    if given.asked is OpenLocker and isinstance(given.data, DoorReply):
        return collecting.door_unwanted(session, given.data, given.command_id, now)
    if given.asked is not BookAppointment or not isinstance(given.data, AppointmentReply):
        return session, ()
    page = session.page
    if isinstance(page, Booked) and page.appointment.code == given.data.appointment.code:
        return session, ()
    data = CancelAppointment(code=given.data.appointment.code)
    return session, (Send(Command(id=derived_id(given.command_id, "cancel"), sent_at=now, data=data)),)


_Answer = Callable[[Session, Any, Answered, datetime, str], Step]


def _shown(page: Page, session: Session) -> Step:
    return on_page(session, page), ()


def _checked_in(session: Session, _asked: CheckIn, given: Answered, _now: datetime, _id: str) -> Step:
    assert isinstance(given.data, TicketReply)  # noqa: S101 - see answered()
    return begin_printing(session, given.command_id, given.data.ticket, attempt=1)


def _identified(session: Session, _asked: ReadCredential, given: Answered, now: datetime, fresh_id: str) -> Step:
    assert isinstance(given.data, IdentityReply)  # noqa: S101 - see answered()
    return credential_read(session, given.data.holder, now, fresh_id)


def _tickets(session: Session, _asked: FindTickets, given: Answered, _now: datetime, _id: str) -> Step:
    assert isinstance(given.data, TicketsReply)  # noqa: S101 - see answered()
    found = given.data.tickets
    if session.wish is not None and session.wish.goal is Goal.RATE:
        visit = last_visit(found)
        return _shown(Rate(visit) if visit else Problem("nothing_to_rate"), session)
    if not found:
        return _shown(Problem("no_tickets", instead=Wish(Goal.TAKE)), session)
    return _shown(OneTicket(found[0], mine=True) if len(found) == 1 else MyTickets(found), session)


def _ticket(session: Session, asked: GetTicket, given: Answered, _now: datetime, _id: str) -> Step:
    assert isinstance(given.data, TicketReply)  # noqa: S101 - see answered()
    ticket = given.data.ticket
    mine = asked.ticket == ticket.id != ticket.number
    if mine and ticket.state == "finished" and session.wish and session.wish.goal is Goal.RATE:
        return _shown(Rate(ticket), session)
    return _shown(OneTicket(ticket, mine), session)


def _appointments(session: Session, _asked: FindAppointments, given: Answered, _now: datetime, _id: str) -> Step:
    assert isinstance(given.data, AppointmentsReply)  # noqa: S101 - see answered()
    found = given.data.appointments
    if not found:
        instead = Wish(Goal.BOOK) if session.around.bookable else None
        return _shown(Problem("no_appointments", instead=instead), session)
    return _shown(OneAppointment(found[0]) if len(found) == 1 else MyAppointments(found), session)


def _slots(session: Session, asked: ListSlots, given: Answered, now: datetime, fresh_id: str) -> Step:
    """The first day that has room, from the one that was asked for."""
    assert isinstance(given.data, SlotsReply)  # noqa: S101 - see answered()
    free = tuple(slot for slot in given.data.slots if slot.free > 0)
    if free:
        return _shown(ChooseSlot(asked.item, asked.date, free), session)
    if asked.date >= session.local(now).date() + timedelta(days=DAYS_LOOKED_AT):
        return _shown(Problem("no_slots"), session)
    next_day = ListSlots(item=asked.item, date=asked.date + timedelta(days=1))
    return ask_again(session, next_day, now, fresh_id, earlier=())


def _booked(
    session: Session, asked: BookAppointment | MoveAppointment, given: Answered, _now: datetime, _id: str
) -> Step:
    assert isinstance(given.data, AppointmentReply)  # noqa: S101 - see answered()
    return _shown(Booked(given.data.appointment, moved=isinstance(asked, MoveAppointment)), session)


def _cases(session: Session, _asked: FindCases, given: Answered, _now: datetime, fresh_id: str) -> Step:
    assert isinstance(given.data, CasesReply)  # noqa: S101 - see answered()
    return following.found(session, given.data, fresh_id)


def _case(session: Session, _asked: GetCase, given: Answered, _now: datetime, _id: str) -> Step:
    assert isinstance(given.data, CaseReply)  # noqa: S101 - see answered()
    return following.told(session, given.data)


def _door(session: Session, _asked: OpenLocker, given: Answered, _now: datetime, _id: str) -> Step:
    assert isinstance(given.data, DoorReply)  # noqa: S101 - see answered()
    return collecting.door_granted(session, given.data, given.command_id)


def _space(session: Session, _asked: ReadSpace, given: Answered, _now: datetime, _id: str) -> Step:
    assert isinstance(given.data, AnswersRead)  # noqa: S101 - see answered()
    return own_data.shown(session, given.data.answers)


def _space_saved(session: Session, asked: SaveSpace, _given: Answered, _now: datetime, _id: str) -> Step:
    return own_data.saved(session, asked), ()


def _done(news: News) -> _Answer:
    return lambda session, _asked, _given, _now, _id: _shown(Said(news), session)


_READS: Mapping[type[CommandData | Errand], type] = {
    CheckIn: TicketReply,
    CancelTicket: TicketReply,
    GetTicket: TicketReply,
    FindTickets: TicketsReply,
    FindAppointments: AppointmentsReply,
    ListSlots: SlotsReply,
    BookAppointment: AppointmentReply,
    MoveAppointment: AppointmentReply,
    CancelAppointment: AppointmentReply,
    RateService: type(None),
    FindCases: CasesReply,
    GetCase: CaseReply,
    WithdrawCase: CaseReply,
    OpenLocker: DoorReply,
    ReadSpace: AnswersRead,
    SaveSpace: SpaceReply,
    DeleteSpace: SpaceReply,
    ReadCredential: IdentityReply,
}
"""What the answer to each command and errand says."""

_ANSWERS: Mapping[type[CommandData | Errand], _Answer] = {
    CheckIn: _checked_in,
    FindTickets: _tickets,
    GetTicket: _ticket,
    FindAppointments: _appointments,
    ListSlots: _slots,
    BookAppointment: _booked,
    MoveAppointment: _booked,
    CancelTicket: _done(News.TICKET_CANCELLED),
    CancelAppointment: _done(News.APPOINTMENT_CANCELLED),
    RateService: _done(News.RATED),
    FindCases: _cases,
    GetCase: _case,
    WithdrawCase: _done(News.CASE_WITHDRAWN),
    OpenLocker: _door,
    ReadSpace: _space,
    SaveSpace: _space_saved,
    DeleteSpace: _done(News.SPACE_DELETED),
    ReadCredential: _identified,
}
