"""What clients say of themselves: whether they are there, and how their devices are."""

from collections.abc import Callable
from typing import Protocol, TypeVar

import structlog
from pydantic import BaseModel, ValidationError

from queue_server.contract.connection import Connection
from queue_server.contract.topics import SERVER, last_level
from queue_server.contract.views import Health, Presence

_Said = TypeVar("_Said", bound=BaseModel)


class Listener(Protocol):
    """Whoever wants to know; none is said of a client that was forgotten, which is an empty retained message."""

    def presence(self, client: str, presence: Presence | None) -> None: ...

    def health(self, client: str, health: Health | None) -> None: ...


class ClientEar:
    """Hears presence and health of all clients but the server itself."""

    def __init__(self, connection: Connection, listener: Listener, returned: Callable[[str], None]) -> None:
        """``returned`` is told of each client that says that it is there."""
        self._listener = listener
        self._returned = returned
        self._log = structlog.get_logger("client_ear")
        connection.on(connection.topics.presence("+"), self._presence_came)
        connection.on(connection.topics.health("+"), self._health_came)

    def _presence_came(self, topic: str, payload: bytes) -> None:
        client = last_level(topic)
        if client == SERVER:
            return
        try:
            presence = _read(Presence, payload)
        except ValidationError:
            return  # the door says so in the log
        self._listener.presence(client, presence)
        if presence is not None and presence.online:
            self._returned(client)

    def _health_came(self, topic: str, payload: bytes) -> None:
        client = last_level(topic)
        try:
            health = _read(Health, payload)
        except ValidationError as error:
            self._log.warning("health_not_understood", client=client, mistakes=error.error_count())
            return
        self._listener.health(client, health)


def _read(model: type[_Said], payload: bytes) -> _Said | None:
    return model.model_validate_json(payload) if payload else None
