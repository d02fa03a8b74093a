"""The whole of it at work: real threads, a gateway over HTTP, receipts at the hall's own door, a file that stays."""

import threading
import time
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import requests
from fastapi import FastAPI

from queue_server.domain import commands
from queue_server.journal import SqliteJournal
from queue_server.notices.asks import Resend, Trial
from queue_server.notices.contacts import Contact
from queue_server.notices.errors import ProviderSetupError
from queue_server.notices.notice import notice_id, subject
from queue_server.notices.opening import Notices, NoticeSetup, no_modem
from queue_server.notices.outcomes import Accepted, NoWord, Refusal, Refused
from queue_server.notices.providers import Order, ProviderPlan, Question
from queue_server.notices.receipts import receipt_path
from queue_server.notices.steps import Step
from queue_server.notices.workers import Found, Said, WorkerPool
from queue_server.sealing import Sealer
from queue_server.web.server import HttpServer
from tests.queue_server.conftest import Story
from tests.queue_server.notices.conftest import PHONE, SECRET, SITE, bookable_hall, rows_of
from tests.queue_server.notices.gateways import SmsGateway
from tests.queue_server.notices.test_providers import section_of, section_with

HANG_GUARD_S = 20
WITH_FILE = {"id": "file", "kind": "file"}
TOMORROW = datetime.now(UTC).date() + timedelta(days=1)
"""The hall's own day may be a day ahead of UTC."""


class Running:
    """A hall with its notices, on the real clock; the test's thread is the hall's."""

    def __init__(self, folder, section, stack, *, turned=True):
        self.story = Story(replace(bookable_hall(), hours=None))
        self.story.now = datetime.now(UTC)
        self.journal = SqliteJournal(folder / "journal.sqlite")
        stack.callback(self.journal.close)
        self.woken = threading.Event()
        self.services = {}
        self.folder = folder / "notices"
        self.notices = Notices(
            NoticeSetup(
                hall=self.story.state.hall,
                section=section,
                journal=self.journal,
                connection=self.journal.connection,
                database=folder / "journal.sqlite",
                folder=self.folder,
                secret=SECRET,
                site=SITE,
                clock=lambda: datetime.now(UTC),
                wake=self.woken.set,
                open_modem=no_modem,
                service=self.services.__setitem__,
            )
        )
        self.sealer = Sealer(SECRET)
        self.notices.start()
        stack.callback(lambda: self.notices.close(self.story.state))
        if turned:
            self.turn()

    @property
    def outbox(self):
        return self.notices.desk._parts.outbox

    def turn(self):
        self.notices.desk.turn(self.story.state, quiet=True)

    def take(self, ticket):
        """Somebody takes a ticket and gives a number."""
        self.notices.contacts.keep([Contact(subject("ticket", ticket), PHONE, "zh", TOMORROW)])
        happened = self.story.accepted(commands.IssueTicket(ticket=ticket, origin="kiosk", queue="household"))
        self.journal.append("street", 0, rows_of(happened, self.story.state.hall, 0), (), self.story.now)

    def tell(self, step=Step.CALLED, phone=PHONE, name="try"):
        """A test message, which needs no ticket; its id."""
        self.notices.desk.ask(Trial(name, phone, step, "zh", None))
        return notice_id(self.sealer, "trial", name)

    def until(self, true):
        """The hall comes round until something is true."""
        deadline = time.monotonic() + HANG_GUARD_S
        while not true():
            assert time.monotonic() < deadline, "it never came true"
            self.turn()
            self.woken.wait(0.05)
            self.woken.clear()

    def state(self, notice):
        found = self.outbox.find(notice)
        return found.state.value if found else None

    def until_state(self, notice, *states):
        self.until(lambda: self.state(notice) in states)
        return self.outbox.find(notice)


@pytest.fixture
def gateway():
    with SmsGateway() as gateway:
        yield gateway


