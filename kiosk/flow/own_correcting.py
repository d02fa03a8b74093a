"""Correcting one's own data: the question is asked as in an application, and nothing is applied for."""

from dataclasses import replace
from datetime import datetime

from kiosk.flow import inputs as given_by
from kiosk.flow.draft import Draft, begun
from kiosk.flow.own_pages import OneAnswer, OwnQuestion
from kiosk.flow.questions import open_question
from kiosk.flow.session import Session
from kiosk.flow.steps import Step, Table
from queue_server.catalogue import Application
from queue_server.contract.case_views import Case


def may_correct(page: OneAnswer) -> bool:
    """Whether some form still asks it: only then is it known what will do."""
    return page.question is not None


def _correct(session: Session, page: OneAnswer, _given: object, now: datetime, _id: str) -> Step:
    if page.question is None or session.holder is None:
        return session, ()
    draft = _of_one_question(page.question, page.name, now).with_answer(page.question.name, page.answer)
    return open_question(replace(session, draft=draft), page.question.name)


def _of_one_question(question: OwnQuestion, own: str, now: datetime) -> Draft:
    """A form of this question alone; no hall knows its case."""
    form = {
        "type": "object",
        "additionalProperties": False,
        "properties": {question.name: question.schema},
        "required": [question.name],
    }
    entry = replace(question.entry, application=Application(form=form, papers=(), result=False))
    case = Case(
        case="own-data",
        code="",
        item=entry.code,
        state="draft",
        channel="kiosk",
        started_at=now,
        changed_at=now,
        fields=1,
        papers=(),
        missing=(),
        result=False,
        limits=(),
        overdue=(),
        reasons=(),
        consents=(),
    )
    return replace(begun(entry, case), own=own)


TABLE: Table = {(OneAnswer, given_by.CorrectTouched): _correct}
