"""How somebody's applications stand: found by the card or by a code, looked at, withdrawn, printed."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from kiosk.flow import inputs as given_by
from kiosk.flow.apply_pages import OfferDraft, Papers
from kiosk.flow.asking import ask
from kiosk.flow.case_pages import MyCases, OneCase
from kiosk.flow.draft import begun
from kiosk.flow.effects import CaseSheet, Effect, Fetch, OpenGuide, PrintSheet, SheetJob
from kiosk.flow.errands import AnswersRead, ReadAnswers
from kiosk.flow.pages import Problem, Sure
from kiosk.flow.pursuing import pursue
from kiosk.flow.session import WELL, Session, on_page, onward
from kiosk.flow.shades import Paper
from kiosk.flow.steps import Step, Table
from kiosk.flow.wish import Goal, Wish
from queue_server.contract.case_commands import WithdrawCase
from queue_server.contract.case_views import Case, CaseReply, CasesReply

UNDECIDED = ("draft", "submitted", "supplement", "accepted", "in_review")
PERSONS_TURN = ("draft", "supplement")
OFFICES_TURN = ("submitted", "accepted", "in_review")


def may_withdraw(page: OneCase) -> bool:
    """Whose it is, until it is decided."""
    return page.mine and page.case.state in UNDECIDED


def may_go_on(session: Session, page: OneCase) -> bool:
    """Whether it is the person's turn, and it can be gone on with here."""
    applied_for = page.entry is not None and page.entry.application is not None
    return page.mine and page.case.state in PERSONS_TURN and applied_for and session.around.cases


def owed(case: Case) -> tuple[str, ...]:
    """The papers that were promised and are not there."""
    return tuple(each.paper for each in case.papers if (each.promised_on or each.broken) and not each.pages)


def may_bring(session: Session, page: OneCase) -> bool:
    """Whether a promised paper can be handed in here while the office works on the case."""
    applied_for = page.entry is not None and page.entry.application is not None
    possible = applied_for and session.around.cases and session.around.camera.status in WELL
    return page.mine and possible and page.case.state in OFFICES_TURN and bool(owed(page.case))


def may_take_to_counter(session: Session, page: OneCase) -> bool:
    """Whether a number helps: the office's clerk has the case before them when it is called.

    What can be gone on with here, or lies behind a door, needs no counter.
    """
    needed = page.case.state != "draft" and page.case.ended_at is None and page.case.compartment is None
    known_here = session.around.item(page.case.item) is not None
    return page.mine and needed and known_here and not may_go_on(session, page) and not may_bring(session, page)


def found(session: Session, reply: CasesReply, fresh_id: str) -> Step:
    """What is kept of whoever showed the card."""
    cases = reply.cases
    if not cases:
        if session.wish is not None and session.wish.goal is Goal.COLLECT:
            return on_page(session, Problem("nothing_to_collect", instead=Wish(Goal.CASES))), ()
        instead = Wish(Goal.SPACE) if session.around.cases else None
        return on_page(session, Problem("no_cases", instead=instead)), ()
    if len(cases) > 1:
        return on_page(session, MyCases(cases)), ()
    return _looked_at(session, cases[0], on_page, mine=True, fresh_id=fresh_id)


def told(session: Session, reply: CaseReply) -> Step:
    """The case of a code."""
    return _looked_at(session, reply.case, on_page, mine=False, fresh_id="")


def note_came(session: Session, given: given_by.Answered) -> Session:
    """What the office wrote to the person, where the case it belongs to is still looked at."""
    page = session.page
    if not isinstance(page, OneCase) or page.asked != given.command_id or not isinstance(given.data, AnswersRead):
        return session
    return replace(session, page=replace(page, note=given.data.note, tracking=given.data.tracking))


def case_address(session: Session, case: Case) -> str:
    """What a QR code of a case says: where a phone finds it, or its code where nobody knows that."""
    hall = session.around.hall
    return f"{hall.url}/c/{case.code}" if hall and hall.url else case.code


def sheet_of(session: Session, page: OneCase, now: datetime) -> CaseSheet:
    """All that is known of the case, in one value for screen and paper alike."""
    case, hall = page.case, session.around.hall
    words = hall.case_reasons if hall else {}
    locker = session.around.locker_of(case.locker)
    return CaseSheet(
        case,
        session.local(now),
        code=case_address(session, case),
        entry=page.entry,
        reasons=tuple(words.get(reason, {"zh": reason}) for reason in case.reasons),
        place=locker.name if locker else None,
        note=page.note,
        tracking=page.tracking,
    )


def _looked_at(session: Session, case: Case, go: Any, *, mine: bool, fresh_id: str) -> Step:
    effects: list[Effect] = [OpenGuide(case.item)]
    asked = None
    if mine and session.holder is not None and session.around.cases:
        asked = fresh_id
        effects.append(Fetch(fresh_id, ReadAnswers(case.case, session.holder)))
    return go(session, OneCase(case, mine, asked=asked)), tuple(effects)


def _open(session: Session, page: MyCases, given: given_by.CaseTouched, _now: datetime, fresh_id: str) -> Step:
    one = next((each for each in page.found if each.case == given.case), None)
    return _looked_at(session, one, onward, mine=True, fresh_id=fresh_id) if one else (session, ())


def _entry(session: Session, page: OneCase, given: given_by.GuideCame, _now: datetime, _id: str) -> Step:
    return replace(session, page=replace(page, entry=given.entry)), ()


def _withdraw(session: Session, page: OneCase, _given: object, _now: datetime, _id: str) -> Step:
    if not may_withdraw(page):
        return session, ()
    session = replace(session, wish=Wish(Goal.CASES))
    return onward(session, Sure(WithdrawCase(case=page.case.case, holder=session.holder), page.case.item)), ()


def _go_on(session: Session, page: OneCase, given: given_by.GoalChosen, now: datetime, fresh_id: str) -> Step:
    """To the pages of its application, as it was left, or with it to a counter."""
    if given.goal is Goal.TAKE and may_take_to_counter(session, page):
        return pursue(session, Wish(Goal.TAKE, item=page.case.item, case=page.case.case), now, fresh_id)
    if given.goal is Goal.APPLY and may_bring(session, page) and page.entry is not None:
        draft = replace(begun(page.entry, page.case), owed=owed(page.case))
        return onward(replace(session, draft=draft, wish=Wish(Goal.APPLY, item=page.case.item)), Papers()), ()
    holder = session.holder
    if given.goal is not Goal.APPLY or not may_go_on(session, page) or page.entry is None or holder is None:
        return session, ()
    session = replace(session, wish=Wish(Goal.APPLY, item=page.case.item))
    session = onward(session, OfferDraft(page.entry, page.case))
    return ask(session, ReadAnswers(page.case.case, holder), now, fresh_id)


def _print(session: Session, page: OneCase, _given: object, now: datetime, fresh_id: str) -> Step:
    if page.paper is Paper.PRINTING:
        return session, ()
    around = session.around
    item = around.item(page.case.item)
    service = item.name if item else page.entry.name if page.entry else {"zh": page.case.item}
    hall = around.hall.name if around.hall else {"zh": ""}
    job = SheetJob(fresh_id, sheet_of(session, page, now), hall, service, session.language)
    return on_page(session, replace(page, paper=Paper.PRINTING)), (PrintSheet(job),)


TABLE: Table = {
    (MyCases, given_by.CaseTouched): _open,
    (OneCase, given_by.GuideCame): _entry,
    (OneCase, given_by.CancelTouched): _withdraw,
    (OneCase, given_by.GoalChosen): _go_on,
    (OneCase, given_by.PrintTouched): _print,
}
