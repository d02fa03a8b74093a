"""Who is next, and the bound that every policy keeps.

The hall's policy ranks the first of every line that the window may call. Before it is asked, whoever was passed over
too often or too long comes first: being passed over means that somebody whose place is behind was called. So

- nobody is passed over more than ``passed_over_at_most`` times by ``call_next``, and
- nobody is passed over any more ``past_turn_at_most_minutes`` after it happened to them first.

The first in a line was passed over at least as often as anybody behind, so looking at the first of each line is enough.
Somebody who was away, parked or missed, and comes back to the own place counts as passed over meanwhile like the others
there: that keeps the bound for those who stand behind.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from queue_server.domain.hall import Hall
from queue_server.domain.policies import POLICIES
from queue_server.domain.policies.accumulating_priority import score
from queue_server.domain.state import HallState, Line, Place, Ticket, WindowLife

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


_Standing = tuple[str, str, str | None, Line]
"""A line that a window may call from: its queue, its priority, the window it is meant for, and who stands there.

A plain tuple: a busy hall has a hundred lines, and each call looks at all of them.
"""


Ranked = tuple[tuple[float, ...], Place]
"""Sorts who is called first to the front."""


def choose_next(state: HallState, window: WindowLife, now: datetime) -> Choice | None:
    """The person to call at ``window``; none if nobody waits for it."""
    lines = list(_lines_for(state, window))
    if not lines:
        return None
    moment = now.timestamp()
    suspect = {queue for queue in window.queues if _may_be_overdue(state, queue, moment)}
    overdue = [each for each in lines if each[0] in suspect and _overdue(state, each, moment)] if suspect else ()
    if overdue:
        head, priority = min((line[0], priority) for _, priority, _, line in overdue)
        return _choice(state, lines, head, priority, moment, RESCUE)
    policy = state.hall.rules.next
    head, priority, _ = min(
        _first_of_each_kind(state, window, lines),
        key=lambda first: rank(state.hall, moment, first[1], first[0], first[2]),
    )
    return _choice(state, lines, head, priority, moment, policy)


def explain(state: HallState, window: WindowLife, ticket: Ticket, now: datetime) -> Choice:
    """The figures of a call that a clerk chose."""
    return _choice(state, list(_lines_for(state, window)), ticket.place, ticket.priority, now.timestamp(), CHOSEN)


def ahead(state: HallState, queue: str, priority: str, place: Place, now: datetime) -> int:
    """How many people of the queue the policy would call before somebody at ``place`` if all were called now."""
    ranked = partial(rank, state.hall, now.timestamp())
    before = 0
    for key, line in state.lines.get(queue, {}).items():
        if key.priority == priority:
            before += bisect_left(line, place)
        elif line:
            before += bisect_left(line, ranked(priority, place), key=partial(ranked, key.priority))
    return before


def passes_over(state: HallState, queue: str, meant_for: str | None, place: Place) -> list[float]:
    """When ``place`` was passed over, in seconds of the epoch, the first time first."""
    return [
        passed.at
        for passed in state.passes.get(queue, ())
        if passed.place > place and state.may_call(meant_for, passed.window)
    ]


def _lines_for(state: HallState, window: WindowLife) -> Iterator[_Standing]:
    """The lines that a window may call from, none of them empty."""
    for queue in window.queues:
        for (priority, meant_for), line in state.lines.get(queue, {}).items():
            if line and (meant_for is None or state.may_call(meant_for, window.id)):
                yield queue, priority, meant_for, line


def _first_of_each_kind(
    state: HallState, window: WindowLife, lines: list[_Standing]
) -> Iterator[tuple[Place, str, float]]:
    """Of lines that every policy ranks by place alone, the first place, its priority and its bonus in seconds."""
    setup = state.hall.windows.get(window.id)
    prefers = setup.prefers if setup else ()
    first: dict[tuple[str, bool], Place] = {}
    for queue, priority, _, line in lines:
        kind = (priority, queue in prefers)
        head = line[0]
        if kind not in first or head < first[kind]:
            first[kind] = head
    bonus_s = state.hall.rules.preference_minutes * 60
    for (priority, preferred), head in first.items():
        yield head, priority, bonus_s if preferred else 0.0


def _may_be_overdue(state: HallState, queue: str, moment: float) -> bool:
    """False where nobody of the queue was passed over often or long enough, whoever that may be."""
    passes = state.passes.get(queue)
    if not passes:
        return False
    rules = state.hall.rules
    if len(passes) >= rules.passed_over_at_most:
        return True
    oldest = min([passed.at for passed in passes])
    return moment - oldest >= rules.past_turn_at_most_minutes * 60


def _overdue(state: HallState, standing: _Standing, moment: float) -> bool:
    queue, _, meant_for, line = standing
    rules = state.hall.rules
    times = passes_over(state, queue, meant_for, line[0])
    if not times:
        return False
    return len(times) >= rules.passed_over_at_most or moment - times[0] >= rules.past_turn_at_most_minutes * 60


def rank(hall: Hall, moment: float, priority: str, place: Place, bonus_s: float = 0.0) -> Ranked:
    """Sorts who is called first to the front; of equals who came first."""
    return POLICIES[hall.rules.next](hall, priority, place.since - bonus_s, moment), place


def _choice(state: HallState, lines: list[_Standing], place: Place, priority: str, moment: float, rule: str) -> Choice:
    return Choice(
        ticket=place.ticket,
        waited_s=max(0, round(moment - place.since)),
        score=round(score(state.hall, priority, place.since, moment), 2),
        rule=rule,
        passed_over=sum(bisect_left(line, place) for _, _, _, line in lines if line[0] < place),
    )
