"""The sign of a window without any panel: the same watch, and no window of ours."""

import queue
from collections.abc import Callable
from datetime import datetime
from typing import Literal

import structlog

from queue_server.contract.connection import Connection
from screens.feed import Feed
from screens.mishearing import MishearingLog
from screens.window_plate.sign_text import sign_text_of
from screens.window_plate.signing import Signing
from screens.window_plate.watch import Watch

LOOK_EVERY_S = 1.0
"""What only time changes (a lost line, the night) is noticed so soon."""


class SignAlone:
    """Hears and shows until it is stopped."""

    def __init__(
        self, connection: Connection, watch: Watch, signing: Signing, *, clock: Callable[[], datetime]
    ) -> None:
        self._connection = connection
        self._watch = watch
        self._signing = signing
        self._clock = clock
        self._awake: queue.SimpleQueue[Literal["news", "stop"]] = queue.SimpleQueue()
        self._misheard = MishearingLog(structlog.get_logger("window_plate"))
        self._feed = Feed(connection, watch.topics(), wake=lambda: self._awake.put("news"))

    def stop(self) -> None:
        """End :meth:`run`, from any thread or a signal's handler."""
        # Unlike an event's set, this queue's put may interrupt its own get in the middle of anything.
        self._awake.put("stop")

    def run(self) -> None:
        self._signing.start()
        self._connection.start()
        try:
            while self._next() != "stop":
                now = self._clock()
                self._signing.wish(sign_text_of(self._watch.picture(now), dark=self._watch.dark(now)))
        finally:
            self._signing.stop()
            self._connection.stop()

    def _next(self) -> Literal["news", "stop", "look"]:
        try:
            word = self._awake.get(timeout=LOOK_EVERY_S)
        except queue.Empty:
            return "look"
        if word == "news":
            news = self._feed.take()
            if news.line_up:
                self._signing.tell_again()
            self._misheard.note(news.messages, self._watch.hear(news, self._clock()))
        return word
