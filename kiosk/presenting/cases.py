"""How an application stands, in plain words: on the screen and on paper; and the door behind which its result lies."""

from collections.abc import Iterator
from datetime import date, datetime

from kiosk.flow.case_pages import AtDoor, DoorStage, MyCases, OneCase
from kiosk.flow.collecting import can_collect, lies_here
from kiosk.flow.effects import CaseSheet
from kiosk.flow.following import UNDECIDED, may_bring, may_go_on, may_take_to_counter, may_withdraw, sheet_of
from kiosk.flow.inputs import (
    AgainTouched,
    CancelTouched,
    CaseTouched,
    CollectTouched,
    GoalChosen,
    HomeTouched,
    InsteadTouched,
    PrintTouched,
)
from kiosk.flow.session import Session
from kiosk.flow.shades import Paper
from kiosk.flow.wish import Goal
from kiosk.presenting.common import Action, Choice, Facts, Menu, day_words, item_name, paper_said, phone_words
from kiosk.words import Speech
from queue_server.catalogue import Entry
from queue_server.contract.case_views import Case, LimitKind

NEXT_LIMIT: dict[str, LimitKind] = {
    "draft": "draft",
    "submitted": "accept",
    "supplement": "supplement",
    "accepted": "promised",
    "in_review": "promised",
    "ready": "collect",
}
"""Until when the next thing is to happen, by what a case waits for."""

REMIND_BELOW_S = 45.0
"""Of the minute that a door's page stays: who has not closed it by then is reminded."""


def my_cases(speech: Speech, session: Session, page: MyCases, now: datetime) -> Menu:
    today = session.local(now).date()
    choices = tuple(
        Choice(
            f"case:{each.code}",
            CaseTouched(each.case),
            item_name(speech, session.around, each.item),
            (speech(f"case.state.{each.state}"), *_until(speech, each, today)),
        )
        for each in page.found
    )
    return Menu("my-cases", speech("cases.title"), speech("cases.hint"), choices, sheet=page.sheet)


def _until(speech: Speech, case: Case, today: date) -> tuple[str, ...]:
    by = _next_day(case)
    return (speech("cases.until", day=day_words(speech, by, today)),) if by else ()


def _next_day(case: Case) -> date | None:
    kind = NEXT_LIMIT.get(case.state)
    return next((limit.due_on for limit in case.limits if limit.limit == kind), None)


def next_words(speech: Speech, case: Case, today: date) -> str:
    """What happens next, and until when where that is known."""
    key = f"case.next.{case.state}"
    if case.state == "approved" and not case.result:
        return speech("case.next.done")
    if case.state == "ready" and case.locker is None:
        return speech("case.next.counter")
    by = _next_day(case)
    return speech(key, day=day_words(speech, by, today)) if by else speech(f"{key}.undated")


def case_lines(speech: Speech, sheet: CaseSheet) -> Iterator[str]:
    """What happens next, why it came back, what is awaited: one thing a line."""
    case, today = sheet.case, sheet.at.date()
    if case.state == "ready" and sheet.place is not None:
        yield speech("case.place", locker=speech.text(sheet.place), compartment=case.compartment)
    yield next_words(speech, case, today)
    if case.overdue and case.state in ("submitted", "accepted", "in_review"):
        yield speech("case.overdue")
    for reason in sheet.reasons:
        yield speech("case.reason", reason=speech.text(reason))
    if sheet.note:
        yield speech("case.note", note=sheet.note)
    for paper in case.papers:
        name = paper_name(speech, sheet.entry, paper.paper)
        if paper.wanted:
            yield speech("case.wanted", paper=name)
        elif paper.broken:
            yield speech("case.broken", paper=name)
        elif paper.promised_on and case.ended_at is None:
            yield speech("case.promised", paper=name, day=day_words(speech, paper.promised_on, today))
    if case.state == "mailed" and case.courier:
        yield speech("case.courier", courier=case.courier, tracking=sheet.tracking or "").rstrip()


