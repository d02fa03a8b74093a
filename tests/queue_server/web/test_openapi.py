"""The OpenAPI document says what the server does."""

import json

import pytest

from queue_server.contract.asyncapi import asyncapi_document
from queue_server.contract.commands import COMMAND_TYPES
from queue_server.contract.envelope import parse_command
from queue_server.contract.examples import EXAMPLES, example_command
from queue_server.contract.replies import REFUSALS
from queue_server.contract.rights import MAY_SEND

COMMANDS = "/api/v1/halls/{hall}/commands"
READING = ("board", "queues", "windows", "tickets/{ticket}", "slots", "events", "catalogue")


@pytest.fixture
def document(street):
    return street.get("/api/openapi.json").json()


def references(node):
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def test_it_lists_every_door_of_the_contract(document):
    assert set(document["paths"]) >= {
        COMMANDS,
        *(f"/api/v1/halls/{{hall}}/{name}" for name in READING),
        "/api/asyncapi.json",
        "/t/{ticket_id}",
        "/board",
        "/appointments",
        "/healthz",
        "/readyz",
        "/metrics",
    }


def test_every_reference_leads_somewhere(document):
    schemas = document["components"]["schemas"]
    for reference in references(document):
        assert reference.removeprefix("#/components/schemas/") in schemas


def test_every_operation_is_described(document):
    for path, operations in document["paths"].items():
        for operation in operations.values():
            assert operation["description"], path
            assert operation["tags"], path
            assert "422" not in operation["responses"], path


def test_every_command_is_described_with_who_may_send_it_and_an_example(document):
    schemas = document["components"]["schemas"]
    mapping = schemas["Command"]["discriminator"]["mapping"]
    assert set(mapping) == set(COMMAND_TYPES) == set(EXAMPLES)
    for name, reference in mapping.items():
        schema = schemas[reference.removeprefix("#/components/schemas/")]
        assert schema["properties"]["type"] == {"const": name}
        assert schema["required"] == ["id", "type", "sent_at", "data"]
        assert schema["examples"] == [example_command(name)]
        for kind, may in MAY_SEND.items():
            assert (kind in schema["description"]) == (name in may)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_is_a_command(name):
    assert parse_command(json.dumps(example_command(name)).encode()).data.type == name


def test_a_command_can_be_answered_with_every_code_under_its_status(document):
    responses = document["paths"][COMMANDS]["post"]["responses"]
    for code, refusal in REFUSALS.items():
        assert f"`{code}`" in responses[str(refusal.http_status)]["description"]
    assert set(responses) == {"200", "413", *(str(refusal.http_status) for refusal in REFUSALS.values())}


def test_commands_and_events_need_a_token(document):
    assert document["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    for path, method in ((COMMANDS, "post"), ("/api/v1/halls/{hall}/events", "get")):
        assert document["paths"][path][method]["security"] == [{"token": []}]


@pytest.mark.parametrize("path", ["board", "events"])
def test_what_can_be_followed_says_so(document, path):
    content = document["paths"][f"/api/v1/halls/{{hall}}/{path}"]["get"]["responses"]["200"]["content"]
    assert set(content) == {"application/json", "text/event-stream"}


def test_the_document_of_the_other_door_is_served_too(street):
    assert street.get("/api/asyncapi.json").json() == asyncapi_document()
