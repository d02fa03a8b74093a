"""What each key of a keypad does in the hall."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hardware.caller_line import Key
from onedoor.keypads.settings import Keypad, LineSettings
from onedoor.keypads.troubles import Trouble
from queue_server.contract import commands
from tests.onedoor.keypads.conftest import PERSON_COMES_S, Bench, shown

if TYPE_CHECKING:
    from queue_server.domain.hall import Hall


# Next


def test_next_opens_a_closed_window_with_the_clerk_s_number_and_calls(bench: Bench) -> None:
    bench.take("household", 3)
    bench.key(5, Key.NEXT)
    assert bench.window("5") == ("called", "A001")
    assert bench.happened("window_opened")[0]["operator"] == "1005"
    assert (bench.shows(5), bench.beeps(5)) == ("002 001", 0)


def test_next_while_somebody_is_called_means_that_the_person_came_and_is_done(bench: Bench) -> None:
    bench.take("household", 2)
    bench.key(5, Key.NEXT, then_s=PERSON_COMES_S)
    bench.key(5, Key.NEXT)
    assert bench.ticket("A001") == "finished"
    assert bench.window("5") == ("called", "A002")
    assert bench.shows(5) == "000 002"


def test_next_while_somebody_is_served_ends_the_service_and_starts_none(bench: Bench) -> None:
    bench.take("household", 2)
    bench.key(5, Key.NEXT)
    bench.hall.ask(commands.StartService(window="5"))
    bench.key(5, Key.NEXT)
    assert bench.ticket("A001") == "finished"
    assert bench.window("5") == ("called", "A002")
    assert len(bench.happened("service_started")) == 1


def test_a_service_started_at_a_screen_a_moment_ago_is_ended_by_next(bench: Bench) -> None:
    """The hall's news of it had not come yet."""
    bench.take("household", 2)
    bench.key(5, Key.NEXT, then_s=PERSON_COMES_S)
    bench.hall.ask_unheard(commands.StartService(window="5"))
    bench.key(5, Key.NEXT)
    assert bench.ticket("A001") == "finished"
    assert bench.window("5") == ("called", "A002")


def test_a_service_ended_at_a_screen_a_moment_ago_leaves_next_to_the_clerk(bench: Bench) -> None:
    bench.take("household", 2)
    bench.key(5, Key.NEXT, then_s=PERSON_COMES_S)
    bench.hall.ask_unheard(commands.Miss(window="5"))
    bench.key(5, Key.NEXT)
    assert bench.shows(5) == shown(Trouble.NOT_NOW)
    assert bench.hall.calls == [("A001", "5")]


def test_next_twice_within_five_seconds_calls_one_person(bench: Bench) -> None:
    """Nobody walks to a window and is served in five seconds: the clerk pressed twice."""
    bench.take("household", 2)
    bench.key(5, Key.NEXT)
    bench.key(5, Key.NEXT, then_s=1)
    assert bench.window("5") == ("called", "A001")
    assert (bench.shows(5), bench.beeps(5)) == (shown(Trouble.NOT_NOW), 1)


def test_next_with_nobody_waiting_beeps_and_leaves_the_window_open(bench: Bench) -> None:
    bench.take("household")
    bench.key(5, Key.NEXT, then_s=PERSON_COMES_S)
    bench.key(5, Key.NEXT)
    assert (bench.shows(5), bench.beeps(5)) == (shown(Trouble.NOBODY_WAITING), 1)
    assert bench.ticket("A001") == "finished"
    assert bench.window("5") == ("open", None)
    bench.run(4)
    assert bench.shows(5) == "000 ---"


def test_next_in_a_paused_window_goes_on_under_the_number_of_who_paused_it(bench: Bench) -> None:
    bench.hall.ask(commands.OpenWindow(window="5", operator="2042"))
    bench.hall.ask(commands.PauseWindow(window="5"))
    bench.take("tax")
    bench.key(5, Key.NEXT)
    assert bench.window("5") == ("called", "B001")
    assert {event["operator"] for event in bench.happened("window_opened")} == {"2042"}


def test_two_clerks_who_press_at_the_same_time_get_two_people(bench: Bench) -> None:
    bench.take("household", 2)
    bench.devices.press(1, Key.NEXT)
    bench.devices.press(2, Key.NEXT)
    bench.run(2)
    assert sorted(number for number, _ in bench.hall.calls) == ["A001", "A002"]
    assert {bench.window("1"), bench.window("2")} == {("called", "A001"), ("called", "A002")}


def test_two_clerks_and_one_person_are_one_call_and_one_beep(bench: Bench) -> None:
    bench.take("household")
    bench.devices.press(1, Key.NEXT)
    bench.devices.press(2, Key.NEXT)
    bench.run(2)
    assert len(bench.hall.calls) == 1
    assert bench.beeps(1) + bench.beeps(2) == 1


