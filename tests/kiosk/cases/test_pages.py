"""Pages on their way to the hall: sealed on disk, sent until the hall has them, in their order."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.cases import CaseLine, PagePost
from kiosk.flow.apply_inputs import PageKept, PageRefused
from kiosk.flow.draft import WaitingPage
from kiosk.flow.inputs import Input
from kiosk.outbox import Outbox, open_outbox
from tests.kiosk.applications import CASE
from tests.kiosk.cases.conftest import ANOTHER, HOLDER, Asked, Pages, Says, refuses
from tests.kiosk.device_bench import HANG_S
from tests.kiosk.hall import HALL
from tests.kiosk.terminal_bench import Loop

FIRST, SECOND = (WaitingPage("case-1", "lease", page, HOLDER) for page in ("p-1", "p-2"))


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    outbox = open_outbox(tmp_path)
    yield outbox
    outbox.close()


def has_it(_asked: Asked) -> Says:
    return Says(200, {"id": "c-1", "ok": True, "data": {"case": CASE.model_dump(mode="json")}})


class Post:
    def __init__(self, outbox: Outbox, loop: Loop, pages: Pages, again_s: float = 0.01) -> None:
        self.told: list[Input] = []
        self._loop = loop
        self._pages = pages
        line = CaseLine("onedoor_secret", "street")
        self.post = PagePost(line, outbox.pages, post=loop.post, tell=self.told.append, again_s=again_s)
        self.post.start()

    def find_hall(self) -> None:
        self.post.hall_is(HALL.model_copy(update={"url": self._pages.url}))

    def hear(self, count: int) -> list[Input]:
        self._loop.until(lambda: len(self.told) == count)
        return self.told


@pytest.fixture
def post(outbox: Outbox, loop: Loop, pages: Pages) -> Iterator[Post]:
    pages.answer = has_it
    outbox.pages.keep(FIRST, b"first")
    outbox.pages.keep(SECOND, b"second")
    post = Post(outbox, loop, pages)
    yield post
    post.post.stop()


def puts(pages: Pages) -> list[tuple[str, bytes]]:
    return [(asked.path.rsplit("/", 1)[1], asked.body) for asked in pages.asked if asked.method == "PUT"]


def test_a_page_is_on_disk_sealed_until_it_is_dropped(outbox: Outbox, tmp_path: Path) -> None:
    picture = b"\xff\xd8" + b"a picture of somebody's lease" * 100
    outbox.pages.keep(FIRST, picture)
    outbox.close()
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir() if file.name.startswith("outbox.db"))
    for secret in (b"a picture of", HOLDER.id_number.encode() if HOLDER.id_number else b"?", "张示例".encode()):
        assert secret not in kept
    again = open_outbox(tmp_path)
    stored = again.pages.first()
    assert stored is not None
    assert (stored.page, stored.picture) == (FIRST, picture)
    again.pages.drop(stored.place)
    assert again.pages.first() is None
    again.close()


def test_a_page_taken_again_takes_the_place_of_the_one_before(outbox: Outbox) -> None:
    outbox.pages.keep(FIRST, b"blurred")
    early = outbox.pages.first()
    outbox.pages.keep(FIRST, b"clear")
    assert early is not None
    outbox.pages.drop(early.place)
    stored = outbox.pages.first()
    assert stored is not None
    assert stored.picture == b"clear"
    assert outbox.pages.count() == 1


def test_the_pages_of_a_case_are_found_and_no_other_cases(outbox: Outbox) -> None:
    for page in (SECOND, WaitingPage("case-2", "lease", "p-3", HOLDER), FIRST):
        outbox.pages.keep(page, b"a page")
    assert outbox.pages.of("case-1") == (SECOND, FIRST)


def test_a_page_that_cannot_be_unsealed_is_passed_over(outbox: Outbox, tmp_path: Path) -> None:
    outbox.pages.keep(FIRST, b"first")
    outbox.close()
    (tmp_path / "outbox.key").write_bytes(bytes(32))
    again = open_outbox(tmp_path)
    again.pages.keep(SECOND, b"second")
    assert again.pages.of("case-1") == (SECOND,)
    stored = again.pages.first()
    assert stored is not None
    assert stored.page == SECOND
    again.close()


def test_pages_go_in_their_order_once_the_hall_is_known_and_are_forgotten_then(
    post: Post, outbox: Outbox, pages: Pages
) -> None:
    assert pages.asked == []
    post.find_hall()
    assert post.hear(2) == [PageKept("p-1", CASE), PageKept("p-2", CASE)]
    assert puts(pages) == [("p-1", b"first"), ("p-2", b"second")]
    assert outbox.pages.count() == 0
    assert pages.visits == 1


def test_a_page_that_was_taken_again_while_it_was_sent_is_with_the_hall_only_when_the_later_picture_is(
    post: Post, outbox: Outbox, pages: Pages
) -> None:
    sent, taken_again = threading.Event(), threading.Event()

    def answer(asked: Asked) -> Says:
        if asked.body == b"first":
            sent.set()
            assert taken_again.wait(HANG_S)
        return has_it(asked)

    pages.answer = answer
    post.find_hall()
    assert sent.wait(HANG_S)
    outbox.pages.keep(FIRST, b"clear")
    taken_again.set()
    assert post.hear(2) == [PageKept("p-2", CASE), PageKept("p-1", CASE)]
    assert puts(pages) == [("p-1", b"first"), ("p-2", b"second"), ("p-1", b"clear")]


def test_a_visit_is_forgotten_when_the_last_page_is_with_the_hall(outbox: Outbox, loop: Loop, pages: Pages) -> None:
    told: list[Input] = []
    forgotten = threading.Event()

    class Line(CaseLine):
        def forget(self) -> None:
            super().forget()
            if puts(pages):
                forgotten.set()

    pages.answer = has_it
    outbox.pages.keep(FIRST, b"first")
    post = PagePost(Line("onedoor_secret", "street"), outbox.pages, post=loop.post, tell=told.append)
    post.start()
    post.hall_is(HALL.model_copy(update={"url": pages.url}))
    loop.until(lambda: told)
    assert forgotten.wait(HANG_S)
    post.stop()


def test_a_page_without_an_answer_is_sent_again_and_nothing_overtakes_it(post: Post, pages: Pages) -> None:
    def answer(asked: Asked) -> Says:
        return Says(None) if len(puts(pages)) < 3 else has_it(asked)

    pages.answer = answer
    post.find_hall()
    post.hear(2)
    assert puts(pages) == [("p-1", b"first")] * 3 + [("p-2", b"second")]


@pytest.mark.parametrize("code", ["busy", "internal", "not_allowed"])
def test_a_refusal_that_may_pass_loses_no_page(post: Post, pages: Pages, code: str) -> None:
    def answer(asked: Asked) -> Says:
        return refuses(code, 503) if len(puts(pages)) < 2 else has_it(asked)

    pages.answer = answer
    post.find_hall()
    assert post.hear(1)[0] == PageKept("p-1", CASE)


def test_a_refusal_that_stays_one_is_told_and_the_next_page_goes(post: Post, outbox: Outbox, pages: Pages) -> None:
    def answer(asked: Asked) -> Says:
        return refuses("too_many_pages", 409) if asked.path.endswith("p-1") else has_it(asked)

    pages.answer = answer
    post.find_hall()
    first, second = post.hear(2)
    assert isinstance(first, PageRefused)
    assert (first.case, first.page, first.error.code) == ("case-1", "p-1", "too_many_pages")
    assert second == PageKept("p-2", CASE)
    assert outbox.pages.count() == 0


def test_a_power_cut_in_the_middle_of_a_page_sends_it_again_under_the_same_name(
    outbox: Outbox, loop: Loop, pages: Pages, tmp_path: Path
) -> None:
    sent, over = threading.Event(), threading.Event()

    def answer(_asked: Asked) -> Says:
        sent.set()
        assert over.wait(HANG_S)
        return Says(None)

    pages.answer = answer
    outbox.pages.keep(FIRST, b"first")
    before = Post(outbox, loop, pages, again_s=HANG_S)
    before.find_hall()
    assert sent.wait(HANG_S)
    over.set()
    before.post.stop()
    outbox.close()
    pages.answer = has_it
    again = open_outbox(tmp_path)
    after = Post(again, loop, pages)
    after.find_hall()
    assert after.hear(1) == [PageKept("p-1", CASE)]
    assert {name for name, _ in puts(pages)} == {"p-1"}
    after.post.stop()
    again.close()


def test_each_page_goes_in_the_name_of_its_own_person(outbox: Outbox, loop: Loop, pages: Pages) -> None:
    pages.answer = has_it
    outbox.pages.keep(FIRST, b"first")
    outbox.pages.keep(WaitingPage("case-2", "lease", "p-7", ANOTHER), b"another")
    post = Post(outbox, loop, pages)
    post.find_hall()
    post.hear(2)
    post.post.stop()
    visits = [asked.body for asked in pages.asked if asked.path.endswith("/visits")]
    assert [b"440524188001010014" in body for body in visits] == [False, True]
    used = [asked.visit for asked in pages.asked if asked.method == "PUT"]
    assert used == ["visit-1", "visit-2"]


def test_a_terminal_without_a_token_sends_no_page(outbox: Outbox, loop: Loop, pages: Pages) -> None:
    outbox.pages.keep(FIRST, b"first")
    post = PagePost(None, outbox.pages, post=loop.post, tell=lambda _: None)
    post.start()
    post.hall_is(HALL.model_copy(update={"url": pages.url}))
    post.send_next()
    post.stop()
    assert pages.asked == []
