"""The pages as a phone and a television show them: a real browser, a real hall."""

from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from queue_server.contract.commands import BookAppointment, Holder, IdType, SetNotice
from queue_server.domain.hall import Queue, Window
from tests.axe import complaints
from tests.browser import HANG_MS, running_chromium

PHONE = {"width": 360, "height": 740}
TOO_WIDE = "all => all.filter(each => each.scrollWidth > each.clientWidth).map(each => each.innerText)"
UPRIGHT = {"width": 1080, "height": 1920}
TELEVISION = {"width": 1920, "height": 1080}
PERSON = "11010519491231002X"


@pytest.fixture(scope="module")
def chromium():
    with running_chromium() as browser:
        yield browser


@pytest.fixture
def opened(chromium, street, tmp_path):
    """Opens pages. In the end none of them may have complained, of a script that was refused for example."""

    complaints = []

    @contextmanager
    def opener(path, viewport=PHONE, **more):
        context = chromium.new_context(viewport=viewport, locale=more.pop("locale", "zh-CN"), **more)
        context.set_default_timeout(HANG_MS)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.clock.install()
        page.goto(f"{street.url}{path}")
        yield page
        context.close()

    yield opener
    assert not [complaint for complaint in complaints if not complaint.startswith("Failed to load resource")]


def fits(page):
    """Whether nobody has to scroll sideways."""
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_call_arrives_on_the_open_page_of_a_phone(street, opened, tmp_path):
    street.ticket()
    mine = street.ticket()
    street.open()
    with opened(f"/t/{mine['id']}") as page:
        assert page.inner_text(".number") == "A002"
        assert "前面还有 1 位" in page.inner_text("#more")
        page.evaluate("window.kept = true")
        street.served()
        expect(page.locator("#more")).to_contain_text("您是下一位", timeout=HANG_MS)
        street.call()
        page.wait_for_selector("main.called")
        assert "请马上到 1号综合窗口" in page.inner_text("#turn").replace("\n", " ")
        assert page.title() == "A002 轮到您了"
        assert page.query_selector("text=取消这个号码") is None
        page.screenshot(path=tmp_path / "called.png")
        street.start()
        page.wait_for_selector("main.serving")
        street.finish()
        page.wait_for_selector("main.finished")
        assert page.evaluate("window.kept"), "the page was not loaded again"
        page.click("text=基本满意")
        page.wait_for_selector("text=您的评价：基本满意")
    assert street.service.state.tickets[mine["id"]].rated == 3


def test_a_ticket_is_given_up_with_two_touches(street, opened):
    ticket = street.ticket()
    with opened(f"/t/{ticket['id']}") as page:
        page.click("text=取消这个号码")
        page.click("text=是，取消")
        page.wait_for_selector("text=这个号码已取消")
        assert page.query_selector("text=取消这个号码") is None
    assert street.service.state.tickets[ticket["id"]].state == "cancelled"


def test_the_page_says_when_its_line_is_lost(street, opened):
    ticket = street.ticket()
    with opened(f"/t/{ticket['id']}") as page:
        assert page.is_hidden("#offline")
        street.stop_pages()
        page.clock.run_for(6000)
        page.wait_for_selector("#offline:visible")


def test_the_other_language_is_one_touch_away_and_stays(street, opened):
    ticket = street.ticket()
    with opened(f"/t/{ticket['id']}") as page:
        page.click("text=English")
        page.wait_for_selector("text=Please wait in the hall")
        page.click("text=Give this ticket up")
        page.wait_for_selector("text=Give A001 up?")
        page.click("text=Keep it")
        page.wait_for_selector("text=Please wait in the hall")


def test_an_appointment_is_booked_moved_and_given_up_without_any_script(street, opened, tmp_path):
    with opened("/appointments", java_script_enabled=False) as page:
        page.click("a:has-text('户口迁入')")
        page.click("a:has-text('11月20日')")
        page.click("a:has-text('10:30–11:30')")
        page.fill("#id_number", "110105194912310021")
        page.fill("#phone", "13800000000")
        page.click("text=确认预约")
        page.wait_for_selector("text=证件号码有误")
        assert page.input_value("#phone") == "13800000000"
        page.fill("#id_number", PERSON)
        page.click("text=确认预约")
        page.wait_for_selector("text=预约成功")
        page.screenshot(path=tmp_path / "booked.png")
        page.click("a:text-is('改期')")
        page.click("a:has-text('11月20日')")
        page.click("a:has-text('09:30–10:30')")
        page.click("text=确认改期")
        page.wait_for_selector("text=已改期")
        page.click("a:text-is('取消预约')")
        page.click("text=是，取消")
        page.wait_for_selector("text=已取消")
    (appointment,) = street.service.state.diary.appointments.values()
    assert appointment.state == "cancelled"
    assert f"{street.hall.local(appointment.start):%H:%M}" == "09:30"


