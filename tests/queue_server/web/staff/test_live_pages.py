"""Open pages are kept fresh in turns, and whoever presses a key comes first."""

import asyncio

import pytest

from queue_server.web.staff import live
from queue_server.web.staff.live import LivePages
from tests.end_to_end.conftest import HANG_S


async def until(drawn):
    async with asyncio.timeout(HANG_S):
        while not drawn:
            await asyncio.sleep(0)


@pytest.fixture
def followed():
    """Open pages, and one that follows the hall: how often it was drawn, and the work that keeps it fresh."""
    pages, drawn = LivePages(), []
    pages.follow(lambda: drawn.append("drawn"))
    return pages, drawn


def test_a_page_is_drawn_when_there_is_news(followed):
    async def day():
        pages, drawn = followed
        work = asyncio.create_task(pages.keep_fresh())
        pages.told(())
        await until(drawn)
        work.cancel()

    asyncio.run(day())


def test_while_somebody_waits_for_their_key_the_pages_of_others_wait(followed, monkeypatch):
    monkeypatch.setattr(live, "WAITS_AT_MOST_S", HANG_S)

    async def day():
        pages, drawn = followed
        work = asyncio.create_task(pages.keep_fresh())
        with pages.first():
            pages.told(())
            for _ in range(20):
                await asyncio.sleep(0)
            assert not drawn
        await until(drawn)
        work.cancel()

    asyncio.run(day())


def test_where_somebody_always_presses_a_key_the_others_are_still_kept_fresh(followed, monkeypatch):
    monkeypatch.setattr(live, "WAITS_AT_MOST_S", 0.0)

    async def day():
        pages, drawn = followed
        work = asyncio.create_task(pages.keep_fresh())
        with pages.first():
            pages.told(())
            await until(drawn)
        work.cancel()

    asyncio.run(day())


def test_pages_rest_from_being_drawn_and_not_from_giving_way(followed, monkeypatch):
    """Or where somebody always presses a key the others would be brought up to date ever more seldom."""
    sleep, now, pauses = asyncio.sleep, 0.0, []

    async def give_way():
        nonlocal now
        now += 10.0

    async def rest(seconds):
        pauses.append(seconds)
        await sleep(0)

    async def day():
        pages, drawn = followed
        monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: now)
        monkeypatch.setattr(pages, "_give_way", give_way)
        monkeypatch.setattr(asyncio, "sleep", rest)
        work = asyncio.create_task(pages.keep_fresh())
        pages.told(())
        for _ in range(20):
            await sleep(0)
        work.cancel()
        assert drawn
        assert max(pauses) == live.TURN_S

    asyncio.run(day())
