"""A hall at work behind a real HTTP server on loopback: journal on disk, the hall's own thread, uvicorn."""

import json
import queue
import threading
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import count
from uuid import UUID, uuid4

import pytest
import requests
from argon2 import PasswordHasher

from queue_server.alerts import AlertWatch, Thresholds
from queue_server.cases.opening import Cases, CaseSetup
from queue_server.catalogue import CatalogueFile
from queue_server.contract.commands import (
    CallNext,
    Finish,
    IssueTicket,
    Miss,
    OpenWindow,
    Park,
    StartService,
)
from queue_server.contract.envelope import Command
from queue_server.domain.hall import Bookable
from queue_server.journal import SqliteJournal
from queue_server.notices.opening import Notices, NoticeSetup, no_modem
from queue_server.notices.settings import NoticesSection
from queue_server.service.announcer import Announcer
from queue_server.service.batch import Request
from queue_server.service.clients import ClientRegistry, new_token
from queue_server.service.hall_service import HallService
from queue_server.service.loop import HallLoop
from queue_server.service.translate import Translator
from queue_server.service.views import ServerFacts
from queue_server.staff.accounts import Account
from queue_server.staff.entrance import Entrance
from queue_server.staff.passwords import Passwords
from queue_server.staff.roles import Role
from queue_server.staff.store import StaffStore
from queue_server.statistics.books import DayBooks
from queue_server.web.api.cases import CaseSetup as CaseRoutes
from queue_server.web.app import WebSetup, make_app
from queue_server.web.limits import Limits
from queue_server.web.live import JournalHistory, News, told_to
from queue_server.web.server import HttpServer
from queue_server.web.staff.area import StaffSetup

HANG_S = 120
PASSWORD = "correct horse battery"
"""No test waits for this: it only ends one that hangs."""


def quick_passwords():
    """As strong as a test needs: a thousandth of the work."""
    return Passwords(PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))


