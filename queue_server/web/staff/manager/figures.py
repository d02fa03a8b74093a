"""How the day goes, worked out for all managers at once, beside the pages' own work."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import structlog

from queue_server.statistics.books import DayBooks
from queue_server.statistics.comparison import (
    Arrivals,
    Comparison,
    arrivals_by_hour,
    compared,
    expected_arrivals,
    same_weekdays_before,
)
from queue_server.statistics.figures import Forecasts

OLD_AFTER = timedelta(minutes=1)
"""Charts of hours change no faster."""

FORECASTS_OF_DAYS = 28


@dataclass(frozen=True, slots=True)
class DayFigures:
    """``expected`` is made of ``expected_of`` days; ``forecasts`` says how true the told waits were lately."""

    comparison: Comparison
    expected: Sequence[Arrivals]
    expected_of: int
    forecasts: Forecasts


class DayBoard:
    """Shares the figures among all who look within a minute. For the event loop's thread."""

    def __init__(self, books: DayBooks | None) -> None:
        self._books = books
        self._figures: DayFigures | None = None
        self._at: datetime | None = None
        self._working: asyncio.Task[DayFigures | None] | None = None
        self._log = structlog.get_logger("manager_page")

    async def figures(self, now: datetime) -> DayFigures | None:
        """The day as it is ``now``, on the hall's clock; none as long as the books are not read."""
        if self._at is not None and timedelta() <= now - self._at < OLD_AFTER:
            return self._figures
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(asyncio.to_thread(self._work, now))
        self._figures = await asyncio.shield(self._working)
        self._at = now if self._figures is not None else None
        return self._figures

    def _work(self, now: datetime) -> DayFigures | None:
        if self._books is None or not self._books.ready:
            return None
        try:
            return day_figures(self._books, now.date(), now.hour)
        except Exception:  # noqa: BLE001 - a page without charts still shows who waits
            self._log.exception("day_not_worked_out")
            return None


def day_figures(books: DayBooks, today: date, hour: int) -> DayFigures:
    """``hour`` is the one that is under way."""
    before = same_weekdays_before(today)
    gathered = books.gathered([today, *before], "hour")
    days = arrivals_by_hour(gathered, before)
    lately = books.report(today - timedelta(days=FORECASTS_OF_DAYS), today)
    return DayFigures(compared(gathered, today, hour), expected_arrivals(days), len(days), lately.total.forecasts)
