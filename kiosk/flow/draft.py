"""What a person is applying for: the item's entry, the case as the hall knows it, and what was filled in so far."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from queue_server.catalogue import AnswerForm, Entry
from queue_server.catalogue import Paper as PaperRule
from queue_server.contract.case_commands import Answer, Handover
from queue_server.contract.case_views import Case, CasePaper
from queue_server.contract.holders import Holder

ADDRESS = "@address"
"""The one question that no form asks: where a courier brings the result."""

HANDOVER = "handover"
"""How a refusal calls that nobody said how the result is to come."""

Question = Mapping[str, Any]
"""One property of a form's JSON Schema, with its words and its pad."""

_TO_COURIER: Question = {"pad": "address", "type": "string", "minLength": 5, "maxLength": 200}


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """A page that was taken and is not known to be with the hall yet."""

    case: str
    paper: str
    page: str
    holder: Holder = field(repr=False)


@dataclass(frozen=True, slots=True)
class Draft:
    """``entry`` has an application. ``given`` are the questions that were answered before anybody was asked: by the
    card, by own data, at an earlier visit. ``waiting`` are pages on their way to the hall.

    ``owed``: the office has the case already, and only these papers, which were promised, are still to come.
    ``own``: nothing is applied for; the one question corrects what the person keeps under this name.
    """

    entry: Entry
    case: Case
    form: AnswerForm = field(compare=False)
    answers: Mapping[str, Answer] = field(default_factory=dict, repr=False)
    given: frozenset[str] = frozenset()
    waiting: tuple[WaitingPage, ...] = field(default=(), repr=False)
    handover: Handover | None = None
    address: str | None = field(default=None, repr=False)
    owed: tuple[str, ...] = ()
    own: str | None = None

    def question(self, name: str) -> Question:
        if name == ADDRESS:
            return _TO_COURIER
        questions: Mapping[str, Question] = self._application.form["properties"]
        return questions[name]

    @property
    def asked(self) -> tuple[str, ...]:
        """The questions of the form that these answers lead to."""
        return self.form.asked(self.answers)

    @property
    def to_ask(self) -> tuple[str, ...]:
        """Of them those that a person is asked one by one; what was given before is only shown in the end."""
        return tuple(name for name in self.asked if name not in self.given)

    @property
    def blanks(self) -> tuple[str, ...]:
        """The questions without which it cannot be handed in."""
        return self.form.blanks(self.to_keep)

    @property
    def to_keep(self) -> dict[str, Answer]:
        """The answers of the questions that are asked: others answered a question that is asked no more."""
        asked = self.asked
        return {name: answer for name, answer in self.answers.items() if name in asked and answer is not None}

    @property
    def papers(self) -> tuple[CasePaper, ...]:
        """Those that may be handed in."""
        return tuple(paper for paper in self.case.papers if not self.owed or paper.paper in self.owed)

    @property
    def missing(self) -> tuple[str, ...]:
        """The papers without which it cannot be handed in, those that are on their way counted as there."""
        on_their_way = {page.paper for page in self.waiting}
        return tuple(paper for paper in self.case.missing if paper not in on_their_way)

    @property
    def needs_handover(self) -> bool:
        return self.case.result and self.handover is None and self.case.handover is None

    def paper(self, kind: str) -> CasePaper:
        return next(paper for paper in self.papers if paper.paper == kind)

    def rule(self, kind: str) -> PaperRule | None:
        """What the catalogue says of a paper; None where it says nothing any more."""
        return next((paper for paper in self._application.papers if paper.kind == kind), None)

    def pages(self, kind: str) -> tuple[str, ...]:
        """All pages of a paper in their order, also those that the hall does not have yet."""
        there = self.paper(kind).pages
        coming = tuple(page.page for page in self.waiting if page.paper == kind and page.page not in there)
        return (*there, *coming)

    def is_waiting(self, page: str) -> bool:
        return any(each.page == page for each in self.waiting)

    def left(self, kind: str) -> int:
        """So many pages more may be taken of a paper."""
        return max(0, self.paper(kind).most - len(self.pages(kind)))

    def with_case(self, case: Case) -> "Draft":
        """What the hall says now; of two that overtook each other, the newer."""
        return replace(self, case=case) if case.changed_at >= self.case.changed_at else self

    def lacking(self, papers: Collection[str], answers: Collection[str]) -> "Draft":
        """Without what the hall says that it does not have, by the names of its refusal."""
        emptied = tuple(
            each.model_copy(update={"pages": ()}) if each.paper in papers else each for each in self.case.papers
        )
        case = self.case.model_copy(
            update={
                "papers": emptied,
                "missing": tuple(each.paper for each in emptied if each.paper in papers),
                "handover": None if HANDOVER in answers else self.case.handover,
            }
        )
        return replace(
            self,
            case=case,
            answers={name: answer for name, answer in self.answers.items() if name not in answers},
            given=self.given.difference(answers),
            waiting=tuple(page for page in self.waiting if page.paper not in papers),
            handover=None if HANDOVER in answers else self.handover,
        )

    def with_answer(self, name: str, answer: Answer) -> "Draft":
        if name == ADDRESS:
            return replace(self, address=answer if isinstance(answer, str) else None)
        return replace(self, answers={**self.answers, name: answer})

    def answer(self, name: str) -> Answer:
        return self.address if name == ADDRESS else self.answers.get(name)

    def accepts(self, name: str, answer: Answer) -> bool:
        if name == ADDRESS:
            return isinstance(answer, str) and _TO_COURIER["minLength"] <= len(answer) <= _TO_COURIER["maxLength"]
        return self.form.accepts(name, answer)

    def needs(self, name: str) -> bool:
        return name == ADDRESS or self.form.needs(name, self.to_keep)

    @property
    def _application(self) -> Any:
        application = self.entry.application
        assert application is not None  # noqa: S101 - nothing else is applied for
        return application


def begun(entry: Entry, case: Case) -> Draft:
    """A draft without an answer; ``entry`` has an application."""
    assert entry.application is not None  # noqa: S101 - nothing else is applied for
    return Draft(entry, case, AnswerForm(entry.application.form))
