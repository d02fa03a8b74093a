"""Between the connection's thread and the screen's: nothing is lost that counts, nothing is drawn twice."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from queue_server.contract.connection import Connection, Identity
from screens.feed import Feed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from queue_server.contract.topics import Topics
    from tests.screens.conftest import Broker, Hall

HANG_S = 60


@pytest.fixture
def connection(broker: Broker) -> Iterator[Connection]:
    connection = Connection(
        broker.address, "street", Identity("hall-board", "screen", "0"), clock=lambda: datetime.now(UTC)
    )
    yield connection
    connection.stop()


def test_sixty_boards_at_once_wake_the_screen_once_and_only_the_last_is_fetched(
    connection: Connection, server: Connection, topics: Topics, hall: Hall
) -> None:
    awake: list[None] = []
    up, all_came = threading.Event(), threading.Event()
    feed = Feed(connection, (topics.board, topics.window("+")), wake=lambda: awake.append(None))
    heard: list[bytes] = []

    def count(_topic: str, payload: bytes) -> None:
        heard.append(payload)
        if len(heard) == 60:
            all_came.set()

    # Handlers are called in the order in which they were given: the feed has each message before it is counted.
    connection.on(topics.board, count)
    connection.on_change(lambda _up: up.set())
    connection.start()
    assert up.wait(HANG_S)
    assert feed.take().line_up is True
    awake.clear()
    for seq in range(60):
        server.publish(topics.board, hall.board().model_copy(update={"seq": seq}))
    assert all_came.wait(HANG_S)
    assert len(awake) == 1
    news = feed.take()
    assert news.line_up is None
    assert list(news.messages.values()) == [heard[-1]]
    assert feed.take().messages == {}


def test_a_line_that_goes_is_news_after_the_messages_were_fetched(
    connection: Connection, broker: Broker, topics: Topics
) -> None:
    woken = threading.Semaphore(0)
    feed = Feed(connection, (topics.board,), wake=woken.release)
    connection.start()
    assert woken.acquire(timeout=HANG_S)
    assert feed.take().line_up is True
    broker.kill()
    assert woken.acquire(timeout=HANG_S)
    assert feed.take().line_up is False
