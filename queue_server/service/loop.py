"""The hall's one thread: takes the commands that came together, and tells the world when there is time.

A reply leaves as soon as its commit is on disk. Events and boards follow when the inbox has been quiet for a moment,
or after ``NEWS_AT_MOST_S`` when it never is: under load one board then stands for many events, and no command and no
reply waits for a board.
"""

import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import datetime
from typing import Protocol

import structlog

from queue_server.domain.changeover import Hindrance
from queue_server.domain.hall import Hall
from queue_server.domain.state import HallState
from queue_server.journal import Recorded
from queue_server.service.announcer import Announcer
from queue_server.service.batch import Request
from queue_server.service.hall_service import HallService

BATCH_AT_MOST = 128
"""Commands in one commit. More would save little (one fsync for 128) and make the first of them wait."""

QUIET_S = 0.004
"""A sender that waits for its reply sends its next command within this; its news can wait as long."""

NEWS_AT_MOST_S = 0.025
"""The age of news under load: a tenth of what an eye calls at once."""

TICK_S = 1.0
"""How often the clock is looked at: opening hours and the turn of the day are known to the minute."""

FORGET_EVERY_S = 3600.0
"""How often replies past their time are deleted."""


class Follower(Protocol):
    """Whoever works in the hall's thread beside the commands, a little at a time."""

    def turn(self, state: HallState, *, quiet: bool) -> None:
        """Comes round after the replies and the news; ``quiet``: no command came in this round.

        A round with commands is followed by a quiet one within :data:`QUIET_S`, or by more commands.
        """


class HallLoop:
    """Runs a hall in the thread that calls :meth:`run`; any other may call :meth:`submit` and :meth:`wake`."""

    def __init__(
        self,
        service: HallService,
        announcer: Announcer,
        *,
        clock: Callable[[], datetime],
        followers: Sequence[Follower] = (),
    ) -> None:
        self._service = service
        self._announcer = announcer
        self._clock = clock
        self._followers = tuple(followers)
        self._inbox: queue.SimpleQueue[Request | None] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._retell = threading.Event()
        self._returned: deque[str] = deque()
        self._changes: deque[tuple[Hall, Future[tuple[Hindrance, ...]]]] = deque()
        self._quiet = True
        self._untold_since: float | None = None
        self._untold_events: list[Recorded] = []
        self._log = structlog.get_logger("loop")

    def submit(self, request: Request) -> None:
        """Hand in one command; it is answered from the loop's thread."""
        self._inbox.put(request)

    def tell_everything(self) -> None:
        """Publish all retained topics again: the broker is new or was away."""
        self._retell.set()
        self.wake()

    def wake(self) -> None:
        """Come round at once, whether or not there is a command."""
        self._inbox.put(None)

    def change_hall(self, hall: Hall) -> Future[tuple[Hindrance, ...]]:
        """Work on in the changed hall between two commands; what hinders it, and then nothing changed."""
        answer: Future[tuple[Hindrance, ...]] = Future()
        self._changes.append((hall, answer))
        self.wake()
        return answer

    def client_returned(self, client: str) -> None:
        """Tell a client again what holds for it alone: it was away, or is new."""
        self._returned.append(client)
        self.wake()

    def stop(self) -> None:
        """End :meth:`run` after the commands that are in already."""
        self._stopping.set()
        self.wake()

    def run(self) -> None:
        """Work until :meth:`stop`."""
        self._news()
        next_tick, next_forget = time.monotonic(), time.monotonic() + FORGET_EVERY_S
        while not (self._stopping.is_set() and self._inbox.empty()):
            requests = self._take(next_tick)
            self._quiet = not requests
            if requests:
                self._handle(requests)
            while self._changes:
                self._change_hall(*self._changes.popleft())
            if time.monotonic() >= next_tick:
                next_tick = time.monotonic() + TICK_S
                self._tick()
            if time.monotonic() >= next_forget:
                next_forget = time.monotonic() + FORGET_EVERY_S
                self._log.info("old_replies_forgotten", count=self._service.forget_old_replies())
            if self._must_tell():
                self._tell()
            self._follow()

    def _take(self, next_tick: float) -> list[Request]:
        """The commands that are in; waits for the first until the next thing is due."""
        nothing_waits = self._untold_since is None and self._quiet
        wait_s = max(0.0, next_tick - time.monotonic()) if nothing_waits else QUIET_S
        try:
            first = self._inbox.get(timeout=wait_s) if wait_s else self._inbox.get_nowait()
        except queue.Empty:
            return []
        taken = [first]
        while len(taken) < BATCH_AT_MOST:
            try:
                taken.append(self._inbox.get_nowait())
            except queue.Empty:
                break
        return [request for request in taken if request is not None]

    def _handle(self, requests: list[Request]) -> None:
        events = self._service.handle(requests)
        if events:
            self._untold_events.extend(events)
            self._news()

    def _change_hall(self, hall: Hall, answer: "Future[tuple[Hindrance, ...]]") -> None:
        try:
            answer.set_result(self._service.change_hall(hall))
        except Exception as error:  # noqa: BLE001 - whoever asked is told; the hall goes on as it was
            answer.set_exception(error)
        self._news()

    def _tick(self) -> None:
        self._untold_events.extend(self._service.tick())
        self._news()

    def _news(self) -> None:
        if self._untold_since is None:
            self._untold_since = time.monotonic()

    def _must_tell(self) -> bool:
        if self._retell.is_set() or self._returned:
            return True
        if self._untold_since is None:
            return False
        return self._quiet or time.monotonic() - self._untold_since >= NEWS_AT_MOST_S

    def _tell(self) -> None:
        if self._retell.is_set():
            self._retell.clear()
            self._announcer.forget()
        while self._returned:
            self._announcer.client_returned(self._returned.popleft())
        self._untold_since = None
        events, self._untold_events = self._untold_events, []
        try:
            self._announcer.tell_events(events)
            self._announcer.tell_state(self._service.state, self._clock())
        except Exception:  # noqa: BLE001 - a board that cannot be made must not stop tickets
            self._log.exception("news_not_told")

    def _follow(self) -> None:
        for follower in self._followers:
            try:
                follower.turn(self._service.state, quiet=self._quiet)
            except Exception:  # noqa: BLE001 - what only follows must not stop tickets
                self._log.exception("follower_broke", follower=type(follower).__name__)
