"""The rules of a citizen's visit, from the card to the paper."""

from dataclasses import replace

import pytest

from kiosk.flow import inputs
from kiosk.flow.advance import begin
from kiosk.flow.effects import ForgetPerson, StopWatching, WatchForCard, Withdraw
from kiosk.flow.pages import ChooseQueue, Confirm, Done, Enquiries, Printing, Problem, Sending, Start
from kiosk.flow.session import Readiness, Session, Surroundings, after_fault, readiness
from kiosk.flow.times import LEFT_ASIDE_S, QUIET_S, READING_S, SENDING_S, WARNING_S, warning_left_s
from kiosk.flow.wish import Goal
from queue_server.contract.commands import CancelTicket, IssueTicket, Printed
from queue_server.contract.replies import refused
from queue_server.contract.views import PartHealth
from tests.kiosk.hall import AROUND, CLOSED, PERSON, TICKET, WANTED
from tests.kiosk.visit import IDS, Visit, asked, chosen, printed, ticketed

CONFIRM = Confirm("household", None, "elderly")
"""The card is that of somebody who is old enough."""


def test_a_card_a_queue_and_one_confirmation_give_a_printed_ticket() -> None:
    visit = ticketed()
    printed(visit, Printed.YES)
    assert visit.page() == Done(IDS[0], TICKET, 1, Printed.YES, "ok")
    assert len(visit.sent(IssueTicket)) == 1


def test_the_holder_goes_with_the_command_in_the_language_of_the_person() -> None:
    visit = chosen()
    visit.give(inputs.LanguageChosen("en"), inputs.ConfirmTouched())
    data = visit.sent(IssueTicket)[0].command.data
    assert isinstance(data, IssueTicket)
    assert data.holder is not None
    assert (data.holder.id_number, data.holder.name, data.holder.language) == ("11010519491231002X", "张示例", "en")


def test_a_command_is_void_a_minute_after_it_was_sent() -> None:
    command = asked().sent(IssueTicket)[0].command
    assert command.expires_at is not None
    assert (command.expires_at - command.sent_at).total_seconds() == SENDING_S


def test_a_second_touch_on_the_confirmation_sends_nothing() -> None:
    visit = asked()
    visit.give(inputs.ConfirmTouched())
    assert len(visit.sent(IssueTicket)) == 1


def test_a_closed_or_unknown_queue_cannot_be_chosen() -> None:
    for queue in ("business", "no-such-queue"):
        visit = Visit()
        visit.give(inputs.CardLaid(PERSON), inputs.QueueTouched(queue))
        assert visit.page() == ChooseQueue()


def test_cards_are_watched_for_where_one_begins_something_and_as_long_as_one_lies_there() -> None:
    visit = Visit()
    assert begin(AROUND)[1] == (WatchForCard(),)
    assert StopWatching() in visit.give(inputs.CardLaid(replace(PERSON, card=False)))
    assert WatchForCard() in visit.give(inputs.HomeTouched())
    assert StopWatching() not in visit.give(inputs.CardLaid(replace(PERSON, card=True)))


@pytest.mark.parametrize("around", [replace(AROUND, line=False), replace(AROUND, hall=None)], ids=["line", "hall"])
def test_where_nothing_is_known_of_the_hall_a_card_begins_nothing(around: Surroundings) -> None:
    visit = Visit(begin(around)[0])
    visit.give(inputs.CardLaid(PERSON))
    assert (visit.page(), visit.session.person) == (Start(), None)


def test_a_card_outside_the_hours_leads_to_what_is_possible_then() -> None:
    visit = Visit(begin(replace(AROUND, hall=CLOSED))[0])
    visit.give(inputs.CardLaid(PERSON))
    assert visit.page() == Enquiries()


def test_a_broken_reader_leaves_the_other_ways_in() -> None:
    visit = Visit(begin(replace(AROUND, reader=PartHealth(status="offline")))[0])
    assert readiness(visit.session.around) is Readiness.NO_READER
    visit.give(inputs.GoalChosen(Goal.TAKE), inputs.WithoutIdentityTouched())
    assert visit.page() == ChooseQueue()


def test_a_card_that_cannot_be_used_brings_its_sentence_and_then_start() -> None:
    visit = Visit()
    text = {"zh": "没有读出身份证。", "en": "The card could not be read."}
    visit.give(inputs.CardFailed("card_unreadable", text))
    assert visit.page() == Problem("card.card_unreadable", text=text)
    visit.give(inputs.HomeTouched())
    assert visit.page() == Start()


def test_a_card_that_was_left_lying_is_said_and_begins_nothing() -> None:
    visit = Visit()
    visit.give(inputs.CardLeft(lying=True))
    assert visit.page() == Start(card_left=True)
    visit.give(inputs.CardLeft(lying=False))
    assert visit.page() == Start()


def test_back_leads_one_step_back_and_keeps_the_sheet_of_tiles() -> None:
    visit = Visit()
    visit.give(inputs.CardLaid(PERSON), inputs.SheetTurned(1), inputs.QueueTouched("medical"), inputs.BackTouched())
    assert visit.page() == ChooseQueue(sheet=1)
    visit.give(inputs.SheetTurned(-1), inputs.SheetTurned(-1))
    assert visit.page() == ChooseQueue()
    visit.give(inputs.BackTouched())
    assert visit.page() == Start()


def test_who_has_something_to_lose_is_warned_twenty_seconds_before() -> None:
    visit = chosen()
    visit.give(inputs.Tick(READING_S - WARNING_S - 0.1))
    assert warning_left_s(visit.session.page, visit.session.left_s) is None
    visit.give(inputs.Tick(0.1))
    assert warning_left_s(visit.session.page, visit.session.left_s) == pytest.approx(WARNING_S)


