"""So much a day, and not at night."""

from queue_server.notices.dispatcher import QUIET_HOURS
from queue_server.notices.lifecycle import State
from queue_server.notices.phones import Phone
from queue_server.notices.settings import NoticesSection
from queue_server.notices.steps import Step


def test_one_number_gets_so_much_a_day_and_the_next_day_again(make):
    street = make(section=NoticesSection.model_validate({"limits": {"number": 3}}))
    for _ in range(5):
        street.take()
    street.turn().answer()
    assert sorted(street.states()) == ["dropped", "dropped", "sent", "sent", "sent"]
    assert {notice.reason for notice in street.notices() if notice.state is State.DROPPED} == {"limit_number"}
    street.take(phone=Phone.parse("13900139000"))
    street.turn().answer()
    assert street.states()[-1] == "sent"
    street.story.later(days=3)
    street.tick()
    street.take()
    assert len(street.turn().texts()) == 1


def test_one_number_gets_so_much_of_one_step(make):
    street = make(section=NoticesSection.model_validate({"limits": {"template": 2}}))
    street.open()
    for _ in range(3):
        street.take()
    street.call()
    street.turn().answer()
    assert street.states(Step.TICKET_TAKEN) == ["sent", "sent", "dropped"]
    assert street.states(Step.CALLED) == ["sent"]


def test_a_hall_sends_so_much_a_day_and_staff_see_that_it_is_over(make):
    street = make(section=NoticesSection.model_validate({"limits": {"day": 1}}))
    street.take()
    street.take(phone=Phone.parse("13900139000"))
    street.turn().answer()
    assert sorted(street.states()) == ["dropped", "sent"]
    assert street.services["sms"] == "limit_day"
    street.turn(hours=20)
    assert street.services["sms"] is None


def test_in_quiet_hours_a_reminder_waits_for_the_morning(make):
    street = make(section=NoticesSection.model_validate({"quiet_hours": "08:00-10:00"}))
    street.book("2026-11-25T09:15")
    street.turn().texts()
    assert street.turn(days=4, minutes=15).orders() == []
    assert street.notice(Step.REMINDER_DAY).reason == QUIET_HOURS
    assert len(street.turn(minutes=45).orders()) == 1


def test_a_reminder_that_quiet_hours_outlast_is_dropped(make):
    street = make(section=NoticesSection.model_validate({"quiet_hours": "07:00-10:00"}))
    street.book("2026-11-25T08:45")
    street.turn().texts()
    street.turn(days=4, hours=22, minutes=46)
    street.turn(hours=1)
    assert street.notice(Step.REMINDER_HOUR).reason == f"late: {QUIET_HOURS}"


def test_who_stands_in_the_hall_is_told_in_quiet_hours_too(make):
    street = make(section=NoticesSection.model_validate({"quiet_hours": "08:00-10:00"}))
    street.open()
    street.take()
    street.call()
    assert len(street.turn().texts()) == 2