class Street:
    """One hall, its thread and its site. ``now`` is its clock. ``tells`` by SMS, as the file provider does."""

    def __init__(self, hall, directory, now, limits, *, tells=False):
        self.hall = hall
        self.now = now
        self.directory = directory
        self.published = []
        self.news = News(hall.id)
        self.clients = ClientRegistry(directory)
        self.broker = True
        self.watch = AlertWatch(Thresholds(), frozenset, lambda: self.now)
        self._ids, self._codes = count(1), count(1)
        self.translator = Translator(
            b"key", lambda: f"secret-{next(self._ids)}", lambda: f"CODE{next(self._codes):04d}"
        )
        self._tells = tells
        self.notices = None
        started = queue.Queue()
        self.thread = threading.Thread(target=self._run, args=(started,), daemon=True)
        self.thread.start()
        self.service, self.loop = started.get(timeout=HANG_S)
        self.start_pages(limits)

    def start_pages(self, limits=None, provider=None):
        """Under the same address as before."""
        self.news.ended = False
        self.http = HttpServer("127.0.0.1", 0, remembered=self.directory / "port")
        self.http.start(
            make_app(
                WebSetup(
                    state=lambda: self.service.state,
                    clock=lambda: self.now,
                    broker_connected=lambda: self.broker,
                    submit=self.loop.submit,
                    bearer=self.clients.bearer,
                    news=self.news,
                    history=JournalHistory(self.directory / "journal.sqlite", self.hall.id),
                    public_url=self.url,
                    limits=limits or Limits(),
                    notices=self.notices,
                    books=DayBooks(self.directory / "statistics.db", self.directory / "journal.sqlite", self.hall.id),
                    heard=lambda: self.watch.heard,
                    cases=CaseRoutes(self.cases, self.translator.person_of, lambda: self.now),
                    staff=StaffSetup(self.directory / "staff.sqlite", passwords=quick_passwords, provider=provider),
                )
            )
        )

    def stop_pages(self):
        """The hall goes on without them."""
        self.news.end()
        self.http.stop()

    def _run(self, started):
        journal = SqliteJournal(self.directory / "journal.sqlite")
        self.notices = self._opened_notices(journal) if self._tells else None
        self.cases = self._opened_cases(journal)
        service = HallService(
            self.hall,
            journal,
            clock=lambda: self.now,
            translator=self.translator,
            ticket_url=f"{self.directory}/t/",
            watch=self.watch.due,
            contacts=self.notices.contacts if self.notices else None,
            cases=self.cases.room,
        )
        publish = told_to(self.news.publish, self._publish)
        followers = [self.cases.room, *([self.notices.desk] if self.notices else [])]
        announcer = Announcer(self.hall.id, publish, ServerFacts)
        loop = HallLoop(service, announcer, clock=lambda: self.now, followers=followers)
        if self.notices:
            self.notices.start()
        started.put((service, loop))
        loop.run()
        if self.notices:
            self.notices.close(service.state)
        journal.close()

    def _opened_cases(self, journal):
        setup = CaseSetup(
            hall=self.hall.id,
            connection=journal.connection,
            database=self.directory / "journal.sqlite",
            folder=self.directory / "cases",
            secret=b"c" * 32,
            catalogue=CatalogueFile(self.directory / "catalogue.db"),
            clock=lambda: self.now,
        )
        return Cases(setup)

    def _opened_notices(self, journal):
        setup = NoticeSetup(
            hall=self.hall,
            section=NoticesSection(),
            journal=journal,
            connection=journal.connection,
            database=self.directory / "journal.sqlite",
            folder=self.directory / "notices",
            secret=b"secret" * 6,
            site="https://hall.example",
            clock=lambda: self.now,
            wake=lambda: self.loop.wake(),  # noqa: PLW0108 - the loop comes later
            open_modem=no_modem,
            service=self.watch.service,
        )
        return Notices(setup)

    def _publish(self, topic, message, *, retain):
        self.published.append((topic, message, retain))

    @property
    def url(self):
        return self.http.url

    @property
    def api(self):
        return f"{self.url}/api/v1/halls/{self.hall.id}"

    def later(self, **passed):
        self.now += timedelta(**passed)

    def token(self, client="system-1", kind="system"):
        account, token = new_token(client, kind)
        self.clients.add(account)
        return token

    def bearer(self, client="system-1", kind="system"):
        return {"Authorization": f"Bearer {self.token(client, kind)}"}

    def ask(self, data, kind="system"):
        """As a client at the broker does."""
        answers = queue.Queue()
        command = Command(id=str(uuid4()), sent_at=self.now, data=data)
        self.loop.submit(Request(command, f"{kind}-1", kind, answers.put))
        return json.loads(answers.get(timeout=HANG_S))

    def done(self, data):
        answer = self.ask(data)
        assert answer["ok"], answer
        return answer["data"]

    def ticket(self, queue_id="household", **more):
        return self.done(IssueTicket(queue=queue_id, **more))["ticket"]

    def open(self, window="1"):
        self.done(OpenWindow(window=window, operator="1001"))

    def call(self, window="1"):
        return self.done(CallNext(window=window))["ticket"]

    def start(self, window="1"):
        return self.done(StartService(window=window))["ticket"]

    def finish(self, window="1"):
        return self.done(Finish(window=window))["ticket"]

    def miss(self, window="1"):
        return self.done(Miss(window=window))["ticket"]

    def park(self, window="1"):
        return self.done(Park(window=window))["ticket"]

    def served(self, window="1"):
        self.call(window)
        self.start(window)
        return self.finish(window)

    @contextmanager
    def entrance(self):
        """As somebody at the machine itself sees the staff's file."""
        with closing(StaffStore(self.directory / "staff.sqlite")) as store:
            yield Entrance(store, quick_passwords(), lambda: self.now)

    def person(self, account="1001", *roles, name="王小明"):
        """Somebody who works here and has a password."""
        with self.entrance() as entrance:
            link = entrance.add("admin", Account(account, name, frozenset(roles or [Role.CLERK])))
            entrance.choose_password(link, PASSWORD)

    def browser(self):
        """A browser of the staff: it keeps cookies and says where its forms stand."""
        session = requests.Session()
        session.headers.update({"Origin": self.url, "Accept": "text/html", "Accept-Language": "zh-CN"})
        return session

    def log_in(self, browser, account="1001", password=PASSWORD, **more):
        form = {"account": account, "password": password, **more}
        return browser.post(f"{self.url}/staff/login", data=form, timeout=HANG_S, allow_redirects=False)

    def audit(self):
        """What the audit log says, the newest first; what was done is written down a moment later."""
        with closing(StaffStore(self.directory / "staff.sqlite")) as store:
            return store.audit()

    def get(self, path, **more):
        return requests.get(f"{self.url}{path}", timeout=HANG_S, **more)

    def page(self, path, language="zh-CN,zh;q=0.9", **more):
        return self.get(path, headers={"Accept-Language": language}, **more)

    def send_form(self, path, language="zh-CN", **fields):
        headers = {"Accept-Language": language}
        return requests.post(f"{self.url}{path}", data=fields, headers=headers, timeout=HANG_S, allow_redirects=False)

    def send(self, kind, headers, command_id=None, hall="street", **data):
        """One command through the API."""
        body = {
            "id": command_id or str(uuid4()),
            "type": kind,
            "sent_at": "2026-11-20T09:00:00.000+08:00",
            "data": data,
        }
        return requests.post(f"{self.url}/api/v1/halls/{hall}/commands", json=body, headers=headers, timeout=HANG_S)

    def close(self):
        self.stop_pages()
        self.loop.stop()
        self.thread.join(HANG_S)


