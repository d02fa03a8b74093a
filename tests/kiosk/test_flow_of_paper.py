"""The rules of the paper: printed once, reported once, and never the only place where the number stands."""

import pytest

from kiosk.flow import inputs
from kiosk.flow.effects import Print, Report
from kiosk.flow.pages import Done, Printing, Start
from kiosk.flow.printing import MOST_ATTEMPTS, job_id
from kiosk.flow.times import DONE_S
from queue_server.contract.commands import CancelTicket, Printed, ReportPrint
from tests.kiosk.hall import TICKET
from tests.kiosk.visit import IDS, printed, ticketed


def test_the_ticket_that_is_being_printed_is_not_cancelled_when_it_comes_again() -> None:
    visit = ticketed()
    visit.give(inputs.TicketCame(IDS[0], TICKET))
    printed(visit, Printed.YES)
    visit.give(inputs.TicketCame(IDS[0], TICKET))
    assert not visit.sent(CancelTicket)


@pytest.mark.parametrize("outcome", list(Printed))
def test_every_attempt_to_print_is_reported_under_the_id_of_the_attempt(outcome: Printed) -> None:
    visit = ticketed()
    effects = printed(visit, outcome, "ok" if outcome is Printed.YES else "out")
    reports = [each for each in effects if isinstance(each, Report)]
    detail = None if outcome is Printed.YES else "out: code"
    assert [report.command.data for report in reports] == [ReportPrint(ticket="t-1", printed=outcome, detail=detail)]
    assert reports[0].command.id == reports[0].job_id == job_id(IDS[0], 1)


def test_what_became_of_the_paper_is_reported_when_its_citizen_has_left() -> None:
    visit = ticketed()
    visit.give(inputs.HomeTouched())
    assert [type(effect) for effect in printed(visit, Printed.NO, "jam")] == [Report]
    assert visit.page() == Start()


def test_a_failed_print_can_be_tried_again_three_times_in_all() -> None:
    visit = ticketed()
    for _ in range(MOST_ATTEMPTS + 2):
        if isinstance(visit.page(), Printing):
            printed(visit, Printed.NO, "out")
        visit.give(inputs.AgainTouched())
    assert [each.job.attempt for each in visit.effects if isinstance(each, Print)] == [1, 2, 3]


def test_what_was_printed_is_not_printed_again() -> None:
    visit = ticketed()
    printed(visit, Printed.YES)
    visit.give(inputs.AgainTouched())
    assert len([each for each in visit.effects if isinstance(each, Print)]) == 1


def test_done_leaves_after_ten_seconds_unless_somebody_wants_more() -> None:
    visit = ticketed()
    printed(visit, Printed.YES)
    visit.give(inputs.Tick(DONE_S - 1), inputs.MoreTimeTouched(), inputs.Tick(DONE_S - 1))
    assert isinstance(visit.page(), Done)
    visit.give(inputs.Tick(1))
    assert visit.page() == Start()


def test_without_paper_there_is_a_minute_to_take_a_photo_of_the_number() -> None:
    visit = ticketed()
    printed(visit, Printed.NO, "out")
    visit.give(inputs.Tick(59))
    assert isinstance(visit.page(), Done)


def test_a_printer_that_says_nothing_leaves_the_number_on_the_screen() -> None:
    visit = ticketed()
    visit.give(inputs.Tick(30))
    assert visit.page() == Done(IDS[0], TICKET, 1, Printed.UNKNOWN, "unknown")
    printed(visit, Printed.YES)
    assert visit.page() == Done(IDS[0], TICKET, 1, Printed.YES, "ok")
