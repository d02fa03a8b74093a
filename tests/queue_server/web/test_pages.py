"""The pages of the queue server, through a real HTTP server."""

import pytest
import requests

from queue_server.domain import commands
from queue_server.web.app import WebSetup, make_app
from queue_server.web.server import HttpServer


@pytest.fixture
def site(story, tmp_path):
    server = HttpServer("127.0.0.1", 0, remembered=tmp_path / "port")
    server.start(make_app(WebSetup(lambda: story.state, lambda: story.now, lambda: True)))
    yield server.url
    server.stop()


def page(site, ticket, language="zh-CN,zh;q=0.9"):
    return requests.get(f"{site}/t/{ticket}", headers={"Accept-Language": language}, timeout=10)


def test_health_says_how_far_the_hall_is(site, story):
    story.issue()
    assert requests.get(f"{site}/healthz", timeout=10).json() == {
        "status": "ok",
        "hall": "street",
        "seq": 2,
        "broker": True,
    }


def test_a_waiting_citizen_sees_number_people_ahead_and_range(site, story):
    story.issue()
    ticket = story.issue()
    story.open()
    answer = page(site, ticket.id)
    assert answer.status_code == 200
    for words in ("A002", "户籍业务", "前面还有 1 位", "大约 10–25 分钟", "街道政务服务中心"):
        assert words in answer.text


def test_without_an_open_window_the_page_claims_no_time(site, story):
    assert "等候时间暂时无法估计" in page(site, story.issue().id).text


def test_who_is_called_sees_the_window(site, story):
    ticket = story.issue()
    story.open()
    story.call()
    assert "请马上到 1号综合窗口" in page(site, ticket.id).text
    assert "Please go to Counter 1 now" in page(site, ticket.id, "en-GB,en").text


def test_a_page_renews_itself_until_the_visit_is_over(site, story):
    ticket = story.issue()
    assert 'http-equiv="refresh"' in page(site, ticket.id).text
    story.accepted(commands.CancelTicket(ticket.id))
    assert 'http-equiv="refresh"' not in page(site, ticket.id).text


@pytest.mark.parametrize("ticket", ["nothing", "A001", "%3Cscript%3E"])
def test_a_page_is_found_by_its_secret_id_alone(site, story, ticket):
    story.issue()
    answer = page(site, ticket)
    assert answer.status_code == 404
    assert "没有找到这个号码" in answer.text
    assert "<script>" not in answer.text


def test_the_same_address_is_served_after_a_restart(tmp_path):
    first = HttpServer("127.0.0.1", 0, remembered=tmp_path / "port")
    url = first.url
    first.stop()
    again = HttpServer("127.0.0.1", 0, remembered=tmp_path / "port")
    assert again.url == url
    again.stop()
