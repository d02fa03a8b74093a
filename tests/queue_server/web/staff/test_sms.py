"""The staff's page of SMS: today in figures, one more try, a test, telling people by hand."""

import pytest

from queue_server.staff.roles import Role
from tests.axe import complaints
from tests.queue_server.web.staff.conftest import Server, hall_file, words_of

PATH = "/staff/sms"
NOTICES = """
[notices]
sign = "街道政务"

[[notices.provider]]
id = "paper"
kind = "file"
price = 0.045

[[notices.provider]]
id = "away"
kind = "gateway"
[notices.provider.send]
url = "http://127.0.0.1:9/send"
json = { mobile = "{number}", content = "{text}" }
"""
NUMBER = "13800138000"
MASKED = "138****8000"


@pytest.fixture(scope="module")
def telling(tmp_path_factory):
    """A hall that tells people by SMS."""
    server = Server(tmp_path_factory.mktemp("telling"))
    server.hall_file.write_text(hall_file() + NOTICES, encoding="utf-8")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def told(telling):
    """Somebody who gave a number and was told of the ticket."""
    return telling.post().ticket(holder={"id_type": "none", "phone": NUMBER})


@pytest.fixture
def manager(telling):
    return telling.person(Role.MANAGER)


@pytest.fixture
def page(telling, browse, manager):
    return browse(telling, PATH, manager)


def send_test(page, number=NUMBER, provider=""):
    page.fill("#test-number", number)
    page.select_option("#test-provider", provider)
    page.click("#send-test")


def sent(server):
    return (server.data / "notices" / "sent.txt").read_text(encoding="utf-8")


def audited(server, what):
    return [(entry.who, entry.on, entry.details) for entry in server.audit() if entry.what == what]


def test_today_is_told_by_provider_and_numbers_are_masked(told, page):
    page.wait_for_selector(f".messages td:has-text('{MASKED}')")
    row = page.locator("tr", has=page.locator("th", has_text="paper"))
    assert row.locator("td").first.inner_text() != "0"
    assert "away" in page.inner_text("table >> nth=0")
    assert NUMBER not in page.content()


def test_a_message_is_sent_again_once_however_often_it_is_pressed(telling, told, page, manager):
    page.on("dialog", lambda dialog: dialog.accept())
    row = page.locator(".messages tr", has_text=MASKED).first
    row.wait_for()
    before = page.locator(".messages tr", has_text="人工").count()
    row.get_by_role("button").dblclick()
    page.wait_for_selector(f".outcome .said:has-text('{MASKED}：已发出')")
    assert page.locator(".messages tr", has_text="人工").count() == before + 1
    assert audited(telling, "sms_sent_again")[0] == (manager, MASKED, {"step": "ticket_taken"})


def test_a_test_message_is_followed_until_it_is_known_what_became_of_it(telling, page, manager):
    send_test(page)
    page.wait_for_selector(f".outcome .said:has-text('测试 {MASKED}：已发出')")
    assert "测试短信" in sent(telling)
    assert audited(telling, "sms_tested")[0] == (manager, MASKED, {"step": "test"})


def test_what_is_no_number_is_said_and_stays_in_the_form(page):
    send_test(page, number="12345")
    page.wait_for_selector(".outcome .said:has-text('请核对手机号')")
    assert page.input_value("#test-number") == "12345"


def test_a_provider_that_fails_is_said_at_the_top(page):
    send_test(page, provider="away")
    page.wait_for_selector(".said.wrong:has-text('away 发不出去')")
    said = page.inner_text(".sms .panel >> nth=0")
    assert said.index("away 发不出去") < said.index("按通道")


def test_somebody_is_told_by_hand_that_the_result_is_ready(telling, told, page, manager):
    page.on("dialog", lambda dialog: dialog.accept())
    page.select_option("#tell-step", "result_ready")
    page.select_option("#tell-whom", "ticket")
    page.fill("#tell-ticket", told["number"].lower())
    page.click("#tell-now")
    page.locator(".messages tr", has_text="可以领取").first.wait_for()
    assert audited(telling, "sms_told")[0] == (manager, told["number"], {"step": "result_ready"})


def test_nobody_is_told_of_a_number_that_nobody_holds(page):
    page.on("dialog", lambda dialog: dialog.accept())
    page.select_option("#tell-whom", "ticket")
    page.fill("#tell-ticket", "Z999")
    page.click("#tell-now")
    page.wait_for_selector(".outcome .said:has-text('没有 Z999 这个号码')")


def test_messages_of_one_state_or_another_day_are_looked_at(told, page):
    page.locator(".messages tr", has_text="已发出").first.wait_for()
    page.select_option("#state", "delivered")
    page.wait_for_selector(".messages:has-text('没有短信')")
    page.select_option("#state", "")
    page.locator(".messages tr", has_text="已发出").first.wait_for()
    page.fill("#day", "2020-01-01")
    page.wait_for_selector(".messages:has-text('没有短信')")


def test_whoever_writes_a_text_sees_how_long_it_becomes_and_what_it_costs(telling, browse, tmp_path):
    page = browse(telling, "/staff/administration/hall", telling.person(Role.ADMINISTRATOR))
    page.click("#section-notices")
    told = page.locator("[id='l-text.called.zh']")
    assert told.inner_text() == "最长 21 字，按 1 条计费： 【街道政务】请A000号到10号窗口办理。"
    assert page.get_attribute("[id='f-text.called.zh']", "aria-describedby") == "l-text.called.zh"
    page.fill("[id='f-text.called.zh']", "{number}" + "请到窗口" * 20)
    page.click("button:text-is('放入草稿')")
    page.wait_for_selector("[id='l-text.called.zh']:has-text('按 2 条计费')")
    page.screenshot(path=tmp_path / "texts.png", full_page=True)
    assert complaints(page) == []


@pytest.mark.parametrize("role", [Role.CLERK, Role.RECEPTION, Role.STATISTICS])
def test_the_page_is_for_managers_and_administrators(telling, browse, role):
    page = browse(telling, PATH, telling.person(role))
    assert "您的岗位不能打开这一页" in words_of(page)
    assert page.locator("nav a", has_text="短信").count() == 0


def test_a_hall_that_tells_nobody_has_no_such_page(server, browse):
    page = browse(server, PATH, server.person(Role.MANAGER))
    assert "没有这个页面" in words_of(page)
    assert page.locator("nav a", has_text="短信").count() == 0


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_the_page_can_be_used_by_everybody(telling, told, browse, locale, tmp_path):
    page = browse(telling, PATH, telling.person(Role.ADMINISTRATOR), locale=locale)
    page.locator(".messages tr", has_text=MASKED).first.wait_for()
    page.screenshot(path=tmp_path / "sms.png", full_page=True)
    assert complaints(page) == []
    for width in (1366, 820):
        page.set_viewport_size({"width": width, "height": 1180})
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
