"""Papers: each page is taken by the camera, looked at, kept, taken again or removed; a missing paper is promised."""

from dataclasses import replace
from datetime import datetime

from kiosk.flow import inputs as given_by
from kiosk.flow.apply_inputs import (
    PageKept,
    PageNotTaken,
    PageRefused,
    PagesFound,
    PageTaken,
    PageTouched,
    PaperTouched,
    PromiseTouched,
    RemoveTouched,
    TakeTouched,
)
from kiosk.flow.apply_pages import APPLYING, LookAtPage, OnePaper, Papers, Review, TakePage, Taking
from kiosk.flow.asking import ask
from kiosk.flow.case_pages import OneCase
from kiosk.flow.draft import Draft, WaitingPage
from kiosk.flow.effects import KeepPage, TakePicture
from kiosk.flow.errands import PageRead, ReadPage
from kiosk.flow.inputs import Answered
from kiosk.flow.pages import Problem
from kiosk.flow.session import Session, back, on_page, onward
from kiosk.flow.stages import after_papers, is_reviewing, return_to, review
from kiosk.flow.steps import Step, Table
from queue_server.contract.case_commands import PromisePaper, RemovePage
from queue_server.contract.case_views import CasePaper


def may_promise(draft: Draft, paper: CasePaper) -> bool:
    """A paper that its rule lets come later, and of which nothing is there."""
    promised = paper.promised_on is not None or paper.broken
    return paper.may_come_later and not promised and not draft.pages(paper.paper)


def papers_page(session: Session) -> Session:
    """Back to the list of papers."""
    return return_to(session, Papers)


def page_removed(session: Session) -> Session:
    """Back to the pages of the paper."""
    return return_to(session, OnePaper)


def page_read(session: Session, asked: ReadPage, given: Answered) -> Session:
    assert isinstance(given.data, PageRead)  # noqa: S101 - see kiosk.flow.answers
    return on_page(session, LookAtPage(asked.paper, asked.page, given.data.picture))


def pages_found(session: Session, given: PagesFound) -> Session:
    """What an earlier visit took counts as handed in, and nothing goes to the office before it."""
    draft = session.draft
    if draft is None or draft.case.case != given.case:
        return session
    taken = {page.page for page in draft.waiting}
    earlier = tuple(page for page in given.pages if page.page not in taken)
    return replace(session, draft=replace(draft, waiting=(*earlier, *draft.waiting)))


def page_kept(session: Session, given: PageKept) -> Session:
    """The hall has a page."""
    draft = session.draft
    if draft is None or draft.case.case != given.case.case:
        return session
    waiting = tuple(each for each in draft.waiting if each.page != given.page)
    draft = replace(draft.with_case(given.case), waiting=waiting)
    return _looked_at_anew(replace(session, draft=draft))


def _looked_at_anew(session: Session) -> Session:
    """Whoever handed in what was promised, and looks at the case again, sees it as it is with its papers."""
    page, draft = session.page, session.draft
    if draft is None or not isinstance(page, OneCase) or page.case.case != draft.case.case:
        return session
    return replace(session, page=replace(page, case=draft.case))


def page_refused(session: Session, given: PageRefused) -> Session:
    """It is told on whatever page of the application its person is; nothing is handed in without being asked again."""
    draft = session.draft
    if draft is None or draft.case.case != given.case:
        return session
    waiting = tuple(each for each in draft.waiting if each.page != given.page)
    session = replace(session, draft=replace(draft, waiting=waiting))
    if not isinstance(session.page, APPLYING):
        return session
    if isinstance(session.page, Review):
        session = replace(session, page=replace(session.page, going=False))
    return onward(session, Problem(given.error.code, text=given.error.message))


def _paper(session: Session, _page: Papers, given: PaperTouched, _now: datetime, _id: str) -> Step:
    draft = session.draft
    if draft is None or all(paper.paper != given.kind for paper in draft.papers):
        return session, ()
    session = onward(session, OnePaper(given.kind))
    return (onward(session, TakePage(given.kind)) if not draft.pages(given.kind) else session), ()


