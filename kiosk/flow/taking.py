"""Taking a ticket: which queue, with which priority, yes."""

from dataclasses import replace
from datetime import datetime

from kiosk.flow import inputs as given_by
from kiosk.flow.identifying import open_phone
from kiosk.flow.issuing import ask_for_ticket, give_up
from kiosk.flow.pages import ChoosePriority, ChooseQueue, Closed, Confirm, Done, Identify, Sending
from kiosk.flow.printing import begin_printing, may_print_again
from kiosk.flow.priorities import chosen, confirm_page, open_choice
from kiosk.flow.pursuing import pursue
from kiosk.flow.session import Session, onward
from kiosk.flow.steps import Step, Table
from kiosk.flow.wish import Goal, Wish
from queue_server.contract.commands import IssueTicket


def _queue_touched(session: Session, _page: ChooseQueue, given: given_by.QueueTouched, now: datetime, _id: str) -> Step:
    queue = session.around.queue(given.queue)
    if queue is None or not queue.open or not session.around.gives(given.queue):
        return session, ()
    session = replace(session, wish=Wish(Goal.TAKE, queue=queue.queue))
    if queue.identity == "required" and session.person is None:
        return onward(session, Identify()), ()
    return onward(session, confirm_page(session, queue.queue, None, now)), ()


def _confirmed(session: Session, page: Confirm, _given: object, now: datetime, fresh_id: str) -> Step:
    case = session.wish.case if session.wish else None
    wanted = IssueTicket(queue=page.queue, item=page.item, priority=page.priority, holder=session.holder, case=case)
    return ask_for_ticket(session, wanted, now, fresh_id)


def _priority_touched(session: Session, page: Confirm, _given: object, now: datetime, _id: str) -> Step:
    return open_choice(session, page, now), ()


def _priority_chosen(
    session: Session, page: ChoosePriority, given: given_by.PriorityChosen, now: datetime, _id: str
) -> Step:
    return chosen(session, page, given, now), ()


def _print_again(session: Session, page: Done, _given: object, _now: datetime, _id: str) -> Step:
    if not may_print_again(page):
        return session, ()
    return begin_printing(session, page.command_id, page.ticket, page.attempt + 1)


def _given_up(session: Session, page: Sending, _given: object, _now: datetime, _id: str) -> Step:
    return give_up(session, page)


def _another_time(session: Session, _page: Closed, _given: object, now: datetime, fresh_id: str) -> Step:
    """The counters are closed: the next free appointment, for the item that was wanted where one was."""
    if not session.around.bookable:
        return session, ()
    return pursue(session, Wish(Goal.BOOK, item=session.wish.item if session.wish else None), now, fresh_id)


TABLE: Table = {
    (ChooseQueue, given_by.QueueTouched): _queue_touched,
    (Confirm, given_by.ConfirmTouched): _confirmed,
    (Confirm, given_by.PriorityTouched): _priority_touched,
    (Confirm, given_by.TypeTouched): open_phone,
    (ChoosePriority, given_by.PriorityChosen): _priority_chosen,
    (Sending, given_by.BackTouched): _given_up,
    (Sending, given_by.HomeTouched): _given_up,
    (Done, given_by.AgainTouched): _print_again,
    (Closed, given_by.InsteadTouched): _another_time,
}
