"""The other screens as programs: a real broker, a real window without a display, a real pty with a sign at its end."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING, Any

import pytest

from hardware.simulators import PtyHost, Wire
from hardware.window_sign.simulator import WindowSignSimulator
from queue_server.contract.connection import Connection
from tests.screens.conftest import HANG_S

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from queue_server.contract.topics import Topics
    from tests.screens.conftest import Broker, Hall, Screen

    Start = Callable[..., Screen]


class Sign(WindowSignSimulator):
    """A sign that can be waited for."""

    def __init__(self) -> None:
        super().__init__()
        self._heard = threading.Condition()

    def receive(self, data: bytes) -> bytes:
        answer = super().receive(data)
        with self._heard:
            self._heard.notify_all()
        return answer

    def shows(self, text: str) -> bool:
        with self._heard:
            return self._heard.wait_for(lambda: self.shown.startswith(text), HANG_S)


@pytest.fixture
def sign() -> Iterator[tuple[Sign, str]]:
    """A sign and its URL."""
    simulator = Sign()
    with PtyHost(simulator, Wire()) as host:
        yield simulator, f"serial://{host.path}"


@pytest.fixture
def told(broker: Broker, topics: Topics, hall_now: Hall) -> Hall:
    """The hall's retained messages, left before any screen listens."""
    board = hall_now.board(hall_now.call("A012", "3", ago=30), queues=(hall_now.queue("A", 12),))
    broker.tell(topics.board, board.model_dump_json().encode())
    broker.tell(topics.hall, hall_now.state().model_dump_json().encode())
    tell_window(broker, topics, hall_now, "called", "A012")
    return hall_now


def tell_window(broker: Broker, topics: Topics, hall: Hall, state: str, ticket: str | None = None) -> None:
    window = hall.window("3").model_copy(update={"state": state, "ticket": ticket, "operator": "1003"})
    broker.tell(topics.window("3"), window.model_dump_json().encode())


def test_a_plate_and_its_sign_show_the_same_and_are_kept_right(
    told: Hall, broker: Broker, topics: Topics, start_screen: Start, sign: tuple[Sign, str]
) -> None:
    simulator, url = sign
    screen = start_screen(kind="window_plate", window="3", sign=url, width=1280, height=720, client="plate-3")
    screen.does("read number A012", "read word 下一位，请到本窗口", "read name 3号综合窗口", "read staff 工号 1003")
    assert simulator.shows("A012 ↓")
    tell_window(broker, topics, told, "paused")
    screen.does("read message 暂停服务")
    assert simulator.shows("暂停服务")
    broker.kill()
    screen.does("read message 请听工作人员呼叫", "read staff 连接中断")
    assert simulator.shows("请听呼叫")
    broker.start()
    board = told.board(told.call("A013", "3"))
    broker.tell(topics.board, board.model_dump_json().encode())
    tell_window(broker, topics, told, "serving", "A013")
    screen.does("read number A013", "read word 正在办理")
    assert simulator.shows("A013")
    assert screen.terminate() == 0
    assert simulator.shown == "(blank)"


def test_a_sign_without_a_panel_is_kept_by_a_program_without_a_window(
    told: Hall, broker: Broker, topics: Topics, server: Connection, start_screen: Start, sign: tuple[Sign, str]
) -> None:
    simulator, url = sign
    healths: list[dict[str, Any]] = []
    well = threading.Event()

    def hear(_topic: str, payload: bytes) -> None:
        healths.append(json.loads(payload))
        if healths[-1]["parts"] == {"window_sign": {"status": "ok"}}:
            well.set()

    # A connection subscribes when it starts: another one than the server's listens here.
    ear = Connection(broker.address, "street", server.identity, clock=lambda: told.now, session="ear")
    ear.on(topics.health("sign-3"), hear)
    ear.start()
    screen = start_screen(kind="window_sign", window="3", sign=url, client="sign-3")
    assert simulator.shows("A012 ↓")
    assert well.wait(HANG_S)
    tell_window(broker, topics, told, "closed")
    assert simulator.shows("窗口关闭")
    # On a topic of its own: of two messages on one only the last is looked at.
    broker.tell(topics.hall, b"{")
    tell_window(broker, topics, told, "open")
    assert simulator.shows("请等叫号")
    assert screen.terminate() == 0
    assert simulator.shown == "(blank)"
    assert "kivy" not in screen.log().lower()
    assert screen.log().count("message_not_understood") == 1
    ear.stop()


def test_a_wall_tells_what_needs_a_hand_and_that_it_was_mended(
    told: Hall, broker: Broker, topics: Topics, start_screen: Start
) -> None:
    health = topics.health("kiosk-01")
    broker.tell(health, told.health(printer="out", id_reader="ok").model_dump_json().encode())
    broker.tell(topics.presence("kiosk-01"), told.presence(online=True, kind="kiosk").model_dump_json().encode())
    screen = start_screen(kind="wall", client="wall-1")
    screen.does(
        "read need-1 kiosk-01 打印机缺纸，请换纸", "read tile-1 12", "read queue-1 业务A", "read window-1 3 A012"
    )
    broker.tell(health, told.health(printer="ok", id_reader="ok").model_dump_json().encode())
    screen.does("gone need-1", "read well 一切正常")
    broker.kill()
    screen.does("read need-1 连接中断")
    broker.start()
    broker.tell(topics.board, told.board().model_dump_json().encode())
    # The broker kept nothing: until the devices tell again, nothing is known of them.
    screen.does("gone need-1", "read well 没有设备报告状态", "read tile-1 0")


def test_a_board_shows_its_zone_in_the_shape_of_its_window(
    told: Hall, broker: Broker, topics: Topics, start_screen: Start, tmp_path: Path
) -> None:
    (tmp_path / "screen.toml").write_text('[zone]\nwindows = ["1"]\n[languages]\nshown = ["en"]\n', encoding="utf-8")
    calls = (told.call("A013", "3"), told.call("A012", "1", ago=90))
    broker.tell(topics.board, told.board(*calls, queues=(told.queue("A", 7),)).model_dump_json().encode())
    screen = start_screen(settings=str(tmp_path / "screen.toml"), width=1080, height=1920)
    screen.does("read headline A012 Window 1", "gone row-1", "read queue-1 Queue A 7", "read hall Street Service")
    said = told.announcement("A012", "1", lasts_s=60, en="Number A012, please go to window 1")
    broker.tell(topics.announcement("voice-1"), said.model_dump_json().encode())
    screen.does("read notice Number A012, please go to window 1")


def test_a_notice_of_the_playlist_is_shown_beside_the_calls(told: Hall, start_screen: Start, tmp_path: Path) -> None:
    folder = tmp_path / "notices"
    folder.mkdir()
    (folder / "a.txt").write_text("请带身份证\n\nBring your ID card", encoding="utf-8")
    (tmp_path / "screen.toml").write_text('[playlist]\nfolder = "notices"\nseconds = 3\n', encoding="utf-8")
    screen = start_screen(settings=str(tmp_path / "screen.toml"))
    screen.does("read playlist 请带身份证 Bring your ID card", "read headline A012")
    assert screen.terminate() == 0
