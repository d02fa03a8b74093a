"""The hall's one thread: commands first, then the news, then whoever follows."""

import queue
import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from uuid import UUID

from queue_server.contract.commands import IssueTicket
from queue_server.contract.envelope import Command
from queue_server.journal import MemoryJournal
from queue_server.service.announcer import Announcer
from queue_server.service.batch import Request
from queue_server.service.hall_service import HallService
from queue_server.service.loop import HallLoop
from queue_server.service.translate import Translator
from queue_server.service.views import ServerFacts

HANG_GUARD_S = 20
MORNING = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


class Follower:
    """Notes each turn; ``breaks`` makes every one fail."""

    def __init__(self, happened):
        self._happened = happened
        self.breaks = False

    def turn(self, state, *, quiet):
        self._happened.put(("turn", state.seq, quiet))
        if self.breaks:
            raise ZeroDivisionError


class Hall:
    def __init__(self, hall):
        self.happened = queue.SimpleQueue()
        self.follower = Follower(self.happened)
        tickets, self._ids = count(1), count(1)
        service = HallService(
            hall,
            MemoryJournal(),
            clock=lambda: MORNING,
            translator=Translator(b"key", lambda: f"ticket-{next(tickets)}", str),
            ticket_url=None,
        )
        announcer = Announcer("street", self._publish, ServerFacts)
        self.loop = HallLoop(service, announcer, clock=lambda: MORNING, followers=[self.follower])

    def _publish(self, topic, message, **_):
        if topic.endswith("/event") and b"ticket_issued" in message:
            self.happened.put(("news",))

    def take(self):
        command = Command(id=str(UUID(int=next(self._ids))), sent_at=MORNING, data=IssueTicket(queue="household"))
        self.loop.submit(Request(command, "kiosk-1", "kiosk", lambda _: self.happened.put(("reply",))))

    def until(self, wanted):
        """What happens until something is so; the last is that."""
        seen = []
        for _ in range(100):
            seen.append(self.happened.get(timeout=HANG_GUARD_S))
            if wanted(seen[-1]):
                return seen
        raise AssertionError(f"it never came: {seen}")


@contextmanager
def running(hall):
    hall = Hall(hall)
    thread = threading.Thread(target=hall.loop.run)
    thread.start()
    try:
        yield hall
    finally:
        hall.loop.stop()
        thread.join(HANG_GUARD_S)


def test_whoever_follows_gets_a_quiet_turn_after_the_reply_and_the_news(hall):
    with running(hall) as street:
        street.until(lambda each: each[0] == "turn")
        street.take()
        street.until(lambda each: each == ("reply",))
        *before, _ = street.until(lambda each: each == ("news",))
        assert not any(quiet for _, _, quiet in before)
        assert street.until(lambda each: each[0] == "turn")[-1][2]


def test_a_wake_makes_the_thread_come_round_without_any_command(hall):
    with running(hall) as street:
        street.until(lambda each: each[0] == "turn")
        for _ in range(5):
            street.loop.wake()
            assert street.happened.get(timeout=HANG_GUARD_S)[0] == "turn"


def test_a_follower_that_breaks_stops_no_ticket(hall):
    with running(hall) as street:
        street.follower.breaks = True
        for _ in range(3):
            street.take()
            street.until(lambda each: each == ("reply",))
