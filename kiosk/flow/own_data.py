"""What a person keeps for other applications ("my space"): seen, corrected and deleted by whoever has the card."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from kiosk.flow import inputs as given_by
from kiosk.flow.asking import ask
from kiosk.flow.effects import LookUpOwnQuestions
from kiosk.flow.own_pages import MySpace, OneAnswer
from kiosk.flow.pages import Sure
from kiosk.flow.session import Session, on_page, onward
from kiosk.flow.steps import Step, Table
from queue_server.contract.case_commands import Answer, DeleteSpace, SaveSpace


def shown(session: Session, answers: Mapping[str, Answer]) -> Step:
    """What was read for the person who stands here."""
    return on_page(session, MySpace(answers)), (LookUpOwnQuestions(),)


def corrected(session: Session, name: str, answer: Answer, now: datetime, fresh_id: str) -> Step:
    """One thing says something else from now on; the command carries all that is kept."""
    if session.holder is None:
        return session, ()
    answers = {**_kept(session), name: answer}
    return ask(session, SaveSpace(holder=session.holder, answers=answers), now, fresh_id)


def saved(session: Session, asked: SaveSpace) -> Session:
    """What is kept from now on; back leads to where this began."""
    trail = session.trail
    place = next((place for place in reversed(range(len(trail))) if isinstance(trail[place], MySpace)), None)
    before = trail[place] if place is not None else MySpace({})
    assert isinstance(before, MySpace)  # noqa: S101 - see above
    answers = {name: answer for name, answer in asked.answers.items() if answer is not None}
    after = on_page(session, replace(before, answers=answers))
    return replace(after, trail=trail[:place], draft=None)


def _kept(session: Session) -> Mapping[str, Answer]:
    """All that is kept, as it was shown last on the way to this page."""
    pages = (*session.trail, session.page)
    return next((page.answers for page in reversed(pages) if isinstance(page, MySpace)), {})


def _questions(session: Session, page: MySpace, given: given_by.OwnQuestionsCame, _now: datetime, _id: str) -> Step:
    return replace(session, page=replace(page, questions=given.questions)), ()


def _open(session: Session, page: MySpace, given: given_by.AnswerTouched, _now: datetime, _id: str) -> Step:
    if given.name not in page.answers:
        return session, ()
    return onward(session, OneAnswer(given.name, page.answers[given.name], page.questions.get(given.name))), ()


def _delete_one(session: Session, page: OneAnswer, _given: object, _now: datetime, _id: str) -> Step:
    if session.holder is None:
        return session, ()
    rest = {name: answer for name, answer in _kept(session).items() if name != page.name}
    return onward(session, Sure(SaveSpace(holder=session.holder, answers=rest), page.words(session.language))), ()


def _delete_all(session: Session, _page: MySpace, _given: object, _now: datetime, _id: str) -> Step:
    return (onward(session, Sure(DeleteSpace(holder=session.holder), "")), ()) if session.holder else (session, ())


TABLE: Table = {
    (MySpace, given_by.OwnQuestionsCame): _questions,
    (MySpace, given_by.AnswerTouched): _open,
    (MySpace, given_by.CancelTouched): _delete_all,
    (OneAnswer, given_by.CancelTouched): _delete_one,
}
