"""News for the pages: in order, bounded, and drawn for whoever they are about first."""

import asyncio
import json
import threading

import pytest

from queue_server.web.live.news import KEPT, UNREAD_AT_MOST, News
from queue_server.web.live.pictures import Picture, Pictures

HANG_S = 30


def event(seq, ticket=None):
    return json.dumps({"seq": seq, "data": {"ticket": ticket} if ticket else {}}).encode()


def heard(*messages, listen=lambda _told: None):
    """News that were published before anybody listened, handed on in an event loop."""
    news = News("street")
    news.listen(listen)

    async def hand_on():
        for seq in messages:
            news.publish("onedoor/v1/street/event", event(seq), retain=False)
        news.begin(asyncio.get_running_loop())
        await asyncio.sleep(0)

    asyncio.run(hand_on())
    return news


def seqs(told):
    return None if told is None else [each.seq for each in told]


def test_news_are_kept_in_order_and_read_from_any_place():
    news = heard(5, 6, 7)
    assert seqs(news.after(4)) == [5, 6, 7]
    assert seqs(news.after(6)) == [7]
    assert seqs(news.after(7)) == []
    assert seqs(news.after(9)) == []


def test_what_is_older_than_the_news_only_the_journal_knows():
    assert heard(5, 6).after(3) is None
    assert heard().after(0) is None


def test_a_gap_in_what_was_heard_is_never_hidden():
    news = heard(5, 6, 9)
    assert news.after(5) is None
    assert seqs(news.after(8)) == [9]


def test_memory_is_bounded_however_much_happens():
    news = heard(*range(1, KEPT + 501))
    assert news.after(499) is None
    assert seqs(news.after(500)) == list(range(501, KEPT + 501))
    for _ in range(UNREAD_AT_MOST + 10):
        news.publish("onedoor/v1/street/board", b"{}", retain=True)
    assert len(news._unread) == UNREAD_AT_MOST


@pytest.mark.parametrize("topic", ["onedoor/v1/street/queue/event", "onedoor/v1/elsewhere/event", "event"])
def test_a_queue_may_be_called_event(topic):
    news = News("street")
    news.publish(topic, b"no event", retain=True)
    assert not news._unread


def test_the_hall_goes_on_when_nobody_reads_any_more():
    """Its thread publishes once more after the pages have ended."""
    news = heard(1)
    failed = []

    def publish():
        try:
            news.publish("onedoor/v1/street/event", event(2), retain=False)
        except Exception as error:  # noqa: BLE001 - whatever it is, it would have ended the hall's thread
            failed.append(error)

    thread = threading.Thread(target=publish)
    thread.start()
    thread.join(HANG_S)
    assert not failed


def test_boards_alone_are_news_without_events():
    told = []
    news = heard(listen=told.append)

    async def board():
        news.publish("onedoor/v1/street/board", b"{}", retain=True)
        news.begin(asyncio.get_running_loop())
        await asyncio.sleep(0)

    asyncio.run(board())
    assert told[-1] == []


class Gallery:
    """Pictures of numbers that a test sets."""

    def __init__(self):
        self.shown = {"a": 1, "b": 1, "c": 1}
        self.drawn = []
        self.pictures = Pictures(self._draw)

    def _draw(self, key):
        self.drawn.append(key)
        if self.shown[key] is None:
            raise RuntimeError("cannot be drawn")
        return Picture(str(self.shown[key]).encode())

    async def until_drawn(self):
        async with asyncio.timeout(HANG_S):
            while self.pictures._first or self.pictures._then:
                await asyncio.sleep(0)


def in_gallery(scene):
    async def run():
        gallery = Gallery()
        work = asyncio.create_task(gallery.pictures.keep_drawing())
        try:
            await scene(gallery)
        finally:
            work.cancel()

    asyncio.run(run())


def test_a_watcher_has_the_picture_as_it_is_and_then_as_it_becomes():
    async def scene(gallery):
        with gallery.pictures.watch("a") as watcher:
            assert watcher.picture.body == b"1"
            gallery.shown["a"] = 2
            gallery.pictures.all_may_have_changed()
            async with asyncio.timeout(HANG_S):
                await watcher.changed.wait()
            assert watcher.picture.body == b"2"

    in_gallery(scene)


def test_a_slow_watcher_finds_the_newest_picture_and_nothing_older():
    async def scene(gallery):
        with gallery.pictures.watch("a") as watcher:
            for number in range(2, 50):
                gallery.shown["a"] = number
                gallery.pictures.all_may_have_changed()
                await gallery.until_drawn()
            assert watcher.picture.body == b"49"

    in_gallery(scene)


def test_a_picture_that_stayed_the_same_wakes_nobody():
    async def scene(gallery):
        with gallery.pictures.watch("a") as watcher:
            gallery.pictures.all_may_have_changed()
            await gallery.until_drawn()
            assert not watcher.changed.is_set()

    in_gallery(scene)


def test_what_the_news_are_about_is_drawn_first():
    async def scene(gallery):
        with gallery.pictures.watch("a"), gallery.pictures.watch("b"), gallery.pictures.watch("c"):
            gallery.drawn.clear()
            gallery.pictures.all_may_have_changed(first=["c", "nobody's"])
            await gallery.until_drawn()
            assert gallery.drawn == ["c", "a", "b"]

    in_gallery(scene)


def test_whoever_comes_while_the_picture_changes_sees_what_all_see():
    async def scene(gallery):
        with gallery.pictures.watch("a") as first:
            gallery.shown["a"] = 2
            with gallery.pictures.watch("a") as second:
                assert first.picture == second.picture
                assert first.changed.is_set()

    in_gallery(scene)


def test_nobody_watches_nobody_draws():
    async def scene(gallery):
        with gallery.pictures.watch("a"):
            pass
        gallery.drawn.clear()
        gallery.pictures.all_may_have_changed(first=["a"])
        await gallery.until_drawn()
        assert gallery.drawn == []

    in_gallery(scene)


def test_a_picture_that_cannot_be_drawn_is_logged_and_leaves_the_others(capsys):
    async def scene(gallery):
        with gallery.pictures.watch("a") as broken, gallery.pictures.watch("b") as whole:
            gallery.shown.update(a=None, b=2)
            gallery.pictures.all_may_have_changed(first=["a"])
            await gallery.until_drawn()
            assert (broken.picture.body, whole.picture.body) == (b"1", b"2")

    in_gallery(scene)
    assert "picture_not_drawn" in capsys.readouterr().out
