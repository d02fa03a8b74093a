"""The hall manager's page in a real browser: what needs a hand, and the hand."""

import csv
import io
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from queue_server.service.clients import ClientRegistry, new_account
from queue_server.staff.roles import Role
from tests.axe import complaints
from tests.end_to_end.conftest import HANG_S
from tests.queue_server.web.staff.conftest import Server, words_of

PATH = "/staff/manager"
QUICKLY = "\n[alerts]\nwindow_idle_minutes = 0.001\naway_minutes = 1440\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A hall in which a free window that calls nobody is told at once."""
    server = Server(tmp_path_factory.mktemp("managed"))
    server.hall_file.write_text(server.hall_file.read_text() + QUICKLY, encoding="utf-8")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def manager(server):
    return server.person(Role.MANAGER)


@pytest.fixture
def page(server, browse, manager):
    return browse(server, PATH, manager)


def press(page, button):
    page.click(f"#{button}")


def idle(post):
    """The window is free, somebody waits, and nobody is called."""
    post.server.done("open_window", window=post.window, operator="1001")
    post.ticket()


def alert_of(page, post):
    return page.locator(".alerts li", has_text=f"{post.window}号窗口")


def audited(server, what, on, times=1):
    """Who did it, and what came of it: the log is on disk a moment later."""
    found = []
    deadline = time.monotonic() + HANG_S
    while len(found) < times and time.monotonic() < deadline:
        found = [
            (entry.who, entry.details["result"]) for entry in server.audit() if (entry.what, entry.on) == (what, on)
        ]
    return found


def exports(server, who, times=2):
    found = []
    deadline = time.monotonic() + HANG_S
    while len(found) < times and time.monotonic() < deadline:
        found = [entry.on for entry in server.audit() if (entry.who, entry.what) == (who, "report.export")]
    return found


def test_an_alert_comes_by_itself_is_seen_to_by_name_and_goes_by_itself(server, post, page, browse, manager):
    idle(post)
    alert_of(page, post).get_by_role("button", name="我来处理").click()
    page.wait_for_selector(f".alerts li.seen:has-text('{post.window}号窗口')")
    other = browse(server, PATH, server.person(Role.MANAGER, name="李经理"))
    assert "王小明 正在处理" in alert_of(other, post).inner_text()
    assert alert_of(other, post).get_by_role("button", name="我来处理").count() == 0
    (event,) = [event for event in server.events("alert_acknowledged") if event["by"] == manager]
    assert audited(server, "command.acknowledge_alert", event["alert"]) == [(manager, "ok")]
    server.done("call_next", window=post.window)
    alert_of(page, post).wait_for(state="detached")
    alert_of(other, post).wait_for(state="detached")


def test_what_needs_a_hand_stands_at_the_top_left_with_a_verb(server, post, page):
    idle(post)
    alert_of(page, post).wait_for()
    box = alert_of(page, post).bounding_box()
    assert box["x"] < 60
    assert box["y"] < page.viewport_size["height"] / 2


def test_a_queue_takes_no_more_tickets_and_takes_them_again(server, post, page):
    press(page, f"queue-{post.queue}")
    page.wait_for_selector(f"#queue-{post.queue}:has-text('恢复取号')")
    assert server.ask("issue_ticket", item=post.item)["error"]["code"] == "queue_closed"
    press(page, f"queue-{post.queue}")
    page.wait_for_selector(f"#queue-{post.queue}:has-text('停止取号')")
    assert post.ticket()["state"] == "waiting"


def test_a_double_click_closes_a_queue_once(server, post, page):
    page.dblclick(f"#queue-{post.queue}")
    page.wait_for_selector(f"#queue-{post.queue}:has-text('恢复取号')")
    assert [event for event in server.events("queue_closed") if event["queue"] == post.queue] == [{"queue": post.queue}]
    assert [event for event in server.events("queue_opened") if event["queue"] == post.queue] == []


def test_a_window_is_opened_for_somebody_paused_and_closed(server, post, page, manager):
    press(page, f"open-{post.window}")
    page.wait_for_selector("#who-works")
    assert page.input_value("#who-works") == manager
    page.fill("#who-works", "1234")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#pause-{post.window}")
    (opened,) = [event for event in server.events("window_opened") if event["window"] == post.window]
    assert opened["operator"] == "1234"
    press(page, f"pause-{post.window}")
    page.wait_for_selector(f"#open-{post.window}")
    press(page, f"close-{post.window}")
    page.wait_for_selector(f"#close-{post.window}", state="detached")
    assert audited(server, "command.close_window", post.window) == [(manager, "ok")]


def test_a_notice_goes_to_every_screen_and_comes_down_again(server, page):
    page.fill("#notice-zh", "照相机维修中")
    page.fill("#notice-en", "The photo booth is being repaired")
    page.get_by_role("button", name="发到所有屏幕").click()
    page.wait_for_selector(".notices li")
    assert page.input_value("#notice-zh") == ""
    (notice,) = server.events("notice_set")
    assert notice["text"] == {"zh": "照相机维修中", "en": "The photo booth is being repaired"}
    press(page, f"notice-{notice['notice']}")
    page.wait_for_selector(".notices li", state="detached")


