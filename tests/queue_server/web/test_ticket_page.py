"""The citizen's own page: what it says at each step, and what can be done there."""

import json
import re
from html.parser import HTMLParser

import pytest
import requests

from queue_server.web.limits import Limits, Rate
from queue_server.web.pages.ticket_routes import TicketPages


def live(street, ticket, language="zh"):
    return f"{street.url}/t/{ticket['id']}/live?lang={language}"


def parts(message):
    return " ".join(message["parts"].values())


@pytest.fixture
def ticket(street):
    return street.ticket()


@pytest.mark.parametrize(
    ("steps", "zh", "en"),
    [
        ((), "请在大厅等候叫号", "Please wait in the hall"),
        (("open", "call"), "轮到您了", "It is your turn"),
        (("open", "call"), "请马上到 1号综合窗口", "Please go to Counter 1 now"),
        (("open", "call", "start"), "正在 1号综合窗口 办理", "being served at Counter 1"),
        (("open", "call", "start", "park"), "已暂停办理", "on hold"),
        (("open", "call", "miss"), "已过号", "Your call has passed"),
        (("open", "call", "start", "finish"), "已办结", "Done. Thank you"),
    ],
)
def test_each_step_is_told_in_both_languages(street, ticket, steps, zh, en):
    for step in steps:
        getattr(street, step)()
    assert zh in street.page(f"/t/{ticket['id']}").text
    assert en in street.page(f"/t/{ticket['id']}", "en-GB,en").text


def test_a_link_chooses_the_language_and_keeps_it(street, ticket):
    page = street.page(f"/t/{ticket['id']}?lang=en").text
    assert '<html lang="en">' in page
    assert f"/t/{ticket['id']}?lang=zh" in page
    assert f"/t/{ticket['id']}/cancel?lang=en" in page
    confirmation = street.page(f"/t/{ticket['id']}/cancel?lang=en").text
    assert "Give A001 up?" in confirmation
    assert f'action="/t/{ticket["id"]}/cancel?lang=en"' in confirmation


def test_a_citizen_is_asked_before_a_ticket_is_given_up(street, ticket):
    assert "要取消 A001 吗" in street.page(f"/t/{ticket['id']}/cancel").text
    assert street.service.state.tickets[ticket["id"]].state == "waiting"
    answer = street.send_form(f"/t/{ticket['id']}/cancel")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/t/{ticket['id']}")
    page = street.page(f"/t/{ticket['id']}").text
    assert "这个号码已取消" in page
    assert "/cancel" not in page


def test_a_form_sent_twice_cancels_once(street, ticket):
    form = re.search(r'name="form" value="([^"]+)"', street.page(f"/t/{ticket['id']}/cancel").text)[1]
    answers = [street.send_form(f"/t/{ticket['id']}/cancel", form=form) for _ in range(2)]
    assert {answer.headers["Location"] for answer in answers} == {f"/t/{ticket['id']}"}
    events = [json.loads(message)["type"] for topic, message, _ in street.published if topic.endswith("/event")]
    assert events.count("ticket_cancelled") <= 1


def test_whoever_is_called_meanwhile_is_told_so_and_keeps_the_ticket(street, ticket):
    street.open()
    street.call()
    for answer in (
        street.send_form(f"/t/{ticket['id']}/cancel"),
        street.get(f"/t/{ticket['id']}/cancel", allow_redirects=False),
    ):
        assert answer.headers["Location"] == f"/t/{ticket['id']}?said=not_cancelled"
    page = street.page(f"/t/{ticket['id']}?said=not_cancelled").text
    assert "现在不能取消" in page
    assert "请马上到 1号综合窗口" in page


def test_an_address_cannot_make_a_page_say_something_else(street, ticket):
    page = street.page(f"/t/{ticket['id']}?said=You+have+won").text
    assert "won" not in re.sub(r'href="[^"]*"', "", page)


def test_a_visit_that_is_over_can_be_rated_once(street, ticket):
    street.open()
    assert "/rating" not in street.page(f"/t/{ticket['id']}").text
    street.served()
    page = street.page(f"/t/{ticket['id']}").text
    assert [word in page for word in ("非常满意", "基本满意", "非常不满意")] == [True] * 3
    assert street.send_form(f"/t/{ticket['id']}/rating", score="4").headers["Location"] == f"/t/{ticket['id']}"
    assert street.service.state.tickets[ticket["id"]].rated == 4
    again = street.send_form(f"/t/{ticket['id']}/rating", score="1")
    assert again.headers["Location"] == f"/t/{ticket['id']}"
    page = street.page(f"/t/{ticket['id']}").text
    assert "您的评价：满意" in page
    assert "/rating" not in page
    assert street.service.state.tickets[ticket["id"]].rated == 4


def test_a_visit_that_is_not_over_cannot_be_rated(street, ticket):
    assert "said=not_rated" in street.send_form(f"/t/{ticket['id']}/rating", score="5").headers["Location"]


@pytest.mark.parametrize("score", ["", "0", "6", "5.0", "-1", "five", "５"])
def test_a_score_is_one_to_five(street, ticket, score):
    assert street.send_form(f"/t/{ticket['id']}/rating", score=score).status_code == 400


