"""Appointments: booked, moved, given up, checked in; and what is told when it is not their time."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.flow import inputs
from kiosk.flow.advance import begin
from kiosk.flow.answers import DAYS_LOOKED_AT
from kiosk.flow.effects import Ask, PrintSheet, Send, Withdraw
from kiosk.flow.pages import (
    Asking,
    Booked,
    ChooseBookable,
    ChooseQueue,
    ChooseSlot,
    ConfirmBooking,
    Done,
    Enquiries,
    Identify,
    MyAppointments,
    OneAppointment,
    Printing,
    Problem,
    Said,
    Start,
    Sure,
)
from kiosk.flow.shades import News, Paper
from kiosk.flow.times import QUIET_S, SENDING_S
from kiosk.flow.wish import Goal, Wish
from queue_server.contract.commands import (
    BookAppointment,
    CancelAppointment,
    CheckIn,
    CommandData,
    FindAppointments,
    ListSlots,
    MoveAppointment,
    Printed,
    ReportPrint,
)
from queue_server.contract.envelope import Command
from queue_server.contract.replies import refused
from queue_server.contract.views import AppointmentReply, AppointmentsReply, SlotsReply, TicketReply
from tests.kiosk.hall import APPOINTMENT, AROUND, HOLDER, NOW, PERSON, SLOTS, TICKET
from tests.kiosk.visit import Visit, printed

ITEM = "household-move-in"
OTHER = APPOINTMENT.model_copy(update={"code": "8K2MPQ9X"})


def asked(visit: Visit) -> Command:
    """The newest command that is waited for."""
    return [each.command for each in visit.effects if isinstance(each, Ask | Send)][-1]


def answer(visit: Visit, data: inputs.AnswerData | None) -> None:
    command = asked(visit)
    visit.give(inputs.Answered(command.id, type(command.data), data))


def refuse(visit: Visit, code: str, details: dict[str, str] | None = None) -> Problem:
    error = refused(asked(visit).id, code, details).error
    assert error is not None
    visit.give(inputs.Refused(asked(visit).id, error))
    page = visit.page()
    assert isinstance(page, Problem)
    return page


def choosing() -> Visit:
    visit = Visit()
    visit.give(inputs.GoalChosen(Goal.ENQUIRE), inputs.GoalChosen(Goal.BOOK), inputs.ItemTouched(ITEM))
    answer(visit, SlotsReply(slots=SLOTS))
    return visit


def booking() -> Visit:
    visit = choosing()
    visit.give(inputs.SlotTouched(SLOTS[0].start), inputs.ConfirmTouched(), inputs.CardLaid(PERSON))
    assert visit.page() == ConfirmBooking(ITEM, SLOTS[0])
    visit.give(inputs.ConfirmTouched())
    return visit


def owning() -> Visit:
    visit = Visit()
    visit.give(inputs.GoalChosen(Goal.ENQUIRE), inputs.GoalChosen(Goal.APPOINTMENTS), inputs.CardLaid(PERSON))
    answer(visit, AppointmentsReply(appointments=(APPOINTMENT,)))
    assert visit.page() == OneAppointment(APPOINTMENT)
    return visit


def checking_in() -> Visit:
    visit = Visit()
    visit.give(inputs.GoalChosen(Goal.CHECK_IN), inputs.CardLaid(PERSON))
    return visit


def test_the_first_day_that_has_room_is_found_without_asking_the_citizen() -> None:
    visit = Visit()
    visit.give(inputs.GoalChosen(Goal.ENQUIRE), inputs.GoalChosen(Goal.BOOK), inputs.ItemTouched(ITEM))
    full = tuple(slot.model_copy(update={"free": 0}) for slot in SLOTS)
    for days in range(3):
        assert asked(visit).data == ListSlots(item=ITEM, date=NOW.date() + timedelta(days=days))
        answer(visit, SlotsReply(slots=full if days == 1 else () if days == 0 else SLOTS))
    assert visit.page() == ChooseSlot(ITEM, NOW.date() + timedelta(days=2), SLOTS)


def test_after_two_weeks_without_room_a_person_helps_better() -> None:
    visit = Visit()
    visit.give(inputs.GoalChosen(Goal.ENQUIRE), inputs.GoalChosen(Goal.BOOK), inputs.ItemTouched(ITEM))
    for _ in range(DAYS_LOOKED_AT + 1):
        answer(visit, SlotsReply(slots=()))
    assert visit.page() == Problem("no_slots")


def test_only_what_has_room_can_be_chosen() -> None:
    full = SLOTS[1].model_copy(update={"free": 0})
    visit = Visit()
    visit.give(inputs.GoalChosen(Goal.ENQUIRE), inputs.GoalChosen(Goal.BOOK), inputs.ItemTouched(ITEM))
    answer(visit, SlotsReply(slots=(SLOTS[0], full)))
    visit.give(inputs.SlotTouched(full.start))
    assert visit.page() == ChooseSlot(ITEM, NOW.date(), SLOTS[:1])


def test_a_later_day_is_a_step_on_and_back_is_the_day_before() -> None:
    visit = choosing()
    visit.give(inputs.DayTurned(1))
    assert asked(visit).data == ListSlots(item=ITEM, date=NOW.date() + timedelta(days=1))
    answer(visit, SlotsReply(slots=SLOTS[:2]))
    visit.give(inputs.BackTouched())
    assert visit.page() == ChooseSlot(ITEM, NOW.date(), SLOTS)


def test_what_cannot_be_booked_leads_nowhere() -> None:
    visit = Visit()
    visit.give(inputs.GoalChosen(Goal.ENQUIRE), inputs.GoalChosen(Goal.BOOK), inputs.ItemTouched("social-card"))
    assert visit.page() == ChooseBookable()


def test_a_booking_is_for_somebody_and_kept_until_it_is_answered() -> None:
    visit = choosing()
    visit.give(inputs.SlotTouched(SLOTS[0].start), inputs.ConfirmTouched())
    assert visit.page() == Identify()
    visit = booking()
    [sent] = visit.sent(BookAppointment)
    assert sent.command.data == BookAppointment(item=ITEM, start=SLOTS[0].start, holder=HOLDER)
    assert sent.command.expires_at == NOW + timedelta(seconds=SENDING_S)
    answer(visit, AppointmentReply(appointment=APPOINTMENT))
    assert visit.page() == Booked(APPOINTMENT, moved=False)


def test_the_slip_of_a_booking_is_printed_on_request() -> None:
    visit = booking()
    answer(visit, AppointmentReply(appointment=APPOINTMENT))
    [printing] = [each for each in visit.give(inputs.PrintTouched()) if isinstance(each, PrintSheet)]
    assert printing.job.content == APPOINTMENT
    visit.give(inputs.PrintEnded(printing.job, Printed.YES, "ok", None))
    assert visit.page() == Booked(APPOINTMENT, moved=False, paper=Paper.YES)
    assert not visit.sent(ReportPrint)


def test_a_time_that_was_taken_meanwhile_leads_to_the_other_times() -> None:
    visit = booking()
    assert refuse(visit, "slot_taken").instead == Wish(Goal.BOOK, item=ITEM)
    visit.give(inputs.InsteadTouched())
    assert asked(visit).data == ListSlots(item=ITEM, date=NOW.date())


def test_who_has_as_many_as_one_may_have_is_shown_them() -> None:
    assert refuse(booking(), "too_many_appointments").instead == Wish(Goal.APPOINTMENTS)


def test_a_booking_that_comes_when_its_citizen_has_left_is_cancelled() -> None:
    visit = booking()
    command = asked(visit)
    visit.give(inputs.HomeTouched())
    assert visit.page() == Start()
    visit.give(inputs.Answered(command.id, BookAppointment, AppointmentReply(appointment=APPOINTMENT)))
    assert [each.command.data for each in visit.sent(CancelAppointment)] == [CancelAppointment(code="7K2MPQ9X")]


def test_an_appointment_is_moved_to_a_time_that_is_chosen_the_same_way() -> None:
    visit = owning()
    visit.give(inputs.MoveTouched())
    answer(visit, SlotsReply(slots=SLOTS))
    visit.give(inputs.SlotTouched(SLOTS[3].start), inputs.ConfirmTouched())
    assert [each.command.data for each in visit.sent(MoveAppointment)] == [
        MoveAppointment(code="7K2MPQ9X", start=SLOTS[3].start)
    ]
    answer(visit, AppointmentReply(appointment=APPOINTMENT))
    assert visit.page() == Booked(APPOINTMENT, moved=True)


def test_an_appointment_is_given_up_only_by_who_is_sure() -> None:
    visit = owning()
    visit.give(inputs.CancelTouched())
    assert isinstance(visit.page(), Sure)
    visit.give(inputs.BackTouched())
    assert visit.page() == OneAppointment(APPOINTMENT)
    visit.give(inputs.CancelTouched(), inputs.ConfirmTouched())
    assert [each.command.data for each in visit.sent(CancelAppointment)] == [CancelAppointment(code="7K2MPQ9X")]
    answer(visit, AppointmentReply(appointment=APPOINTMENT.model_copy(update={"state": "cancelled"})))
    assert visit.page() == Said(News.APPOINTMENT_CANCELLED)


def test_several_appointments_are_listed_first() -> None:
    visit = Visit()
    visit.give(inputs.GoalChosen(Goal.ENQUIRE), inputs.GoalChosen(Goal.APPOINTMENTS), inputs.CardLaid(PERSON))
    assert asked(visit).data == FindAppointments(holder=HOLDER)
    answer(visit, AppointmentsReply(appointments=(APPOINTMENT, OTHER)))
    assert visit.page() == MyAppointments((APPOINTMENT, OTHER))
    visit.give(inputs.AppointmentTouched(OTHER.code))
    assert visit.page() == OneAppointment(OTHER)


def test_who_has_none_is_told_so_and_may_book_one() -> None:
    visit = Visit()
    visit.give(inputs.GoalChosen(Goal.ENQUIRE), inputs.GoalChosen(Goal.APPOINTMENTS), inputs.CardLaid(PERSON))
    answer(visit, AppointmentsReply(appointments=()))
    assert visit.page() == Problem("no_appointments", instead=Wish(Goal.BOOK))


@pytest.mark.parametrize("state", ["checked_in", "cancelled", "missed"])
def test_what_is_over_cannot_be_checked_in_moved_or_given_up(state: str) -> None:
    visit = Visit()
    visit.give(inputs.CodeScanned("7K2MPQ9X"))
    answer(visit, AppointmentsReply(appointments=(APPOINTMENT.model_copy(update={"state": state}),)))
    before = visit.session
    assert visit.give(inputs.CheckInTouched(), inputs.MoveTouched(), inputs.CancelTouched()) == []
    assert visit.session == before


def test_a_check_in_gives_a_printed_ticket() -> None:
    visit = checking_in()
    assert asked(visit).data == CheckIn(holder=HOLDER)
    command = asked(visit)
    answer(visit, TicketReply(ticket=TICKET))
    assert visit.page() == Printing(command.id, TICKET, 1)
    printed(visit, Printed.YES)
    assert visit.page() == Done(command.id, TICKET, 1, Printed.YES, "ok")


@pytest.mark.parametrize(
    ("code", "figure", "instead"),
    [
        ("too_early", "from", None),
        ("too_late", "until", Wish(Goal.TAKE)),
        ("unknown_appointment", None, Wish(Goal.TAKE)),
    ],
)
def test_who_comes_at_the_wrong_time_is_told_when_and_what_to_do(
    code: str, figure: str | None, instead: Wish | None
) -> None:
    figures = {figure: NOW.isoformat()} if figure else {}
    page = refuse(checking_in(), code, figures)
    assert dict(page.figures) == figures
    assert page.instead == instead


def test_who_came_too_late_goes_on_to_a_ticket_without_showing_the_card_again() -> None:
    visit = checking_in()
    refuse(visit, "too_late", {"until": NOW.isoformat()})
    visit.give(inputs.InsteadTouched())
    assert visit.page() == ChooseQueue()
    assert visit.session.person == PERSON


def test_who_checked_in_before_is_told_the_number() -> None:
    assert refuse(checking_in(), "already_checked_in", {"ticket": "t-1", "number": "A012"}).number == "A012"


def test_after_three_seconds_the_page_says_what_we_wait_for_and_one_may_stop() -> None:
    visit = checking_in()
    visit.give(inputs.Tick(QUIET_S))
    page = visit.page()
    assert isinstance(page, Asking)
    assert page.lost
    assert Withdraw(page.command_ids) in visit.give(inputs.BackTouched())
    assert visit.page() == Start()


def test_a_question_without_an_answer_ends_and_can_be_asked_again() -> None:
    visit = checking_in()
    first = asked(visit)
    visit.give(inputs.Tick(SENDING_S))
    assert visit.page() == Problem("no_answer", again=CheckIn(holder=HOLDER), command_ids=(first.id,))
    visit.give(inputs.AgainTouched())
    assert asked(visit).id != first.id
    visit.give(inputs.Answered(first.id, CheckIn, TicketReply(ticket=TICKET)))
    assert visit.page() == Printing(first.id, TICKET, 1)


def test_an_answer_of_another_kind_is_a_problem_and_no_fault() -> None:
    visit = checking_in()
    answer(visit, SlotsReply(slots=()))
    assert visit.page() == Problem("reply_not_understood")


def test_what_only_asks_is_not_kept_and_what_changes_something_is() -> None:
    kept: list[type[CommandData]] = []
    for visit in (choosing(), booking(), owning(), checking_in()):
        kept += [type(each.command.data) for each in visit.effects if isinstance(each, Send)]
    assert set(kept) == {BookAppointment, CheckIn}


def test_without_a_line_nothing_begins() -> None:
    visit = Visit(begin(replace(AROUND, line=False))[0])
    visit.give(inputs.GoalChosen(Goal.CHECK_IN), inputs.GoalChosen(Goal.ENQUIRE))
    assert visit.page() == Start()


def test_the_enquiries_lead_back_to_the_first_page() -> None:
    visit = Visit()
    visit.give(inputs.GoalChosen(Goal.ENQUIRE))
    assert visit.page() == Enquiries()
    visit.give(inputs.BackTouched())
    assert visit.page() == Start()
