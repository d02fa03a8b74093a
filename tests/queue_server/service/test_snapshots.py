"""A start begins with the newest snapshot, and trusts nothing about it that it cannot see."""

from concurrent.futures import Executor, Future
from dataclasses import replace
from itertools import count
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from structlog.testing import capture_logs

from queue_server.contract.commands import CallNext, IssueTicket, OpenWindow
from queue_server.contract.envelope import Command
from queue_server.domain.snapshot import SnapshotForm
from queue_server.journal import MemoryJournal, Snapshot
from queue_server.service import hall_service
from queue_server.service.batch import Request
from queue_server.service.hall_service import HallService
from queue_server.service.translate import Translator


class WatchedJournal(MemoryJournal):
    """Knows how much of it was read, and from where."""

    def __init__(self):
        super().__init__()
        self.read_after = []

    def read(self, hall, after_seq=0):
        self.read_after.append(after_seq)
        return super().read(hall, after_seq)


class Aside(Executor):
    """Work aside, done when the test says so: at once, or ``later``."""

    def __init__(self):
        self.later = False
        self._waiting = []

    def submit(self, work, /, *given):
        future = Future()
        self._waiting.append((future, work, given))
        if not self.later:
            self.do()
        return future

    def do(self):
        for future, work, given in self._waiting:
            future.set_result(work(*given))
        self._waiting = []


@pytest.fixture
def journal():
    return WatchedJournal()


@pytest.fixture
def aside():
    return Aside()


@pytest.fixture
def start(hall, journal, morning, aside):
    tickets = count(1)

    def start_service(of=hall):
        translator = Translator(b"key", lambda: f"ticket-{next(tickets)}", lambda: "CODE2345")
        return HallService(of, journal, clock=lambda: morning, translator=translator, ticket_url=None, aside=aside)

    return start_service


@pytest.fixture
def send(morning):
    ids = count(1)

    def send_to(service, *asked):
        commands = [Command(id=str(UUID(int=next(ids))), sent_at=morning, data=data) for data in asked]
        service.handle([Request(command, "desk", "window", lambda _answer: None) for command in commands])

    return send_to


@pytest.fixture
def worked(start, send, journal):
    """A hall that has a snapshot and a tail: A001 is called, A002 came after the snapshot."""
    service = start()
    send(service, IssueTicket(queue="household"), OpenWindow(window="1", operator="1001"), CallNext(window="1"))
    service.keep_snapshot()
    send(service, IssueTicket(queue="household"))
    return service


def test_a_start_reads_only_what_came_after_the_snapshot(worked, start, journal):
    journal.read_after.clear()
    again = start()
    assert journal.read_after == [journal.snapshot("street").seq]
    assert again.state == worked.state


def test_a_start_with_a_snapshot_and_one_without_are_the_same(worked, start, journal):
    with_snapshot = start().state
    journal._snapshots.clear()
    assert start().state == with_snapshot


def changed(body, place, **fields):
    form = SnapshotForm()
    return form.write(form.read(body, place)._replace(**fields))


def of_no_version(body):
    return body.replace(SnapshotForm().version.encode(), b"0-0")


def made_elsewhere(body, hall):
    return changed(body, hall, hall=replace(hall, timezone=ZoneInfo("Europe/Paris")))


DOUBTFUL = {
    "beyond the journal": lambda kept, hall: Snapshot(1000, changed(kept.body, hall, seq=1000)),
    "of another place": lambda kept, _: kept._replace(seq=kept.seq + 1),
    "no JSON": lambda kept, _: kept._replace(body=b"\x00"),
    "no snapshot": lambda kept, _: kept._replace(body=b"[]"),
    "without a field": lambda kept, _: kept._replace(body=kept.body.replace(b'"tickets"', b'"tockets"')),
    "of another version": lambda kept, _: kept._replace(body=of_no_version(kept.body)),
    "of another time zone": lambda kept, hall: kept._replace(body=made_elsewhere(kept.body, hall)),
}


@pytest.mark.parametrize("kind", DOUBTFUL)
def test_a_doubtful_snapshot_is_said_to_be_one_and_the_journal_is_read(worked, start, journal, hall, kind):
    journal._snapshots["street"] = DOUBTFUL[kind](journal.snapshot("street"), hall)
    journal.read_after.clear()
    with capture_logs() as logs:
        again = start()
    assert [log["event"] for log in logs] == ["snapshot_ignored"]
    assert journal.read_after == [0]
    assert again.state == worked.state


def test_a_snapshot_is_kept_once_enough_has_happened(start, send, journal, monkeypatch):
    monkeypatch.setattr(hall_service, "SNAPSHOT_EVERY", 10)
    service = start()
    send(service, *(IssueTicket(queue="household") for _ in range(8)))  # and the day's start: nine events
    service.tick()
    assert journal.snapshot("street") is None
    send(service, IssueTicket(queue="household"))
    service.tick()
    assert journal.snapshot("street").seq == 10
    send(service, *(IssueTicket(queue="household") for _ in range(9)))
    service.tick()
    assert journal.snapshot("street").seq == 10


def test_nobody_waits_while_a_snapshot_is_written(start, send, journal, aside, monkeypatch):
    monkeypatch.setattr(hall_service, "SNAPSHOT_EVERY", 10)
    aside.later = True
    service = start()
    send(service, *(IssueTicket(queue="household") for _ in range(9)))
    service.tick()
    send(service, *(IssueTicket(queue="household") for _ in range(30)))
    service.tick()
    assert service.state.crowd("household").people == 39
    assert journal.snapshot("street") is None
    aside.do()
    service.tick()
    assert journal.snapshot("street").seq == 10, "of the state as it was when it began to be written"
    assert start().state == service.state


def test_a_long_tail_read_at_start_is_not_read_again(start, send, journal, monkeypatch):
    monkeypatch.setattr(hall_service, "SNAPSHOT_EVERY", 10)
    send(start(), *(IssueTicket(queue="household") for _ in range(30)))
    assert journal.snapshot("street") is None
    start().tick()
    assert journal.snapshot("street").seq == 31


def test_a_snapshot_that_cannot_be_kept_is_seen_and_survived(start, send, journal):
    def full(*_):
        raise OSError("no space left on device")

    service = start()
    journal.keep_snapshot = full
    with capture_logs() as logs:
        service.keep_snapshot()
    assert [log["event"] for log in logs] == ["snapshot_not_kept"]
    send(service, IssueTicket(queue="household"))
    assert service.state.crowd("household").people == 1
