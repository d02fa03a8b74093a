"""What the page of an application says to whoever has its code: how it stands, what is next, until when. Pure.

Nothing of the person is on it: no name, no number, no answer, no note of the office, no code that opens a door.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from queue_server.domain.cases.case import Case
from queue_server.domain.cases.lifecycle import CITIZENS_TURN, CaseState
from queue_server.domain.hall import Hall, Text
from queue_server.web.case_names import item_name, reason_name, state_name
from queue_server.web.language import Language, in_language
from queue_server.web.words.calendar import short_day
from queue_server.web.words.case_page import CASE_PAGE, NEXT
from queue_server.web.words.case_states import CASE_STATES

_MOODS: Mapping[CaseState, str] = {
    CaseState.DRAFT: "asked",
    CaseState.SUPPLEMENT: "asked",
    CaseState.READY: "done",
    CaseState.COLLECTED: "done",
    CaseState.MAILED: "done",
    CaseState.APPROVED: "done",
}


@dataclass(frozen=True, slots=True)
class CasePage:
    """``mood`` is a CSS class: ``asked`` where it is the citizen's turn, ``done`` where something good came of it.

    ``note``: the office wrote something, which only its person reads.
    """

    title: str
    item: str
    code: str
    state: str
    mood: str
    sentence: str
    lines: tuple[str, ...]
    late: bool
    why: str
    reasons: tuple[str, ...]
    papers: tuple[str, ...]
    note: bool
    submitted: str


def case_page(hall: Hall, case: Case, papers: Mapping[str, Text], language: Language, *, note: bool) -> CasePage:
    """``papers`` are the names of the papers by kind, as far as the catalogue has them."""
    words = CASE_PAGE[language]
    named = {kind: in_language(name, language) for kind, name in papers.items()}
    state = state_name(case)
    shown = case.state in (CaseState.SUPPLEMENT, CaseState.REFUSED)
    why = "why_refused" if case.state is CaseState.REFUSED else "why_supplement"
    return CasePage(
        title=words["title"],
        item=in_language(item_name(hall, case.item), language),
        code=case.code,
        state=CASE_STATES[language][state],
        mood=_MOODS.get(case.state, ""),
        sentence=NEXT[language][state],
        lines=tuple(_lines(hall, case, named, language)),
        late=case.is_late,
        why=words[why],
        reasons=tuple(in_language(reason_name(hall, each), language) for each in case.reasons) if shown else (),
        papers=tuple(named.get(kind, kind) for kind in case.wanted) if case.state in CITIZENS_TURN else (),
        note=note and shown,
        submitted=words["submitted_on"].format(day=hall.day(case.submitted_at)) if case.submitted_at else "",
    )


def _lines(hall: Hall, case: Case, papers: Mapping[str, str], language: Language) -> Iterator[str]:
    words = CASE_PAGE[language]
    if case.state is CaseState.READY:
        locker = hall.lockers.get(case.compartment.locker) if case.compartment else None
        yield words["at_locker"].format(locker=in_language(locker.name, language)) if locker else words["at_counter"]
    for limit in sorted(case.limits, key=lambda each: each.by)[:1]:
        yield words[f"due_{limit.kind}"].format(day=short_day(limit.by, language))
    for promise in case.promises:
        name = papers.get(promise.paper, promise.paper)
        yield words["promised"].format(paper=name, day=short_day(promise.by, language))
    if not case.has_ended:
        for kind in case.broken:
            yield words["broken"].format(paper=papers.get(kind, kind))
