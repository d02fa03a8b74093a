"""What stands on a page, as words."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.flow.pages import ChooseQueue, Confirm, Start
from kiosk.flow.session import Surroundings
from kiosk.presenting import (
    confirm_words,
    hall_state,
    masked,
    moment_words,
    paper_words,
    problem_notice,
    sheet_of_tiles,
    start_notice,
    waiting_time,
)
from kiosk.words import speech_in
from queue_server.contract.commands import Printed
from queue_server.contract.views import Estimate, PartHealth
from tests.kiosk.scenes import AROUND, HALL, NOW, SCENES, at, done, refused

ZH, EN = speech_in("zh"), speech_in("en")


@pytest.mark.parametrize(
    ("name", "shown"),
    [("张三", "张*"), ("张小三", "张**"), ("欧阳小三", "欧***"), ("阿依示范·样例", "阿***"), ("单", "单"), ("", "")],
)
def test_a_name_is_shown_by_its_first_character(name: str, shown: str) -> None:
    assert masked(name) == shown


def test_the_full_name_stands_on_no_page() -> None:
    words = confirm_words(ZH, SCENES["confirm"], Confirm("household", 0))
    assert words.person == "张**，您要办的是"


@pytest.mark.parametrize(
    ("estimate", "zh", "en"),
    [
        (Estimate(p50_s=1200, p90_s=2100), "大约 20–35 分钟", "about 20–35 min"),
        (Estimate(p50_s=61, p90_s=200), "大约 5 分钟以内", "within about 5 min"),
        (None, "等候时间不知道", "wait not known"),
    ],
)
def test_a_wait_is_a_range_or_not_known(estimate: Estimate | None, zh: str, en: str) -> None:
    assert (waiting_time(ZH, estimate), waiting_time(EN, estimate)) == (zh, en)


def test_the_state_of_the_hall_is_counted_or_not_known() -> None:
    assert hall_state(ZH, AROUND) == "现在等候 46 位 · 8 个窗口开放"
    assert hall_state(ZH, replace(AROUND, windows_open=None)) == "现在等候 46 位 · 开放窗口数不知道"
    assert hall_state(ZH, replace(AROUND, line=False)) == "现在等候人数：不知道"
    assert hall_state(ZH, Surroundings()) == "现在等候人数：不知道"


def test_a_closed_hall_says_when_it_opens() -> None:
    def hint(hours: float | None) -> str:
        change = None if hours is None else NOW + timedelta(hours=hours)
        hall = HALL.model_copy(update={"open": False, "next_change": change})
        return start_notice(ZH, replace(AROUND, hall=hall), Start(), NOW).body

    assert hint(4.5) == "下次开放：今天 14:11"
    assert hint(23) == "下次开放：明天 08:41"
    assert hint(24 * 7 - 1) == "下次开放：11月30日（周一）08:41"
    assert hint(None) == "下次开放时间：不知道"
    assert moment_words(EN, NOW + timedelta(days=7), NOW) == "on Monday 30/11 at 09:41"


def test_without_a_line_start_asks_for_no_card() -> None:
    notice = start_notice(ZH, replace(AROUND, line=False), Start(), NOW)
    assert "身份证" not in notice.title + notice.body


def test_a_card_left_behind_is_asked_to_be_taken() -> None:
    assert start_notice(ZH, AROUND, Start(card_left=True), NOW).title == "请取回您的身份证"


def test_six_tiles_at_most_stand_on_a_sheet_in_the_order_of_the_board() -> None:
    first = sheet_of_tiles(ZH, AROUND, ChooseQueue())
    second = sheet_of_tiles(ZH, AROUND, ChooseQueue(sheet=1))
    assert [tile.queue for tile in first + second] == [queue.queue for queue in AROUND.queues]
    assert len(first) == 6
    assert sheet_of_tiles(ZH, replace(AROUND, queues=AROUND.queues[:2]), ChooseQueue(sheet=1))[0].queue == "household"


def test_a_closed_queue_says_so_instead_of_a_wait() -> None:
    tile = next(tile for tile in sheet_of_tiles(ZH, AROUND, ChooseQueue()) if tile.queue == "business")
    assert (tile.waiting, tile.wait, tile.open) == ("现在不办理", "", False)


@pytest.mark.parametrize("condition", ["out", "jam", "cover_open", "offline", "unknown", "ok"])
def test_without_paper_the_number_is_said_and_what_to_do(condition: str) -> None:
    words = paper_words(ZH, AROUND, done(Printed.NO, condition))
    assert "A012 有效，请拍照记下" in words
    assert "A012" in paper_words(EN, AROUND, done(Printed.NO, condition))


def test_no_paper_is_said_as_the_look_wants_it() -> None:
    assert paper_words(ZH, AROUND, done(Printed.NO, "out")) == (
        "打印机缺纸。您的号码 A012 有效，请拍照记下。工作人员已收到通知。"
    )


def test_before_confirming_one_is_told_that_the_printer_cannot_print() -> None:
    around = replace(AROUND, printer=PartHealth(status="out"))
    assert "打不了" in confirm_words(ZH, at(Confirm("tax", 0), around), Confirm("tax", 0)).note
    assert confirm_words(ZH, at(Confirm("tax", 0)), Confirm("tax", 0)).note == ""


def test_a_refusal_says_what_happened_and_what_to_do() -> None:
    notice, now = problem_notice(ZH, refused("already_waiting", "A007"))
    assert notice.title == "您已经有号了"
    assert notice.body == "您已取过这项业务的号，请留意叫号。"
    assert "咨询台" in now
