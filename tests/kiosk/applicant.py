"""Somebody who applies at the terminal, and a hall that answers at once, as the test says."""

from dataclasses import replace
from typing import Any

from kiosk.flow import inputs
from kiosk.flow.apply_inputs import SkipTouched
from kiosk.flow.apply_pages import AskConsent
from kiosk.flow.effects import Effect
from kiosk.flow.inputs import Answered, Refused
from kiosk.flow.pages import Asking, ReadGuide
from kiosk.flow.session import Person
from kiosk.flow.wish import Goal
from queue_server.contract.case_commands import SaveCase
from queue_server.contract.case_views import CaseReply, CasesReply
from queue_server.contract.commands import IdType
from queue_server.contract.replies import refused
from tests.kiosk.applications import CASE, entry
from tests.kiosk.hall import APPLIES, PERSON, at
from tests.kiosk.visit import Visit

ME = replace(PERSON, card=True, proven=True, says={"name": "张示例", "address": "示例市示例路 1 号"})
ANOTHER = Person(IdType.RESIDENT_ID, "440524188001010014", "李样本", card=True, proven=True)
TYPED = Person(IdType.RESIDENT_ID, PERSON.id_number, "")


class Applicant(Visit):
    """A visit in which the hall answers at once, as the test says."""

    def asked(self) -> Any:
        page = self.page()
        assert isinstance(page, Asking), page
        return page.data

    def answer(self, data: Any) -> list[Effect]:
        page = self.page()
        assert isinstance(page, Asking), page
        return self.give(Answered(page.command_ids[-1], type(page.data), data))

    def refuse(self, code: str, **details: Any) -> None:
        page = self.page()
        assert isinstance(page, Asking), page
        error = refused(page.command_ids[-1], code, details).error
        assert error is not None
        self.give(Refused(page.command_ids[-1], error))

    def saved(self) -> dict[str, Any]:
        data = self.sent(SaveCase)[-1].command.data
        assert isinstance(data, SaveCase)
        return dict(data.answers)


def reading(person: Person | None = None, **more: Any) -> Applicant:
    return Applicant(at(ReadGuide(entry()), APPLIES, person=person, **more))


def begun(person: Person = ME, *, consent: bool = False) -> Applicant:
    """A draft was begun, and the first question is there."""
    visit = reading(person)
    visit.give(inputs.GoalChosen(Goal.APPLY), inputs.ConfirmTouched())
    visit.answer(CasesReply(cases=(), more=False))
    visit.answer(CaseReply(case=CASE))
    if isinstance(visit.page(), AskConsent) and not consent:
        visit.give(SkipTouched())
    return visit
