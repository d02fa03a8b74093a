"""What the hall's catalogue asks for, ready to be used; read anew when the catalogue is another."""

import json
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import structlog

from queue_server.catalogue import Application, CatalogueError, CatalogueFile, Entry
from queue_server.catalogue.answers import AnswerForm
from queue_server.catalogue.application import Paper
from queue_server.domain.cases.rules import CasePlan, PaperRule


@dataclass(frozen=True, slots=True)
class ItemPlan:
    """One item that can be applied for; ``application`` has its words."""

    plan: CasePlan
    form: AnswerForm
    application: Application


class Plans:
    """The items that can be applied for. It belongs to one thread."""

    def __init__(self, catalogue: CatalogueFile) -> None:
        self._catalogue = catalogue
        self._version: str | None = None
        self._known: dict[str, ItemPlan | None] = {}
        self._log = structlog.get_logger("cases")

    def find(self, item: str) -> ItemPlan | None:
        """The plan of an item; none where the catalogue has no form for it, or cannot be read."""
        version = self._catalogue.version()
        if version != self._version:
            self._version, self._known = version, {}
        if item not in self._known:
            self._known[item] = self._read(item)
        return self._known[item]

    def questions_kept(self) -> Mapping[str, Mapping[str, Any]]:
        """Of each name under which people keep answers, a question of the catalogue that asks for it."""
        if self._catalogue.version() is None:
            return {}
        try:
            with closing(self._catalogue.open()) as catalogue:
                forms = [json.loads(line).get("application") for line in catalogue.lines()]
        except CatalogueError as error:
            self._log.error("forms_unreadable", code=error.code)
            return {}
        questions = (question for form in forms if form for question in form["form"]["properties"].values())
        return {question["space"]: question for question in questions if "space" in question}

    def _read(self, item: str) -> ItemPlan | None:
        if self._version is None:
            return None
        try:
            with closing(self._catalogue.open()) as catalogue:
                entry = catalogue.entry(item)
        except CatalogueError as error:
            self._log.error("form_unreadable", item=item, code=error.code)
            return None
        return None if entry is None or entry.application is None else plan_of(entry, entry.application)


def plan_of(entry: Entry, application: Application) -> ItemPlan:
    limit = entry.guide.time_limit
    papers = tuple(map(_paper, application.papers))
    return ItemPlan(
        CasePlan(papers, limit.promised_days, limit.legal_days, application.result),
        AnswerForm(application.form),
        application,
    )


def _paper(paper: Paper) -> PaperRule:
    return PaperRule(paper.kind, paper.required, paper.pages, paper.later_days)
