"""Which cases a list shows, and in which order. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from queue_server.domain.cases.case import Case
from queue_server.domain.cases.lifecycle import FINAL, OFFICES_TURN, CaseState
from queue_server.domain.cases.shelf import Shelf
from queue_server.domain.hall import Hall, Text
from queue_server.web.case_names import item_name, state_name
from queue_server.web.staff.cases.limits import limit_words, overdue_words

GROUPS: Mapping[str, tuple[CaseState, ...]] = {
    "todo": OFFICES_TURN,
    "new": (CaseState.SUBMITTED,),
    "working": (CaseState.ACCEPTED, CaseState.IN_REVIEW),
    "waiting": (CaseState.SUPPLEMENT,),
    "handing": (CaseState.APPROVED, CaseState.READY),
    "ended": FINAL,
}
"""What staff look for, by states. Drafts are nobody's business yet."""

SHOWN = 50
"""Rows of one page."""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """``mark`` says in words that it is late or will be soon; ``late`` is the first of both."""

    code: str
    item: Text
    state: str
    handed_in: str
    due: str
    mark: str
    late: bool
    pages: int


@dataclass(frozen=True, slots=True)
class Sorted:
    """The living cases that were handed in, as the lists show them: what is late first, then by the next limit."""

    cases: Sequence[Case]

    @classmethod
    def of(cls, shelf: Shelf) -> "Sorted":
        handed_in = (case for case in shelf.cases.values() if case.submitted_at is not None and not case.has_ended)
        return cls(sorted(handed_in, key=_by_due))

    def group(self, name: str, item: str) -> list[Case]:
        """Those of a group; of one ``item`` where that is not empty."""
        states = GROUPS[name]
        return [case for case in self.cases if case.state in states and item in ("", case.item)]

    def counts(self) -> Mapping[str, int]:
        """How many are in each group, those that have ended aside."""
        by_state = dict.fromkeys(CaseState, 0)
        for case in self.cases:
            by_state[case.state] += 1
        return {name: sum(by_state[state] for state in GROUPS[name]) for name in GROUPS if name != "ended"}


class SortedCases:
    """Looked up once for all lists, whenever a case changed."""

    def __init__(self) -> None:
        self._of: tuple[Shelf, Sorted] | None = None

    def of(self, shelf: Shelf) -> Sorted:
        if self._of is None or self._of[0] is not shelf:
            self._of = (shelf, Sorted.of(shelf))
        return self._of[1]


def case_row(hall: Hall, case: Case, today: date, words: Mapping[str, str], states: Mapping[str, str]) -> CaseRow:
    late = overdue_words(case, words)
    limit = next(limit_words(hall, case, today, words), None)
    return CaseRow(
        code=case.code,
        item=item_name(hall, case.item),
        state=states[state_name(case)],
        handed_in=f"{hall.local(case.submitted_at):%m-%d %H:%M}" if case.submitted_at else "",
        due=f"{limit.name} {limit.day:%m-%d}" if limit else "",
        mark=late[0] if late else limit.left if limit and limit.soon else "",
        late=bool(late),
        pages=len(case.pages),
    )


def ending(cases: Iterable[Case], text: str) -> list[Case]:
    """The cases whose code ends so."""
    return [case for case in cases if case.code.endswith(text)]


def _by_due(case: Case) -> tuple[bool, date, datetime]:
    """An approved case has no limit and waits for its result: by the day of its decision."""
    return (not case.is_late, case.due or case.changed_at.date(), case.submitted_at or case.started_at)
