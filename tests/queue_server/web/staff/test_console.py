"""The window console in a real browser, against a real server."""

import sys

import pytest

from queue_server.staff.roles import Role
from tests.axe import complaints
from tests.queue_server.web.staff.conftest import Line, words_of


@pytest.fixture
def clerk(server):
    return server.person()


@pytest.fixture
def console(server, post, clerk, browse):
    """Opened, by somebody who works there."""
    page = browse(server, post.path, clerk)
    page.keyboard.press("o")
    page.wait_for_selector(".state.open")
    return page


def call(page):
    page.keyboard.press("F2")
    page.wait_for_selector(".state.called")


def start(page):
    page.keyboard.press("F4")
    page.wait_for_selector(".state.serving")


def test_a_day_at_the_window_goes_by_keys_alone(post, console, tmp_path):
    first, second = post.ticket(), post.ticket()
    console.wait_for_selector(f"text={second['number']}")
    call(console)
    assert console.inner_text(".window .number") == first["number"]
    console.screenshot(path=tmp_path / "called.png")
    console.keyboard.press("F3")
    console.wait_for_selector("text=已重呼 1 次")
    start(console)
    console.keyboard.press("F8")
    console.wait_for_selector(".state.open")
    assert post.state(first) == "finished"
    call(console)
    console.keyboard.press("F9")
    console.wait_for_selector(".state.open")
    assert post.state(second) == "missed"
    console.wait_for_selector(".away >> text=过号")
    console.keyboard.press("x")
    console.wait_for_selector(".state.closed")


def test_a_key_that_is_pressed_twice_calls_once(server, post, console):
    first, second = post.ticket(), post.ticket()
    console.wait_for_selector(f"text={second['number']}")
    console.evaluate("for (let i = 0; i < 3; i++) document.getElementById('step-next').click()")
    console.wait_for_selector(".state.called")
    console.evaluate("for (let i = 0; i < 3; i++) document.getElementById('step-recall').click()")
    console.wait_for_selector("text=已重呼 1 次")
    start(console)
    assert [post.state(first), post.state(second)] == ["serving", "waiting"]
    assert len([event for event in server.events("ticket_recalled") if event["window"] == post.window]) == 1


def test_nobody_waiting_is_said_and_the_next_press_counts_again(post, console):
    console.keyboard.press("F2")
    console.wait_for_selector(".said >> text=现在没有人等候")
    ticket = post.ticket()
    console.wait_for_selector(f"text={ticket['number']}")
    call(console)
    assert console.inner_text(".window .number") == ticket["number"]
    assert console.query_selector(".said") is None


def test_whoever_comes_is_on_the_list_without_a_reload(post, console):
    console.wait_for_selector("text=没有人在等您的窗口")
    elderly = post.ticket(priority="elderly")
    row = console.wait_for_selector(f"tr:has-text('{elderly['number']}')")
    assert "老年人优先" in row.inner_text()
    console.wait_for_selector("text=等候 1 位")


def test_a_case_is_parked_with_a_reason_and_called_back(server, post, console):
    ticket = post.ticket()
    console.wait_for_selector(f"text={ticket['number']}")
    call(console)
    start(console)
    console.keyboard.press("p")
    console.wait_for_selector("text=挂起原因")
    console.keyboard.press("2")
    console.wait_for_selector(".away >> text=挂起")
    assert post.state(ticket) == "parked"
    (parked,) = [event for event in server.events("ticket_parked") if event["window"] == post.window]
    assert parked["reason"] == "去缴费"
    console.click(f"#call-{ticket['id']}")
    console.wait_for_selector(".state.called")
    assert post.state(ticket) == "called"
    console.wait_for_selector("text=挂起：去缴费")


def test_a_visit_is_finished_with_a_word_on_what_became_of_it(server, post, console, tmp_path):
    ticket = post.ticket()
    console.wait_for_selector(f"text={ticket['number']}")
    call(console)
    assert console.query_selector("#step-finish_as") is None
    start(console)
    console.keyboard.press("e")
    console.wait_for_selector("text=办理结果")
    console.screenshot(path=tmp_path / "outcome.png")
    assert complaints(console) == []
    console.keyboard.press("2")
    console.wait_for_selector(".state.open")
    (finished,) = [event for event in server.events("service_finished") if event["window"] == post.window]
    assert finished["outcome"] == "paper_missing"
    console.keyboard.press("u")
    console.wait_for_selector("text=办结：缺材料，需要补来")
    console.keyboard.press("e")
    console.wait_for_selector("#reason")
    console.fill("#reason", "转上级办理")
    console.keyboard.press("Enter")
    console.wait_for_selector(".state.open")
    told = [event["outcome"] for event in server.events("service_finished") if event["window"] == post.window]
    assert told == ["paper_missing", "转上级办理"]


