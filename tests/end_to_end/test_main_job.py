"""The contract, spoken by a client that knows nothing else."""

import threading

import paho.mqtt.client as paho
import pytest
import requests

TIMEOUT_S = 30


@pytest.fixture
def kiosk(running):
    return running.client("kiosk-01", "kiosk")


@pytest.fixture
def clerk(running):
    return running.client("window-1", "window")


def test_from_the_ticket_to_goodbye(running, kiosk, clerk):
    """A ticket is taken, called, served and finished; everyone sees each step."""
    ticket = kiosk.done("issue_ticket", item="move-in")["ticket"]
    assert (ticket["number"], ticket["state"], ticket["ahead"]) == ("A001", "waiting", 0)
    assert kiosk.done("report_print", ticket=ticket["id"], printed="yes")["ticket"]["printed"] == "yes"

    assert clerk.done("open_window", window="1", operator="1001")["window"]["state"] == "open"
    called = clerk.done("call_next", window="1")
    assert (called["ticket"]["number"], called["ticket"]["window"]) == ("A001", "1")
    assert set(called["why"]) == {"waited_s", "score", "rule", "passed_over"}
    clerk.sees("board", lambda board: [call["number"] for call in board["calls"]] == ["A001"])

    assert clerk.done("recall", window="1")["ticket"]["state"] == "called"
    assert clerk.done("start_service", window="1")["ticket"]["state"] == "serving"
    clerk.sees("window/1", lambda window: window["state"] == "serving" and window["ticket"] == "A001")
    assert clerk.done("finish", window="1", outcome="done")["ticket"]["state"] == "finished"
    clerk.sees("window/1", lambda window: window["state"] == "open" and "ticket" not in window)
    assert requests.get(ticket["url"], timeout=TIMEOUT_S).status_code == 200


def test_events_come_in_journal_order_without_a_gap(kiosk):
    for _ in range(5):
        kiosk.done("issue_ticket", queue="tax")
    events = kiosk.events_of("ticket_issued", 5)
    first = events[0]["seq"]
    assert [event["seq"] for event in events] == list(range(first, first + 5))
    assert [event["data"]["number"] for event in events] == ["B001", "B002", "B003", "B004", "B005"]


def test_who_comes_late_knows_everything_from_the_retained_messages(running, kiosk, clerk):
    kiosk.done("issue_ticket", queue="household")
    clerk.done("open_window", window="1", operator="1001")
    clerk.done("call_next", window="1")
    clerk.sees("board", lambda board: board["calls"])
    screen = running.client("screen-1", "screen")
    board = screen.wait("board")
    assert [(call["number"], call["window"]) for call in board["calls"]] == [("A001", "1")]
    assert [queue["queue"] for queue in board["queues"]] == ["household", "tax"]
    for topic in ("hall", "queue/household", "queue/tax", "window/1", "window/2", "presence/queue-server"):
        if topic not in screen.retained:
            screen.wait(topic)
    assert screen.retained["presence/queue-server"]["online"]


def test_a_command_sent_twice_has_one_effect_and_one_reply(kiosk):
    first = kiosk.ask("issue_ticket", "6f9619ff-8b86-4d01-b42d-00cf4fc964ff", queue="tax")
    second = kiosk.ask("issue_ticket", "6f9619ff-8b86-4d01-b42d-00cf4fc964ff", queue="tax")
    assert first == second
    assert kiosk.done("issue_ticket", queue="tax")["ticket"]["number"] == "B002"


@pytest.mark.parametrize(
    ("payload", "answered_id"),
    [
        (b"no json at all", None),
        (b"\xff\xfe\x00", None),
        (b'{"id": "42"}', "42"),
        (b'{"id": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff", "type": "fly", "sent_at": "x", "data": {}}',
         "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"),
        (b"x" * 10_000_000, None),
    ],
)  # fmt: skip
def test_what_is_not_a_command_is_told_so_and_changes_nothing(kiosk, payload, answered_id):
    kiosk.publish(payload)
    reply = kiosk.wait("reply")
    assert (reply["id"], reply["ok"], reply["error"]["code"]) == (answered_id, False, "invalid_command")
    assert kiosk.done("issue_ticket", queue="tax")["ticket"]["number"] == "B001"


def test_a_kiosk_cannot_call(kiosk):
    assert kiosk.ask("call_next", window="1")["error"]["code"] == "not_allowed"


def test_nobody_speaks_for_somebody_else(running, kiosk, clerk):
    """The broker drops what a client publishes under another's name, and lets no screen publish at all."""
    screen = running.client("screen-1", "screen")
    for intruder, name in ((screen, "screen-1"), (kiosk, "window-1")):
        # The broker may acknowledge what it drops, or end the line of who sent it.
        settled = threading.Event()
        intruder.mqtt.on_publish = intruder.mqtt.on_disconnect = lambda *_, settled=settled: settled.set()
        intruder.mqtt.publish(
            f"{intruder.root}/command/{name}",
            '{"id":"6f9619ff-8b86-4d01-b42d-00cf4fc964ff","type":"issue_ticket",'
            '"sent_at":"2026-11-22T09:00:00Z","data":{"queue":"tax"}}',
            qos=1,
        )
        assert settled.wait(TIMEOUT_S)
    assert kiosk.done("issue_ticket", queue="tax")["ticket"]["number"] == "B001"


def test_a_client_with_a_wrong_secret_stays_outside(running, kiosk):
    outsider = paho.Client(paho.CallbackAPIVersion.VERSION2, client_id="kiosk-02")
    outsider.username_pw_set("kiosk-01", "guess")
    reasons = []
    outsider.on_connect = lambda _c, _u, _f, reason, _p: reasons.append(str(reason))
    outsider.connect("127.0.0.1", kiosk.mqtt.port)
    while not reasons:
        outsider.loop(timeout=1)
    outsider.disconnect()
    outsider._reset_sockets()
    assert reasons == ["Not authorized"]


def test_enrolling_again_makes_the_old_secret_void(running, kiosk):
    again = running.client("kiosk-01", "kiosk")
    assert again.done("issue_ticket", queue="tax")["ticket"]["number"] == "B001"
    assert kiosk.refused.get(timeout=TIMEOUT_S) == "Not authorized"


def test_the_newest_protocol_is_spoken_too(running):
    kiosk = running.client("kiosk-05", "kiosk", protocol=paho.MQTTv5)
    assert kiosk.done("issue_ticket", queue="tax")["ticket"]["number"] == "B001"


def test_the_server_says_when_it_goes(running, kiosk):
    kiosk.wait("presence/queue-server", lambda presence: presence["online"])
    assert running.stop() == 0
