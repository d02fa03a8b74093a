"""A busy hall day, the same each time."""

import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from bench._hall import QUEUES, WINDOWS
from queue_server.domain import commands as domain
from queue_server.domain.decide import Accepted, decide
from queue_server.domain.events import Event
from queue_server.domain.evolve import evolve_all
from queue_server.domain.hall import Hall
from queue_server.domain.state import HallState

NINE = datetime(2026, 11, 20, 9, tzinfo=UTC)


class Asked(NamedTuple):
    """What a command brought, and the seconds that deciding it took."""

    seconds: float
    events: tuple[Event, ...]


class BusyDay:
    """A hall of which every window works."""

    def __init__(self, hall: Hall) -> None:
        self.state = HallState(hall)
        self.now = NINE
        self._dice = random.Random(1)  # noqa: S311 - the same day each time
        self._tickets = 0

    def morning(self, waiting: int) -> Iterator[domain.Command]:
        """Every window opens, and so many people come."""
        yield from (domain.OpenWindow(window, "1001") for window in self.state.hall.windows)
        yield from (self.arrival() for _ in range(waiting))

    def arrival(self) -> domain.IssueTicket:
        self.now += timedelta(seconds=self._dice.expovariate(1 / 10))
        self._tickets += 1
        return domain.IssueTicket(
            ticket=f"ticket-{self._tickets}",
            origin="kiosk",
            queue=f"queue-{self._dice.randrange(QUEUES)}",
            priority=self._dice.choices(("ordinary", "elderly", "disabled"), (8, 1, 1))[0],
            person=f"person-{self._tickets}",
        )

    def ask(self, command: domain.Command) -> Asked:
        """Decide and evolve."""
        started = time.perf_counter()
        decision = decide(self.state, command, self.now)
        seconds = time.perf_counter() - started
        assert isinstance(decision, Accepted), decision
        self.state = evolve_all(self.state, decision.events)
        return Asked(seconds, decision.events)

    def visit(self) -> Iterator[domain.Command]:
        """Somebody comes, somebody is called and served: as many wait afterwards as before."""
        window = str(self._dice.randint(1, WINDOWS))
        yield self.arrival()
        yield domain.CallNext(window)
        yield domain.StartService(window)
        yield domain.Finish(window)
