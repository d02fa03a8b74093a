"""Killed for real: no reply that was sent may be untrue afterwards."""

import os
import select
import signal
from collections import Counter
from uuid import uuid4

HANG_S = 30
ROUNDS = 3
TICKETS_AT_ONCE = 200


def test_no_reply_is_untrue_after_the_server_was_killed(hall):
    """The server dies in the middle of many commands, three times; what was answered is so, and no number is twice."""
    hall.start()
    kiosk = hall.client("kiosk-01", "kiosk")
    replies = {}
    sent = []
    for _ in range(ROUNDS):
        for _ in range(TICKETS_AT_ONCE):
            sent.append(str(uuid4()))
            kiosk.send("issue_ticket", sent[-1], queue="household")
        for _ in range(20):
            reply = kiosk.wait("reply")
            assert replies.setdefault(reply["id"], reply) == reply
        hall.kill()
        kiosk.close()
        hall.clients.remove(kiosk)
        while not kiosk.heard.empty():
            kind, reply = kiosk.heard.get()
            if kind == "reply":
                replies[reply["id"]] = reply
        hall.start()
        kiosk = hall.client("kiosk-01", "kiosk")
    for command_id in sent:
        kiosk.send("issue_ticket", command_id, queue="household")
    answered_again = {}
    while len(answered_again) < len(sent):
        reply = kiosk.wait("reply")
        answered_again[reply["id"]] = reply
    for command_id, reply in replies.items():
        assert answered_again[command_id] == reply
    numbers = Counter(reply["data"]["ticket"]["number"] for reply in answered_again.values())
    assert set(numbers.values()) == {1}
    assert sorted(numbers) == [f"A{number:03d}" for number in range(1, len(sent) + 1)]


def test_a_killed_broker_is_started_again_and_told_everything(hall):
    hall.start()
    kiosk = hall.client("kiosk-01", "kiosk")
    kiosk.done("issue_ticket", queue="household")
    kiosk.wait("board", lambda board: board["queues"][0]["waiting"] == 1)
    os.kill(hall.broker_pid(), signal.SIGKILL)
    kiosk.wait("subscribed")  # the client found its way back
    kiosk.retained.clear()
    board = kiosk.wait("board", lambda board: board["queues"][0]["waiting"] == 1)
    assert board["hall"] == "street"
    assert kiosk.done("issue_ticket", queue="household")["ticket"]["number"] == "A002"


def test_a_killed_server_leaves_no_broker_behind(hall):
    hall.start()
    broker = hall.broker_pid()
    watcher = os.pidfd_open(broker)
    hall.kill()
    ended, _, _ = select.select([watcher], [], [], HANG_S)
    os.close(watcher)
    assert ended


def test_a_server_that_is_asked_to_stop_ends_in_order(hall):
    hall.start()
    kiosk = hall.client("kiosk-01", "kiosk")
    kiosk.done("issue_ticket", queue="household")
    assert hall.stop() == 0
    hall.start()
    clerk = hall.client("window-1", "window")
    clerk.done("open_window", window="1", operator="1001")
    assert clerk.done("call_next", window="1")["ticket"]["number"] == "A001"


def test_the_addresses_stay_the_same_over_a_restart(hall):
    before = hall.start().addresses
    hall.stop()
    assert hall.start().addresses == before
