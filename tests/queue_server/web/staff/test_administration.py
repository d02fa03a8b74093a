"""Administration in a real browser, against a real server."""

import re

import pytest
import requests

from queue_server.staff.roles import Role
from tests.axe import complaints
from tests.end_to_end.conftest import HANG_S, Client
from tests.queue_server.web.staff.conftest import PASSWORD, words_of

ADMIN = "/staff/administration"


@pytest.fixture(scope="module")
def administrator(server):
    with server.entrance() as entrance:
        entrance.choose_password(entrance.recovery_link("admin"), PASSWORD)
    return "admin"


@pytest.fixture
def visit(server, administrator, browse):
    return lambda page, **more: browse(server, f"{ADMIN}/{page}", administrator, **more)


def test_a_new_colleague_gets_a_link_and_logs_in(server, visit, chromium, tmp_path):
    page = visit("people")
    page.keyboard.press("n")
    page.wait_for_selector("#person-id")
    page.keyboard.type("3001")
    page.fill("#person-name", "周涛 <b>")
    page.uncheck("input[value=clerk]")
    page.check("input[value=reception]")
    page.keyboard.press("Enter")
    link = page.wait_for_selector("#link").inner_text()
    page.screenshot(path=tmp_path / "link.png")
    assert "还没有设置密码" in page.inner_text("tr:has-text('3001')")
    context = chromium.new_context(locale="zh-CN")
    colleague = context.new_page()
    colleague.goto(link)
    for field in ("#new_password", "#repeat"):
        colleague.fill(field, "一句话比一个词更好记")
    colleague.click("text=保存并登录")
    colleague.wait_for_selector("#issue-service")
    assert "周涛 <b>" in words_of(colleague)
    page.click("#edit-3001")
    page.wait_for_selector("#person-name")
    page.check("input[name=disabled]")
    page.click("text=保存")
    page.wait_for_selector("tr:has-text('3001') >> text=已停用")
    colleague.wait_for_selector("#account")  # thrown out by itself
    context.close()
    assert [entry.what for entry in server.audit() if entry.on == "3001"][:2] == ["account_changed", "password_chosen"]


def test_what_cannot_be_is_said_and_what_was_entered_stays(server, visit):
    page = visit("people")
    page.keyboard.press("n")
    page.wait_for_selector("#person-id")
    page.fill("#person-id", "admin")
    page.fill("#person-name", "又一个")
    page.click("text=保存")
    page.wait_for_selector(".said >> text=已经有人使用")
    assert page.input_value("#person-name") == "又一个"
    page.keyboard.press("Escape")
    page.click("#edit-admin")
    page.wait_for_selector("#person-id[readonly]")
    page.check("input[name=disabled]")
    page.click("text=保存")
    page.wait_for_selector(".said >> text=至少要有一位")


def test_only_administrators_administer(server, browse):
    for role in (Role.CLERK, Role.MANAGER, Role.STATISTICS):
        page = browse(server, f"{ADMIN}/people", server.person(role))
        assert "您的岗位不能打开这一页" in words_of(page)
        assert page.query_selector("[data-act]") is None


def test_a_kiosk_is_enrolled_enters_and_is_put_out_and_let_in_no_more(server, visit):
    page = visit("clients")
    page.fill("#enroll-id", "kiosk-77")
    page.click("button:text-is('登记')")
    url = page.wait_for_selector("#secret").inner_text()
    kiosk = Client(url)
    row = page.wait_for_selector("tr:has-text('kiosk-77')")
    assert "还没有连接过" in row.inner_text()
    kiosk.mqtt.publish(
        "onedoor/v1/street/presence/kiosk-77",
        '{"online": true, "kind": "kiosk", "version": "1", "at": "2026-11-22T09:00:00.000+08:00"}',
        qos=1,
        retain=True,
    )
    page.wait_for_selector("tr:has-text('kiosk-77') >> text=在线")
    page.on("dialog", lambda dialog: dialog.accept())
    page.click("#discharge-kiosk-77")
    page.wait_for_selector("tr:has-text('kiosk-77')", state="detached")
    # The broker lets go of its line, and the kiosk tries to come back by itself.
    assert "Not authorized" in kiosk.refused.get(timeout=HANG_S)
    kiosk.close()


def test_a_token_opens_what_it_was_made_for(server, visit):
    page = visit("clients")
    page.fill("#token-id", "app-1")
    page.uncheck("input[value=commands]")
    page.fill("#token-days", "30")
    page.click("text=生成令牌")
    token = page.wait_for_selector("#secret").inner_text()
    headers = {"Authorization": f"Bearer {token}"}
    api = f"{server.url}/api/v1/halls/street"
    assert requests.get(f"{api}/events?after=0", headers=headers, timeout=HANG_S).status_code == 200
    assert requests.post(f"{api}/commands", json={}, headers=headers, timeout=HANG_S).status_code == 403
    assert "读取事件" in page.inner_text("tr:has-text('app-1')")
    page.fill("#token-id", "not an id")
    page.click("text=生成令牌")
    page.wait_for_selector(".said >> text=请核对")


