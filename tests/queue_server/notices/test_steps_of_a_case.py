"""Whoever applied is told at each step, and reminded before it is too late."""

from datetime import date

import pytest

from queue_server.contract.case_commands import StartCase
from queue_server.domain.cases import commands
from queue_server.notices.contacts import ContactRule
from queue_server.notices.course import OVERTAKEN
from queue_server.notices.notice import CASE, subject
from queue_server.notices.steps import Step
from tests.queue_server.domain.case_story import NO_PAPERS, PLAN, case_hall
from tests.queue_server.notices.conftest import PHONE
from tests.queue_server.service.test_hall_service import PERSON

SIGN = "【街道政务服务中心】"


@pytest.fixture
def street(make):
    return make(hall=case_hall())


def start(street, plan=NO_PAPERS, language="zh"):
    street.keep(CASE, "c1", PHONE, language)
    street.do(commands.StartCase("c1", "CODE1", "move-in", "p", "kiosk", plan))


def submitted(street, **more):
    start(street, **more)
    street.do(commands.SubmitCase("c1", "p", "locker"))


def accepted(street, **more):
    submitted(street, **more)
    street.do(commands.AcceptCase("c1", "1001"))


def approved(street, **more):
    accepted(street, **more)
    street.do(commands.DecideCase("c1", "1001", "approved"))


def test_a_receipt_has_the_code_and_the_day_of_the_answer(street):
    submitted(street)
    assert street.turn().texts() == [
        f"{SIGN}您的户口迁入申请已提交，11月27日前告知是否受理。进度：https://hall.example/c/CODE1",
    ]


def test_a_person_is_told_in_the_own_language(street):
    submitted(street, language="en")
    (text,) = street.turn().texts()
    assert text.endswith("handed in. We answer by 27/11. https://hall.example/c/CODE1")


def test_each_step_of_the_office_is_told(street):
    accepted(street, plan=PLAN._replace(papers=()))
    street.turn().texts()
    street.do(commands.AskSupplement("c1", "1001", ("answer_wrong",)))
    assert street.turn().texts() == [
        f"{SIGN}您的户口迁入申请需要补正，请在12月5日前到自助终端补交。要补什么：https://hall.example/c/CODE1"
    ]


def test_a_step_that_was_overtaken_is_not_told(street):
    """Accepted within the second after it was handed in: one message says it all."""
    accepted(street)
    texts = street.turn().texts()
    assert texts == [f"{SIGN}您的户口迁入申请已受理，11月20日前办结，办件编号CODE1。"]
    assert street.notice(Step.CASE_SUBMITTED).reason == OVERTAKEN


def test_a_result_is_told_with_its_door_and_code_when_it_is_there(street):
    approved(street)
    street.turn().texts()
    assert street.notices(Step.CASE_APPROVED) == []
    street.do(commands.MarkReady("c1", "1001", "locker", "PICK1", "lobby"))
    assert street.turn().texts() == [f"{SIGN}您的户口迁入已办好，凭身份证或取件码PICK1到大厅取件柜1号柜领取。"]


def test_a_result_at_a_counter_names_no_door(street):
    approved(street)
    street.turn().texts()
    street.do(commands.MarkReady("c1", "1001", "counter", "PICK1"))
    (text,) = street.turn().texts()
    assert text.endswith("到大厅窗口领取。")


def test_a_case_without_a_result_is_told_that_it_is_done(street):
    approved(street, plan=NO_PAPERS._replace(result=False))
    assert street.turn().texts()[-1] == f"{SIGN}您的户口迁入申请已办结，办件编号CODE1。"


def test_a_refusal_and_a_courier_are_told(street):
    accepted(street)
    street.do(commands.DecideCase("c1", "1001", "refused", ("other",)))
    assert "未予批准" in street.turn().texts()[-1]
    street.keep(CASE, "c2")
    street.do(commands.StartCase("c2", "CODE2", "move-in", "p", "kiosk", NO_PAPERS))
    street.do(commands.SubmitCase("c2", "p", "courier"))
    street.do(commands.AcceptCase("c2", "1001"))
    street.do(commands.DecideCase("c2", "1001", "approved"))
    street.do(commands.MailCase("c2", "1001", "ems"))
    assert "已寄出" in street.turn().texts()[-1]


def test_a_draft_is_reminded_by_day_and_never_of_the_offices_limits(street):
    start(street)
    street.story.later(days=5)
    street.tick()
    assert street.turn().texts() == [f"{SIGN}提醒：您的户口迁入申请请在11月27日前办理，办件编号CODE1。"]
    street.do(commands.SubmitCase("c1", "p", "locker"))
    street.turn().texts()
    street.story.later(days=5)
    street.tick()
    assert street.turn().texts() == []
    assert "case_due_soon" in [event.type for event in street.journal.read("street")][-4:]


def test_a_reminder_that_is_no_longer_needed_is_not_sent(street):
    start(street)
    street.story.later(days=4, hours=15, minutes=1)  # after midnight: quiet hours hold it back
    street.tick()
    assert street.turn().texts() == []
    street.do(commands.WithdrawCase("c1", "p"))
    street.turn(hours=8)
    assert street.orders() == []


def test_a_number_is_kept_as_long_as_the_case_takes(street):
    start(street)
    street.keep(CASE, "c1", delete_after=date(2026, 11, 21))
    street.do(commands.SubmitCase("c1", "p", "locker"))
    street.turn()
    assert street.contacts.find(subject(CASE, "c1")).delete_after == date(2026, 12, 27)


def test_the_number_comes_with_the_case(street, morning):
    holder = PERSON.model_copy(update={"phone": "13800138000"})
    asked = commands.StartCase("c1", "CODE1", "move-in", "p", "kiosk", NO_PAPERS)
    contact = ContactRule(street.story.state.hall, 30).contact_of(
        StartCase(item="move-in", holder=holder), asked, morning
    )
    assert (contact.subject, contact.phone) == ("case:c1", PHONE)
