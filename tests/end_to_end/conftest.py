"""A queue server in a process of its own, and a client that knows the contract and nothing of our code."""

import json
import os
import queue
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import paho.mqtt.client as paho
import pytest

HANG_S = 120
"""No test waits for this: it only ends one that hangs."""

HALL = """\
[hall]
id = "street"
name = { zh = "街道政务服务中心", en = "Street Service Centre" }
timezone = "Asia/Shanghai"

[alerts]
off = ["client_away"]  # what a test finds in the journal must not depend on how long it took

[[queue]]
id = "household"
prefix = "A"
name = { zh = "户籍业务", en = "Household" }

[[queue]]
id = "tax"
prefix = "B"
name = { zh = "税务业务", en = "Tax" }

[[item]]
code = "move-in"
queue = "household"
name = { zh = "户口迁入" }
typical_minutes = 9

[[window]]
id = "1"
name = { zh = "1号综合窗口" }
serves = ["*"]

[[window]]
id = "2"
name = { zh = "2号综合窗口" }
serves = ["*"]
"""

ONEDOOR = (sys.executable, "-m", "onedoor", "--log-level", "warning")


class Client:
    """A client of the contract: plain MQTT and plain JSON."""

    def __init__(self, url, hall="street", protocol=paho.MQTTv311):
        address = urlsplit(url)
        self.name = address.username
        self.root = f"onedoor/v1/{hall}"
        self.heard = queue.Queue()
        self.retained = {}
        self.events = []
        self.mqtt = paho.Client(paho.CallbackAPIVersion.VERSION2, client_id=self.name, protocol=protocol)
        self.mqtt.username_pw_set(address.username, address.password)
        self.mqtt.reconnect_delay_set(1, 1)
        self.mqtt.on_socket_open = lambda _c, _u, line: line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.mqtt.on_connect = self._connected
        self.mqtt.on_subscribe = lambda *_: self.heard.put(("subscribed", None))
        self.mqtt.on_message = self._message
        self.refused = queue.Queue()
        self.mqtt.connect(address.hostname, address.port)
        self.mqtt.loop_start()
        self.wait("subscribed")

    def _connected(self, client, _userdata, _flags, reason, _properties):
        if reason.is_failure:
            self.refused.put(str(reason))
            return
        topics = [f"{self.root}/reply/{self.name}"]
        topics += [
            f"{self.root}/{public}"
            for public in ("board", "hall", "event", "queue/+", "window/+", "presence/+", "health/+")
        ]
        client.subscribe([(topic, 1) for topic in topics])

    def _message(self, _client, _userdata, message):
        kind = message.topic.removeprefix(f"{self.root}/")
        payload = json.loads(message.payload)
        if kind.startswith("reply/"):
            kind = "reply"
        elif kind == "event":
            self.events.append(payload)
        else:
            self.retained[kind] = payload
        self.heard.put((kind, payload))

    def wait(self, kind, accept=lambda _payload: True):
        while True:
            heard, payload = self.heard.get(timeout=HANG_S)
            if heard == kind and accept(payload):
                return payload

    def sees(self, topic, accept):
        """Waits for what is retained on a topic; it may have come before the last reply, or need no news at all."""
        while not (topic in self.retained and accept(self.retained[topic])):
            self.heard.get(timeout=HANG_S)

    def events_of(self, kind, count):
        """The first events of a kind, also those that came while a reply was awaited."""
        while len(found := [event for event in self.events if event["type"] == kind]) < count:
            self.heard.get(timeout=HANG_S)
        return found[:count]

    def publish(self, payload):
        self.mqtt.publish(f"{self.root}/command/{self.name}", payload, qos=1)

    def send(self, kind, command_id=None, **data):
        command_id = command_id or str(uuid4())
        self.publish(
            json.dumps(
                {"id": command_id, "type": kind, "sent_at": "2026-11-22T09:00:00.000+08:00", "data": data},
                ensure_ascii=False,
            )
        )
        return command_id

    def ask(self, kind, command_id=None, **data):
        command_id = self.send(kind, command_id, **data)
        return self.wait("reply", lambda reply: reply["id"] == command_id)

    def done(self, kind, **data):
        reply = self.ask(kind, **data)
        assert reply["ok"], reply
        return reply["data"]

    def close(self):
        self.mqtt.disconnect()
        self.mqtt.loop_stop()
        self.mqtt._reset_sockets()


class Hall:
    """A hall's server, to be started, stopped and killed."""

    def __init__(self, directory: Path):
        self.file = directory / "hall.toml"
        self.file.write_text(HALL, encoding="utf-8")
        self.data = directory / "data"
        self.process = None
        self.clients = []

    def start(self, *options):
        self.process = subprocess.Popen(
            [*ONEDOOR, "serve", "--hall", str(self.file), "--data", str(self.data), *options],
            stdout=subprocess.PIPE,
            text=True,
        )
        ready = self.process.stdout.readline().split()
        assert ready[:1] == ["ready"], ready
        self.addresses = dict(word.split("=", 1) for word in ready[1:])
        return self

    def enroll(self, client, kind):
        done = subprocess.run(
            [*ONEDOOR, "enroll", "--data", str(self.data), "--id", client, "--kind", kind],
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    def client(self, name, kind, **more):
        client = Client(self.enroll(name, kind), **more)
        self.clients.append(client)
        return client

    def kill(self):
        os.kill(self.process.pid, signal.SIGKILL)
        self._gone()

    def stop(self):
        self.process.terminate()
        return self._gone()

    def _gone(self):
        code = self.process.wait(timeout=HANG_S)
        self.process.stdout.close()
        return code

    def broker_pid(self):
        return int((self.data / "broker" / "mosquitto.pid").read_text())


@pytest.fixture
def hall(tmp_path):
    hall = Hall(tmp_path)
    yield hall
    for client in hall.clients:
        client.close()
    if hall.process is not None and hall.process.poll() is None:
        hall.stop()


@pytest.fixture
def running(hall):
    return hall.start()
