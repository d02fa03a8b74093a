"""Cases reach a back office that is slow, failing and forgetful, and what it decides is decided once."""

import json
import queue
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from pydantic import ValidationError

from queue_server.contract.case_commands import AcceptCase, PromisePaper, SubmitCase, WithdrawCase
from queue_server.offices import Offices, OfficeSecretError, OfficeSection, OfficeSections
from queue_server.offices.errors import NotTakenError
from queue_server.offices.http import HttpOffice
from queue_server.outgoing import Patience
from tests.queue_server.cases.conftest import ANSWERS, HOLDER, PERMIT, ApplyingHall, picture

HANG_S = 30
"""No test waits for this: it only ends one that hangs."""

QUICK = Patience(connect_s=5, answer_s=0.3, first_s=0.01, longest_s=0.05, told_after=3)
SECRET = "a secret of the office"


class BackOffice:
    """Somebody else's system. ``answers`` are the next statuses of what is put, then 204; ``None`` is no answer.

    It says its ``changes`` again and again, whatever it was asked for, where it ``forgets``.
    """

    def __init__(self):
        self.heard = queue.Queue()
        self.answers, self.changes = [], []
        self.pulled = queue.Queue()
        self.forgets = False
        self.released = threading.Event()
        office = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_PUT(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                office.heard.put((self.path, dict(self.headers), body))
                status = office.answers.pop(0) if office.answers else 204
                if status is None:
                    office.released.wait(HANG_S)
                    self.close_connection = True
                    return
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def do_GET(self):
                office.pulled.put(self.path)
                place = int(self.path.partition("after=")[2] or 0)
                told = office.changes if office.forgets else office.changes[place:]
                body = json.dumps({"changes": told, "after": str(len(office.changes))}).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                """Quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/onedoor"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def next(self):
        """What was put next: the end of its address, and its body."""
        path, _, body = self.heard.get(timeout=HANG_S)
        return path.removeprefix("/onedoor/"), body

    def next_case(self):
        """The next case, whatever pages come before it."""
        while True:
            path, body = self.next()
            if "/pages/" not in path:
                return json.loads(body)

    def said(self, status, case, number, **more):
        self.changes.append({"id": f"change-{number}", "case": case, "status": status, **more})

    def close(self):
        self.released.set()
        self._server.shutdown()
        self._server.server_close()


class OfficeHall(ApplyingHall):
    """What offices ask is handled where a test says :meth:`pump`."""

    def __init__(self, folder, catalogue_file):
        self.asked = queue.Queue()
        self.troubles = queue.Queue()
        self.seen = None
        super().__init__(folder, catalogue_file)

    def serve(self, office, **more):
        secret = self.folder / "office.secret"
        secret.write_text(SECRET + "\n")
        section = OfficeSection(id="permits", url=office.url, secret_file=secret, **{"pull_seconds": 0, **more})
        self.offices = Offices(
            self.hall.id,
            [section],
            data=self.folder,
            journal=self.folder / "journal.sqlite",
            cases=self.cases,
            state=lambda: self.seen or self.service.state,
            submit=self.asked.put,
            clock=lambda: self.now,
            said=lambda office, trouble: self.troubles.put((office, trouble)),
            patience=QUICK,
        )
        self.offices.start()

    def tell(self):
        """News of a case, as the hall publishes it."""
        self.offices.publish("onedoor/v1/street/event", b'{"type":"case_submitted"}', retain=False)

    def pump(self):
        """The next command of an office, answered; its sender."""
        request = self.asked.get(timeout=HANG_S)
        self.service.handle([request])
        return request.client

    def trouble(self):
        while (told := self.troubles.get(timeout=HANG_S))[1] is None:
            pass
        return told

    def state_of(self, case):
        return self.service.state.shelf.cases[case].state.value


@pytest.fixture
def office():
    office = BackOffice()
    yield office
    office.close()


@pytest.fixture
def hall(tmp_path, catalogue_file):
    hall = OfficeHall(tmp_path, catalogue_file)
    hall.offices = None
    hall.service.tick()
    yield hall
    if hall.offices:
        hall.offices.stop()
    hall.end()


def test_a_case_is_pushed_with_its_pages_first(hall, office):
    hall.serve(office)
    case = hall.submitted()
    hall.tell()
    path, body = office.next()
    assert (path, body) == (f"cases/{case}/pages/id-1", picture("一页"))
    path, body = office.next()
    told = json.loads(body)
    assert path == f"cases/{case}"
    assert (told["item"], told["state"], told["code"]) == (PERMIT, "submitted", "CODE1")
    assert told["answers"] == ANSWERS
    assert told["holder"]["id_number"] == HOLDER.id_number
    assert [page["page"] for page in told["pages"]] == ["id-1"]
    assert told["submitted_at"] == "2026-11-20T09:00:00+08:00"


def test_the_office_knows_us_by_our_secret_and_pages_by_their_digest(hall, office):
    hall.serve(office)
    hall.submitted()
    hall.tell()
    _, headers, _ = office.heard.get(timeout=HANG_S)
    assert headers["Authorization"] == f"Bearer {SECRET}"
    assert headers["Content-Type"] == "image/jpeg"
    assert headers["Onedoor-Digest"].startswith("sha-256=")


def test_a_draft_is_nobodys_but_the_persons(hall, office):
    hall.serve(office)
    draft = hall.begin()
    hall.save(draft)
    hall.page(draft)
    case = hall.submitted(holder=HOLDER.model_copy(update={"id_number": "440524188001010014"}))
    hall.tell()
    assert office.next_case()["case"] == case
    assert office.heard.empty()


@pytest.mark.parametrize("failure", [500, 302, 404, None], ids=["error", "led elsewhere", "not there", "no answer"])
def test_what_was_not_acknowledged_is_sent_again_until_it_is(hall, office, failure):
    hall.serve(office)
    office.answers = [failure] * 2
    case = hall.submitted()
    hall.tell()
    paths = [office.next()[0] for _ in range(4)]
    assert paths == [f"cases/{case}/pages/id-1"] * 3 + [f"cases/{case}"]


def test_an_office_that_fails_again_and_again_is_told_to_staff_and_taken_back_when_it_works(hall, office):
    hall.serve(office)
    office.answers = [500] * 5
    hall.submitted()
    hall.tell()
    assert hall.trouble() == ("office-permits", "HTTP 500")
    office.next_case()
    while hall.troubles.get(timeout=HANG_S) != ("office-permits", None):
        pass


def test_what_was_handed_in_while_the_server_was_away_is_pushed_after_its_start(hall, office):
    hall.serve(office)
    hall.offices.stop()
    case = hall.submitted()
    hall.serve(office)
    assert office.next_case()["case"] == case


def test_a_new_office_begins_with_what_happens_from_then_on(hall, office):
    hall.submitted()
    hall.serve(office)
    new = hall.submitted(holder=HOLDER.model_copy(update={"id_number": "440524188001010014"}))
    hall.tell()
    assert office.next_case()["case"] == new


def test_an_event_that_is_on_disk_before_the_state_knows_of_it_is_not_passed_over(hall, office):
    hall.serve(office, pull_seconds=0.01)
    hall.seen = hall.service.state
    case = hall.submitted()
    for _ in range(3):  # it looked into the journal in between
        office.pulled.get(timeout=HANG_S)
    hall.seen = None
    hall.tell()
    assert office.next_case()["case"] == case


def test_an_office_is_told_of_its_own_items_only(hall, office):
    hall.serve(office, items=["civil-elderly"], pull_seconds=0.01)
    hall.submitted()
    hall.tell()
    for _ in range(3):  # it looked into the journal in between
        office.pulled.get(timeout=HANG_S)
    assert office.heard.empty()


def test_a_promised_paper_and_a_withdrawal_are_pushed_when_they_come(hall, office):
    hall.serve(office)
    case = hall.begin()
    hall.save(case)
    hall.page(case)
    hall.done(PromisePaper(case=case, paper="proof_of_address", holder=HOLDER))
    hall.done(SubmitCase(case=case, handover="locker", holder=HOLDER))
    hall.tell()
    assert office.next_case()["promised"] == {"proof_of_address": "2026-11-27"}
    hall.page(case, "proof_of_address", "lease-1")
    hall.tell()
    assert len(office.next_case()["pages"]) == 2
    hall.done(WithdrawCase(case=case, holder=HOLDER))
    hall.tell()
    assert office.next_case()["state"] == "withdrawn"


def test_what_the_office_says_is_decided_in_the_hall(hall, office):
    case = hall.submitted()
    office.said("accepted", case, 1, operator="77")
    office.said("in_review", case, 2)
    office.said("approved", case, 3)
    office.said("ready", case, 4)
    hall.serve(office, pull_seconds=0.01)
    assert {hall.pump() for _ in range(4)} == {"office-permits"}
    assert hall.state_of(case) == "ready"
    accepted = next(event for event in hall.journal.read("street") if event.type == "case_accepted")
    assert json.loads(accepted.data)["operator"] == "77"


def test_a_supplement_comes_with_its_reasons_papers_and_note(hall, office):
    case = hall.submitted()
    office.said("supplement", case, 1, reasons=["paper_unreadable"], papers=["id_card"], note="请重拍")
    hall.serve(office, pull_seconds=0.01)
    hall.pump()
    known = hall.service.state.shelf.cases[case]
    assert (known.reasons, known.wanted) == (("paper_unreadable",), ("id_card",))
    assert hall.kept(case)["note"] == "请重拍"


def test_an_office_that_repeats_itself_decides_once(hall, office):
    case = hall.submitted()
    office.forgets = True
    office.said("accepted", case, 1)
    hall.serve(office, pull_seconds=0.01)
    for _ in range(4):
        hall.pump()
    events = [event.type for event in hall.journal.read("street")]
    assert events.count("case_accepted") == 1


def test_what_the_hall_refuses_or_cannot_read_does_not_hold_up_the_rest(hall, office):
    case = hall.submitted()
    office.said("approved", case, 1)  # not accepted yet
    office.changes.append({"id": "x"})
    office.changes.append("nothing")
    office.said("danced", case, 2)
    office.said("accepted", "unknown", 3)
    office.said("refused", case, 4)
    hall.serve(office, pull_seconds=0.01)
    for _ in range(3):
        hall.pump()
    assert hall.state_of(case) == "refused"
    assert hall.service.state.shelf.cases[case].reasons == ("other",)


def test_an_office_that_does_not_take_a_case_is_heard_all_the_same(hall, office):
    known = hall.submitted()
    hall.serve(office, pull_seconds=0.01)
    office.answers = [413] * 1000
    hall.submitted(holder=HOLDER.model_copy(update={"id_number": "440524188001010014"}))
    hall.tell()
    office.next()
    office.said("accepted", known, 1)
    hall.pump()
    assert hall.state_of(known) == "accepted"


def test_the_place_in_what_the_office_said_is_kept(hall, office):
    case = hall.submitted()
    office.said("accepted", case, 1)
    hall.serve(office, pull_seconds=0.01)
    hall.pump()
    assert office.pulled.get(timeout=HANG_S) == "/onedoor/changes"
    while office.pulled.get(timeout=HANG_S) != "/onedoor/changes?after=1":
        pass
    hall.offices.stop()
    while not office.pulled.empty():
        office.pulled.get()
    hall.serve(office, pull_seconds=0.01)
    assert office.pulled.get(timeout=HANG_S) == "/onedoor/changes?after=1"


def test_staff_may_decide_before_the_office_does(hall, office):
    hall.serve(office)
    case = hall.submitted()
    hall.staff(AcceptCase(case=case, operator="1001"))
    hall.tell()
    assert office.next_case()["state"] == "accepted"


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"changes": 1}', b'{"changes": [], "after": 5}', b"\xff"])
def test_an_answer_that_cannot_be_read_is_no_answer(body):
    def serve(listening):
        line, _ = listening.accept()
        with line:
            line.recv(65536)
            line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%b" % (len(body), body))

    assert not_taken(serve)


def test_an_answer_that_breaks_off_is_no_answer():
    def serve(listening):
        line, _ = listening.accept()
        with line:
            line.recv(65536)
            line.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{"changes": [')

    assert not_taken(serve) == "no connection"


def not_taken(serve):
    """Why an office that serves so was not heard."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=serve, args=(listening,), daemon=True).start()
        port = listening.getsockname()[1]
        http = HttpOffice(f"http://127.0.0.1:{port}", SECRET, connect_s=5, answer_s=5)
        with pytest.raises(NotTakenError) as raised:
            http.pull(None)
        http.close()
    return raised.value.reason


def test_an_office_without_its_secret_is_a_mistake(hall, office):
    section = OfficeSection(id="permits", url=office.url, secret_file=Path("/nowhere/secret"))
    with pytest.raises(OfficeSecretError, match="permits"):
        Offices(
            "street",
            [section],
            data=hall.folder,
            journal=hall.folder / "journal.sqlite",
            cases=hall.cases,
            state=lambda: hall.service.state,
            submit=hall.asked.put,
            clock=lambda: hall.now,
            said=lambda *_: None,
        )


def test_two_offices_have_two_ids():
    office = {"id": "permits", "url": "https://office.example/", "secret_file": "permits.secret"}
    OfficeSections.model_validate([office, {**office, "id": "other"}])
    with pytest.raises(ValidationError, match="twice"):
        OfficeSections.model_validate([office, office])
