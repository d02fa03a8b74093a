"""Who is next: accumulating priority (Kleinrock 1964; Stanford, Taylor, Ziedins 2014).

A ticket's score is its head start plus its weight times the minutes waited. Who waits long enough overtakes any
head start, so nobody is passed over for ever while weights are finite.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from queue_server.domain.hall import Hall
from queue_server.domain.state import HallState, Place

RULE = "accumulating_priority"


@dataclass(frozen=True, slots=True)
class Choice:
    """The ticket to call and why: ``passed_over`` people wait longer but have a lower score."""

    ticket: str
    waited_s: int
    score: float
    rule: str
    passed_over: int


def score(hall: Hall, priority: str, waited_s: float) -> float:
    """The score of a ticket in minutes. A priority that the hall file no longer knows counts as ordinary."""
    kind = hall.priorities.get(priority)
    if kind is None:
        return waited_s / 60
    return kind.head_start_minutes + kind.weight * waited_s / 60


def choose_next(state: HallState, queues: Iterable[str], now: datetime) -> Choice | None:
    """The person with the highest score in ``queues``, of equals the one who came first; none if nobody waits."""
    lines = [(priority, line) for queue in queues for priority, line in state.lines.get(queue, {}).items() if line]
    if not lines:
        return None
    moment = now.timestamp()
    # Within a line all scores grow alike, so its head has the highest.
    best, line = min(lines, key=lambda candidate: _rank(state.hall, candidate[0], candidate[1][0], moment))
    head = line[0]
    waited_s = max(0.0, moment - head.since)
    return Choice(
        ticket=head.ticket,
        waited_s=round(waited_s),
        score=round(score(state.hall, best, waited_s), 2),
        rule=RULE,
        passed_over=sum(bisect_left(other, head) for _, other in lines),
    )


def ahead(state: HallState, queue: str, priority: str, place: Place, now: datetime) -> int:
    """How many people of the same queue would be called before ``place`` if all were called now."""
    moment = now.timestamp()
    before = 0
    for other, line in state.lines.get(queue, {}).items():
        if other == priority:
            before += bisect_left(line, place)
        elif line:
            mine = _rank(state.hall, priority, place, moment)
            before += bisect_left(line, mine, key=partial(_rank, state.hall, other, moment=moment))
    return before


def _rank(hall: Hall, priority: str, place: Place, moment: float) -> tuple[float, float, int]:
    """Sorts who is called first to the front."""
    return -score(hall, priority, max(0.0, moment - place.since)), place.since, place.order
