"""A key acts once and soon, or not at all, whatever becomes of the line to the hall."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from hardware.caller_line import Key
from onedoor.keypads.desk import LAST_WORD_S, SENSIBLE_S, TROUBLE_SHOWN_S
from onedoor.keypads.troubles import Trouble
from queue_server.contract import commands
from tests.onedoor.keypads.conftest import Bench, shown

if TYPE_CHECKING:
    from queue_server.domain.hall import Hall


def test_next_pressed_without_a_line_is_told_at_once_and_never_done(bench: Bench) -> None:
    bench.take("household")
    bench.line.go_down()
    bench.key(5, Key.NEXT, then_s=1)
    assert (bench.shows(5), bench.beeps(5)) == (shown(Trouble.NOT_DONE), 1)
    bench.line.go_up()
    bench.run(60)
    assert bench.hall.calls == []
    assert bench.shows(5) == "001 ---"


def test_next_pressed_while_the_server_is_away_is_told_at_once_and_never_done(bench: Bench) -> None:
    bench.take("household")
    bench.hall.die()
    bench.key(5, Key.NEXT, then_s=1)
    assert bench.shows(5) == shown(Trouble.NOT_DONE)
    bench.hall.start()
    bench.run(60)
    assert bench.hall.calls == []


def test_a_command_that_got_lost_is_sent_again_while_it_is_sensible(bench: Bench) -> None:
    bench.take("household", 2)
    bench.line.lost_commands = 1
    bench.key(5, Key.NEXT, then_s=4)
    assert bench.hall.calls == [("A001", "5")]
    assert (bench.shows(5), bench.beeps(5)) == ("001 001", 0)


def test_what_got_lost_with_the_line_is_sent_as_soon_as_it_is_back(bench: Bench) -> None:
    bench.take("household")
    bench.key(5, Key.PAUSE)
    bench.line.lost_commands = 1
    bench.key(5, Key.NEXT, then_s=0.3)
    bench.line.go_down()
    bench.run(0.3)
    bench.line.go_up()
    bench.run(0.4)
    assert bench.hall.calls == [("A001", "5")]


def test_a_command_whose_reply_got_lost_is_done_once(bench: Bench) -> None:
    bench.take("household", 3)
    bench.key(5, Key.PAUSE)
    bench.line.lost_replies = 2
    bench.key(5, Key.NEXT, then_s=SENSIBLE_S)
    assert bench.hall.calls == [("A001", "5")]
    assert len([each for each in bench.hall.heard if each.data.type == "call_next"]) == 3
    assert len({each.id for each in bench.hall.heard if each.data.type == "call_next"}) == 1
    assert bench.beeps(5) == 0


def test_a_command_that_was_held_up_until_it_is_no_longer_sensible_is_not_done(bench: Bench) -> None:
    """The line was dead without anybody's noticing: what was on it arrives after all."""
    bench.take("household")
    bench.key(5, Key.PAUSE)
    bench.line.held_up_s = 15
    bench.key(5, Key.NEXT, then_s=SENSIBLE_S + LAST_WORD_S + 0.5)
    assert (bench.shows(5), bench.beeps(5)) == (shown(Trouble.NO_ANSWER), 1)
    bench.run(60)
    assert bench.hall.heard[-1].data.type == "call_next"
    assert bench.hall.calls == []


def test_after_its_time_a_command_is_sent_once_more_to_learn_whether_it_was_done(bench: Bench) -> None:
    bench.take("household")
    bench.key(5, Key.PAUSE)
    bench.line.lost_commands = 3
    bench.key(5, Key.NEXT, then_s=SENSIBLE_S + LAST_WORD_S)
    assert (bench.shows(5), bench.beeps(5)) == (shown(Trouble.NOT_DONE), 1)
    assert bench.hall.calls == []


def test_every_command_of_a_key_ends_with_the_key_s_time(bench: Bench) -> None:
    bench.take("household", 2)
    bench.key(5, Key.NEXT)
    bench.hall.ask(commands.StartService(window="5"))
    bench.line.lost_replies = 1
    pressed = bench.hall.now()
    bench.key(5, Key.NEXT, then_s=4)
    assert [each.data.type for each in bench.hall.heard[-3:]] == ["finish", "finish", "call_next"]
    for command in bench.hall.heard[-3:]:
        assert command.expires_at is not None
        assert command.expires_at - pressed <= timedelta(seconds=SENSIBLE_S + 0.2)


def test_what_follows_in_a_key_s_plan_is_not_begun_after_the_key_s_time(bench: Bench) -> None:
    bench.take("household", 2)
    bench.key(5, Key.NEXT)
    bench.hall.ask(commands.StartService(window="5"))
    bench.line.lost_replies = 3
    bench.key(5, Key.NEXT, then_s=SENSIBLE_S + LAST_WORD_S)
    assert bench.ticket("A001") == "finished"
    assert bench.hall.heard[-1].data.type == "finish"
    assert bench.shows(5) == shown(Trouble.NOT_DONE)


