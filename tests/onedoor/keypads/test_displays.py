"""What stands on the displays: told by the retained topics alone, and dark when nobody can know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hardware.caller_line import Key
from onedoor.keypads.desk import TROUBLE_SHOWN_S
from onedoor.keypads.troubles import Trouble
from onedoor.keypads.wishes import AGAIN_S
from queue_server.contract import commands
from tests.onedoor.keypads.conftest import shown

if TYPE_CHECKING:
    from tests.onedoor.keypads.conftest import Bench

DARK = "--- ---"


def test_a_keypad_counts_who_waits_for_the_queues_of_its_window(bench: Bench) -> None:
    bench.take("household", 2)
    bench.take("tax")
    bench.take("archive", 4)
    assert bench.shows(5) == "003 ---"
    assert (bench.shows(1), bench.shows(2)) == ("007 ---", "007 ---")


def test_what_happens_at_a_screen_of_the_window_is_shown_too(bench: Bench) -> None:
    bench.take("household")
    bench.hall.ask(commands.OpenWindow(window="5", operator="1005"))
    bench.hall.ask(commands.CallNext(window="5"))
    bench.run(1)
    assert bench.shows(5) == "000 001"
    bench.hall.ask(commands.Miss(window="5"))
    bench.run(1)
    assert bench.shows(5) == "000 ---"


def test_without_a_line_the_displays_are_dark(bench: Bench) -> None:
    bench.take("household")
    bench.line.go_down()
    bench.run(1)
    assert [bench.shows(address) for address in (1, 2, 5)] == [DARK] * 3


def test_while_the_server_is_away_the_displays_are_dark(bench: Bench) -> None:
    bench.hall.die()
    bench.run(1)
    assert bench.shows(5) == DARK


def test_after_a_restart_of_the_server_the_displays_are_right(bench: Bench) -> None:
    bench.take("household", 2)
    bench.key(5, Key.NEXT)
    bench.hall.die()
    bench.run(1)
    bench.hall.start()
    bench.run(1)
    assert bench.shows(5) == "001 001"


def test_after_a_restart_of_the_broker_the_displays_wait_for_the_server_and_are_right(bench: Bench) -> None:
    bench.take("household", 2)
    bench.key(5, Key.NEXT)
    bench.hall.there = False
    bench.hall.broker_restarts()
    bench.run(1)
    assert bench.shows(5) == DARK
    bench.hall.start()
    bench.run(1)
    assert bench.shows(5) == "001 001"


def test_a_server_that_is_back_and_has_told_nothing_yet_is_waited_for(bench: Bench) -> None:
    bench.take("household", 2)
    bench.hall.there = False
    bench.hall.broker_restarts()
    bench.hall.there = True
    bench.hall.say_that_it_is_there()
    bench.run(1)
    assert bench.shows(5) == DARK
    bench.key(5, Key.NEXT, then_s=1)
    assert bench.hall.heard == []
    bench.hall.tell()
    bench.run(5)
    assert bench.shows(5) == "002 ---"


def test_what_changed_during_an_outage_is_shown_after_it(bench: Bench) -> None:
    bench.take("household", 2)
    bench.key(5, Key.NEXT)
    bench.line.go_down()
    bench.hall.ask(commands.Miss(window="5"))
    bench.hall.ask(commands.CallNext(window="5"))
    bench.run(1)
    bench.line.go_up()
    bench.run(1)
    assert bench.shows(5) == "000 002"


def test_after_a_restart_of_the_program_the_displays_are_right(bench: Bench) -> None:
    bench.take("household", 2)
    bench.key(5, Key.NEXT)
    bench.start()
    assert bench.shows(5) == "001 001"


def test_a_program_that_ends_leaves_the_displays_dark(bench: Bench) -> None:
    bench.take("household")
    bench.program.close()
    assert [bench.shows(address) for address in (1, 2, 5)] == [DARK] * 3


def test_a_keypad_that_lost_its_power_is_told_again(bench: Bench) -> None:
    bench.take("household")
    bench.devices.stations[5].display = "8.8.8."
    bench.run(AGAIN_S + 1)
    assert bench.shows(5) == "001 ---"


def test_all_displays_follow_the_hall_within_half_a_second(bench: Bench) -> None:
    bench.hall.ask(commands.IssueTicket(queue="household"))
    began = bench.time.now
    bench.run_until(lambda: all(bench.shows(address) == "001 ---" for address in (1, 2, 5)))
    assert bench.time.now - began < 0.5


def test_displays_that_are_right_are_left_alone(bench: Bench) -> None:
    """The line belongs to the keys."""
    bench.take("household")
    said = len(bench.wires[-1].written)
    bench.run(AGAIN_S / 2)
    assert len(bench.wires[-1].written) == said


def test_a_trouble_is_shown_for_a_while_and_ended_by_the_next_key(bench: Bench) -> None:
    bench.key(5, Key.RECALL, then_s=1)
    assert bench.shows(5) == shown(Trouble.NOT_NOW)
    bench.run(TROUBLE_SHOWN_S)
    assert bench.shows(5) == "000 ---"
    bench.key(5, Key.RECALL, then_s=1)
    bench.key(5, Key.PAUSE, then_s=1)
    assert bench.shows(5) == "000 ---"


def test_two_beeps_are_far_enough_apart_to_be_two(bench: Bench) -> None:
    bench.take("household")
    bench.take("tax")
    bench.devices.press(5, Key.DIGIT_0, Key.DIGIT_1, Key.CONFIRM)
    bench.run_until(lambda: bench.beeps(5) == 1)
    bench.run(0.3)
    assert bench.beeps(5) == 1
    bench.run(0.5)
    assert bench.beeps(5) == 2


def test_a_message_that_cannot_be_read_leaves_the_last_good_one(bench: Bench) -> None:
    bench.take("household")
    bench.line.deliver(bench.hall.topics.board, b"no board")
    bench.line.deliver(bench.hall.topics.window("5"), b"{}")
    bench.run(1)
    assert bench.shows(5) == "001 ---"
