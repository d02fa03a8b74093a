"""People with an appointment come."""

from dataclasses import replace

import pytest

from queue_server.domain import commands


def test_who_comes_gets_a_ticket_that_waits_since_the_booked_time(booking):
    booking.book("C", booking.at("09:15"))
    booking.later(minutes=25)
    issued, came = booking.accepted(commands.CheckIn("t", code="C"))
    assert (issued.number, issued.priority, issued.origin) == ("A001", "appointment", "appointment")
    assert came.ticket == "t"
    ticket = booking.state.tickets["t"]
    assert ticket.since == booking.at("09:15").timestamp()
    assert ticket.issued_at == booking.at("09:25")
    assert (ticket.queue, ticket.item, ticket.person) == ("household", "move-in", "p")


def test_a_check_in_asks_neither_for_a_quota_nor_for_other_tickets_nor_for_opening_hours(booking):
    booking.book("C", booking.at("14:00"))
    queues = booking.state.hall.queues
    queues = {**queues, "household": replace(queues["household"], daily_quota=1)}
    booking.state = booking.state._replace(hall=replace(booking.state.hall, queues=queues))
    booking.issue("household", person="p")
    booking.now = booking.at("13:40")  # lunch
    assert booking.accepted(commands.CheckIn("t", code="C"))[0].number == "A002"


@pytest.mark.parametrize(
    ("now", "code", "details"),
    [
        ("09:29", "too_early", {"from": "2026-11-20T09:30:00+08:00"}),
        ("10:16", "too_late", {"until": "2026-11-20T10:15:00+08:00"}),
    ],
)
def test_check_in_has_its_time(booking, now, code, details):
    booking.book("C", booking.at("10:00"))
    booking.now = booking.at(now)
    for command in (commands.CheckIn("t", code="C"), commands.CheckIn("t", person="p")):
        refused = booking.ask(command)
        assert (refused.code, refused.details) == (code, details)


@pytest.mark.parametrize("now", ["09:30", "10:15"])
def test_the_first_and_the_last_minute_count(booking, now):
    booking.book("C", booking.at("10:00"))
    booking.now = booking.at(now)
    booking.accepted(commands.CheckIn("t", code="C"))


def test_nobody_checks_in_twice(booking):
    booking.book("C", booking.at("09:15"))
    booking.accepted(commands.CheckIn("t", code="C"))
    for command in (commands.CheckIn("t2", code="C"), commands.CheckIn("t2", person="p")):
        refused = booking.ask(command)
        assert (refused.code, refused.details) == ("already_checked_in", {"ticket": "t", "number": "A001"})


def test_a_cancelled_appointment_brings_no_ticket(booking):
    booking.book("C", booking.at("09:15"))
    booking.accepted(commands.CancelAppointment("C"))
    assert booking.refusal(commands.CheckIn("t", code="C")) == "wrong_state"
    assert booking.refusal(commands.CheckIn("t", person="p")) == "unknown_appointment"


def test_who_came_early_keeps_the_place(booking):
    booking.book("C", booking.at("09:15"))
    booking.accepted(commands.CheckIn("t", code="C"))
    assert booking.free(booking.at("09:15")) == 1


def test_a_persons_appointment_whose_time_it_is_is_found_without_its_code(booking):
    booking.book("C1", booking.at("09:15"))
    booking.book("C2", booking.at("14:00"))
    assert booking.accepted(commands.CheckIn("t", person="p"))[1].code == "C1"
    booking.now = booking.at("11:00")
    assert booking.refusal(commands.CheckIn("t2", person="p")) == "already_checked_in"
    booking.now = booking.at("13:00")
    assert booking.refusal(commands.CheckIn("t2", person="p")) == "too_early"
    booking.now = booking.at("13:30")
    assert booking.accepted(commands.CheckIn("t2", person="p"))[1].code == "C2"


def test_the_appointment_whose_time_it_is_goes_before_a_nearer_one_that_is_done_with(booking):
    booking.book("C1", booking.at("09:15"))
    booking.book("C2", booking.at("10:00"))
    booking.accepted(commands.CheckIn("t", code="C1"))
    booking.now = booking.at("09:30")
    assert booking.accepted(commands.CheckIn("t2", person="p"))[1].code == "C2"


def test_an_appointment_of_another_day_is_not_todays(booking):
    booking.book("C", booking.at("10:00", "2026-11-23"))
    assert booking.refusal(commands.CheckIn("t", person="p")) == "unknown_appointment"


def test_todays_appointment_decides_even_when_tomorrows_is_nearer(make_booking):
    booking = make_booking()
    booking.book("C1", booking.at("10:00"))
    booking.book("C2", booking.at("08:00", "2026-11-21"))
    booking.now = booking.at("23:00")
    assert booking.refusal(commands.CheckIn("t", person="p")) == "too_late"


def test_a_code_and_a_person_must_fit(booking):
    booking.book("C", booking.at("09:15"))
    assert booking.refusal(commands.CheckIn("t", code="C", person="other")) == "unknown_appointment"
    booking.accepted(commands.CheckIn("t", code="C", person="p"))
