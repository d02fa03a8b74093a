"""What commands bring besides their events: answers are checked and kept sealed, an item's plan is looked up."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from queue_server.cases.kept import Kept, OwnData, Sealed
from queue_server.cases.pages import PageFolder
from queue_server.cases.plans import ItemPlan, Plans
from queue_server.cases.sealed import Kind, SealedStore
from queue_server.contract import case_commands as said
from queue_server.contract.commands import CommandData
from queue_server.domain import commands as domain
from queue_server.domain.cases import commands as asked_of
from queue_server.domain.cases.case import Case
from queue_server.domain.state import HallState
from queue_server.service.cases import Heard, NotHeardError


@dataclass(frozen=True, slots=True)
class Hearing:
    """Hears one command, with what earlier ones of the same commit will keep."""

    plans: Plans
    sealed: SealedStore
    pages: PageFolder
    state: HallState
    pending: Sequence[Kept]

    def hear(self, data: CommandData, asked: domain.Command) -> Heard:
        """See :meth:`queue_server.service.cases.CaseRoom.hear`."""
        heard = _HEARD.get(type(data))
        return heard(self, data, asked) if heard else Heard(asked)

    def start(self, data: said.StartCase, asked: asked_of.StartCase) -> Heard:
        item = self.plans.find(asked.item)
        if item is None:
            return Heard(asked)
        who = data.holder.model_dump(mode="json", exclude_none=True)
        return Heard(replace(asked, plan=item.plan), [Sealed(asked.case, "holder", who)])

    def save(self, data: said.SaveCase, asked: asked_of.SaveCase) -> Heard:
        case = self.state.shelf.find(data.case)
        if case is None:
            return Heard(asked)
        answers = _given(data.answers)
        mistakes = self._item(case).form.mistakes(answers)
        if mistakes:
            raise NotHeardError("invalid_answers", {"answers": mistakes})
        return Heard(replace(asked, fields=len(answers)), [Sealed(case.id, "answers", answers)])

    def add_page(self, _data: said.AddPage, asked: asked_of.AddPage) -> Heard:
        case = self.state.shelf.find(asked.case)
        if case is not None and not self.pages.has(case.id, asked.page, asked.digest):
            raise NotHeardError("unknown_page", {"page": asked.page})
        return Heard(asked)

    def submit(self, data: said.SubmitCase, asked: asked_of.SubmitCase) -> Heard:
        """Whole answers only; what the person agreed to keep is kept with the same commit."""
        case = self.state.shelf.find(data.case)
        if case is None:
            return Heard(asked)
        form = self._item(case).form
        answers = self._answers(case.id)
        keep: list[Kept] = []
        if data.address is not None:
            keep.append(Sealed(case.id, "address", data.address))
        if "keep_space" in case.consents:
            keep.append(OwnData(case.person, form.to_space(answers), added=True))
        return Heard(replace(asked, case=case.id, blanks=form.blanks(answers)), keep)

    def note(self, data: said.AskSupplement | said.DecideCase, asked: Any) -> Heard:
        return self._with(asked, "note", data.note)

    def tracking(self, data: said.MailCase, asked: Any) -> Heard:
        return self._with(asked, "tracking", data.tracking)

    def space(self, data: said.SaveSpace, asked: asked_of.SaveSpace) -> Heard:
        answers = _given(data.answers)
        return Heard(replace(asked, fields=len(answers)), [OwnData(asked.person or "", answers, added=False)])

    def _with(self, asked: Any, kind: Kind, value: str | None) -> Heard:
        case = self.state.shelf.find(asked.case)
        return Heard(asked) if case is None or value is None else Heard(asked, [Sealed(case.id, kind, value)])

    def _answers(self, case: str) -> Mapping[str, Any]:
        """What is kept, or will be with this commit."""
        for item in reversed(self.pending):
            if isinstance(item, Sealed) and (item.case, item.kind) == (case, "answers"):
                return item.value  # type: ignore[return-value]  # answers are kept by question
        return self.sealed.find(case, "answers") or {}

    def _item(self, case: Case) -> ItemPlan:
        item = self.plans.find(case.item)
        if item is None:
            raise NotHeardError("not_self_service", {"item": case.item})
        return item


_HEARD: Mapping[type[CommandData], Callable[[Hearing, Any, Any], Heard]] = {
    said.StartCase: Hearing.start,
    said.SaveCase: Hearing.save,
    said.AddPage: Hearing.add_page,
    said.SubmitCase: Hearing.submit,
    said.AskSupplement: Hearing.note,
    said.DecideCase: Hearing.note,
    said.MailCase: Hearing.tracking,
    said.SaveSpace: Hearing.space,
}


def _given(answers: Mapping[str, said.Answer]) -> dict[str, Any]:
    """What was answered; lists as JSON has them."""
    return {
        name: list(answer) if isinstance(answer, tuple) else answer
        for name, answer in answers.items()
        if answer is not None
    }
