"""The life of a ticket."""

from dataclasses import replace

import pytest

from queue_server.domain import commands
from queue_server.domain.events import TicketCalled
from queue_server.domain.lifecycle import TicketState


def test_numbers_count_up_within_each_queue(story):
    numbers = [story.issue("household").number, story.issue("tax").number, story.issue("household").number]
    assert numbers == ["A001", "B001", "A002"]


def test_the_thousandth_ticket_has_four_digits(story):
    for _ in range(999):
        story.issue()
    assert story.issue().number == "A1000"


def test_an_item_leads_to_its_queue(story):
    story.accepted(commands.IssueTicket(ticket="t", origin="kiosk", item="move-in"))
    assert story.state.tickets["t"].queue == "household"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"queue": "passport"}, "unknown_queue"),
        ({"item": "fly"}, "unknown_item"),
        ({"queue": "tax", "item": "move-in"}, "invalid_command"),
        ({"queue": "tax", "priority": "royal"}, "invalid_command"),
        ({"queue": "tax", "priority": "appointment"}, "invalid_command"),
    ],
)
def test_a_ticket_for_what_the_hall_does_not_have_is_refused(story, asked, code):
    assert story.refusal(commands.IssueTicket(ticket="t", origin="kiosk", **asked)) == code


def test_no_tickets_outside_counter_hours(story):
    story.later(hours=3, minutes=30)  # half past twelve: lunch
    assert story.refusal(commands.IssueTicket(ticket="t", origin="kiosk", queue="tax")) == "hall_closed"


def test_the_refusal_at_lunch_says_when_the_counters_open(story):
    story.later(hours=3, minutes=30)
    refused = story.ask(commands.IssueTicket(ticket="t", origin="kiosk", queue="tax"))
    assert refused.details == {"opens_at": "2026-11-20T14:00:00+08:00"}


def test_a_queue_gives_out_no_more_than_its_daily_quota(story):
    for _ in range(3):
        story.issue("tax")
    assert story.refusal(commands.IssueTicket(ticket="t", origin="kiosk", queue="tax")) == "quota_reached"


def test_one_person_holds_one_ticket_a_queue(story):
    held = story.issue("household", person="p")
    refused = story.ask(commands.IssueTicket(ticket="t", origin="kiosk", queue="household", person="p"))
    assert refused.code == "already_waiting"
    assert refused.details == {"ticket": held.id, "number": "A001"}


def test_the_same_person_may_stand_in_two_queues(story):
    story.issue("household", person="p")
    assert story.issue("tax", person="p").number == "B001"


def test_after_being_served_a_person_may_take_a_ticket_again(story):
    story.issue("household", person="p")
    story.open()
    story.serve()
    assert story.issue("household", person="p").number == "A002"


def test_after_missing_the_call_a_person_may_take_a_ticket_again(story):
    story.issue("household", person="p")
    story.open()
    story.call()
    story.accepted(commands.Miss("1"))
    assert story.issue("household", person="p").number == "A002"


def test_people_without_identity_may_take_as_many_as_they_like(story):
    assert [story.issue().number for _ in range(3)] == ["A001", "A002", "A003"]


def test_a_cancelled_ticket_is_not_called(story):
    first, second = story.issue(), story.issue()
    story.accepted(commands.CancelTicket(first.id))
    story.open()
    assert story.call().id == second.id


def test_a_missed_ticket_may_be_cancelled_and_leaves_the_board(story):
    ticket = story.issue()
    story.open()
    story.call()
    story.accepted(commands.Miss("1"))
    assert story.state.missed == (ticket.id,)
    story.accepted(commands.CancelTicket(ticket.id))
    assert story.state.missed == ()


def test_a_ticket_is_found_by_its_number(story):
    ticket = story.issue()
    story.accepted(commands.CancelTicket("A001"))
    assert story.state.tickets[ticket.id].state is TicketState.CANCELLED


def test_tickets_are_found_for_somebody_with_an_identity_only(story):
    assert story.refusal(commands.FindTickets(None)) == "invalid_command"


def test_an_unknown_ticket_is_refused(story):
    assert story.refusal(commands.GetTicket("A999")) == "unknown_ticket"


def test_what_the_printer_said_is_kept_with_the_ticket(story):
    ticket = story.issue()
    story.accepted(commands.ReportPrint(ticket.id, "no", "out of paper"))
    assert story.state.tickets[ticket.id].printed == "no"
    story.accepted(commands.ReportPrint(ticket.id, "yes"))
    assert story.state.tickets[ticket.id].printed == "yes"


@pytest.mark.parametrize("reached", ["called", "serving", "finished", "cancelled"])
def test_only_people_who_wait_or_missed_their_call_can_cancel(story, reached):
    ticket = story.issue()
    story.open()
    if reached == "cancelled":
        story.accepted(commands.CancelTicket(ticket.id))
    else:
        story.call()
    if reached in ("serving", "finished"):
        story.accepted(commands.StartService("1"))
    if reached == "finished":
        story.accepted(commands.Finish("1"))
    assert story.refusal(commands.CancelTicket(ticket.id)) == "wrong_state"


def test_every_call_says_why_in_figures(story):
    story.issue("household")
    story.later(minutes=3).issue("tax", priority="elderly")
    story.later(minutes=6)
    story.open()
    (called,) = story.accepted(commands.CallNext("1"))
    assert isinstance(called, TicketCalled)
    # Head start 10 and 1.5 a minute for 6 minutes is 19; the ordinary ticket has waited 9.
    assert (called.waited_s, called.score, called.passed_over) == (360, 19.0, 1)


def test_where_an_identity_is_wanted_nobody_takes_a_ticket_without_one(story):
    hall = story.state.hall
    queues = {**hall.queues, "household": replace(hall.queues["household"], identity_required=True)}
    story.state = story.state._replace(hall=replace(hall, queues=queues))
    assert story.refusal(commands.IssueTicket(ticket="t", origin="kiosk", queue="household")) == "identity_required"
    assert story.issue("household", person="p1").number == "A001"
    assert story.issue("tax").number == "B001"
