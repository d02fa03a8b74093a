"""Who may go first: by the age on the card, by choice, or when staff agree."""

from dataclasses import replace

import pytest

from kiosk.flow import inputs
from kiosk.flow.care import PinVerdict
from kiosk.flow.effects import CheckPin
from kiosk.flow.pages import ChoosePriority, Confirm, Maintenance, StaffPin
from kiosk.flow.session import Person
from queue_server.contract.commands import IdType, IssueTicket
from tests.kiosk.hall import PERSON
from tests.kiosk.visit import Visit, asked, chosen

YOUNG = Person(IdType.RESIDENT_ID, "110105200001010019", "李示例")
ORGANISATION = Person(IdType.ORGANISATION, "91350100M000100Y43", "")


def young() -> Visit:
    visit = Visit()
    visit.give(inputs.CardLaid(YOUNG), inputs.QueueTouched("household"))
    return visit


def test_who_is_old_enough_has_the_priority_without_asking() -> None:
    sent = asked().sent(IssueTicket)[0].command.data
    assert isinstance(sent, IssueTicket)
    assert sent.priority == "elderly"


@pytest.mark.parametrize("person", [YOUNG, ORGANISATION], ids=["young", "organisation"])
def test_others_are_ordinary_unless_they_choose(person: Person) -> None:
    visit = Visit()
    visit.give(inputs.CardLaid(person), inputs.QueueTouched("household"))
    assert visit.page() == Confirm("household")


def test_what_begins_at_an_age_cannot_be_chosen_by_the_young() -> None:
    visit = young()
    visit.give(inputs.PriorityTouched(), inputs.PriorityChosen("elderly"))
    assert visit.page() == ChoosePriority(Confirm("household"))


def test_what_the_hall_leaves_to_people_they_may_choose_and_take_back() -> None:
    visit = young()
    visit.give(inputs.PriorityTouched(), inputs.PriorityChosen("disabled"))
    assert visit.page() == Confirm("household", None, "disabled")
    visit.give(inputs.PriorityTouched(), inputs.PriorityChosen(None))
    assert visit.page() == Confirm("household")


def test_what_staff_must_confirm_needs_their_pin_and_opens_nothing_else() -> None:
    visit = chosen()
    visit.give(inputs.PriorityTouched(), inputs.PriorityChosen("soldier"), inputs.PinKeyTouched("1"))
    assert visit.give(inputs.PinEntered()) == [CheckPin("1")]
    wrong = PinVerdict(right=False, tries_left=3)
    visit.give(inputs.PinLookedAt(wrong))
    soldier = Confirm("household", None, "soldier")
    assert visit.page() == StaffPin(verdict=wrong, confirming=soldier)
    visit.give(inputs.PinLookedAt(PinVerdict(right=True)))
    assert visit.page() == soldier
    assert not isinstance(visit.page(), Maintenance)
    assert visit.session.person == PERSON


def test_back_from_the_staff_leads_to_the_choice_and_from_there_to_the_confirmation() -> None:
    visit = chosen()
    visit.give(inputs.PriorityTouched(), inputs.PriorityChosen("soldier"), inputs.BackTouched())
    assert visit.page() == ChoosePriority(Confirm("household", None, "elderly"))
    visit.give(inputs.BackTouched())
    assert visit.page() == Confirm("household", None, "elderly")


def test_where_the_hall_has_no_priorities_there_is_nothing_to_choose() -> None:
    visit = chosen()
    around = visit.session.around
    assert around.hall is not None
    bare = around.hall.model_copy(update={"priorities": ()})
    visit.give(inputs.SurroundingsChanged(replace(around, hall=bare)), inputs.PriorityTouched())
    assert isinstance(visit.page(), Confirm)
