"""What a hall's site says of its SMS: to managers through the API, to whoever holds a ticket on its page."""

import time
from datetime import UTC, datetime

import pytest
import requests

from queue_server.contract.commands import BookAppointment, Holder, IdType
from queue_server.contract.sms import SmsDay, SmsMessages
from queue_server.service.clients import new_token

HANG_S = 30
HOLDER = Holder(id_type=IdType.NONE, phone="13800138000")


def until(true):
    deadline = time.monotonic() + HANG_S
    while not (found := true()):
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.02)
    return found


class Manager:
    """A system with a manager's token."""

    def __init__(self, street, headers=None):
        self._root = f"{street.api}/sms"
        self._headers = headers or street.bearer()

    def get(self, path="", **query):
        return requests.get(self._root + path, headers=self._headers, params=query, timeout=HANG_S)

    def post(self, path, **body):
        return requests.post(self._root + path, headers=self._headers, json=body or None, timeout=HANG_S)

    def messages(self, **query):
        return self.get("/messages", **query).json()["messages"]

    def became(self, message):
        """What became of a message, once it is known."""
        path = f"/messages/{message}"
        until(lambda: self.get(path).status_code == 200 and self.get(path).json()["state"] not in ("queued", "sending"))
        return self.get(path).json()


@pytest.fixture
def manager(telling_street):
    return Manager(telling_street)


def test_a_day_is_told_by_provider_with_its_cost(telling_street, manager):
    telling_street.ticket(holder=HOLDER)
    until(lambda: manager.get().json()["providers"] and manager.get().json()["providers"][0]["sent"])
    assert manager.get().json() == {
        "hall": telling_street.hall.id,
        "date": "2026-11-20",
        "providers": [
            {"provider": "file", "sent": 1, "delivered": 0, "failed": 0, "unknown": 0, "parts": 1, "cost": 0.0}
        ],
        "waiting": 0,
        "dropped": {},
    }


def test_a_message_is_told_with_its_number_masked_and_without_its_text(telling_street, manager):
    telling_street.ticket(holder=HOLDER)
    (message,) = until(lambda: manager.messages(state="sent"))
    assert {key: message[key] for key in ("step", "number", "provider", "state", "parts", "by_hand")} == {
        "step": "ticket_taken",
        "number": "138****8000",
        "provider": "file",
        "state": "sent",
        "parts": 1,
        "by_hand": False,
    }
    assert message["at"].startswith("2026-11-20T09:00:00.000+08:00")
    assert "前面" not in manager.get("/messages").text
    assert manager.messages(state="failed") == []
    assert manager.messages(date="2026-11-19") == []


def test_a_test_message_is_sent_and_followed(manager):
    answer = manager.post("/test", number="138 0013 8000", step="called", language="en")
    assert answer.status_code == 202
    message = manager.became(answer.json()["message"])
    assert (message["state"], message["step"], message["language"], message["by_hand"]) == (
        "sent",
        "called",
        "en",
        True,
    )


def test_a_message_is_sent_once_more_by_hand(telling_street, manager):
    telling_street.ticket(holder=HOLDER)
    (message,) = until(lambda: manager.messages(state="sent"))
    again = manager.post(f"/messages/{message['id']}/resend").json()["message"]
    assert manager.became(again)["state"] == "sent"
    assert (telling_street.directory / "notices" / "sent.txt").read_text().count("138****8000") == 2


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"number": "12345"}, "number: a mainland mobile number"),
        ({"number": "13800138000", "step": "call"}, "step: one of ticket_taken"),
        ({}, "body"),
    ],
)
def test_a_test_that_cannot_be_sent_is_refused_with_what_was_expected(manager, body, reason):
    answer = manager.post("/test", **body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "invalid_command")
    assert answer.json()["error"]["details"]["reason"].startswith(reason)
    assert "12345" not in answer.text


def test_what_is_not_there_is_told_as_such(manager):
    for answer in (manager.get("/messages/none"), manager.post("/messages/none/resend")):
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "unknown_notice")
    assert manager.get("/messages", state="lost").status_code == 400
    assert manager.get(date="yesterday").status_code == 400


