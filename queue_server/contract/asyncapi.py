"""The contract over MQTT as an AsyncAPI 3 document, made from topics and models, so that it cannot say otherwise.

The document speaks as the queue server: it *receives* what clients publish and *sends* the rest. Some topics go from
client to client; they are received by whoever is interested.
"""

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel

from queue_server.contract import views
from queue_server.contract.replies import Reply
from queue_server.contract.schemas import REFERENCE, command_schemas, told_schemas
from queue_server.contract.topics import Topics

VERSION = "1"
"""The contract's own: what breaks it is ``v2``, under another root."""

DESCRIPTION = """\
What kiosks, windows, screens and other people's systems say to the queue server of a hall, and hear from it.

JSON in UTF-8, one object a message. Times are RFC 3339 with an offset, durations are seconds (`_s`), text for people is
an object by language in which `zh` is always there. A field that has nothing to say is left out. Fields may be added:
pass over what you do not know. Every message is sent at QoS 1. Who has just connected knows everything from the
retained messages alone.
"""


@dataclass(frozen=True, slots=True)
class Channel:
    """One kind of topic: ``action`` is the server's, ``payload`` a model of the contract, or Command."""

    name: str
    topic: str
    payload: str
    action: Literal["send", "receive"]
    retained: bool
    says: str


_ANY = Topics("{hall}")

CHANNELS = (
    Channel(
        "command", _ANY.command("{client}"), "Command", "receive", retained=False, says="Ask something of the hall."
    ),
    Channel(
        "reply", _ANY.reply("{client}"), "Reply", "send", retained=False, says="The answer, once its effect is on disk."
    ),
    Channel(
        "presence",
        _ANY.presence("{client}"),
        "Presence",
        "receive",
        retained=True,
        says="Said at birth, and by the client's will at death; the server's own under `queue-server`.",
    ),
    Channel(
        "health", _ANY.health("{client}"), "Health", "receive", retained=True, says="How the client's device parts are."
    ),
    Channel(
        "announcement",
        _ANY.announcement("{client}"),
        "Announcement",
        "receive",
        retained=False,
        says="What a voice begins to say, for captions, pagers and lamps.",
    ),
    Channel(
        "control", _ANY.control("{client}"), "Control", "send", retained=False, says="What a client is made to do."
    ),
    Channel("hall", _ANY.hall, "HallState", "send", retained=True, says="The hall itself."),
    Channel("board", _ANY.board, "Board", "send", retained=True, says="All that a call screen shows."),
    Channel("queue", _ANY.queue("{queue}"), "QueueState", "send", retained=True, says="One queue."),
    Channel("window", _ANY.window("{window}"), "WindowState", "send", retained=True, says="One window."),
    Channel("alerts", _ANY.alerts, "Alerts", "send", retained=True, says="What needs a manager's hand."),
    Channel("event", _ANY.event, "Event", "send", retained=False, says="The journal, in order."),
)

_PARAMETERS = {
    "hall": "The hall's id.",
    "client": "The stable id of one device or program, as it was enrolled.",
    "queue": "A queue's id.",
    "window": "A window's id.",
}


def asyncapi_document() -> dict[str, Any]:
    """The whole document."""
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "Onedoor", "version": VERSION, "description": DESCRIPTION},
        "defaultContentType": "application/json",
        "channels": {channel.name: _channel(channel) for channel in CHANNELS},
        "operations": {f"{channel.action}_{channel.name}": _operation(channel) for channel in CHANNELS},
        "components": {
            "messages": {channel.payload: _message(channel) for channel in CHANNELS},
            "schemas": _schemas(),
        },
    }


def _channel(channel: Channel) -> dict[str, Any]:
    parameters = {name: {"description": says} for name, says in _PARAMETERS.items() if f"{{{name}}}" in channel.topic}
    return {
        "address": channel.topic,
        "description": channel.says,
        "messages": {channel.payload: {"$ref": f"#/components/messages/{channel.payload}"}},
        "parameters": parameters,
    }


def _operation(channel: Channel) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "action": channel.action,
        "channel": {"$ref": f"#/channels/{channel.name}"},
        "summary": channel.says,
        "bindings": {"mqtt": {"qos": 1, "retain": channel.retained, "bindingVersion": "0.2.0"}},
    }
    if channel.payload == "Command":
        operation["reply"] = {"channel": {"$ref": "#/channels/reply"}}
    return operation


def _message(channel: Channel) -> dict[str, Any]:
    message: dict[str, Any] = {"name": channel.payload, "payload": {"$ref": REFERENCE.format(model=channel.payload)}}
    if channel.payload in ("Command", "Reply"):
        message["correlationId"] = {"location": "$message.payload#/id"}
    return message


def _schemas() -> dict[str, Any]:
    schemas = {**told_schemas(_told_models()), **command_schemas()}
    # OpenAPI finds the schema of a discriminator's value in a mapping; AsyncAPI has none, and each type is a constant.
    schemas["Command"] = {"oneOf": schemas["Command"]["oneOf"]}
    return schemas


def _told_models() -> list[type[BaseModel]]:
    """What is published, and the data of every reply."""
    replies = [model for name, model in vars(views).items() if name.endswith("Reply")]
    published = [getattr(views, channel.payload) for channel in CHANNELS if hasattr(views, channel.payload)]
    return [Reply, *published, *replies]
