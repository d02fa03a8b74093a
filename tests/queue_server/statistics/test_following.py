"""A visit is told as the person lived it; what a window took back is as if it had not been."""

from datetime import timedelta

import pytest

from queue_server.domain import commands, events
from queue_server.statistics.following import VisitFollower
from queue_server.statistics.visits import service_s, waited_s, way_s


def follow(story):
    """Every visit, each once it is over for good; at the end those that are not."""
    follower = VisitFollower()
    over = [visit for event in story.happened for visit in follower.take(event)]
    return [*over, *follower.rest()]


def visits_of(story):
    return {visit.number: visit for visit in follow(story)}


def figures_of(visit):
    return waited_s(visit.waits), way_s(visit.stays), service_s(visit.stays)


def serve_called(story, window="1"):
    """The way takes one minute, the service five."""
    story.later(minutes=1).accepted(commands.StartService(window))
    story.later(minutes=5).accepted(commands.Finish(window, "done"))


def test_a_visit_is_waiting_way_and_service(day):
    serve_called(day)
    visit = visits_of(day)["A001"]
    assert figures_of(visit) == (120, 60, 300)
    assert (visit.ended, visit.outcome, visit.queue, visit.item) == ("served", "done", "household", "move-in")


def test_an_offline_ticket_waits_from_when_it_was_taken(day):
    day.accepted(commands.ReserveNumbers("household", 5, "kiosk-1"))
    taken = day.now - timedelta(minutes=30)
    day.accepted(
        commands.IssueTicket("offline", "kiosk", queue="household", offline=commands.Offline("A003", taken, "kiosk-1"))
    )
    day.accepted(commands.Miss("1"))
    day.accepted(commands.CallTicket("1", "A003"))
    assert waited_s(visits_of(day)["A003"].waits) == 1800


def test_a_kiosk_whose_clock_is_ahead_makes_no_negative_wait(day):
    day.accepted(commands.ReserveNumbers("household", 5, "kiosk-1"))
    ahead = day.now + timedelta(minutes=3)
    day.accepted(
        commands.IssueTicket("offline", "kiosk", queue="household", offline=commands.Offline("A003", ahead, "kiosk-1"))
    )
    day.accepted(commands.Miss("1"))
    day.accepted(commands.CallTicket("1", "A003"))
    assert waited_s(visits_of(day)["A003"].waits) == 0


def test_a_recall_does_not_start_the_way_anew(day):
    day.later(seconds=40).accepted(commands.Recall("1"))
    serve_called(day)
    visit = visits_of(day)["A001"]
    assert visit.stays[0].recalls == 1
    assert way_s(visit.stays) == 100


def test_a_transfer_is_one_visit_with_two_waits_and_two_services(day):
    day.later(minutes=1).accepted(commands.StartService("1"))
    day.later(minutes=4).accepted(commands.Transfer("1", "tax"))
    day.open("2", "1002")
    day.later(minutes=3).call("2")
    serve_called(day, "2")
    visit = visits_of(day)["A001"]
    assert visit.queues == ("household", "tax")
    assert [(wait.queue, wait.window) for wait in visit.waits] == [("household", "1"), ("tax", "2")]
    assert [stay.end for stay in visit.stays] == ["transferred", "served"]
    assert figures_of(visit) == (120 + 180, 60 + 60, 240 + 300)


def test_time_put_aside_is_neither_waiting_nor_service(day):
    day.accepted(commands.StartService("1"))
    day.later(minutes=2).accepted(commands.Park("1"))
    day.later(minutes=20).accepted(commands.Resume("A001"))
    day.later(minutes=3).call("1")
    serve_called(day)
    visit = visits_of(day)["A001"]
    assert figures_of(visit) == (120 + 180, 0 + 60, 120 + 300)
    assert [(park.until - park.since).total_seconds() for park in visit.parks] == [1200]


def test_a_parked_ticket_called_by_name_did_not_wait_again(day):
    day.accepted(commands.Park("1"))
    day.later(minutes=20).accepted(commands.CallTicket("1", "A001"))
    visit = visits_of(day)["A001"]
    assert (waited_s(visit.waits), visit.parks[0].until) == (120, day.now)


