"""The AsyncAPI document says what the topics and the models say."""

import inspect

import pytest

from queue_server.contract.asyncapi import CHANNELS, asyncapi_document
from queue_server.contract.commands import COMMAND_TYPES
from queue_server.contract.topics import Topics

DOCUMENT = asyncapi_document()


def references(node):
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def test_it_has_a_channel_for_every_topic_and_no_other():
    names = {
        name
        for name, member in vars(Topics).items()
        if not name.startswith("_") and (inspect.isfunction(member) or isinstance(member, property))
    }
    assert {channel.name for channel in CHANNELS} == names


@pytest.mark.parametrize("channel", CHANNELS, ids=lambda channel: channel.name)
def test_an_address_names_its_parameters(channel):
    described = DOCUMENT["channels"][channel.name]
    for name in described["parameters"]:
        assert f"{{{name}}}" in described["address"]
    assert described["address"].count("{") == len(described["parameters"])


@pytest.mark.parametrize("reference", sorted(set(references(DOCUMENT))))
def test_every_reference_leads_somewhere(reference):
    place = DOCUMENT
    for step in reference.removeprefix("#/").split("/"):
        place = place[step]


@pytest.mark.parametrize("name", COMMAND_TYPES)
def test_a_command_may_be_any_of_the_contract(name):
    wanted = {"$ref": f"#/components/schemas/{COMMAND_TYPES[name].__name__}Command"}
    assert wanted in DOCUMENT["components"]["schemas"]["Command"]["oneOf"]


def test_the_answer_to_a_command_comes_on_the_reply_topic_under_the_same_id():
    assert DOCUMENT["operations"]["receive_command"]["reply"] == {"channel": {"$ref": "#/channels/reply"}}
    for message in ("Command", "Reply"):
        assert DOCUMENT["components"]["messages"][message]["correlationId"] == {"location": "$message.payload#/id"}
