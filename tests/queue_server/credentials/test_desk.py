"""Codes are asked after beside the hall's thread, each once, and nothing is left of them."""

import json
import queue
import threading
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import structlog

from queue_server.contract.commands import GetTicket, ReadCredential
from queue_server.contract.envelope import Command
from queue_server.contract.holders import Identity
from queue_server.credentials import CredentialDesk, NotAcceptedError, VerifierAwayError
from queue_server.credentials.desk import KNOWN_FOR, SERVICE, WAITING_AT_MOST
from queue_server.service.batch import Request
from tests.queue_server.credentials.stand_in import CODE, HANG_S, NAME, NUMBER

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
IDENTITY = Identity(id_type="resident_id", id_number=NUMBER, name=NAME)


class Slow:
    """A verifier that answers when it is let."""

    def __init__(self):
        self.asked = queue.Queue()
        self.let = threading.Semaphore(0)
        self.outcome = IDENTITY

    def identity_of(self, code, client):
        self.asked.put((code, client))
        assert self.let.acquire(timeout=HANG_S)
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


class Desk:
    def __init__(self, verifier):
        self.now = START
        self.passed, self.replies, self.said = queue.Queue(), queue.Queue(), queue.Queue()
        self.desk = CredentialDesk(
            verifier, self.passed.put, clock=lambda: self.now, said=lambda *words: self.said.put(words)
        )

    def send(self, data, command_id=None, expires_at=None):
        command = Command(id=command_id or str(uuid4()), sent_at=START, expires_at=expires_at, data=data)
        request = Request(command, "kiosk-01", "kiosk", lambda body: self.replies.put(json.loads(body)))
        self.desk.submit(request)
        return request

    def reply(self):
        return self.replies.get(timeout=HANG_S)


@pytest.fixture
def verifier():
    return Slow()


@pytest.fixture
def desk(verifier):
    desk = Desk(verifier)
    yield desk
    verifier.let.release(100)
    desk.desk.stop()


def test_the_identity_is_told_to_who_asked(desk, verifier):
    verifier.let.release()
    desk.send(ReadCredential(code=CODE))
    assert desk.reply()["data"] == {"holder": {"id_type": "resident_id", "id_number": NUMBER, "name": NAME}}
    assert verifier.asked.get_nowait() == (CODE, "kiosk-01")
    assert desk.said.get(timeout=HANG_S) == (SERVICE, None)


def test_while_a_verifier_is_slow_everything_else_goes_on(desk, verifier):
    desk.send(ReadCredential(code=CODE))
    verifier.asked.get(timeout=HANG_S)
    other = desk.send(GetTicket(ticket="A012"))
    assert desk.passed.get_nowait() is other
    assert desk.replies.empty()


def test_the_same_question_again_is_asked_once_and_answered_as_often_as_it_came(desk, verifier):
    first = desk.send(ReadCredential(code=CODE))
    verifier.asked.get(timeout=HANG_S)
    desk.send(ReadCredential(code=CODE), first.command.id)
    verifier.let.release(5)
    assert desk.reply() == desk.reply()
    desk.send(ReadCredential(code=CODE), first.command.id)
    assert desk.reply()["ok"]
    assert verifier.asked.empty()


def test_after_a_minute_nothing_is_left_of_an_answer(desk, verifier):
    verifier.let.release(5)
    first = desk.send(ReadCredential(code=CODE))
    desk.reply()
    verifier.asked.get(timeout=HANG_S)
    desk.now = START + KNOWN_FOR + timedelta(seconds=1)
    desk.send(ReadCredential(code=CODE), first.command.id)
    desk.reply()
    assert verifier.asked.get(timeout=HANG_S) == (CODE, "kiosk-01")


def test_a_code_that_is_nobodys_is_refused_and_no_fault_of_the_verifier(desk, verifier):
    verifier.outcome = NotAcceptedError()
    verifier.let.release()
    desk.send(ReadCredential(code=CODE))
    assert desk.reply()["error"]["code"] == "unknown_credential"
    assert desk.said.get(timeout=HANG_S) == (SERVICE, None)


def test_a_verifier_that_is_away_is_told_to_the_citizen_and_to_the_manager_and_may_be_asked_again(desk, verifier):
    verifier.outcome = VerifierAwayError("HTTP 503")
    verifier.let.release()
    first = desk.send(ReadCredential(code=CODE))
    error = desk.reply()["error"]
    assert (error["code"], error["retryable"]) == ("credentials_away", True)
    assert desk.said.get(timeout=HANG_S) == (SERVICE, "HTTP 503")
    verifier.outcome = IDENTITY
    verifier.let.release()
    desk.send(ReadCredential(code=CODE), first.command.id)
    assert desk.reply()["ok"]


def test_a_verifier_that_breaks_is_survived_and_its_words_are_not_logged(desk, verifier):
    verifier.outcome = RuntimeError(f"what is {CODE} of {NUMBER}")
    verifier.let.release()
    with structlog.testing.capture_logs() as logs:
        desk.send(ReadCredential(code=CODE))
        assert desk.reply()["error"]["code"] == "internal"
    assert [log["event"] for log in logs] == ["verifier_failed"]
    assert CODE not in str(logs)
    assert NUMBER not in str(logs)


def test_a_code_that_nobody_waits_for_any_more_is_not_asked_after(desk, verifier):
    desk.send(ReadCredential(code=CODE), expires_at=START)
    assert desk.reply()["error"]["code"] == "expired"
    assert verifier.asked.empty()


def test_more_than_can_be_asked_after_are_told_to_come_again(desk, verifier):
    for number in range(WAITING_AT_MOST):
        desk.send(ReadCredential(code=f"{CODE}-{number}"))
    desk.send(ReadCredential(code=CODE))
    assert desk.reply()["error"]["code"] == "busy"


def test_a_hall_without_a_verifier_knows_no_credential():
    desk = Desk(None)
    desk.send(ReadCredential(code=CODE))
    assert desk.reply()["error"]["code"] == "unknown_credential"
    desk.desk.stop()


def test_nothing_that_is_logged_by_accident_shows_a_code_or_an_identity():
    assert CODE not in repr(Command(id=str(uuid4()), sent_at=START, data=ReadCredential(code=CODE)))
    assert NUMBER not in repr(IDENTITY)
    assert NAME not in repr(IDENTITY)
