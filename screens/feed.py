"""The edge to the broker: news are heard in the connection's thread and fetched, newest only, in the screen's."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from queue_server.contract.connection import Connection


@dataclass(frozen=True, slots=True)
class News:
    """What happened since the last look. ``line_up`` is none when the line stayed as it was.

    ``messages`` holds the last payload of each topic, in the order in which they came.
    """

    line_up: bool | None
    messages: dict[str, bytes]


class Feed:
    """Keeps the newest message of each topic until it is fetched, so that sixty calls a second are one redraw a frame.

    ``wake`` is called in the connection's thread, once for all that comes until the next :meth:`take`.
    """

    def __init__(self, connection: Connection, topics: Iterable[str], *, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._lock = threading.Lock()
        self._line_up: bool | None = None
        self._messages: dict[str, bytes] = {}
        for topic in topics:
            connection.on(topic, self._heard)
        connection.on_change(self._line_changed)

    def take(self) -> News:
        """All that is new; the next call tells none of it again."""
        with self._lock:
            news = News(self._line_up, self._messages)
            self._line_up, self._messages = None, {}
        return news

    def _heard(self, topic: str, payload: bytes) -> None:
        with self._lock:
            first = self._idle
            self._messages.pop(topic, None)
            self._messages[topic] = payload
        if first:
            self._wake()

    def _line_changed(self, up: bool) -> None:  # noqa: FBT001 - the shape of a connection listener
        with self._lock:
            first = self._idle
            self._line_up = up
        if first:
            self._wake()

    @property
    def _idle(self) -> bool:
        return self._line_up is None and not self._messages
