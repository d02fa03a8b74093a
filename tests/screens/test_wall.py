"""The manager's wall: who waits, what the windows do, and what needs a hand, said with what to do."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from queue_server.contract.topics import SERVER
from queue_server.contract.views import Alert, Alerts
from screens.board.seen import Seen
from screens.drawing.marks import Mark
from screens.feed import News
from screens.rules import ScreenRules, Zone
from screens.tongue import UNSAID
from screens.wall.needs import needs_of
from screens.wall.picture import WallPicture, WallRoom, wall_of
from screens.wall.seen import WallSeen, with_wall_news

if TYPE_CHECKING:
    from queue_server.contract.topics import Topics
    from tests.screens.conftest import Hall

ROOM = WallRoom(needs=3, queues=3, windows=4)


def heard(hall: Hall, topics: Topics, messages: dict[str, Any], seen: WallSeen | None = None) -> WallSeen:
    """A wall whose line is up, with these messages."""
    raw = {
        topic: message if isinstance(message, bytes) else message.model_dump_json().encode()
        for topic, message in messages.items()
    }
    before = seen or WallSeen(Seen(stale_since=hall.now), "wall-1")
    after, _ = with_wall_news(before, News(None if seen else True, raw), topics, hall.now)
    return after


def wall(hall: Hall, seen: WallSeen, rules: ScreenRules | None = None) -> WallPicture:
    return wall_of(seen, rules or ScreenRules(), ROOM, "street", hall.now)


def said(hall: Hall, topics: Topics, messages: dict[str, Any]) -> list[tuple[str, str, bool]]:
    board = {topics.board: hall.board()}
    picture = wall(hall, heard(hall, topics, board | messages))
    return [(need.where, need.what.main, need.urgent) for need in picture.needs]


@pytest.mark.parametrize(
    ("status", "needs"),
    [
        ("ok", []),
        ("low", [("kiosk-01", "打印机纸将用尽，请备纸", False)]),
        ("out", [("kiosk-01", "打印机缺纸，请换纸", True)]),
        ("jam", [("kiosk-01", "打印机卡纸，请清理", True)]),
        ("cover_open", [("kiosk-01", "打印机盖子没关，请关好", True)]),
        ("offline", [("kiosk-01", "打印机无应答，请查电源连线", True)]),
        ("unknown", [("kiosk-01", "打印机状态未知，请查看", False)]),
    ],
)
def test_a_device_that_needs_a_hand_is_said_with_what_to_do(
    hall: Hall, topics: Topics, status: Any, needs: list[tuple[str, str, bool]]
) -> None:
    assert said(hall, topics, {topics.health("kiosk-01"): hall.health(printer=status)}) == needs


def test_a_program_that_is_away_stands_for_its_devices(hall: Hall, topics: Topics) -> None:
    messages = {
        topics.presence("kiosk-01"): hall.presence(online=False, kind="kiosk"),
        topics.health("kiosk-01"): hall.health(printer="out"),
    }
    assert said(hall, topics, messages) == [("kiosk-01", "终端离线，请查电源网络", True)]


def test_a_device_without_a_voice_is_as_well_as_anybody_can_know(hall: Hall, topics: Topics) -> None:
    health = hall.health(window_sign="unknown")
    quiet = health.model_copy(
        update={"parts": {"window_sign": health.parts["window_sign"].model_copy(update={"detail": "never_answers"})}}
    )
    assert said(hall, topics, {topics.health("plate-3"): quiet}) == []
    assert len(said(hall, topics, {topics.health("plate-3"): health})) == 1


def test_the_urgent_comes_first_and_then_the_names_as_people_count(hall: Hall, topics: Topics) -> None:
    messages = {
        topics.health("kiosk-10"): hall.health(printer="out"),
        topics.health("kiosk-2"): hall.health(printer="jam"),
        topics.health("kiosk-1"): hall.health(printer="low"),
    }
    assert [client for client, _, _ in said(hall, topics, messages)] == ["kiosk-2", "kiosk-10", "kiosk-1"]


def alerts(hall: Hall, *raised: tuple[str, str, float | None], by: str | None = None) -> Alerts:
    return Alerts(
        hall="street",
        seq=1,
        at=hall.now,
        alerts=tuple(
            Alert(
                alert="1",
                rule=rule,
                subject=subject,
                urgent=rule.startswith("w"),
                raised_at=hall.now,
                target=target,
                acknowledged_by=by,
            )
            for rule, subject, target in raised
        ),
    )


def test_what_the_server_raised_an_alert_for_is_said_by_name_with_what_to_do(hall: Hall, topics: Topics) -> None:
    raised = alerts(hall, ("wait_long", "tax", 1800), ("queue_long", "tax", 40), ("window_idle", "3", 300))
    messages = {
        topics.board: hall.board(queues=(hall.queue("tax"),)),
        topics.window("3"): hall.window("3"),
        topics.alerts: raised,
    }
    assert said(hall, topics, messages) == [
        ("3号综合窗口", "空闲，有人在等，请叫号", True),
        ("业务tax", "有人已等 30 分钟以上", True),
        ("业务tax", "有 40 人以上在等，请加开窗口", False),
    ]


def test_an_alert_that_somebody_sees_to_is_not_urgent_and_one_that_is_over_is_gone(hall: Hall, topics: Topics) -> None:
    seen = heard(hall, topics, {topics.alerts: alerts(hall, ("window_idle", "3", 300), by="1003")})
    assert [need.urgent for need in needs_of(seen)] == [False]
    assert needs_of(heard(hall, topics, {topics.alerts: alerts(hall)}, seen)) == ()


def test_of_programs_and_devices_the_wall_hears_itself(hall: Hall, topics: Topics) -> None:
    raised = alerts(hall, ("client_away", "kiosk-01", None), ("device_trouble", "kiosk-01", None), ("mood", "x", None))
    assert said(hall, topics, {topics.alerts: raised}) == []


def test_the_servers_own_presence_is_no_device(hall: Hall, topics: Topics) -> None:
    messages = {topics.board: hall.board(), topics.presence(SERVER): hall.presence(online=False)}
    picture = wall(hall, heard(hall, topics, messages))
    assert picture.needs == ()
    assert (picture.trouble.main, picture.old) == ("叫号系统中断，截至 10:42", True)


def test_all_is_well_only_where_somebody_said_so(hall: Hall, topics: Topics) -> None:
    silent = wall(hall, heard(hall, topics, {topics.board: hall.board()}))
    assert (silent.well.main, silent.good) == ("没有设备报告状态", False)
    health = {topics.board: hall.board(), topics.health("kiosk-01"): hall.health(printer="ok")}
    well = wall(hall, heard(hall, topics, health))
    assert (well.well.main, well.good) == ("一切正常", True)


def test_a_wall_does_not_take_itself_for_a_device(hall: Hall, topics: Topics) -> None:
    messages = {topics.board: hall.board(), topics.presence("wall-1"): hall.presence(online=True, kind="screen")}
    assert not wall(hall, heard(hall, topics, messages)).good


def test_what_was_known_of_devices_does_not_outlive_the_line(hall: Hall, topics: Topics) -> None:
    seen = heard(hall, topics, {topics.health("kiosk-01"): hall.health(printer="out")})
    assert len(needs_of(seen)) == 1
    again, _ = with_wall_news(seen, News(line_up=True, messages={}), topics, hall.now)
    assert needs_of(again) == ()


def test_a_client_whose_retained_word_was_taken_back_is_of_the_hall_no_more(hall: Hall, topics: Topics) -> None:
    seen = heard(hall, topics, {topics.presence("kiosk-01"): hall.presence(online=False, kind="kiosk")})
    assert len(needs_of(seen)) == 1
    assert needs_of(heard(hall, topics, {topics.presence("kiosk-01"): b""}, seen)) == ()


def test_a_condition_that_nobody_knows_is_unknown_and_the_other_parts_are_told(hall: Hall, topics: Topics) -> None:
    parts = {"printer": {"status": "on_fire"}, "id_reader": {"status": "offline"}, "x": 7}
    health = json.dumps({"at": hall.now.isoformat(), "parts": parts}).encode()
    told = said(hall, topics, {topics.health("kiosk-01"): health})
    assert told == [
        ("kiosk-01", "读卡器无应答，请查电源连线", True),
        ("kiosk-01", "打印机状态未知，请查看", False),
        ("kiosk-01", "x状态未知，请查看", False),
    ]


@pytest.mark.parametrize("payload", [b"{", b"[]", b"\xff", b'{"parts": 3}'])
def test_an_unreadable_message_is_told_and_changes_nothing(hall: Hall, topics: Topics, payload: bytes) -> None:
    seen = heard(hall, topics, {topics.health("kiosk-01"): hall.health(printer="out")})
    bad = dict.fromkeys((topics.health("kiosk-01"), topics.presence("kiosk-01")), payload)
    after, misheard = with_wall_news(seen, News(None, bad), topics, hall.now)
    assert after == seen
    assert [message.topic for message in misheard] == list(bad)


def figures(picture: WallPicture) -> list[str]:
    return [tile.figure for tile in picture.tiles]


def test_nothing_is_counted_before_anything_was_heard(hall: Hall) -> None:
    picture = wall(hall, WallSeen(Seen(stale_since=hall.now), "wall-1"))
    assert figures(picture) == ["–", "–", "–"]
    assert {count.count for count in picture.counts} == {"–"}
    assert picture.well.main == "没有设备报告状态"


def test_queues_stand_by_the_number_waiting_and_are_summed(hall: Hall, topics: Topics) -> None:
    queues = (hall.queue("a", 2), hall.queue("b", 9), hall.queue("c", 0))
    picture = wall(hall, heard(hall, topics, {topics.board: hall.board(queues=queues)}))
    assert [queue.name.main for queue in picture.queues] == ["业务b", "业务a", "业务c"]
    assert figures(picture)[0] == "11"


def test_the_longest_wait_is_that_of_the_person_who_waits_longest(hall: Hall, topics: Topics) -> None:
    queues = (hall.queue("a", 9, minutes=(50, 90), waited=12), hall.queue("b", 1, waited=41), hall.queue("c", 0))
    picture = wall(hall, heard(hall, topics, {topics.board: hall.board(queues=queues)}))
    assert (picture.tiles[1].figure, picture.tiles[1].label.main) == ("41", "最长已等 分钟\n业务b")


@pytest.mark.parametrize("since", [0, None])
def test_where_nobody_waits_or_nothing_is_told_there_is_no_longest_wait(
    hall: Hall, topics: Topics, since: int | None
) -> None:
    queues = (hall.queue("a", 0, minutes=(50, 90), waited=since), hall.queue("b", 3 if since is None else 0))
    assert figures(wall(hall, heard(hall, topics, {topics.board: hall.board(queues=queues)})))[1] == "–"


def test_windows_are_counted_by_state_and_those_that_work_are_listed(hall: Hall, topics: Topics) -> None:
    states = {"2": "serving", "10": "called", "1": "open", "3": "closed", "vip": "paused", "4": "serving"}
    messages: dict[str, Any] = {topics.board: hall.board()}
    for window, state in states.items():
        ticket = "A012" if state in ("called", "serving") else None
        since = hall.now - timedelta(minutes=7)
        update = {"state": state, "ticket": ticket, "since": since}
        messages[topics.window(window)] = hall.window(window).model_copy(update=update)
    picture = wall(hall, heard(hall, topics, messages))
    assert figures(picture)[2] == "5/6"
    assert [(count.mark, count.count) for count in picture.counts] == [
        (Mark.GO, "1"), (Mark.SERVING, "2"), (Mark.FREE, "1"), (Mark.PAUSED, "1"), (Mark.OVER, "1"),
    ]  # fmt: skip
    pages = [wall_of(heard(hall, topics, messages), ScreenRules(), ROOM, "street", hall.now + timedelta(seconds=8 * n))
             for n in range(2)]  # fmt: skip
    cells = sorted({cell for page in pages for cell in page.windows}, key=lambda cell: cell.window.zfill(3))
    assert [(cell.window, cell.number, cell.minutes) for cell in cells] == [
        ("1", "", ""), ("2", "A012", "7分"), ("4", "A012", "7分"), ("10", "A012", "7分"), ("vip", "", "7分"),
    ]  # fmt: skip
    assert {page.windows_page.main for page in pages} == {"第 1/2 页", "第 2/2 页"}


def test_a_wall_of_a_zone_counts_its_zone(hall: Hall, topics: Topics) -> None:
    messages = {
        topics.board: hall.board(queues=(hall.queue("a", 2), hall.queue("b", 9))),
        topics.window("1"): hall.window("1"),
        topics.window("2"): hall.window("2"),
    }
    rules = ScreenRules(zone=Zone(windows=frozenset("1"), queues=frozenset("a")))
    assert figures(wall(hall, heard(hall, topics, messages), rules))[::2] == ["2", "1/1"]


def test_the_hall_is_open_or_not_and_until_when_today(hall: Hall, topics: Topics) -> None:
    for is_open, change, told in (
        (True, hall.now + timedelta(hours=1), "办事时间 至 11:42"),
        (False, hall.now + timedelta(hours=1), "非办事时间 至 11:42"),
        (True, hall.now + timedelta(days=1), "办事时间"),
        (True, None, "办事时间"),
    ):
        state = hall.state(is_open=is_open, next_change=change)
        assert wall(hall, heard(hall, topics, {topics.hall: state})).state.main == told


def test_a_lost_line_is_said_first_and_what_stands_is_old(hall: Hall, topics: Topics) -> None:
    seen = heard(hall, topics, {topics.board: hall.board()})
    lost, _ = with_wall_news(seen, News(line_up=False, messages={}), topics, hall.now - timedelta(seconds=5))
    picture = wall(hall, lost)
    assert (picture.trouble.main, picture.old, picture.well) == ("连接中断 10:42 起，截至 10:42", True, UNSAID)
