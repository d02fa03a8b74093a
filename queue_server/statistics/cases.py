"""What became of applications, and why they were sent back or refused: told from the journal in one pass."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from queue_server.domain.cases import events
from queue_server.journal import Recorded
from queue_server.retelling import event_of

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CaseFigures:
    """``sent_back`` counts each supplement that was asked for, ``late`` each limit of the office that passed.

    ``decided_days`` is the mean from the first submission to the decision, in days; the citizen's time is part of it.
    ``reasons`` are those of refusals, ``supplement_reasons`` those of supplements: a case may have several.
    """

    started: int = 0
    submitted: int = 0
    sent_back: int = 0
    approved: int = 0
    refused: int = 0
    withdrawn: int = 0
    expired: int = 0
    late: int = 0
    decided_days: float | None = None
    reasons: tuple[tuple[str, int], ...] = ()
    supplement_reasons: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class CaseReport:
    """Cases that were begun on the days ``first`` to ``last``, by item, whatever became of them since."""

    first: date
    last: date
    rows: tuple[tuple[str, CaseFigures], ...]
    total: CaseFigures


@dataclass(slots=True)
class _Gathering:
    counts: Counter[str] = field(default_factory=Counter)
    days: list[float] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    supplement_reasons: Counter[str] = field(default_factory=Counter)

    def figures(self) -> CaseFigures:
        counted = replace(CaseFigures(), **self.counts)  # type: ignore[arg-type]  # all counts are of its fields
        return replace(
            counted,
            decided_days=sum(self.days) / len(self.days) if self.days else None,
            reasons=_ranked(self.reasons),
            supplement_reasons=_ranked(self.supplement_reasons),
        )


def _ranked(reasons: Counter[str]) -> tuple[tuple[str, int], ...]:
    """The most frequent first, equals by their names."""
    return tuple(sorted(reasons.items(), key=lambda each: (-each[1], each[0])))


def make_case_report(recorded: Iterable[Recorded], first: date, last: date) -> CaseReport:
    """The figures of the cases begun on these days of the hall, told from all its events, in order."""
    follower = _Follower(first, last)
    for each in recorded:
        if each.type in _TOLD:
            follower.take(event_of(each.type, each.at, each.data))
    rows = tuple((item, of_item.figures()) for item, of_item in sorted(follower.items.items()))
    return CaseReport(first, last, rows, follower.total.figures())


class _Follower:
    """Remembers only the cases that are reported."""

    def __init__(self, first: date, last: date) -> None:
        self._first, self._last = first, last
        self._item_of: dict[str, str] = {}
        self._submitted: dict[str, datetime] = {}
        self.items: dict[str, _Gathering] = {}
        self.total = _Gathering()

    def take(self, event: Any) -> None:
        if isinstance(event, events.CaseStarted):
            if not self._first <= event.at.date() <= self._last:
                return
            self._item_of[event.case] = event.item
        item = self._item_of.get(event.case)
        if item is None:
            return
        for gathering in (self.items.setdefault(item, _Gathering()), self.total):
            self._gather(gathering, event)
        if isinstance(event, events.CaseSubmitted):
            self._submitted.setdefault(event.case, event.at)

    def _gather(self, gathering: _Gathering, event: Any) -> None:
        match event:
            case events.CaseSubmitted():
                gathering.counts["submitted"] += event.case not in self._submitted
            case events.SupplementAsked():
                gathering.counts["sent_back"] += 1
                gathering.supplement_reasons.update(event.reasons)
            case events.CaseDecided():
                gathering.counts[event.outcome] += 1
                if event.case in self._submitted:
                    gathering.days.append((event.at - self._submitted[event.case]) / _DAY)
                if event.outcome == "refused":
                    gathering.reasons.update(event.reasons)
            case _:
                gathering.counts[_COUNTED[event.type]] += 1


_COUNTED = {
    events.CaseStarted.type: "started",
    events.CaseWithdrawn.type: "withdrawn",
    events.CaseExpired.type: "expired",
    events.CaseOverdue.type: "late",
}
_TOLD = frozenset((*_COUNTED, events.CaseSubmitted.type, events.SupplementAsked.type, events.CaseDecided.type))
