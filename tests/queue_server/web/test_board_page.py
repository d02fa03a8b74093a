"""The hall board for a television with a browser."""

import re
from dataclasses import replace

import pytest

from queue_server.domain.commands import Miss, Park, Recall, SetNotice, StartService
from queue_server.domain.hall import Queue, Window
from queue_server.service.views import Views
from queue_server.web.language import LANGUAGES
from queue_server.web.limits import Limits
from queue_server.web.pages.board import QUEUES, Zone, board_page
from queue_server.web.words.board import Phrase


@pytest.fixture
def page(story):
    """What is shown now, of a zone or of everything."""

    def shown(**zone):
        return board_page(Views(story.state, story.now), Zone(**zone))

    return shown


def numbers(page):
    return [line.number for line in (page.headline, *page.rows) if line]


def test_the_newest_call_stands_large_and_earlier_ones_below_it(story, page):
    story.open("1")
    story.open("2")
    story.issue("household")
    story.issue("tax")
    story.call("1")
    story.later(seconds=30).call("2")
    assert page().headline.number == "B001"
    assert (page().headline.window.zh, page().headline.mark) == ("2号税务窗口", "go")
    assert numbers(page()) == ["B001", "A001"]


def test_who_is_still_to_come_goes_before_whoever_was_served_later(story, page):
    story.open("1")
    story.open("2")
    story.issue("tax")
    story.issue("household")
    story.call("2")
    story.serve("1")
    assert page().headline.number == "B001"
    assert [(line.number, line.word.zh) for line in page().rows] == [("A001", "已办结")]


def test_a_number_that_waits_again_stands_beside_no_window(story, page):
    story.open()
    story.issue()
    story.call()
    story.accepted(Park("1"))
    assert numbers(page()) == []
    assert page().banner[0].zh == "暂无叫号"


def test_a_recall_is_something_new_to_look_at(story, page):
    story.open()
    story.issue()
    story.call()
    before = page().headline.key
    assert page().headline.key == before
    story.accepted(Recall("1"))
    assert page().headline.key != before


def test_when_many_windows_call_everybody_still_to_come_has_a_row_and_whoever_is_served_gives_way(story, page):
    windows = {str(n): Window(str(n), {"zh": f"{n}号窗口"}, ("*",)) for n in range(1, 11)}
    story.state = story.state._replace(hall=replace(story.state.hall, windows=windows))
    for window in windows:
        story.issue()
        story.open(window)
        story.later(seconds=1).call(window)
    assert numbers(page()) == [f"A{n:03}" for n in range(10, 0, -1)]
    for window in ("1", "2", "3"):
        story.accepted(StartService(window))
    assert numbers(page()) == [f"A{n:03}" for n in range(10, 3, -1)]


def test_who_comes_now_has_a_caption_and_the_halls_notices_stand_newest_first(story, page):
    story.accepted(SetNotice("power", {"zh": "三点停电", "en": "No power at three"}))
    story.accepted(SetNotice("lift", {"zh": "电梯检修"}))
    assert [notice.zh for notice in page().notices] == ["电梯检修", "三点停电"]
    story.open()
    story.issue()
    story.call()
    assert page().caption == Phrase("请 A001 号到 1 号窗口", "Number A001, please go to window 1")


def test_a_zone_shows_its_windows_and_whom_they_serve(story, page):
    story.open("1")
    story.open("2")
    story.issue("household")
    story.issue("tax")
    story.call("1")
    story.call("2")
    assert numbers(page(windows=("2",))) == ["B001"]
    assert [line.name.zh for line in page(windows=("2",)).queues] == ["税务业务"]
    assert [line.name.zh for line in page(windows=("1",)).queues] == ["户籍业务", "税务业务"]


def test_a_zone_of_queues_shows_their_calls_and_their_missed_numbers(story, page):
    story.open("1")
    story.open("2")
    for queue, window in (("household", "1"), ("tax", "2")):
        story.issue(queue)
        story.call(window)
        story.accepted(Miss(window))
    assert page().missed == ("B001", "A001")
    shown = page(queues=("tax",))
    assert (numbers(shown), shown.missed) == (["B001"], ("B001",))


def test_a_wait_that_is_not_known_is_not_told_as_a_figure(story, page):
    assert [line.minutes.zh for line in page().queues] == ["未知", "未知"]
    story.open()
    assert re.fullmatch(r"\d+–\d+", page().queues[0].minutes.zh)


