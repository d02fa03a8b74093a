"""The MQTT door: commands in, replies and publications out."""

from collections.abc import Callable

import structlog
from pydantic import ValidationError

from queue_server.contract.connection import Connection
from queue_server.contract.envelope import Command, MalformedCommandError, parse_command
from queue_server.contract.replies import refused
from queue_server.contract.rights import MAY_SEND
from queue_server.contract.topics import last_level
from queue_server.contract.views import Presence
from queue_server.service.batch import Request
from queue_server.service.clients import ClientRegistry

UNENROLLED_KIND = "system"
"""Clients of somebody's own broker that were never enrolled are trusted as far as that broker lets them publish."""


class MqttDoor:
    """Reads commands from the broker and hands them in; answers on ``reply/<client>``."""

    def __init__(
        self,
        connection: Connection,
        clients: ClientRegistry,
        submit: Callable[[Request], None],
        *,
        enrolled_only: bool,
    ) -> None:
        self._connection = connection
        self._clients = clients
        self._submit = submit
        self._enrolled_only = enrolled_only
        self._announced: dict[str, str] = {}
        self._log = structlog.get_logger("mqtt_door")
        connection.on(connection.topics.command("+"), self._command_came)
        connection.on(connection.topics.presence("+"), self._presence_came)

    def _command_came(self, topic: str, payload: bytes) -> None:
        client = last_level(topic)
        reply_topic = self._connection.topics.reply(client)

        def answer(body: bytes) -> None:
            self._connection.publish(reply_topic, body)

        try:
            command = parse_command(payload)
        except MalformedCommandError as error:
            self._log.warning("command_malformed", client=client, detail=error.detail)
            answer(refused(error.command_id, "invalid_command", {"reason": error.detail}).model_dump_json().encode())
            return
        kind = self._sender_kind(client, command)
        if kind is None:
            self._log.warning("command_not_allowed", client=client, type=command.data.type)
            answer(refused(command.id, "not_allowed").model_dump_json().encode())
            return
        self._submit(Request(command, client, kind, answer))

    def _sender_kind(self, client: str, command: Command) -> str | None:
        """The sender's kind if it may send this command, else none."""
        enrolled = self._clients.kind_of(client)
        if enrolled is None:
            return None if self._enrolled_only else self._announced.get(client, UNENROLLED_KIND)
        return enrolled if command.data.type in MAY_SEND[enrolled] else None

    def _presence_came(self, topic: str, payload: bytes) -> None:
        try:
            presence = Presence.model_validate_json(payload)
        except ValidationError as error:
            self._log.warning("presence_not_understood", client=last_level(topic), mistakes=error.error_count())
            return
        self._announced[last_level(topic)] = presence.kind
        self._log.info("presence", client=last_level(topic), kind=presence.kind, online=presence.online)
