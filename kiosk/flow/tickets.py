"""Tickets that were taken before: where they stand, giving them up, rating the visit."""

from datetime import datetime

from kiosk.flow import inputs as given_by
from kiosk.flow.asking import ask
from kiosk.flow.pages import MyTickets, OneTicket, Rate, Sure
from kiosk.flow.session import Session, onward
from kiosk.flow.steps import Step, Table
from queue_server.contract.commands import CancelTicket, RateService
from queue_server.contract.views import Ticket

WORST, BEST = 1, 5

MAY_BE_CANCELLED = ("waiting", "parked", "missed")


def may_cancel(page: OneTicket) -> bool:
    """Whose the ticket is, and who has not been called."""
    return page.mine and page.ticket.state in MAY_BE_CANCELLED


def may_rate(page: OneTicket) -> bool:
    return page.mine and page.ticket.state == "finished"


def last_visit(tickets: tuple[Ticket, ...]) -> Ticket | None:
    """The newest ticket whose service is over; they come newest first."""
    return next((ticket for ticket in tickets if ticket.state == "finished"), None)


def _open(session: Session, page: MyTickets, given: given_by.TicketTouched, _now: datetime, _id: str) -> Step:
    one = next((each for each in page.found if each.id == given.ticket), None)
    return (onward(session, OneTicket(one, mine=True)), ()) if one else (session, ())


def _cancel(session: Session, page: OneTicket, _given: object, _now: datetime, _id: str) -> Step:
    if not may_cancel(page):
        return session, ()
    return onward(session, Sure(CancelTicket(ticket=page.ticket.id), page.ticket.number)), ()


def _rate(session: Session, page: OneTicket, _given: object, _now: datetime, _id: str) -> Step:
    return (onward(session, Rate(page.ticket)), ()) if may_rate(page) else (session, ())


def _score(session: Session, page: Rate, given: given_by.ScoreTouched, now: datetime, fresh_id: str) -> Step:
    if not WORST <= given.score <= BEST:
        return session, ()
    return ask(session, RateService(ticket=page.ticket.id, score=given.score), now, fresh_id)


TABLE: Table = {
    (MyTickets, given_by.TicketTouched): _open,
    (OneTicket, given_by.CancelTouched): _cancel,
    (OneTicket, given_by.RateTouched): _rate,
    (Rate, given_by.ScoreTouched): _score,
}
