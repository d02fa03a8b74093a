"""Ask the server and wait for its reply: the same command again until an answer comes."""

import threading
from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import structlog
from pydantic import ValidationError

from queue_server.contract.commands import CommandData
from queue_server.contract.connection import Connection
from queue_server.contract.envelope import Command
from queue_server.contract.errors import NoReplyError
from queue_server.contract.replies import Reply

RESEND_S = 2.0
"""A reply takes milliseconds; after this long the command or its reply was lost with a connection."""


class _Waiting:
    def __init__(self, payload: bytes) -> None:
        self.payload = payload
        self.answered = threading.Event()
        self.reply: Reply | None = None


class Asker:
    """Sends commands over a connection and waits for replies; safe to use from several threads."""

    def __init__(self, connection: Connection, *, clock: Callable[[], datetime]) -> None:
        self._connection = connection
        self._clock = clock
        self._waiting: dict[str, _Waiting] = {}
        self._log = structlog.get_logger("asker")
        client = connection.identity.client
        self._command_topic = connection.topics.command(client)
        connection.on(connection.topics.reply(client), self._replied)
        connection.on_change(self._resend)

    def new_command(self, data: CommandData) -> Command:
        """A command with an id of its own, to be sent once or often."""
        return Command(id=str(uuid4()), sent_at=self._clock(), data=data)

    def ask(self, command: Command, *, timeout_s: float = 10.0) -> Reply:
        """Send ``command`` and wait for its reply; the same command may be asked again after a timeout.

        :raises NoReplyError: when none came within ``timeout_s``.
        """
        waiting = self._waiting[command.id] = _Waiting(command.to_json())
        try:
            left_s = timeout_s
            while left_s > 0 and waiting.reply is None:
                if self._connection.connected:
                    self._connection.publish(self._command_topic, waiting.payload)
                waiting.answered.wait(min(RESEND_S, left_s))
                left_s -= RESEND_S
        finally:
            del self._waiting[command.id]
        if waiting.reply is None:
            raise NoReplyError(command.id, timeout_s)
        return waiting.reply

    def _replied(self, _topic: str, payload: bytes) -> None:
        try:
            reply = Reply.model_validate_json(payload)
        except ValidationError as error:
            self._log.warning("reply_not_understood", mistakes=error.error_count())
            return
        waiting = self._waiting.get(reply.id or "")
        if waiting is not None:
            waiting.reply = reply
            waiting.answered.set()

    def _resend(self, connected: bool) -> None:  # noqa: FBT001 - the shape of a connection listener
        if connected:
            for waiting in list(self._waiting.values()):
                self._connection.publish(self._command_topic, waiting.payload)