class Stream:
    """A reader of Server-Sent Events that knows nothing else."""

    def __init__(self, url, headers=None):
        self.answer = requests.get(
            url, headers={"Accept": "text/event-stream", **(headers or {})}, stream=True, timeout=HANG_S
        )
        self.lines = self.answer.iter_lines(chunk_size=1)

    def next(self):
        """The next message: its fields by name. Lines that begin with a colon say nothing."""
        fields = {}
        for line in self.lines:
            text = line.decode()
            if not text and "data" in fields:
                return fields
            name, _, value = text.partition(": ")
            if name and not text.startswith(":"):
                fields[name] = value
        raise EOFError

    def next_data(self, accept=lambda _data: True):
        """The data of the next message that is no mere sign of life."""
        while True:
            message = self.next()
            data = json.loads(message["data"])
            if message.get("event") != "beat" and accept(data):
                return data

    def close(self):
        self.answer.close()


@pytest.fixture
def busy_hall(hall):
    """Open day and night; moving in can be booked every hour by two people."""
    items = {**hall.items, "move-in": replace(hall.items["move-in"], bookable=Bookable(60, 2))}
    items["move-in"] = replace(items["move-in"], name={"zh": "户口迁入", "en": "Move-in registration"})
    return replace(hall, items=items)


@pytest.fixture
def limits():
    return Limits()


@pytest.fixture
def street(busy_hall, tmp_path, morning, limits):
    street = Street(busy_hall, tmp_path, morning, limits)
    yield street
    street.close()


@pytest.fixture
def telling_street(busy_hall, tmp_path, morning, limits):
    """Whoever gives a number is told things by SMS."""
    street = Street(busy_hall, tmp_path, morning, limits, tells=True)
    yield street
    street.close()


@pytest.fixture
def stream():
    """Opens streams and closes them in the end."""
    opened = []

    def opener(url, headers=None):
        opened.append(Stream(url, headers))
        return opened[-1]

    yield opener
    for each in opened:
        each.close()


@pytest.fixture
def some_id():
    return str(UUID(int=7))