@pytest.fixture
def run(tmp_path):
    with ExitStack() as stack:
        yield lambda *providers, **more: Running(tmp_path, section_with(*providers, **more), stack)


@pytest.fixture
def site(tmp_path):
    """Serves the doors of a running hall; its address."""
    with ExitStack() as stack:

        def serve(running):
            server = HttpServer("127.0.0.1", 0, remembered=tmp_path / "port")
            app = FastAPI()
            app.include_router(running.notices.router)
            server.start(app)
            stack.callback(server.stop)
            return server.url

        yield serve


def brought(running, bring):
    """A receipt is brought from elsewhere while the hall comes round; the answer."""
    answers = []
    thread = threading.Thread(target=lambda: answers.append(bring()))
    thread.start()
    running.until(lambda: answers)
    thread.join()
    return answers[0]


@pytest.mark.parametrize("kind", ["aliyun", "tencent", "plain"])
def test_a_message_goes_out_and_its_receipt_comes_in_however_often(run, gateway, site, tmp_path, kind):
    running = run(section_of(kind, gateway.url, tmp_path))
    url = site(running) + receipt_path(kind, running.sealer)
    notice = running.tell()
    sent = running.until_state(notice, "sent")
    assert (sent.provider, sent.reference) == (kind, gateway.taken[0]["reference"].replace(notice, f"m-{notice}"))
    for _ in range(2):
        answer = brought(running, lambda: gateway.report(url, gateway.taken[0], how=kind))
        assert answer.status_code == 200
    delivered = running.outbox.find(notice)
    assert delivered.state.value == "delivered"
    assert delivered.cost == 450 * delivered.parts
    assert (
        answer.text
        == {
            "aliyun": '{"code": 0, "msg": "接收成功"}',
            "tencent": '{"result":0,"errmsg":"OK"}',
            "plain": "success",
        }[kind]
    )


def test_a_receipt_that_says_failed_fails_the_message_with_the_carrier_s_code(run, gateway, site, tmp_path):
    running = run(section_of("aliyun", gateway.url, tmp_path))
    url = site(running) + receipt_path("aliyun", running.sealer)
    notice = running.tell()
    running.until_state(notice, "sent")
    brought(running, lambda: gateway.report(url, gateway.taken[0], "failed"))
    assert running.outbox.find(notice).reason == "MOBILE_NOT_ON_SERVICE"


def test_receipts_are_answered_only_when_they_are_on_disk(run, gateway, site, tmp_path, monkeypatch):
    """A hall that does not come round asks for them again."""
    monkeypatch.setattr("queue_server.notices.desk.RECEIPTS_KEPT_WITHIN_S", 0.05)
    running = run(section_of("aliyun", gateway.url, tmp_path))
    url = site(running) + receipt_path("aliyun", running.sealer)
    message = {"number": "13800138000", "reference": "1", "id": "2"}
    assert gateway.report(url, message).status_code == 503


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/notices/receipts/aliyun/wrong", b"[]", 404),
        ("/notices/receipts/file/{secret}", b"[]", 404),
        ("/notices/receipts/nobody/{secret}", b"[]", 404),
        ("/notices/receipts/aliyun/%E4%B8%AD", b"[]", 404),
        ("/notices/receipts/aliyun/{secret}", b"<xml>", 400),
        ("/notices/receipts/aliyun/{secret}", b"\xff\xfe", 400),
        ("/notices/receipts/aliyun/{secret}", b"[[]]", 400),
        ("/notices/receipts/aliyun/{secret}", b"[" * 100_000, 400),
        ("/notices/receipts/aliyun/{secret}", b" " * ((1 << 20) + 1), 413),
    ],
)
def test_the_door_of_receipts_opens_to_those_who_know_it_and_only_for_receipts(
    run, gateway, site, tmp_path, path, body, status
):
    running = run(section_of("aliyun", gateway.url, tmp_path), WITH_FILE)
    secret = receipt_path("aliyun", running.sealer).rsplit("/", 1)[1]
    answer = requests.post(site(running) + path.format(secret=secret), data=body, timeout=HANG_GUARD_S)
    assert answer.status_code == status


