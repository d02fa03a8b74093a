"""The staff's way through the terminal, and the lock."""

from dataclasses import replace

import pytest

from kiosk.flow import inputs
from kiosk.flow.advance import begin
from kiosk.flow.care import Care, PinVerdict, StaffAction
from kiosk.flow.effects import CheckPin, DoStaff, SampleJob
from kiosk.flow.pages import Confirm, Maintenance, OutOfService, StaffPin, Start
from kiosk.flow.shades import OutReason
from kiosk.flow.times import MAINTENANCE_S, PIN_S
from kiosk.presenting.staff import pin_words
from kiosk.words import speech_in
from queue_server.contract.commands import Printed, ReportPrint
from queue_server.contract.views import PartHealth
from tests.kiosk.hall import AROUND, HALL
from tests.kiosk.visit import Visit, chosen

RIGHT = PinVerdict(right=True, tries_left=5)
LOCKED = replace(AROUND, care=Care(locked=True))


def typed(*digits: str) -> Visit:
    visit = Visit()
    visit.give(inputs.CornerHeld(), *(inputs.PinKeyTouched(digit) for digit in digits))
    return visit


def at_work() -> Visit:
    visit = typed("2", "5", "8", "0")
    visit.give(inputs.PinEntered(), inputs.PinLookedAt(RIGHT))
    assert visit.page() == Maintenance()
    return visit


def test_the_corner_and_the_right_pin_open_maintenance() -> None:
    visit = typed("2", "5", "8", "0")
    assert visit.give(inputs.PinEntered()) == [CheckPin("2580")]
    assert visit.page() == StaffPin()
    visit.give(inputs.PinLookedAt(RIGHT))
    assert visit.page() == Maintenance()


def test_a_wrong_pin_says_how_many_tries_are_left_and_nothing_else() -> None:
    visit = typed("1")
    visit.give(inputs.PinEntered(), inputs.PinLookedAt(PinVerdict(right=False, tries_left=3)))
    assert "3" in pin_words(speech_in("zh"), visit.session)
    visit.give(inputs.StaffTouched(StaffAction.RESTART))
    assert not [each for each in visit.effects if isinstance(each, DoStaff)]


def test_a_pin_is_in_no_log() -> None:
    visit = typed("2", "5", "8", "0")
    assert "2580" not in repr(visit.session)
    assert "2580" not in repr(visit.give(inputs.PinEntered()))


def test_what_was_typed_can_be_cleared_and_has_an_end() -> None:
    visit = typed(*"1234567890")
    assert visit.page() == StaffPin("12345678")
    visit.give(inputs.PinClearTouched())
    assert visit.page() == StaffPin()
    assert visit.give(inputs.PinEntered()) == []


def test_no_corner_opens_while_a_citizen_stands_here() -> None:
    visit = chosen()
    visit.give(inputs.CornerHeld())
    assert visit.page() == Confirm("household", None, "elderly")


@pytest.mark.parametrize(("visit", "lasts_s"), [(typed("1"), PIN_S), (at_work(), MAINTENANCE_S)])
def test_a_door_that_was_left_open_closes_by_itself(visit: Visit, lasts_s: float) -> None:
    visit.give(inputs.Tick(lasts_s - 1))
    assert not isinstance(visit.page(), Start)
    visit.give(inputs.Tick(1))
    assert visit.page() == Start()


def test_what_is_touched_in_maintenance_is_done() -> None:
    visit = at_work()
    for action in StaffAction:
        assert visit.give(inputs.StaffTouched(action)) == [DoStaff(action)]


def test_the_outcome_of_a_test_print_is_shown_to_the_staff_and_reported_to_nobody() -> None:
    visit = at_work()
    job = SampleJob("j-1", HALL.name, "kiosk-01")
    assert visit.give(inputs.PrintEnded(job, Printed.NO, "out", "not_started")) == []
    assert visit.page() == Maintenance(tested=Printed.NO)
    away = Visit()
    away.give(inputs.PrintEnded(job, Printed.YES, "ok", None))
    assert away.page() == Start()
    assert away.sent(ReportPrint) == []


def test_a_locked_terminal_serves_nobody_until_it_is_unlocked() -> None:
    visit = Visit()
    visit.give(inputs.SurroundingsChanged(LOCKED))
    assert visit.page() == OutOfService(OutReason.LOCKED)
    visit.give(inputs.SurroundingsChanged(AROUND))
    assert visit.page() == Start()
    assert begin(LOCKED)[0].page == OutOfService(OutReason.LOCKED)


def test_who_is_being_served_when_the_lock_comes_is_served_to_the_end() -> None:
    visit = chosen()
    visit.give(inputs.SurroundingsChanged(LOCKED))
    assert visit.page() == Confirm("household", None, "elderly")
    visit.give(inputs.HomeTouched())
    assert visit.page() == OutOfService(OutReason.LOCKED)


def test_the_staff_get_in_where_nobody_else_is_served() -> None:
    for around in (LOCKED, replace(AROUND, reader=PartHealth(status="offline"))):
        visit = Visit(begin(around)[0])
        visit.give(inputs.CornerHeld())
        assert visit.page() == StaffPin()