def test_a_key_whose_echo_was_lost_calls_one_person(bench: Bench) -> None:
    bench.take("household", 3)
    bench.devices.fail("repeat")
    bench.key(5, Key.NEXT)
    assert bench.hall.calls == [("A001", "5")]


# Recall, no-show


def test_recall_calls_the_same_person_again(bench: Bench) -> None:
    bench.take("household")
    bench.key(5, Key.NEXT)
    bench.key(5, Key.RECALL)
    assert len(bench.happened("ticket_recalled")) == 1
    assert (bench.shows(5), bench.beeps(5)) == ("000 001", 0)


def test_recall_without_anybody_called_beeps(bench: Bench) -> None:
    bench.key(5, Key.RECALL)
    assert (bench.shows(5), bench.beeps(5)) == (shown(Trouble.NOT_NOW), 1)


def test_who_does_not_come_is_missed_and_not_served(bench: Bench) -> None:
    bench.take("household", 2)
    bench.key(5, Key.NEXT)
    bench.number(5, "6")
    assert bench.ticket("A001") == "missed"
    assert bench.shows(5) == "001 ---"
    bench.key(5, Key.NEXT)
    assert bench.window("5") == ("called", "A002")


# Parking


def test_who_was_parked_comes_at_once_when_the_window_is_free(bench: Bench) -> None:
    bench.take("household", 2)
    bench.key(5, Key.NEXT)
    bench.number(5, "0")
    assert bench.ticket("A001") == "parked"
    bench.number(5, "3")
    assert bench.window("5") == ("called", "A001")


def test_who_was_parked_stands_in_line_for_this_window_while_somebody_else_is_at_it(bench: Bench) -> None:
    bench.take("household", 3)
    bench.key(5, Key.NEXT)
    bench.number(5, "0")
    bench.key(5, Key.NEXT, then_s=PERSON_COMES_S)
    bench.number(5, "3")
    assert bench.ticket("A001") == "waiting"
    assert bench.window("5") == ("called", "A002")
    bench.key(5, Key.NEXT)
    assert bench.window("5") == ("called", "A001")


def test_the_last_one_parked_here_comes_back_first_and_nobody_from_another_window(bench: Bench) -> None:
    bench.take("household", 3)
    for _ in range(2):
        bench.key(5, Key.NEXT)
        bench.number(5, "0")
    bench.key(1, Key.NEXT)
    bench.number(1, "0")
    assert [bench.ticket(number) for number in ("A001", "A002", "A003")] == ["parked"] * 3
    bench.number(5, "3")
    assert bench.window("5") == ("called", "A002")
    bench.number(5, "6")
    bench.number(5, "3")
    assert bench.window("5") == ("called", "A001")
    bench.number(5, "6")
    bench.number(5, "3")
    assert (bench.shows(5), bench.ticket("A003")) == (shown(Trouble.NO_SUCH_TICKET), "parked")


def test_who_was_parked_is_known_after_a_restart_of_the_program(bench: Bench) -> None:
    bench.take("household")
    bench.key(5, Key.NEXT)
    bench.number(5, "0")
    bench.start()
    bench.number(5, "3")
    assert bench.window("5") == ("called", "A001")


def parked_and_pushed_off_the_board(bench: Bench) -> None:
    bench.take("household")
    bench.key(5, Key.NEXT)
    bench.number(5, "0")
    bench.hall.ask(commands.OpenWindow(window="1", operator="1001"))
    for _ in range(24):
        bench.take("archive")
        bench.hall.ask(commands.CallNext(window="1"))
        bench.hall.ask(commands.Miss(window="1"))


def test_who_was_parked_is_remembered_when_newer_calls_have_pushed_it_off_the_board(bench: Bench) -> None:
    parked_and_pushed_off_the_board(bench)
    bench.number(5, "3")
    assert bench.window("5") == ("called", "A001")


def test_who_was_parked_and_went_elsewhere_since_is_not_called_as_parked(bench: Bench) -> None:
    parked_and_pushed_off_the_board(bench)
    bench.hall.ask(commands.Resume(ticket="A001", window="1"))
    bench.number(5, "3")
    assert bench.shows(5) == shown(Trouble.NO_SUCH_TICKET)
    assert bench.ticket("A001") == "waiting"


def test_with_nobody_parked_it_beeps(bench: Bench) -> None:
    bench.number(5, "3")
    assert (bench.shows(5), bench.beeps(5)) == (shown(Trouble.NO_SUCH_TICKET), 1)
    assert bench.window("5") == ("closed", None)


# A number


def test_a_number_is_called_out_of_turn_with_the_letter_found_by_itself(bench: Bench) -> None:
    bench.take("household")
    bench.take("tax", 2)
    bench.number(5, "2")
    assert bench.window("5") == ("called", "B002")
    assert bench.shows(5) == "002 002"


