"""A message of the server as it may really come: newer than this screen, damaged, or not one at all."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queue_server.contract.topics import Topics
from screens.board.hearing import with_news
from screens.board.reading import read_board, read_hall, read_window
from screens.board.seen import Seen
from screens.feed import News

if TYPE_CHECKING:
    from tests.screens.conftest import Hall

KEYS = st.sampled_from(
    ["hall", "seq", "at", "calls", "queues", "missed", "notice", "name", "number", "window", "queue", "text"]
)
JSON = st.none() | st.booleans() | st.integers() | st.floats() | st.text()


@pytest.fixture
def message(hall: Hall) -> dict[str, Any]:
    board = hall.board(
        hall.call("A002"), hall.call("A001"), queues=(hall.queue("A"), hall.queue("B")), missed=("A000",)
    )
    whole: dict[str, Any] = board.model_dump(mode="json")
    return whole


def read(message: object) -> Any:
    return read_board(json.dumps(message).encode())


def test_fields_that_a_newer_server_added_are_passed_over(message: dict[str, Any]) -> None:
    message["weather"] = "rain"
    message["calls"][0]["colour"] = "red"
    reading = read(message)
    assert reading.board.calls[0].number == "A002"
    assert reading.mistakes == ()


def test_an_unreadable_call_or_queue_costs_its_line_and_not_the_board(message: dict[str, Any]) -> None:
    message["calls"][0]["state"] = "beamed_up"
    message["queues"][1] = {"queue": "B"}
    message["missed"] = ["A000", 7]
    reading = read(message)
    assert [call.number for call in reading.board.calls] == ["A001"]
    assert [queue.queue for queue in reading.board.queues] == ["A"]
    assert reading.board.missed == ("A000",)
    assert any(mistake.startswith("calls.0.state") for mistake in reading.mistakes)


def test_an_unreadable_notice_costs_the_notice(message: dict[str, Any]) -> None:
    reading = read(message | {"notice": 7})
    assert (reading.board.notice, len(reading.board.calls)) == (None, 2)


def test_text_without_chinese_is_shown_in_the_language_it_has(message: dict[str, Any]) -> None:
    message["notice"] = {"en": "Closed at three"}
    message["queues"][0]["name"] = {"en": "Tax"}
    message["queues"][1]["name"] = {}
    reading = read(message)
    assert reading.board.notice == {"zh": "Closed at three", "en": "Closed at three"}
    assert [queue.name["zh"] for queue in reading.board.queues] == ["Tax", "B"]
    assert "queues.1.name: has characters that cannot be shown" in reading.mistakes


def test_what_no_font_draws_is_left_out_and_said_so(message: dict[str, Any]) -> None:
    message["calls"][0]["number"] = "A\u202e0\n1😀2\x07"
    message["queues"][0]["name"] = {"zh": "居住证🎉", "en": "\ud83d"}
    message["missed"] = ["A\x00000"]
    reading = read(message)
    assert reading.board.calls[0].number == "A0 12"
    assert reading.board.queues[0].name == {"zh": "居住证"}
    assert reading.board.missed == ("A000",)
    assert reading.mistakes == tuple(
        f"{place}: has characters that cannot be shown" for place in ("calls.0.number", "queues.0.name", "missed")
    )


def test_a_hall_and_a_window_are_mended_as_the_board_is(hall: Hall) -> None:
    state = hall.state().model_dump(mode="json") | {"name": {"en": "Hall"}, "notices": [{"zh": "一"}, 7, {}]}
    window = hall.window("3").model_dump(mode="json") | {"name": None}
    assert read_hall(json.dumps(state).encode()).name["zh"] == "Hall"
    assert read_hall(json.dumps(state).encode()).notices == ({"zh": "一"},)
    assert read_window(json.dumps(window).encode()).name == {"zh": "3"}


@given(st.binary(max_size=200) | st.recursive(JSON, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner)))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_message_whatever_breaks_the_reading(payload: object) -> None:
    raw = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    topics = Topics("street")
    every = (topics.board, topics.hall, topics.window("1"), topics.presence("queue-server"), topics.announcement("v"))
    heard = dict.fromkeys(every, raw)
    now = datetime(2026, 11, 23, tzinfo=UTC)
    with_news(Seen(stale_since=now), News(line_up=True, messages=heard), topics, now)


@pytest.mark.parametrize(
    "payload", [b"", b"{", b"\xff\xfe", b"null", b"[]", b"7", b'{"hall": "street"}', b"[" * 100_000, b'{"calls": 3}']
)
def test_what_is_no_board_gives_none_and_says_why(payload: bytes) -> None:
    reading = read_board(payload)
    assert reading.board is None
    assert reading.mistakes


def test_mistakes_do_not_repeat_what_the_message_said(message: dict[str, Any]) -> None:
    message["calls"][0]["called_at"] = "secret"
    assert "secret" not in str(read(message).mistakes)


@pytest.mark.parametrize("payload", [b"{", b"", b"{}"])
def test_the_last_good_board_hall_and_window_stay_when_an_unreadable_one_comes(
    hall: Hall, topics: Topics, payload: bytes
) -> None:
    good = {
        topics.board: hall.board(hall.call("A001")).model_dump_json().encode(),
        topics.hall: hall.state().model_dump_json().encode(),
        topics.window("3"): hall.window("3").model_dump_json().encode(),
    }
    seen, misheard = with_news(Seen(stale_since=hall.now), News(line_up=True, messages=good), topics, hall.now)
    assert misheard == ()
    later = hall.now + timedelta(minutes=1)
    bad = News(line_up=None, messages=dict.fromkeys([*good, topics.presence("queue-server")], payload))
    after, misheard = with_news(seen, bad, topics, later)
    assert after == seen
    assert [message.topic for message in misheard] == [*good, topics.presence("queue-server")]