def handed_in_lines(speech: Speech, sheet: CaseSheet) -> Iterator[str]:
    """The papers that are there, each with its pages."""
    for paper in sheet.case.papers:
        if paper.pages:
            name = paper_name(speech, sheet.entry, paper.paper)
            yield speech("paper.pages", paper=name, pages=len(paper.pages))


def case_title(speech: Speech, sheet: CaseSheet) -> str:
    """What a paper about it is: a receipt until it is decided, then its result."""
    return speech("paper.case" if sheet.case.state in UNDECIDED else "paper.case_result")


def paper_name(speech: Speech, entry: Entry | None, kind: str) -> str:
    papers = entry.application.papers if entry and entry.application else ()
    return next((speech.text(paper.name) for paper in papers if paper.kind == kind), kind)


def one_case(speech: Speech, session: Session, page: OneCase, now: datetime) -> Facts:
    case = page.case
    lines = [*case_lines(speech, sheet_of(session, page, now)), speech("case.code", code=case.code)]
    attention = paper_said(speech, page.paper)
    if not attention and lies_here(session, case) and not session.around.locker_works:
        attention = speech("case.locker_away")
    elif not attention and not page.mine and case.ended_at is None:
        attention = speech("case.not_shown")
    return Facts(
        name="one-case",
        title=item_name(speech, session.around, case.item),
        subject=speech(f"case.state.{case.state}"),
        lines=tuple(lines),
        attention=attention,
        actions=_actions(speech, session, page),
        sheet=page.sheet,
    )


def _actions(speech: Speech, session: Session, page: OneCase) -> tuple[Action, ...]:
    actions = []
    if can_collect(session, page):
        words = speech("case.collect", compartment=page.case.compartment)
        actions.append(Action("collect", CollectTouched(), words, primary=True))
    if may_go_on(session, page):
        words = speech(f"case.go_on.{page.case.state}")
        actions.append(Action("go-on", GoalChosen(Goal.APPLY), words, primary=True))
    if may_bring(session, page):
        actions.append(Action("go-on", GoalChosen(Goal.APPLY), speech("case.go_on.promised"), primary=True))
    if may_take_to_counter(session, page):
        ready = page.case.state == "ready"
        words = speech("case.counter.ready" if ready else "case.counter")
        actions.append(Action("counter", GoalChosen(Goal.TAKE), words, primary=ready))
    if page.paper is not Paper.PRINTING:
        actions.append(Action("print", PrintTouched(), speech("case.print")))
    if may_withdraw(page):
        actions.append(Action("withdraw", CancelTouched(), speech("case.withdraw")))
    return tuple(actions)


def at_door(speech: Speech, session: Session, page: AtDoor, _now: datetime) -> Facts:
    stage = page.stage.value
    still_open = page.stage is DoorStage.OPEN and (session.left_s or 0) < REMIND_BELOW_S
    failed = page.stage in (DoorStage.SHUT, DoorStage.AWAY)
    attention = "door.still_open" if still_open else f"door.{stage}.now" if failed else ""
    body = "door.no_answer.body" if page.stage is DoorStage.STUCK and not page.shut else f"door.{stage}.body"
    lines = [speech(body, compartment=page.job.compartment)]
    if failed:
        lines.append(phone_words(speech, session.around))
    return Facts(
        name="at-door",
        title=speech(f"door.{stage}.title", compartment=page.job.compartment),
        subject="",
        number=str(page.job.compartment),
        lines=tuple(filter(None, lines)),
        attention=speech(attention, compartment=page.job.compartment) if attention else "",
        actions=_door_actions(speech, page),
    )


def _door_actions(speech: Speech, page: AtDoor) -> tuple[Action, ...]:
    if page.stage is DoorStage.OPENING:
        return ()
    if page.stage is DoorStage.STUCK:
        return (
            Action("again", AgainTouched(), speech("door.again"), primary=True),
            Action("leave", HomeTouched(), speech("problem.leave")),
        )
    shut = page.stage is not DoorStage.OPEN  # as long as it stands open, closing it is what matters
    leave = Action("leave", HomeTouched(), speech("door.done"), primary=shut and not page.more)
    more = Action("more", InsteadTouched(), speech("door.more"), primary=shut)
    return (more, leave) if page.more else (leave,)
