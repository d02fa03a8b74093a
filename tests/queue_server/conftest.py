"""A small hall and its day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from queue_server.domain import commands, events
from queue_server.domain.decide import Accepted, Refused, decide
from queue_server.domain.evolve import evolve_all
from queue_server.domain.hall import Hall, Item, Priority, Queue, Rules, Window
from queue_server.domain.hours import Hours, Span
from queue_server.domain.state import HallState, Ticket

SHANGHAI = ZoneInfo("Asia/Shanghai")
MORNING = datetime(2026, 11, 20, 9, 0, tzinfo=SHANGHAI)  # a Friday


def make_hall() -> Hall:
    weekday = (Span(8 * 60 + 30, 12 * 60), Span(14 * 60, 17 * 60 + 30))
    return Hall(
        id="street",
        name={"zh": "街道政务服务中心", "en": "Street Service Centre"},
        timezone=SHANGHAI,
        queues={
            "household": Queue("household", "A", {"zh": "户籍业务", "en": "Household"}),
            "tax": Queue("tax", "B", {"zh": "税务业务"}, daily_quota=3),
        },
        items={
            "move-in": Item("move-in", "household", {"zh": "户口迁入"}, 10),
            "declare": Item("declare", "tax", {"zh": "纳税申报"}, 5),
        },
        windows={
            "1": Window("1", {"zh": "1号综合窗口", "en": "Counter 1"}, ("*",)),
            "2": Window("2", {"zh": "2号税务窗口"}, ("tax",)),
        },
        priorities={
            "ordinary": Priority("ordinary", {"zh": "普通"}, 0, 1),
            "elderly": Priority("elderly", {"zh": "老年人优先"}, 10, 1.5),
        },
        hours=Hours(weekly=dict.fromkeys(range(5), weekday)),
        rules=Rules(recalls_before_missed=2),
    )


class Story:
    """A day in a hall, told command by command."""

    def __init__(self, hall: Hall) -> None:
        self.state = HallState(hall)
        self.now = MORNING
        self.happened: list[events.Event] = []
        self._tickets = 0

    def later(self, **passed: float) -> "Story":
        self.now += timedelta(**passed)
        return self

    def ask(self, command: commands.Command) -> Accepted | Refused:
        decision = decide(self.state, command, self.now)
        if isinstance(decision, Accepted):
            self.state = evolve_all(self.state, decision.events)
            self.happened.extend(decision.events)
        return decision

    def refusal(self, command: commands.Command) -> str:
        before = self.state
        decision = self.ask(command)
        assert isinstance(decision, Refused), decision
        assert self.state is before
        return decision.code

    def accepted(self, command: commands.Command) -> tuple[events.Event, ...]:
        decision = self.ask(command)
        assert isinstance(decision, Accepted), decision
        return decision.events

    def issue(self, queue: str = "household", **more: Any) -> Ticket:
        self._tickets += 1
        ticket = f"ticket-{self._tickets}"
        self.accepted(commands.IssueTicket(ticket=ticket, origin="kiosk", queue=queue, **more))
        return self.state.tickets[ticket]

    def open(self, window: str = "1", operator: str = "1001", queues: tuple[str, ...] | None = None) -> None:
        self.accepted(commands.OpenWindow(window, operator, queues))

    def call(self, window: str = "1") -> Ticket:
        self.accepted(commands.CallNext(window))
        return self.at(window)

    def at(self, window: str) -> Ticket:
        ticket = self.state.window(window).ticket
        assert ticket is not None
        return self.state.tickets[ticket]

    def serve(self, window: str = "1") -> Ticket:
        ticket = self.call(window)
        self.accepted(commands.StartService(window))
        self.later(minutes=5).accepted(commands.Finish(window))
        return self.state.tickets[ticket.id]


@pytest.fixture
def hall() -> Hall:
    return make_hall()


@pytest.fixture
def story(hall: Hall) -> Story:
    return Story(hall)


@pytest.fixture
def always_open(hall: Hall) -> Hall:
    return replace(hall, hours=None)


@pytest.fixture
def morning() -> datetime:
    return MORNING.astimezone(UTC)


@pytest.fixture(scope="session")
def make_story() -> Callable[[], Story]:
    return lambda: Story(replace(make_hall(), hours=None))
