"""The news of a hall, from its own thread to the event loop that serves the pages.

The hall's thread never waits here: it leaves a message and goes on. Whoever reads the news keeps a place in them and
comes for the next ones when it can; nothing is queued for a reader, so a slow one costs nobody anything.
"""

import asyncio
import json
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog

from queue_server.contract.topics import Topics
from queue_server.service.announcer import Publish

KEPT = 2000
"""Events in memory. Who is further behind reads them from the journal."""

UNREAD_AT_MOST = 20_000
"""Messages that the event loop did not come to yet; it is a second or two behind then. The oldest give way."""


@dataclass(frozen=True, slots=True)
class Told:
    """One event as it is published; ``ticket`` is the id of the one that news are about."""

    seq: int
    body: bytes
    ticket: str | None = None


Listener = Callable[[Sequence[Told]], None]


def told_to(*listeners: Publish) -> Publish:
    """Publishes to several, one after the other."""

    def publish(topic: str, message: bytes, *, retain: bool) -> None:
        for listener in listeners:
            listener(topic, message, retain=retain)

    return publish


class News:
    """Hears what the hall publishes. :meth:`publish` may be called from any thread, the rest from the event loop's."""

    def __init__(self, hall_id: str) -> None:
        topics = Topics(hall_id)
        self._event = topics.event
        self._heard = (topics.event, topics.board, topics.hall, topics.alerts)
        self._unread: deque[tuple[str, bytes]] = deque(maxlen=UNREAD_AT_MOST)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._called = False
        self._kept: deque[Told] = deque(maxlen=KEPT)
        self._listeners: list[Listener] = []
        self._waiting: set[asyncio.Event] = set()
        self.ended = False
        self._log = structlog.get_logger("news")

    def publish(self, topic: str, message: bytes, *, retain: bool) -> None:  # noqa: ARG002 - the shape of Publish
        """Leave one message; returns at once."""
        if topic in self._heard:
            self._unread.append((topic, message))
            self._call()

    def end(self) -> None:
        """Let every reader go: the server is about to stop."""
        self.ended = True
        self._call()

    def begin(self, loop: asyncio.AbstractEventLoop) -> None:
        """Hand on in this event loop from now on."""
        self._loop = loop
        self._call()

    def listen(self, listener: Listener) -> None:
        """Call ``listener`` with the new events at every news; with none where only the boards changed."""
        self._listeners.append(listener)

    def after(self, seq: int) -> list[Told] | None:
        """The events after ``seq``, as far as they are known here; none where only the journal knows them."""
        if not self._kept or self._kept[0].seq > seq + 1:
            return None
        newest = self._kept[-1].seq
        return [self._kept[place - newest - 1] for place in range(seq + 1, newest + 1)]

    def wake(self, waiting: asyncio.Event) -> None:
        """Set ``waiting`` at every news, until :meth:`let_be`."""
        self._waiting.add(waiting)

    def let_be(self, waiting: asyncio.Event) -> None:
        self._waiting.discard(waiting)

    def _call(self) -> None:
        if self._loop is None or self._called:
            return
        self._called = True
        try:
            self._loop.call_soon_threadsafe(self._hand_on)
        except RuntimeError:
            self._log.info("news_after_the_end")  # the event loop is closed: nobody reads any more

    def _hand_on(self) -> None:
        self._called = False  # before the first look: what comes from now on calls again
        told = [self._kept_from(message) for topic, message in self._all_unread() if topic == self._event]
        for listener in self._listeners:
            listener(told)
        for waiting in self._waiting:
            waiting.set()

    def _all_unread(self) -> list[tuple[str, bytes]]:
        return [self._unread.popleft() for _ in range(len(self._unread))]

    def _kept_from(self, message: bytes) -> Told:
        event = json.loads(message)
        told = Told(event["seq"], message, event["data"].get("ticket"))
        if self._kept and self._kept[-1].seq + 1 != told.seq:
            self._kept.clear()  # some gave way; a place in what is kept is a place in the journal
        self._kept.append(told)
        return told
