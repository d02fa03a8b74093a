"""What the hall board shows, and what it says when it does not know."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

import pytest

from queue_server.contract.views import Presence
from screens.board.seen import Seen, with_announcement, with_board, with_hall, with_line, with_presence, with_window
from screens.drawing.marks import Mark
from screens.hall_board.picture import BoardPicture, Room, last_called, picture_of
from screens.rules import Calls, Language, Languages, ScreenRules, Zone
from screens.tongue import UNSAID, Said

if TYPE_CHECKING:
    from datetime import datetime

    from queue_server.contract.views import Board
    from tests.screens.conftest import Hall

ROOM = Room(rows=6, tall_queues=6, short_queues=11)
RULES = ScreenRules()
ENGLISH = ScreenRules(languages=Languages(("en",)))


def seen_by(hall: Hall, board: Board | None = None, *, is_open: bool = True, opens: datetime | None = None) -> Seen:
    """A screen that has been listening for an hour."""
    before = hall.now - timedelta(hours=1)
    seen = with_line(Seen(stale_since=before), up=True, now=before)
    seen = with_hall(seen, hall.state(is_open=is_open, next_change=opens))
    return with_board(seen, board, hall.now) if board else seen


def pictured(seen: Seen, now: datetime, rules: ScreenRules = RULES, room: Room = ROOM) -> BoardPicture:
    return picture_of(seen, rules, room, "street", now)


def shown(hall: Hall, board: Board, rules: ScreenRules = RULES, room: Room = ROOM) -> BoardPicture:
    return pictured(seen_by(hall, board), hall.now, rules, room)


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


def test_who_was_pushed_off_a_full_board_and_has_not_come_is_still_shown(hall: Hall) -> None:
    board = hall.board(hall.call("A002", "2", ago=10), hall.call("A001", "1", ago=20))
    seen = seen_by(hall, board)
    for window, ago, state in (("3", 60, "called"), ("4", 40, "called"), ("5", 50, "serving"), ("6", 5, "called")):
        told = {"state": state, "ticket": f"B00{window}", "since": hall.now - timedelta(seconds=ago)}
        seen = with_window(seen, hall.window(window).model_copy(update=told))
    picture = pictured(seen, hall.now)
    assert [row.number for row in picture.rows] == ["A001", "B004", "B003"]
    assert [row.window.main for row in picture.rows] == ["1号窗口", "4号综合窗口", "3号综合窗口"]
    nobody = with_board(seen, hall.board(), hall.now)
    assert pictured(nobody, hall.now).rows == ()


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
    assert (row.mark, row.word.main) == (mark, word)


@pytest.mark.parametrize("state", ["waiting", "parked", "cancelled"])
def test_a_number_that_is_no_longer_called_is_not_seen_beside_a_window(hall: Hall, state: str) -> None:
    picture = shown(hall, hall.board(hall.call("A002", state=state), hall.call("A001")))
    assert headline(picture) == "A001"
    assert picture.rows == ()


def test_a_window_goes_by_its_name_or_by_its_id_until_the_name_is_heard(hall: Hall) -> None:
    seen = seen_by(hall, hall.board(hall.call("A002", "3"), hall.call("A001", "vip")))
    before = pictured(seen, hall.now)
    after = pictured(with_window(seen, hall.window("3")), hall.now)
    assert before.headline is not None
    assert after.headline is not None
    assert (before.headline.window, before.rows[0].window.main) == (Said("3号窗口", "Window 3"), "窗口 vip")
    assert after.headline.window == Said("3号综合窗口", "Counter 3")


def test_a_wait_is_told_as_a_range_and_as_unknown_where_it_is_not_known(hall: Hall) -> None:
    queues = (hall.queue("A", 12, minutes=(12, 22)), hall.queue("B", 4, minutes=None))
    told = shown(hall, hall.board(queues=queues)).queues
    assert [(queue.waiting, queue.minutes.main) for queue in told] == [("12", "10–25"), ("4", "未知")]


def test_a_closed_queue_says_so_once_nobody_waits_in_it(hall: Hall) -> None:
    queues = (hall.queue("A", 0, is_open=False, minutes=None), hall.queue("B", 2, is_open=False, minutes=(5, 10)))
    told = shown(hall, hall.board(queues=queues)).queues
    assert [queue.minutes.main for queue in told] == ["停办", "5–10"]


def test_queues_that_find_no_room_are_summed(hall: Hall) -> None:
    queues = tuple(hall.queue(f"{place:02}", waiting=0 if place < 5 else 2, is_open=place != 0) for place in range(20))
    told = shown(hall, hall.board(queues=queues))
    assert not told.tall
    assert (told.queues[-1].name.main, told.queues[-1].waiting) == ("其余 5 项", "0")


def test_more_people_than_a_column_holds_are_told_as_more_than_that(hall: Hall) -> None:
    told = shown(hall, hall.board(queues=(hall.queue("A", 123_456_789), hall.queue("B", -1)))).queues
    assert [queue.waiting for queue in told] == ["999+", "-1"]


def test_few_queues_have_their_english_names_too(hall: Hall) -> None:
    assert shown(hall, hall.board(queues=tuple(hall.queue(str(place)) for place in range(6)))).tall
    assert not shown(hall, hall.board(queues=tuple(hall.queue(str(place)) for place in range(7)))).tall


def test_the_clock_shows_the_zone_that_the_hall_names_before_that_of_its_messages(hall: Hall) -> None:
    seen = with_hall(seen_by(hall, hall.board()), hall.state().model_copy(update={"timezone": "Asia/Urumqi"}))
    assert pictured(seen, hall.now).clock == "08:42"


def test_the_clock_shows_the_halls_own_zone(hall: Hall) -> None:
    assert pictured(seen_by(hall, hall.board()), hall.now.astimezone(UTC)).clock == "10:42"


def test_a_hall_whose_name_was_not_heard_goes_by_its_id(hall: Hall) -> None:
    assert pictured(Seen(stale_since=hall.now), hall.now).hall == Said("street")


def test_the_boards_own_notice_comes_before_those_of_the_hall(hall: Hall) -> None:
    state = hall.state().model_copy(update={"notices": ({"zh": "厅内通知"},)})
    board = hall.board()
    assert pictured(with_hall(seen_by(hall, board), state), hall.now).notices == (Said("厅内通知"),)
    board = hall.board(notice="现在停电")
    assert pictured(with_hall(seen_by(hall, board), state), hall.now).notices == (Said("现在停电"), Said("厅内通知"))


def test_an_open_hall_without_calls_says_that_there_are_none(hall: Hall) -> None:
    banner = shown(hall, hall.board()).banner
    assert banner is not None
    assert (banner.title.main, banner.alarm) == ("暂无叫号", False)


@pytest.mark.parametrize(
    ("after", "says"),
    [
        (timedelta(hours=3), Said("下次开放 13:42", "Next opening at 13:42")),
        (timedelta(hours=22), Said("下次开放 11月24日 08:42", "Next opening on 24 Nov at 08:42")),
    ],
)
def test_a_closed_hall_says_when_it_opens(hall: Hall, after: timedelta, says: Said) -> None:
    board = hall.board(hall.call("A001", state="finished"))
    picture = pictured(seen_by(hall, board, is_open=False, opens=hall.now + after), hall.now)
    assert picture.banner is not None
    assert (picture.banner.title.main, picture.banner.detail) == ("现在不在办事时间", says)
    assert [row.number for row in picture.rows] == ["A001"]


def test_a_closed_hall_says_nothing_of_an_opening_it_does_not_know(hall: Hall) -> None:
    banner = pictured(seen_by(hall, hall.board(), is_open=False), hall.now).banner
    assert banner is not None
    assert banner.detail == UNSAID


def test_people_called_before_closing_time_are_still_shown_after_it(hall: Hall) -> None:
    seen = seen_by(hall, hall.board(hall.call("A001")), is_open=False)
    assert headline(pictured(seen, hall.now)) == "A001"


def test_a_lost_line_takes_the_headlines_place_and_marks_the_rest_as_old(hall: Hall) -> None:
    seen = with_line(seen_by(hall, hall.board(hall.call("A001"), missed=("A000",))), up=False, now=hall.now)
    picture = pictured(seen, hall.now + timedelta(minutes=9))
    assert picture.banner is not None
    assert (picture.banner.title.main, picture.banner.detail.main) == ("连接中断 10:42 起", "号码以窗口呼叫为准")
    assert picture.banner.alarm
    assert (picture.headline, picture.rows[0].number, picture.missed) == (None, "A001", ("A000",))
    assert (picture.queues_head.main, picture.clock) == ("截至 10:42", "10:51")


def test_a_line_lost_on_another_day_is_said_with_the_day(hall: Hall) -> None:
    seen = with_line(seen_by(hall, hall.board()), up=False, now=hall.now)
    banner = pictured(seen, hall.now + timedelta(days=1)).banner
    assert banner is not None
    assert banner.title == Said("连接中断 11月23日 起", "Connection lost since 23 Nov")


def test_a_line_that_is_back_within_two_seconds_alarms_nobody(hall: Hall) -> None:
    seen = with_line(seen_by(hall, hall.board(hall.call("A001"))), up=False, now=hall.now)
    assert headline(pictured(seen, hall.now + timedelta(seconds=1.9))) == "A001"
    assert headline(pictured(seen, hall.now + timedelta(seconds=2))) is None


def test_after_an_outage_the_content_is_old_until_a_board_is_heard(hall: Hall) -> None:
    later = hall.now + timedelta(minutes=5)
    seen = with_line(seen_by(hall, hall.board(hall.call("A001"))), up=False, now=hall.now)
    seen = with_line(seen, up=True, now=later)
    waits = pictured(seen, later)
    assert waits.banner is not None
    assert waits.banner.title.main == "连接中断 10:42 起"
    back = pictured(with_board(seen, hall.board(hall.call("A002")), later), later)
    assert (headline(back), back.banner, back.old) == ("A002", None, False)


def test_a_board_that_is_fetched_after_the_line_went_does_not_pass_for_the_present_one(hall: Hall) -> None:
    seen = with_line(seen_by(hall, hall.board(hall.call("A001"))), up=False, now=hall.now)
    seen = with_board(seen, hall.board(hall.call("A002")), hall.now)
    picture = pictured(seen, hall.now + timedelta(minutes=1))
    assert picture.banner is not None
    assert picture.rows[0].number == "A002"


def test_a_screen_that_never_heard_a_board_says_that_it_connects_and_alarms_only_later(hall: Hall) -> None:
    seen = Seen(stale_since=hall.now)
    at_once = pictured(seen, hall.now).banner
    later = pictured(seen, hall.now + timedelta(seconds=3)).banner
    assert at_once is not None
    assert later is not None
    assert at_once.title.main == later.title.main == "正在连接叫号系统"
    assert (at_once.alarm, later.alarm) == (False, True)


def presence(*, online: bool, at: datetime) -> Presence:
    return Presence(online=online, kind="server", version="0", at=at)


def test_a_server_that_goes_away_is_said_with_the_time_at_which_it_was_seen_to_go(hall: Hall) -> None:
    # Its will carries the time of its birth.
    birth = hall.now - timedelta(hours=2)
    seen = with_presence(seen_by(hall, hall.board(hall.call("A001"))), presence(online=True, at=birth), hall.now)
    seen = with_presence(seen, presence(online=False, at=birth), hall.now)
    picture = pictured(seen, hall.now + timedelta(minutes=1))
    assert picture.banner is not None
    assert picture.banner.title.main == "系统中断 10:42 起"
    assert picture.queues_head.main == "截至 10:42"
    back = with_presence(seen, presence(online=True, at=hall.now), hall.now)
    assert headline(pictured(back, hall.now)) == "A001"


def test_a_server_that_was_away_before_the_screen_began_is_said_without_a_time(hall: Hall) -> None:
    seen = with_presence(seen_by(hall, hall.board(hall.call("A001"))), presence(online=False, at=hall.now), hall.now)
    picture = pictured(seen, hall.now + timedelta(hours=1))
    assert picture.banner is not None
    assert picture.banner.title.main == "叫号系统中断"
    assert picture.queues_head.main == "截至 10:42"


def test_what_was_known_of_the_server_does_not_outlive_the_line(hall: Hall) -> None:
    seen = with_presence(seen_by(hall, hall.board(hall.call("A001"))), presence(online=False, at=hall.now), hall.now)
    seen = replace(with_line(seen, up=True, now=hall.now), stale_since=None)
    assert pictured(seen, hall.now).banner is None


def test_a_board_shows_its_zone_only(hall: Hall) -> None:
    zone = Zone(windows=frozenset("1"), queues=frozenset("q"), prefixes=frozenset("A"))
    board = hall.board(
        hall.call("A002", "2"), hall.call("B001", "1"), hall.call("A001", "1"),
        queues=(hall.queue("p"), hall.queue("q")), missed=("A000", "B000"),
    )  # fmt: skip
    picture = shown(hall, board, ScreenRules(zone=zone))
    assert (headline(picture), picture.rows) == ("A001", ())
    assert [queue.name.main for queue in picture.queues] == ["业务q"]
    assert picture.missed == ("A000",)


def test_a_call_of_another_zone_neither_flashes_here_nor_wakes_the_screen(hall: Hall) -> None:
    rules = ScreenRules(zone=Zone(windows=frozenset("1")))
    seen = seen_by(hall, hall.board(hall.call("A002", "2", ago=0), hall.call("A001", "1", ago=300)))
    assert headline(pictured(seen, hall.now, rules)) == "A001"
    assert last_called(seen, rules) == hall.now - timedelta(minutes=5)
    assert last_called(seen_by(hall, hall.board(hall.call("A001", state="finished"))), RULES) is None


def test_languages_side_by_side_have_the_first_one_large(hall: Hall) -> None:
    board = hall.board(hall.call("A001"), queues=(hall.queue("A"),))
    cases: tuple[tuple[tuple[Language, ...], Said, Said], ...] = (
        (("zh", "en"), Said("1号窗口", "Window 1"), Said("业务A", "Queue A")),
        (("en", "zh"), Said("Window 1", "1号窗口"), Said("Queue A", "业务A")),
        (("en",), Said("Window 1"), Said("Queue A")),
    )
    for shown_languages, window, name in cases:
        picture = shown(hall, board, ScreenRules(languages=Languages(shown=shown_languages)))
        assert picture.headline is not None
        assert (picture.headline.window, picture.queues[0].name) == (window, name)


def test_languages_in_turn_change_everything_at_once(hall: Hall) -> None:
    seen = seen_by(hall, hall.board(hall.call("A001"), queues=(hall.queue("A"),)))
    rules = ScreenRules(languages=Languages(in_turn=True, seconds=10))
    pictures = [pictured(seen, hall.now + timedelta(seconds=10 * turn), rules) for turn in range(3)]
    said = [(picture.queues_head.below, picture.queues[0].name.below, picture.hall.below) for picture in pictures]
    assert said[0] == said[2] != said[1]
    assert {said[0], said[1]} == {
        ("等候人数", "业务A", "街道政务服务中心"),
        ("Waiting", "Queue A", "Street Service Centre"),
    }


def test_english_names_alone_have_a_line_of_their_own(hall: Hall) -> None:
    rules = ScreenRules(languages=Languages(shown=("en",)))
    board = hall.board(queues=tuple(hall.queue(str(place)) for place in range(7)))
    assert shown(hall, board, rules).tall
    assert not shown(hall, board, rules, Room(6, 0, 6)).tall


def test_without_a_voice_a_call_that_flashes_has_the_caption_that_it_would_have(hall: Hall) -> None:
    seen = seen_by(hall)
    seen = with_board(replace(seen, stale_since=None), hall.board(hall.call("A012", "3", ago=0)), hall.now)
    caption = pictured(seen, hall.now + timedelta(seconds=1)).caption
    assert caption == Said("请 A012 号到 3 号窗口", "Number A012, please go to window 3")
    assert pictured(seen, hall.now + timedelta(seconds=7)).caption == UNSAID
    silent = ScreenRules(calls=Calls(captions=False))
    assert pictured(seen, hall.now + timedelta(seconds=1), silent).caption == UNSAID


def test_what_a_voice_says_is_its_caption_as_long_as_it_says_it(hall: Hall) -> None:
    """A call may flash long before its turn to be said comes."""
    seen = seen_by(hall, hall.board(hall.call("A013", "4", ago=0)))
    seen = with_announcement(seen, "voice-1", hall.announcement("A012", "3", zh="请 A012 号到 3 号窗口"), hall.now)
    assert pictured(seen, hall.now + timedelta(seconds=1)).caption == Said("请 A012 号到 3 号窗口")
    assert pictured(seen, hall.now + timedelta(seconds=10)).caption == UNSAID
    again = hall.announcement("A012", "3", zh="请", en="Number A012")
    later = with_announcement(seen, "voice-1", again, hall.now + timedelta(seconds=10))
    assert pictured(later, hall.now + timedelta(seconds=12), ENGLISH).caption == Said("Number A012")


def test_of_several_voices_the_one_of_this_zone_that_began_last_has_its_caption(hall: Hall) -> None:
    seen = with_announcement(seen_by(hall, hall.board()), "east", hall.announcement("A001", "1", zh="一"), hall.now)
    seen = with_announcement(seen, "west", hall.announcement("A009", "9", zh="九"), hall.now + timedelta(seconds=1))
    now = hall.now + timedelta(seconds=2)
    assert pictured(seen, now).caption == Said("九")
    assert pictured(seen, now, ScreenRules(zone=Zone(windows=frozenset({"1"})))).caption == Said("一")


@pytest.mark.parametrize("lasts_s", [float("nan"), float("inf"), -1.0, 1e300])
def test_no_caption_stands_for_ever_whatever_the_voice_says(hall: Hall, lasts_s: float) -> None:
    said = hall.announcement("A001", "1", lasts_s=lasts_s, zh="一")
    seen = with_announcement(seen_by(hall, hall.board()), "east", said, hall.now)
    assert pictured(seen, hall.now + timedelta(minutes=1)).caption == UNSAID


def test_which_page_it_is_is_said_only_where_there_are_several(hall: Hall) -> None:
    few = shown(hall, hall.board(*(hall.call(f"A{place:03}") for place in range(7))))
    many = shown(hall, hall.board(*(hall.call(f"A{place:03}") for place in range(14))))
    assert few.page == UNSAID
    assert many.page.main in ("第 1/3 页", "第 2/3 页", "第 3/3 页")
