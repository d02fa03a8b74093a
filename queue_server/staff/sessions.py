"""A session: from entering until leaving, and no longer than its rules allow."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class SessionRules:
    """A session ends after ``idle`` without a touch, and after ``longest`` whatever happens."""

    idle: timedelta = timedelta(minutes=60)
    longest: timedelta = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Session:
    """One browser of one person. ``key`` is the hash of the cookie's secret, which is kept nowhere."""

    key: str
    account: str
    began: datetime
    seen: datetime

    def holds(self, now: datetime, rules: SessionRules) -> bool:
        return now - self.seen < rules.idle and now - self.began < rules.longest

    def touched(self, now: datetime) -> "Session":
        return replace(self, seen=now)
