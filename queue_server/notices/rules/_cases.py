from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from queue_server.domain.cases import events
from queue_server.domain.cases.case import Case
from queue_server.domain.cases.lifecycle import CITIZENS_TURN, CaseState
from queue_server.domain.hall import Hall, Text
from queue_server.domain.state import HallState
from queue_server.notices import words
from queue_server.notices.notice import CASE, subject
from queue_server.notices.rules._wanted import RuleBook, Wanted, plain
from queue_server.notices.steps import STEP_RULES, Step

_STEPS: Mapping[type[Any], Step] = {
    events.CaseSubmitted: Step.CASE_SUBMITTED,
    events.CaseAccepted: Step.CASE_ACCEPTED,
    events.SupplementAsked: Step.CASE_SUPPLEMENT,
    events.CaseReady: Step.CASE_READY,
    events.CaseMailed: Step.CASE_MAILED,
    events.PromiseReminded: Step.CASE_REMINDER,
}

CASE_STATES: Mapping[Step, tuple[CaseState, ...]] = {
    Step.CASE_SUBMITTED: (CaseState.SUBMITTED,),
    Step.CASE_ACCEPTED: (CaseState.ACCEPTED, CaseState.IN_REVIEW),
    Step.CASE_SUPPLEMENT: (CaseState.SUPPLEMENT,),
    Step.CASE_APPROVED: (CaseState.APPROVED,),
    Step.CASE_REFUSED: (CaseState.REFUSED,),
    Step.CASE_READY: (CaseState.READY,),
    Step.CASE_MAILED: (CaseState.MAILED,),
}
"""In which states a notice of a case is still true. A reminder is true as long as its limit is."""


def of_case(event: Any, seq: int, state: HallState, book: RuleBook) -> Iterator[Wanted]:
    """The notices that an event of a case brings."""
    step = _step_of(event, state)
    case = state.shelf.cases.get(getattr(event, "case", None) or "")
    if step is not None and step in book.steps and case is not None:
        yield CaseWords(state.hall, book, case).wanted(step, str(seq), event, _due(event, case))


def _step_of(event: Any, state: HallState) -> Step | None:
    """Of a limit only the citizen's own is told."""
    match event:
        case events.CaseDecided():
            approved = event.outcome == "approved"
            case = state.shelf.cases.get(event.case)
            if approved and case is not None and case.result:
                return None  # the result is told when it is there
            return Step.CASE_APPROVED if approved else Step.CASE_REFUSED
        case events.CaseDueSoon():
            return Step.CASE_REMINDER if event.limit in ("draft", "supplement", "collect") else None
        case _:
            return _STEPS.get(type(event))


def still_to_remind(case: Case) -> bool:
    """Whether something is still awaited of the person."""
    awaited = case.promises or case.compartment is not None
    return case.state in CITIZENS_TURN or bool(awaited)


class CaseWords(NamedTuple):
    """Makes notices of one case."""

    hall: Hall
    book: RuleBook
    case: Case

    def wanted(self, step: Step, about: str, event: Any, due: date | None) -> Wanted:
        """``about`` tells this notice from others of the same step and case."""
        at = event.at
        return Wanted(
            key=f"{step}:{self.case.id}:{about}",
            step=step,
            subject=subject(CASE, self.case.id),
            moment=at,
            due_at=at,
            late_at=at + STEP_RULES[step].good_for,
            values={**self._values(), "due": day_text(due)},
        )

    def _values(self) -> Mapping[str, Text]:
        item = self.hall.items.get(self.case.item)
        return {
            "hall": self.hall.name,
            "item": item.name if item else plain(self.case.item),
            "code": plain(self.case.code),
            "pickup": plain(self.case.pickup or self.case.code),
            "place": _place(self.hall, self.case),
            "link": plain(f"{self.book.site}/c/{self.case.code}"),
        }


def day_text(day: date | None) -> Text:
    """A day without the year."""
    if day is None:
        return words.NOT_KNOWN
    return {language: form.format(day=day.day, month=day.month) for language, form in words.DAY.items()}


def _place(hall: Hall, case: Case) -> Text:
    """The door behind which a result lies; else the hall's counters."""
    locker = hall.lockers.get(case.compartment.locker) if case.compartment else None
    if locker is None or case.compartment is None:
        return words.AT_A_COUNTER
    return {
        language: form.format(locker=locker.name.get(language) or locker.name["zh"], number=case.compartment.number)
        for language, form in words.AT_A_DOOR.items()
    }


def _due(event: Any, case: Case) -> date | None:
    return getattr(event, "due_on", None) or case.due
