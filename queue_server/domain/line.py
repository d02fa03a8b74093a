"""Who is next: accumulating priority (Kleinrock 1964; Stanford, Taylor, Ziedins 2014).

A ticket's score is its head start plus its weight times the minutes waited. Who waits long enough overtakes any
head start, so nobody is passed over for ever while weights are finite.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from queue_server.domain.hall import Hall
from queue_server.domain.state import HallState, LineKey, Place

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
    served = set(queues)
    lines = {key: line for key, line in state.lines.items() if line and key.queue in served}
    if not lines:
        return None
    moment = now.timestamp()

    def rank(key: LineKey) -> tuple[float, float, int]:
        # Within a line all scores grow alike, so its head has the highest.
        head = lines[key][0]
        return -score(state.hall, key.priority, max(0.0, moment - head.since)), head.since, head.order

    best = min(lines, key=rank)
    head = lines[best][0]
    waited_s = max(0.0, moment - head.since)
    return Choice(
        ticket=head.ticket,
        waited_s=round(waited_s),
        score=round(score(state.hall, best.priority, waited_s), 2),
        rule=RULE,
        passed_over=sum(earlier_than(line, head) for line in lines.values()),
    )


def earlier_than(line: tuple[Place, ...], place: Place) -> int:
    """How many places of ``line`` came before ``place``."""
    return bisect_left(line, place)


def ahead(state: HallState, queue: str, priority: str, place: Place, now: datetime) -> int:
    """How many people of the same queue would be called before ``place`` if all were called now."""
    moment = now.timestamp()
    mine = score(state.hall, priority, moment - place.since)
    before = 0
    for key, line in state.lines.items():
        if key.queue != queue:
            continue
        if key.priority == priority:
            before += earlier_than(line, place)
        else:
            before += bisect_left(
                line,
                (-mine, place.since, place.order),
                key=lambda other, kind=key.priority: (  # type: ignore[misc]  # bound at definition
                    -score(state.hall, kind, moment - other.since),
                    other.since,
                    other.order,
                ),
            )
    return before
