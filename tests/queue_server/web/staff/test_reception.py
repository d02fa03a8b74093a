"""The reception desk in a real browser, against a real server."""

import re

import pytest
import zxingcpp
from PIL import Image

from queue_server.staff.roles import Role
from tests.axe import complaints
from tests.queue_server.web.staff.conftest import words_of

PERSON = "11010519491231002X"


@pytest.fixture
def desk(server, browse):
    return browse(server, "/staff/reception", server.person(Role.RECEPTION, name="赵静"))


def issue(desk, post, **fields):
    desk.select_option("#issue-service", f"item {post.item}")
    for name, text in fields.items():
        desk.fill(f"#issue-{name}", text)
    desk.click(".issue button.primary")


def issued(desk, before=""):
    desk.wait_for_function("before => (document.querySelector('.result .number') || {}).innerText > before", arg=before)
    return desk.inner_text(".result .number")


def find(desk, text):
    desk.keyboard.press("s")
    desk.fill("#search-text", text)
    desk.keyboard.press("Enter")
    desk.wait_for_selector(".found > *")


def test_a_ticket_is_taken_for_somebody_with_priority_and_a_note(server, post, desk, browse, tmp_path):
    desk.check("input[value=elderly]")
    issue(desk, post, name="张三", note="带轮椅 <script>alert(1)</script>")
    number = issued(desk)
    desk.screenshot(path=tmp_path / "issued.png")
    ticket = server.done("get_ticket", ticket=number)["ticket"]
    assert (ticket["item"], ticket["priority"], ticket["origin"]) == (post.item, "elderly", "counter")
    assert desk.input_value("#issue-name") == "", "the form is empty for the next person"
    console = browse(server, post.path, server.person())
    console.keyboard.press("o")
    console.wait_for_selector(".state.open")
    console.keyboard.press("F2")
    console.wait_for_selector(".side .note >> text=带轮椅 <script>alert(1)</script>")


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(post, desk):
    issue(desk, post, id_number="110105194912310021", name="张三", phone="12")
    desk.wait_for_selector("#issue-id_number-wrong")
    assert "证件号码有误" in desk.inner_text("#issue-id_number-wrong")
    assert "手机号有误" in desk.inner_text("#issue-phone-wrong")
    assert desk.input_value("#issue-name") == "张三"
    desk.fill("#issue-id_number", PERSON)
    desk.fill("#issue-phone", "")
    desk.click(".issue button.primary")
    assert issued(desk)


def test_a_second_touch_takes_no_second_ticket(server, post, desk):
    desk.select_option("#issue-service", f"item {post.item}")
    desk.evaluate("for (let i = 0; i < 3; i++) document.querySelector('.issue button.primary').click()")
    issued(desk)
    post.ticket()  # whatever came of the other touches came before it
    assert len([event for event in server.events("ticket_issued") if event["queue"] == post.queue]) == 2


def test_a_refusal_of_the_hall_is_said(post, desk):
    issue(desk, post, id_number=PERSON)
    issued(desk)
    issue(desk, post, id_number=PERSON)
    desk.wait_for_selector(".issue .said >> text=您已取过这项业务的号")


def test_a_ticket_is_found_by_its_last_digits_and_shows_its_story(post, desk):
    tickets = [post.ticket() for _ in range(2)]
    find(desk, tickets[1]["number"][-3:])
    row = desk.wait_for_selector(f"tr:has-text('{tickets[1]['number']}')")
    assert "等候" in row.inner_text()
    find(desk, tickets[1]["number"].lower())
    desk.wait_for_selector(f".detail h2:has-text('{tickets[1]['number']}')")
    desk.wait_for_selector(".detail .history >> text=取号")
    find(desk, "没有")
    desk.wait_for_selector("text=没有找到")


def test_a_person_is_found_by_the_identity_document_which_does_not_stay_on_the_screen(post, desk):
    mine = post.ticket(holder={"id_type": "resident_id", "id_number": "440106199001010013"})
    post.ticket()
    find(desk, "440106199001010013")
    desk.wait_for_selector(f".detail h2:has-text('{mine['number']}')")
    assert desk.input_value("#search-text") == "···0013"


