"""What a real hall publishes is what its AsyncAPI document says."""

import jsonschema_rs
import pytest

from queue_server.contract.asyncapi import asyncapi_document


@pytest.fixture(scope="module")
def fits():
    """Holds a payload against a schema of the document."""
    components = {"components": asyncapi_document()["components"]}

    def check(model, payload):
        schema = {"$ref": f"#/components/schemas/{model}", **components}
        assert [error.message for error in jsonschema_rs.validator_for(schema).iter_errors(payload)] == []

    return check


def retained(client, topic):
    """What a client is told of a topic when it comes, however many others are told before."""
    return client.retained.get(topic) or client.wait(topic)


def test_everything_that_a_visit_brings_about_is_as_the_document_says(running, fits):
    kiosk, clerk = running.client("kiosk-01", "kiosk"), running.client("window-1", "window")
    replies = [
        kiosk.ask("issue_ticket", queue="household", holder={"id_type": "none", "language": "zh"}),
        clerk.ask("open_window", window="1", operator="1001"),
        clerk.ask("call_next", window="1"),
        clerk.ask("recall", window="2"),
        clerk.ask("list_slots", item="move-in", date="2026-11-23"),
    ]
    assert [reply["ok"] for reply in replies] == [True, True, True, False, False]
    for reply in replies:
        fits("Reply", reply)
    fits("Ticket", replies[0]["data"]["ticket"])
    fits("CallReply", replies[2]["data"])
    fits("Event", kiosk.events_of("ticket_called", 1)[0])
    late = running.client("kiosk-02", "kiosk")
    for topic, model in (
        ("board", "Board"),
        ("hall", "HallState"),
        ("queue/household", "QueueState"),
        ("window/1", "WindowState"),
        ("presence/queue-server", "Presence"),
    ):
        fits(model, retained(late, topic))


def test_the_document_refuses_what_the_server_would_not_say(fits):
    with pytest.raises(AssertionError):
        fits("Reply", {"id": 1, "ok": "yes"})