def test_a_closed_hall_says_when_it_opens(story, page):
    assert story.later(hours=3, minutes=30).now.hour == 12
    assert page().banner[1].zh == "今天 14:00 开放"
    story.later(hours=8)
    assert page().banner[1].zh == "11月23日 08:30 开放"


def test_the_busiest_of_many_queues_are_named_and_the_others_counted(story, page):
    queues = {f"q{n}": Queue(f"q{n}", chr(65 + n), {"zh": f"队列{n}"}) for n in range(QUEUES + 3)}
    windows = {"1": Window("1", {"zh": "1号窗口"}, ("*",))}
    story.state = story.state._replace(hall=replace(story.state.hall, queues=queues, windows=windows, items={}))
    story.issue("q12")
    lines = page().queues
    assert not page().tall
    assert [(line.name.zh, line.waiting) for line in lines] == [("队列12", 1), (f"其余 {QUEUES + 2} 项", 0)]


def test_a_long_name_of_a_window_is_written_small(story, page):
    windows = {"1": Window("1", {"zh": "1号企业开办一站式综合受理窗口"}, ("*",))}
    story.state = story.state._replace(hall=replace(story.state.hall, windows=windows))
    story.open()
    story.issue()
    story.call()
    assert page().headline.wide


def test_the_page_shows_it_before_any_script_runs(street):
    street.ticket()
    street.open()
    street.call()
    page = street.page("/board").text
    for words in ("A001", "1号综合窗口", "等候人数", "街道政务服务中心", "Street Service Centre"):
        assert words in page
    assert 'http-equiv="refresh"' in page


def test_a_call_comes_to_the_open_board(street, stream):
    board = stream(f"{street.url}/board/live")
    assert "暂无叫号" in board.next_data()["parts"]["calls"]
    street.ticket()
    street.open()
    street.call()
    assert "A001" in board.next_data(lambda told: "data-key" in told["parts"]["calls"])["parts"]["calls"]


def test_a_board_in_a_zone_hears_of_its_own_calls_only(street, stream):
    board = stream(f"{street.url}/board/live?windows=2")
    board.next()
    street.open("1")
    street.open("2")
    for queue, window in (("household", "1"), ("tax", "2")):
        street.ticket(queue)
        street.call(window)
    calls = board.next_data(lambda told: "data-key" in told["parts"]["calls"])["parts"]["calls"]
    assert "B001" in calls
    assert "A001" not in calls


def test_a_television_without_streams_asks_again_and_again(street):
    street.ticket()
    street.open()
    street.call()
    told = street.get("/board/live", headers={"Accept": "application/json"}).json()
    assert "A001" in told["parts"]["calls"]


def test_the_hall_tells_a_television_the_time(street, stream, monkeypatch):
    monkeypatch.setattr("queue_server.web.pages.board_routes.BEAT_S", 0.01)
    board = stream(f"{street.url}/board/live")
    board.next()
    beat = board.next()
    assert beat["event"] == "beat"
    assert beat["data"] == f'{{"at_s": {int(street.now.timestamp())}, "offset_s": 28800}}'


@pytest.mark.parametrize(("query", "words"), [("windows=1,9", "没有这个窗口"), ("queues=nothing", "没有这个业务队列")])
@pytest.mark.parametrize("path", ["/board", "/board/live"])
def test_whoever_hangs_a_screen_up_is_told_what_is_wrong_in_its_address(street, path, query, words):
    answer = street.page(f"{path}?{query}")
    assert answer.status_code == 404
    assert words in answer.text


class TestSeats:
    @pytest.fixture
    def limits(self):
        return Limits(streams_of_address=1)

    def test_one_address_holds_only_so_many_boards_open(self, street, stream):
        stream(f"{street.url}/board/live").next()
        assert stream(f"{street.url}/board/live").answer.status_code == 503


def test_the_board_is_small_and_old_browsers_understand_it(street):
    page = street.page("/board")
    script, style = street.get("/static/board.js"), street.get("/static/board.css")
    assert len(page.content) + len(script.content) + len(style.content) < 30_000
    for new in ("=>", "const ", "let ", "`", "fetch(", "async "):
        assert new not in script.text
        assert new not in street.get("/static/ticket.js").text
    for new in ("display: grid", "display: flex", "var(--"):
        assert new not in style.text
    assert set(LANGUAGES) == {"zh", "en"}