def test_each_provider_has_a_door_of_its_own():
    sealer = Sealer(SECRET)
    assert receipt_path("aliyun", sealer) != receipt_path("tencent", sealer)
    assert receipt_path("aliyun", sealer) != receipt_path("aliyun", Sealer(b"other" * 8))


def test_after_a_time_out_a_provider_that_knows_the_message_is_believed(run, gateway, tmp_path, monkeypatch):
    monkeypatch.setattr("queue_server.notices.patience.UNKNOWN_ASKED_S", (0.01, 0.01, 0.01))
    running = run(section_of("aliyun", gateway.url, tmp_path))
    gateway.mode = "hang_up"
    notice = running.tell()
    running.until(lambda: gateway.taken)
    gateway.mode = "ok"
    gateway.states[notice] = "delivered"
    assert running.until_state(notice, "delivered").tries == 1
    assert len(gateway.taken) == 1


def test_a_message_that_never_arrived_is_sent_once_more(run, gateway, tmp_path, monkeypatch):
    monkeypatch.setattr("queue_server.notices.patience.UNKNOWN_ASKED_S", (0.01,) * 50)
    monkeypatch.setattr("queue_server.notices.course.SURE_AFTER", datetime.resolution)
    running = run(section_of("aliyun", gateway.url, tmp_path))
    gateway.mode = "garble"
    gateway._take = lambda *_: True  # it answers nonsense and has taken nothing
    notice = running.tell()
    running.until_state(notice, "unknown")
    del gateway._take
    gateway.mode = "ok"
    assert running.until_state(notice, "sent").tries == 2
    assert len(gateway.taken) == 1


def test_while_one_provider_hangs_another_sends_and_the_hall_comes_round(run, gateway, tmp_path):
    gateway.mode = "hang"
    running = run(section_of("aliyun", gateway.url, tmp_path) | {"at_once": 1, "timeout_seconds": 60}, WITH_FILE)
    running.tell(name="one")
    running.until(gateway.hanging.is_set)
    running.notices.desk.ask(Trial("two", PHONE, Step.TEST, "zh", "file"))
    sent = notice_id(running.sealer, "trial", "two")
    assert running.until_state(sent, "sent").provider == "file"
    assert running.state(notice_id(running.sealer, "trial", "one")) == "sending"
    gateway._released.set()


def test_a_provider_that_cannot_be_reached_is_taken_over_from(run, tmp_path):
    running = run(section_of("aliyun", "http://127.0.0.1:9", tmp_path), WITH_FILE)
    sent = running.until_state(running.tell(), "sent")
    assert (sent.provider, sent.tries) == ("file", 2)
    assert running.services["sms-aliyun"] == "not_reachable"


def test_a_modem_that_is_not_there_is_an_ill_provider(run):
    running = run({"id": "own", "kind": "modem", "url": "serial:///dev/none"}, WITH_FILE)
    assert running.until_state(running.tell(), "sent").provider == "file"


def test_what_was_sent_can_be_sent_again_by_hand(run):
    running = run(WITH_FILE)
    first = running.until_state(running.tell(), "sent")
    running.notices.desk.ask(Resend("again", first.id))
    again = notice_id(running.sealer, "resend", "again")
    assert running.until_state(again, "sent").by_hand
    assert (running.folder / "sent.txt").read_text().count("138****8000") == 2


def test_staff_s_page_reads_while_the_hall_works(run, tmp_path):
    running = run(WITH_FILE)
    running.until_state(running.tell(), "sent")
    with running.notices.reader() as reader:
        (through_file,) = reader.day(reader.today(datetime.now(UTC))).providers
    assert (through_file.provider, through_file.parts) == ("file", 1)
    assert running.services == {"sms": None, "sms-file": None}


