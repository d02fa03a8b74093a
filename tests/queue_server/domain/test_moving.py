"""Tickets that take another way: called by name, put aside, sent on, taken back."""

from dataclasses import replace

import pytest

from queue_server.domain import commands, events
from queue_server.domain.hall import Window
from queue_server.domain.lifecycle import TicketState, WindowState


@pytest.fixture
def called(story):
    """A01 is called at window 1, A02 waits, window 2 is open for tax."""
    story.issue("household", person="p")
    story.issue("household")
    story.open("1")
    story.open("2", "1002")
    story.later(minutes=1).call("1")
    return story


def open_third_window(story):
    """One more window that serves everything."""
    windows = {**story.state.hall.windows, "3": Window("3", {"zh": "3号窗口"}, ("*",))}
    story.state = story.state._replace(hall=replace(story.state.hall, windows=windows))
    story.open("3", "1003")


# by name


def test_a_clerk_may_call_a_certain_ticket(story):
    story.issue()
    second = story.issue()
    story.open()
    (event,) = story.accepted(commands.CallTicket("1", "A002"))
    assert story.at("1").id == second.id
    assert (event.rule, event.passed_over) == ("chosen_by_clerk", 1)


def test_a_clerk_may_not_call_what_the_window_does_not_serve(story):
    story.issue("household")
    story.open("2", "1002")
    assert story.refusal(commands.CallTicket("2", "A001")) == "not_allowed"


def test_a_missed_or_parked_ticket_may_be_called_by_name(called):
    called.accepted(commands.Miss("1"))
    called.accepted(commands.CallTicket("1", "A001"))
    assert called.at("1").number == "A001"
    assert called.state.missed == ()
    called.accepted(commands.Park("1"))
    called.accepted(commands.CallTicket("1", "A001"))
    assert called.at("1").state is TicketState.CALLED


# put aside


def test_a_parked_ticket_comes_back_to_the_window_that_parked_it(called):
    called.accepted(commands.StartService("1"))
    called.accepted(commands.Park("1", "a photo is missing"))
    assert called.state.window("1").state is WindowState.OPEN
    called.accepted(commands.Resume("A001"))
    assert called.state.find_ticket("A001").meant_for == "1"
    assert called.call("1").number == "A001"  # its place is before A002's


def test_a_parked_ticket_is_everybodys_once_its_window_is_closed(called):
    called.state = called.state._replace()
    called.open("1")
    called.accepted(commands.Park("1"))
    called.accepted(commands.Resume("A001"))
    called.accepted(commands.CloseWindow("1"))
    called.accepted(commands.CloseWindow("2"))
    story = called
    hall = replace(
        story.state.hall, windows={**story.state.hall.windows, "3": replace(story.state.hall.windows["1"], id="3")}
    )
    story.state = story.state._replace(hall=hall)
    story.open("3", "1003")
    assert story.call("3").number == "A001"


def test_while_its_window_is_open_nobody_else_calls_it(called):
    called.accepted(commands.Park("1"))
    called.accepted(commands.Resume("A001"))
    open_third_window(called)
    assert called.call("3").number == "A002"
    called.accepted(commands.Miss("3"))
    assert called.refusal(commands.CallNext("3")) == "nobody_waiting"


def test_whoever_is_parked_still_holds_a_ticket(called):
    called.accepted(commands.Park("1"))
    again = commands.IssueTicket(ticket="t", origin="kiosk", queue="household", person="p")
    assert called.refusal(again) == "already_waiting"


def test_a_missed_person_comes_back_at_the_own_place(called):
    called.accepted(commands.Miss("1"))
    called.later(minutes=10).accepted(commands.Resume("A001"))
    assert called.call("1").number == "A001"


def test_where_the_hall_says_so_a_missed_person_comes_back_at_the_end(called):
    rules = replace(called.state.hall.rules, missed_return="end")
    called.state = called.state._replace(hall=replace(called.state.hall, rules=rules))
    called.accepted(commands.Miss("1"))
    called.later(minutes=1).accepted(commands.Resume("A001"))
    assert called.call("1").number == "A002"


def test_who_waits_cannot_be_resumed(called):
    assert called.refusal(commands.Resume("A002")) == "wrong_state"


# sent on


def test_a_transfer_keeps_the_number_and_starts_a_new_wait(called):
    called.issue("tax")
    called.later(minutes=5).accepted(commands.Transfer("1", "tax"))
    ticket = called.state.find_ticket("A001")
    assert (ticket.queue, ticket.state, ticket.number) == ("tax", TicketState.WAITING, "A001")
    assert called.call("2").number == "B001"
    assert called.state.window("1").state is WindowState.OPEN


def test_a_transfer_may_keep_the_place(called):
    called.issue("tax")
    called.later(minutes=5).accepted(commands.Transfer("1", "tax", keep_place=True))
    assert called.call("2").number == "A001"


def test_a_transfer_to_a_window_is_for_that_window(called):
    called.issue("tax")
    called.accepted(commands.CallNext("2"))
    called.accepted(commands.Transfer("2", "1"))
    assert called.state.find_ticket("B001").meant_for == "1"
    assert called.refusal(commands.CallNext("2")) == "nobody_waiting"


