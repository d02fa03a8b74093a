"""A whole terminal whose server or broker goes and comes back: real broker, real outbox, simulated devices."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.flow.blocks import left
from kiosk.flow.inputs import ConfirmTouched, HomeTouched, QueueTouched
from kiosk.flow.pages import ChooseQueue, Done, Printing, Sending
from kiosk.flow.session import Readiness, readiness
from kiosk.flow.times import PATIENCE_S
from kiosk.reserving import ASK_AGAIN_S, MOST
from queue_server.contract.commands import CancelTicket, IssueTicket, Printed, ReportPrint, ReserveNumbers
from queue_server.contract.envelope import Command
from queue_server.contract.replies import Reply, refused
from queue_server.contract.topics import SERVER
from queue_server.contract.views import Presence
from tests.kiosk.device_bench import HANG_S
from tests.kiosk.hall import HALL, QUEUES, TICKET
from tests.kiosk.scripted_server import ScriptedServer, issued
from tests.kiosk.terminal_bench import Broker, Kiosk, Loop

OFFLINE_TICKET = TICKET.model_copy(update={"id": "t-9", "number": "A001", "origin": "offline"})


class Counters:
    """Answers as the hall does: blocks from one counter a queue, and whatever else as scripted."""

    def __init__(self, others: Callable[[Command], Reply | None] = issued) -> None:
        self.others = others
        self.last: dict[str, int] = {}

    def __call__(self, command: Command) -> Reply | None:
        if not isinstance(command.data, ReserveNumbers):
            return self.others(command)
        first = self.last.get(command.data.queue, 0) + 1
        self.last[command.data.queue] = last = first + command.data.count - 1
        day = HALL.local(datetime.now(UTC)).date().isoformat()
        data: dict[str, Any] = {"prefix": "A", "first": first, "last": last, "day": day}
        return Reply(id=command.id, ok=True, data=data)


@pytest.fixture
def kiosk(tmp_path: Path, broker: Broker, loop: Loop, server: ScriptedServer) -> Iterator[Kiosk]:
    server.answers = Counters()
    server.say(server.connection.topics.hall, HALL.model_copy(update={"next_change": None}))
    kiosk = Kiosk(tmp_path / "data", broker, loop)
    kiosk.start()
    yield kiosk
    kiosk.stop()


def ready(kiosk: Kiosk) -> None:
    """The hall is known and every queue has its numbers."""
    kiosk.until_ready()
    kiosk.terminal.time_passed(1)
    kiosk.loop.until(lambda: all(left(kiosk.session.around.blocks, queue.queue) == MOST for queue in QUEUES))


def lose_the_line(kiosk: Kiosk, broker: Broker) -> None:
    broker.stop()
    kiosk.loop.until(lambda: not kiosk.session.around.line)


def take_a_ticket(kiosk: Kiosk, card: int = 1) -> str:
    kiosk.loop.until(lambda: readiness(kiosk.session.around) is Readiness.READY)
    kiosk.reader.command(f"lay {card}")
    kiosk.until(ChooseQueue)
    kiosk.reader.command("remove")
    kiosk.terminal.handle(QueueTouched("household"))
    kiosk.terminal.handle(ConfirmTouched())
    kiosk.until(Done)
    page = kiosk.session.page
    assert isinstance(page, Done)
    return page.ticket.number


def test_every_queue_gets_its_block_once(kiosk: Kiosk, server: ScriptedServer) -> None:
    ready(kiosk)
    kiosk.terminal.time_passed(ASK_AGAIN_S)
    kiosk.terminal.time_passed(1)
    asked = [each.data for each in list(server.heard.queue)]
    assert asked == [ReserveNumbers(queue=queue.queue, count=MOST) for queue in QUEUES]
    assert kiosk.pending() == []


def test_a_citizen_gets_a_printed_ticket_without_a_broker_and_the_hall_hears_of_it_under_the_same_number(
    kiosk: Kiosk, server: ScriptedServer, broker: Broker
) -> None:
    ready(kiosk)
    lose_the_line(kiosk, broker)
    assert take_a_ticket(kiosk) == "A001"
    assert len(kiosk.paper.tickets) == 1
    assert kiosk.pending() == ["issue_ticket", "report_print"]
    server.answers = lambda command: issued(command, OFFLINE_TICKET)
    broker.start()
    kiosk.loop.until(lambda: not kiosk.pending())
    told = server.hear(IssueTicket).data
    assert isinstance(told, IssueTicket)
    assert told.number == "A001"
    assert told.holder is not None
    assert server.hear(ReportPrint).data == ReportPrint(ticket="A001", printed=Printed.YES)
    assert all(not isinstance(each.data, CancelTicket) for each in list(server.heard.queue))


def test_a_number_that_the_hall_refuses_afterwards_is_told_to_who_looks_after_the_terminal_until_the_day_is_over(
    kiosk: Kiosk, server: ScriptedServer, broker: Broker
) -> None:
    ready(kiosk)
    lose_the_line(kiosk, broker)
    take_a_ticket(kiosk)
    server.refuse("already_waiting")
    broker.start()
    kiosk.loop.until(lambda: not kiosk.pending())
    while server.health.get(timeout=HANG_S).parts["terminal"].detail != "refused=A001":
        pass
    assert kiosk.session.around.care.refused == ("A001",)
    kiosk.now += timedelta(days=1)
    kiosk.terminal.time_passed(1)
    assert kiosk.session.around.care.refused == ()


def test_each_citizen_of_an_outage_gets_another_number(kiosk: Kiosk, server: ScriptedServer, broker: Broker) -> None:
    ready(kiosk)
    lose_the_line(kiosk, broker)
    numbers = []
    for card in (1, 2, 3):
        numbers.append(take_a_ticket(kiosk, card))
        kiosk.terminal.handle(HomeTouched())
    assert numbers == ["A001", "A002", "A003"]
    server.answers = lambda command: issued(command, OFFLINE_TICKET)
    broker.start()
    kiosk.loop.until(lambda: not kiosk.pending())


def test_after_a_power_cut_in_the_outage_the_terminal_serves_on_with_the_next_number(
    kiosk: Kiosk, server: ScriptedServer, broker: Broker
) -> None:
    ready(kiosk)
    lose_the_line(kiosk, broker)
    assert take_a_ticket(kiosk) == "A001"
    kiosk.cut_power()
    kiosk.start()
    kiosk.loop.until(lambda: readiness(kiosk.session.around) is Readiness.READY)
    assert [queue.queue for queue in kiosk.session.around.queues] == [queue.queue for queue in QUEUES]
    assert take_a_ticket(kiosk, 2) == "A002"
    assert kiosk.pending() == ["issue_ticket", "report_print", "issue_ticket", "report_print"]
    server.answers = lambda command: issued(command, OFFLINE_TICKET)
    broker.start()
    kiosk.loop.until(lambda: not kiosk.pending())


def test_a_server_that_is_away_behind_a_broker_that_is_there_is_away(kiosk: Kiosk, server: ScriptedServer) -> None:
    ready(kiosk)
    gone = Presence(online=False, kind="server", version="test", at=kiosk.now)
    server.say(server.connection.topics.presence(SERVER), gone)
    kiosk.loop.until(lambda: not kiosk.session.around.line)
    assert take_a_ticket(kiosk) == "A001"


def test_who_waited_for_a_reply_that_came_too_late_keeps_the_reserved_number_alone(
    kiosk: Kiosk, server: ScriptedServer
) -> None:
    ready(kiosk)
    server.answers = lambda _: None
    kiosk.confirm()
    asked = server.hear(IssueTicket)
    assert isinstance(kiosk.session.page, Sending)
    kiosk.terminal.time_passed(PATIENCE_S)
    kiosk.until(Printing, Done)
    page = kiosk.session.page
    assert isinstance(page, Printing | Done)
    assert page.ticket.number == "A001"
    server.answers = lambda command: issued(command, OFFLINE_TICKET if command.id != asked.id else TICKET)
    server.reply(issued(asked))
    kiosk.loop.until(lambda: "cancel_ticket" in kiosk.pending())
    assert server.hear(CancelTicket).data == CancelTicket(ticket="t-1")


def test_yesterdays_block_is_not_used_and_todays_is_reserved(kiosk: Kiosk, server: ScriptedServer) -> None:
    ready(kiosk)
    kiosk.now += timedelta(days=1)
    kiosk.terminal.time_passed(ASK_AGAIN_S)
    assert kiosk.session.around.blocks == ()
    kiosk.loop.until(lambda: len(list(server.heard.queue)) == 2 * len(QUEUES))
    assert all(isinstance(each.data, ReserveNumbers) for each in list(server.heard.queue))


def test_where_the_quota_is_reached_no_block_is_kept_and_the_terminal_goes_on(
    kiosk: Kiosk, server: ScriptedServer
) -> None:
    server.answers = lambda command: refused(command.id, "quota_reached", {"quota": 5})
    kiosk.until_ready()
    kiosk.terminal.time_passed(1)
    kiosk.loop.until(lambda: len(list(server.heard.queue)) == len(QUEUES) and not kiosk.pending())
    kiosk.terminal.time_passed(ASK_AGAIN_S)
    kiosk.terminal.time_passed(1)
    kiosk.loop.until(lambda: len(list(server.heard.queue)) == 2 * len(QUEUES) and not kiosk.pending())
    counts = [each.data.count for each in list(server.heard.queue) if isinstance(each.data, ReserveNumbers)]
    assert counts == [MOST] * len(QUEUES) + [MOST // 2] * len(QUEUES)
    assert kiosk.session.around.blocks == ()
