"""A hall in virtual time: the queue server's own parts, and a line to them that can be cut, in place of a broker."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

import paho.mqtt.client as paho

from queue_server.contract.connection import Handler, Identity
from queue_server.contract.envelope import Command, parse_command
from queue_server.contract.replies import Reply, refused
from queue_server.contract.rights import MAY_SEND
from queue_server.contract.topics import SERVER, Topics
from queue_server.contract.views import Presence
from queue_server.journal import MemoryJournal
from queue_server.service.announcer import Announcer
from queue_server.service.batch import Request
from queue_server.service.hall_service import HallService
from queue_server.service.translate import Translator
from queue_server.service.views import ServerFacts

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import BaseModel

    from queue_server.contract.commands import CommandData
    from queue_server.domain.hall import Hall
    from tests.hardware.virtual_time import VirtualTime

MORNING = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)
TRAVEL_S = 0.003
"""From one end of the line to the other."""


class Line:
    """The keypads' program's end, with the methods of a ``Connection`` that the program uses."""

    def __init__(self, hall: VirtualHall, client: str) -> None:
        self.topics = hall.topics
        self.identity = Identity(client, "window", "0")
        self.connected = False
        self.held_up_s = 0.0
        self.lost_commands = 0
        self.lost_replies = 0
        self.health: list[bytes] = []
        self._hall = hall
        self._handlers: list[tuple[str, Handler]] = []
        self._listeners: list[Callable[[bool], None]] = []

    def on(self, topic_filter: str, handler: Handler) -> None:
        self._handlers.append((topic_filter, handler))

    def on_change(self, listener: Callable[[bool], None]) -> None:
        self._listeners.append(listener)

    def publish(self, topic: str, message: BaseModel | bytes, *, retain: bool = False) -> None:
        payload = message if isinstance(message, bytes) else message.model_dump_json().encode()
        assert self.connected, "it would wait in memory, and leave when it is too late"
        if topic == self.topics.health(self.identity.client):
            assert retain
            self.health.append(payload)
        elif self.lost_commands:
            self.lost_commands -= 1
        else:
            assert topic == self.topics.command(self.identity.client)
            self._hall.time.after(TRAVEL_S + self.held_up_s, lambda: self._hall.command_came(payload, self))

    def go_up(self) -> None:
        self.connected = True
        for listener in self._listeners:
            listener(True)  # noqa: FBT003 - the shape of a connection listener
        for topic_filter, _ in self._handlers:
            for topic, payload in self._hall.retained.items():
                if paho.topic_matches_sub(topic_filter, topic):
                    self.deliver(topic, payload)

    def go_down(self) -> None:
        self.connected = False
        for listener in self._listeners:
            listener(False)  # noqa: FBT003 - the shape of a connection listener

    def deliver(self, topic: str, payload: bytes) -> None:
        """What is on its way when the line is cut is lost."""
        if self.connected:
            for topic_filter, handler in self._handlers:
                if paho.topic_matches_sub(topic_filter, topic):
                    handler(topic, payload)

    def reply(self, body: bytes) -> None:
        if self.lost_replies:
            self.lost_replies -= 1
        else:
            self._hall.time.after(TRAVEL_S, lambda: self.deliver(self.topics.reply(self.identity.client), body))


class Journal(MemoryJournal):
    """A journal whose disk can be full."""

    broken = False

    def append(self, *arguments: Any) -> None:
        if self.broken:
            raise OSError("no space left on device")
        super().append(*arguments)


class VirtualHall:
    """The server side. ``heard`` are all commands of keypads, ``retained`` what the broker keeps."""

    def __init__(self, hall: Hall, time: VirtualTime) -> None:
        self.time = time
        self.topics = Topics(hall.id)
        self.retained: dict[str, bytes] = {}
        self.lines: list[Line] = []
        self.heard: list[Command] = []
        self.there = True
        self.news_after_s = TRAVEL_S
        self._hall = hall
        self._journal = Journal()
        self._ids, self._commands = count(1), count(1)
        self.start()

    def now(self) -> datetime:
        return MORNING + timedelta(seconds=self.time.now)

    def start(self) -> None:
        """The server comes, or comes again: its state is what the journal says, and it tells all of it."""
        self.there = True
        translator = Translator(b"key", lambda: f"ticket-{next(self._ids)}", lambda: "CODE")
        self.service = HallService(
            self._hall, self._journal, clock=self.now, translator=translator, ticket_url="http://hall/t/"
        )
        self._announcer = Announcer(self._hall.id, self._publish, lambda: ServerFacts(None))
        self._tell_presence()
        self.tell()

    def die(self) -> None:
        self.there = False
        self._tell_presence()

    def break_store(self) -> None:
        self._journal.broken = True

    def mend_store(self) -> None:
        self._journal.broken = False

    def broker_restarts(self) -> None:
        """It forgets everything; whoever comes back first tells and hears first."""
        self.retained.clear()
        for line in self.lines:
            line.go_down()
        for line in self.lines:
            line.go_up()
        if self.there:
            self.say_that_it_is_there()
            self.tell()

    def say_that_it_is_there(self) -> None:
        """The server's first word on a new line, before it tells its state."""
        self._announcer.forget()
        self._tell_presence()

    def line(self, client: str = "keypads-1") -> Line:
        line = Line(self, client)
        self.lines.append(line)
        return line

    def ask(self, data: CommandData, kind: str = "system") -> dict[str, Any]:
        """Somebody else's command, done at once, and everybody is told."""
        done = self.ask_unheard(data, kind)
        self.tell()
        return done

    def ask_unheard(self, data: CommandData, kind: str = "system") -> dict[str, Any]:
        """Somebody else's command, done at once; the news of it come with the next."""
        command = Command(id=f"00000000-0000-4000-8000-{next(self._commands):012}", sent_at=self.now(), data=data)
        answers: list[bytes] = []
        self.service.handle([Request(command, f"{kind}-1", kind, answers.append)])
        reply = Reply.model_validate_json(answers[0])
        assert reply.ok, reply
        return reply.data or {}

    def command_came(self, payload: bytes, line: Line) -> None:
        if not (self.there and line.connected):
            return
        command = parse_command(payload)
        self.heard.append(command)
        if command.data.type not in MAY_SEND[line.identity.kind]:
            line.reply(refused(command.id, "not_allowed").model_dump_json().encode())
            return
        self.service.handle([Request(command, line.identity.client, line.identity.kind, line.reply)])
        self.time.after(self.news_after_s, self.tell)

    def tell(self) -> None:
        self._announcer.tell_state(self.service.state, self.now())

    @property
    def events(self) -> list[tuple[str, datetime, dict[str, Any]]]:
        """Type, time and data of all that happened."""
        return [(event.type, event.at, json.loads(event.data)) for event in self._journal.read(self._hall.id)]

    @property
    def calls_with_times(self) -> list[tuple[str, str, datetime]]:
        """The numbers called since the start, in order, with their windows."""
        tickets = self.service.state.tickets
        return [
            (tickets[data["ticket"]].number, data["window"], at)
            for kind, at, data in self.events
            if kind == "ticket_called"
        ]

    @property
    def calls(self) -> list[tuple[str, str]]:
        return [(number, window) for number, window, _ in self.calls_with_times]

    def _tell_presence(self) -> None:
        presence = Presence(online=self.there, kind="server", version="0", at=self.now())
        self._publish(self.topics.presence(SERVER), presence.model_dump_json().encode(), retain=True)

    def _publish(self, topic: str, message: bytes, *, retain: bool) -> None:
        if retain:
            self.retained[topic] = message
        for line in self.lines:
            line.deliver(topic, message)
