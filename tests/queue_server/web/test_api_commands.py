"""Commands over HTTP: the same words, the same rights and the same replies as over MQTT."""

import json
import socket
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
import requests

from queue_server.contract.replies import REFUSALS
from queue_server.contract.rights import MAY_SEND


def raw(street, request):
    """The status line of what a socket is answered."""
    address = urlsplit(street.url)
    with (
        socket.create_connection((address.hostname, address.port), timeout=30) as line,
        line.makefile("rb") as answer,
    ):
        line.sendall(request)
        return answer.readline()


def test_a_command_is_answered_with_its_reply(street):
    answer = street.send("issue_ticket", street.bearer(), queue="household")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json"
    reply = answer.json()
    assert (reply["ok"], reply["data"]["ticket"]["number"], reply["data"]["ticket"]["origin"]) == (True, "A001", "web")


def test_a_command_sent_twice_has_one_effect_and_one_reply(street, some_id):
    headers = street.bearer()
    first = street.send("issue_ticket", headers, some_id, queue="household")
    assert street.send("issue_ticket", headers, some_id, queue="household").json() == first.json()
    assert street.service.state.crowd("household").people == 1


@pytest.mark.parametrize(
    ("command", "data", "code"),
    [
        ("issue_ticket", {"queue": "nothing"}, "unknown_queue"),
        ("issue_ticket", {"queue": "household", "colour": "red"}, "invalid_command"),
        ("call_next", {"window": "1"}, "wrong_state"),
        (
            "issue_ticket",
            {"queue": "household", "holder": {"id_type": "resident_id", "id_number": "110105194912310021"}},
            "invalid_id_number",
        ),
    ],
)
def test_the_status_says_what_the_error_code_says(street, command, data, code):
    answer = street.send(command, street.bearer(), **data)
    assert (answer.json()["error"]["code"], answer.status_code) == (code, REFUSALS[code].http_status)


def test_an_expired_command_is_gone(street):
    body = {
        "id": str(uuid4()),
        "type": "issue_ticket",
        "sent_at": "2026-11-20T08:00:00+08:00",
        "expires_at": "2026-11-20T08:01:00+08:00",
        "data": {"queue": "household"},
    }
    answer = requests.post(f"{street.api}/commands", json=body, headers=street.bearer(), timeout=30)
    assert (answer.status_code, answer.json()["error"]["code"]) == (410, "expired")


@pytest.mark.parametrize(
    "headers",
    [{}, {"Authorization": "Bearer guess"}, {"Authorization": "Bearer "}, {"Authorization": "Basic a2lvc2s6eA=="}],
)
def test_without_a_token_that_holds_nothing_is_heard(street, headers):
    """The token of another hall is such a one: this hall's registry does not know it."""
    answer = street.send("issue_ticket", headers, queue="household")
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "not_allowed")
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert street.service.state.crowd("household").people == 0


def test_another_hall_is_not_served_here(street):
    answer = street.send("issue_ticket", street.bearer(), hall="elsewhere", queue="household")
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "unknown_hall")


@pytest.mark.parametrize("kind", MAY_SEND)
def test_a_client_may_send_what_its_kind_may(street, kind):
    headers = street.bearer(f"{kind}-9", kind)
    for command, data in (("issue_ticket", {"queue": "household"}), ("call_next", {"window": "1"})):
        code = street.send(command, headers, **data).json().get("error", {}).get("code")
        assert (code == "not_allowed") == (command not in MAY_SEND[kind])


def test_a_new_token_makes_the_old_one_void(street):
    old, new = street.bearer("till"), street.bearer("till")
    assert street.send("issue_ticket", old, queue="household").status_code == 403
    assert street.send("issue_ticket", new, queue="household").status_code == 200


@pytest.mark.parametrize(
    ("body", "answered_id"),
    [
        (b"", None),
        (b"no json at all", None),
        (b"\xff\xfe\x00", None),
        (b"[" * 30_000, None),
        (b'{"id": "42"}', "42"),
        (b'{"id": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff", "type": "fly", "sent_at": "x", "data": {}}',
         "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"),
    ],
)  # fmt: skip
def test_what_is_not_a_command_is_told_so_and_changes_nothing(street, body, answered_id):
    answer = requests.post(f"{street.api}/commands", data=body, headers=street.bearer(), timeout=30)
    assert answer.status_code == 400
    reply = answer.json()
    assert (reply["id"], reply["ok"], reply["error"]["code"]) == (answered_id, False, "invalid_command")
    assert set(reply["error"]["message"]) == {"zh", "en"}
    assert "Traceback" not in answer.text


def test_a_body_that_says_it_is_large_is_refused_before_it_comes(street):
    """The answer is there though not one byte of the body was sent."""
    head = f"POST /api/v1/halls/street/commands HTTP/1.1\r\nHost: x\r\nContent-Length: {10**9}\r\n\r\n"
    assert raw(street, head.encode()).startswith(b"HTTP/1.1 413 ")


def test_a_body_that_grows_large_is_refused_while_it_comes(street):
    token = street.token()
    chunk = b"4000\r\n" + b"x" * 0x4000 + b"\r\n"
    head = (
        "POST /api/v1/halls/street/commands HTTP/1.1\r\nHost: x\r\n"
        f"Authorization: Bearer {token}\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    assert raw(street, head.encode() + chunk * 5).startswith(b"HTTP/1.1 413 ")


def test_a_large_body_is_told_why(street):
    answer = requests.post(f"{street.api}/commands", data=b"x" * 70_000, headers=street.bearer(), timeout=30)
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "invalid_command")


def test_a_hall_that_does_not_answer_is_said_to_be_busy(street, monkeypatch, some_id):
    """The sender sends the same command again, and then learns what became of it."""
    monkeypatch.setattr("queue_server.web.desk.ANSWER_WITHIN_S", 0.05)
    headers = street.bearer()
    handle, held = street.service.handle, []
    monkeypatch.setattr(street.service, "handle", lambda requests: held.extend(requests) or [])
    answer = street.send("issue_ticket", headers, some_id, queue="household")
    error = answer.json()["error"]
    assert (answer.status_code, error["code"], error["retryable"]) == (503, "busy", True)
    assert [request.command.id for request in held] == [some_id]
    monkeypatch.setattr(street.service, "handle", handle)
    assert street.send("issue_ticket", headers, some_id, queue="household").json()["ok"]


def test_more_commands_than_a_hall_can_hold_are_told_to_come_again(street, monkeypatch):
    monkeypatch.setattr("queue_server.web.desk.WAITING_AT_MOST", 0)
    assert street.send("issue_ticket", street.bearer(), queue="household").status_code == 503


def test_a_fault_of_ours_is_told_without_a_stack_trace_and_logged(street, monkeypatch, capsys):
    headers = street.bearer()

    def broken(_token):
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr(street.clients, "_refresh", lambda: broken(None))
    answer = street.send("issue_ticket", headers, queue="household")
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "internal")
    assert "inside" not in answer.text
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "request_failed" in capsys.readouterr().out


def test_what_is_told_is_json_with_the_words_as_they_are(street):
    answer = street.send("issue_ticket", {}, queue="household")
    assert json.loads(answer.content)["error"]["message"]["zh"] == REFUSALS["not_allowed"].zh
