"""Applying for an item: what is needed is told once, a draft is begun or taken up again, consent is asked for."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from kiosk.flow import inputs as given_by
from kiosk.flow.apply_inputs import SkipTouched
from kiosk.flow.apply_pages import AskConsent, OfferDraft, Purpose, ToldOnce
from kiosk.flow.asking import ask, ask_again
from kiosk.flow.draft import Draft, begun
from kiosk.flow.effects import Effect, Send
from kiosk.flow.errands import AnswersRead, Errand, PageRead, ReadAnswers, ReadOwnAnswers, ReadPage
from kiosk.flow.filling import from_card
from kiosk.flow.handing_in import page_read, page_removed, papers_page
from kiosk.flow.inputs import Answered
from kiosk.flow.pages import Page, Problem, Sure
from kiosk.flow.pursuing import pursue
from kiosk.flow.questions import first_question
from kiosk.flow.session import WELL, Session, Surroundings, on_page, onward
from kiosk.flow.stages import KEEP, review
from kiosk.flow.steps import Step, Table
from kiosk.flow.submitting import submitted
from kiosk.flow.wish import Goal, Wish
from queue_server.catalogue import Entry
from queue_server.contract.case_commands import (
    FindCases,
    GiveConsent,
    PromisePaper,
    RemovePage,
    SaveCase,
    StartCase,
    SubmitCase,
    WithdrawCase,
)
from queue_server.contract.case_views import CaseReply, CasesReply
from queue_server.contract.commands import CommandData
from queue_server.contract.envelope import Command

USE: Purpose = "use_space"


def may_apply(around: Surroundings, entry: Entry) -> bool:
    """Whether an entry can be applied for here and now: papers need a camera."""
    application = entry.application
    if application is None or around.item(entry.code) is None or not (around.line and around.cases):
        return False
    return not application.papers or around.camera.status in WELL


def tell_once(session: Session, entry: Entry) -> Step:
    """What is needed, from the guide of an entry."""
    return (onward(session, ToldOnce(entry)), ()) if may_apply(session.around, entry) else (session, ())


def _begin(session: Session, page: ToldOnce, _given: object, now: datetime, fresh_id: str) -> Step:
    if not may_apply(session.around, page.entry):
        return session, ()
    return pursue(session, Wish(Goal.APPLY, item=page.entry.code), now, fresh_id)


def _take_up(session: Session, page: OfferDraft, _given: object, now: datetime, fresh_id: str) -> Step:
    holder = session.holder
    return ask(session, ReadAnswers(page.case.case, holder), now, fresh_id) if holder else (session, ())


def _begin_anew(session: Session, page: OfferDraft, _given: object, _now: datetime, _id: str) -> Step:
    """A draft can be given up; what the office waits for cannot."""
    if page.case.state != "draft" or session.holder is None:
        return session, ()
    return onward(session, Sure(WithdrawCase(case=page.case.case, holder=session.holder), page.case.item)), ()


def _consent(session: Session, page: AskConsent, _given: object, now: datetime, fresh_id: str) -> Step:
    draft = session.draft
    if draft is None or session.holder is None:
        return session, ()
    return ask(session, GiveConsent(case=draft.case.case, purpose=page.purpose, holder=session.holder), now, fresh_id)


def _no_consent(session: Session, page: AskConsent, _given: object, _now: datetime, _id: str) -> Step:
    return first_question(session) if page.purpose == USE else review(session)


TABLE: Table = {
    (ToldOnce, given_by.ConfirmTouched): _begin,
    (OfferDraft, given_by.ConfirmTouched): _take_up,
    (OfferDraft, given_by.CancelTouched): _begin_anew,
    (AskConsent, given_by.ConfirmTouched): _consent,
    (AskConsent, SkipTouched): _no_consent,
}


# What the hall answers to somebody who applies.


def _entry_of(session: Session) -> Entry | None:
    """The entry that this person was told of."""
    pages: tuple[Page, ...] = (*session.trail, session.page)
    return next((page.entry for page in reversed(pages) if isinstance(page, ToldOnce)), None)


def _found(session: Session, asked: FindCases, given: Answered, now: datetime, fresh_id: str) -> Step:
    """A draft is offered to whoever showed the card: a number that was typed may be anybody's."""
    assert isinstance(given.data, CasesReply)  # noqa: S101 - see answered()
    entry, holder, person = _entry_of(session), asked.holder, session.person
    if entry is None or holder is None or person is None:
        return session, ()
    if not given.data.cases:
        return ask_again(session, StartCase(item=entry.code, holder=holder), now, fresh_id, earlier=())
    if not person.proven:
        return on_page(session, Problem("draft_needs_card")), ()
    return on_page(session, OfferDraft(entry, given.data.cases[0])), ()


