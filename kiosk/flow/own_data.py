"""What a person keeps for other applications ("my space"): seen, corrected and deleted by whoever has the card."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from kiosk.flow import inputs as given_by
from kiosk.flow.effects import LookUpOwnQuestions
from kiosk.flow.pages import Page, Sure
from kiosk.flow.session import Session, on_page, onward
from kiosk.flow.steps import Step, Table
from queue_server.contract.case_commands import Answer, DeleteSpace, SaveSpace

Questions = Mapping[str, Mapping[str, Any]]
"""The questions of forms by the names under which their answers are kept: see ``queue_server.catalogue``."""


@dataclass(frozen=True, slots=True)
class MySpace(Page):
    """All that is kept. What no form of the catalogue asks any more has no question."""

    answers: Mapping[str, Answer] = field(repr=False)
    questions: Questions = field(default_factory=dict, repr=False)
    sheet: int = 0


@dataclass(frozen=True, slots=True)
class OneAnswer(Page):
    """One thing that is kept, in full: its person touched it to see it."""

    name: str
    answer: Answer = field(repr=False)
    question: Mapping[str, Any] = field(default_factory=dict, repr=False)


def shown(session: Session, answers: Mapping[str, Answer]) -> Step:
    """What was read for the person who stands here."""
    return on_page(session, MySpace(answers)), (LookUpOwnQuestions(),)


def saved(session: Session, asked: SaveSpace) -> Session:
    """What is kept from now on; back leads to where this began."""
    trail = session.trail
    place = next((place for place in reversed(range(len(trail))) if isinstance(trail[place], MySpace)), None)
    if place is None:
        return on_page(session, MySpace(asked.answers))
    before = trail[place]
    assert isinstance(before, MySpace)  # noqa: S101 - see above
    page = replace(before, answers={name: each for name, each in asked.answers.items() if each is not None})
    return replace(on_page(session, page), trail=trail[:place])


def kept(session: Session) -> Mapping[str, Answer]:
    """All that is kept, as it was shown last on the way to this page."""
    pages = (*session.trail, session.page)
    return next((page.answers for page in reversed(pages) if isinstance(page, MySpace)), {})


def question_name(question: Mapping[str, Any], name: str, language: str) -> str:
    words = question.get("words", {})
    return str(words.get(language) or words.get("zh") or name)


def _questions(session: Session, page: MySpace, given: given_by.OwnQuestionsCame, _now: datetime, _id: str) -> Step:
    return replace(session, page=replace(page, questions=given.questions)), ()


def _open(session: Session, page: MySpace, given: given_by.AnswerTouched, _now: datetime, _id: str) -> Step:
    if given.name not in page.answers:
        return session, ()
    one = OneAnswer(given.name, page.answers[given.name], page.questions.get(given.name, {}))
    return onward(session, one), ()


def _delete_one(session: Session, page: OneAnswer, _given: object, _now: datetime, _id: str) -> Step:
    if session.holder is None:
        return session, ()
    rest = {name: answer for name, answer in kept(session).items() if name != page.name}
    wanted = SaveSpace(holder=session.holder, answers=rest)
    return onward(session, Sure(wanted, question_name(page.question, page.name, session.language))), ()


def _delete_all(session: Session, _page: MySpace, _given: object, _now: datetime, _id: str) -> Step:
    return (onward(session, Sure(DeleteSpace(holder=session.holder), "")), ()) if session.holder else (session, ())


TABLE: Table = {
    (MySpace, given_by.OwnQuestionsCame): _questions,
    (MySpace, given_by.AnswerTouched): _open,
    (MySpace, given_by.CancelTouched): _delete_all,
    (OneAnswer, given_by.CancelTouched): _delete_one,
}
