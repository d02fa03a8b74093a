"""Reading a hall over HTTP: what everybody may see, and how often."""

import pytest
import requests

from queue_server.web.limits import Limits, Rate


def test_the_board_is_the_contracts_board(street):
    street.ticket()
    street.open()
    street.call()
    board = street.get("/api/v1/halls/street/board").json()
    assert [(call["number"], call["window"], call["state"]) for call in board["calls"]] == [("A001", "1", "called")]
    assert [queue["queue"] for queue in board["queues"]] == ["household", "tax"]
    assert board["hall"] == "street"


def test_queues_and_windows_are_told_in_the_order_of_the_hall_file(street):
    street.ticket("tax")
    street.open("2")
    queues = street.get("/api/v1/halls/street/queues").json()["queues"]
    assert [(queue["queue"], queue["waiting"]) for queue in queues] == [("household", 0), ("tax", 1)]
    windows = street.get("/api/v1/halls/street/windows").json()["windows"]
    assert [(window["window"], window["state"]) for window in windows] == [("1", "closed"), ("2", "open")]


def test_a_ticket_is_told_by_its_id_with_where_its_page_is(street):
    ticket = street.ticket()
    told = street.get(f"/api/v1/halls/street/tickets/{ticket['id']}").json()
    assert (told["number"], told["ahead"], told["url"]) == ("A001", 0, f"{street.url}/t/{ticket['id']}")
    assert requests.get(told["url"], timeout=30).status_code == 200


def test_a_stranger_learns_no_id_from_a_number_that_stands_on_every_screen(street):
    ticket = street.ticket()
    answer = street.get("/api/v1/halls/street/tickets/A001")
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "unknown_ticket")
    known = street.get("/api/v1/halls/street/tickets/A001", headers=street.bearer("screen-1", "screen")).json()
    assert known["id"] == ticket["id"]


def test_slots_are_told_with_the_places_that_are_free(street):
    answer = street.get("/api/v1/halls/street/slots?item=move-in&date=2026-11-20").json()
    assert answer["slots"][0] == {
        "start": "2026-11-20T09:30:00.000+08:00",
        "end": "2026-11-20T10:30:00.000+08:00",
        "free": 2,
    }


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("elsewhere/board", 404, "unknown_hall"),
        ("elsewhere/queues", 404, "unknown_hall"),
        ("elsewhere/windows", 404, "unknown_hall"),
        ("elsewhere/tickets/x", 404, "unknown_hall"),
        ("elsewhere/slots?item=move-in&date=2026-11-20", 404, "unknown_hall"),
        ("street/tickets/nothing", 404, "unknown_ticket"),
        ("street/slots?item=nothing&date=2026-11-20", 404, "unknown_item"),
        ("street/slots?item=declare&date=2026-11-20", 400, "invalid_command"),
        ("street/slots?item=move-in&date=tomorrow", 400, "invalid_command"),
        ("street/slots?item=move-in", 400, "invalid_command"),
        ("street/nothing", 404, "unknown_path"),
    ],
)
def test_what_is_not_there_is_said_by_a_code(street, path, status, code):
    answer = street.get(f"/api/v1/halls/{path}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert (answer.json()["ok"], answer.json()["id"]) == (False, None)


def test_a_token_that_does_not_hold_is_not_taken_for_a_stranger(street):
    answer = street.get("/api/v1/halls/street/board", headers={"Authorization": "Bearer guess"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "not_allowed")


def test_whoever_follows_the_board_hears_each_change_once(street, stream):
    follower = stream(f"{street.api}/board")
    assert follower.answer.headers["Content-Type"].startswith("text/event-stream")
    assert follower.next_data()["calls"] == []
    street.ticket()
    street.open()
    street.call()
    board = follower.next_data(lambda board: board["calls"])
    assert board["calls"][0]["number"] == "A001"


class TestRates:
    @pytest.fixture
    def limits(self):
        return Limits(reads=Rate(3, 0.0001))

    def test_a_stranger_who_asks_too_often_is_told_when_to_come_again(self, street):
        answers = [street.get("/api/v1/halls/street/board") for _ in range(4)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
        assert answers[3].json()["error"]["code"] == "busy"
        assert answers[3].json()["error"]["retryable"]
        assert int(answers[3].headers["Retry-After"]) > 0

    def test_whoever_has_a_token_is_not_counted(self, street):
        headers = street.bearer("screen-1", "screen")
        answers = [street.get("/api/v1/halls/street/board", headers=headers) for _ in range(9)]
        assert {answer.status_code for answer in answers} == {200}

    def test_whoever_tries_tokens_is_counted(self, street):
        guesses = [street.send("issue_ticket", {"Authorization": f"Bearer {n}"}) for n in range(4)]
        assert [guess.status_code for guess in guesses] == [403, 403, 403, 429]

    def test_the_page_of_a_ticket_is_counted_by_the_ticket_and_not_by_the_address(self, street):
        """All phones of a hall may stand behind one address."""
        tickets = [street.ticket() for _ in range(9)]
        assert {street.page(f"/t/{ticket['id']}").status_code for ticket in tickets} == {200}


@pytest.mark.parametrize("path", ["/api/v1/halls/street/board", "/healthz", "/board", "/appointments", "/metrics"])
def test_head_is_answered_as_get_is_without_the_body(street, path):
    got, head = street.get(path), requests.head(f"{street.url}{path}", timeout=30)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Type"] == got.headers["Content-Type"]


def test_head_of_a_stream_ends_at_once(street):
    answer = requests.head(f"{street.api}/board", headers={"Accept": "text/event-stream"}, timeout=30)
    assert answer.headers["Content-Type"].startswith("text/event-stream")
    assert street.get("/healthz").status_code == 200


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/api/v1/halls/street/board", "GET, HEAD, OPTIONS"),
        ("/api/v1/halls/street/commands", "POST, OPTIONS"),
        ("/t/x/cancel", "GET, POST, HEAD, OPTIONS"),
    ],
)
def test_options_says_what_is_served_and_another_method_is_refused(street, path, allowed):
    options = requests.options(f"{street.url}{path}", timeout=30)
    assert (options.status_code, options.headers["Allow"], options.content) == (204, allowed, b"")
    refused = requests.delete(f"{street.url}{path}", timeout=30)
    assert (refused.status_code, refused.headers["Allow"]) == (405, allowed)


def test_no_other_site_may_read_an_answer(street):
    headers = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "POST"}
    for answer in (
        street.get("/api/v1/halls/street/board", headers=headers),
        requests.options(f"{street.api}/commands", headers=headers, timeout=30),
    ):
        assert not [name for name in answer.headers if name.lower().startswith("access-control")]


@pytest.mark.parametrize("path", ["/healthz", "/api/v1/halls/street/board", "/t/nothing", "/board", "/nothing"])
def test_every_answer_forbids_scripts_frames_and_telling_the_address_on(street, path):
    headers = street.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in headers
    assert "Server" not in headers
