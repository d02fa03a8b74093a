"""A window's keys, as commands of the contract."""

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime

from onedoor import __version__
from queue_server.contract.address import BrokerAddress
from queue_server.contract.asking import Asker
from queue_server.contract.commands import (
    CallNext,
    CloseWindow,
    CommandData,
    Finish,
    Miss,
    OpenWindow,
    Park,
    PauseWindow,
    Recall,
    StartService,
    Undo,
)
from queue_server.contract.connection import Connection, Identity
from queue_server.contract.replies import Reply, ReplyError
from queue_server.contract.views import CallReply, TicketReply, WindowReply

KEYS: Mapping[str, Callable[[str, str], CommandData]] = {
    "open": lambda window, operator: OpenWindow(window=window, operator=operator),
    "next": lambda window, _operator: CallNext(window=window),
    "recall": lambda window, _operator: Recall(window=window),
    "start": lambda window, _operator: StartService(window=window),
    "finish": lambda window, _operator: Finish(window=window),
    "miss": lambda window, _operator: Miss(window=window),
    "park": lambda window, _operator: Park(window=window),
    "undo": lambda window, _operator: Undo(window=window),
    "pause": lambda window, _operator: PauseWindow(window=window),
    "close": lambda window, _operator: CloseWindow(window=window),
}
"""What each key sends, for a window and the staff number of who works there."""


class RefusedError(RuntimeError):
    """The queue server refused; the text says why in both languages."""

    def __init__(self, error: ReplyError) -> None:
        super().__init__(f"{error.code}: {error.message['zh']} {error.message.get('en', '')}".strip())
        self.code = error.code


@contextmanager
def asking(address: BrokerAddress, hall: str, client: str) -> Iterator[Asker]:
    """A connection for a few commands. Its session is its own, so that it disturbs no program of the same client."""
    session = f"{client}-{secrets.token_hex(4)}"
    connection = Connection(address, hall, Identity(client, "window", __version__), clock=_now, session=session)
    asker = Asker(connection, clock=_now)
    connection.start()
    try:
        yield asker
    finally:
        connection.stop()


def press(asker: Asker, window: str, key: str, operator: str, *, timeout_s: float) -> str:
    """Press one of :data:`KEYS`; returns one line that says what came of it.

    :raises RefusedError: when the server refuses.
    :raises NoReplyError: when it does not answer in time.
    """
    reply = asker.ask(asker.new_command(KEYS[key](window, operator)), timeout_s=timeout_s)
    if reply.error is not None:
        raise RefusedError(reply.error)
    return _outcome(window, key, reply)


def _outcome(window: str, key: str, reply: Reply) -> str:
    match key:
        case "next":
            called = CallReply.model_validate(reply.data)
            why = called.why
            return (
                f"{called.ticket.number} → window {window}"
                f" (waited {why.waited_s} s, score {why.score:g} by {why.rule}, passed over {why.passed_over})"
            )
        case "open" | "pause" | "close":
            return f"window {window} is {WindowReply.model_validate(reply.data).window.state}"
        case _:
            ticket = TicketReply.model_validate(reply.data).ticket
            return f"{ticket.number} at window {window}: {ticket.state}"


def _now() -> datetime:
    return datetime.now(UTC)
