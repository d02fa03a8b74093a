"""Booked times: book, move, give up, find, and what the clock brings."""

from datetime import UTC, date, datetime, timedelta

import pytest

from queue_server.domain import commands, events
from queue_server.domain.appointments import AppointmentState
from queue_server.domain.day import due
from queue_server.domain.evolve import evolve_all

# book


def test_a_booking_says_when_what_for_and_for_whom(booking):
    (_, event) = booking.accepted(commands.BookAppointment("C", "move-in", booking.at("10:00"), "p"))
    assert (event.item, event.queue, event.person) == ("move-in", "household", "p")
    assert (event.start, event.end) == (booking.at("10:00"), booking.at("10:15"))


def test_a_slot_takes_as_many_as_the_item_has_room_for(booking):
    booking.book("C1", booking.at("10:00"), "p1")
    assert booking.free(booking.at("10:00")) == 1
    booking.book("C2", booking.at("10:00"), "p2")
    assert booking.free(booking.at("10:00")) == 0
    refused = booking.ask(commands.BookAppointment("C3", "move-in", booking.at("10:00"), "p3"))
    assert (refused.code, refused.details) == ("slot_taken", {"start": "2026-11-20T10:00:00+08:00"})
    booking.book("C3", booking.at("10:15"), "p3")


def test_items_of_a_queue_have_room_of_their_own(booking):
    for number in (1, 2):
        booking.book(f"C{number}", booking.at("10:00"), f"p{number}")
    assert booking.free(booking.at("10:00"), "birth") == 2


def test_a_shared_capacity_bounds_all_items_of_the_queue_that_begin_together(shared_booking):
    booking = shared_booking
    for number in (1, 2):
        booking.book(f"C{number}", booking.at("10:00"), f"p{number}")
    assert booking.free(booking.at("10:00"), "birth") == 1
    booking.book("C3", booking.at("10:00"), "p3", "birth")
    assert booking.refusal(commands.BookAppointment("C4", "birth", booking.at("10:00"), "p4")) == "slot_taken"
    assert booking.free(booking.at("10:30"), "birth") == 2


@pytest.mark.parametrize(
    ("start", "reason"),
    [
        ("2026-11-20T08:45:00+08:00", "not in the future"),
        ("2026-11-20T09:00:00+08:00", "not in the future"),
        ("0001-01-01T00:00:00+08:00", "not in the future"),
        ("2026-11-20T10:05:00+08:00", "no slot"),
        ("2026-11-20T12:00:00+08:00", "no slot"),  # lunch
        ("2026-11-21T10:00:00+08:00", "no slot"),  # Saturday
        ("2026-12-20T23:59:00+08:00", "no slot"),  # Sunday, 30 days ahead
        ("2026-12-21T00:00:00+08:00", "too far ahead"),
        ("9999-12-31T23:59:00-08:00", "too far ahead"),
    ],
)
def test_what_is_no_slot_cannot_be_booked(booking, start, reason):
    refused = booking.ask(commands.BookAppointment("C", "move-in", datetime.fromisoformat(start), "p"))
    assert refused.code == "invalid_command"
    assert reason in refused.details["reason"]


def test_the_last_day_that_can_be_booked_is_thirty_days_ahead(booking):
    booking.now -= timedelta(days=2)
    assert booking.book("C", booking.at("17:15", "2026-12-18"))


def test_a_person_has_two_appointments_at_most_before_them(booking):
    booking.book("C1", booking.at("10:00"))
    booking.book("C2", booking.at("10:15"))
    refused = booking.ask(commands.BookAppointment("C3", "move-in", booking.at("10:30"), "p"))
    assert (refused.code, refused.details) == ("too_many_appointments", {"booked": 2})
    booking.accepted(commands.CancelAppointment("C1"))
    booking.book("C3", booking.at("10:30"))


def test_an_appointment_is_for_somebody(booking):
    assert booking.refusal(commands.BookAppointment("C", "move-in", booking.at("10:00"), None)) == "invalid_command"
    assert booking.refusal(commands.CheckIn("t")) == "invalid_command"
    assert booking.refusal(commands.FindAppointments()) == "invalid_command"


def test_no_code_stands_for_two_appointments(booking):
    booking.book("C", booking.at("10:00"))
    assert booking.refusal(commands.BookAppointment("C", "move-in", booking.at("10:15"), "p2")) == "busy"


# move and give up


def test_a_cancelled_place_is_free_at_once(booking):
    for number in (1, 2):
        booking.book(f"C{number}", booking.at("10:00"), f"p{number}")
    booking.accepted(commands.CancelAppointment("C1"))
    assert booking.free(booking.at("10:00")) == 1
    assert booking.state.diary.find("C1").state is AppointmentState.CANCELLED


def test_a_moved_appointment_frees_its_place_and_takes_another(booking):
    booking.book("C", booking.at("10:00"))
    booking.accepted(commands.MoveAppointment("C", booking.at("14:00")))
    assert (booking.free(booking.at("10:00")), booking.free(booking.at("14:00"))) == (2, 1)
    assert booking.state.diary.find("C").end == booking.at("14:15")