@pytest.mark.parametrize(("to", "code"), [("passport", "unknown_queue"), ("3", "unknown_queue")])
def test_a_transfer_to_nowhere_is_refused(called, to, code):
    assert called.refusal(commands.Transfer("1", to)) == code


def test_a_transfer_to_a_closed_window_or_queue_is_refused(called):
    called.accepted(commands.CloseWindow("2"))
    assert called.refusal(commands.Transfer("1", "2")) == "wrong_state"
    called.accepted(commands.CloseQueue("tax"))
    assert called.refusal(commands.Transfer("1", "tax")) == "queue_closed"


def test_after_a_transfer_the_person_may_take_a_ticket_for_the_first_queue_again(called):
    called.accepted(commands.Transfer("1", "tax"))
    assert called.issue("household", person="p").number == "A003"
    again = commands.IssueTicket(ticket="t", origin="kiosk", queue="tax", person="p")
    assert called.refusal(again) == "already_waiting"


# taken back


def test_an_undone_call_puts_the_person_back_at_the_own_place(called):
    before = called.state.find_ticket("A001")
    called.later(seconds=30).accepted(commands.Undo("1"))
    ticket = called.state.find_ticket("A001")
    assert (ticket.state, ticket.since) == (TicketState.WAITING, before.since)
    assert called.state.calls == ()
    assert called.call("1").number == "A001"


def test_an_undone_miss_is_a_call_again(called):
    called.accepted(commands.Miss("1"))
    called.accepted(commands.Undo("1"))
    assert called.at("1").state is TicketState.CALLED
    assert called.state.missed == ()


def test_an_undone_finish_is_service_again(called):
    called.accepted(commands.StartService("1"))
    called.accepted(commands.Finish("1"))
    called.accepted(commands.Undo("1"))
    assert called.at("1").state is TicketState.SERVING
    assert called.state.window("1").state is WindowState.SERVING


def test_what_the_printer_said_meanwhile_stays(called):
    called.accepted(commands.ReportPrint("A001", "yes"))
    called.accepted(commands.Undo("1"))
    assert called.state.find_ticket("A001").printed == "yes"


@pytest.mark.parametrize("then", ["too late", "twice", "started", "moved on", "paused", "rated"])
def test_only_the_last_step_can_be_taken_back_and_only_for_a_while(called, then):
    match then:
        case "too late":
            called.later(seconds=61)
        case "twice":
            called.accepted(commands.Undo("1"))
        case "started":
            called.accepted(commands.StartService("1"))
        case "moved on":
            called.accepted(commands.Miss("1"))
            called.accepted(commands.Resume("A001"))
        case "paused":
            called.accepted(commands.Miss("1"))
            called.accepted(commands.PauseWindow("1"))
        case "rated":
            called.accepted(commands.StartService("1"))
            called.accepted(commands.Finish("1"))
            called.accepted(commands.RateService("A001", 5))
    assert called.refusal(commands.Undo("1")) == "wrong_state"


# the end of a visit


def test_a_visit_is_rated_once(called):
    assert called.refusal(commands.RateService("A001", 5)) == "wrong_state"
    called.accepted(commands.StartService("1"))
    called.accepted(commands.Finish("1"))
    called.accepted(commands.RateService("A001", 5, ("quick",)))
    assert called.refusal(commands.RateService("A001", 1)) == "already_rated"


# queues


def test_a_closed_queue_gives_out_no_tickets_and_serves_who_waits(called):
    called.accepted(commands.CloseQueue("household", "network down"))
    issue = commands.IssueTicket(ticket="t", origin="kiosk", queue="household")
    assert called.refusal(issue) == "queue_closed"
    called.accepted(commands.Miss("1"))
    assert called.call("1").number == "A002"
    called.accepted(commands.OpenQueue("household"))
    called.accepted(issue)


@pytest.mark.parametrize(("command", "code"), [
    (commands.OpenQueue("tax"), "wrong_state"),
    (commands.OpenQueue("passport"), "unknown_queue"),
    (commands.CloseQueue("passport"), "unknown_queue"),
])  # fmt: skip
def test_a_queue_that_is_open_cannot_be_opened(called, command, code):
    assert called.refusal(command) == code


# the end of the counters' day


def closing(story, rule):
    rules = replace(story.state.hall.rules, waiting_at_close=rule)
    story.state = story.state._replace(hall=replace(story.state.hall, rules=rules))
    story.issue("household")
    story.later(hours=8, minutes=30)  # 17:30, the end of the last hours
    return [type(event) for event in story.accepted(commands.OpenWindow("1", "1001"))]


def test_at_closing_time_the_line_is_cleared_where_the_hall_says_so(story):
    assert closing(story, "clear") == [events.TicketCancelled, events.CountersClosed, events.WindowOpened]
    assert story.refusal(commands.CallNext("1")) == "nobody_waiting"


def test_otherwise_who_waits_at_closing_time_is_served(story):
    assert closing(story, "serve") == [events.CountersClosed, events.WindowOpened]
    assert story.call("1").number == "A001"


def test_lunch_is_no_closing_time(story):
    story.issue("household")
    story.later(hours=3, minutes=30)  # half past twelve
    assert [type(event) for event in story.accepted(commands.OpenWindow("1", "1001"))] == [events.WindowOpened]
