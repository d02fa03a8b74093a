"""A hall's server in a process of its own, and its staff's browsers."""

import os
import signal
import socket
import subprocess
import threading
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from itertools import count
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import requests
from argon2 import PasswordHasher

from queue_server.service.clients import ClientRegistry, new_token
from queue_server.staff.accounts import Account
from queue_server.staff.entrance import Entrance
from queue_server.staff.passwords import Passwords
from queue_server.staff.roles import Role
from queue_server.staff.store import StaffStore
from tests.browser import DESK, HANG_MS, running_chromium
from tests.end_to_end.conftest import HANG_S, ONEDOOR

PASSWORD = "correct horse battery"
POSTS = 24

HEAD = """\
[hall]
id = "street"
name = { zh = "街道政务服务中心", en = "Street Service Centre" }
timezone = "Asia/Shanghai"
phone = "0757-88888888"

[[priority]]
id = "elderly"
name = { zh = "老年人优先", en = "Elderly" }
head_start_minutes = 10

[rules]
recalls_before_missed = 2
check_in = { early_minutes = 90, late_minutes = 30 }
"""

POST = """
[[queue]]
id = "queue-{n}"
prefix = "{prefix}"
name = {{ zh = "{n}号业务", en = "Business {n}" }}

[[item]]
code = "item-{n}"
queue = "queue-{n}"
name = {{ zh = "{n}号事项", en = "Service {n}" }}
typical_minutes = 9
bookable = {{ every_minutes = 60, capacity = 2 }}

[[window]]
id = "{n}"
name = {{ zh = "{n}号窗口", en = "Counter {n}" }}
serves = ["queue-{n}"]
"""


def hall_file():
    """Every test has a window and a queue of its own, so that many share one server."""
    posts = [POST.format(n=n, prefix=chr(64 + n)) for n in range(1, POSTS + 1)]
    return HEAD + "".join(posts)