def test_a_move_to_a_full_slot_leaves_everything_as_it_was(booking):
    for number in (1, 2):
        booking.book(f"C{number}", booking.at("10:00"), f"p{number}")
    booking.book("C3", booking.at("10:15"), "p3")
    assert booking.refusal(commands.MoveAppointment("C3", booking.at("10:00"))) == "slot_taken"


def test_nobody_is_in_their_own_way(booking):
    for number in (1, 2):
        booking.book(f"C{number}", booking.at("10:00"), f"p{number}")
    booking.accepted(commands.MoveAppointment("C1", booking.at("10:00")))
    assert booking.free(booking.at("10:00")) == 0


@pytest.mark.parametrize("ended", ["cancelled", "missed", "checked_in"])
def test_what_is_done_with_can_be_neither_moved_nor_cancelled(booking, ended):
    booking.book("C", booking.at("09:15"))
    match ended:
        case "cancelled":
            booking.accepted(commands.CancelAppointment("C"))
        case "missed":
            booking.later(hours=1)
        case "checked_in":
            booking.accepted(commands.CheckIn("t", code="C"))
    for command in (commands.MoveAppointment("C", booking.at("14:00")), commands.CancelAppointment("C")):
        refused = booking.ask(command)
        assert (refused.code, refused.details) == ("wrong_state", {"appointment": ended})


@pytest.mark.parametrize(
    "command",
    [
        commands.MoveAppointment("C", datetime(2026, 11, 20, 10, tzinfo=UTC)),
        commands.CancelAppointment("C"),
        commands.CheckIn("t", code="C"),
        commands.CheckIn("t", person="p"),
        commands.FindAppointments(code="C"),
    ],
)
def test_an_appointment_that_nobody_made_is_unknown(booking, command):
    assert booking.refusal(command) == "unknown_appointment"


# find


def test_a_persons_appointments_are_found_in_order(booking):
    booking.book("C1", booking.at("14:00"))
    booking.book("C2", booking.at("10:00"))
    booking.book("C3", booking.at("10:00"), "somebody else")
    assert [appointment.code for appointment in booking.state.diary.booked_by("p")] == ["C2", "C1"]
    booking.accepted(commands.CancelAppointment("C2"))
    assert [appointment.code for appointment in booking.state.diary.booked_by("p")] == ["C1"]


# what the clock brings


def test_who_stayed_away_is_noted_when_the_time_to_check_in_is_over(booking):
    booking.book("C1", booking.at("10:00"))
    booking.book("C2", booking.at("10:15"))
    assert due(booking.state, booking.at("10:15")) == ()
    assert due(booking.state, booking.at("10:15:01")) == (
        events.AppointmentMissed(at=booking.at("10:15:01"), code="C1"),
    )
    happened = due(booking.state, booking.at("10:31"))
    assert [event.code for event in happened] == ["C1", "C2"]
    after = evolve_all(booking.state, happened)
    assert after.diary.find("C1").state is AppointmentState.MISSED
    assert due(after, booking.at("10:32")) == ()


def test_whoever_came_or_cancelled_or_moved_did_not_stay_away(booking):
    for number in (1, 2):
        booking.book(f"C{number}", booking.at("09:15"), f"p{number}")
    booking.book("C3", booking.at("09:30"))
    booking.accepted(commands.CheckIn("t", code="C1"))
    booking.accepted(commands.CancelAppointment("C2"))
    booking.accepted(commands.MoveAppointment("C3", booking.at("14:00")))
    assert due(booking.state, booking.at("10:31")) == ()


def test_a_new_day_forgets_what_is_done_with_and_keeps_what_is_to_come(booking):
    booking.book("came", booking.at("09:15"), "p1")
    booking.book("cancelled", booking.at("09:15"), "p2")
    booking.book("missed", booking.at("09:30"), "p3")
    booking.book("given up for Monday", booking.at("10:00", "2026-11-23"), "p4")
    booking.book("to come", booking.at("10:00", "2026-11-23"), "p1")
    booking.accepted(commands.CheckIn("t", code="came"))
    booking.accepted(commands.CancelAppointment("cancelled"))
    booking.accepted(commands.CancelAppointment("given up for Monday"))
    booking.later(days=1).accepted(commands.ListSlots("move-in", date(2026, 11, 20)))
    diary = booking.state.diary
    assert {each.code for each in diary.appointments.values()} == {"given up for Monday", "to come"}
    assert [each.code for each in diary.of("p1")] == ["to come"]
    assert diary.of("p2") == diary.of("p3") == []
    booking.now = booking.at("10:00", "2026-11-23")
    booking.accepted(commands.CheckIn("t", code="to come"))


def test_midnight_takes_no_appointment_from_who_may_still_come(make_booking):
    booking = make_booking()
    booking.book("C", booking.at("23:45"))
    booking.now = booking.at("00:00", "2026-11-21")
    booking.accepted(commands.CheckIn("t", code="C"))
