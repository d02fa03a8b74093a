"""When to try again, when to ask again, and when to leave a provider alone. All of it is arithmetic."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from queue_server.notices.lifecycle import State
from queue_server.notices.outcomes import Refusal

FIRST_RETRY_S = {Refusal.BUSY: 2.0, Refusal.LIMITED: 60.0, Refusal.ILL: 0.0}
"""Aliyun's and Tencent's limits are by the half minute and the minute; a gateway that throttles wants a moment. Where
one provider is ill another may do at once; where none does, the rest of the ill one says how long to wait.
"""

LONGEST_RETRY_S = {Refusal.BUSY: 60.0, Refusal.LIMITED: 1800.0, Refusal.ILL: 0.0}

MOST_TRIES = {Refusal.BUSY: 12, Refusal.LIMITED: 6, Refusal.ILL: 12}

UNKNOWN_ASKED_S = (15, 30, 60, 120, 300, 900, 3600, 4 * 3600, 12 * 3600, 24 * 3600)
"""Records appear at the providers within seconds; carriers report for up to three days (72 h)."""

SENT_ASKED_S = (60, 300, 1800, 4 * 3600, 24 * 3600)
"""A hall whose receipts cannot come in, behind a wall, learns of the delivery so."""

SURE_AFTER = timedelta(minutes=1)
"""A record that is not there so long after the message was handed over will not come any more."""


def retry_delay_s(refusal: Refusal, tries: int, jitter: float) -> float | None:
    """Seconds until the next try after ``tries`` of them; ``jitter`` is between 0 and 1. None: it is given up.

    Twice as long each time, and spread from half to one and a half, so that what failed together does not come back
    together.
    """
    if refusal not in FIRST_RETRY_S or tries >= MOST_TRIES[refusal]:
        return None
    longest = min(LONGEST_RETRY_S[refusal], FIRST_RETRY_S[refusal] * 2.0 ** (tries - 1))
    return longest * (0.5 + jitter)


def question_delay_s(state: State, asked: int) -> float | None:
    """Seconds until a provider is asked (again) what became of a message; none when it was asked often enough."""
    schedule = {State.UNKNOWN: UNKNOWN_ASKED_S, State.SENT: SENT_ASKED_S}.get(state, ())
    return schedule[asked] if asked < len(schedule) else None


@dataclass(frozen=True, slots=True)
class TakeOver:
    """The hall's rule: a provider that failed so often in a row is left alone for so long, then twice as long."""

    after_failures: int = 3
    rest: timedelta = timedelta(seconds=30)
    longest_rest: timedelta = timedelta(minutes=10)


class Standing(NamedTuple):
    """How a provider did lately. It fails ``since`` then, for the reason ``code``, and is left alone ``until`` then."""

    failures: int = 0
    rests: int = 0
    since: datetime | None = None
    until: datetime | None = None
    code: str | None = None

    def rests_at(self, now: datetime) -> bool:
        return self.until is not None and now < self.until


WELL = Standing()


def after_failure(standing: Standing, rule: TakeOver, now: datetime, code: str, *, ill: bool) -> Standing:
    """One that says itself that it is ``ill`` is left alone at once. What was under way when it was is not counted."""
    if standing.rests_at(now):
        return standing
    failures = standing.failures + 1
    since = standing.since or now
    if not ill and failures < rule.after_failures and not standing.rests:
        return standing._replace(failures=failures, since=since, code=code)
    rest = min(rule.longest_rest, rule.rest * 2**standing.rests)
    return Standing(failures, standing.rests + 1, since, now + rest, code)
