"""Handing it in: how the result comes, everything once more, what is missing in one go, the receipt."""

from dataclasses import replace
from datetime import datetime

from kiosk.flow import inputs as given_by
from kiosk.flow.apply_inputs import HandoverChosen, HandoverTouched, PaperTouched, QuestionTouched
from kiosk.flow.apply_pages import ChooseHandover, OnePaper, Papers, Review, Submitted
from kiosk.flow.asking import ask, refused
from kiosk.flow.draft import ADDRESS, Draft
from kiosk.flow.effects import CaseSheet, PrintSheet, SheetJob
from kiosk.flow.following import case_address
from kiosk.flow.questions import open_question
from kiosk.flow.session import Session, Surroundings, on_page, onward
from kiosk.flow.shades import Paper
from kiosk.flow.stages import after_handover, is_reviewing, review
from kiosk.flow.steps import Step, Table
from queue_server.contract.case_commands import Handover, SubmitCase
from queue_server.contract.case_views import Case


def handovers(around: Surroundings) -> tuple[Handover, ...]:
    """The ways in which a result comes to its person."""
    return ("counter", "locker", "courier") if around.lockers else ("counter", "courier")


def is_whole(draft: Draft) -> bool:
    """Whether nothing is missing, as far as the terminal knows."""
    return not (draft.blanks or draft.missing or draft.needs_handover)


def go_if_ready(session: Session, now: datetime, fresh_id: str) -> Step:
    """The last page has gone: what was to be handed in goes now."""
    page, draft = session.page, session.draft
    if not isinstance(page, Review) or not page.going or draft is None or draft.waiting:
        return session, ()
    return _hand_in(session, page, draft, now, fresh_id)


def submitted(session: Session, case: Case, now: datetime, fresh_id: str) -> Step:
    """Nothing is left to change: the draft is gone, and the receipt is printed."""
    draft = session.draft
    if draft is None or draft.case.case != case.case:
        return session, ()
    session = on_page(replace(session, draft=None), Submitted(draft.entry, case, Paper.PRINTING))
    return session, (PrintSheet(_receipt(session, Submitted(draft.entry, case), now, fresh_id)),)


def incomplete(session: Session, given: given_by.Refused) -> Session:
    """The hall misses something that the terminal did not: everything is shown once more, without what is missing."""
    told = given.error.details or {}
    draft = session.draft.lacking(told.get("papers", ()), told.get("answers", ())) if session.draft else None
    if draft is None or is_whole(draft):
        return refused(session, given)
    session, _ = review(replace(session, draft=draft))
    page = session.page
    return replace(session, page=replace(page, refused=True, going=False)) if isinstance(page, Review) else session


def _receipt(session: Session, page: Submitted, now: datetime, fresh_id: str) -> SheetJob:
    hall = session.around.hall.name if session.around.hall else {"zh": ""}
    sheet = CaseSheet(page.case, session.local(now), case_address(session, page.case), page.entry)
    return SheetJob(fresh_id, sheet, hall, page.entry.name, session.language)


def _handover(session: Session, _page: ChooseHandover, given: HandoverChosen, _now: datetime, _id: str) -> Step:
    draft = session.draft
    if draft is None or given.handover not in handovers(session.around):
        return session, ()
    session = replace(session, draft=replace(draft, handover=given.handover))
    if given.handover == "courier":
        return open_question(session, ADDRESS)
    return review(session) if is_reviewing(session) else after_handover(session)


def _other_handover(session: Session, _page: Review, _given: object, _now: datetime, _id: str) -> Step:
    wanted = session.draft is not None and session.draft.case.result
    return (onward(session, ChooseHandover()), ()) if wanted else (session, ())


def _change(session: Session, page: Review, given: QuestionTouched, _now: datetime, _id: str) -> Step:
    if session.draft is None or page.going or given.name not in (*session.draft.asked, ADDRESS):
        return session, ()
    return open_question(session, given.name)


def _paper(session: Session, page: Review, given: PaperTouched, _now: datetime, _id: str) -> Step:
    draft = session.draft
    if draft is None or page.going or all(paper.paper != given.kind for paper in draft.papers):
        return session, ()
    return onward(onward(session, Papers()), OnePaper(given.kind)), ()


def _confirmed(session: Session, page: Review, _given: object, now: datetime, fresh_id: str) -> Step:
    draft = session.draft
    if draft is None or page.going:
        return session, ()
    if not is_whole(draft) or (draft.handover == "courier" and draft.address is None):
        return on_page(session, replace(page, refused=True, sheet=0)), ()
    if draft.waiting:
        return on_page(session, replace(page, refused=False, going=True)), ()
    return _hand_in(session, page, draft, now, fresh_id)


def _hand_in(session: Session, page: Review, draft: Draft, now: datetime, fresh_id: str) -> Step:
    address = draft.address if draft.handover == "courier" else None
    data = SubmitCase(case=draft.case.case, handover=draft.handover, address=address, holder=session.holder)
    session = replace(session, page=replace(page, refused=False, going=False))
    return ask(session, data, now, fresh_id)


def _print_again(session: Session, page: Submitted, _given: object, now: datetime, fresh_id: str) -> Step:
    if page.paper is Paper.PRINTING:
        return session, ()
    return on_page(session, replace(page, paper=Paper.PRINTING)), (PrintSheet(_receipt(session, page, now, fresh_id)),)


TABLE: Table = {
    (ChooseHandover, HandoverChosen): _handover,
    (Review, HandoverTouched): _other_handover,
    (Review, QuestionTouched): _change,
    (Review, PaperTouched): _paper,
    (Review, given_by.ConfirmTouched): _confirmed,
    (Submitted, given_by.PrintTouched): _print_again,
}
