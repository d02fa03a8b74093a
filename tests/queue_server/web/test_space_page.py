"""A person's own data on the phone: for whoever has the telephone that was left at the terminal, and nobody else."""

import re
from urllib.parse import unquote

import pytest
import requests

from queue_server.contract.case_commands import SaveSpace, StartCase
from queue_server.web.limits import Limits, Rate
from queue_server.web.pages.proofs import CODES_AT_MOST, TRIES
from tests.axe import complaints
from tests.browser import HANG_MS, running_chromium
from tests.queue_server.cases.conftest import ANOTHER, HOLDER
from tests.queue_server.web.conftest import HANG_S
from tests.queue_server.web.test_case_page import PERMIT, busy_hall, terminal  # noqa: F401 - fixtures
from tests.queue_server.web.test_sms import until

SPACE = {"phone": "13900139000", "home_address": "示例市示例路9号", "shoe_size": 42}


@pytest.fixture
def street(telling_street):
    return telling_street


class Phone:
    """A browser of somebody who has the code of a case; ``read`` is what came by SMS."""

    def __init__(self, street, case):
        self.street = street
        self.address = f"{street.url}/c/{case['code']}/space"
        self.session = requests.Session()
        self.session.headers["Accept-Language"] = "zh-CN"

    def open(self, path=""):
        return self.session.get(self.address + path, timeout=HANG_S)

    def post(self, path, **fields):
        return self.session.post(f"{self.address}/{path}", data=fields, timeout=HANG_S)

    def messages(self):
        file = self.street.directory / "notices" / "sent.txt"
        return re.findall(r"验证码(\d{6})", file.read_text(encoding="utf-8")) if file.exists() else []

    def ask(self):
        before = len(self.messages())
        assert "验证码正在发送" in self.post("send").text
        return until(lambda: self.messages()[before:])[-1]

    def enter(self, code):
        return self.post("enter", proof=code)

    def entered(self):
        page = self.enter(self.ask())
        assert "示例市示例路9号" in page.text
        return page


@pytest.fixture
def case(street, terminal):  # noqa: F811 - the fixture
    case = street.done(StartCase(item=PERMIT, holder=ANOTHER_WITH_PHONE))["case"]
    street.done(SaveSpace(holder=ANOTHER_WITH_PHONE, answers=SPACE))
    return case


ANOTHER_WITH_PHONE = ANOTHER.model_copy(update={"phone": "13700137042"})


@pytest.fixture
def phone(street, case):
    return Phone(street, case)


def space_of(street, case):
    with street.cases.reading() as reading:
        return reading.sealed.space(street.service.state.shelf.find(case["code"]).person)


def test_the_code_of_a_case_alone_shows_nothing(phone):
    page = phone.open().text
    assert "尾号 42" in page
    assert "13700137042" not in page
    assert not [value for value in (SPACE["phone"], SPACE["home_address"]) if value in page]


def test_whoever_has_the_telephone_sees_what_is_kept(phone):
    text = phone.entered().text
    for words in ("手机号码", "13900139000", "现在的住址", "42"):
        assert words in text


def test_an_answer_is_corrected_and_one_that_was_emptied_goes(street, case, phone):
    phone.entered()
    form = {"answer_phone": "13900139111", "answer_home_address": ""}
    assert "已保存" in phone.post("save", **form).text
    assert space_of(street, case) == {"phone": "13900139111", "shoe_size": 42}
    assert "已保存" in phone.post("save", remove_shoe_size="yes").text
    assert space_of(street, case) == {"phone": "13900139111"}


def test_what_is_wrong_is_said_at_its_answer_and_nothing_changes(street, case, phone):
    phone.entered()
    page = phone.post("save", answer_phone="12", answer_home_address="示例市新路1号")
    assert page.status_code == 400
    assert 'id="phone_wrong"' in page.text
    assert "示例市新路1号" in page.text, "what was entered stays"
    assert space_of(street, case) == SPACE


def test_all_of_it_is_deleted_after_a_question(street, case, phone):
    phone.entered()
    question = phone.open("/delete").text
    assert "不能恢复" in question
    assert "已全部删除" in phone.post("delete").text
    assert space_of(street, case) == {}
    assert "没有保存您的资料" in phone.open().text


