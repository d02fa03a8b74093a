"""Applications in a real browser, against a real server: decided by keys alone, by two clerks at once."""

import re

import pytest
import requests

from queue_server.staff.roles import Role
from tests.axe import complaints
from tests.end_to_end.conftest import HANG_S
from tests.queue_server.web.staff.case_hall import CaseServer
from tests.queue_server.web.staff.conftest import words_of


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = CaseServer(tmp_path_factory.mktemp("cases"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def officer(server):
    return server.person(Role.CASEWORKER, name="赵静")


@pytest.fixture
def open_case(server, browse, officer):
    def opener(case, account=None, **more):
        page = browse(server, f"/staff/cases/{case['code']}", account or officer, **more)
        page.wait_for_selector(".history li")
        return page

    return opener


def in_state(page, words):
    page.wait_for_selector(f".case-top .state:has-text('{words}')")


def shown(page):
    return page.get_attribute("#page", "src")


def page_address(server, case, page="id-1"):
    return f"{server.url}/staff/cases/{case['code']}/pages/{page}"


def test_the_list_shows_what_is_to_be_done_and_each_group(server, browse, officer):
    new, accepted, approved, draft = server.submitted(), server.accepted(), server.approved(), server.draft()
    page = browse(server, "/staff/cases", officer)
    text = words_of(page)
    assert new["code"] in text
    assert accepted["code"] in text
    assert approved["code"] not in text
    assert draft["code"] not in text, "nobody's business yet"
    page.click("nav.spans >> text=待发放")
    page.wait_for_selector(f"text={approved['code']}")
    assert new["code"] not in words_of(page)
    later = server.approved()
    page.wait_for_selector(f"text={later['code']}")  # without a reload
    page.goto(f"{server.url}/staff/cases?group=new&item=item-1")
    assert "这里没有办件" in words_of(page)


def test_a_case_is_found_by_code_by_its_end_and_by_the_id_card(server, browse, officer):
    case = server.submitted()
    page = browse(server, "/staff/cases", officer)

    def find(text):
        page.keyboard.press("f")
        page.fill("#search-text", text)
        page.keyboard.press("Enter")

    find(case["code"][-4:].lower())
    page.wait_for_selector(f".found >> text={case['code']}")
    find(case["id_number"])
    page.wait_for_function("document.getElementById('search-text').value.startsWith('···')")
    page.wait_for_selector(f".found >> text={case['code']}")
    find("ZZZZ9999")
    page.wait_for_selector("text=没有找到")
    find(f"{case['code'][:4]}-{case['code'][4:]}".lower())
    page.wait_for_url(f"**/cases/{case['code']}")


def test_answers_and_papers_are_on_one_page_and_each_reading_is_recorded(server, open_case, officer):
    case = server.submitted()
    page = open_case(case)
    text = words_of(page)
    for words in ("首次申领", "示例市示例路1号", case["id_number"], "居民身份证正反面", "还剩 5 个工作日"):
        assert words in text
    page.wait_for_function("document.getElementById('page').naturalWidth > 0")
    assert shown(page).endswith("/pages/id-1")
    for key, expected in (
        ("ArrowRight", "id-2"),
        ("ArrowRight", "lease-1"),
        ("ArrowRight", "id-1"),
        ("ArrowLeft", "lease-1"),
    ):
        page.keyboard.press(key)
        assert shown(page).endswith(f"/pages/{expected}")
        page.wait_for_function("document.getElementById('page').complete")  # or its reading may be broken off
        page.wait_for_function("document.getElementById('page').naturalWidth > 0")
    read = [entry.details["part"] for entry in server.audit() if entry.what == "case_read" and entry.on == case["code"]]
    assert {"answers", "page id-1", "page id-2", "page lease-1"} <= set(read)
    assert {entry.who for entry in server.audit() if entry.on == case["code"]} == {officer}


def test_a_page_is_turned_and_enlarged_by_key(server, open_case):
    page = open_case(server.submitted())
    page.wait_for_function("document.getElementById('page').style.transform !== ''")

    def box():
        found = page.locator(".sheet").bounding_box()
        return found["width"], found["height"]

    width, height = box()
    assert width < height
    page.keyboard.press("r")
    lying = box()
    assert lying[0] > lying[1]
    page.keyboard.press("z")
    assert box()[0] > lying[0]
    assert page.get_attribute("[data-page=enlarge]", "aria-pressed") == "true"
    page.click("#stage")
    assert box() == lying


def test_the_page_that_is_read_stays_as_it_is_when_somebody_else_does_a_step(server, open_case):
    case = server.submitted()
    page = open_case(case)
    page.wait_for_function("document.getElementById('page').style.transform !== ''")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.getElementById('page').naturalWidth > 0")
    page.keyboard.press("r")
    server.done("ask_supplement", case=case["case"], operator="9", reasons=["paper_unreadable"], papers=["id_card"])
    page.wait_for_selector(".papers >> text=已要求重新提交")
    page.wait_for_function("document.getElementById('page').style.transform.includes('rotate(90deg)')")
    assert shown(page).endswith("/pages/id-2")
    assert page.inner_text("#page-name") == page.get_attribute("#page", "alt")


def test_a_case_goes_from_the_desk_to_the_locker_by_keys_alone(server, open_case):
    case = server.submitted()
    page = open_case(case)
    for key, state in (("a", "已受理"), ("v", "审查中")):
        page.keyboard.press(key)
        in_state(page, state)
    page.keyboard.press("y")
    page.wait_for_selector("#note:focus")
    page.keyboard.type("请按时领取 Ay")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    in_state(page, "已批准")
    page.wait_for_selector(".facts >> text=请按时领取 Ay")
    page.keyboard.press("k")
    page.wait_for_selector("#locker-lobby:focus")
    page.keyboard.press("1")
    in_state(page, "待领取")
    page.wait_for_selector("text=结果在大厅取件柜")
    page.wait_for_selector(".history >> text=赵静")
    assert server.happened(case)[-4:] == ["case_accepted", "case_reviewed", "case_decided", "case_ready"]
    done = [entry.what for entry in server.audit() if entry.on == case["code"] and entry.what.startswith("command.")]
    assert done[::-1] == ["command.accept_case", "command.review_case", "command.decide_case", "command.mark_ready"]
    page.keyboard.press("c")
    page.wait_for_selector("#do-collect:focus")
    page.keyboard.press("Enter")
    in_state(page, "已领取")


def test_a_case_is_sent_back_with_reasons_papers_and_a_note(server, open_case):
    case = server.submitted()
    page = open_case(case)
    page.keyboard.press("s")
    page.wait_for_selector("[name=reasons]:focus")
    page.fill("#note", "第二页看不清")
    page.click("#do-supplement")
    page.wait_for_selector("text=请至少选一个原因")
    assert page.input_value("#note") == "第二页看不清", "what was entered stays"
    page.check("[value=paper_unreadable]")
    page.check("[value=id_card]")
    page.click("#do-supplement")
    in_state(page, "待补正")
    asked = server.done("get_case", case=case["case"])["case"]
    assert asked["reasons"] == ["paper_unreadable"]
    assert [paper["paper"] for paper in asked["papers"] if paper["wanted"]] == ["id_card"]
    page.wait_for_selector(".facts >> text=第二页看不清")


def test_a_case_is_refused_only_with_a_reason(server, open_case):
    case = server.accepted()
    page = open_case(case)
    page.keyboard.press("n")
    page.wait_for_selector("[name=reasons]:focus")
    page.click("#do-refuse")
    page.wait_for_selector("text=请至少选一个原因")
    assert server.state(case) == "accepted"
    page.check("[value=not_eligible]")
    page.click("#do-refuse")
    in_state(page, "未批准")
    assert page.query_selector(".keys") is None, "it has ended"
    page.goto(f"{server.url}/staff/case-figures")
    assert "不符合办理条件" in words_of(page)


def test_a_result_is_mailed_to_the_address_with_courier_and_number(server, open_case):
    case = server.approved(handover="courier", address="示例市示例路2号 测试人")
    page = open_case(case)
    assert "示例市示例路2号 测试人" in words_of(page)
    page.keyboard.press("m")
    page.wait_for_selector("#courier:focus")
    page.select_option("#courier", "sf")
    page.fill("#tracking", "SF100200300")
    page.keyboard.press("Enter")
    in_state(page, "已寄出")
    page.wait_for_selector("text=顺丰 SF100200300")


def test_two_clerks_on_one_case_know_of_each_other_and_no_step_is_lost(server, open_case):
    case = server.submitted()
    first = open_case(case, server.person(name="王小明"))
    second = open_case(case, server.person(name="李四"))
    first.wait_for_selector("text=李四")
    assert "王小明" in words_of(second)
    second.keyboard.press("s")
    second.wait_for_selector("#note")
    second.check("[value=answer_wrong]")
    first.keyboard.press("a")
    in_state(second, "已受理")
    second.wait_for_selector(".said >> text=王小明")
    assert second.is_checked("[value=answer_wrong]"), "what was entered stays where it can still be done"
    second.click("#do-supplement")
    in_state(second, "待补正")
    in_state(first, "待补正")
    assert server.happened(case).count("supplement_asked") == 1


def test_two_steps_at_once_are_one_and_the_other_clerk_is_told(server, open_case):
    case = server.submitted()
    accounts = [server.person(name=name) for name in ("王小明", "李四")]
    pages = {account: open_case(case, account) for account in accounts}
    for page in pages.values():  # both press, most often before either page has changed
        page.keyboard.press("a")
    for page in pages.values():
        in_state(page, "已受理")
    assert server.happened(case).count("case_accepted") == 1
    (by,) = {entry.who for entry in server.audit() if entry.what == "command.accept_case" and entry.on == case["code"]}
    (other,) = [page for account, page in pages.items() if account != by]
    other.wait_for_selector("text=/没有办|刚刚有变化/")


def test_doors_are_opened_and_set_by_staff(server, browse, officer):
    case = server.approved()
    server.done("mark_ready", case=case["case"], operator="9", place="locker")
    page = browse(server, "/staff/lockers", officer)
    questions = []
    page.on("dialog", lambda dialog: (questions.append(dialog.message), dialog.accept()))
    door = page.wait_for_selector(f".door:has-text('{case['code']}')")
    assert "有结果" in door.inner_text()
    number = door.query_selector(".door-number").inner_text()
    assert "联系不上" in words_of(page), "nobody started that kiosk"
    page.click(f"#open-lobby-{number}")
    page.wait_for_selector("text=已请终端打开")
    released = server.events("locker_released")[-1]
    assert (released["compartment"], released["opened_by"], released["operator"]) == (int(number), "staff", officer)
    page.click(f"#faulty-lobby-{number}")
    page.wait_for_selector(f".door.faulty:has-text('{number}')")
    page.click(f"#free-lobby-{number}")
    page.wait_for_selector(f"#faulty-lobby-{number}")
    opened, faulty = questions  # nothing lies behind a door that is out of order: nobody is asked before it is free
    assert f"打开 {number} 号格" in opened
    assert "取出来了吗？设为故障以后" in faulty
    assert server.done("get_case", case=case["case"])["case"]["handover"] == "counter"
    assert ("command.open_locker", f"lobby {number}") in {(entry.what, entry.on) for entry in server.audit()}


def test_pictures_are_only_for_those_who_decide(server, browse, officer, open_case):
    case = server.submitted()
    reception = browse(server, "/staff/reception", server.person(Role.RECEPTION))
    assert reception.request.get(page_address(server, case)).status == 403
    reception.goto(f"{server.url}/staff/cases/{case['code']}")
    assert "您的岗位不能打开这一页" in words_of(reception)
    assert requests.get(page_address(server, case), timeout=HANG_S).status_code == 403
    clerk = open_case(case)
    large, small = (clerk.request.get(page_address(server, case) + query) for query in ("", "?small"))
    assert large.headers["cache-control"] == small.headers["cache-control"] == "no-store"
    assert len(small.body()) < len(large.body())
    again = clerk.request.get(page_address(server, case) + "?small")
    assert again.body() == small.body()
    assert clerk.request.get(page_address(server, case, "nothing")).status == 404


def test_a_window_shows_the_case_of_the_ticket_that_it_called(server, browse):
    case = server.submitted()
    console = browse(server, "/staff/window/1", server.person())
    console.keyboard.press("o")
    console.wait_for_selector(".state.open")
    server.done("issue_ticket", case=case["case"], holder=case["holder"])
    console.wait_for_selector(".waiting, .lists td")
    console.keyboard.press("F2")
    console.wait_for_selector(f".side .brought >> text={case['code']}")
    with console.context.expect_page() as opened:
        console.keyboard.press("g")
    opened.value.wait_for_selector(".case-top")
    assert case["code"] in words_of(opened.value)


def test_a_case_that_is_not_there_is_said(server, browse, officer):
    page = browse(server, "/staff/cases/NOTHING2", officer)
    assert "没有找到这个办件" in words_of(page)


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_axe_finds_nothing(server, browse, officer, open_case, locale):
    case = server.submitted()
    late = server.approved()
    server.done("mark_ready", case=late["case"], operator="9", place="counter")
    page = open_case(case, locale=locale)
    page.wait_for_function("document.getElementById('page').naturalWidth > 0")
    assert complaints(page) == []
    for key, field in (("s", "[name=reasons]"), ("n", "[name=reasons]")):
        page.keyboard.press(key)
        page.wait_for_selector(field)
        assert complaints(page) == []
        page.keyboard.press("Escape")
        page.wait_for_selector(field, state="detached")
    for path in ("/staff/cases", "/staff/cases?group=handing", "/staff/lockers", "/staff/case-figures?from=2020-01-01"):
        page.goto(f"{server.url}{path}")
        page.wait_for_function("window.did_handshake === true")
        assert complaints(page) == [], path
    page.goto(f"{server.url}/c/{case['code']}")
    assert complaints(page) == []
    assert not re.search(r"[{}]", words_of(page))
