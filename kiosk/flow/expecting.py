"""Who is recognised on the first page and has an appointment about now is offered the check-in before anything else.

Nobody is kept waiting for it: where no answer comes at once, the visit goes on as if there were no appointment.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from kiosk.flow import inputs as given_by
from kiosk.flow.asking import ask, command_of
from kiosk.flow.effects import Ask, Withdraw
from kiosk.flow.inputs import Answered, Refused
from kiosk.flow.pages import Expected, Page, Welcome
from kiosk.flow.pursuing import go_on, known
from kiosk.flow.session import Session, on_page, onward
from kiosk.flow.steps import Step, Table
from queue_server.contract.commands import CheckIn, FindAppointments
from queue_server.contract.views import Appointment, AppointmentsReply

NEAR = timedelta(hours=1)
"""So long before it can be checked in an appointment is spoken of: who comes earlier may well want something else."""


def welcome(session: Session, now: datetime, fresh_id: str) -> Step:
    """Ask whether this person is expected, where it can be asked; else go on with the wish."""
    if session.holder is None or not session.around.line or not session.around.bookable:
        return go_on(session, now, fresh_id)
    question = command_of(FindAppointments(holder=session.holder), now, fresh_id)
    return onward(session, Welcome(fresh_id)), (Ask(question),)


def is_about_welcome(page: Page, given: Answered | Refused) -> bool:
    return isinstance(page, Welcome) and page.command_id == given.command_id


def looked(session: Session, given: Answered | Refused, now: datetime, fresh_id: str) -> Step:
    """The answer to the question of :func:`welcome`."""
    found = given.data.appointments if isinstance(given, Answered) and isinstance(given.data, AppointmentsReply) else ()
    appointment = to_offer(found, now)
    if appointment is None:
        return known(session, now, fresh_id)
    return on_page(session, Expected(appointment)), ()


def nobody_answered(session: Session, page: Welcome, now: datetime, fresh_id: str) -> Step:
    after, effects = known(session, now, fresh_id)
    return after, (Withdraw((page.command_id,)), *effects)


def to_offer(found: Iterable[Appointment], now: datetime) -> Appointment | None:
    """The one whose time it is, or will soon be: first what can be checked in now, and of that the nearest."""
    near = [each for each in found if each.state == "booked" and opens(each) - NEAR <= now <= _closes(each)]
    return min(near, key=lambda each: (now < opens(each), abs(each.start - now)), default=None)


def opens(appointment: Appointment) -> datetime:
    """From when it can be checked in. A server that tells no rule has none that we could know of."""
    return appointment.check_in_from or appointment.start


def _closes(appointment: Appointment) -> datetime:
    return appointment.check_in_until or appointment.end


def _check_in(session: Session, page: Expected, _given: object, now: datetime, fresh_id: str) -> Step:
    if now < opens(page.appointment):
        return session, ()
    return ask(session, CheckIn(code=page.appointment.code), now, fresh_id)


def _something_else(session: Session, _page: Expected, _given: object, now: datetime, fresh_id: str) -> Step:
    return go_on(session, now, fresh_id)


TABLE: Table = {
    (Expected, given_by.CheckInTouched): _check_in,
    (Expected, given_by.InsteadTouched): _something_else,
}