@pytest.mark.parametrize("path", ["", "/messages", "/messages/none"])
def test_only_managers_see_it(telling_street, path):
    for headers in ({}, telling_street.bearer("kiosk-01", "kiosk"), telling_street.bearer("window-1", "window")):
        assert requests.get(f"{telling_street.api}/sms{path}", headers=headers, timeout=HANG_S).status_code == 403


@pytest.mark.parametrize("path", ["/test", "/messages/none/resend"])
def test_only_managers_send(telling_street, path):
    body = {"number": "13800138000"}
    for headers in ({}, telling_street.bearer("window-1", "window")):
        answer = requests.post(f"{telling_street.api}/sms{path}", json=body, headers=headers, timeout=HANG_S)
        assert answer.status_code == 403
    assert not (telling_street.directory / "notices" / "sent.txt").exists()


def test_a_token_that_only_reads_sends_nothing(telling_street):
    account, token = new_token("reader", "system", ("events",))
    telling_street.clients.add(account)
    reader = Manager(telling_street, {"Authorization": f"Bearer {token}"})
    assert reader.get().status_code == 200
    assert reader.post("/test", number="13800138000").status_code == 403
    assert reader.post("/messages/none/resend").status_code == 403


def test_a_hall_that_sends_nothing_has_no_such_door(street):
    assert Manager(street).get().status_code == 404


def test_the_document_says_what_is_answered(telling_street, manager):
    telling_street.ticket(holder=HOLDER)
    SmsDay.model_validate_json(manager.get().content)
    SmsMessages.model_validate_json(manager.get("/messages").content)
    paths = telling_street.get("/api/openapi.json").json()["paths"]
    root = "/api/v1/halls/{hall}/sms"
    assert {path for path in paths if path.startswith(root)} == {
        root,
        f"{root}/messages",
        f"{root}/messages/{{message}}",
        f"{root}/messages/{{message}}/resend",
        f"{root}/test",
    }


@pytest.mark.parametrize(("language", "words"), [("zh-CN", "不再接收短信"), ("en-GB", "Stop SMS")])
def test_whoever_gave_a_number_can_stop_the_sms_on_the_ticket_s_page(telling_street, language, words):
    ticket = telling_street.ticket(holder=HOLDER)
    page = f"/t/{ticket['id']}"
    assert words in telling_street.page(page, language).text
    answer = telling_street.send_form(f"{page}/no-sms", language)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{page}?said=no_sms")
    assert words not in telling_street.page(f"{page}?said=no_sms", language).text
    until(lambda: words not in telling_street.page(page, language).text)
    telling_street.open()
    telling_street.call()
    manager = Manager(telling_street)
    assert until(lambda: manager.get().json()["dropped"])["opted_out"] >= 1


def test_whoever_booked_can_stop_the_sms_on_the_appointment_s_page(telling_street):
    start = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
    person = Holder(id_type=IdType.RESIDENT_ID, id_number="11010519491231002X", phone="13800138000")
    booked = telling_street.done(BookAppointment(item="move-in", start=start, holder=person))
    page = f"/appointments/{booked['appointment']['code']}"
    assert "不再接收短信" in telling_street.page(page).text
    answer = telling_street.send_form(f"{page}/no-sms")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{page}?said=no_sms")
    assert "已停止给这个手机号发短信" in telling_street.page(f"{page}?said=no_sms").text
    until(lambda: "不再接收短信" not in telling_street.page(page).text)


def test_whoever_gave_none_is_not_bothered(telling_street, street):
    for each in (telling_street, street):
        assert "短信" not in each.page(f"/t/{each.ticket()['id']}").text


def test_nobody_stops_the_sms_of_a_ticket_that_is_not_there(telling_street):
    for page in ("/t/guessed", "/appointments/GUESSED2"):
        assert telling_street.send_form(f"{page}/no-sms").status_code == 404
