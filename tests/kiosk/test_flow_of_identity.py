"""Who somebody is: by card, by code, by typing, or without, where that is enough."""

from dataclasses import replace

import pytest

from kiosk.flow import inputs
from kiosk.flow.advance import begin
from kiosk.flow.blocks import Block
from kiosk.flow.effects import Ask, ForgetPerson, Send
from kiosk.flow.inputs import Input
from kiosk.flow.pages import Asking, ChooseQueue, Closed, Confirm, Identify, OneTicket, Problem, Start, Typing
from kiosk.flow.session import Surroundings
from kiosk.flow.times import READING_S, WARNING_S, warning_left_s
from kiosk.flow.typed import Typed
from kiosk.flow.wish import Goal, Wish
from queue_server.contract.commands import (
    CheckIn,
    FindAppointments,
    FindTickets,
    GetTicket,
    IdType,
    IssueTicket,
    ReadCredential,
)
from queue_server.contract.holders import Identity, IdentityReply
from queue_server.contract.replies import refused
from queue_server.contract.views import TicketReply
from tests.kiosk.hall import AROUND, CLOSED, HALL, HOLDER, NOW, PERSON, QUEUES, TICKET
from tests.kiosk.visit import OTHER_IDS, Visit

NUMBER = "11010519491231002X"
CREDIT_CODE = "91350100M000100Y43"


def keys(text: str) -> list[Input]:
    return [inputs.KeyTouched(key) for key in text]


def wanting(goal: Goal, around: Surroundings = AROUND) -> Visit:
    visit = Visit(begin(around)[0])
    visit.give(inputs.GoalChosen(goal))
    return visit


def typing(goal: Goal, what: Typed, text: str) -> Visit:
    visit = wanting(goal)
    visit.give(inputs.TypeTouched(what), *keys(text))
    return visit


@pytest.mark.parametrize(
    ("goal", "asked"),
    [(Goal.TAKE, None), (Goal.CHECK_IN, CheckIn(holder=HOLDER))],
)
def test_a_card_says_who_it_is_whatever_was_wanted(goal: Goal, asked: CheckIn | None) -> None:
    visit = wanting(goal)
    assert visit.page() == Identify()
    visit.give(inputs.CardLaid(PERSON))
    assert visit.session.person == PERSON
    if asked is None:
        assert visit.page() == ChooseQueue()
    else:
        assert visit.page() == Asking((OTHER_IDS[1],), asked, lost=False)


def test_a_typed_number_counts_as_a_card() -> None:
    visit = typing(Goal.TAKE, Typed.ID_NUMBER, NUMBER)
    visit.give(inputs.ConfirmTouched(), inputs.QueueTouched("household"), inputs.ConfirmTouched())
    holder = _issued(visit).holder
    assert holder is not None
    assert (holder.id_type, holder.id_number, holder.name) == (IdType.RESIDENT_ID, NUMBER, None)


def test_an_organisation_comes_with_its_social_credit_code() -> None:
    visit = typing(Goal.TAKE, Typed.CREDIT_CODE, CREDIT_CODE)
    visit.give(inputs.ConfirmTouched())
    assert visit.page() == ChooseQueue()
    assert visit.session.holder is not None
    assert visit.session.holder.id_type is IdType.ORGANISATION


def test_a_number_with_a_wrong_digit_leads_nowhere_and_is_not_lost() -> None:
    visit = typing(Goal.TAKE, Typed.ID_NUMBER, NUMBER[:-1] + "1")
    visit.give(inputs.ConfirmTouched())
    assert visit.page() == Typing(Typed.ID_NUMBER, NUMBER[:-1] + "1")
    visit.give(inputs.DeleteTouched(), inputs.KeyTouched("X"), inputs.ConfirmTouched())
    assert visit.page() == ChooseQueue()


def test_without_identity_a_ticket_is_had_where_the_queue_allows_it() -> None:
    visit = wanting(Goal.TAKE)
    visit.give(inputs.WithoutIdentityTouched(), inputs.QueueTouched("household"), inputs.ConfirmTouched())
    assert _issued(visit) == IssueTicket(queue="household")


def test_a_queue_that_needs_an_identity_asks_for_it_and_goes_on_with_the_same_queue() -> None:
    strict = QUEUES[0].model_copy(update={"identity": "required"})
    visit = wanting(Goal.TAKE, replace(AROUND, queues=(strict, *QUEUES[1:])))
    visit.give(inputs.WithoutIdentityTouched(), inputs.QueueTouched("household"))
    assert visit.page() == Identify()
    visit.give(inputs.WithoutIdentityTouched())
    assert visit.page() == Identify()
    visit.give(inputs.CardLaid(PERSON))
    assert visit.page() == Confirm("household", None, "elderly")


