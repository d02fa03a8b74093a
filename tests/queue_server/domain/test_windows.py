"""The life of a window, and what a clerk may do there."""

import pytest

from queue_server.domain import commands
from queue_server.domain.lifecycle import TICKET_LIFE, WINDOW_LIFE, TicketState, WindowState

KEYS = {
    "call": commands.CallNext("1"),
    "recall": commands.Recall("1"),
    "start": commands.StartService("1"),
    "finish": commands.Finish("1"),
    "miss": commands.Miss("1"),
    "pause": commands.PauseWindow("1"),
    "close": commands.CloseWindow("1"),
}
ALLOWED = {
    "closed": set(),
    "open": {"call", "pause", "close"},
    "called": {"recall", "start", "miss"},
    "serving": {"finish"},
    "paused": {"close"},
}


def bring_to(story, state):
    for _ in range(3):
        story.issue()
    if state != "closed":
        story.open()
    if state in ("called", "serving"):
        story.call()
    if state == "serving":
        story.accepted(commands.StartService("1"))
    if state == "paused":
        story.accepted(commands.PauseWindow("1"))
    assert story.state.window("1").state == state


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("state", ALLOWED)
def test_a_key_works_only_where_the_table_says(story, state, key):
    bring_to(story, state)
    if key in ALLOWED[state]:
        story.accepted(KEYS[key])
    else:
        assert story.refusal(KEYS[key]) == "wrong_state"


def test_the_tables_only_name_states_that_exist():
    for life, states in ((TICKET_LIFE, TicketState), (WINDOW_LIFE, WindowState)):
        for steps in life.values():
            assert {*steps, *steps.values()} <= set(states)


def test_a_second_press_of_next_calls_nobody(story):
    bring_to(story, "called")
    first = story.at("1")
    assert story.refusal(commands.CallNext("1")) == "wrong_state"
    assert story.at("1") == first


def test_two_windows_never_call_the_same_person(story):
    for _ in range(2):
        story.issue("tax")
    story.open("1")
    story.open("2", "1002")
    assert {story.call("1").number, story.call("2").number} == {"B001", "B002"}


def test_a_window_calls_only_what_it_serves(story):
    story.issue("household")
    story.open("2")
    assert story.refusal(commands.CallNext("2")) == "nobody_waiting"


def test_any_door_window_serves_every_queue(story):
    story.issue("household")
    story.later(minutes=1).issue("tax")
    story.open("1")
    assert [story.serve("1").number, story.serve("1").number] == ["A001", "B001"]


def test_an_open_window_can_be_narrowed_and_widened(story):
    story.issue("household")
    story.open("1", queues=("tax",))
    assert story.refusal(commands.CallNext("1")) == "nobody_waiting"
    story.open("1")
    assert story.call("1").number == "A001"


def test_a_window_cannot_be_given_a_queue_it_does_not_serve(story):
    assert story.refusal(commands.OpenWindow("2", "1002", ("household",))) == "not_allowed"
    assert story.refusal(commands.OpenWindow("2", "1002", ("passport",))) == "unknown_queue"


def test_nobody_takes_over_a_window_that_somebody_else_has_open(story):
    story.open("1", "1001")
    assert story.refusal(commands.OpenWindow("1", "1002")) == "not_allowed"
    story.accepted(commands.CloseWindow("1"))
    story.open("1", "1002")


def test_who_returns_from_a_pause_opens_the_window_again(story):
    bring_to(story, "paused")
    story.open()
    assert story.state.window("1").state is WindowState.OPEN


def test_an_unknown_window_is_refused(story):
    assert story.refusal(commands.CallNext("99")) == "unknown_window"


def test_recalls_stop_at_the_rule_of_the_hall(story):
    bring_to(story, "called")
    for _ in range(2):
        story.accepted(commands.Recall("1"))
    assert story.refusal(commands.Recall("1")) == "wrong_state"


def test_a_recalled_number_comes_back_to_the_top_of_the_board(story):
    story.issue("tax")
    story.issue("tax")
    story.open("1")
    story.open("2", "1002")
    first = story.call("1")
    second = story.call("2")
    assert [call.ticket for call in story.state.calls] == [second.id, first.id]
    story.accepted(commands.Recall("1"))
    assert [call.ticket for call in story.state.calls] == [first.id, second.id]


def test_a_missed_number_is_shown_as_missed_and_frees_its_window(story):
    bring_to(story, "called")
    missed = story.at("1")
    story.accepted(commands.Miss("1"))
    assert story.state.missed == (missed.id,)
    assert story.call("1").id != missed.id
