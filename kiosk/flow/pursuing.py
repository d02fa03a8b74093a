"""From a wish to the next page: who somebody is, is asked only where it is needed, and only once."""

from dataclasses import replace
from datetime import datetime

from kiosk.flow.asking import ask
from kiosk.flow.errands import Errand, ReadSpace
from kiosk.flow.pages import (
    ChooseBookable,
    ChooseQueue,
    Closed,
    ConfirmBooking,
    Enquiries,
    FindBy,
    Identify,
    Typing,
    Welcome,
)
from kiosk.flow.priorities import confirm_page
from kiosk.flow.session import Session, on_page, onward
from kiosk.flow.steps import Step
from kiosk.flow.wish import Goal, Wish
from queue_server.contract.case_commands import CaseState, FindCases
from queue_server.contract.commands import (
    CheckIn,
    CommandData,
    FindAppointments,
    FindTickets,
    Holder,
    IdType,
    ListSlots,
)

OF_A_PERSON = (Goal.TAKE, Goal.CHECK_IN, Goal.TICKET, Goal.APPOINTMENTS, Goal.RATE, Goal.APPLY)
BY_CARD = (Goal.CASES, Goal.COLLECT, Goal.SPACE)
"""What is shown and given to nobody but whoever has the card; a code of its own does for the first two."""

MOST_CASES = 30
"""The newest: whoever looks for an older one has its code."""

UNFINISHED: tuple[CaseState, ...] = ("draft", "supplement")
"""Cases with which it is the person's turn."""


def pursue(session: Session, wish: Wish, now: datetime, fresh_id: str) -> Step:
    """Begin with a wish, on this page."""
    session = replace(session, wish=wish)
    if wish.goal is Goal.TAKE and session.around.hall is not None and not session.around.hall.open:
        return onward(session, Closed()), ()
    if wish.goal in OF_A_PERSON and session.person is None:
        return onward(session, Identify()), ()
    if wish.goal in BY_CARD and not proven(session):
        return onward(replace(session, person=None), Identify()), ()
    return go_on(session, now, fresh_id)


def go_on(session: Session, now: datetime, fresh_id: str) -> Step:
    """Go on with the wish: what could be known of the person is known."""
    wish = session.wish or Wish(Goal.TAKE)
    match wish.goal:
        case Goal.FIND:
            return onward(session, FindBy()), ()
        case Goal.ENQUIRE:
            return onward(session, Enquiries()), ()
        case Goal.TAKE:
            return _take(session, wish, now), ()
        case Goal.BOOK:
            return _book(session, wish, now, fresh_id)
        case _:
            return _ask_of_person(session, wish, now, fresh_id)


def proven(session: Session) -> bool:
    """Whether somebody showed a card, and not only a number."""
    return session.person is not None and session.person.proven


def known(session: Session, now: datetime, fresh_id: str) -> Step:
    """Somebody has said who they are, or that nobody needs to know: the pages that asked for it are left behind."""
    pages = (*session.trail, session.page)
    while len(pages) > 1 and isinstance(pages[-1], Identify | Typing | Welcome):
        pages = pages[:-1]
    session = replace(on_page(session, pages[-1]), trail=pages[:-1])
    if isinstance(session.page, ConfirmBooking):
        return session, ()
    return go_on(session, now, fresh_id)


def _take(session: Session, wish: Wish, now: datetime) -> Session:
    item = session.around.item(wish.item)
    queue = session.around.queue(wish.queue or (item.queue if item else ""))
    if queue is None:
        return onward(session, ChooseQueue())
    if queue.identity == "required" and session.person is None:
        return onward(replace(session, wish=replace(wish, queue=queue.queue)), Identify())
    return onward(session, confirm_page(session, queue.queue, wish.item, now))


def _book(session: Session, wish: Wish, now: datetime, fresh_id: str) -> Step:
    item = session.around.item(wish.item)
    if item is None or not item.bookable:
        return onward(session, ChooseBookable()), ()
    return ask(session, ListSlots(item=item.code, date=session.local(now).date()), now, fresh_id)


def _ask_of_person(session: Session, wish: Wish, now: datetime, fresh_id: str) -> Step:
    holder = session.holder
    if holder is None or holder.id_type is IdType.NONE:
        return onward(session, Identify()), ()
    if wish.goal is Goal.APPLY:
        return ask(session, FindCases(holder=holder, item=wish.item, states=UNFINISHED), now, fresh_id)
    return ask(session, _question(wish.goal, holder), now, fresh_id)


def _question(goal: Goal, holder: Holder) -> CommandData | Errand:
    match goal:
        case Goal.CASES:
            return FindCases(holder=holder, limit=MOST_CASES)
        case Goal.COLLECT:
            return FindCases(holder=holder, states=("ready",), limit=MOST_CASES)
        case Goal.SPACE:
            return ReadSpace(holder)
        case Goal.CHECK_IN:
            return CheckIn(holder=holder)
        case Goal.APPOINTMENTS:
            return FindAppointments(holder=holder)
        case _:
            return FindTickets(holder=holder)
