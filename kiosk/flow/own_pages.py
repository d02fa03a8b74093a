"""The pages of a person's own data, and the questions of forms whose answers it keeps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kiosk.flow.pages import Page
from queue_server.catalogue import Entry
from queue_server.contract.case_commands import Answer


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """A question that ``entry`` asks under ``name``, and whose answer people may keep."""

    entry: Entry
    name: str

    @property
    def schema(self) -> Mapping[str, Any]:
        """The question itself, with its words and its pad: see ``queue_server.catalogue``."""
        application = self.entry.application
        assert application is not None  # noqa: S101 - nothing else asks questions
        question: Mapping[str, Any] = application.form["properties"][self.name]
        return question

    def words(self, language: str) -> str:
        words: Mapping[str, str] = self.schema["words"]
        return words.get(language) or words["zh"]


OwnQuestions = Mapping[str, OwnQuestion]
"""By the names under which answers are kept."""


@dataclass(frozen=True, slots=True)
class MySpace(Page):
    """All that is kept. What no form of the catalogue asks any more has no question."""

    answers: Mapping[str, Answer] = field(repr=False)
    questions: OwnQuestions = field(default_factory=dict, repr=False)
    sheet: int = 0


@dataclass(frozen=True, slots=True)
class OneAnswer(Page):
    """One thing that is kept, in full: its person touched it to see it."""

    name: str
    answer: Answer = field(repr=False)
    question: OwnQuestion | None = field(default=None, repr=False)

    def words(self, language: str) -> str:
        """What it is called; by its bare name where nothing asks it any more."""
        return self.question.words(language) if self.question else self.name
