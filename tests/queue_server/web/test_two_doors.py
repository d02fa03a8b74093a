"""One hall behind two doors: what was sent through one has its effect once, whichever door it comes through again."""

import json
import queue
import socket
import subprocess
import sys
from urllib.parse import urlsplit

import paho.mqtt.client as paho
import pytest
import requests

HANG_S = 30
ONEDOOR = (sys.executable, "-m", "onedoor", "--log-level", "warning")
HALL = """\
[hall]
id = "street"
name = { zh = "街道政务服务中心" }
timezone = "Asia/Shanghai"

[[queue]]
id = "tax"
prefix = "B"
name = { zh = "税务业务" }

[[window]]
id = "1"
name = { zh = "1号综合窗口" }
serves = ["*"]
"""


class Server:
    """The program as an administrator starts it."""

    def __init__(self, directory):
        self.hall, self.data = directory / "hall.toml", directory / "data"
        self.hall.write_text(HALL, encoding="utf-8")
        command = [*ONEDOOR, "serve", "--hall", str(self.hall), "--data", str(self.data)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        _, _, self.http = self.process.stdout.readline().split()
        self.http = self.http.removeprefix("http=")

    def enroll(self, client, kind, *options):
        command = [*ONEDOOR, "enroll", "--data", str(self.data), "--id", client, "--kind", kind, *options]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    def by_http(self, token, body):
        headers = {"Authorization": f"Bearer {token}"}
        return requests.post(
            f"{self.http}/api/v1/halls/street/commands", data=body, headers=headers, timeout=HANG_S
        ).json()

    def stop(self):
        self.process.terminate()
        code = self.process.wait(HANG_S)
        self.process.stdout.close()
        return code


@pytest.fixture
def server(tmp_path):
    server = Server(tmp_path)
    yield server
    if server.process.poll() is None:
        server.stop()


@pytest.fixture
def by_mqtt(server):
    """Sends bytes as a kiosk at the broker, and gives the reply."""
    address = urlsplit(server.enroll("kiosk-01", "kiosk"))
    replies, there = queue.Queue(), queue.Queue()
    client = paho.Client(paho.CallbackAPIVersion.VERSION2, client_id="kiosk-01")
    client.username_pw_set(address.username, address.password)
    client.on_socket_open = lambda _c, _u, line: line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    client.on_connect = lambda client, *_: client.subscribe("onedoor/v1/street/reply/kiosk-01", 1)
    client.on_subscribe = lambda *_: there.put(1)
    client.on_message = lambda _c, _u, message: replies.put(json.loads(message.payload))
    client.connect(address.hostname, address.port)
    client.loop_start()
    there.get(timeout=HANG_S)

    def send(body):
        client.publish("onedoor/v1/street/command/kiosk-01", body, qos=1)
        return replies.get(timeout=HANG_S)

    yield send
    client.disconnect()
    client.loop_stop()
    client._reset_sockets()


@pytest.fixture
def body(some_id):
    command = {"id": some_id, "type": "issue_ticket", "sent_at": "2026-11-22T09:00:00Z", "data": {"queue": "tax"}}
    return json.dumps(command)


@pytest.mark.parametrize("first", ["http", "mqtt"])
def test_the_same_command_through_both_doors_has_one_effect(server, by_mqtt, body, first):
    token = server.enroll("till", "kiosk", "--token")
    doors = [lambda: server.by_http(token, body), lambda: by_mqtt(body)]
    if first == "mqtt":
        doors.reverse()
    replies = [door() for door in (*doors, *doors)]
    assert replies[0]["ok"]
    assert replies == [replies[0]] * 4
    queues = requests.get(f"{server.http}/api/v1/halls/street/queues", timeout=HANG_S).json()["queues"]
    assert queues[0]["waiting"] == 1


def test_what_happens_at_one_door_is_seen_at_the_other(server, by_mqtt, body, stream):
    headers = {"Authorization": f"Bearer {server.enroll('watcher', 'screen', '--token')}"}
    follower = stream(f"{server.http}/api/v1/halls/street/events?after=0", headers)
    ticket = by_mqtt(body)["data"]["ticket"]
    assert follower.next_data(lambda event: event["type"] == "ticket_issued")["data"]["ticket"] == ticket["id"]
    assert requests.get(ticket["url"], timeout=HANG_S).status_code == 200


def test_a_server_with_open_pages_ends_in_order(server, by_mqtt, body, stream):
    ticket = by_mqtt(body)["data"]["ticket"]
    page = stream(f"{ticket['url']}/live")
    page.next()
    assert server.stop() == 0
    assert not list(filter(None, page.lines))
