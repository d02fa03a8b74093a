"""Who is next, and the bound that every policy keeps.

The hall's policy ranks the first of every line that the window may call. Before it is asked, whoever was passed over
too often or too long comes first: being passed over means that somebody whose place is behind was called. So

- nobody is passed over more than ``passed_over_at_most`` times by ``call_next``, and
- nobody is passed over any more ``past_turn_at_most_minutes`` after it happened to them first.

The first in a line was passed over at least as often as anybody behind, so looking at the first of each line is enough.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from queue_server.domain.hall import Hall
from queue_server.domain.policies import POLICIES
from queue_server.domain.policies.accumulating_priority import score
from queue_server.domain.state import HallState, Line, LineKey, Place, Ticket, WindowLife

RESCUE = "passed_over_bound"
CHOSEN = "chosen_by_clerk"


@dataclass(frozen=True, slots=True)
class Choice:
    """The ticket to call and why: ``passed_over`` people came before it and are not called yet."""

    ticket: str
    waited_s: int
    score: float
    rule: str
    passed_over: int


def lines_for(state: HallState, window: WindowLife) -> Iterator[tuple[str, LineKey, Line]]:
    """The lines that a window may call from, none of them empty, each with its queue."""
    for queue in window.queues:
        for key, line in state.lines.get(queue, {}).items():
            if line.places and state.may_call(key.meant_for, window.id):
                yield queue, key, line


def passes_over(line: Line, place: Place) -> list[float]:
    """When ``place`` was passed over, in seconds of the epoch, the first time first."""
    return [passed.at for passed in line.passes if passed.place > place and passed.at >= place.joined]


def choose_next(state: HallState, window: WindowLife, now: datetime) -> Choice | None:
    """The person to call at ``window``; none if nobody waits for it."""
    lines = list(lines_for(state, window))
    if not lines:
        return None
    moment = now.timestamp()
    rules = state.hall.rules
    overdue = [candidate for candidate in lines if candidate[2].passes and _overdue(state.hall, candidate[2], moment)]
    if overdue:
        _, key, line = min(overdue, key=lambda candidate: candidate[2].places[0])
        return _choice(state, lines, line.places[0], key.priority, moment, RESCUE)
    prefers = state.hall.windows[window.id].prefers if window.id in state.hall.windows else ()
    policy = POLICIES[rules.next]

    def rank(candidate: tuple[str, LineKey, Line]) -> tuple[tuple[float, ...], Place]:
        queue, key, line = candidate
        head = line.places[0]
        bonus_s = rules.preference_minutes * 60 if queue in prefers else 0.0
        return policy(state.hall, key.priority, head.since - bonus_s, moment), head

    _, key, line = min(lines, key=rank)
    return _choice(state, lines, line.places[0], key.priority, moment, rules.next)


def explain(state: HallState, window: WindowLife, ticket: Ticket, now: datetime) -> Choice:
    """The figures of a call that a clerk chose."""
    return _choice(state, list(lines_for(state, window)), ticket.place, ticket.priority, now.timestamp(), CHOSEN)


def _overdue(hall: Hall, line: Line, moment: float) -> bool:
    times = passes_over(line, line.places[0])
    if not times:
        return False
    patience_s = hall.rules.past_turn_at_most_minutes * 60
    return len(times) >= hall.rules.passed_over_at_most or moment - times[0] >= patience_s


def _choice(
    state: HallState,
    lines: list[tuple[str, LineKey, Line]],
    place: Place,
    priority: str,
    moment: float,
    rule: str,
) -> Choice:
    return Choice(
        ticket=place.ticket,
        waited_s=max(0, round(moment - place.since)),
        score=round(score(state.hall, priority, place.since, moment), 2),
        rule=rule,
        passed_over=sum(bisect_left(line.places, place) for _, _, line in lines),
    )


def ahead(state: HallState, ticket: Ticket, now: datetime) -> int:
    """How many people of the same queue the policy would call before ``ticket`` if all were called now."""
    moment = now.timestamp()
    policy = POLICIES[state.hall.rules.next]

    def rank(priority: str, place: Place) -> tuple[tuple[float, ...], Place]:
        return policy(state.hall, priority, place.since, moment), place

    before = 0
    place, mine = ticket.place, rank(ticket.priority, ticket.place)
    for key, line in state.lines.get(ticket.queue, {}).items():
        if key.priority == ticket.priority:
            before += bisect_left(line.places, place)
        elif line.places:
            before += bisect_left(line.places, mine, key=lambda other, kind=key.priority: rank(kind, other))  # type: ignore[misc]  # bound here
    return before
