"""The way into the staff pages, as a browser and as somebody with bad intent see it."""

import pytest
import requests

from queue_server.enrolment import enroll_token
from queue_server.staff.roles import Role
from queue_server.web.limits import Limits, Rate
from tests.queue_server.web.conftest import HANG_S, PASSWORD

STAFF_COOKIE = "onedoor_staff"


def knows(street, browser):
    """Whether the site knows who this is: then the log-in page leads on at once."""
    answer = browser.get(f"{street.url}/staff/login", timeout=HANG_S, allow_redirects=False)
    return answer.status_code == 303


@pytest.fixture
def page(street):
    """Opens a page as a browser does."""
    browser = street.browser()
    return lambda path, **more: browser.get(f"{street.url}{path}", timeout=HANG_S, allow_redirects=False, **more)


def test_nobody_passes_the_door_without_logging_in(street, page):
    answer = page("/staff/window/1?lang=en")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/staff/login?to=%2Fstaff%2Fwindow%2F1%3Flang%3Den"
    assert requests.get(f"{street.url}/staff/window/1", timeout=HANG_S).status_code == 403


def test_logging_in_leads_to_the_page_that_was_wanted(street):
    street.person()
    answer = street.log_in(street.browser(), to="/staff/window/1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/staff/window/1")
    cookie = answer.headers["set-cookie"]
    assert f"{STAFF_COOKIE}=" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/staff" in cookie


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/staff\\@evil.example", "/staffer", "/t/1", "/staff/\r\nX: y"],
)
def test_logging_in_leads_nowhere_else_whatever_a_link_says(street, elsewhere):
    street.person()
    assert street.log_in(street.browser(), to=elsewhere).headers["location"] == "/staff"


def test_a_wrong_password_is_said_without_saying_what_was_wrong(street):
    street.person()
    answers = [street.log_in(street.browser(), *wrong) for wrong in (("1001", "wrong password"), ("9999", PASSWORD))]
    for answer in answers:
        assert answer.status_code == 403
        assert "工号或密码不正确" in answer.text
        assert STAFF_COOKIE not in answer.headers.get("set-cookie", "")


def test_a_locked_account_says_when_to_come_again(street):
    street.person()
    for _ in range(5):
        street.log_in(street.browser(), password="wrong password")
    answer = street.log_in(street.browser())
    assert answer.status_code == 403
    assert "请在 5 分钟后再试" in answer.text


def test_a_session_ends_when_nothing_is_done_and_by_logging_out(street):
    street.person()
    browser = street.browser()
    street.log_in(browser)
    assert knows(street, browser)
    street.later(minutes=59)
    assert knows(street, browser)
    street.later(minutes=2)
    assert not knows(street, browser)
    street.log_in(browser)
    secret = browser.cookies[STAFF_COOKIE]
    browser.post(f"{street.url}/staff/logout", timeout=HANG_S)
    browser.cookies.set(STAFF_COOKIE, secret, path="/staff")
    assert not knows(street, browser), "the cookie alone is worth nothing any more"


def test_a_session_survives_a_restart(street):
    street.person()
    browser = street.browser()
    street.log_in(browser)
    street.stop_pages()
    street.start_pages()
    assert knows(street, browser)


def test_whoever_logs_in_gets_a_session_that_nobody_could_have_known_before(street):
    street.person()
    browser = street.browser()
    street.log_in(browser)
    first = browser.cookies[STAFF_COOKIE]
    street.log_in(browser)
    assert browser.cookies[STAFF_COOKIE] != first
    browser.cookies.set(STAFF_COOKIE, first, path="/staff")
    assert not knows(street, browser)


def test_a_link_lets_its_person_choose_a_password_once(street):
    with street.entrance() as entrance:
        link = entrance.first_link()
    browser = street.browser()
    address = f"{street.url}/staff/link/{link}"
    assert "设置您的密码" in browser.get(address, timeout=HANG_S).text

    def choose(password, repeat=None):
        form = {"new_password": password, "repeat": repeat or password}
        return browser.post(address, data=form, timeout=HANG_S, allow_redirects=False)

    assert "不一样" in choose(PASSWORD, "something else").text
    assert "密码太短" in choose("short").text
    answer = choose(PASSWORD)
    assert answer.status_code == 303
    assert knows(street, browser)
    again = choose(PASSWORD)
    assert again.status_code == 404
    assert "链接已失效" in again.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_of_another_site_is_refused_and_logged(street, headers, capsys):
    street.person()
    browser = street.browser()
    browser.headers.update(headers)
    answer = street.log_in(browser)
    assert answer.status_code == 403
    assert "不是从本站发出的" in answer.text
    assert STAFF_COOKIE not in answer.headers.get("set-cookie", "")
    assert "foreign_origin_refused" in capsys.readouterr().out


def test_another_site_cannot_cancel_a_ticket_even_if_it_knew_the_address(street):
    ticket = street.ticket()
    answer = requests.post(
        f"{street.url}/t/{ticket['id']}/cancel", headers={"Origin": "https://evil.example"}, timeout=HANG_S
    )
    assert answer.status_code == 403
    assert street.service.state.tickets[ticket["id"]].state == "waiting"


def test_the_api_asks_for_a_token_and_not_for_an_origin(street):
    headers = {**street.bearer(), "Origin": "https://another.system.example"}
    assert street.send("issue_ticket", headers, queue="household").status_code == 200


@pytest.fixture
def limits():
    return Limits(logins=Rate(7, 1 / 60))


def test_whoever_tries_too_often_waits(street):
    for _ in range(7):
        street.log_in(street.browser(), account="9999")
    answer = street.log_in(street.browser(), account="9999")
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0


@pytest.mark.parametrize("script", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_script_in_a_field_stays_text(street, script):
    answer = street.log_in(street.browser(), account=script, to=script)
    assert script not in answer.text
    assert "script-src 'self'" in answer.headers["content-security-policy"]


def test_a_body_that_is_no_form_or_too_large_is_refused_and_logged(street, capsys):
    browser = street.browser()
    login = f"{street.url}/staff/login"
    assert browser.post(login, json={"account": "1001"}, timeout=HANG_S).status_code == 400
    assert browser.post(login, data="x" * 70_000, timeout=HANG_S).status_code == 413
    assert "body_too_large" in capsys.readouterr().out


def test_a_token_of_another_hall_opens_nothing_and_is_logged(street, tmp_path, capsys):
    token = enroll_token(tmp_path / "another hall", "till", "system").token
    answer = street.send("issue_ticket", {"Authorization": f"Bearer {token}"}, queue="household")
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "not_allowed")
    assert "token_refused" in capsys.readouterr().out
    answer = street.send("issue_ticket", street.bearer(), hall="another", queue="household")
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "unknown_hall")


def test_what_people_do_at_the_entrance_is_in_the_log(street):
    street.person()
    browser = street.browser()
    street.log_in(browser, password="wrong password")
    street.log_in(browser)
    browser.post(f"{street.url}/staff/logout", timeout=HANG_S)
    street.stop_pages()
    assert [entry.what for entry in reversed(street.audit())][-3:] == ["login_refused", "login", "logout"]
    street.start_pages()


def test_roles_that_nobody_has_yet_are_no_error(street):
    street.person("2001", Role.STATISTICS)
    assert street.log_in(street.browser(), "2001").status_code == 303
