"""Tickets that were taken before: where they stand, giving them up, rating the visit; and the number for SMS."""

from dataclasses import replace

import pytest

from kiosk.flow import inputs
from kiosk.flow.effects import Ask, Send
from kiosk.flow.inputs import Input
from kiosk.flow.pages import Confirm, MyTickets, OneTicket, Problem, Rate, Said, Sure, Typing
from kiosk.flow.shades import News
from kiosk.flow.typed import Typed
from kiosk.flow.wish import Goal, Wish
from queue_server.contract.commands import CancelTicket, FindTickets, IssueTicket, RateService
from queue_server.contract.replies import refused
from queue_server.contract.views import Ticket, TicketReply, TicketsReply
from tests.kiosk.hall import AROUND, FINISHED, HALL, HOLDER, PERSON, TICKET
from tests.kiosk.visit import Visit, chosen

OTHER = FINISHED.model_copy(update={"id": "t-2", "number": "B007", "queue": "social"})


def looking(goal: Goal, *found: Ticket) -> Visit:
    visit = Visit()
    visit.give(inputs.GoalChosen(Goal.ENQUIRE), inputs.GoalChosen(goal), inputs.CardLaid(PERSON))
    [asked] = [each.command for each in visit.effects if isinstance(each, Ask)]
    assert asked.data == FindTickets(holder=HOLDER)
    visit.give(inputs.Answered(asked.id, FindTickets, TicketsReply(tickets=found)))
    return visit


def keys(text: str) -> list[Input]:
    return [inputs.KeyTouched(key) for key in text]


def test_a_card_shows_where_ones_ticket_stands() -> None:
    assert looking(Goal.TICKET, TICKET).page() == OneTicket(TICKET, mine=True)


def test_several_tickets_are_listed_first() -> None:
    visit = looking(Goal.TICKET, TICKET, OTHER)
    assert visit.page() == MyTickets((TICKET, OTHER))
    visit.give(inputs.TicketTouched("t-2"))
    assert visit.page() == OneTicket(OTHER, mine=True)


def test_who_has_none_is_told_so_and_may_take_one() -> None:
    assert looking(Goal.TICKET).page() == Problem("no_tickets", instead=Wish(Goal.TAKE))


def test_a_ticket_is_given_up_only_by_who_is_sure() -> None:
    visit = looking(Goal.TICKET, TICKET)
    visit.give(inputs.CancelTouched())
    assert visit.page() == Sure(CancelTicket(ticket="t-1"), "A012")
    visit.give(inputs.ConfirmTouched())
    [sent] = visit.sent(CancelTicket)
    visit.give(inputs.Answered(sent.command.id, CancelTicket, TicketReply(ticket=TICKET)))
    assert visit.page() == Said(News.TICKET_CANCELLED)


@pytest.mark.parametrize("state", ["called", "serving", "finished", "cancelled"])
def test_who_was_called_cannot_give_up_here(state: str) -> None:
    visit = looking(Goal.TICKET, TICKET.model_copy(update={"state": state}))
    visit.give(inputs.CancelTouched())
    assert isinstance(visit.page(), OneTicket)


def test_the_last_visit_that_is_over_is_rated() -> None:
    visit = looking(Goal.RATE, TICKET, FINISHED, OTHER)
    assert visit.page() == Rate(FINISHED)
    visit.give(inputs.ScoreTouched(4))
    [sent] = visit.sent(RateService)
    assert sent.command.data == RateService(ticket="t-1", score=4)
    visit.give(inputs.Answered(sent.command.id, RateService, None))
    assert visit.page() == Said(News.RATED)


@pytest.mark.parametrize("score", [0, 6])
def test_there_are_five_levels(score: int) -> None:
    visit = looking(Goal.RATE, FINISHED)
    visit.give(inputs.ScoreTouched(score))
    assert visit.page() == Rate(FINISHED)


def test_where_nothing_is_over_there_is_nothing_to_rate() -> None:
    assert looking(Goal.RATE, TICKET).page() == Problem("nothing_to_rate")


def test_a_visit_is_rated_once() -> None:
    visit = looking(Goal.RATE, FINISHED)
    visit.give(inputs.ScoreTouched(5))
    [sent] = visit.sent(RateService)
    error = refused(sent.command.id, "already_rated").error
    assert error is not None
    visit.give(inputs.Refused(sent.command.id, error))
    page = visit.page()
    assert isinstance(page, Problem)
    assert (page.code, page.again) == ("already_rated", None)


def test_who_has_a_number_already_can_see_where_it_stands() -> None:
    visit = chosen()
    visit.give(inputs.ConfirmTouched())
    [sent] = visit.sent(IssueTicket)
    error = refused(sent.command.id, "already_waiting", {"ticket": "t-1", "number": "A012"}).error
    assert error is not None
    visit.give(inputs.TicketRefused(sent.command.id, error), inputs.InsteadTouched())
    assert [each.command.data for each in visit.effects if isinstance(each, Ask)][-1] == FindTickets(holder=HOLDER)


def test_a_number_that_is_left_goes_with_the_ticket_and_can_be_taken_back() -> None:
    visit = chosen()
    visit.give(inputs.TypeTouched(Typed.PHONE), *keys("13800138000"), inputs.ConfirmTouched())
    assert isinstance(visit.page(), Confirm)
    assert visit.session.phone == "13800138000"
    assert "13800138000" not in repr(visit.session)
    visit.give(inputs.TypeTouched(Typed.PHONE))
    assert visit.page() == Typing(Typed.PHONE, "13800138000")
    visit.give(*(inputs.DeleteTouched() for _ in range(11)), inputs.ConfirmTouched())
    assert visit.session.phone is None


def test_a_number_is_left_also_without_an_identity() -> None:
    visit = Visit()
    visit.give(inputs.GoalChosen(Goal.TAKE), inputs.WithoutIdentityTouched(), inputs.QueueTouched("household"))
    visit.give(inputs.TypeTouched(Typed.PHONE), *keys("13800138000"), inputs.ConfirmTouched(), inputs.ConfirmTouched())
    data = next(each.command.data for each in visit.effects if isinstance(each, Send))
    assert isinstance(data, IssueTicket)
    assert data.holder is not None
    assert (data.holder.id_number, data.holder.phone) == (None, "13800138000")


def test_where_the_hall_sends_no_sms_no_number_is_asked_for() -> None:
    visit = chosen()
    around = replace(AROUND, hall=HALL.model_copy(update={"sms": False}))
    visit.give(inputs.SurroundingsChanged(around), inputs.TypeTouched(Typed.PHONE))
    assert isinstance(visit.page(), Confirm)
