"""The plate of a window: whose it is and which number it serves, on a panel and on the few characters of a sign."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hardware.window_sign import Arrow, SignText
from screens.board.seen import Seen, with_board, with_hall, with_line, with_window
from screens.drawing.marks import Mark
from screens.rules import Languages, ScreenRules
from screens.tongue import Said
from screens.window_plate.picture import PlatePicture, called_at, plate_of
from screens.window_plate.sign_text import sign_text_of
from screens.window_plate.watch import Watch

if TYPE_CHECKING:
    from datetime import datetime

    from queue_server.contract.topics import Topics
    from tests.screens.conftest import Hall

RULES = ScreenRules()


def seen_by(hall: Hall, state: str = "open", ticket: str | None = None, operator: str | None = "1003") -> Seen:
    """A plate that has been listening for an hour."""
    before = hall.now - timedelta(hours=1)
    seen = with_hall(with_line(Seen(stale_since=before), up=True, now=before), hall.state())
    seen = with_board(seen, hall.board().model_copy(update={"at": before}), before)
    window = hall.window("3").model_copy(update={"state": state, "ticket": ticket, "operator": operator})
    return with_window(seen, window)


def plate(seen: Seen, now: datetime, window: str = "3", rules: ScreenRules = RULES) -> PlatePicture:
    return plate_of(seen, window, rules, now)


@pytest.mark.parametrize(
    ("state", "ticket", "number", "mark", "word", "sign"),
    [
        ("called", "A012", "A012", Mark.HERE, "下一位，请到本窗口", SignText("A012", Arrow.DOWN)),
        ("serving", "A012", "A012", Mark.SERVING, "正在办理", SignText("A012")),
        ("open", None, "", Mark.FREE, "请等候叫号", SignText(text="请等叫号")),
        ("paused", None, "", Mark.PAUSED, "暂停服务", SignText(text="暂停服务")),
        ("closed", None, "", Mark.OVER, "窗口关闭", SignText(text="窗口关闭")),
        ("open", "A012", "", Mark.FREE, "请等候叫号", SignText(text="请等叫号")),
    ],
)
def test_each_state_has_a_shape_a_word_and_its_few_characters_for_a_sign(
    hall: Hall, state: str, ticket: str | None, number: str, mark: Mark, word: str, sign: SignText
) -> None:
    picture = plate(seen_by(hall, state, ticket), hall.now)
    assert (picture.number, picture.mark, picture.word.main) == (number, mark, word)
    assert sign_text_of(picture, dark=False) == sign


def test_a_plate_says_whose_window_it_is_and_who_sits_there(hall: Hall) -> None:
    picture = plate(seen_by(hall, "serving", "A012"), hall.now)
    assert (picture.name, picture.staff, picture.clock) == (
        Said("3号综合窗口", "Counter 3"),
        Said("工号 1003", "Staff 1003"),
        "10:42",
    )
    assert not plate(seen_by(hall, "closed", operator=None), hall.now).staff


def test_a_call_and_a_recall_flash_at_their_window_and_at_no_other(hall: Hall) -> None:
    for recalls in (0, 1):
        seen = seen_by(hall, "called", "A012")
        if recalls:
            seen = with_board(seen, hall.board(hall.call("A012", "3", ago=300)), hall.now - timedelta(minutes=1))
        seen = with_board(seen, hall.board(hall.call("A012", "3", ago=0, recalls=recalls)), hall.now)
        bright = [plate(seen, hall.now + timedelta(seconds=tenth / 10)).lit for tenth in range(80)]
        assert bright == ([True] * 5 + [False] * 5) * 6 + [False] * 20
        seen = with_window(seen, hall.window("4").model_copy(update={"state": "called", "ticket": "A013"}))
        assert not plate(seen, hall.now, "4").lit


def test_who_has_arrived_is_not_flashed_at(hall: Hall) -> None:
    seen = with_board(seen_by(hall, "serving", "A012"), hall.board(hall.call("A012", "3", ago=0)), hall.now)
    assert not plate(seen, hall.now).lit


def test_without_a_line_no_number_is_shown_and_the_clerk_is_listened_to(hall: Hall) -> None:
    seen = with_line(seen_by(hall, "serving", "A012"), up=False, now=hall.now)
    within, after = (plate(seen, hall.now + timedelta(seconds=seconds)) for seconds in (1, 2))
    assert (within.number, within.alarm) == ("A012", False)
    assert (after.number, after.alarm) == ("", True)
    assert (after.word.main, after.staff.main) == ("请听工作人员呼叫", "连接中断 10:42 起")
    assert sign_text_of(after, dark=False) == SignText(text="请听呼叫")


def test_a_plate_that_was_just_started_says_that_it_connects(hall: Hall) -> None:
    picture = plate(Seen(stale_since=hall.now), hall.now)
    assert (picture.name.main, picture.word.main, picture.alarm) == ("3号窗口", "正在连接叫号系统", False)


def test_a_window_that_the_hall_does_not_have_is_said_so(hall: Hall) -> None:
    seen = seen_by(hall)
    picture = plate(seen, hall.now, "77")
    assert (picture.alarm, picture.staff.main) == (True, "叫号系统中没有窗口 77")
    young = replace(seen, board=hall.board())
    assert not plate(young, hall.now, "77").alarm


def test_a_sign_speaks_the_first_language_and_is_empty_at_night(hall: Hall) -> None:
    rules = ScreenRules(languages=Languages(("en", "zh")))
    picture = plate(seen_by(hall, "paused"), hall.now, rules=rules)
    assert sign_text_of(picture, dark=False) == SignText(text="PAUSED")
    assert sign_text_of(picture, dark=True) == SignText()


def test_only_somebody_called_or_served_keeps_a_plate_awake(hall: Hall) -> None:
    assert called_at(seen_by(hall, "serving", "A012"), "3") == hall.now
    assert called_at(seen_by(hall, "open"), "3") is None
    assert called_at(seen_by(hall), "77") is None


def test_a_plate_hears_its_own_window_and_what_all_screens_hear(hall: Hall, topics: Topics) -> None:
    watch = Watch(topics, "3", RULES, hall.now)
    assert set(watch.topics()) == {
        topics.window("3"), topics.hall, topics.board, topics.presence("queue-server"),
    }  # fmt: skip