@pytest.mark.parametrize("goal", [Goal.CHECK_IN, Goal.TICKET, Goal.APPOINTMENTS, Goal.RATE])
def test_what_is_somebodys_own_is_not_had_without_identity(goal: Goal) -> None:
    visit = Visit()
    visit.give(inputs.GoalChosen(Goal.ENQUIRE), inputs.GoalChosen(goal), inputs.WithoutIdentityTouched())
    assert visit.session.person is None
    assert not isinstance(visit.page(), Asking)


def test_a_scanned_credential_counts_as_a_card() -> None:
    visit = Visit()
    visit.give(inputs.CodeScanned(NUMBER))
    assert visit.page() == ChooseQueue()
    assert visit.session.holder == HOLDER.model_copy(update={"name": None})


def test_the_code_on_a_ticket_shows_where_it_stands_and_is_proof_enough_to_cancel_it() -> None:
    visit = Visit()
    effects = visit.give(inputs.CodeScanned("https://hall.example/t/9Yx2kq7Wc4TnB3sd"))
    assert [each.command.data for each in effects if isinstance(each, Ask)] == [GetTicket(ticket="9Yx2kq7Wc4TnB3sd")]
    ticket = TICKET.model_copy(update={"id": "9Yx2kq7Wc4TnB3sd"})
    visit.give(inputs.Answered(OTHER_IDS[0], GetTicket, TicketReply(ticket=ticket)))
    assert visit.page() == OneTicket(ticket, mine=True)


def test_a_number_read_off_a_screen_shows_a_ticket_and_gives_no_right_to_it() -> None:
    visit = Visit()
    visit.give(inputs.GoalChosen(Goal.ENQUIRE), inputs.GoalChosen(Goal.TICKET))
    visit.give(inputs.TypeTouched(Typed.TICKET_NUMBER), *keys("A012"), inputs.ConfirmTouched())
    visit.give(inputs.Answered(_asked(visit)[-1].command.id, GetTicket, TicketReply(ticket=TICKET)))
    assert visit.page() == OneTicket(TICKET, mine=False)
    assert visit.give(inputs.CancelTouched()) == []


@pytest.mark.parametrize("typed", [True, False])
def test_an_appointment_is_checked_in_by_its_code_typed_or_scanned(typed: bool) -> None:  # noqa: FBT001 - a parameter
    visit = wanting(Goal.CHECK_IN)
    if typed:
        visit.give(inputs.TypeTouched(Typed.APPOINTMENT_CODE), *keys("7K2MPQ9X"), inputs.ConfirmTouched())
    else:
        visit.give(inputs.CodeScanned("7K2MPQ9X"))
    assert [each.command.data for each in visit.sent(CheckIn)] == [CheckIn(code="7K2MPQ9X")]


def test_an_appointment_scanned_on_the_first_page_is_shown_with_what_can_be_done() -> None:
    visit = Visit()
    visit.give(inputs.CodeScanned("7K2MPQ9X"))
    assert [each.command.data for each in _asked(visit)] == [FindAppointments(code="7K2MPQ9X")]


def test_a_code_that_is_not_known_is_said_to_be_so() -> None:
    visit = Visit()
    visit.give(inputs.CodeScanned("https://elsewhere.example"))
    assert visit.page() == Problem("code.unknown")
    visit.give(inputs.BackTouched())
    assert visit.page() == Start()


READS = replace(AROUND, hall=HALL.model_copy(update={"credentials": True}))
CREDENTIAL = "ELC1-8f3c0a52b7d94e16"
SHOWN = IdentityReply(holder=Identity(id_type="resident_id", id_number=NUMBER, name=PERSON.name))


def showing(visit: Visit) -> str:
    visit.give(inputs.CodeScanned(CREDENTIAL))
    question = _asked(visit)[-1].command
    assert question.data == ReadCredential(code=CREDENTIAL)
    return question.id


def test_a_code_that_only_another_system_can_read_counts_as_a_card_once_that_has_answered() -> None:
    visit = Visit(begin(READS)[0])
    visit.give(inputs.Answered(showing(visit), ReadCredential, SHOWN))
    assert visit.session.person == PERSON
    assert visit.page() == ChooseQueue()
    visit.give(inputs.BackTouched())
    assert visit.page() == Start()


