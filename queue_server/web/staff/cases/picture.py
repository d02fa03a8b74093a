"""What a clerk sees of one case. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from queue_server.domain.cases.case import Case, Page
from queue_server.domain.cases.lifecycle import CASE_LIFE, CITIZENS_TURN
from queue_server.domain.cases.rules import PaperRule
from queue_server.domain.hall import Hall, Text
from queue_server.domain.state import HallState
from queue_server.web.language import Language, in_language
from queue_server.web.staff.cases.files import CaseFile
from queue_server.web.words.cases import CASES

STEPS: Mapping[str, str] = {
    "accept": "accept",
    "review": "review",
    "supplement": "ask_supplement",
    "approve": "approve",
    "refuse": "refuse",
    "ready": "ready",
    "mail": "mail",
    "collect": "collect",
}
"""The page's steps, and what :data:`queue_server.domain.cases.lifecycle.CASE_LIFE` calls them."""

KEYS: Mapping[str, str] = {
    "accept": "A",
    "review": "V",
    "supplement": "S",
    "approve": "Y",
    "refuse": "N",
    "ready": "K",
    "mail": "M",
    "collect": "C",
}

FIRST = ("accept", "approve", "ready", "collect")
"""What mostly comes next, of those that can be done."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A question and its answer, in the reader's language."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class PaperPage:
    """One page: where its picture is, and a small one, and what it is called."""

    address: str
    small: str
    name: str


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A kind of paper, its pages, and in words what is the matter with it."""

    name: str
    pages: tuple[PaperPage, ...]
    mark: str
    missing: bool


@dataclass(frozen=True, slots=True)
class LockerChoice:
    id: str
    name: Text
    free: int


def steps_of(case: Case) -> list[str]:
    """What the office may do with it now."""
    if case.has_ended:
        return []
    return [step for step, name in STEPS.items() if case.state in CASE_LIFE[name]]


def first_step(steps: list[str]) -> str:
    """The step whose button is the large one."""
    return next((step for step in FIRST if step in steps), "")


def answered(file: CaseFile, language: Language) -> Iterator[Answered]:
    """The answers in the order of the form; what no question of it asks comes last, under its own name."""
    answers: Mapping[str, Any] = file.kept.get("answers") or {}
    questions = file.item.application.form["properties"] if file.item else {}
    asked = [name for name in questions if name in answers]
    for name in (*asked, *(name for name in answers if name not in questions)):
        question = questions.get(name, {})
        words = in_language(question["words"], language) if "words" in question else name
        yield Answered(words, _answer(question, answers[name], language))


def paper_rows(case: Case, file: CaseFile, language: Language) -> Iterator[PaperRow]:
    """Every kind of paper that was asked for, with its pages in order."""
    words = CASES[language]
    for paper in case.papers:
        name = in_language(file.papers.get(paper.kind, {"zh": paper.kind}), language)
        pages = case.pages_of(paper.kind)
        named = tuple(
            _page(case, page, file, words["page_of"].format(paper=name, number=number, count=len(pages)))
            for number, page in enumerate(pages, 1)
        )
        mark = _mark(case, paper, words)
        yield PaperRow(name, named, mark, missing=not pages and mark != words["paper_optional"])


def _page(case: Case, page: Page, file: CaseFile, name: str) -> PaperPage:
    address = f"/staff/cases/{case.code}/pages/{page.id}"
    return PaperPage(address, file.small.get(page.id) or f"{address}?small", name)


def locker_choices(state: HallState) -> list[LockerChoice]:
    """Every locker, with how many of its doors are free."""
    in_use: dict[str, int] = {}
    for place in state.shelf.in_use:
        in_use[place.locker] = in_use.get(place.locker, 0) + 1
    return [
        LockerChoice(locker.id, locker.name, max(0, locker.compartments - in_use.get(locker.id, 0)))
        for locker in state.hall.lockers.values()
    ]


def where_it_lies(hall: Hall, case: Case, language: Language) -> str:
    """Where its result waits, or how the person wishes to get it."""
    words = CASES[language]
    if case.compartment is not None:
        locker = hall.lockers.get(case.compartment.locker)
        name = in_language(locker.name, language) if locker else case.compartment.locker
        return words["lies_in"].format(name=name, number=case.compartment.number)
    if case.pickup is not None:
        return words["lies_at_counter"]
    return words[f"wants_{case.handover}"] if case.handover and not case.has_ended else ""


def _answer(question: Mapping[str, Any], answer: Any, language: Language) -> str:
    words = CASES[language]
    match answer:
        case bool():
            return words["yes" if answer else "no"]
        case list() | tuple():
            return "、".join(_answer(question, each, language) for each in answer)
    chosen = next((each for each in question.get("oneOf", ()) if each.get("const") == answer), None)
    return in_language(chosen["words"], language) if chosen else str(answer)


def _mark(case: Case, paper: PaperRule, words: Mapping[str, str]) -> str:
    promise = case.promise_of(paper.kind)
    if paper.kind in case.wanted and case.state in CITIZENS_TURN:
        return words["paper_wanted"]
    if promise is not None:
        return words["paper_promised"].format(day=f"{promise.by:%m-%d}")
    if case.pages_of(paper.kind):
        return ""
    if paper.kind in case.broken:
        return words["paper_broken"]
    return words["paper_missing" if paper.required else "paper_optional"]
