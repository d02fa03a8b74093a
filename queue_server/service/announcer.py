"""What the world is told of a hall's state: the retained topics, each only when it says something new."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol

from pydantic import BaseModel

from queue_server.contract.topics import Topics
from queue_server.contract.views import Event
from queue_server.domain.cases.events import CaseReady, CaseStarted
from queue_server.domain.events import ClientControlled
from queue_server.domain.hall import Hall
from queue_server.domain.management import Lock
from queue_server.domain.state import HallState, WindowLife
from queue_server.journal import Recorded
from queue_server.service.views import ServerFacts, Views, control_of

_WITH_CODES = (CaseStarted.type, CaseReady.type)


class Publish(Protocol):
    """Sends one message to a topic."""

    def __call__(self, topic: str, message: bytes, *, retain: bool) -> None: ...


def event_message(hall_id: str, event: Recorded) -> bytes:
    """An event of the journal as the contract's Event.

    Whoever knows the code of an appointment may move and cancel it, of a case follow it, of a compartment open it:
    everybody reads events, and so they carry none.
    """
    told = event.data
    if event.type.startswith("appointment_") or event.type in _WITH_CODES:
        data = {name: value for name, value in json.loads(told).items() if name not in ("code", "pickup")}
        told = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # The journal holds the data as text already: no reason to read it and write it again.
    head = Event(hall=hall_id, seq=event.seq, at=event.at, type=event.type, data={})
    return (head.model_dump_json().removesuffix("{}}") + told + "}").encode()


class Announcer:
    """Publishes events as they are, and states as they are now. It remembers what it said last."""

    def __init__(self, hall_id: str, publish: Publish, server: Callable[[], ServerFacts]) -> None:
        self._hall_id = hall_id
        self._server = server
        self._topics = Topics(hall_id)
        self._publish = publish
        self._hall_said: Hall | None = None
        self._said: dict[str, dict[str, Any]] = {}
        self._windows_said: dict[str, WindowLife] = {}
        self._locks_said: dict[str, Lock] = {}

    def tell_events(self, events: list[Recorded]) -> None:
        """Publish events in journal order, and make clients do what some of them say."""
        for event in events:
            self._publish(self._topics.event, event_message(self._hall_id, event), retain=False)
            if event.type == ClientControlled.type:
                self._control(event)

    def tell_state(self, state: HallState, now: datetime) -> None:
        """Publish every retained topic whose content changed since it was last told."""
        views = Views(state, now)
        self._tell(self._topics.hall, views.hall(self._server()))
        self._forget_what_is_gone(state.hall)
        for window_id in state.hall.windows:
            life = state.window(window_id)
            if self._windows_said.get(window_id) != life:
                self._windows_said[window_id] = life
                self._tell(self._topics.window(window_id), views.window(window_id))
        board = views.board()
        for queue in board.queues:
            self._tell(self._topics.queue(queue.queue), queue)
        self._tell(self._topics.board, board)
        self._tell(self._topics.alerts, views.alerts())
        self._tell_locks(state.locks)

    def forget(self) -> None:
        """The broker lost everything: the next :meth:`tell_state` says all of it."""
        self._said.clear()
        self._windows_said.clear()
        self._locks_said.clear()

    def _forget_what_is_gone(self, hall: Hall) -> None:
        """Queues and windows that a change of the hall file took away are not retained any longer."""
        if self._hall_said is hall:
            return
        if self._hall_said is not None:
            gone = {self._topics.queue(queue) for queue in self._hall_said.queues.keys() - hall.queues.keys()}
            gone |= {self._topics.window(window) for window in self._hall_said.windows.keys() - hall.windows.keys()}
            for topic in gone:
                self._said.pop(topic, None)
                self._publish(topic, b"", retain=True)
            self._windows_said.clear()  # their names may be others
        self._hall_said = hall

    def client_returned(self, client: str) -> None:
        """It may have forgotten that it is locked: the next :meth:`tell_state` says so again."""
        self._locks_said.pop(client, None)

    def _control(self, event: Recorded) -> None:
        """All but locks, which last: :meth:`_tell_locks` tells them."""
        data = json.loads(event.data)
        if data["action"] != "lock":
            control = control_of(event.seq, data["action"], data.get("reason"))
            self._publish(self._topics.control(data["client"]), control.model_dump_json().encode(), retain=False)

    def _tell_locks(self, locks: Mapping[str, Lock]) -> None:
        for client, lock in locks.items():
            if self._locks_said.get(client) != lock:
                control = control_of(lock.control, "lock", lock.reason)
                self._publish(self._topics.control(client), control.model_dump_json().encode(), retain=False)
        self._locks_said = dict(locks)

    def _tell(self, topic: str, message: BaseModel) -> None:
        content = message.model_dump(exclude={"at", "seq"})
        if self._said.get(topic) != content:
            self._said[topic] = content
            self._publish(topic, message.model_dump_json().encode(), retain=True)
