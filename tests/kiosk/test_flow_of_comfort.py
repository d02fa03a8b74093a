"""How the terminal shows itself, and for how long."""

import pytest

from kiosk.flow import inputs
from kiosk.flow.inputs import Setting
from kiosk.flow.pages import ChooseComfort, Confirm, Start
from kiosk.flow.session import Comfort
from kiosk.flow.times import LEFT_ASIDE_S, READING_S
from kiosk.flow.wish import Goal
from tests.kiosk.visit import Visit, chosen


def test_a_setting_is_turned_on_and_off_by_the_same_touch() -> None:
    visit = Visit()
    visit.give(inputs.ComfortTouched())
    assert visit.page() == ChooseComfort()
    for setting, comfort in (
        (Setting.ELDER, Comfort(elder=True)),
        (Setting.LOW, Comfort(elder=True, low=True)),
        (Setting.CONTRAST, Comfort(elder=True, low=True, contrast=True)),
        (Setting.ELDER, Comfort(low=True, contrast=True)),
    ):
        visit.give(inputs.SettingTouched(setting))
        assert visit.session.comfort == comfort


def test_it_holds_through_the_visit_and_for_who_begins_anew() -> None:
    visit = Visit()
    visit.give(inputs.SettingTouched(Setting.ELDER), inputs.GoalChosen(Goal.FIND), inputs.HomeTouched())
    assert visit.session.comfort == Comfort(elder=True)
    visit.give(inputs.ComfortTouched(), inputs.BackTouched())
    assert (visit.page(), visit.session.comfort) == (Start(), Comfort(elder=True))


@pytest.mark.parametrize("setting", Setting)
def test_whoever_comes_next_finds_the_terminal_as_everybody_does(setting: Setting) -> None:
    visit = Visit()
    visit.give(inputs.SettingTouched(setting), inputs.Tick(LEFT_ASIDE_S - 1))
    assert visit.session.comfort != Comfort()
    visit.give(inputs.Tick(1))
    assert visit.session.comfort == Comfort()


def test_after_a_visit_that_nobody_ended_nothing_is_left_of_it() -> None:
    visit = chosen()
    visit.give(inputs.SettingTouched(Setting.ELDER))
    assert isinstance(visit.page(), Confirm)
    visit.give(inputs.Tick(READING_S))
    assert (visit.page(), visit.session.comfort) == (Start(), Comfort())