@pytest.mark.parametrize(
    ("body", "content_type"),
    [(b"form=x", "text/plain"), (b"\xff\xfe", "application/x-www-form-urlencoded"), (b"a&" * 50, None), (b"{}", None)],
)
def test_what_is_no_form_is_refused_with_a_page(street, ticket, body, content_type):
    headers = {"Content-Type": content_type} if content_type else {}
    answer = requests.post(f"{street.url}/t/{ticket['id']}/cancel", data=body, headers=headers, timeout=30)
    assert answer.status_code == 400
    assert answer.headers["Content-Type"].startswith("text/html")
    assert street.service.state.tickets[ticket["id"]].state == "waiting"


@pytest.mark.parametrize("path", ["", "/live", "/cancel"])
def test_a_number_opens_no_page(street, ticket, path):
    answer = street.page(f"/t/A001{path}")
    assert answer.status_code == 404
    assert "没有找到这个号码" in answer.text


def test_a_number_cancels_nothing(street, ticket):
    assert street.send_form("/t/A001/cancel").status_code == 404
    assert street.service.state.tickets[ticket["id"]].state == "waiting"


class TestGuesses:
    @pytest.fixture
    def limits(self):
        return Limits(misses=Rate(3, 0.0001))

    def test_whoever_tries_ids_soon_has_to_wait(self, street, ticket):
        answers = [street.page(f"/t/guess-{number}") for number in range(4)]
        assert [answer.status_code for answer in answers] == [404, 404, 404, 429]
        assert "请过" in answers[3].text
        assert street.page(f"/t/{ticket['id']}").status_code == 200


class TestRefreshes:
    @pytest.fixture
    def limits(self):
        return Limits(ticket=Rate(3, 0.0001), streams_of_ticket=1)

    def test_one_ticket_is_asked_for_only_so_often(self, street, ticket):
        answers = [street.page(f"/t/{ticket['id']}").status_code for _ in range(4)]
        assert answers == [200, 200, 200, 429]

    def test_one_ticket_is_followed_by_a_few_phones_only(self, street, ticket, stream):
        stream(live(street, ticket)).next()
        assert stream(live(street, ticket)).answer.status_code == 503


def test_the_call_comes_to_the_open_page(street, ticket, stream):
    page = stream(live(street, ticket))
    first = page.next_data()
    assert (first["state"], first["over"]) == ("waiting", False)
    street.open()
    street.call()
    called = page.next_data(lambda told: told["state"] == "called")
    assert "请马上到 1号综合窗口" in parts(called)
    assert called["title"] == "A001 轮到您了"


def test_the_line_before_somebody_gets_shorter_on_the_open_page(street, stream):
    street.ticket()
    mine = street.ticket()
    page = stream(live(street, mine, "en"))
    assert "1 before you" in parts(page.next_data())
    street.open()
    street.call()
    assert "You are next" in parts(page.next_data(lambda told: "before you" not in parts(told)))


def test_the_open_page_ends_with_the_visit(street, ticket, stream):
    page = stream(live(street, ticket))
    street.open()
    street.served()
    over = page.next_data(lambda told: told["over"])
    assert "已办结" in parts(over)
    with pytest.raises(EOFError):
        page.next()
    assert "data-live" not in street.page(f"/t/{ticket['id']}").text


def test_an_open_page_is_told_when_the_day_is_over(street, ticket, stream):
    page = stream(live(street, ticket))
    page.next()
    street.later(days=1)
    assert page.next_data() == {"gone": True}
    assert street.page(f"/t/{ticket['id']}").status_code == 404


def test_the_page_and_its_live_parts_say_the_same(street, ticket, stream):
    page = street.page(f"/t/{ticket['id']}").text
    for name, part in stream(live(street, ticket)).next_data()["parts"].items():
        assert part.strip() in page, name


class Needs(HTMLParser):
    """What a browser fetches for a page, and what it runs by itself."""

    def __init__(self):
        super().__init__()
        self.files = []
        self.inline = []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "script":
            self.files.append(attributes["src"])
        if tag == "link" and attributes["rel"] == "stylesheet":
            self.files.append(attributes["href"])
        self.inline += [name for name in attributes if name.startswith("on") or name == "style"]


def test_a_page_is_small_with_everything_it_needs_and_needs_nobody_else(street, ticket):
    page = street.page(f"/t/{ticket['id']}")
    needs = Needs()
    needs.feed(page.text)
    assert not needs.inline
    assert needs.files
    assert all(file.startswith("/static/") for file in needs.files)
    files = [street.get(file) for file in needs.files]
    assert all(file.headers["Cache-Control"].endswith("immutable") for file in files)
    assert len(page.content) + sum(len(file.content) for file in files) < 30_000


def test_a_file_that_is_not_there_is_not_served(street):
    assert street.get("/static/nothing.js").status_code == 404
    assert street.get("/static/..%2Fapp.py").status_code == 404


def test_a_file_that_a_browser_has_is_not_sent_again(street):
    first = street.get("/static/site.css")
    assert first.headers["Cache-Control"] == "no-cache"
    again = street.get("/static/site.css", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_page_that_breaks_is_told_as_a_fault_in_words(street, ticket, monkeypatch):
    def broken(*_arguments):
        raise RuntimeError("inside")

    monkeypatch.setattr("queue_server.web.pages.ticket_pictures.ticket_page", broken)
    answer = street.page(f"/t/{ticket['id']}")
    assert answer.status_code == 503
    assert "系统出了故障" in answer.text
    assert "inside" not in answer.text
    assert TicketPages.__name__ not in answer.text