def test_one_touch_gives_more_time_as_often_as_it_is_asked_for() -> None:
    visit = chosen()
    for _ in range(12):
        visit.give(inputs.Tick(READING_S - 1), inputs.MoreTimeTouched())
    assert visit.page() == CONFIRM


def test_nobody_there_means_start_and_nothing_kept() -> None:
    visit = chosen()
    visit.give(inputs.LanguageChosen("en"))
    assert ForgetPerson() in visit.give(inputs.Tick(READING_S))
    assert visit.session == Session(around=AROUND)


def test_a_chosen_language_stays_for_the_one_who_chose_it() -> None:
    visit = Visit()
    visit.give(inputs.LanguageChosen("en"), inputs.Tick(LEFT_ASIDE_S - 1), inputs.Touched())
    visit.give(inputs.Tick(LEFT_ASIDE_S - 1))
    assert visit.session.language == "en"
    visit.give(inputs.Tick(1))
    assert visit.session.language == "zh"


def test_help_left_open_by_somebody_who_went_gives_way_to_start() -> None:
    visit = Visit()
    visit.give(inputs.HelpTouched(), inputs.Tick(LEFT_ASIDE_S))
    assert visit.session == Session(around=AROUND)


def test_after_three_seconds_without_a_reply_the_page_says_what_we_wait_for() -> None:
    visit = asked()
    visit.give(inputs.Tick(QUIET_S - 0.1))
    assert visit.page() == Sending((IDS[0],), WANTED, lost=False)
    visit.give(inputs.Tick(0.1))
    assert visit.page() == Sending((IDS[0],), WANTED, lost=True)


def test_a_line_that_goes_is_told_at_once_and_nothing_is_sent_anew_when_it_is_back() -> None:
    visit = asked()
    visit.give(inputs.SurroundingsChanged(replace(AROUND, line=False)))
    assert visit.page() == Sending((IDS[0],), WANTED, lost=True)
    assert visit.give(inputs.SurroundingsChanged(AROUND)) == []


def test_who_stops_waiting_withdraws_the_command() -> None:
    visit = asked()
    assert Withdraw((IDS[0],)) in visit.give(inputs.BackTouched())
    assert visit.page() == Start()


def test_a_ticket_that_comes_when_its_citizen_has_left_is_cancelled_once() -> None:
    visit = asked()
    visit.give(inputs.BackTouched(), inputs.TicketCame(IDS[0], TICKET), inputs.TicketCame(IDS[0], TICKET))
    first, second = visit.sent(CancelTicket)
    assert first.command.data == CancelTicket(ticket="t-1")
    assert first.command.id == second.command.id


def test_a_ticket_that_comes_late_to_who_still_stands_there_is_theirs() -> None:
    visit = asked()
    visit.give(inputs.Tick(SENDING_S))
    assert visit.page() == Problem("no_answer", again=WANTED, command_ids=(IDS[0],))
    visit.give(inputs.TicketCame(IDS[0], TICKET))
    assert visit.page() == Printing(IDS[0], TICKET, 1)
    assert not visit.sent(CancelTicket)


def test_asking_again_takes_whichever_ticket_comes_first_and_cancels_the_other() -> None:
    visit = asked()
    visit.give(inputs.Tick(SENDING_S), inputs.AgainTouched(), inputs.TicketCame(IDS[0], TICKET))
    assert visit.page() == Printing(IDS[0], TICKET, 1)
    visit.give(inputs.TicketCame(IDS[1], TICKET.model_copy(update={"id": "t-2"})))
    assert [each.command.data for each in visit.sent(CancelTicket)] == [CancelTicket(ticket="t-2")]
    assert visit.page() == Printing(IDS[0], TICKET, 1)


def test_a_refusal_is_told_in_the_words_of_the_reply_with_its_figures() -> None:
    visit = asked()
    error = refused(IDS[0], "already_waiting", {"ticket": "t-0", "number": "A007"}).error
    assert error is not None
    visit.give(inputs.TicketRefused(IDS[0], error))
    page = visit.page()
    assert isinstance(page, Problem)
    assert (page.code, page.number, page.again) == ("already_waiting", "A007", None)
    assert page.text == error.message


def test_what_may_help_to_try_again_can_be_tried_again_with_a_new_command() -> None:
    visit = asked()
    error = refused(IDS[0], "busy").error
    assert error is not None
    visit.give(inputs.TicketRefused(IDS[0], error), inputs.AgainTouched())
    assert [each.command.id for each in visit.sent(IssueTicket)] == [IDS[0], IDS[1]]


def test_a_refusal_for_somebody_else_changes_nothing() -> None:
    visit = asked()
    error = refused(IDS[5], "internal").error
    assert error is not None
    before = visit.session
    visit.give(inputs.TicketRefused(IDS[5], error))
    assert visit.session == before


def test_help_opens_and_closes_and_goes_away_with_the_page() -> None:
    visit = chosen()
    shown = []
    for given in (inputs.HelpTouched(), inputs.HelpTouched(), inputs.HelpTouched(), inputs.BackTouched()):
        visit.give(given)
        shown.append(visit.session.helping)
    assert shown == [True, False, True, False]


def test_after_a_fault_of_the_program_nothing_personal_is_left_and_start_comes_back() -> None:
    visit = Visit(after_fault(asked().session))
    assert visit.session.person is None
    visit.give(inputs.Tick(14), inputs.Tick(1))
    assert visit.page() == Start()
    assert visit.effects == [WatchForCard()]


def test_the_session_shows_nothing_of_the_person_in_a_log() -> None:
    assert "张" not in repr(asked().session)
    assert "110105" not in repr(asked().session)
