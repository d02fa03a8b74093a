"""Errands of the person who stands here: asked until they are answered, and never answered to the next."""

import queue
import threading
from collections.abc import Callable, Iterator

import pytest

from kiosk.cases import CaseDesk, CaseLine
from kiosk.flow.effects import Fetch
from kiosk.flow.errands import AnswersRead, ReadAnswers, ReadSpace
from kiosk.flow.inputs import Answered, Input, Refused
from tests.kiosk.cases.conftest import HOLDER, Asked, Pages, Says, refuses
from tests.kiosk.device_bench import HANG_S
from tests.kiosk.hall import HALL

FIRST, SECOND = Fetch("1", ReadAnswers("case-1", HOLDER)), Fetch("2", ReadSpace(HOLDER))


class Desk:
    def __init__(self, pages: Pages) -> None:
        self.told: queue.Queue[Input] = queue.Queue()
        self.desk = CaseDesk(CaseLine("onedoor_secret", "street"), tell=self.told.put, again_s=0.01)
        self._pages = pages
        self.desk.start()

    def find_hall(self) -> None:
        self.desk.hall_is(HALL.model_copy(update={"url": self._pages.url}))

    def hear(self) -> Input:
        return self.told.get(timeout=HANG_S)


@pytest.fixture
def desk(pages: Pages) -> Iterator[Desk]:
    desk = Desk(pages)
    yield desk
    desk.desk.stop()


def test_what_is_asked_before_the_hall_is_known_is_answered_then(desk: Desk) -> None:
    assert not desk.desk.ready
    desk.desk.fetch(FIRST)
    desk.find_hall()
    assert desk.desk.ready
    assert desk.hear() == Answered("1", ReadAnswers, AnswersRead({}))


def test_an_errand_without_an_answer_is_asked_again(desk: Desk, pages: Pages) -> None:
    pages.answer = lambda _: Says(None) if len(pages.asked) < 4 else Says(200, {"answers": {"phone": "1"}})
    desk.find_hall()
    desk.desk.fetch(FIRST)
    assert desk.hear() == Answered("1", ReadAnswers, AnswersRead({"phone": "1"}))


def test_a_refusal_is_told(desk: Desk, pages: Pages) -> None:
    pages.answer = lambda _: refuses("unknown_case")
    desk.find_hall()
    desk.desk.fetch(FIRST)
    told = desk.hear()
    assert isinstance(told, Refused)
    assert (told.command_id, told.error.code) == ("1", "unknown_case")


@pytest.mark.parametrize("leaves", [CaseDesk.forget, lambda desk: desk.withdraw(("1",))])
def test_an_answer_that_comes_after_its_person_has_gone_is_told_to_nobody(
    desk: Desk, pages: Pages, leaves: Callable[[CaseDesk], None]
) -> None:
    asked, gone = threading.Event(), threading.Event()

    def answer(request: Asked) -> Says:
        if request.path.endswith("/answers"):
            asked.set()
            assert gone.wait(HANG_S)
        return Says(200, {"answers": {}})

    pages.answer = answer
    desk.find_hall()
    desk.desk.fetch(FIRST)
    assert asked.wait(HANG_S)
    leaves(desk.desk)
    desk.desk.fetch(SECOND)
    gone.set()
    assert desk.hear() == Answered("2", ReadSpace, AnswersRead({}))
    assert desk.told.empty()


def test_the_next_person_begins_a_visit_of_their_own(desk: Desk, pages: Pages) -> None:
    desk.find_hall()
    desk.desk.fetch(FIRST)
    desk.hear()
    desk.desk.forget()
    desk.desk.fetch(SECOND)
    desk.hear()
    assert pages.visits == 2


def test_a_visit_is_forgotten_with_its_person_and_not_only_when_the_next_comes(pages: Pages) -> None:
    forgotten = threading.Event()

    class Line(CaseLine):
        def forget(self) -> None:
            super().forget()
            forgotten.set()

    told: queue.Queue[Input] = queue.Queue()
    desk = CaseDesk(Line("onedoor_secret", "street"), tell=told.put)
    desk.start()
    desk.hall_is(HALL.model_copy(update={"url": pages.url}))
    desk.fetch(FIRST)
    told.get(timeout=HANG_S)
    desk.forget()
    assert forgotten.wait(HANG_S)
    desk.stop()


def test_a_terminal_without_a_token_never_asks(pages: Pages) -> None:
    desk = CaseDesk(None, tell=lambda _: None)
    desk.start()
    desk.hall_is(HALL.model_copy(update={"url": pages.url}))
    desk.fetch(FIRST)
    assert not desk.ready
    desk.stop()
    assert pages.asked == []
