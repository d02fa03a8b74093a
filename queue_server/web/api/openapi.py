"""The OpenAPI document: made from the routes and from the contract's own models, so that it cannot say otherwise."""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from queue_server.contract.schemas import command_schemas

ADDRESS = "/api/openapi.json"

DESCRIPTION = """\
What a hall of Onedoor says over HTTP: the commands and views of its contract, the same as over MQTT.

Times are RFC 3339 with an offset, durations are seconds (`_s`), text for people is an object by language in which `zh`
is always there. A field that has nothing to say is left out. Fields may be added: pass over what you do not know.

Every error is a Reply with `ok: false`; its `error.code` is stable, and `retryable` says whether the same request may
succeed later. Commands and events need a token, made by `onedoor enroll --token`. Reading is free for everybody, and
counted by address for whoever has no token.
"""

_TAGS = [
    {"name": "commands", "description": "Ask something of the hall."},
    {"name": "reading", "description": "See how the hall is."},
    {"name": "managing", "description": "For managers and their systems."},
    {"name": "pages", "description": "What citizens and screens open in a browser."},
    {
        "name": "cases",
        "description": "Hand in pages, read what was handed in.",
    },
    {"name": "health", "description": "For whoever runs the server."},
]


def describe(app: FastAPI) -> None:
    """Make the application's document this one."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app)
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]  # FastAPI's own way to extend the document


def _document(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(title=app.title, version=app.version, description=DESCRIPTION, routes=app.routes, tags=_TAGS)
    components = document.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    schemas.update(command_schemas())
    schemas.pop("HTTPValidationError", None)
    schemas.pop("ValidationError", None)
    components["securitySchemes"] = {
        "token": {
            "type": "http",
            "scheme": "bearer",
            "description": "Made by `onedoor enroll --token`; the client's kind decides which commands it may send.",
        }
    }
    for operation in _operations(document):
        operation["responses"].pop("422", None)  # what cannot be read is answered with 400 here
    return document


def _operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in document["paths"].values():
        yield from path.values()