def test_a_notice_that_cannot_be_stays_in_the_form_with_the_reason(server, page):
    before = len(server.events("notice_set"))
    page.fill("#notice-zh", "下班前请取号")
    page.fill("#notice-until", f"{datetime.now(ZoneInfo('Asia/Shanghai')) - timedelta(minutes=2):%H:%M}")
    page.get_by_role("button", name="发到所有屏幕").click()
    if datetime.now(ZoneInfo("Asia/Shanghai")).hour:  # at midnight the time before is a time to come
        page.wait_for_selector(".writing .said")
        assert page.input_value("#notice-zh") == "下班前请取号"
        assert len(server.events("notice_set")) == before


def test_script_in_a_notice_is_text(server, page):
    page.fill("#notice-zh", "<script>document.title='broken'</script>下午停电")
    page.get_by_role("button", name="发到所有屏幕").click()
    page.wait_for_selector(".notices li:has-text('<script>')")
    assert "broken" not in page.title()
    press(page, f"notice-{server.events('notice_set')[-1]['notice']}")
    page.wait_for_selector(".notices li:has-text('<script>')", state="detached")


def test_a_kiosk_is_locked_and_unlocked(server, browse, manager):
    ClientRegistry(server.data).add(new_account("kiosk-01", "kiosk")[0])
    page = browse(server, PATH, manager)
    press(page, "lock-kiosk-01")
    page.wait_for_selector("#unlock-kiosk-01")
    assert "已锁定" in page.inner_text(".clients")
    press(page, "unlock-kiosk-01")
    page.wait_for_selector("#lock-kiosk-01")
    told = [(event["client"], event["action"]) for event in server.events("client_controlled")]
    assert told == [("kiosk-01", "lock"), ("kiosk-01", "unlock")]
    assert audited(server, "command.control_client", "kiosk-01", 2) == [(manager, "ok")] * 2


def test_charts_say_their_unit_and_come_after_what_is_waited_for(server, post, page):
    post.ticket()
    page.wait_for_selector(".chart canvas")
    page.wait_for_function("document.querySelectorAll('.chart canvas').length === 4")
    labels = page.eval_on_selector_all("[role=img]", "charts => charts.map(chart => chart.getAttribute('aria-label'))")
    assert [label.split(":")[0] for label in labels] == ["取号人数", "等候时间", "办理时间", "窗口忙碌比例"]
    assert "上周同一天" in page.inner_text(".today")


@pytest.mark.parametrize("role", [Role.CLERK, Role.RECEPTION, Role.ADMINISTRATOR, Role.STATISTICS])
def test_the_page_is_for_managers(server, browse, role):
    page = browse(server, PATH, server.person(role))
    assert "您的岗位不能打开这一页" in words_of(page)
    assert page.locator(".manager").count() == 0


def test_figures_are_for_whoever_reads_statistics_and_take_no_hand(server, post, browse):
    post.ticket()
    page = browse(
        server, f"/staff/reports?from={server.today()}&to={server.today()}&by=queue", server.person(Role.STATISTICS)
    )
    assert f"{post.window}号业务" in page.inner_text("table")
    assert page.locator("nav a", has_text="大厅").count() == 0


def test_a_report_is_taken_along_as_a_file(server, post, browse, manager):
    post.ticket()
    page = browse(server, f"/staff/reports?from={server.today()}&to={server.today()}&by=queue", manager)
    with page.expect_download() as told:
        page.get_by_role("link", name="导出 Excel").click()
    assert told.value.suggested_filename == f"street-{server.today()}-{server.today()}-queue.xlsx"
    sheet = load_workbook(io.BytesIO(told.value.path().read_bytes())).active
    names = [row[1].value for row in sheet.iter_rows(min_row=4)]
    assert f"{post.window}号业务" in names
    answer = page.request.get(
        f"{server.url}/staff/reports/report.csv?from={server.today()}&to={server.today()}&by=queue"
    )
    rows = list(csv.DictReader(io.StringIO(answer.body().decode("utf-8-sig"))))
    assert post.queue in [row["queue"] for row in rows]
    assert sorted(exports(server, manager)) == ["csv", "xlsx"]


def test_a_file_is_for_whoever_may_read_the_page(server, browse):
    page = browse(server, "/staff/window", server.person(Role.CLERK))
    assert page.request.get(f"{server.url}/staff/reports/report.xlsx").status == 403
    manager = browse(server, PATH, server.person(Role.MANAGER))
    assert manager.request.get(f"{server.url}/staff/reports/report.exe").status == 404


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_both_pages_can_be_used_by_everybody(server, post, browse, manager, locale, tmp_path):
    idle(post)
    page = browse(server, PATH, manager, locale=locale)
    page.wait_for_selector(".alerts li")
    page.wait_for_function("document.querySelectorAll('.chart canvas').length === 4")
    page.screenshot(path=tmp_path / "manager.png", full_page=True)
    assert complaints(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.set_viewport_size({"width": 820, "height": 1180})
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page = browse(server, "/staff/reports?by=queue", manager, locale=locale)
    page.wait_for_selector(".chart canvas")
    page.screenshot(path=tmp_path / "reports.png", full_page=True)
    assert complaints(page) == []
