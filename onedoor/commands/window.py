"""``onedoor window``: a window's keys from the terminal."""

import secrets
from datetime import UTC, datetime

from onedoor import __version__
from onedoor.output import fail, read_broker_url
from queue_server.contract.asking import Asker
from queue_server.contract.commands import (
    CallNext,
    CloseWindow,
    CommandData,
    Finish,
    Miss,
    OpenWindow,
    PauseWindow,
    Recall,
    StartService,
)
from queue_server.contract.connection import Connection, Identity
from queue_server.contract.errors import NoReplyError
from queue_server.contract.replies import Reply
from queue_server.contract.views import CallReply, TicketReply, WindowReply

REPLY_WITHIN_S = 15.0
"""As long as a clerk may look at a line that does not answer."""


def run_window(window: str, action: str, *, hall: str, mqtt: str, client: str | None, operator: str) -> None:
    """Send one command for a window and say what came of it."""
    address = read_broker_url(mqtt)
    identity = Identity(client or address.username or f"window-{window}", "window", __version__)
    session = f"{identity.client}-{secrets.token_hex(4)}"
    connection = Connection(address, hall, identity, clock=_now, session=session)
    asker = Asker(connection, clock=_now)
    connection.start()
    try:
        reply = asker.ask(asker.new_command(_command(window, action, operator)), timeout_s=REPLY_WITHIN_S)
    except NoReplyError:
        fail(f"no answer from the queue server through {address.public_url} within {REPLY_WITHIN_S:g} s")
    finally:
        connection.stop()
    if reply.error is not None:
        fail(f"{reply.error.code}: {reply.error.message['zh']} {reply.error.message.get('en', '')}".strip())
    print(_outcome(window, action, reply))


def _command(window: str, action: str, operator: str) -> CommandData:
    commands: dict[str, CommandData] = {
        "open": OpenWindow(window=window, operator=operator),
        "next": CallNext(window=window),
        "recall": Recall(window=window),
        "start": StartService(window=window),
        "finish": Finish(window=window),
        "miss": Miss(window=window),
        "pause": PauseWindow(window=window),
        "close": CloseWindow(window=window),
    }
    return commands[action]


def _outcome(window: str, action: str, reply: Reply) -> str:
    match action:
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