def _papers_done(session: Session, _page: Papers, _given: object, _now: datetime, _id: str) -> Step:
    if session.draft is not None and session.draft.owed:
        return _looked_at_anew(return_to(session, OneCase)), ()
    return review(session) if is_reviewing(session) else after_papers(session)


def _paper_done(session: Session, _page: OnePaper, _given: object, _now: datetime, _id: str) -> Step:
    return back(session), ()


def _promise(session: Session, page: OnePaper | TakePage, _given: object, now: datetime, fresh_id: str) -> Step:
    draft, holder = session.draft, session.holder
    if draft is None or holder is None or not may_promise(draft, draft.paper(page.kind)):
        return session, ()
    return ask(session, PromisePaper(case=draft.case.case, paper=page.kind, holder=holder), now, fresh_id)


def _one_more(session: Session, page: OnePaper, _given: object, _now: datetime, _id: str) -> Step:
    draft = session.draft
    return (onward(session, TakePage(page.kind)), ()) if draft and draft.left(page.kind) else (session, ())


def _look(session: Session, page: OnePaper, given: PageTouched, now: datetime, fresh_id: str) -> Step:
    """Only the hall has the pages that were kept."""
    draft, holder = session.draft, session.holder
    if draft is None or holder is None or given.page not in draft.paper(page.kind).pages:
        return session, ()
    return ask(session, ReadPage(draft.case.case, page.kind, given.page, holder), now, fresh_id)


def _again(session: Session, page: LookAtPage, _given: object, _now: datetime, _id: str) -> Step:
    return onward(session, TakePage(page.kind, instead=page.page)), ()


def _remove(session: Session, page: LookAtPage, _given: object, now: datetime, fresh_id: str) -> Step:
    draft, holder = session.draft, session.holder
    if draft is None or holder is None:
        return session, ()
    return ask(session, RemovePage(case=draft.case.case, page=page.page, holder=holder), now, fresh_id)


def _take(session: Session, page: TakePage, _given: object, _now: datetime, fresh_id: str) -> Step:
    if page.taking is Taking.UNDER_WAY:
        return session, ()
    page = replace(page, taking=Taking.UNDER_WAY, order=fresh_id, picture=b"", why=None)
    return on_page(session, page), (TakePicture(fresh_id),)


def _taken(session: Session, page: TakePage, given: PageTaken, _now: datetime, _id: str) -> Step:
    if page.taking is not Taking.UNDER_WAY or page.order != given.order:
        return session, ()
    return on_page(session, replace(page, taking=Taking.SHOWN, picture=given.picture)), ()


def _not_taken(session: Session, page: TakePage, given: PageNotTaken, _now: datetime, _id: str) -> Step:
    if page.taking is not Taking.UNDER_WAY or page.order != given.order:
        return session, ()
    return on_page(session, replace(page, taking=Taking.AGAIN, why=given.text)), ()


def _keep(session: Session, page: TakePage, _given: object, _now: datetime, _id: str) -> Step:
    """The page is kept, and the next is taken where there is room for one."""
    draft, holder = session.draft, session.holder
    if page.taking is not Taking.SHOWN or draft is None or holder is None:
        return session, ()
    kept = WaitingPage(draft.case.case, page.kind, page.instead or page.order, holder)
    others = tuple(each for each in draft.waiting if each.page != kept.page)
    draft = replace(draft, waiting=(*others, kept))
    session = replace(session, draft=draft)
    if page.instead is None and draft.left(page.kind):
        session = on_page(session, TakePage(page.kind))
    else:
        session = page_removed(session)
    return session, (KeepPage(kept, page.picture),)


TABLE: Table = {
    (Papers, PaperTouched): _paper,
    (Papers, given_by.ConfirmTouched): _papers_done,
    (OnePaper, TakeTouched): _one_more,
    (OnePaper, PageTouched): _look,
    (OnePaper, given_by.ConfirmTouched): _paper_done,
    **{(page, PromiseTouched): _promise for page in (OnePaper, TakePage)},
    (LookAtPage, TakeTouched): _again,
    (LookAtPage, RemoveTouched): _remove,
    (TakePage, TakeTouched): _take,
    (TakePage, PageTaken): _taken,
    (TakePage, PageNotTaken): _not_taken,
    (TakePage, given_by.ConfirmTouched): _keep,
}