def test_a_wrong_code_shows_nothing_and_after_some_of_them_the_right_one_neither(phone):
    code = phone.ask()
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    for _ in range(TRIES):
        assert "验证码不对" in phone.enter(wrong).text
    assert "示例市示例路9号" not in phone.enter(code).text


def test_a_code_is_good_once_and_for_minutes(street, phone):
    code = phone.ask()
    street.later(minutes=10)
    assert "验证码不对" in phone.enter(code).text
    code = phone.ask()
    phone.enter(code)
    assert "验证码不对" in Phone(street, {"code": phone.address.split("/")[-2]}).enter(code).text


def test_few_codes_are_sent_in_an_hour(street, phone):
    for _ in range(CODES_AT_MOST):
        phone.ask()
    assert "发送太频繁" in phone.post("send").text
    assert len(phone.messages()) == CODES_AT_MOST
    street.later(minutes=61)
    assert phone.ask()


def test_a_sitting_ends_by_itself_and_by_leaving(street, case, phone):
    phone.entered()
    phone.post("leave")
    assert "示例市示例路9号" not in phone.open().text
    phone.entered()
    street.later(minutes=10)
    assert "示例市示例路9号" not in phone.open().text
    assert "请重新验证" in phone.post("save", answer_phone="").text
    assert "请重新验证" in phone.post("delete").text
    assert space_of(street, case) == SPACE


def test_a_sitting_is_of_one_case_and_one_browser(street, case, phone):
    phone.entered()
    assert "示例市示例路9号" not in Phone(street, case).open().text
    (cookie,) = phone.session.cookies
    assert cookie.path == f"/c/{case['code']}/space"
    assert cookie.has_nonstandard_attr("HttpOnly")
    assert unquote(cookie.value) not in phone.open().text


def test_without_a_number_the_terminal_is_the_way(street, terminal):  # noqa: F811 - the fixture
    holder = HOLDER.model_copy(update={"phone": None, "id_number": "110101199003070134"})
    case = street.done(StartCase(item=PERMIT, holder=holder))["case"]
    phone = Phone(street, case)
    assert "请带身份证到自助终端" in phone.open().text
    assert "请带身份证到自助终端" in phone.post("send").text
    assert phone.messages() == []


def test_a_number_that_wants_no_sms_gets_no_code(street, case, phone):
    street.notices.stop_telling(f"case:{case['case']}")
    assert until(lambda: "请带身份证到自助终端" in phone.open().text)


def test_a_form_from_another_site_is_refused(phone):
    phone.entered()
    answer = requests.post(
        f"{phone.address}/delete",
        headers={"Origin": "https://elsewhere.example"},
        cookies=phone.session.cookies,
        timeout=HANG_S,
    )
    assert answer.status_code == 403


def test_unknown_codes_lead_nowhere(street, terminal):  # noqa: F811 - the fixture
    assert street.page("/c/NOTHING2/space").status_code == 404


class TestFloods:
    @pytest.fixture
    def limits(self):
        return Limits(forms=Rate(3, 0.0001))

    def test_whoever_sits_there_changes_only_so_much(self, phone):
        phone.entered()
        assert "已保存" in phone.post("save", answer_phone="13900139111").text
        assert phone.post("save", answer_phone="13900139222").status_code == 429
        assert phone.post("delete").status_code == 429


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_axe_finds_nothing_and_nothing_is_wider_than_a_phone(phone, locale, tmp_path):
    with running_chromium() as browser:
        context = browser.new_context(viewport={"width": 360, "height": 740}, locale=locale)
        context.set_default_timeout(HANG_MS)
        page = context.new_page()

        def looked_at(name):
            page.screenshot(path=tmp_path / f"{name}.png", full_page=True)
            assert complaints(page) == [], name
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, name

        page.goto(phone.address.removesuffix("/space"))
        page.click("a[href$='/space']")
        looked_at("before")
        page.click("form button")
        page.wait_for_selector("#proof")
        looked_at("asked")
        page.fill("#proof", until(phone.messages)[-1])
        page.keyboard.press("Enter")
        page.wait_for_selector("#phone")
        page.fill("#phone", "12")
        page.keyboard.press("Enter")
        page.wait_for_selector("#phone_wrong")
        looked_at("shown")
        page.click("a[href$='/delete']")
        page.wait_for_selector("text=/不能恢复|for good/")
        looked_at("sure")
        context.close()
