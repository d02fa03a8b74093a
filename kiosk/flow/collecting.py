"""Collecting a result from the locker beside this terminal, and doors that staff open from afar.

A leave to open a door is used by this terminal alone and told with one report. Where its own sensor says that the door
stayed shut, whoever stands there may push it and try once more before that is told; a door that is told to be shut is
faulty, and opens for nobody but staff.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from kiosk.flow import inputs as given_by
from kiosk.flow.asking import ask
from kiosk.flow.case_pages import AtDoor, DoorStage, MyCases, OneCase
from kiosk.flow.effects import Effect, OpenDoor, ReportDoor, Send
from kiosk.flow.issuing import derived_id
from kiosk.flow.lockers import DoorJob, DoorWord, Opened
from kiosk.flow.pursuing import pursue
from kiosk.flow.session import Session, on_page
from kiosk.flow.steps import Step, Table
from kiosk.flow.wish import Goal, Wish
from queue_server.contract.case_commands import OpenLocker, ReportLocker
from queue_server.contract.case_views import Case, DoorReply
from queue_server.contract.envelope import Command

MOST_ATTEMPTS = 2
"""A door that sticks opens when it is pushed; one that does not open then needs a hand from inside."""

RELEASE_GOOD_FOR = timedelta(minutes=1)
"""Staff who release a door stand before it, or talk to whoever does. Later nobody may be there who takes care of what
lies behind it, so an old release is not carried out: neither one that an outage held back, nor one whose time cannot be
right.
"""

_STAGES = {
    DoorWord.OPEN: DoorStage.OPEN,
    DoorWord.SHUT: DoorStage.SHUT,
    DoorWord.AWAY: DoorStage.AWAY,
    DoorWord.UNKNOWN: DoorStage.UNKNOWN,
}


def can_collect(session: Session, page: OneCase) -> bool:
    """Whether its result lies behind a door of this terminal, and the locker is not known to fail."""
    return page.mine and lies_here(session, page.case) and session.around.locker_works


def lies_here(session: Session, case: Case) -> bool:
    return case.state == "ready" and case.compartment is not None and session.around.opens(case.locker)


def door_granted(session: Session, reply: DoorReply, command_id: str) -> Step:
    """The hall gave leave, and who asked for it still stands here."""
    job = _job(reply, command_id)
    return on_page(session, AtDoor(job, DoorStage.OPENING, more=_more(session, reply))), (OpenDoor(job),)


def door_unwanted(session: Session, reply: DoorReply, command_id: str, now: datetime) -> Step:
    """The leave came for somebody who has gone: the door stays shut."""
    return session, (Send(_report(_job(reply, command_id), "unknown", now)),)


def ended(session: Session, given: given_by.DoorEnded, now: datetime) -> Step:
    """What came of an order, whoever it was for."""
    page, job = session.page, given.job
    told = ReportDoor(job.id, _report(job, given.word.opened, now))
    if not isinstance(page, AtDoor) or page.job != job or page.stage is not DoorStage.OPENING:
        return session, (told,)
    if given.word in (DoorWord.SHUT, DoorWord.AWAY) and job.attempt < MOST_ATTEMPTS:
        return on_page(session, replace(page, stage=DoorStage.STUCK, shut=given.word is DoorWord.SHUT)), ()
    return on_page(session, replace(page, stage=_STAGES[given.word])), (told,)


def closed(session: Session, given: given_by.DoorClosed) -> Session:
    page = session.page
    if not isinstance(page, AtDoor) or page.job != given.job or page.stage is not DoorStage.OPEN:
        return session
    return on_page(session, replace(page, stage=DoorStage.CLOSED))


def given_up(before: Session, after: Session, now: datetime) -> tuple[Effect, ...]:
    """Who was asked to try once more has gone: the door is told as it is."""
    page = before.page
    if not isinstance(page, AtDoor) or page.stage is not DoorStage.STUCK or isinstance(after.page, AtDoor):
        return ()
    opened: Opened = "no" if page.shut else "unknown"
    return (ReportDoor(page.job.id, _report(page.job, opened, now)),)


def released(session: Session, given: given_by.DoorReleased, now: datetime) -> Step:
    """By staff, for a door of this terminal or another's."""
    if not session.around.opens(given.locker):
        return session, ()
    job = DoorJob(given.id, given.locker, given.compartment)
    if abs(now - given.at) > RELEASE_GOOD_FOR:
        return session, (ReportDoor(job.id, _report(job, "unknown", now)),)
    return session, (OpenDoor(job),)


def _job(reply: DoorReply, command_id: str) -> DoorJob:
    return DoorJob(derived_id(command_id, "door"), reply.locker, reply.compartment)


def _report(job: DoorJob, opened: Opened, now: datetime) -> Command:
    data = ReportLocker(locker=job.locker, compartment=job.compartment, opened=opened)
    return Command(id=job.id, sent_at=now, data=data)


def _more(session: Session, reply: DoorReply) -> bool:
    """Whether another result of the same person lies behind another door here."""
    found = [each for page in session.trail if isinstance(page, MyCases) for each in page.found]
    this = reply.case.case if reply.case else None
    return any(lies_here(session, each) and each.case != this for each in found)


def _collect(session: Session, page: OneCase, _given: object, now: datetime, fresh_id: str) -> Step:
    if session.holder is None or not can_collect(session, page):
        return session, ()
    return ask(session, OpenLocker(holder=session.holder, case=page.case.case), now, fresh_id)


def _again(session: Session, page: AtDoor, _given: object, _now: datetime, _id: str) -> Step:
    if page.stage is not DoorStage.STUCK:
        return session, ()
    job = replace(page.job, attempt=page.job.attempt + 1)
    return on_page(session, replace(page, job=job, stage=DoorStage.OPENING)), (OpenDoor(job),)


def _next(session: Session, page: AtDoor, _given: object, now: datetime, fresh_id: str) -> Step:
    if not page.more or page.stage in (DoorStage.OPENING, DoorStage.STUCK):
        return session, ()
    return pursue(replace(session, trail=()), Wish(Goal.COLLECT), now, fresh_id)


TABLE: Table = {
    (OneCase, given_by.CollectTouched): _collect,
    (AtDoor, given_by.AgainTouched): _again,
    (AtDoor, given_by.InsteadTouched): _next,
}