def test_a_key_pressed_while_the_one_before_is_not_answered_does_nothing(bench: Bench) -> None:
    bench.take("household", 3)
    bench.key(5, Key.PAUSE)
    bench.line.lost_commands = 1
    bench.key(5, Key.NEXT, then_s=1)
    bench.key(5, Key.PAUSE, then_s=4)
    assert bench.hall.calls == [("A001", "5")]
    assert bench.happened("window_paused") == []
    assert bench.beeps(5) == 1


def test_the_other_keypads_do_not_wait_for_one_that_has_no_answer(bench: Bench) -> None:
    bench.take("household", 2)
    bench.line.lost_commands = 1
    bench.key(5, Key.NEXT, then_s=0.2)
    bench.key(1, Key.NEXT, then_s=0.5)
    assert bench.hall.calls == [("A001", "1")]


def test_a_server_that_died_after_it_had_called_says_so_when_it_is_back(bench: Bench) -> None:
    bench.take("household")
    bench.key(5, Key.PAUSE)
    bench.line.lost_replies = 1
    bench.devices.press(5, Key.NEXT)
    bench.run_until(lambda: bool(bench.hall.calls))
    bench.hall.die()
    bench.run(1)
    bench.hall.start()
    bench.run(3)
    assert bench.hall.calls == [("A001", "5")]
    assert (bench.shows(5), bench.beeps(5)) == ("000 001", 0)


def test_a_refusal_that_may_pass_is_told_and_not_tried_by_itself(bench: Bench) -> None:
    bench.take("household")
    bench.key(5, Key.PAUSE)
    bench.hall.break_store()
    bench.key(5, Key.NEXT, then_s=1)
    assert (bench.shows(5), bench.beeps(5)) == (shown(Trouble.NOT_DONE), 1)
    bench.hall.mend_store()
    bench.run(30)
    assert bench.hall.calls == []


KEYS = st.sampled_from(
    [(Key.NEXT,), (Key.NEXT,), (Key.RECALL,), (Key.PAUSE,), (Key.ASK_RATING,), (Key.TRANSFER,)]
    + [(Key(int(digit)), Key.CONFIRM) for digit in "0361245"]
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("press"), st.sampled_from([1, 2, 5]), KEYS),
        st.tuples(st.just("take"), st.sampled_from(["household", "tax", "archive"])),
        st.tuples(st.just("lose"), st.sampled_from(["lost_commands", "lost_replies"]), st.integers(1, 4)),
        st.tuples(st.just("hold up"), st.sampled_from([0, 0.5, 4.9, 20])),
        st.tuples(st.sampled_from(["cut", "join", "die", "start", "broker", "program"])),
        st.tuples(st.just("wait"), st.sampled_from([0.1, 1, 3, 8])),
    ),
    max_size=25,
)


def do(bench: Bench, what: str, *details: Any) -> None:  # noqa: C901 - one case for each step
    match what, *details:
        case "press", address, keys:
            bench.key(address, *keys, then_s=0.3)
        case "take", queue:
            bench.hall.ask(commands.IssueTicket(queue=queue))
        case "lose", what_is_lost, times:
            setattr(bench.line, what_is_lost, times)
        case "hold up", seconds:
            bench.line.held_up_s = seconds
        case "wait", seconds:
            bench.run(seconds)
        case ("cut",):
            bench.line.go_down()
        case ("join",) if not bench.line.connected:
            bench.line.go_up()
        case ("die",) if bench.hall.there:
            bench.hall.die()
        case ("start",) if not bench.hall.there:
            bench.hall.start()
        case ("broker",):
            bench.hall.broker_restarts()
        case ("program",):
            bench.start()


def all_well(bench: Bench) -> None:
    bench.line.lost_commands = bench.line.lost_replies = 0
    bench.line.held_up_s = 0
    if not bench.hall.there:
        bench.hall.start()
    if not bench.line.connected:
        bench.line.go_up()


def truth(bench: Bench, address: int) -> str:
    """What the keypad has to show, by the hall's own state."""
    state = bench.hall.service.state
    queues = ("household", "tax") if address == 5 else ("household", "tax", "archive")
    waiting = sum(state.crowd(queue).people for queue in queues)
    _, number = bench.window(str(address))
    return f"{waiting:03} {number[1:] if number else '---'}"


@settings(max_examples=60)
@given(steps=STEPS)
def test_whatever_fails_every_call_has_a_key_of_its_own_and_the_displays_come_right(
    steps: list[tuple[Any, ...]], street: Hall
) -> None:
    bench = Bench(street)
    bench.take("household", 3)
    bench.take("tax", 3)
    pressed: list[tuple[str, datetime]] = []
    for what, *details in steps:
        if what == "press":
            pressed.append((str(details[0]), bench.hall.now()))
        do(bench, what, *details)
    all_well(bench)
    bench.run(SENSIBLE_S + LAST_WORD_S + TROUBLE_SHOWN_S + 1)
    for number, window, at in bench.hall.calls_with_times:
        mine = [each for each in pressed if each[0] == window and 0 <= (at - each[1]).total_seconds() <= SENSIBLE_S + 1]
        assert mine, f"{number} was called to {window} without a key"
        pressed.remove(mine[0])
    for address in (1, 2, 5):
        assert bench.shows(address) == truth(bench, address)