def test_no_page_is_wider_than_a_phone(street, opened, tmp_path):
    ticket = street.ticket()
    book = "/appointments/book?item=move-in"
    paths = {
        "ticket": f"/t/{ticket['id']}",
        "cancel": f"/t/{ticket['id']}/cancel",
        "gone": "/t/nothing",
        "items": "/appointments",
        "days": book,
        "times": f"{book}&day=2026-11-20",
        "form": f"{book}&start=2026-11-20T10:30%2B08:00",
    }
    for locale in ("zh-CN", "en-GB"):
        for name, path in paths.items():
            with opened(path, viewport={"width": 320, "height": 568}, locale=locale, java_script_enabled=False) as page:
                page.screenshot(path=tmp_path / f"{name}-{locale}.png")
                assert fits(page), path


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_axe_finds_nothing_on_the_pages_of_citizens(street, opened, locale):
    ticket, called, served = street.ticket(), street.ticket("tax"), street.ticket()
    street.open("2")
    street.call("2")
    street.open()
    street.served()
    booking = street.done(
        BookAppointment(
            item="move-in",
            start=street.hall.local(street.now).replace(hour=10, minute=30),
            holder=Holder(id_type=IdType.RESIDENT_ID, id_number=PERSON),
        )
    )["appointment"]
    book = "/appointments/book?item=move-in"
    paths = [
        *(f"/t/{each['id']}" for each in (ticket, called, served)),
        f"/t/{served['id']}/cancel",
        "/t/nothing",
        "/appointments",
        book,
        f"{book}&day=2026-11-20",
        f"{book}&start=2026-11-20T10:30%2B08:00",
        *(f"/appointments/{booking['code']}{step}" for step in ("", "/move", "/cancel")),
        "/board",
    ]
    found = {}
    for path in paths:
        with opened(path, locale=locale) as page:
            found[path] = complaints(page)
    assert {path: said for path, said in found.items() if said} == {}


def test_a_call_flashes_on_the_television_and_settles(street, opened, tmp_path):
    with opened("/board", viewport=TELEVISION) as page:
        assert "暂无叫号" in page.inner_text("#calls")
        assert page.inner_text("#clock") == "09:00"
        street.open()
        ticket = street.ticket()
        street.call()
        page.wait_for_selector(".headline.flash")
        page.screenshot(path=tmp_path / "board.png")
        assert page.inner_text(".headline .number") == ticket["number"]
        assert "请 A001 号到 1 号窗口" in page.inner_text(".caption:visible")
        page.clock.run_for(6000)
        page.wait_for_selector(".headline:not(.flash)")
        assert page.query_selector(".caption:visible") is None
        assert page.evaluate("document.body.scrollHeight <= window.innerHeight")


def test_notices_stand_one_at_a_time_below_the_calls(street, opened, tmp_path):
    street.done(SetNotice(notice="power", text={"zh": "今天下午三点停电", "en": "No power from three"}))
    street.done(SetNotice(notice="lift", text={"zh": "电梯检修"}))
    with opened("/board", viewport=TELEVISION) as page:
        stood = set()
        for _ in range(2):
            stood.add(page.inner_text("#notices div:visible"))
            page.clock.run_for(8000)
        page.screenshot(path=tmp_path / "notices.png")
        assert stood == {"今天下午三点停电 No power from three", "电梯检修"}


class TestManyWindows:
    @pytest.fixture
    def busy_hall(self, busy_hall):
        windows = {str(n): Window(str(n), {"zh": f"{n}号综合窗口", "en": f"Counter {n}"}, ("*",)) for n in range(1, 14)}
        return replace(busy_hall, windows=windows)

    def test_earlier_calls_turn_pages_when_many_windows_call(self, street, opened, tmp_path):
        for window in street.hall.windows:
            street.open(window)
            street.ticket()
            street.call(window)
        with opened("/board", viewport=TELEVISION) as page:
            pages = {}
            while len(pages) < 2:
                shown = [row.inner_text() for row in page.query_selector_all(".row:visible .number")]
                pages[page.inner_text("#page")] = shown
                page.screenshot(path=tmp_path / f"page-{len(pages)}.png")
                page.clock.run_for(8000)
            assert pages == {
                "第 1/2 页": [f"A{n:03}" for n in range(12, 6, -1)],
                "第 2/2 页": [f"A{n:03}" for n in range(6, 0, -1)],
            }
            assert page.inner_text(".headline .number") == "A013"


