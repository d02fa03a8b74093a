"""The hall board as a program: a real broker, a real window without a screen, a hand at its remote."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from queue_server.contract.connection import Connection
from queue_server.contract.topics import SERVER, Topics
from screens.theme import CALLED_NOW

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.screens.conftest import Broker, Hall, Screen

    Start = Callable[[], Screen]


@pytest.fixture
def told(broker: Broker, topics: Topics, hall_now: Hall) -> Hall:
    """The hall's retained messages, left before any screen listens."""
    board = hall_now.board(
        hall_now.call("A012", "3", ago=30),
        hall_now.call("A011", "1", ago=90, state="serving"),
        queues=(hall_now.queue("A", 12),),
        missed=("A005",),
        notice="今天下午三点停电",
    )
    broker.tell(topics.board, board.model_dump_json().encode())
    broker.tell(topics.hall, hall_now.state().model_dump_json().encode())
    broker.tell(topics.window("3"), hall_now.window("3").model_dump_json().encode())
    return hall_now


def test_a_board_that_was_just_started_knows_all_from_the_retained_messages(
    told: Hall, start_screen: Start, tmp_path: Path
) -> None:
    screen = start_screen()
    screen.does("read headline A012 3号综合窗口 Counter 3", "read row-1 A011 1号窗口 办理中 Serving")
    screen.does("read hall 街道政务服务中心", "read queue-1 业务A 12 10–20 Queue A", "read missed-1 A005")
    screen.does("read notice 今天下午三点停电", "gone banner", f"picture {tmp_path / 'board.png'}")
    with Image.open(tmp_path / "board.png") as drawn:
        assert drawn.size == (1920, 1080)
        assert tuple(round(part * 255) for part in CALLED_NOW[:3]) in _colours(drawn)


def _colours(drawn: Image.Image) -> set[Any]:
    counted = drawn.getcolors(maxcolors=1 << 20)
    assert counted is not None
    return {colour for _, colour in counted}


def test_what_cannot_be_read_is_logged_and_the_rest_is_shown(
    told: Hall, broker: Broker, topics: Topics, start_screen: Start
) -> None:
    screen = start_screen()
    screen.does("read headline A012")
    whole = told.board(told.call("B" * 40, "3", ago=0)).model_dump(mode="json")
    broker.tell(topics.board, json.dumps(whole).encode()[:-30])
    broker.tell(topics.window("3"), b"\xff")
    broker.tell(topics.window("4"), told.window("4").model_dump_json().encode())
    screen.does("read headline A012 3号综合窗口")
    assert "message_not_understood" in screen.log()

    nameless = {"queue": "x", "name": {"zh": "居住证"}, "open": True, "waiting": 2, "serving": 0, "estimate": None}
    whole |= {"weather": "rain", "queues": [nameless, {"queue": "y"}], "calls": [*whole["calls"], {"number": 7}]}
    broker.tell(topics.board, json.dumps(whole).encode())
    screen.does("read queue-1 居住证 2 未知", "read headline BBBBBBBB", "gone queue-2", "gone row-1")


def test_a_fault_in_drawing_is_survived(told: Hall, broker: Broker, topics: Topics, start_screen: Start) -> None:
    screen = start_screen()
    screen.does("read headline A012")
    broker.tell(topics.board, told.board(told.call("BOOM")).model_dump_json().encode())
    broker.tell(topics.board, told.board(told.call("A013")).model_dump_json().encode())
    screen.does("read headline A013")


def test_a_fault_that_lasts_is_logged_and_ends_with_its_cause(
    told: Hall, broker: Broker, topics: Topics, start_screen: Start
) -> None:
    broker.tell(topics.board, told.board(told.call("BOOM")).model_dump_json().encode())
    screen = start_screen()
    screen.does("read banner 正在连接叫号系统")
    while "drawing_failed" not in screen.log():
        screen.does("gone headline")
    broker.tell(topics.board, told.board(told.call("A013")).model_dump_json().encode())
    screen.does("read headline A013")
    assert screen.log().count("drawing_failed") == 1
    assert "an invented fault" in screen.log()


def test_a_lost_broker_is_said_until_the_board_is_heard_again(
    told: Hall, broker: Broker, topics: Topics, start_screen: Start
) -> None:
    screen = start_screen()
    screen.does("read headline A012", "gone banner")
    broker.kill()
    screen.does("read banner 连接中断", "read banner 号码以窗口呼叫为准", "read queues-head 截至")
    screen.does("read row-1 A012", "read row-2 A011")
    broker.start()
    broker.tell(topics.board, told.board(told.call("A013", "3"), queues=(told.queue("A"),)).model_dump_json().encode())
    screen.does("gone banner", "read headline A013 3号综合窗口", "read queues-head 等候人数")


def test_an_absent_server_is_said_until_it_is_back(
    told: Hall, broker: Broker, server: Connection, start_screen: Start
) -> None:
    screen = start_screen()
    screen.does("read headline A012", "gone banner")
    presence = {"kind": "server", "version": "0", "at": told.now.isoformat()}
    broker.tell(server.topics.presence(SERVER), json.dumps(presence | {"online": False}).encode())
    screen.does("read banner 系统中断", "read row-1 A012")
    broker.tell(server.topics.presence(SERVER), json.dumps(presence | {"online": True}).encode())
    screen.does("gone banner", "read headline A012")


def test_the_screen_is_present_until_it_is_told_to_end(
    told: Hall, broker: Broker, topics: Topics, server: Connection, start_screen: Start
) -> None:
    heard: list[dict[str, Any]] = []
    said = threading.Semaphore(0)
    # A connection subscribes when it starts: another one than the server's listens here.
    ear = Connection(broker.address, "street", server.identity, clock=lambda: told.now, session="ear")

    def hear(_topic: str, payload: bytes) -> None:
        heard.append(json.loads(payload))
        said.release()

    ear.on(topics.presence("hall-board"), hear)
    ear.start()
    screen = start_screen()
    screen.does("read headline A012")
    assert said.acquire(timeout=60)
    assert (heard[-1]["online"], heard[-1]["kind"]) == (True, "screen")
    assert screen.terminate() == 0
    assert said.acquire(timeout=60)
    assert heard[-1]["online"] is False
    # Its will, had it been needed, carries the time at which it was made.
    assert heard[-1]["at"] > heard[0]["at"]
    ear.stop()