def test_a_note_is_changed_and_taken_away(post, desk):
    ticket = post.ticket()
    find(desk, ticket["number"])
    desk.fill("#note-open", "需要手语")
    desk.click("text=保存备注")
    desk.wait_for_selector(".found .has-note")
    desk.fill("#note-open", "")
    desk.click("text=保存备注")
    desk.wait_for_selector(".found .has-note", state="detached")


def test_whoever_missed_the_call_comes_back_and_a_ticket_is_voided(server, post, desk):
    ticket = post.ticket()
    server.done("open_window", window=post.window, operator="1")
    server.done("call_next", window=post.window)
    server.done("miss", window=post.window)
    find(desk, ticket["number"])
    desk.click("#resume-open")
    desk.wait_for_selector(".detail >> text=等候")
    assert post.state(ticket) == "waiting"
    desk.click("#cancel-open")
    desk.wait_for_selector(".detail >> text=已作废")
    assert post.state(ticket) == "cancelled"


def test_a_time_is_booked_and_checked_in(server, post, desk, tmp_path):
    desk.select_option("#book-item", post.item)
    desk.wait_for_selector("#book-start option", state="attached")
    desk.fill("#book-name", "李四")
    today, tomorrow = (desk.locator("#book-day option").nth(n).get_attribute("value") for n in (0, 1))
    desk.focus("#book-day")
    for key, day in (("ArrowDown", tomorrow), ("ArrowUp", today)):
        desk.keyboard.press(key)
        desk.wait_for_selector(f"#book-start option[value^='{day}']", state="attached")
        desk.wait_for_function("document.activeElement.id === 'book-day'")
    assert desk.input_value("#book-name") == "李四", "what was entered stays when another day is chosen"
    desk.fill("#book-id_number", "510107198808080021")
    desk.click(".book button.primary")
    desk.wait_for_selector("#book-id_number-wrong")
    desk.fill("#book-id_number", "110101199003070134")
    desk.click(".book button.primary")
    code = desk.wait_for_selector(".found td b").inner_text()
    desk.screenshot(path=tmp_path / "booked.png")
    desk.click(f"#check-in-{code}")
    desk.wait_for_selector(".found >> text=已签到")
    desk.wait_for_selector(".detail .history >> text=预约签到")


def test_a_ticket_is_printed_again_and_its_code_leads_to_its_page(server, post, desk, tmp_path):
    ticket = post.ticket()
    desk.goto(f"{server.url}/staff/print/{ticket['id']}")
    desk.wait_for_selector(".paper .number")
    assert desk.inner_text(".paper .number") == ticket["number"]
    picture = tmp_path / "paper.png"
    desk.screenshot(path=picture, scale="css")
    (code,) = zxingcpp.read_barcodes(Image.open(picture))
    assert code.text == f"{server.url}/t/{ticket['id']}"
    desk.emulate_media(media="print")
    assert desk.is_hidden("header.top")
    assert desk.is_hidden("#print-now")
    desk.goto(f"{server.url}/staff/print/nothing")
    assert "没有找到这个号码" in words_of(desk)


def test_clerks_do_not_sit_at_the_reception(server, browse):
    assert "您的岗位不能打开这一页" in words_of(browse(server, "/staff/reception", server.person()))


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_axe_finds_nothing(server, post, browse, locale):
    desk = browse(server, "/staff/reception", server.person(Role.RECEPTION), locale=locale)
    assert complaints(desk) == []
    desk.click(".issue button.primary")
    desk.wait_for_selector("#issue-service-wrong")
    issue(desk, post)
    number = issued(desk)
    find(desk, number)
    desk.wait_for_selector(".detail h2")
    assert complaints(desk) == []
    desk.goto(server.url + desk.get_attribute("#print-open", "href"))
    desk.wait_for_selector(".paper .number")
    assert complaints(desk) == []
    assert re.search(r"[A-Z]\d+", desk.inner_text(".paper .number"))
