"""What the hall board shows, and what it says when it does not know."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

import pytest

from queue_server.contract.views import Presence
from screens.board.picture import BoardPicture, Mark, picture_of
from screens.board.seen import Seen, with_board, with_hall, with_line, with_presence, with_window
from screens.words import NOTHING, Phrase

if TYPE_CHECKING:
    from datetime import datetime

    from queue_server.contract.views import Board
    from tests.screens.conftest import Hall


def seen_by(hall: Hall, board: Board | None = None, *, is_open: bool = True, opens: datetime | None = None) -> Seen:
    """A screen that has been listening for an hour."""
    before = hall.now - timedelta(hours=1)
    seen = with_line(Seen(stale_since=before), up=True, now=before)
    seen = with_hall(seen, hall.state(is_open=is_open, next_change=opens))
    return with_board(seen, board, hall.now) if board else seen


def shown(hall: Hall, board: Board) -> BoardPicture:
    return picture_of(seen_by(hall, board), "street", hall.now)


def headline(picture: BoardPicture) -> str | None:
    return picture.headline.number if picture.headline else None


def test_the_newest_call_is_the_headline_and_the_others_follow_newest_first(hall: Hall) -> None:
    picture = shown(hall, hall.board(hall.call("A003"), hall.call("A002"), hall.call("A001")))
    assert headline(picture) == "A003"
    assert [row.number for row in picture.rows] == ["A002", "A001"]
    assert picture.banner is None


def test_who_is_still_to_come_is_the_headline_before_who_is_served(hall: Hall) -> None:
    board = hall.board(hall.call("A003", state="serving"), hall.call("A002"), hall.call("A001", state="finished"))
    picture = shown(hall, board)
    assert headline(picture) == "A002"
    assert [row.number for row in picture.rows] == ["A003", "A001"]


def test_who_is_still_to_come_never_loses_the_row_to_somebody_who_was_served(hall: Hall) -> None:
    served = [hall.call(f"B{place:03}", state="finished") for place in range(8)]
    coming = [hall.call(f"A{place:03}") for place in range(5)]
    picture = shown(hall, hall.board(*served[:4], *coming, *served[4:]))
    assert [row.number for row in picture.rows] == ["B000", "B001", "A001", "A002", "A003", "A004"]


@pytest.mark.parametrize(
    ("state", "mark", "word"),
    [
        ("called", Mark.GO, ""),
        ("serving", Mark.SERVING, "办理中"),
        ("missed", Mark.OVER, "过号"),
        ("finished", Mark.OVER, "已办结"),
    ],
)
def test_each_state_has_a_shape_and_a_word(hall: Hall, state: str, mark: Mark, word: str) -> None:
    row = shown(hall, hall.board(hall.call("A002"), hall.call("A001", state=state))).rows[0]
    assert (row.mark, row.word.zh) == (mark, word)


@pytest.mark.parametrize("state", ["waiting", "parked", "cancelled"])
def test_a_number_that_is_no_longer_called_is_not_seen_beside_a_window(hall: Hall, state: str) -> None:
    picture = shown(hall, hall.board(hall.call("A002", state=state), hall.call("A001")))
    assert headline(picture) == "A001"
    assert picture.rows == ()


def test_a_window_goes_by_its_name_or_by_its_id_until_the_name_is_heard(hall: Hall) -> None:
    seen = seen_by(hall, hall.board(hall.call("A002", "3"), hall.call("A001", "vip")))
    before = picture_of(seen, "street", hall.now)
    after = picture_of(with_window(seen, hall.window("3")), "street", hall.now)
    assert before.headline is not None
    assert after.headline is not None
    assert (before.headline.window, before.rows[0].window.zh) == (Phrase("3号窗口", "Window 3"), "窗口 vip")
    assert after.headline.window == Phrase("3号综合窗口", "Counter 3")


def test_a_wait_is_told_as_a_range_and_as_unknown_where_it_is_not_known(hall: Hall) -> None:
    queues = (hall.queue("A", 12, minutes=(12, 22)), hall.queue("B", 4, minutes=None))
    told = shown(hall, hall.board(queues=queues)).queues
    assert [(queue.waiting, queue.minutes.zh) for queue in told] == [("12", "10–25"), ("4", "未知")]


def test_a_closed_queue_says_so_once_nobody_waits_in_it(hall: Hall) -> None:
    queues = (hall.queue("A", 0, is_open=False, minutes=None), hall.queue("B", 2, is_open=False, minutes=(5, 10)))
    told = shown(hall, hall.board(queues=queues)).queues
    assert [queue.minutes.zh for queue in told] == ["停办", "5–10"]


def test_queues_that_find_no_room_are_summed_the_empty_and_closed_first(hall: Hall) -> None:
    queues = tuple(
        hall.queue(f"{place:02}", waiting=0 if place < 5 else place, is_open=place != 0) for place in range(20)
    )
    told = shown(hall, hall.board(queues=queues))
    assert not told.paired
    assert [queue.name.zh for queue in told.queues[:-1]] == [f"业务{place:02}" for place in range(5, 15)]
    assert (told.queues[-1].name.zh, told.queues[-1].waiting) == ("其余 10 项", str(15 + 16 + 17 + 18 + 19))


def test_few_queues_have_their_english_names_too(hall: Hall) -> None:
    assert shown(hall, hall.board(queues=tuple(hall.queue(str(place)) for place in range(6)))).paired
    assert not shown(hall, hall.board(queues=tuple(hall.queue(str(place)) for place in range(7)))).paired


def test_the_clock_shows_the_halls_own_zone(hall: Hall) -> None:
    assert picture_of(seen_by(hall, hall.board()), "street", hall.now.astimezone(UTC)).clock == "10:42"


def test_a_hall_whose_name_was_not_heard_goes_by_its_id(hall: Hall) -> None:
    assert picture_of(Seen(stale_since=hall.now), "street", hall.now).hall == Phrase("street")


def test_the_boards_own_notice_comes_before_those_of_the_hall(hall: Hall) -> None:
    state = hall.state().model_copy(update={"notices": ({"zh": "厅内通知"},)})
    board = hall.board()
    assert picture_of(with_hall(seen_by(hall, board), state), "street", hall.now).notice.zh == "厅内通知"
    board = hall.board(notice="现在停电")
    assert picture_of(with_hall(seen_by(hall, board), state), "street", hall.now).notice.zh == "现在停电"


def test_an_open_hall_without_calls_says_that_there_are_none(hall: Hall) -> None:
    banner = shown(hall, hall.board()).banner
    assert banner is not None
    assert (banner.title.zh, banner.alarm) == ("暂无叫号", False)


@pytest.mark.parametrize(
    ("after", "says"),
    [
        (timedelta(hours=3), Phrase("下次开放 13:42", "Next opening at 13:42")),
        (timedelta(hours=22), Phrase("下次开放 11月24日 08:42", "Next opening on 24 Nov at 08:42")),
    ],
)
def test_a_closed_hall_says_when_it_opens(hall: Hall, after: timedelta, says: Phrase) -> None:
    board = hall.board(hall.call("A001", state="finished"))
    picture = picture_of(seen_by(hall, board, is_open=False, opens=hall.now + after), "street", hall.now)
    assert picture.banner is not None
    assert (picture.banner.title.zh, picture.banner.detail) == ("现在不在办事时间", says)
    assert [row.number for row in picture.rows] == ["A001"]


def test_a_closed_hall_says_nothing_of_an_opening_it_does_not_know(hall: Hall) -> None:
    banner = picture_of(seen_by(hall, hall.board(), is_open=False), "street", hall.now).banner
    assert banner is not None
    assert banner.detail == NOTHING


def test_people_called_before_closing_time_are_still_shown_after_it(hall: Hall) -> None:
    seen = seen_by(hall, hall.board(hall.call("A001")), is_open=False)
    assert headline(picture_of(seen, "street", hall.now)) == "A001"


def test_a_lost_line_takes_the_headlines_place_and_marks_the_rest_as_old(hall: Hall) -> None:
    seen = with_line(seen_by(hall, hall.board(hall.call("A001"), missed=("A000",))), up=False, now=hall.now)
    picture = picture_of(seen, "street", hall.now + timedelta(minutes=9))
    assert picture.banner is not None
    assert (picture.banner.title.zh, picture.banner.detail.zh) == ("连接中断 10:42 起", "号码以窗口呼叫为准")
    assert picture.banner.alarm
    assert (picture.headline, picture.rows[0].number, picture.missed) == (None, "A001", ("A000",))
    assert (picture.old.zh, picture.clock) == ("截至 10:42", "10:51")


def test_a_line_lost_on_another_day_is_said_with_the_day(hall: Hall) -> None:
    seen = with_line(seen_by(hall, hall.board()), up=False, now=hall.now)
    banner = picture_of(seen, "street", hall.now + timedelta(days=1)).banner
    assert banner is not None
    assert banner.title == Phrase("连接中断 11月23日 起", "Connection lost since 23 Nov")


def test_a_line_that_is_back_within_two_seconds_alarms_nobody(hall: Hall) -> None:
    seen = with_line(seen_by(hall, hall.board(hall.call("A001"))), up=False, now=hall.now)
    assert headline(picture_of(seen, "street", hall.now + timedelta(seconds=1.9))) == "A001"
    assert headline(picture_of(seen, "street", hall.now + timedelta(seconds=2))) is None


def test_after_an_outage_the_content_is_old_until_a_board_is_heard(hall: Hall) -> None:
    later = hall.now + timedelta(minutes=5)
    seen = with_line(seen_by(hall, hall.board(hall.call("A001"))), up=False, now=hall.now)
    seen = with_line(seen, up=True, now=later)
    waits = picture_of(seen, "street", later)
    assert waits.banner is not None
    assert waits.banner.title.zh == "连接中断 10:42 起"
    back = picture_of(with_board(seen, hall.board(hall.call("A002")), later), "street", later)
    assert (headline(back), back.banner, back.old) == ("A002", None, NOTHING)


def test_a_board_that_is_fetched_after_the_line_went_does_not_pass_for_the_present_one(hall: Hall) -> None:
    seen = with_line(seen_by(hall, hall.board(hall.call("A001"))), up=False, now=hall.now)
    seen = with_board(seen, hall.board(hall.call("A002")), hall.now)
    picture = picture_of(seen, "street", hall.now + timedelta(minutes=1))
    assert picture.banner is not None
    assert picture.rows[0].number == "A002"


def test_a_screen_that_never_heard_a_board_says_that_it_connects_and_alarms_only_later(hall: Hall) -> None:
    seen = Seen(stale_since=hall.now)
    at_once = picture_of(seen, "street", hall.now).banner
    later = picture_of(seen, "street", hall.now + timedelta(seconds=3)).banner
    assert at_once is not None
    assert later is not None
    assert at_once.title.zh == later.title.zh == "正在连接叫号系统"
    assert (at_once.alarm, later.alarm) == (False, True)


def presence(*, online: bool, at: datetime) -> Presence:
    return Presence(online=online, kind="server", version="0", at=at)


def test_a_server_that_goes_away_is_said_with_the_time_at_which_it_was_seen_to_go(hall: Hall) -> None:
    # Its will carries the time of its birth.
    birth = hall.now - timedelta(hours=2)
    seen = with_presence(seen_by(hall, hall.board(hall.call("A001"))), presence(online=True, at=birth), hall.now)
    seen = with_presence(seen, presence(online=False, at=birth), hall.now)
    picture = picture_of(seen, "street", hall.now + timedelta(minutes=1))
    assert picture.banner is not None
    assert picture.banner.title.zh == "系统中断 10:42 起"
    assert picture.old.zh == "截至 10:42"
    back = with_presence(seen, presence(online=True, at=hall.now), hall.now)
    assert headline(picture_of(back, "street", hall.now)) == "A001"


def test_a_server_that_was_away_before_the_screen_began_is_said_without_a_time(hall: Hall) -> None:
    seen = with_presence(seen_by(hall, hall.board(hall.call("A001"))), presence(online=False, at=hall.now), hall.now)
    picture = picture_of(seen, "street", hall.now + timedelta(hours=1))
    assert picture.banner is not None
    assert picture.banner.title.zh == "叫号系统中断"
    assert picture.old.zh == "截至 10:42"


def test_what_was_known_of_the_server_does_not_outlive_the_line(hall: Hall) -> None:
    seen = with_presence(seen_by(hall, hall.board(hall.call("A001"))), presence(online=False, at=hall.now), hall.now)
    seen = replace(with_line(seen, up=True, now=hall.now), stale_since=None)
    assert picture_of(seen, "street", hall.now).banner is None