def test_a_reason_of_ones_own_is_typed(server, post, console):
    console.keyboard.press("b")
    console.wait_for_selector("#reason")
    console.fill("#reason", "打印机缺纸")
    console.keyboard.press("Enter")
    console.wait_for_selector(".state.paused")
    (paused,) = [event for event in server.events("window_paused") if event["window"] == post.window]
    assert paused["reason"] == "打印机缺纸"
    console.keyboard.press("o")
    console.wait_for_selector(".state.open")


def test_letters_that_are_typed_into_a_field_are_no_keys(post, console):
    console.keyboard.press("c")
    console.wait_for_selector("#called")
    console.keyboard.type("xo")
    assert console.input_value("#called") == "xo"
    console.keyboard.press("Escape")
    console.wait_for_selector("#called", state="detached")
    assert console.query_selector(".state.open")


def test_a_person_is_sent_on_under_the_same_number(server, post, console):
    other = server.post()
    ticket = post.ticket()
    console.wait_for_selector(f"text={ticket['number']}")
    call(console)
    console.keyboard.press("t")
    console.click(f"#target-{other.queue}")
    console.wait_for_selector(".state.open")
    moved = server.done("get_ticket", ticket=ticket["id"])["ticket"]
    assert (moved["state"], moved["queue"], moved["number"]) == ("waiting", other.queue, ticket["number"])


def test_a_certain_number_is_called_and_a_wrong_one_is_said(post, console):
    post.ticket()
    second = post.ticket()
    for typed, said in (("Z999", "没有找到这个号码"), ("!!!", "没有看懂")):
        console.keyboard.press("c")
        console.wait_for_selector("#called")
        console.keyboard.type(typed)
        console.keyboard.press("Enter")
        console.wait_for_selector(f".said >> text={said}")
        console.keyboard.press("Escape")
        console.wait_for_selector("#called", state="detached")
    console.keyboard.press("c")
    console.wait_for_selector("#called")
    console.keyboard.type(second["number"].lower())
    console.keyboard.press("Enter")
    console.wait_for_selector(".state.called")
    assert console.inner_text(".window .number") == second["number"]


def test_a_misclick_is_taken_back(post, console):
    ticket = post.ticket()
    console.wait_for_selector(f"text={ticket['number']}")
    call(console)
    console.keyboard.press("u")
    console.wait_for_selector(".state.open")
    assert post.state(ticket) == "waiting"


def test_two_clerks_never_work_one_window(server, post, console, browse):
    ticket = post.ticket()
    other = browse(server, post.path, server.person(name="李梅"))
    assert "号工作人员使用" in words_of(other)
    assert other.query_selector("#step-next:not([disabled])") is None
    # Whoever knows how pages talk gets no further.
    picture = console.get_attribute("#step-next", "data-picture")
    for name in ("next", "open", "close"):
        other.evaluate(
            "([act, picture]) => document.querySelector('.window').dispatchEvent("
            "new CustomEvent('act', {detail: {data: {act, picture}, fields: {}}}))",
            [name, picture],
        )
    other.evaluate("document.querySelector('.window').dispatchEvent(new CustomEvent('act', {detail: 'nonsense'}))")
    call(console)
    other.wait_for_selector(".state.called")
    assert post.state(ticket) == "called"


def test_two_clerks_at_two_windows_never_call_the_same_person(own_server, browse):
    file = own_server.hall_file
    own_server.stop()
    file.write_text(file.read_text().replace('serves = ["queue-2"]', 'serves = ["queue-1"]'))
    own_server.start()
    first, second = own_server.post(), own_server.post()
    pages = [browse(own_server, post.path, own_server.person()) for post in (first, second)]
    for page in pages:
        page.keyboard.press("o")
        page.wait_for_selector(".state.open")
    for _ in range(5):
        tickets = [first.ticket(), first.ticket()]
        for page in pages:
            page.wait_for_selector(f"text={tickets[1]['number']}")
        for page in pages:
            page.keyboard.press("F2")
        for page in pages:
            page.wait_for_selector(".state.called")
        assert {page.inner_text(".window .number") for page in pages} == {ticket["number"] for ticket in tickets}
        for page in pages:
            page.keyboard.press("F9")
            page.wait_for_selector(".state.open")


def test_a_reload_changes_nothing(post, console):
    ticket = post.ticket()
    console.wait_for_selector(f"text={ticket['number']}")
    call(console)
    console.reload()
    console.wait_for_selector(".state.called")
    assert console.inner_text(".window .number") == ticket["number"]
    start(console)


