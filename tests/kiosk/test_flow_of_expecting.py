"""Who lays a card on the first page and is expected: the check-in comes first, and nobody is kept waiting for it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.flow import inputs
from kiosk.flow.advance import begin
from kiosk.flow.effects import Ask, Send, Withdraw
from kiosk.flow.expecting import NEAR, to_offer
from kiosk.flow.pages import Asking, ChooseQueue, Enquiries, Expected, Printing, Start, Welcome
from kiosk.flow.session import Surroundings
from kiosk.flow.times import GREETING_S
from kiosk.flow.wish import Goal, Wish
from queue_server.contract.commands import CheckIn, FindAppointments
from queue_server.contract.replies import refused
from queue_server.contract.views import Appointment, TicketReply
from tests.kiosk.hall import APPOINTMENT, AROUND, CLOSED, DUE, EARLY, HALL, HOLDER, NOW, PERSON, TICKET
from tests.kiosk.visit import Visit


def recognised(*booked: Appointment, around: Surroundings = AROUND) -> Visit:
    visit = Visit(begin(around)[0], booked)
    visit.give(inputs.CardLaid(PERSON))
    return visit


def greeted() -> Visit:
    """The hall has not answered yet."""
    visit = Visit(booked=None)
    visit.give(inputs.CardLaid(PERSON))
    assert isinstance(visit.page(), Welcome)
    return visit


def asked(visit: Visit) -> Ask:
    [question] = [each for each in visit.effects if isinstance(each, Ask)]
    return question


def test_who_is_expected_is_offered_the_check_in_at_once() -> None:
    visit = recognised(DUE)
    assert asked(visit).command.data == FindAppointments(holder=HOLDER)
    assert visit.page() == Expected(DUE)
    visit.give(inputs.CheckInTouched())
    [sent] = visit.sent(CheckIn)
    assert sent.command.data == CheckIn(code=DUE.code)
    visit.give(inputs.Answered(sent.command.id, CheckIn, TicketReply(ticket=TICKET)))
    assert visit.page() == Printing(sent.command.id, TICKET, 1)


def test_who_wants_something_else_takes_a_number_with_the_same_card() -> None:
    visit = recognised(DUE)
    visit.give(inputs.InsteadTouched())
    assert visit.page() == ChooseQueue()
    assert visit.session.person == PERSON
    visit.give(inputs.BackTouched())
    assert visit.page() == Expected(DUE)


@pytest.mark.parametrize("booked", [(), (APPOINTMENT,), (DUE.model_copy(update={"state": "cancelled"}),)])
def test_who_is_not_expected_about_now_sees_the_services(booked: tuple[Appointment, ...]) -> None:
    visit = recognised(*booked)
    assert visit.page() == ChooseQueue()
    visit.give(inputs.BackTouched())
    assert visit.page() == Start()


def test_who_is_early_is_told_so_and_cannot_check_in_yet() -> None:
    visit = recognised(EARLY)
    assert visit.page() == Expected(EARLY)
    assert visit.give(inputs.CheckInTouched()) == []
    assert visit.page() == Expected(EARLY)


def test_an_appointment_is_spoken_of_from_an_hour_before_it_can_be_checked_in() -> None:
    opens = DUE.check_in_from
    assert opens is not None
    assert to_offer([DUE], opens - NEAR) == DUE
    assert to_offer([DUE], opens - NEAR - timedelta(seconds=1)) is None


def test_of_several_the_one_whose_time_it_is_comes_before_one_that_begins_sooner_and_is_too_early() -> None:
    just_begun = DUE.model_copy(update={"code": "8K2MPQ9X", "start": NOW - timedelta(minutes=10)})
    early = EARLY.model_copy(update={"start": NOW + timedelta(minutes=5)})
    assert to_offer([early, DUE, just_begun], NOW) == just_begun
    assert to_offer([early, DUE], NOW) == DUE


def test_before_the_counters_open_who_is_expected_can_check_in_already() -> None:
    visit = recognised(DUE, around=replace(AROUND, hall=CLOSED))
    assert visit.page() == Expected(DUE)
    visit.give(inputs.InsteadTouched())
    assert visit.page() == Enquiries()


def test_without_a_quick_answer_the_visit_goes_on_and_a_late_one_changes_nothing() -> None:
    visit = greeted()
    question = asked(visit).command.id
    assert Withdraw((question,)) in visit.give(inputs.Tick(GREETING_S))
    assert visit.page() == ChooseQueue()
    visit.give(inputs.Answered(question, FindAppointments, None))
    assert visit.page() == ChooseQueue()


def test_a_line_that_goes_keeps_nobody() -> None:
    visit = greeted()
    visit.give(inputs.SurroundingsChanged(replace(AROUND, line=False)))
    assert visit.page() == ChooseQueue()


def test_a_refusal_is_not_worth_a_word() -> None:
    visit = greeted()
    error = refused(asked(visit).command.id, "busy").error
    assert error is not None
    visit.give(inputs.Refused(asked(visit).command.id, error))
    assert visit.page() == ChooseQueue()


@pytest.mark.parametrize(
    "around",
    [
        replace(AROUND, line=False, blocks=AROUND.blocks),
        replace(AROUND, hall=HALL.model_copy(update={"items": ()})),
    ],
)
def test_where_nobody_can_be_asked_or_nothing_booked_nobody_is_asked(around: Surroundings) -> None:
    visit = recognised(DUE, around=around)
    assert not [each for each in visit.effects if isinstance(each, Ask | Send)]


def test_who_has_said_what_they_want_is_not_asked_what_they_came_for() -> None:
    visit = Visit(booked=None)
    visit.give(inputs.GoalChosen(Goal.CHECK_IN), inputs.CardLaid(PERSON))
    assert isinstance(visit.page(), Asking)
    assert visit.session.wish == Wish(Goal.CHECK_IN)
