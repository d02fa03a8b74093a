"""What the clock brings for cases: warnings, limits that passed, promises that were not kept."""

from collections.abc import Iterator
from datetime import date, datetime

from queue_server.domain.cases import events
from queue_server.domain.cases.case import Case, Limit
from queue_server.domain.cases.lifecycle import CITIZENS_TURN
from queue_server.domain.cases.shelf import Shelf


def due_cases(shelf: Shelf, today: date, now: datetime) -> Iterator[events.CaseEvent]:
    """Everything that the day brings; nothing once it is recorded."""
    if not shelf.looks or shelf.looks[0].day > today.toordinal():
        return
    for case in shelf.to_look_at(today):
        yield from _of_case(case, today, now)


def _of_case(case: Case, today: date, now: datetime) -> Iterator[events.CaseEvent]:
    passed = [limit for limit in case.limits if limit.by < today]
    if case.state in CITIZENS_TURN and passed:
        yield events.CaseExpired(at=now, case=case.id, reason=passed[0].kind)
        return
    for promise in case.promises:
        if promise.by < today:
            yield events.PromiseBroken(at=now, case=case.id, paper=promise.paper, due_on=promise.by)
        elif promise.remind_on is not None and promise.remind_on <= today:
            yield events.PromiseReminded(at=now, case=case.id, paper=promise.paper, due_on=promise.by)
    for limit in case.limits:
        yield from _of_limit(case, limit, today, now)


def _of_limit(case: Case, limit: Limit, today: date, now: datetime) -> Iterator[events.CaseEvent]:
    if limit.by < today:
        if limit.kind == "collect":
            yield events.ResultUncollected(at=now, case=case.id)
        else:
            yield events.CaseOverdue(at=now, case=case.id, limit=limit.kind, due_on=limit.by)
    elif limit.warn_on is not None and limit.warn_on <= today:
        yield events.CaseDueSoon(at=now, case=case.id, limit=limit.kind, due_on=limit.by)
