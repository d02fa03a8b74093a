"""How much is enough for one number, and when people sleep."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import NamedTuple

LIMIT_NUMBER = "limit_number"
LIMIT_TEMPLATE = "limit_template"
LIMIT_DAY = "limit_day"


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is sent on one day of the hall: to one number, to one number at one step, altogether.

    Aliyun takes 40 a number and 50 a number and template a day.
    """

    number: int = 20
    template: int = 10
    day: int = 5000


class SentToday(NamedTuple):
    """What went out on the hall's day so far."""

    number: int
    template: int
    day: int


def over_limit(limits: Limits, sent: SentToday) -> str | None:
    """Which limit the next message would break; none if it breaks none."""
    if sent.day >= limits.day:
        return LIMIT_DAY
    if sent.number >= limits.number:
        return LIMIT_NUMBER
    return LIMIT_TEMPLATE if sent.template >= limits.template else None


class QuietHours(NamedTuple):
    """From ``start`` to ``end`` by the hall's clock, over midnight where the end is the earlier one."""

    start: time
    end: time

    def until(self, local: datetime) -> datetime | None:
        """When the quiet hours that ``local`` lies in are over; none outside of them."""
        clock = local.time()
        started, ended = clock >= self.start, clock >= self.end
        over_midnight = self.start > self.end
        if not (started or not ended if over_midnight else started and not ended):
            return None
        day = local.date() + timedelta(days=1) if ended else local.date()
        return datetime.combine(day, self.end, tzinfo=local.tzinfo)
