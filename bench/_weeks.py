"""Some weeks of a street office, up to a moment: what a manager's page has to tell of."""

import json
import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from queue_server.domain import commands as domain
from queue_server.domain.decide import Accepted, decide
from queue_server.domain.events import to_data
from queue_server.domain.evolve import evolve_all
from queue_server.domain.hall import Hall
from queue_server.domain.state import HallState
from queue_server.journal import Recorded, SqliteJournal

ARRIVALS = {8: 20, 9: 44, 10: 52, 11: 30, 12: 8, 13: 10, 14: 38, 15: 34, 16: 22, 17: 8}
"""People an hour, by the hall's clock."""


class Weeks:
    """Decides a hall's days one after the other, the same each time."""

    def __init__(self, hall: Hall) -> None:
        self.state = HallState(hall)
        self._dice = random.Random(7)  # noqa: S311 - the same weeks each time
        self._events: list[Recorded] = []

    def run(self, until: datetime, days: int) -> list[Recorded]:
        """Every event of ``days`` days before ``until``, and of its own day as far as it goes."""
        today = self.state.hall.day(until)
        for back in range(days, -1, -1):
            self._day(today - timedelta(days=back), until)
        return self._events

    def _day(self, day: date, until: datetime) -> None:
        busy: dict[str, datetime] = {}
        for arrival in self._arrivals(day):
            if arrival >= until:
                return
            self._serve(busy, arrival)
            self._ask(self._ticket(arrival), arrival)
        evening = datetime.combine(day, time(18), tzinfo=self.state.hall.timezone)
        self._serve({window: min(free, evening) for window, free in busy.items()}, min(evening, until))
        for window in busy if evening < until else ():
            for step in (domain.Miss(window), domain.Finish(window), domain.CloseWindow(window)):
                self._ask(step, evening)

    def _arrivals(self, day: date) -> Iterator[datetime]:
        much = self._dice.uniform(0.7, 1.2) * (0.3 if day.weekday() >= 5 else 1.0)
        zone = self.state.hall.timezone
        for hour, people in ARRIVALS.items():
            start = datetime.combine(day, time(hour), tzinfo=zone)
            for second in sorted(self._dice.uniform(0, 3600) for _ in range(round(people * much))):
                yield start + timedelta(seconds=second)

    def _serve(self, busy: dict[str, datetime], now: datetime) -> None:
        """Each window that is free by ``now`` has finished, and calls the next."""
        for window in list(self.state.hall.windows)[:6]:
            if window not in busy:
                self._ask(domain.OpenWindow(window, f"10{window.zfill(2)}"), now)
                busy[window] = now
            if busy[window] > now:
                continue
            if self.state.window(window).ticket:
                self._ask(domain.Finish(window), busy[window])
            if self._ask(domain.CallNext(window), now):
                self._ask(domain.StartService(window), now + timedelta(seconds=30))
                busy[window] = now + timedelta(seconds=self._dice.gammavariate(2, 270))

    def _ticket(self, now: datetime) -> domain.IssueTicket:
        item = self._dice.choice(list(self.state.hall.items))
        return domain.IssueTicket(f"{now.timestamp():.3f}-{self._dice.random():.6f}", "kiosk", item=item)

    def _ask(self, command: domain.Command, now: datetime) -> bool:
        decision = decide(self.state, command, now)
        if not isinstance(decision, Accepted):
            return False
        for event in decision.events:
            self.state = evolve_all(self.state, (event,))
            data = json.dumps(to_data(event), ensure_ascii=False, separators=(",", ":"))
            self._events.append(Recorded(self.state.seq, self.state.hall.local(event.at), event.type, data))
        return True


def write_weeks(file: Path, hall: Hall, until: datetime, days: int = 29) -> None:
    """A journal that ends at ``until``."""
    events = Weeks(hall).run(until, days)
    journal = SqliteJournal(file)
    try:
        journal.append(hall.id, 0, events, (), until)
    finally:
        journal.close()