def test_who_was_missed_and_came_back_is_served(day):
    day.accepted(commands.Miss("1"))
    assert visits_of(day)["A001"].ended == "missed"
    day.later(minutes=10).accepted(commands.Resume("A001"))
    assert visits_of(day)["A001"].ended is None
    day.later(minutes=1).call("1")
    serve_called(day)
    visit = visits_of(day)["A001"]
    assert visit.ended == "served"
    assert [stay.end for stay in visit.stays] == ["missed", "served"]
    assert waited_s(visit.waits) == 180


def test_who_cancels_has_no_waiting_time_to_tell(day):
    day.later(minutes=10).accepted(commands.CancelTicket("A002"))
    visit = visits_of(day)["A002"]
    assert (visit.ended, waited_s(visit.waits)) == ("cancelled", None)


def test_who_is_still_here_when_the_day_ends_is_left_over(day):
    day.later(days=1).issue("household")
    visit = visits_of(day)["A002"]
    assert visit.ended == "left_over"


def test_ratings_and_prints_belong_to_the_visit(day):
    day.accepted(commands.ReportPrint("A001", "no", "paper out"))
    serve_called(day)
    day.accepted(commands.RateService("A001", 4))
    visit = visits_of(day)["A001"]
    assert (visit.rating, visit.printed) == (4, "no")


# taken back


def test_an_undone_call_is_no_call(day):
    day.later(seconds=20).accepted(commands.Recall("1"))
    day.later(seconds=10).accepted(commands.Undo("1"))
    assert visits_of(day)["A001"].stays == ()
    day.later(minutes=1).call("1")
    serve_called(day)
    assert figures_of(visits_of(day)["A001"]) == (120 + 30 + 60, 60, 300)


def test_an_undone_finish_goes_on_with_the_same_service(day):
    serve_called(day)
    day.later(seconds=30).accepted(commands.Undo("1"))
    day.later(minutes=2).accepted(commands.Finish("1"))
    visit = visits_of(day)["A001"]
    assert len(visit.stays) == 1
    assert figures_of(visit) == (120, 60, 300 + 30 + 120)


def test_an_undone_miss_goes_on_with_the_same_call(day):
    day.later(seconds=10).accepted(commands.Miss("1"))
    day.later(seconds=10).accepted(commands.Undo("1"))
    serve_called(day)
    visit = visits_of(day)["A001"]
    assert [stay.end for stay in visit.stays] == ["served"]
    assert way_s(visit.stays) == 80


def test_an_undone_call_of_a_parked_ticket_puts_it_aside_again(day):
    day.accepted(commands.Park("1"))
    day.later(minutes=1).accepted(commands.CallTicket("1", "A001"))
    day.accepted(commands.Undo("1"))
    visit = visits_of(day)["A001"]
    assert visit.parks[0].until is None
    assert [stay.end for stay in visit.stays] == ["parked"]


def test_what_the_printer_said_meanwhile_stays(day):
    day.accepted(commands.ReportPrint("A001", "yes"))
    day.accepted(commands.Undo("1"))
    assert visits_of(day)["A001"].printed == "yes"


# one pass over a year


def test_a_new_day_lets_go_of_every_visit_but_those_at_a_window(day):
    serve_called(day)
    day.call("1")
    follower = VisitFollower()
    day.later(days=1).issue("household")
    over = [visit.number for event in day.happened for visit in follower.take(event)]
    assert over == ["A001"]
    assert sorted(visit.number for visit in follower.rest()) == ["A001", "A002"]  # today's A001, and who is served


def test_every_visit_is_told_once(day):
    for _ in range(3):
        day.later(days=1)
        day.issue("household")
        day.issue("tax")
    told = [visit.ticket for visit in follow(day)]
    issued = [event.ticket for event in day.happened if isinstance(event, events.TicketIssued)]
    assert sorted(told) == sorted(issued)


@pytest.mark.parametrize("left_out", [events.TicketIssued, events.TicketCalled])
def test_events_that_fit_no_visit_are_counted_and_survived(day, left_out):
    serve_called(day)
    follower = VisitFollower()
    for event in day.happened:
        if not isinstance(event, left_out):
            follower.take(event)
    assert follower.unmatched > 0