def test_a_line_that_drops_is_said_and_the_page_catches_up(server, post, clerk, browse):
    line = Line(server.url)
    page = browse(server, post.path, clerk, url=line.url)
    page.keyboard.press("o")
    page.wait_for_selector(".state.open")
    page.evaluate("window.kept = true")
    line.cut()
    page.wait_for_selector("body.lost")
    assert "连接中断，正在恢复" in words_of(page)
    ticket = post.ticket()
    page.keyboard.press("F2")
    line.mend()
    page.wait_for_selector("body:not(.lost)")
    page.wait_for_selector(f"text={ticket['number']}")
    assert page.evaluate("window.kept"), "the page was not loaded again"
    assert post.state(ticket) == "waiting", "a key that was pressed without a line has no effect later"
    call(page)
    assert page.inner_text(".window .number") == ticket["number"]
    line.close()


def test_a_server_that_dies_and_comes_back_finds_the_console_where_it_was(own_server, browse):
    post = own_server.post()
    page = browse(own_server, post.path, own_server.person())
    page.keyboard.press("o")
    page.wait_for_selector(".state.open")
    ticket = post.ticket()
    page.wait_for_selector(f"text={ticket['number']}")
    call(page)
    own_server.kill()
    page.wait_for_selector("body.lost")
    own_server.start()
    page.wait_for_selector("body:not(.lost) .state.called")
    start(page)
    page.keyboard.press("F8")
    page.wait_for_selector(".state.open")
    assert post.state(ticket) == "finished"


def test_the_console_announces_who_booked_and_has_not_come(server, post, console):
    now = server.done("list_slots", item=post.item, date=server.today())["slots"]
    booked = server.done(
        "book_appointment",
        item=post.item,
        start=now[0]["start"],
        holder={"id_type": "resident_id", "id_number": "11010519491231002X"},
    )["appointment"]
    ticket = server.done("check_in", code=booked["code"])["ticket"]
    row = console.wait_for_selector(f"tr:has-text('{ticket['number']}')")
    assert f"预约 {booked['start'][11:16]}" in row.inner_text()


def test_what_a_clerk_does_is_in_the_audit_log(server, post, clerk, console):
    post.ticket()
    console.wait_for_selector("text=等候 1 位")
    call(console)
    start(console)
    console.keyboard.press("F8")
    console.wait_for_selector(".state.open")
    console.close()
    done = [entry for entry in reversed(server.audit()) if entry.who == clerk and entry.what.startswith("command.")]
    steps = ["open_window", "call_next", "start_service", "finish"]
    assert [(entry.what, entry.on) for entry in done] == [(f"command.{step}", post.window) for step in steps]


def test_whoever_logs_out_is_logged_out_on_every_open_page(server, console):
    second = console.context.new_page()
    second.goto(f"{server.url}/staff/window")
    second.click("text=退出")
    second.wait_for_selector("#account")
    console.wait_for_selector("#account")
    assert "您已退出" in words_of(console)


def test_reception_does_not_work_windows(server, post, browse):
    page = browse(server, post.path, server.person(Role.RECEPTION))
    assert "您的岗位不能打开这一页" in words_of(page)
    assert page.query_selector("[data-act]") is None


def test_there_is_no_console_of_a_window_that_is_not_there(server, clerk, browse):
    assert "没有这个窗口" in words_of(browse(server, "/staff/window/99", clerk))
    assert "没有这个页面" in words_of(browse(server, "/staff/nothing", clerk))


def test_the_list_of_windows_leads_on(server, post, clerk, console, browse):
    page = browse(server, "/staff/window", clerk, locale="en-GB")
    page.click("a:has-text('Go on')")
    page.wait_for_selector(".state.open")
    assert "Nobody waits for your window" in words_of(page)


BROKEN = """
from onedoor.cli import app
from queue_server.web.staff.console import pages

def broken(*_):
    raise RuntimeError("what the inside looks like")

pages._WindowList = broken
app()
"""


def test_what_breaks_in_a_page_is_said_without_its_inside_and_logged(own_server, browse):
    own_server.stop()
    own_server.program = (sys.executable, "-c", BROKEN, "--log-level", "warning")
    own_server.start()
    post = own_server.post()
    page = browse(own_server, post.path, own_server.person())
    answer = page.goto(f"{own_server.url}/staff/window")
    page.wait_for_selector("h1:has-text('系统出了故障')")
    assert answer.status == 500
    assert "what the inside looks like" not in page.content()
    assert "Traceback" not in page.content()
    assert "what the inside looks like" in own_server.said()
    page.goto(f"{own_server.url}{post.path}")
    page.wait_for_selector("#step-open")