def test_a_missed_person_who_comes_back_is_called_by_number(bench: Bench) -> None:
    bench.take("household")
    bench.key(5, Key.NEXT)
    bench.number(5, "6")
    bench.number(5, "001")
    assert bench.window("5") == ("called", "A001")


def test_a_number_that_two_people_have_beeps_twice_and_nobody_is_let_go(bench: Bench) -> None:
    bench.take("household", 3)
    bench.take("tax", 3)
    bench.key(5, Key.NEXT, then_s=PERSON_COMES_S)
    bench.number(5, "003")
    assert (bench.shows(5), bench.beeps(5)) == (shown(Trouble.SEVERAL_TICKETS), 2)
    assert bench.window("5") == ("called", "A001")


def test_a_number_that_only_one_living_ticket_has_is_no_question(bench: Bench) -> None:
    bench.take("household")
    bench.take("tax")
    bench.hall.ask(commands.CancelTicket(ticket="A001"))
    bench.number(5, "001")
    assert bench.window("5") == ("called", "B001")


def test_a_number_that_nobody_has_lets_nobody_go(bench: Bench) -> None:
    bench.take("household")
    bench.key(5, Key.NEXT, then_s=PERSON_COMES_S)
    bench.number(5, "999")
    assert bench.shows(5) == shown(Trouble.NO_SUCH_TICKET)
    assert bench.window("5") == ("called", "A001")


def test_a_number_whose_ticket_is_done_is_not_called_again(bench: Bench) -> None:
    bench.take("household")
    bench.hall.ask(commands.CancelTicket(ticket="A001"))
    bench.number(5, "001")
    assert bench.shows(5) == shown(Trouble.NOT_NOW)


def test_a_number_is_looked_for_only_among_the_queues_of_the_keypad(bench: Bench) -> None:
    bench.take("archive")
    bench.number(5, "001")
    assert bench.shows(5) == shown(Trouble.NO_SUCH_TICKET)
    bench.number(1, "001")
    assert bench.window("1") == ("called", "C001")


# Transfer, pause


@pytest.mark.parametrize(
    ("digits", "queue", "meant_for"), [("3", "archive", None), ("12", "household", "2"), ("", "tax", None)]
)
def test_a_transfer_goes_where_the_settings_say(bench: Bench, digits: str, queue: str, meant_for: str | None) -> None:
    bench.hall.ask(commands.OpenWindow(window="2", operator="1002"))
    bench.take("household")
    bench.key(5, Key.NEXT)
    bench.key(5, *(Key(int(digit)) for digit in digits), Key.TRANSFER)
    (event,) = bench.happened("ticket_transferred")
    assert (event["queue"], event.get("meant_for")) == (queue, meant_for)
    assert bench.window("5") == ("open", None)


def test_a_transfer_to_nowhere_beeps_and_moves_nobody(bench: Bench) -> None:
    bench.take("household")
    bench.key(5, Key.NEXT)
    bench.key(5, Key.DIGIT_9, Key.TRANSFER)
    assert bench.shows(5) == shown(Trouble.NOT_UNDERSTOOD)
    assert bench.window("5") == ("called", "A001")


def test_the_pause_key_opens_pauses_and_opens_again(bench: Bench) -> None:
    for state in ("open", "paused", "open"):
        bench.key(5, Key.PAUSE)
        assert bench.window("5") == (state, None)


def test_pausing_lets_the_last_person_go_first(bench: Bench) -> None:
    bench.take("household")
    bench.key(5, Key.NEXT, then_s=PERSON_COMES_S)
    bench.key(5, Key.PAUSE)
    assert bench.ticket("A001") == "finished"
    assert bench.window("5") == ("paused", None)


def test_a_window_that_somebody_else_opened_since_is_not_taken_over(bench: Bench) -> None:
    """The hall's news had not come yet: the server decides."""
    bench.hall.ask_unheard(commands.OpenWindow(window="5", operator="2042"))
    bench.key(5, Key.PAUSE)
    assert bench.shows(5) == shown(Trouble.NOT_ALLOWED)


# Keys that mean nothing


def test_keys_that_mean_nothing_together_beep(bench: Bench) -> None:
    bench.key(5, Key.CONFIRM)
    assert (bench.shows(5), bench.beeps(5)) == (shown(Trouble.NOT_UNDERSTOOD), 1)


def test_a_keypad_that_nobody_set_up_beeps(bench: Bench) -> None:
    bench.key(9, Key.NEXT)
    assert bench.beeps(9) == 1
    assert bench.hall.heard == []


def test_a_window_that_the_hall_does_not_have_is_told_at_the_key(street: Hall) -> None:
    bench = Bench(street, LineSettings((Keypad(5, "17", "1005"),), {"household": "A"}))
    bench.key(5, Key.NEXT)
    assert bench.shows(5) == shown(Trouble.DOES_NOT_FIT)
