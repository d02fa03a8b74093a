"""The queue server as an administrator starts it, with notices in its hall file."""

import json
import subprocess
import sys
import time
from uuid import uuid4

import pytest
import requests

from queue_server.notices.receipts import receipt_path
from queue_server.sealing import Sealer
from tests.queue_server.notices.gateways import PLAIN_SECRET, SmsGateway

HANG_S = 30
ONEDOOR = (sys.executable, "-m", "onedoor", "--log-level", "warning")
HALL = """\
[hall]
id = "street"
name = { zh = "街道政务服务中心", en = "Street Service Centre" }
timezone = "Asia/Shanghai"

[[queue]]
id = "tax"
prefix = "B"
name = { zh = "税务业务", en = "Tax" }

[[window]]
id = "1"
name = { zh = "1号综合窗口", en = "Counter 1" }
serves = ["*"]

[notices]
"""


class Server:
    """``onedoor serve`` and a system that sends it commands by HTTP."""

    def __init__(self, directory, section=""):
        self.hall, self.data = directory / "hall.toml", directory / "data"
        self.hall.write_text(HALL + section, encoding="utf-8")
        command = [*ONEDOOR, "serve", "--hall", str(self.hall), "--data", str(self.data)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.http = self.process.stdout.readline().split()[2].removeprefix("http=")
        self.token = self.onedoor("enroll", "--data", self.data, "--id", "pages", "--kind", "system", "--token")

    def onedoor(self, *words):
        command = [*ONEDOOR, *map(str, words)]
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=HANG_S).stdout.strip()

    def send(self, kind, **data):
        body = {"id": str(uuid4()), "type": kind, "sent_at": "2026-11-20T09:00:00+08:00", "data": data}
        headers = {"Authorization": f"Bearer {self.token}"}
        url = f"{self.http}/api/v1/halls/street/commands"
        return requests.post(url, data=json.dumps(body), headers=headers, timeout=HANG_S).json()

    def take(self):
        """Somebody takes a ticket and gives a number."""
        reply = self.send("issue_ticket", queue="tax", holder={"id_type": "none", "phone": "13800138000"})
        return reply["data"]["ticket"]

    def stop(self):
        self.process.terminate()
        code = self.process.wait(HANG_S)
        log = self.process.stderr.read()
        self.process.stdout.close()
        self.process.stderr.close()
        return code, log


@pytest.fixture
def serve(tmp_path):
    servers = []

    def start(section=""):
        servers.append(Server(tmp_path, section))
        return servers[-1]

    yield start
    for server in servers:
        if server.process.returncode is None:
            server.stop()


def until(true):
    deadline = time.monotonic() + HANG_S
    while not (found := true()):
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.05)
    return found


def test_with_the_bare_section_what_would_be_sent_is_in_a_file_and_no_log_tells_a_number(serve):
    server = serve()
    ticket = server.take()
    sent = server.data / "notices" / "sent.txt"
    until(sent.exists)
    assert f"138****8000\t【街道政务服务中心】您的号码{ticket['number']}（税务业务），前面0人" in sent.read_text()
    assert f"{server.http}/t/{ticket['id']}" in sent.read_text()
    assert "file      1     0          0       0        2      0.00" in server.onedoor(
        "notices", "today", "--data", server.data
    )
    code, log = server.stop()
    assert code == 0
    assert "13800138000" not in log
    assert all(b"13800138000" not in file.read_bytes() for file in server.data.rglob("*") if file.is_file())


def test_a_number_that_is_none_is_refused_before_there_is_a_ticket(serve):
    reply = serve().send("issue_ticket", queue="tax", holder={"id_type": "none", "phone": "12345"})
    assert reply["error"]["code"] == "invalid_command"
    assert reply["error"]["details"]["reason"].startswith("holder.phone: a mainland mobile number")


GATEWAY = """
[[notices.provider]]
id = "carrier"
kind = "gateway"
[notices.provider.send]
url = "{url}/plain"
headers = {{ X-Secret = "{secret}" }}
json = {{ to = "{{number}}", content = "{{text}}", ref = "{{id}}" }}
[notices.provider.receipt]
list_at = "."
notice_at = "ref"
state_at = "state"
delivered = ["DELIVRD"]
"""


def test_receipts_come_in_at_the_hall_s_own_door_however_many_at_once(serve):
    with SmsGateway() as gateway:
        server = serve(GATEWAY.format(url=gateway.url, secret=PLAIN_SECRET))
        server.take()
        (message,) = until(lambda: gateway.taken)
        secret = Sealer(bytes.fromhex((server.data / "contacts.key").read_text()))
        door = server.http + receipt_path("carrier", secret)
        others = [{"ref": f"nobody-{number}", "state": "DELIVRD"} for number in range(3000)]
        receipts = [{"ref": message["id"], "state": "DELIVRD"}, *others]
        assert len(json.dumps(receipts)) > 64 * 1024
        assert requests.post(door, json=receipts, timeout=HANG_S).text == "ok"
        assert " delivered" in server.onedoor("notices", "list", "--data", server.data)


def test_a_provider_that_fails_is_an_alert_of_the_hall(serve):
    server = serve(GATEWAY.format(url="http://127.0.0.1:9", secret=PLAIN_SECRET))
    server.take()
    headers = {"Authorization": f"Bearer {server.token}"}
    url = f"{server.http}/api/v1/halls/street/alerts"
    (alert,) = until(lambda: requests.get(url, headers=headers, timeout=HANG_S).json()["alerts"])
    assert (alert["rule"], alert["subject"], alert["detail"]) == ("service_failing", "sms-carrier", "not_reachable")


def test_only_receipts_may_be_so_large(serve):
    answer = requests.post(f"{serve().http}/t/t-1/cancel", data=b" " * (64 * 1024 + 1), timeout=HANG_S)
    assert answer.status_code == 413


ALIYUN = """
steps = ["called"]
[[notices.provider]]
id = "aliyun"
kind = "aliyun"
access_key_id = "key"
secret_file = "{folder}/none"
codes = {{ called = {{ zh = "SMS_1" }} }}
"""


def test_a_provider_that_cannot_be_used_keeps_the_server_from_starting_and_is_told_in_one_line(tmp_path):
    hall = tmp_path / "hall.toml"
    hall.write_text(HALL + ALIYUN.format(folder=tmp_path), encoding="utf-8")
    command = [*ONEDOOR, "serve", "--hall", str(hall), "--data", str(tmp_path / "data")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=HANG_S, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == f"aliyun: {tmp_path}/none cannot be read: No such file or directory"
    assert "Traceback" not in done.stderr
