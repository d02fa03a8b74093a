"""What the world is told."""

import json
from dataclasses import replace

import pytest

from queue_server.domain import commands
from queue_server.journal import Recorded
from queue_server.service.announcer import Announcer, event_message
from queue_server.service.views import ServerFacts
from tests.queue_server.conftest import MORNING

ROOT = "onedoor/v1/street/"
SERVER = ServerFacts("http://10.0.0.1:8080", "v7")


class Broker:
    def __init__(self):
        self.messages = []

    def publish(self, topic, message, *, retain):
        told = json.loads(message) if message else None
        self.messages.append((topic.removeprefix(ROOT), told, retain))

    def topics(self):
        topics = [topic for topic, _, _ in self.messages]
        self.messages.clear()
        return topics


@pytest.fixture
def broker():
    return Broker()


@pytest.fixture
def announcer(broker):
    return Announcer("street", broker.publish, lambda: SERVER)


def test_a_new_broker_is_told_everything(announcer, broker, story):
    announcer.tell_state(story.state, story.now)
    assert sorted(broker.topics()) == [
        "alerts",
        "board",
        "hall",
        "queue/household",
        "queue/tax",
        "window/1",
        "window/2",
    ]


def test_states_are_retained_and_events_are_not(announcer, broker, story):
    announcer.tell_state(story.state, story.now)
    announcer.tell_events([Recorded(1, story.now, "day_started", '{"day":"2026-11-20"}')])
    assert {(topic, retain) for topic, _, retain in broker.messages if topic in ("board", "event")} == {
        ("board", True),
        ("event", False),
    }


def test_only_what_changed_is_told_again(announcer, broker, story):
    announcer.tell_state(story.state, story.now)
    broker.topics()
    story.issue("tax")
    announcer.tell_state(story.state, story.now)
    assert sorted(broker.topics()) == ["board", "queue/tax"]
    announcer.tell_state(story.state, story.later(seconds=1).now)
    assert broker.topics() == []


def test_after_forgetting_everything_is_told_again(announcer, broker, story):
    announcer.tell_state(story.state, story.now)
    broker.topics()
    announcer.forget()
    announcer.tell_state(story.state, story.now)
    assert len(broker.topics()) == 7


def test_an_event_is_published_as_it_is_kept(announcer, broker, story):
    announcer.tell_events([Recorded(7, story.now, "ticket_issued", '{"ticket":"t","number":"A001"}')])
    assert broker.messages == [
        (
            "event",
            {
                "hall": "street",
                "seq": 7,
                "at": "2026-11-20T09:00:00.000+08:00",
                "type": "ticket_issued",
                "data": {"ticket": "t", "number": "A001"},
            },
            False,
        )
    ]


def test_the_board_shows_newest_calls_first_and_who_missed(announcer, broker, story):
    for _ in range(3):
        story.issue("household")
    story.open()
    story.call()
    story.accepted(commands.Miss("1"))
    story.later(minutes=1).call()
    announcer.tell_state(story.state, story.now)
    board = next(message for topic, message, _ in broker.messages if topic == "board")
    assert [(call["number"], call["window"], call["state"]) for call in board["calls"]] == [
        ("A002", "1", "called"),
        ("A001", "1", "missed"),
    ]
    assert board["missed"] == ["A001"]
    assert board["queues"][0]["waiting"] == 1
    assert board["queues"][0]["serving"] == 1


def test_no_public_topic_carries_a_person(announcer, broker, story):
    story.issue(person="secret-token")
    story.open()
    story.call()
    announcer.tell_state(story.state, story.now)
    assert "secret-token" not in json.dumps(broker.messages)


def test_opening_and_closing_is_told_by_the_clock_alone(announcer, broker, story):
    announcer.tell_state(story.state, story.now)
    broker.topics()
    announcer.tell_state(story.state, story.later(hours=3).now)
    assert sorted(broker.topics()) == ["board", "hall", "queue/household", "queue/tax"]


def test_the_hall_says_what_a_kiosk_offers_and_where_its_server_is(announcer, broker, story):
    announcer.tell_state(story.state, story.now)
    hall = next(message for topic, message, _ in broker.messages if topic == "hall")
    assert (hall["url"], hall["catalogue_version"]) == ("http://10.0.0.1:8080", "v7")
    assert [(each["id"], each["claim"]) for each in hall["priorities"]] == [("elderly", "free")]
    assert [(each["code"], each["queue"], each["bookable"]) for each in hall["items"]] == [
        ("move-in", "household", False),
        ("declare", "tax", False),
    ]


def test_the_code_of_an_appointment_is_in_no_event_that_everybody_reads():
    """Whoever has it may cancel the appointment."""
    data = json.dumps({"code": "ABCD2345", "item": "move-in", "start": "2026-11-20T10:00:00+08:00"})
    for kind in ("appointment_booked", "appointment_moved", "appointment_cancelled", "appointment_missed"):
        told = json.loads(event_message("street", Recorded(1, MORNING, kind, data)))
        assert told["data"] == {"item": "move-in", "start": "2026-11-20T10:00:00+08:00"}


def test_a_queue_tells_since_when_its_longest_wait_lasts(announcer, broker, story):
    began = story.now
    story.issue("household")
    story.later(minutes=20).issue("household")
    announcer.tell_state(story.state, story.now)
    queues = {topic: message for topic, message, _ in broker.messages if topic.startswith("queue/")}
    assert queues["queue/household"]["waiting_since"] == began.isoformat(timespec="milliseconds")
    assert "waiting_since" not in queues["queue/tax"]


def test_what_a_changed_hall_file_no_longer_has_is_retained_no_longer(announcer, broker, story, hall):
    announcer.tell_state(story.state, story.now)
    broker.topics()
    queues = {"household": replace(hall.queues["household"], name={"zh": "户政"})}
    windows = {"1": replace(hall.windows["1"], name={"zh": "一号"})}
    story.state = story.state._replace(hall=replace(hall, queues=queues, windows=windows, items={}))
    announcer.tell_state(story.state, story.now)
    told = {topic: message for topic, message, retained in broker.messages if retained}
    assert told["queue/tax"] is told["window/2"] is None
    assert told["queue/household"]["name"] == {"zh": "户政"}
    assert told["window/1"]["name"] == {"zh": "一号"}
    broker.topics()
    announcer.tell_state(story.state, story.now)
    assert broker.topics() == []