def test_at_night_the_television_is_dark_but_for_ten_minutes_after_a_call(street, opened):
    with opened("/board?dark=08:30-09:30", viewport=TELEVISION) as page:
        page.wait_for_selector("html.dark")
        assert not page.is_visible("#calls")
        street.open()
        street.ticket()
        street.call()
        page.wait_for_selector(".headline .number")
        assert page.is_visible("#calls")
        street.later(minutes=11)
        page.reload()
        page.wait_for_selector("html.dark")
        street.later(minutes=20)
        page.reload()
        page.wait_for_selector("html:not(.dark)")
        assert page.is_visible("#calls")


@pytest.mark.parametrize(("hours", "dark"), [("20:00-09:30", True), ("20:00-08:30", False), ("09:00-20:00", True)])
def test_dark_hours_go_over_midnight(opened, hours, dark):
    with opened(f"/board?dark={hours}", viewport=TELEVISION) as page:
        page.wait_for_selector("#clock:has-text('09:00')", state="attached")
        assert page.is_visible("#calls") is not dark


def test_nothing_burns_in_for_the_picture_moves_by_a_pixel_a_minute(opened):
    with opened("/board", viewport=TELEVISION) as page:
        stood = []
        for _ in range(4):
            stood.append(page.evaluate("['left', 'top'].map(side => parseInt(document.body.style[side]))"))
            page.clock.run_for(60_000)
        # Where it turns round it comes back to where it stood two minutes before.
        moved = [(abs(x - left), abs(y - top)) for (left, top), (x, y) in pairwise(stood)]
        assert moved == [(1, 1)] * 3
        assert page.evaluate("document.documentElement.clientWidth === window.innerWidth"), "no bar to scroll by"


class TestUpright:
    """A screen on its side: the calls above, who waits below, and nothing of either cut off."""

    @pytest.fixture
    def busy_hall(self, busy_hall):
        windows = {str(n): Window(str(n), {"zh": f"{n}号综合窗口", "en": f"Counter {n}"}, ("*",)) for n in range(1, 9)}
        names = {letter: {"zh": f"{letter}类综合业务", "en": f"Civil affairs {letter}"} for letter in "ABCDEF"}
        queues = {letter: Queue(letter, letter, name) for letter, name in names.items()}
        return replace(busy_hall, windows=windows, queues=queues, items={})

    def test_everything_of_a_full_hall_has_its_place(self, street, opened, tmp_path):
        for window in street.hall.windows:
            street.open(window)
            street.ticket("A")
            street.call(window)
        street.miss("1")
        for queue in street.hall.queues:
            street.ticket(queue)
        with opened("/board", viewport=UPRIGHT) as page:
            page.wait_for_selector(".missed")
            page.screenshot(path=tmp_path / "upright.png")
            assert page.evaluate("document.body.scrollHeight <= window.innerHeight")
            assert page.evaluate("document.body.scrollWidth <= window.innerWidth")
            for place in ("#hall", ".headline .window b", ".row .window", ".row .word", ".name div"):
                assert page.eval_on_selector_all(place, TOO_WIDE) == []
            for place in ("#calls", "#side"):
                assert page.eval_on_selector(place, "each => each.scrollHeight <= each.clientHeight")
            calls, side = page.locator("#calls").bounding_box(), page.locator("#side").bounding_box()
            assert calls["y"] + calls["height"] <= side["y"]


def test_whoever_switches_a_television_on_sees_no_old_call_flash(street, opened):
    street.open()
    street.ticket()
    street.call()
    with opened("/board", viewport=TELEVISION) as page:
        page.wait_for_selector(".headline .number")
        street.ticket("tax")
        expect(page.locator(".count").nth(1)).to_have_text("1", timeout=HANG_MS)
        assert page.query_selector(".flash") is None


def test_a_television_says_when_its_line_is_lost_and_comes_back_by_itself(street, opened, tmp_path):
    with opened("/board", viewport=TELEVISION) as page:
        page.wait_for_selector("#lost:not(:visible)", state="attached")
        street.stop_pages()
        page.clock.run_for(4000)
        page.wait_for_selector("#lost:visible")
        page.screenshot(path=tmp_path / "lost.png")
        assert "连接中断" in page.inner_text("#lost")
        street.open()
        street.ticket()
        street.call()
        street.start_pages()
        page.wait_for_selector(".headline .number")
        page.wait_for_selector("#lost", state="hidden")


def test_an_old_television_that_knows_no_streams_shows_the_calls_all_the_same(street, opened):
    with opened("/board", viewport=TELEVISION) as page:
        page.add_init_script("delete window.EventSource")
        page.reload()
        street.open()
        street.ticket()
        street.call()
        page.clock.run_for(6000)
        page.wait_for_selector(".headline .number")
        assert page.inner_text(".headline .number") == "A001"
