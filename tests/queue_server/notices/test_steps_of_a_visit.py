"""Who is told what, and when: from the events of a day to messages at a provider's door."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from queue_server.domain import commands
from queue_server.notices.course import OVERTAKEN
from queue_server.notices.lifecycle import State
from queue_server.notices.maker import TOLD_ALREADY
from queue_server.notices.rules import Tell
from queue_server.notices.settings import NoticesSection
from queue_server.notices.steps import OF_A_HALL, Step
from tests.queue_server.notices.conftest import bookable_hall

SIGN = "【街道政务服务中心】"


def test_who_takes_a_ticket_is_told_number_people_ahead_estimate_and_link(street):
    street.open()
    street.take(phone=None)
    street.take()
    assert street.turn().texts() == [
        f"{SIGN}您的号码A002（户籍业务），前面1人，预计等候10–25分钟。https://hall.example/t/ticket-2"
    ]


def test_people_are_told_in_their_own_language(street):
    street.open()
    street.take(language="en-GB")
    assert street.turn().texts() == [
        f"{SIGN}Your number is A001, 0 before you, wait up to 5 min. https://hall.example/t/ticket-1"
    ]


def test_a_language_that_the_hall_does_not_speak_is_told_in_chinese(street):
    street.take(language="fr")
    assert street.turn().texts() == [
        f"{SIGN}您的号码A001（户籍业务），前面0人，预计等候时间未定。https://hall.example/t/ticket-1"
    ]


def test_who_gave_no_number_is_told_nothing(street):
    street.take(phone=None)
    assert street.turn().texts() == []


def test_a_person_is_told_when_few_people_are_before(street):
    street.open()
    for _ in range(4):
        street.take(phone=None)
    street.take()
    street.turn().texts()
    street.call()
    assert street.turn().texts() == [f"{SIGN}A005号前面还有3人，请回到大厅等候叫号。"]


def test_with_one_more_before_a_person_is_not_told_yet(street):
    street.open()
    for _ in range(5):
        street.take(phone=None)
    street.take()
    street.turn().texts()
    street.call()
    assert street.turn().texts() == []


def test_a_person_is_told_once_that_few_people_are_before(street):
    street.open()
    for _ in range(5):
        street.take(phone=None)
    street.take()
    street.turn().texts()
    told = []
    for _ in range(4):
        street.call()
        told += street.turn().texts()
        street.do(commands.Miss("1"))
    assert len(told) == 1


def test_who_jumps_past_the_hall_s_number_of_people_is_told_all_the_same(street):
    for _ in range(6):
        street.take(phone=None)
    street.take()
    street.turn().texts()
    for number in range(1, 6):
        street.do(commands.CancelTicket(f"ticket-{number}"))
    assert street.turn().texts() == [f"{SIGN}A007号前面还有1人，请回到大厅等候叫号。"]


def test_whose_ticket_says_that_few_people_are_before_is_not_told_so_again(street):
    street.open()
    street.take(phone=None)
    street.take()
    street.turn().texts()
    street.call()
    assert street.turn().texts() == []
    assert street.notice(Step.BEFORE_YOU).reason == TOLD_ALREADY


def test_each_call_is_told_with_its_window(street):
    street.open()
    street.take()
    street.turn().texts()
    street.call()
    assert street.turn().texts() == [f"{SIGN}请A001号到1号综合窗口办理。"]
    street.do(commands.Recall("1"))
    assert street.turn().texts() == [f"{SIGN}再次呼叫：请A001号马上到1号综合窗口，以免过号。"]
    street.do(commands.Miss("1"))
    assert street.turn().texts() == [f"{SIGN}A001号已过号。如仍需办理，请到咨询台。"]
    street.do(commands.Resume("ticket-1"))
    street.call()
    assert street.turn().texts() == [f"{SIGN}请A001号到1号综合窗口办理。"]


def test_a_call_that_was_taken_back_is_not_told(street):
    street.open()
    street.take()
    street.turn().texts()
    street.call()
    street.do(commands.Undo("1"))
    assert street.turn().texts() == []
    called = street.notice(Step.CALLED)
    assert (called.state, called.reason) == (State.DROPPED, OVERTAKEN)


def test_who_is_served_already_is_not_called_by_sms(street):
    street.open()
    street.take()
    street.turn().texts()
    street.call()
    street.do(commands.StartService("1"))
    assert street.turn().texts() == []


def test_of_a_call_and_a_recall_that_wait_together_only_the_recall_is_told(street):
    street.open()
    street.take()
    street.turn().texts()
    street.call()
    street.story.later(seconds=20)
    street.do(commands.Recall("1"))
    assert street.turn().texts() == [f"{SIGN}再次呼叫：请A001号马上到1号综合窗口，以免过号。"]


def test_an_appointment_is_confirmed_and_remembered_the_day_before_and_an_hour_before(street):
    street.book("2026-11-25T09:00")
    assert street.turn().texts() == [f"{SIGN}已预约11月25日09:00办理户口迁入，预约码CODE1，请带齐材料。"]
    assert street.turn(days=3, hours=23, minutes=59).texts() == []
    assert street.turn(minutes=1).texts() == [
        f"{SIGN}提醒：您预约了11月25日09:00办理户口迁入，预约码CODE1，请带齐材料。"
    ]
    assert street.turn(hours=22, minutes=59).texts() == []
    assert street.turn(minutes=1).texts() == [f"{SIGN}提醒：您预约的户口迁入将在11月25日09:00开始，预约码CODE1。"]
    assert street.turn(hours=1).texts() == []


def test_who_books_for_soon_is_not_reminded_of_what_was_just_said(street):
    street.book("2026-11-20T09:45")
    assert len(street.turn().texts()) == 1
    assert street.notices(Step.REMINDER_DAY) == street.notices(Step.REMINDER_HOUR) == []


def test_a_moved_appointment_is_told_and_reminds_of_its_new_time_alone(street):
    code = street.book("2026-11-25T09:00")
    street.turn().texts()
    moved = street.story.state.diary.appointments[code].start + timedelta(days=1)
    street.do(commands.MoveAppointment(code, moved))
    assert street.turn().texts() == [f"{SIGN}您的预约已改到11月26日09:00（户口迁入），预约码CODE1。"]
    assert street.turn(days=4).texts() == []
    assert street.turn(days=1).texts() == [f"{SIGN}提醒：您预约了11月26日09:00办理户口迁入，预约码CODE1，请带齐材料。"]


def test_an_appointment_moved_there_and_back_reminds_once(street):
    code = street.book("2026-11-25T09:00")
    first = street.story.state.diary.appointments[code].start
    street.do(commands.MoveAppointment(code, first + timedelta(days=1)))
    street.do(commands.MoveAppointment(code, first))
    street.turn().texts()
    assert len(street.turn(days=4).texts()) == 1


def test_a_cancelled_appointment_is_told_and_reminds_no_more(street):
    code = street.book("2026-11-25T09:00")
    street.turn().texts()
    street.do(commands.CancelAppointment(code))
    assert street.turn().texts() == [f"{SIGN}您11月25日09:00的预约（户口迁入）已取消。"]
    assert street.turn(days=4, hours=23).texts() == []


def test_who_checks_in_is_told_the_number_at_the_number_of_the_appointment(street):
    code = street.book("2026-11-20T09:30")
    street.turn().texts()
    street.story.later(minutes=10)
    street.do(commands.CheckIn("checked-in", code=code))
    assert street.turn().texts() == [
        f"{SIGN}您的号码A001（户籍业务），前面0人，预计等候时间未定。https://hall.example/t/checked-in"
    ]


def test_who_is_cleared_from_the_line_when_the_hall_closes_is_told(make):
    hall = bookable_hall()
    street = make(hall=replace(hall, rules=replace(hall.rules, waiting_at_close="clear")))
    street.take()
    street.turn().texts()
    street.story.later(hours=8, minutes=31)
    street.tick()
    assert street.turn().texts() == [f"{SIGN}很抱歉，街道政务服务中心因故不能办理您的号码A001，请另选时间。"]


def test_whose_day_was_closed_in_the_hall_file_is_told_at_the_next_start(make):
    street = make()
    street.book("2026-11-25T09:00")
    street.turn().texts()
    hall = street.story.state.hall
    hours = replace(hall.hours, closed=frozenset({date(2026, 11, 25)}))
    street.story.state = street.story.state._replace(hall=replace(hall, hours=hours))
    street.start()
    assert street.texts() == [f"{SIGN}很抱歉，街道政务服务中心因故不能办理您的11月25日09:00的预约，请另选时间。"]
    street.start()
    assert street.texts() == []


def test_who_comes_within_the_hour_and_would_wait_long_is_told_once(street):
    for _ in range(12):
        street.take(phone=None)
    street.book("2026-11-20T10:30")
    street.open()
    street.turn().texts()
    told = street.turn(minutes=31).texts()
    late = f"{SIGN}很抱歉，大厅办理延迟，您的11月20日10:30的预约预计需等候"
    assert [text.startswith(late) for text in told] == [False, True]
    assert street.turn(minutes=5).texts() == []


def test_who_would_hardly_wait_is_told_of_no_delay(street):
    street.book("2026-11-20T10:30")
    street.open()
    street.turn().texts()
    assert street.turn(minutes=31).texts() == [f"{SIGN}提醒：您预约的户口迁入将在11月20日10:30开始，预约码CODE1。"]


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("paper_missing", "您的号码A001还缺材料，请补齐后到窗口继续办理。"),
        ("result_ready", "您的号码A001已办好，请带身份证件到大厅领取。"),
    ],
)
def test_the_words_of_a_finish_that_the_hall_named_are_told(street, word, text):
    street.open()
    street.take()
    street.call()
    street.do(commands.StartService("1"))
    street.turn().texts()
    street.do(commands.Finish("1", word))
    assert street.turn().texts() == [SIGN + text]


def test_who_is_sent_for_a_paper_is_told_what_is_missing_by_the_hall_s_own_word(make):
    street = make(section=NoticesSection.model_validate({"outcomes": {"缺复印件": "paper_missing"}}))
    street.open()
    street.take()
    street.call()
    street.turn().texts()
    street.do(commands.Park("1", "缺复印件"))
    assert street.turn().texts() == [f"{SIGN}您的号码A001还缺材料，请补齐后到窗口继续办理。"]


def test_a_result_is_told_by_hand_days_after_the_ticket_is_gone(street):
    street.take()
    street.turn().texts()
    street.story.later(days=3)
    street.tick()
    street.desk.ask(Tell("1", Step.RESULT_READY, "ticket", "ticket-1"))
    assert street.turn().texts() == [f"{SIGN}您的号码A001已办好，请带身份证件到大厅领取。"]


def test_staff_tell_everybody_of_a_queue_that_the_hall_is_late(street):
    street.open()
    street.take()
    street.take(queue="tax")
    street.book("2026-11-20T11:00")
    street.book("2026-11-25T11:00")
    street.turn().texts()
    street.desk.ask(Tell("1", Step.HALL_LATE, "queue", "household"))
    texts = street.turn().texts()
    assert [text.split("您的")[1][:8] for text in texts] == ["号码A001预计", "11月20日11"]
    street.desk.ask(Tell("1", Step.HALL_LATE, "queue", "household"))
    assert street.turn().texts() == []


def test_only_the_steps_of_the_hall_are_told(make):
    steps = [step.value for step in OF_A_HALL if step is not Step.TICKET_TAKEN]
    street = make(section=NoticesSection.model_validate({"steps": steps}))
    street.open()
    street.take()
    assert street.turn().texts() == []
    street.call()
    assert len(street.turn().texts()) == 1


def test_without_the_notice_of_the_ticket_the_person_is_told_that_few_are_before(make):
    street = make(section=NoticesSection.model_validate({"steps": ["before_you"]}))
    street.open()
    street.take(phone=None)
    street.take(phone=None)
    street.take()
    street.call()
    assert street.turn().texts() == [f"{SIGN}A003号前面还有1人，请回到大厅等候叫号。"]


def test_a_hall_that_begins_to_send_notices_tells_nothing_of_the_past(make):
    street = make()
    street.take()
    street.outbox._connection.execute("DELETE FROM notices_followed")
    street.start()
    assert street.texts() == []
