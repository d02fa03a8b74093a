"""Pages that show one thing and what can be done with it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from kiosk.flow.apply_pages import AskConsent, OfferDraft
from kiosk.flow.case_pages import AtDoor, OneCase
from kiosk.flow.expecting import opens
from kiosk.flow.inputs import (
    BackTouched,
    CancelTouched,
    CheckInTouched,
    ConfirmTouched,
    GoalChosen,
    HomeTouched,
    InsteadTouched,
    MoveTouched,
    PrintTouched,
    PriorityTouched,
    RateTouched,
    TypeTouched,
)
from kiosk.flow.own_pages import OneAnswer
from kiosk.flow.pages import (
    Booked,
    Closed,
    Confirm,
    ConfirmBooking,
    Expected,
    OneAppointment,
    OneTicket,
    Page,
    Said,
    Sure,
)
from kiosk.flow.priorities import offered
from kiosk.flow.session import Session, Surroundings, possible
from kiosk.flow.shades import Paper
from kiosk.flow.tickets import may_cancel, may_rate
from kiosk.flow.typed import Typed
from kiosk.flow.wish import Goal
from kiosk.presenting import applying
from kiosk.presenting.cases import at_door, one_case
from kiosk.presenting.common import (
    Action,
    Facts,
    item_name,
    masked_phone,
    moment_words,
    opens_words,
    paper_said,
    person_words,
    printer_fails,
    service_name,
    waiting_time,
)
from kiosk.presenting.own_data import one_answer
from kiosk.words import Speech
from queue_server.contract.case_commands import DeleteSpace, SaveSpace, WithdrawCase
from queue_server.contract.commands import CancelAppointment, CancelTicket, CommandData
from queue_server.contract.views import QueueState


def facts_of(speech: Speech, session: Session, now: datetime) -> Facts:
    """For a page of :data:`FACTS`."""
    return FACTS[type(session.page)](speech, session, session.page, now)


def _confirm(speech: Speech, session: Session, page: Confirm, now: datetime) -> Facts:
    around = session.around
    queue = around.queue(page.queue)
    who = person_words(speech, session.person)
    priority = _priority_name(speech, session, page.priority)
    attention = "confirm.offline" if not around.line else "confirm.no_printer" if printer_fails(around) else ""
    lines = [
        _waiting_before(speech, around, queue),
        waiting_time(speech, queue.estimate if queue and around.line else None),
    ]
    if priority:
        lines.append(speech("confirm.priority", priority=priority))
    if session.phone:
        lines.append(speech("confirm.phone", phone=masked_phone(session.phone)))
    actions = [Action("confirm", ConfirmTouched(), speech("confirm.take"), primary=True)]
    actions += _phone_action(speech, session)
    if offered(session, now):
        actions.append(Action("priority", PriorityTouched(), speech("confirm.choose_priority")))
    return Facts(
        name="confirm",
        title=speech("confirm.person", name=who) if who else speech("confirm.nameless"),
        subject=service_name(speech, around, page.queue, page.item),
        lines=tuple(lines),
        attention=speech(attention) if attention else "",
        actions=tuple(actions),
    )


def _waiting_before(speech: Speech, around: Surroundings, queue: QueueState | None) -> str:
    if queue is None or not around.line:
        return speech("waiting.unknown")
    return speech("confirm.waiting", waiting=queue.waiting) if queue.waiting else speech("confirm.nobody")


def _priority_name(speech: Speech, session: Session, priority: str | None) -> str:
    offers = session.around.hall.priorities if session.around.hall else ()
    return next((speech.text(offer.name) for offer in offers if offer.id == priority), "")


def _phone_action(speech: Speech, session: Session) -> tuple[Action, ...]:
    """Where the hall sends SMS."""
    sends = session.around.hall is not None and session.around.hall.sms
    return (Action("phone", TypeTouched(Typed.PHONE), speech("confirm.sms")),) if sends else ()


def _closed(speech: Speech, session: Session, _page: Closed, now: datetime) -> Facts:
    actions = []
    if session.around.bookable:
        actions.append(Action("book", InsteadTouched(), speech("closed.book"), primary=True))
    if possible(session.around, Goal.FIND):
        actions.append(Action("find", GoalChosen(Goal.FIND), speech("closed.find"), primary=not actions))
    body = speech("closed.body" if session.around.bookable else "closed.body_nothing")
    return Facts(
        "closed",
        speech("start.closed.title"),
        opens_words(speech, session.around, now),
        (body,),
        actions=tuple(actions),
    )


def _confirm_booking(speech: Speech, session: Session, page: ConfirmBooking, now: datetime) -> Facts:
    moving = session.wish is not None and session.wish.moving is not None
    who = person_words(speech, session.person)
    lines = [moment_words(speech, session.local(page.slot.start), now)]
    if session.phone:
        lines.append(speech("confirm.phone", phone=masked_phone(session.phone)))
    take = "booking.move" if moving else "booking.book" if session.person else "booking.who"
    actions = [Action("confirm", ConfirmTouched(), speech(take), primary=True)]
    if not moving:
        actions += _phone_action(speech, session)
    return Facts(
        name="confirm-booking",
        title=speech("booking.person", name=who) if who else speech("booking.title"),
        subject=item_name(speech, session.around, page.item),
        lines=tuple(lines),
        attention="" if session.around.line else speech("line.lost"),
        actions=tuple(actions),
    )


def _booked(speech: Speech, session: Session, page: Booked, now: datetime) -> Facts:
    when = moment_words(speech, session.local(page.appointment.start), now)
    again = Action("print", PrintTouched(), speech("booked.print"))
    actions = [Action("leave", HomeTouched(), speech("problem.understood"), primary=True)]
    if page.paper is not Paper.PRINTING:
        actions.append(again)
    return Facts(
        name="booked",
        title=speech("booked.moved" if page.moved else "booked.title"),
        subject=when,
        lines=(
            item_name(speech, session.around, page.appointment.item),
            speech("booked.code", code=page.appointment.code),
            speech("booked.come"),
        ),
        attention=paper_said(speech, page.paper),
        actions=tuple(actions),
    )


def _appointment(speech: Speech, session: Session, page: OneAppointment, now: datetime) -> Facts:
    each = page.appointment
    booked = each.state == "booked"
    actions = (
        Action("check-in", CheckInTouched(), speech("appointment.check_in"), primary=True),
        Action("move", MoveTouched(), speech("appointment.move")),
        Action("cancel", CancelTouched(), speech("appointment.cancel")),
    )
    return Facts(
        name="one-appointment",
        title=speech(f"appointment.{each.state}"),
        subject=moment_words(speech, session.local(each.start), now),
        lines=(
            service_name(speech, session.around, each.queue, each.item),
            speech("booked.code", code=each.code),
        ),
        actions=actions if booked else (),
    )


def _expected(speech: Speech, session: Session, page: Expected, now: datetime) -> Facts:
    """Who comes too early is told from when, and may have something else done meanwhile."""
    each, who = page.appointment, person_words(speech, session.person)
    early = now < opens(each)
    goal = session.wish.goal if session.wish else Goal.TAKE
    check_in = Action("check-in", CheckInTouched(), speech("appointment.check_in"), primary=True)
    instead = Action("instead", InsteadTouched(), speech(f"expected.instead.{goal.value}"), primary=early)
    from_when = moment_words(speech, session.local(opens(each)), now)
    return Facts(
        name="expected",
        title=speech("expected.person", name=who) if who else speech("expected.title"),
        subject=moment_words(speech, session.local(each.start), now),
        lines=(service_name(speech, session.around, each.queue, each.item),),
        attention=speech("expected.early", moment=from_when) if early else "",
        actions=(instead,) if early else (check_in, instead),
    )


def _ticket(speech: Speech, session: Session, page: OneTicket, _now: datetime) -> Facts:
    ticket = page.ticket
    lines = [service_name(speech, session.around, ticket.queue, ticket.item)]
    if ticket.state == "waiting":
        lines.append(speech("done.ahead", ahead=ticket.ahead) if ticket.ahead else speech("done.nobody"))
        lines.append(waiting_time(speech, ticket.estimate))
    elif ticket.window and ticket.state in ("called", "serving"):
        lines.append(speech("done.window", window=ticket.window))
    actions = []
    if may_rate(page):
        actions.append(Action("rate", RateTouched(), speech("ticket.rate"), primary=True))
    if may_cancel(page):
        actions.append(Action("cancel", CancelTouched(), speech("ticket.cancel")))
    attention = "" if page.mine or ticket.state != "waiting" else speech("ticket.not_shown")
    return Facts(
        name="one-ticket",
        title=speech(f"ticket.state.{ticket.state}"),
        subject="",
        number=ticket.number,
        lines=tuple(lines),
        attention=attention,
        actions=tuple(actions),
    )


def _sure(speech: Speech, session: Session, page: Sure, _now: datetime) -> Facts:
    applies = session.wish is not None and session.wish.goal is Goal.APPLY
    kind = "draft" if applies else SURE[type(page.command)]
    return Facts(
        name="sure",
        title=speech(f"sure.{kind}.title"),
        subject=item_name(speech, session.around, page.name) if kind in ("case", "draft") else page.name,
        lines=(speech(f"sure.{kind}.body"),),
        actions=(
            Action("confirm", ConfirmTouched(), speech(f"sure.{kind}.yes"), primary=True),
            Action("keep", BackTouched(), speech(f"sure.{kind}.no")),
        ),
    )


def _said(speech: Speech, _session: Session, page: Said, _now: datetime) -> Facts:
    return Facts(
        name="said",
        title=speech("said.title"),
        subject=speech(f"said.{page.news.value}"),
        lines=(speech(f"said.{page.news.value}.body"),),
        actions=(Action("leave", HomeTouched(), speech("problem.understood"), primary=True),),
    )


SURE: Mapping[type[CommandData], str] = {
    CancelTicket: "ticket",
    CancelAppointment: "appointment",
    WithdrawCase: "case",
    SaveSpace: "answer",
    DeleteSpace: "space",
}
"""What is given up, by the command that does it."""

FACTS: Mapping[type[Page], Callable[[Speech, Session, Any, datetime], Facts]] = {
    Confirm: _confirm,
    Closed: _closed,
    ConfirmBooking: _confirm_booking,
    Booked: _booked,
    Expected: _expected,
    OneAppointment: _appointment,
    OneTicket: _ticket,
    Sure: _sure,
    Said: _said,
    OfferDraft: applying.offer_draft,
    AskConsent: applying.ask_consent,
    OneCase: one_case,
    AtDoor: at_door,
    OneAnswer: one_answer,
}