def test_the_hall_is_changed_while_it_works_and_changed_back(server, visit, post, tmp_path):
    page = visit("hall")
    file = server.hall_file.read_text()
    page.click("#section-queue")
    page.click(f"#entry-{int(post.window) - 1}")
    page.wait_for_selector("#f-prefix")
    page.fill("[id='f-name.zh']", "改过的业务")
    page.click("button:text-is('放入草稿')")
    page.wait_for_selector(".diff .added")
    page.screenshot(path=tmp_path / "draft.png")
    assert server.hall_file.read_text() == file, "nothing is changed before it is saved"
    page.fill("#what", "名称改了")
    page.click("text=保存并生效")
    page.wait_for_selector(".done >> text=立即生效")
    assert "改过的业务" in server.hall_file.read_text()
    names = {queue["queue"]: queue["name"]["zh"] for queue in server.read("queues")["queues"]}
    assert names[post.queue] == "改过的业务"
    page.wait_for_selector("tr:has-text('名称改了')")
    page.click("tr:has-text('最初的文件') button, tr:not(:has-text('名称改了')) >> button:text-is('恢复到这一版')")
    page.wait_for_selector(".diff .removed")
    page.click("text=保存并生效")
    page.wait_for_selector(".done")
    assert server.hall_file.read_text() == file
    assert any(entry.what == "hall_file_changed" and entry.who == "admin" for entry in server.audit())


def test_mistakes_are_told_all_at_once_with_their_places(server, visit):
    page = visit("hall")
    file = server.hall_file.read_text()
    page.click("#section-text")
    page.wait_for_selector("#whole")
    page.fill("#whole", file.replace('prefix = "A"', 'prefix = "1"').replace("recalls_before_missed", "recals"))
    page.click("button:text-is('放入草稿')")
    page.wait_for_selector(".said li")
    said = page.inner_text(".said")
    assert re.search(r"line \d+, queue\[1\].prefix", said)
    assert "rules.recals" in said
    assert page.is_disabled("text=保存并生效")
    page.fill("#whole", "no toml at all [")
    page.click("button:text-is('放入草稿')")
    page.wait_for_selector(".said li >> text=TOML")
    page.click("#section-queue")
    page.wait_for_selector("#whole")
    page.click("text=放弃草稿")
    page.wait_for_selector(".said", state="detached")
    assert server.hall_file.read_text() == file


def test_a_queue_with_people_in_it_is_not_taken_away(server, visit, post):
    post.ticket()
    page = visit("hall")
    file = server.hall_file.read_text()
    for section, marks in (("item", f"item-{post.window}"), ("window", post.window), ("queue", post.queue)):
        page.click(f"#section-{section}")
        page.click(f"[aria-label='删除 {marks}']")
        page.wait_for_selector(f"[aria-label='删除 {marks}']", state="detached")
    page.click("text=保存并生效")
    page.wait_for_selector(f".said >> text=队列 {post.queue} 还有人")
    assert server.hall_file.read_text() == file


def test_the_log_shows_who_did_what(server, visit):
    page = visit("log")
    page.wait_for_selector("tr:has-text('登录')")
    page.select_option("#who", "admin")
    cells = "[...document.querySelectorAll('.log tbody td:nth-child(2)')]"
    page.wait_for_function(f"{cells}.every(cell => cell.innerText.includes('admin'))")


def test_a_hall_that_pushes_nothing_says_how_to_begin(visit):
    assert "[[webhook]]" in visit("webhooks").wait_for_selector(".webhooks p >> nth=1").inner_text()


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_axe_finds_nothing(visit, locale):
    page = visit("people", locale=locale)
    page.keyboard.press("n")
    page.wait_for_selector("#person-id")
    assert complaints(page) == []
    assert complaints(visit("clients", locale=locale)) == []
    page = visit("log", locale=locale)
    page.wait_for_selector("td >> nth=5")
    assert complaints(page) == []
    page = visit("hall", locale=locale)
    page.click("#section-hours")
    page.wait_for_selector("[id='f-weekly.mon']")
    assert complaints(page) == []
    page.click("#section-window")
    page.click("#entry-0")
    page.wait_for_selector("#f-serves")
    page.fill("#f-serves", "nowhere")
    page.click(".grid button.primary")
    page.wait_for_selector(".said li")
    assert complaints(page) == []
    page.click("#section-text")
    page.wait_for_selector("#whole")
    assert complaints(page) == []
