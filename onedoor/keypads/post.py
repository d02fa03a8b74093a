"""Commands under way: sent again until they are answered or their time is over. Nothing here outlives the program."""

import queue
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

import structlog
from pydantic import ValidationError

from onedoor.keypads.desk import LAST_WORD_S, Desk, Send
from queue_server.contract.connection import Connection
from queue_server.contract.envelope import Command
from queue_server.contract.replies import Reply

RESEND_S = 2.0
"""A reply takes milliseconds; after this long the command or its reply was lost with a connection."""


@dataclass(slots=True, eq=False)
class Letter:
    """What a desk sent. ``good_until`` and the other times are seconds of the caller's clock."""

    desk: Desk
    sent: Send
    id: str
    payload: bytes
    good_until: float
    due_at: float


@dataclass(frozen=True, slots=True)
class Answer:
    """``reply`` is none where nobody answered in time."""

    letter: Letter
    reply: Reply | None


class Post:
    """Used from one thread; replies come in from the connection's. ``clock`` tells the time of day."""

    def __init__(self, connection: Connection, *, clock: Callable[[], datetime]) -> None:
        self._connection = connection
        self._clock = clock
        self._letters: dict[str, Letter] = {}
        self._replies: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._topic = connection.topics.command(connection.identity.client)
        self._log = structlog.get_logger("keypads")
        connection.on(connection.topics.reply(connection.identity.client), self._replied)

    @property
    def under_way(self) -> int:
        """How many commands wait for their answers."""
        return len(self._letters)

    def send(self, desk: Desk, sent: Send, now: float) -> None:
        """Send a command for the first time; without a connection it leaves as soon as there is one, if in time."""
        told_at = self._clock()
        command = Command(
            id=str(uuid4()),
            sent_at=told_at,
            expires_at=told_at + timedelta(seconds=sent.good_for_s),
            data=sent.data,
        )
        letter = Letter(desk, sent, command.id, command.to_json(), now + sent.good_for_s, now)
        self._letters[letter.id] = letter
        self._publish(letter, now)

    def send_again(self, now: float) -> None:
        """The line is back: whatever was on it may be lost."""
        for letter in self._letters.values():
            self._publish(letter, now)

    def take(self, now: float) -> list[Answer]:
        """What was answered, and what will not be; what waits is sent again when it is due."""
        answers = [answer for answer in map(self._answer, self._waiting_replies()) if answer is not None]
        for letter in list(self._letters.values()):
            if now >= letter.good_until + LAST_WORD_S:
                answers.append(Answer(self._letters.pop(letter.id), None))
            elif now >= letter.due_at:
                self._publish(letter, now)
        return answers

    def _publish(self, letter: Letter, now: float) -> None:
        letter.due_at = now + RESEND_S
        if self._connection.connected:
            self._connection.publish(self._topic, letter.payload)

    def _replied(self, _topic: str, payload: bytes) -> None:
        self._replies.put(payload)

    def _waiting_replies(self) -> list[bytes]:
        return [self._replies.get() for _ in range(self._replies.qsize())]

    def _answer(self, payload: bytes) -> Answer | None:
        """None for a reply to nothing that is under way: it came twice, or too late."""
        try:
            reply = Reply.model_validate_json(payload)
        except ValidationError as error:
            self._log.warning("reply_not_understood", mistakes=error.error_count())
            return None
        letter = self._letters.pop(reply.id or "", None)
        return None if letter is None else Answer(letter, reply)
