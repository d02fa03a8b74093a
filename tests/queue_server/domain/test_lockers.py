"""Results wait in lockers: given out by card or code at any hour, full and faulty doors survived."""

import pytest

from queue_server.domain.cases import commands
from queue_server.domain.cases.case import Compartment
from queue_server.domain.cases.lifecycle import CaseState
from tests.queue_server.domain.case_story import Applying

LOBBY_1, LOBBY_2 = Compartment("lobby", 1), Compartment("lobby", 2)


@pytest.fixture
def applying():
    return Applying()


def by_code(pickup="PICK1", client="kiosk-01"):
    return commands.OpenLocker(client, pickup=pickup)


def by_card(person="p", client="kiosk-01", case=None):
    return commands.OpenLocker(client, person=person, case=case)


def by_staff(compartment=LOBBY_1, client="window-1"):
    return commands.OpenLocker(client, compartment=compartment, operator="1001")


@pytest.mark.parametrize("order", [by_code(), by_card(), by_card(case="c1")], ids=["code", "card", "card and case"])
def test_a_result_is_collected_at_three_in_the_morning(applying, order):
    applying.ready()
    applying.on("2026-11-21", "03:00")
    (released,) = [event for event in applying.accepted(order) if event.type == "locker_released"]
    assert (released.locker, released.compartment) == LOBBY_1
    assert applying.case().state is CaseState.READY  # until the door says that it stands open
    applying.opened()
    assert applying.case().state is CaseState.COLLECTED
    assert LOBBY_1 not in applying.state.shelf.in_use


def test_a_code_opens_once(applying):
    applying.ready()
    applying.accepted(by_code())
    applying.opened()
    assert applying.refusal(by_code()) == "unknown_case"


def test_nobody_elses_card_opens_a_door(applying):
    applying.ready()
    assert applying.refusal(by_card("another")) == "unknown_case"
    assert applying.refusal(by_code("PICK9")) == "unknown_case"
    assert applying.refusal(commands.OpenLocker("kiosk-01")) == "identity_required"


def test_only_the_kiosk_beside_a_locker_opens_it_for_citizens(applying):
    applying.ready()
    assert applying.refusal(by_code(client="kiosk-02")) == "not_allowed"
    assert applying.refusal(commands.ReportLocker("kiosk-02", LOBBY_1, "yes")) == "not_allowed"


def test_a_door_that_stays_shut_keeps_the_result_and_is_not_given_out_again(applying):
    applying.ready()
    applying.accepted(by_code())
    applying.opened(opened="no")
    assert applying.case().state is CaseState.READY
    assert applying.refusal(by_code()) == "locker_faulty"
    applying.ready("c2", "q")
    assert applying.case("c2").compartment == LOBBY_2


def test_a_door_of_which_nobody_knows_gives_nothing_out(applying):
    applying.ready()
    applying.accepted(by_code())
    applying.opened(opened="unknown")
    assert applying.case().state is CaseState.READY
    applying.accepted(by_code())


def test_staff_take_a_result_out_of_a_door_that_does_not_open_and_hand_it_over(applying):
    applying.ready()
    applying.accepted(by_code())
    applying.opened(opened="no")
    applying.accepted(by_staff())
    applying.opened()
    assert applying.case().state is CaseState.READY  # staff opened it, not the person
    applying.accepted(commands.SetCompartment(LOBBY_1, "faulty", "1001"))
    assert (applying.case().compartment, applying.case().handover) == (None, "counter")
    applying.accepted(commands.CollectCase("c1", "1001"))
    assert applying.case().state is CaseState.COLLECTED
    assert applying.state.shelf.in_use[LOBBY_1].condition == "faulty"
    applying.accepted(commands.SetCompartment(LOBBY_1, "free", "1001"))
    assert LOBBY_1 not in applying.state.shelf.in_use


def test_a_result_moves_to_another_compartment(applying):
    applying.ready()
    applying.accepted(applying.put(locker="street"))
    assert applying.case().compartment == Compartment("street", 1)
    assert LOBBY_1 not in applying.state.shelf.in_use
    assert applying.refusal(by_code("PICK1")) == "unknown_case"
    applying.accepted(by_code("PICK2", "kiosk-02"))


def test_a_full_locker_is_told_and_another_one_used(applying):
    applying.ready("c1")
    applying.ready("c2", "q")
    applying.approved("c3", "r")
    assert applying.refusal(applying.put("c3", "lobby")) == "locker_full"
    applying.accepted(applying.put("c3", None))
    assert applying.case("c3").compartment == Compartment("street", 1)
    applying.approved("c4", "s")
    assert applying.refusal(applying.put("c4", None)) == "locker_full"
    applying.accepted(commands.MarkReady("c4", "1001", "counter", "PICK99"))
    assert applying.case("c4").compartment is None


def test_no_two_results_have_the_same_code(applying):
    applying.ready()
    applying.approved("c2", "q")
    assert applying.refusal(commands.MarkReady("c2", "1001", "counter", "PICK1")) == "busy"


def test_a_result_that_nobody_collects_goes_to_the_counter_and_its_door_is_to_be_cleared(applying):
    applying.ready()
    assert applying.on("2026-12-17") == ["case_due_soon"]
    assert applying.on("2026-12-21") == ["result_uncollected"]
    assert (applying.case().state, applying.case().handover) == (CaseState.READY, "counter")
    assert applying.refusal(by_code()) == "wrong_state"
    assert applying.state.shelf.in_use[LOBBY_1] == ("to_clear", "c1")
    applying.ready("c2", "q")
    assert applying.case("c2").compartment == LOBBY_2
    applying.accepted(by_staff())
    applying.accepted(commands.SetCompartment(LOBBY_1, "free", "1001"))
    applying.accepted(commands.CollectCase("c1", "1001"))


def test_a_result_goes_by_courier(applying):
    applying.approved()
    applying.accepted(commands.MailCase("c1", "1001", "ems"))
    assert (applying.case().state, applying.case().courier) == (CaseState.MAILED, "ems")
    assert applying.refusal(by_card()) == "unknown_case"


@pytest.mark.parametrize("compartment", [Compartment("nowhere", 1), Compartment("lobby", 3), Compartment("lobby", 0)])
def test_there_are_only_so_many_doors(applying, compartment):
    assert applying.refusal(by_staff(compartment)) == "unknown_locker"
    assert applying.refusal(commands.SetCompartment(compartment, "free", "1001")) == "unknown_locker"


def test_staff_name_the_door(applying):
    assert applying.refusal(by_staff(None)) == "invalid_command"