class Server:
    """``onedoor serve``, to be started, killed and started again under the same address."""

    def __init__(self, directory):
        self.directory = directory
        self.data = directory / "data"
        self.hall_file = directory / "hall.toml"
        self.hall_file.write_text(hall_file(), encoding="utf-8")
        self.process = None
        self.program = ONEDOOR
        self._posts = count(1)
        self._people = count(1001)

    def start(self):
        self.log = (self.directory / "log").open("a")
        self.process = subprocess.Popen(
            [*self.program, "serve", "--hall", str(self.hall_file), "--data", str(self.data)],
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
        )
        ready = self.process.stdout.readline().split()
        assert ready[:1] == ["ready"], (self.directory / "log").read_text()
        self.url = dict(word.split("=", 1) for word in ready[1:])["http"]
        account, self.token = new_token("tests", "system")
        ClientRegistry(self.data).add(account)
        self._bearer = {"Authorization": f"Bearer {self.token}"}
        return self

    def kill(self):
        os.kill(self.process.pid, signal.SIGKILL)
        self._gone()

    def stop(self):
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self._gone()

    def _gone(self):
        self.process.wait(timeout=HANG_S)
        self.process.stdout.close()
        self.log.close()

    def said(self):
        """What the server wrote to its log."""
        return (self.directory / "log").read_text()

    def ask(self, kind, **data):
        body = {"id": str(uuid4()), "type": kind, "sent_at": datetime.now(UTC).isoformat(), "data": data}
        address = f"{self.url}/api/v1/halls/street/commands"
        return requests.post(address, json=body, headers=self._bearer, timeout=HANG_S).json()

    def done(self, kind, **data):
        answer = self.ask(kind, **data)
        assert answer["ok"], answer
        return answer["data"]

    def read(self, what):
        return requests.get(f"{self.url}/api/v1/halls/street/{what}", timeout=HANG_S).json()

    def events(self, kind):
        address = f"{self.url}/api/v1/halls/street/events?after=0"
        events = requests.get(address, headers=self._bearer, timeout=HANG_S).json()
        return [event["data"] for event in events["events"] if event["type"] == kind]

    def today(self):
        return f"{datetime.now(ZoneInfo('Asia/Shanghai')):%Y-%m-%d}"

    @contextmanager
    def entrance(self):
        """As somebody at the machine itself sees the staff's file."""
        passwords = Passwords(PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
        with closing(StaffStore(self.data / "staff.sqlite")) as store:
            yield Entrance(store, passwords, lambda: datetime.now(UTC))

    def audit(self):
        with closing(StaffStore(self.data / "staff.sqlite")) as store:
            return store.audit(most=1000)

    def person(self, *roles, name="王小明", account=None):
        """The staff number of somebody new."""
        account = account or str(next(self._people))
        with self.entrance() as entrance:
            link = entrance.add("admin", Account(account, name, frozenset(roles or [Role.CLERK])))
            entrance.choose_password(link, PASSWORD)
        return account

    def post(self):
        """A window and a queue that no other test uses."""
        return Post(self, next(self._posts))


class Post:
    """One window with its queue."""

    def __init__(self, server, number):
        self.server = server
        self.window, self.queue, self.item = str(number), f"queue-{number}", f"item-{number}"
        self.path = f"/staff/window/{number}"
        self.prefix = chr(64 + number)

    def ticket(self, **more):
        return self.server.done("issue_ticket", **{"item": self.item, **more})["ticket"]

    def state(self, ticket):
        return self.server.done("get_ticket", ticket=ticket["id"])["ticket"]["state"]


class Line:
    """The network between a browser and the server, to be cut and mended."""

    def __init__(self, target):
        host, _, port = target.removeprefix("http://").partition(":")
        self._target = (host, int(port))
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open = set()
        self._up = True
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self):
        self._up = False
        for end in list(self._open):
            end.close()

    def mend(self):
        self._up = True

    def close(self):
        self.cut()
        self._listener.close()

    def _accept(self):
        while True:
            try:
                here, _ = self._listener.accept()
            except OSError:
                return
            if not self._up:
                here.close()
                continue
            there = socket.create_connection(self._target)
            for source, sink in ((here, there), (there, here)):
                self._open.add(source)
                threading.Thread(target=self._carry, args=(source, sink), daemon=True).start()

    def _carry(self, source, sink):
        try:
            while data := source.recv(65536):
                sink.sendall(data)
        except OSError:
            pass
        for end in (source, sink):
            self._open.discard(end)
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


@pytest.fixture(scope="module")
def chromium():
    with running_chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("hall"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def own_server(tmp_path):
    """For a test that stops it."""
    server = Server(tmp_path)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def post(server):
    return server.post()


@pytest.fixture
def browse(chromium, tmp_path):
    """Opens a page as a staff member who has logged in. In the end no page may have complained."""
    contexts, complaints = [], []

    def opener(server, path, account, url=None, locale="zh-CN", **more):
        url = url or server.url
        session = requests.Session()
        session.headers.update({"Origin": url, "Accept-Language": locale})
        form = {"account": account, "password": PASSWORD}
        answer = session.post(f"{url}/staff/login", data=form, timeout=HANG_S, allow_redirects=False)
        assert answer.status_code == 303, answer.text
        context = chromium.new_context(viewport=DESK, locale=locale, **more)
        contexts.append(context)
        context.set_default_timeout(HANG_MS)
        cookie = {"name": "onedoor_staff", "value": session.cookies["onedoor_staff"], "url": f"{url}/staff"}
        context.add_cookies([cookie])
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{url}{path}")
        page.wait_for_function("window.did_handshake === true")
        return page

    yield opener
    for context in contexts:
        context.close()
    lost = ("Failed to load resource", "WebSocket connection to")
    assert not [complaint for complaint in complaints if not complaint.startswith(lost)]


def words_of(page):
    """All that is to be read on a page, in one line."""
    return " ".join(page.inner_text("body").split())