def test_a_credential_shown_for_something_goes_on_with_that() -> None:
    visit = wanting(Goal.CHECK_IN, READS)
    visit.give(inputs.Answered(showing(visit), ReadCredential, SHOWN))
    assert [each.command.data for each in visit.sent(CheckIn)] == [CheckIn(holder=HOLDER)]


@pytest.mark.parametrize("code", ["unknown_credential", "credentials_away"])
def test_a_credential_that_says_nothing_leaves_the_other_ways_in(code: str) -> None:
    visit = wanting(Goal.TAKE, READS)
    command_id = showing(visit)
    error = refused(command_id, code).error
    assert error is not None
    visit.give(inputs.Refused(command_id, error))
    page = visit.page()
    assert isinstance(page, Problem)
    assert page.code == code
    visit.give(inputs.BackTouched())
    assert visit.page() == Identify()


def test_without_a_line_nobody_is_asked_whose_a_credential_is() -> None:
    visit = Visit(begin(replace(READS, line=False, blocks=(Block("household", "A", 21, 24, NOW.date(), 21),)))[0])
    visit.give(inputs.CodeScanned(CREDENTIAL))
    assert visit.page() == Problem("code.unknown")


def test_who_showed_a_card_is_not_asked_again() -> None:
    visit = wanting(Goal.TAKE)
    visit.give(inputs.CardLaid(PERSON), inputs.HomeTouched())
    visit.give(inputs.GoalChosen(Goal.ENQUIRE), inputs.GoalChosen(Goal.TICKET), inputs.CardLaid(PERSON))
    assert [each.command.data for each in _asked(visit)] == [FindTickets(holder=HOLDER)]


def test_while_the_counters_are_closed_a_number_leads_to_what_can_be_had_instead() -> None:
    visit = wanting(Goal.TAKE, replace(AROUND, hall=CLOSED))
    assert visit.page() == Closed()
    visit.give(inputs.InsteadTouched())
    assert visit.session.wish == Wish(Goal.BOOK)


def test_who_takes_the_card_away_is_asked_once_and_then_everything_is_gone() -> None:
    visit = Visit()
    visit.give(inputs.CardLaid(replace(PERSON, card=True)), inputs.QueueTouched("household"))
    visit.give(inputs.CardLeft(lying=False))
    assert visit.session.card_taken
    assert warning_left_s(visit.session.page, visit.session.left_s) == WARNING_S
    assert ForgetPerson() in visit.give(inputs.Tick(WARNING_S))
    assert visit.page() == Start()


def test_one_touch_goes_on_without_the_card() -> None:
    visit = Visit()
    visit.give(inputs.CardLaid(replace(PERSON, card=True)), inputs.CardLeft(lying=False), inputs.MoreTimeTouched())
    assert not visit.session.card_taken
    assert visit.session.left_s == READING_S
    visit.give(inputs.CardLeft(lying=False))
    assert visit.session.left_s == READING_S


def test_a_card_that_lies_there_at_the_end_is_told_to_whoever_comes_next() -> None:
    visit = Visit()
    visit.give(inputs.CardLaid(replace(PERSON, card=True)), inputs.CardLeft(lying=True), inputs.HomeTouched())
    assert visit.page() == Start(card_left=True)
    visit.give(inputs.CardLeft(lying=False))
    assert visit.page() == Start()


def test_nothing_that_was_typed_or_scanned_shows_in_a_log() -> None:
    visit = typing(Goal.TAKE, Typed.ID_NUMBER, NUMBER)
    assert NUMBER not in repr(visit.session)
    visit.give(inputs.ConfirmTouched(), inputs.QueueTouched("household"), inputs.ConfirmTouched())
    assert NUMBER not in repr(visit.session)
    assert NUMBER not in repr(inputs.CodeScanned(NUMBER))
    assert "7" not in repr(inputs.KeyTouched("7"))


def test_the_first_page_leads_only_where_something_is_possible() -> None:
    visit = Visit(begin(Surroundings())[0])
    for goal in Goal:
        visit.give(inputs.GoalChosen(goal))
        assert visit.page() == Start()


def _issued(visit: Visit) -> IssueTicket:
    [sent] = visit.sent(IssueTicket)
    assert isinstance(sent.command.data, IssueTicket)
    return sent.command.data


def _asked(visit: Visit) -> list[Ask]:
    return [each for each in visit.effects if isinstance(each, Ask) and not isinstance(each, Send)]
