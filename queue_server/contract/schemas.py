"""The JSON Schemas of the contract's messages, made from its models: the documents of both doors are built of them."""

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from queue_server.contract.commands import COMMAND_TYPES
from queue_server.contract.envelope import Envelope
from queue_server.contract.examples import example_command
from queue_server.contract.rights import MAY_SEND

REFERENCE = "#/components/schemas/{model}"
"""Where both OpenAPI and AsyncAPI keep their schemas."""


def command_schemas() -> dict[str, Any]:
    """By name: ``Command`` is one of all commands, by its ``type``; each has its envelope and its data."""
    models = [(model, "validation") for model in (Envelope, *COMMAND_TYPES.values())]
    _, definitions = models_json_schema(models, ref_template=REFERENCE)  # type: ignore[arg-type]  # pairs, as it wants
    schemas: dict[str, Any] = dict(definitions["$defs"])
    envelope = schemas.pop("Envelope")
    for name, model in COMMAND_TYPES.items():
        schemas[f"{model.__name__}Command"] = _command_schema(envelope, name, model.__name__)
    names = {name: REFERENCE.format(model=f"{model.__name__}Command") for name, model in COMMAND_TYPES.items()}
    schemas["Command"] = {
        "oneOf": [{"$ref": reference} for reference in names.values()],
        "discriminator": {"propertyName": "type", "mapping": names},
    }
    return schemas


def told_schemas(models: Iterable[type[BaseModel]]) -> dict[str, Any]:
    """By name: the messages that are told, as they are written, and what they are made of."""
    pairs = [(model, "serialization") for model in models]
    _, definitions = models_json_schema(pairs, ref_template=REFERENCE)  # type: ignore[arg-type]  # pairs, as it wants
    return dict(definitions["$defs"])


def _command_schema(envelope: dict[str, Any], name: str, model: str) -> dict[str, Any]:
    senders = ", ".join(kind for kind, may in MAY_SEND.items() if name in may)
    properties = {
        **envelope["properties"],
        "id": {"type": "string", "format": "uuid", "description": "The sender's; the same id has one effect."},
        "type": {"const": name},
        "data": {"$ref": REFERENCE.format(model=model)},
    }
    return {
        **envelope,
        "title": f"{model}Command",
        "description": f"`{name}` may be sent by: {senders}.",
        "properties": properties,
        "examples": [example_command(name)],
    }