def test_a_second_ask_of_the_same_id_sends_nothing_more(run):
    running = run(WITH_FILE)
    notice = running.tell()
    running.tell()
    running.until_state(notice, "sent")
    running.turn()
    assert (running.folder / "sent.txt").read_text().count("\n") == 1


def test_the_last_words_are_kept_when_the_server_ends(tmp_path):
    with ExitStack() as stack:
        running = Running(tmp_path, section_with(WITH_FILE), stack)
        notice = running.tell()
        running.turn()
        assert running.state(notice) == "sending"
        running.notices.close(running.story.state)
        assert running.state(notice) == "sent"


def test_the_first_ticket_after_the_very_first_start_is_told(tmp_path):
    """Also when it is taken before the hall's thread came round for the first time."""
    with ExitStack() as stack:
        running = Running(tmp_path, section_with(WITH_FILE, steps=["ticket_taken"]), stack, turned=False)
        running.take("t-1")
        running.until((tmp_path / "notices" / "sent.txt").exists)


def test_a_hall_with_a_secret_that_is_not_there_does_not_start(tmp_path, run):
    described = section_of("aliyun", "http://127.0.0.1:9", tmp_path)
    (tmp_path / "secret").unlink()
    with pytest.raises(ProviderSetupError):
        run(described)


class Scripted:
    """A provider that does what a test says."""

    def __init__(self, send):
        self.send = send
        self.closed = False

    def ask(self, question):
        return self.send(question)

    def close(self):
        self.closed = True


def words_of(send, *tasks, opens=None):
    """The words of one worker to tasks, in order."""
    heard, all_heard = [], threading.Event()

    def hear(said):
        heard.append(said)
        if len(heard) == len(tasks):
            all_heard.set()

    scripted = Scripted(send)
    pool = WorkerPool([ProviderPlan("one", opens or (lambda: scripted), at_once=1)], hear)
    pool.start()
    for task in tasks:
        pool.hand_over("one", task)
    assert all_heard.wait(HANG_GUARD_S)
    pool.stop(HANG_GUARD_S)
    return heard, scripted


ORDER = Order("notice-1", PHONE, "text", "sign")
QUESTION = Question("notice-1", PHONE, None, datetime.now(UTC))


def test_a_slip_of_ours_while_sending_leaves_no_word_and_the_worker_goes_on():
    answers = iter([ZeroDivisionError(), Accepted()])

    def send(_):
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    heard, scripted = words_of(send, ORDER, ORDER)
    assert heard == [Said("one", "notice-1", NoWord("internal")), Said("one", "notice-1", Accepted())]
    assert scripted.closed


def test_a_slip_of_ours_while_asking_proves_nothing():
    def ask(_):
        raise ZeroDivisionError

    heard, _ = words_of(ask, QUESTION)
    assert heard == [Found("one", "notice-1", NoWord("internal"))]


@pytest.mark.parametrize(
    ("error", "code"), [(ProviderSetupError("one", "no port"), "provider_setup"), (ImportError("serial"), "internal")]
)
def test_a_provider_that_does_not_open_has_sent_nothing(error, code):
    def opens():
        raise error

    heard, _ = words_of(None, ORDER, opens=opens)
    assert heard == [Said("one", "notice-1", Refused(Refusal.ILL, code))]


def test_the_rows_of_a_power_cut_are_read_by_the_next_server(tmp_path, run):
    """What an earlier process kept is there for the next, through the file alone."""
    with ExitStack() as stack:
        before = Running(tmp_path, section_with(WITH_FILE), stack)
        before.notices._pool.hand_over = lambda *_: None
        notice = before.tell()
        before.turn()
        assert before.state(notice) == "sending"
        before.notices.close = lambda _: None
    after = run(WITH_FILE)
    assert after.state(notice) == "unknown"
