"""The rules of a visit while nobody can be asked."""

from dataclasses import replace
from datetime import timedelta

from kiosk.flow import inputs
from kiosk.flow.advance import advance, begin
from kiosk.flow.blocks import Block
from kiosk.flow.effects import Print, Send, TakeNumber, Withdraw
from kiosk.flow.offline import as_of, not_told_yet
from kiosk.flow.pages import ChooseQueue, Printing, Problem, Sending, Start
from kiosk.flow.session import Readiness, readiness
from kiosk.flow.times import PATIENCE_S, SENDING_S
from kiosk.presenting.facts import facts_of
from kiosk.presenting.menus import menu_of
from kiosk.presenting.outcomes import ahead_words
from kiosk.words import speech_in
from queue_server.contract.commands import CancelTicket, IssueTicket, Printed, ReportPrint
from queue_server.contract.replies import refused
from tests.kiosk.hall import AROUND, HALL, HOLDER, NOW, PERSON, TICKET, WANTED
from tests.kiosk.visit import IDS, Visit, asked, printed

BLOCK = Block("household", "A", 21, 22, NOW.date(), 21)
OFFLINE = replace(AROUND, line=False, blocks=(BLOCK,))
READY = replace(AROUND, blocks=(BLOCK,))
ZH = speech_in("zh")


def offline() -> Visit:
    visit = Visit(begin(OFFLINE)[0])
    visit.give(inputs.CardLaid(PERSON), inputs.QueueTouched("household"))
    return visit


def test_with_reserved_numbers_a_card_is_read_although_the_line_is_away() -> None:
    assert readiness(OFFLINE) is Readiness.READY
    assert readiness(replace(OFFLINE, blocks=())) is Readiness.NO_LINE
    assert readiness(replace(OFFLINE, hall=None)) is Readiness.NO_LINE


def test_a_ticket_comes_from_the_block_at_once_and_its_command_says_which_and_when() -> None:
    visit = offline()
    effects = visit.give(inputs.ConfirmTouched())
    taken, sent, print_ = effects
    assert isinstance(taken, TakeNumber)
    assert isinstance(sent, Send)
    assert isinstance(print_, Print)
    assert taken.block == BLOCK
    data = sent.command.data
    assert isinstance(data, IssueTicket)
    assert (data.queue, data.number, data.issued_at) == ("household", "A021", NOW)
    assert data.holder == HOLDER
    assert sent.command.expires_at is None
    assert print_.job.ticket.number == "A021"
    assert isinstance(visit.page(), Printing)
    assert visit.session.around.blocks[0].next == 22


def test_its_place_and_its_wait_are_honestly_missing() -> None:
    visit = offline()
    visit.give(inputs.ConfirmTouched())
    page = visit.page()
    assert isinstance(page, Printing)
    assert page.ticket.estimate is None
    assert not_told_yet(page.ticket)
    assert "不知道" in ahead_words(ZH, page)


def test_what_waited_before_the_line_went_is_not_told_as_if_it_were_so() -> None:
    tiles = menu_of(ZH, replace(offline().session, page=ChooseQueue()), NOW).choices
    assert (tiles[0].lines, tiles[0].usable) == (("等候人数不知道", "等候时间不知道"), True)
    assert not tiles[1].usable
    waiting, wait, *_ = facts_of(ZH, offline().session, NOW).lines
    assert "不知道" in waiting
    assert "不知道" in wait


def test_a_queue_without_a_number_left_cannot_be_chosen() -> None:
    visit = Visit(begin(OFFLINE)[0])
    visit.give(inputs.CardLaid(PERSON), inputs.QueueTouched("tax"))
    assert visit.page() == ChooseQueue()


def test_the_paper_is_reported_under_the_number_that_the_ticket_goes_by() -> None:
    visit = offline()
    visit.give(inputs.ConfirmTouched())
    printed(visit, Printed.YES)
    assert visit.effects[-1].command.data == ReportPrint(ticket="A021", printed=Printed.YES)  # type: ignore[union-attr]


def test_when_the_hall_hears_of_it_later_it_stays_and_nobody_is_disturbed() -> None:
    """A ticket that was asked for and comes late is cancelled; this one was given before it was asked for."""
    visit = offline()
    visit.give(inputs.ConfirmTouched(), inputs.HomeTouched())
    caught_up = TICKET.model_copy(update={"id": "t-9", "number": "A021", "origin": "offline"})
    before = visit.session
    assert visit.give(inputs.TicketCame(IDS[0], caught_up)) == []
    assert visit.session == before
    error = refused(IDS[0], "expired").error
    assert error is not None
    assert visit.give(inputs.TicketRefused(IDS[0], error)) == []


def test_who_waits_for_a_reply_gets_a_reserved_number_after_ten_seconds() -> None:
    visit = Visit(begin(READY)[0])
    visit.give(inputs.CardLaid(PERSON), inputs.QueueTouched("household"), inputs.ConfirmTouched())
    visit.give(inputs.Tick(PATIENCE_S - 0.1))
    assert isinstance(visit.page(), Sending)
    effects = visit.give(inputs.Tick(0.1))
    assert effects[0] == Withdraw((IDS[0],))
    page = visit.page()
    assert isinstance(page, Printing)
    assert page.ticket.number == "A021"


def test_the_ticket_that_the_server_issued_meanwhile_is_cancelled_as_a_ghost() -> None:
    visit = Visit(begin(READY)[0])
    visit.give(inputs.CardLaid(PERSON), inputs.QueueTouched("household"), inputs.ConfirmTouched())
    visit.give(inputs.Tick(PATIENCE_S), inputs.TicketCame(IDS[0], TICKET))
    [cancel] = visit.sent(CancelTicket)
    assert cancel.command.data == CancelTicket(ticket="t-1")
    page = visit.page()
    assert isinstance(page, Printing)
    assert page.ticket.number == "A021"


def test_without_a_block_the_terminal_waits_and_asks_as_ever() -> None:
    visit = asked()
    visit.give(inputs.SurroundingsChanged(replace(AROUND, line=False)), inputs.Tick(SENDING_S))
    assert visit.page() == Problem("no_answer", again=WANTED, command_ids=(IDS[0],))


def test_a_number_of_yesterday_is_not_given_after_midnight() -> None:
    session = offline().session
    tomorrow = NOW + timedelta(days=1)
    after, effects = advance(session, inputs.ConfirmTouched(), tomorrow, IDS[0])
    assert isinstance(after.page, Sending)
    assert not [each for each in effects if isinstance(each, TakeNumber)]


def test_the_hall_opens_and_closes_at_its_announced_time_although_nobody_says_so() -> None:
    change = HALL.next_change
    assert change is not None
    assert as_of(OFFLINE, change - timedelta(seconds=1)) == OFFLINE
    closed = as_of(OFFLINE, change)
    assert readiness(closed) is Readiness.CLOSED
    assert closed.hall is not None
    assert closed.hall.next_change is None
    assert as_of(AROUND, change) == AROUND
    night = replace(OFFLINE, hall=HALL.model_copy(update={"open": False}))
    assert readiness(as_of(night, change)) is Readiness.READY
    assert isinstance(begin(as_of(night, change))[0].page, Start)
