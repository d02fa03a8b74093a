"""Limits in words: how many working days are left, and what passed. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from queue_server.domain.cases.case import Case, Limit
from queue_server.domain.cases.working_days import working_days_left
from queue_server.domain.hall import Hall

IN_WORKING_DAYS = ("accept", "promised", "legal")
"""Limits of the office; those of people are calendar days."""


@dataclass(frozen=True, slots=True)
class LimitWords:
    """``soon``: no more is left than the hall warns of."""

    name: str
    day: date
    left: str
    soon: bool


def limit_words(hall: Hall, case: Case, today: date, words: Mapping[str, str]) -> Iterator[LimitWords]:
    """Each limit that still runs, the first one first."""
    for limit in sorted(case.limits, key=lambda each: each.by):
        yield _of(hall, limit, today, words)


def overdue_words(case: Case, words: Mapping[str, str]) -> list[str]:
    """What passed while it was the office's turn."""
    return [words[f"overdue_{kind}"] for kind in case.overdue] if case.is_late else []


def _of(hall: Hall, limit: Limit, today: date, words: Mapping[str, str]) -> LimitWords:
    name = words[f"limit_{limit.kind}"]
    if limit.kind not in IN_WORKING_DAYS:
        return LimitWords(name, limit.by, words["until"].format(day=f"{limit.by:%m-%d}"), soon=False)
    left = working_days_left(hall, today, limit.by)
    text = words["left"].format(left=left) if limit.by > today else words["left_today"]
    return LimitWords(name, limit.by, text, soon=left <= hall.cases.warn_days)
