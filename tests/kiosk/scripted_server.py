"""The server's side of the contract as far as a kiosk hears it, with an answer to each command by script."""

import queue
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from queue_server.contract.address import BrokerAddress
from queue_server.contract.commands import FindAppointments
from queue_server.contract.connection import Connection, Identity
from queue_server.contract.envelope import Command, parse_command
from queue_server.contract.replies import Reply, refused
from queue_server.contract.topics import SERVER
from queue_server.contract.views import Board, Health, Presence, Ticket, WindowState
from tests.kiosk.hall import HALL, NOW, QUEUES, TICKET

KIOSK = "kiosk-01"


def issued(command: Command, ticket: Ticket = TICKET) -> Reply:
    return Reply(id=command.id, ok=True, data={"ticket": ticket.model_dump(mode="json")})


def _nobody_booked(command: Command) -> Reply:
    return Reply(id=command.id, ok=True, data={"appointments": []})


class ScriptedServer:
    """``answers`` maps a command to its reply, or to None for a reply that never comes. ``heard`` are all commands.

    Nobody has an appointment, whatever else is answered.
    """

    def __init__(self, address: BrokerAddress) -> None:
        self.connection = Connection(address, "chancheng", Identity(SERVER, "server", "test"), clock=_now)
        self.answers: Callable[[Command], Reply | None] = issued
        self.heard: queue.Queue[Command] = queue.Queue()
        self.health: queue.Queue[Health] = queue.Queue()
        self.presence: queue.Queue[Presence] = queue.Queue()
        self._there = threading.Event()
        topics = self.connection.topics
        self.connection.on(topics.command(KIOSK), self._heard)
        self.connection.on(topics.health(KIOSK), lambda _, load: self.health.put(Health.model_validate_json(load)))
        self.connection.on(
            topics.presence(KIOSK), lambda _, load: self.presence.put(Presence.model_validate_json(load))
        )
        self.connection.on_change(self._came)

    def start(self) -> None:
        self.connection.start()
        assert self._there.wait(20)

    def stop(self) -> None:
        self.connection.stop()

    def hear(self, kind: type) -> Command:
        """The next command of this kind."""
        while True:
            command = self.heard.get(timeout=20)
            if isinstance(command.data, kind):
                return command

    def say(self, topic: str, message: Any, *, retain: bool = True) -> None:
        self.connection.publish(topic, message, retain=retain)

    def reply(self, reply: Reply) -> None:
        self.say(self.connection.topics.reply(KIOSK), reply, retain=False)

    def refuse(self, code: str, details: dict[str, Any] | None = None) -> None:
        """From now on every command is refused."""
        self.answers = lambda command: refused(command.id, code, details)

    def _came(self, connected: bool) -> None:  # noqa: FBT001 - the shape of a connection listener
        if not connected:
            return
        topics = self.connection.topics
        self.say(topics.hall, HALL)
        self.say(topics.board, Board(hall="chancheng", seq=1, at=NOW, calls=(), queues=QUEUES, missed=()))
        for window, state in (("1", "serving"), ("2", "open"), ("3", "closed"), ("4", "paused")):
            self.say(topics.window(window), window_state(window, state))
        self._there.set()

    def _heard(self, _topic: str, payload: bytes) -> None:
        command = parse_command(payload)
        self.heard.put(command)
        reply = _nobody_booked(command) if isinstance(command.data, FindAppointments) else self.answers(command)
        if reply is not None:
            self.reply(reply)


def window_state(window: str, state: str) -> WindowState:
    return WindowState.model_validate(
        {"window": window, "name": {"zh": f"{window}号窗口"}, "state": state, "since": NOW}
    )


def _now() -> datetime:
    return datetime.now(UTC).astimezone()
