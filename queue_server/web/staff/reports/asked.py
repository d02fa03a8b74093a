"""Which report somebody asks for, as the address of the page says it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import get_args
from urllib.parse import urlencode

from queue_server.statistics.parts import By

MOST_DAYS = 3 * 366
YEARS = range(1900, date.max.year)
"""Those of an address that is meant; at the end of time there are days without a day before or after."""

GROUPS: tuple[By, ...] = get_args(By)


@dataclass(frozen=True, slots=True)
class Asked:
    """Both days are included."""

    first: date
    last: date
    by: By

    @classmethod
    def read(cls, query: Mapping[str, str], today: date) -> "Asked":
        """What is not said, or cannot be, is the last seven days by day."""
        first = _day(query.get("from")) or today - timedelta(days=6)
        last = _day(query.get("to")) or today
        by: By = next((group for group in GROUPS if group == query.get("by")), "day")
        if first > last:
            first, last = last, first
        return cls(max(first, last - timedelta(days=MOST_DAYS - 1)), last, by)

    def query(self, **more: str) -> str:
        """As an address says it."""
        return urlencode({"from": self.first.isoformat(), "to": self.last.isoformat(), "by": self.by, **more})


def spans(today: date) -> list[tuple[str, Asked]]:
    """What is asked for most, by the name of its words."""
    monday = today - timedelta(days=today.weekday())
    first = today.replace(day=1)
    before = first - timedelta(days=1)
    return [
        ("span_today", Asked(today, today, "hour")),
        ("span_week", Asked(monday, today, "day")),
        ("span_last_week", Asked(monday - timedelta(days=7), monday - timedelta(days=1), "day")),
        ("span_month", Asked(first, today, "day")),
        ("span_last_month", Asked(before.replace(day=1), before, "day")),
        ("span_year", Asked(today.replace(month=1, day=1), today, "month")),
    ]


def _day(text: str | None) -> date | None:
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if day.year in YEARS else None
