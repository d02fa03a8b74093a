"""What a manager and other systems are told of a running hall, and what they make it do."""

import base64

import pytest

from tests.queue_server.webhooks.conftest import SECRET, Receiver

QUICKLY = "away_minutes = 0.001\nwindow_idle_minutes = 0.001\n"

WEBHOOK = """
[[webhook]]
id = "till"
url = "{url}"
secret_file = "till.secret"
events = ["ticket_issued"]
"""


@pytest.fixture
def receiver():
    receiver = Receiver()
    yield receiver
    receiver.close()


@pytest.fixture
def managed(hall, receiver, tmp_path):
    (tmp_path / "till.secret").write_text(f"whsec_{base64.b64encode(SECRET).decode()}")
    text = hall.file.read_text(encoding="utf-8").replace("[alerts]\noff =", "[alerts]\n" + QUICKLY + "off =")
    text = text.replace('off = ["client_away"]', "off = []") + WEBHOOK.format(url=receiver.url)
    hall.file.write_text(text, encoding="utf-8")
    return hall.start()


def listening(client, *topics):
    client.mqtt.subscribe([(f"{client.root}/{topic}", 1) for topic in topics])
    client.wait("subscribed")
    return client


def alerts(client, *wanted):
    """Waits until there are these alerts and no others."""
    told = client.wait("alerts", lambda alerts: {(a["rule"], a["subject"]) for a in alerts["alerts"]} == set(wanted))
    return {alert["rule"]: alert for alert in told["alerts"]}


def test_an_alert_is_raised_kept_over_a_restart_and_over_by_itself(managed):
    system = listening(managed.client("system-1", "system"), "alerts")
    window = managed.client("window-1", "window")
    window.done("open_window", window="1", operator="1001")
    system.done("issue_ticket", queue="household")
    idle = alerts(system, ("window_idle", "1"))["window_idle"]
    system.done("acknowledge_alert", alert=idle["alert"], by="1001")
    managed.kill()
    managed.start()
    system.wait("subscribed")
    listening(system, "alerts")
    kept = alerts(system, ("window_idle", "1"))["window_idle"]
    assert (kept["alert"], kept["acknowledged_by"]) == (idle["alert"], "1001")
    window.done("call_next", window="1")
    alerts(system)


def test_a_screen_that_is_away_is_missed(managed):
    system = listening(managed.client("system-1", "system"), "alerts")
    managed.enroll("board-01", "screen")
    alerts(system, ("client_away", "board-01"))


def test_a_kiosk_hears_of_its_lock_whenever_it_comes_back(managed):
    system = managed.client("system-1", "system")
    control = system.done("control_client", client="kiosk-01", action="lock", reason="a fault")["control"]
    kiosk = listening(managed.client("kiosk-01", "kiosk"), "control/kiosk-01")
    presence = b'{"online":true,"kind":"kiosk","version":"1","at":"2026-11-22T09:00:00.000+08:00"}'
    kiosk.mqtt.publish(f"{kiosk.root}/presence/kiosk-01", presence, qos=1, retain=True)
    assert kiosk.wait("control/kiosk-01") == control
    system.done("control_client", client="kiosk-01", action="unlock")
    assert kiosk.wait("control/kiosk-01")["type"] == "unlock"


def test_another_system_is_told_what_happens(managed, receiver):
    system = managed.client("system-1", "system")
    system.done("issue_ticket", queue="household")
    (first,) = receiver.next_seqs()
    managed.kill()
    managed.start()
    system.done("issue_ticket", queue="tax")
    while receiver.next_seqs()[-1] == first:
        pass  # it was killed before it had kept that this was taken