def _started(session: Session, _asked: StartCase, given: Answered, now: datetime, fresh_id: str) -> Step:
    assert isinstance(given.data, CaseReply)  # noqa: S101 - see answered()
    entry = _entry_of(session)
    if entry is None or entry.application is None:
        return session, ()
    draft = begun(entry, given.data.case)
    session, effects = _filled(
        session, draft, from_card(draft, session.person.says if session.person else {}), now, fresh_id
    )
    if _has_own_data(session):
        return on_page(session, AskConsent(USE)), effects
    session, more = first_question(session)
    return session, (*effects, *more)


def _has_own_data(session: Session) -> bool:
    """Whether there are questions that own data may answer, and a card that says whose data it is."""
    draft, person = session.draft, session.person
    if draft is None or person is None or not person.proven:
        return False
    return any("space" in draft.question(name) and name not in draft.given for name in draft.asked)


def _taken_up(session: Session, _asked: ReadAnswers, given: Answered, _now: datetime, _id: str) -> Step:
    assert isinstance(given.data, AnswersRead)  # noqa: S101 - see answered()
    offer = next((page for page in reversed(session.trail) if isinstance(page, OfferDraft)), None)
    if offer is None or offer.entry.application is None:
        return session, ()
    draft = begun(offer.entry, offer.case)
    answers = {name: answer for name, answer in given.data.answers.items() if draft.accepts(name, answer)}
    draft = replace(draft, answers=answers, given=frozenset(answers))
    return first_question(replace(session, draft=draft))


def _given_up(session: Session, asked: WithdrawCase, _given: Answered, now: datetime, fresh_id: str) -> Step:
    entry = _entry_of(session)
    if entry is None or asked.holder is None:
        return session, ()
    trail = tuple(page for page in session.trail if not isinstance(page, OfferDraft | Sure))
    return ask_again(
        replace(session, trail=trail), StartCase(item=entry.code, holder=asked.holder), now, fresh_id, earlier=()
    )


def _consented(session: Session, asked: GiveConsent, given: Answered, now: datetime, fresh_id: str) -> Step:
    session = _case_told(session, given)
    if asked.purpose == KEEP:
        return review(session)
    assert asked.holder is not None  # noqa: S101 - see _consent()
    return ask_again(session, ReadOwnAnswers(asked.case, asked.holder), now, fresh_id, earlier=())


def _own_data(session: Session, _asked: ReadOwnAnswers, given: Answered, now: datetime, fresh_id: str) -> Step:
    """The card is nearer to the truth than what was kept earlier."""
    assert isinstance(given.data, AnswersRead)  # noqa: S101 - see answered()
    draft = session.draft
    if draft is None:
        return session, ()
    known = {name: answer for name, answer in given.data.answers.items() if name not in draft.given}
    session, effects = _filled(session, draft, {n: a for n, a in known.items() if draft.accepts(n, a)}, now, fresh_id)
    session, more = first_question(session)
    return session, (*effects, *more)


def _filled(
    session: Session, draft: Draft, answers: Mapping[str, Any], now: datetime, fresh_id: str
) -> tuple[Session, tuple[Effect, ...]]:
    """The draft with answers that nobody had to give, which are kept at once."""
    if not answers or session.holder is None:
        return replace(session, draft=draft), ()
    draft = replace(draft, answers={**draft.answers, **answers}, given=draft.given | answers.keys())
    data = SaveCase(case=draft.case.case, answers=draft.to_keep, holder=session.holder)
    return replace(session, draft=draft), (Send(Command(id=fresh_id, sent_at=now, data=data)),)


def _case_told(session: Session, given: Answered) -> Session:
    if session.draft is None or not isinstance(given.data, CaseReply):
        return session
    return replace(session, draft=session.draft.with_case(given.data.case))


def _removed(session: Session, _asked: RemovePage, given: Answered, _now: datetime, _id: str) -> Step:
    return page_removed(_case_told(session, given)), ()


def _read(session: Session, asked: ReadPage, given: Answered, _now: datetime, _id: str) -> Step:
    return page_read(session, asked, given), ()


def _promised(session: Session, _asked: PromisePaper, given: Answered, _now: datetime, _id: str) -> Step:
    return papers_page(_case_told(session, given)), ()


def _submitted(session: Session, _asked: SubmitCase, given: Answered, now: datetime, fresh_id: str) -> Step:
    assert isinstance(given.data, CaseReply)  # noqa: S101 - see answered()
    return submitted(session, given.data.case, now, fresh_id)


_Answer = Callable[[Session, Any, Answered, datetime, str], Step]

ANSWERS: Mapping[type[CommandData | Errand], tuple[type, _Answer]] = {
    FindCases: (CasesReply, _found),
    StartCase: (CaseReply, _started),
    ReadAnswers: (AnswersRead, _taken_up),
    WithdrawCase: (CaseReply, _given_up),
    GiveConsent: (CaseReply, _consented),
    ReadOwnAnswers: (AnswersRead, _own_data),
    ReadPage: (PageRead, _read),
    RemovePage: (CaseReply, _removed),
    PromisePaper: (CaseReply, _promised),
    SubmitCase: (CaseReply, _submitted),
}
"""What the answer to each command and errand says, and what follows from it, for who applies."""
