"""Nobody starves, whatever the mix of people and the policy: the bound holds, counted here anew."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queue_server.domain import commands
from queue_server.domain.hall import Priority
from queue_server.domain.lifecycle import TicketState
from queue_server.domain.line import RESCUE

AT_MOST = 3
MINUTES = 20.0

arrivals = st.tuples(st.just("arrive"), st.sampled_from(["household", "tax"]), st.sampled_from(["ordinary", "elderly"]))
calls = st.tuples(st.just("call"), st.sampled_from(["1", "2"]), st.none())
waits = st.tuples(st.just("wait"), st.integers(1, 15), st.none())
usurpers = st.tuples(st.just("usurp"), st.sampled_from(["household", "tax"]), st.sampled_from(["1", "2"]))
"""Somebody of the highest priority comes, and a window calls at once."""

steps = st.lists(st.one_of(arrivals, usurpers, usurpers, usurpers, calls, waits), max_size=80)


@pytest.fixture(scope="session")
def strict_story(make_story):
    """A hall with a priority that beats everyone for hours, and tight bounds."""

    def make(policy):
        story = make_story()
        hall = story.state.hall
        royal = Priority("royal", {"zh": "特别优先"}, 600, 50)
        rules = replace(hall.rules, next=policy, passed_over_at_most=AT_MOST, past_turn_at_most_minutes=MINUTES)
        queues = {name: replace(queue, daily_quota=None) for name, queue in hall.queues.items()}
        hall = replace(hall, rules=rules, queues=queues, priorities={**hall.priorities, "royal": royal})
        story.state = story.state._replace(hall=hall)
        story.open("1")
        story.open("2", "1002")
        return story

    return make


def waiting_for(story, window):
    queues = story.state.window(window).queues
    return [t for t in story.state.tickets.values() if t.state is TicketState.WAITING and t.queue in queues]


@pytest.mark.parametrize("policy", ["accumulating_priority", "first_come", "appointments_first"])
@given(day=steps)
@settings(max_examples=150)
def test_nobody_is_passed_over_more_often_or_longer_than_the_hall_allows(policy, day, strict_story):
    story = strict_story(policy)
    passed, first_passed_at = Counter(), {}

    def call(window):
        before = waiting_for(story, window)
        if not before:
            return
        called = story.call(window)
        story.accepted(commands.Miss(window))
        for ticket in before:
            if ticket.place < called.place:
                passed[ticket.id] += 1
                since_first_s = (story.now - first_passed_at.setdefault(ticket.id, story.now)).total_seconds()
                assert passed[ticket.id] <= AT_MOST
                assert since_first_s < MINUTES * 60

    for kind, what, how in day:
        match kind:
            case "arrive":
                story.issue(what, priority=how)
            case "usurp":
                story.issue(what, priority="royal")
                call(how)
            case "call":
                call(what)
            case "wait":
                story.later(minutes=what)


def test_without_the_bound_somebody_would_starve(strict_story):
    """The priority of the tests above is strong enough to matter."""
    story = strict_story("accumulating_priority")
    rules = replace(story.state.hall.rules, passed_over_at_most=1000, past_turn_at_most_minutes=1000)
    story.state = story.state._replace(hall=replace(story.state.hall, rules=rules))
    patient = story.issue()
    for _ in range(AT_MOST + 5):
        story.later(minutes=5).issue(priority="royal")
        assert story.call("1").id != patient.id
        story.accepted(commands.Miss("1"))


def test_a_call_by_the_bound_says_so(strict_story):
    story = strict_story("accumulating_priority")
    patient = story.issue()
    for _ in range(AT_MOST):
        story.later(minutes=1).issue(priority="royal")
        story.call("1")
        story.accepted(commands.Miss("1"))
    story.issue(priority="royal")
    (called,) = story.accepted(commands.CallNext("1"))
    assert (called.ticket, called.rule, called.passed_over) == (patient.id, RESCUE, 0)


def test_somebody_who_comes_back_does_not_loosen_the_bound_for_those_behind(strict_story):
    """One person is put aside while others are called before the one who stays, and comes back before that one."""
    story = strict_story("accumulating_priority")
    away = story.issue()
    story.call("1")
    story.accepted(commands.Park("1"))
    stays = story.issue()

    def usurp():
        story.later(minutes=1).issue(priority="royal")
        called = story.call("1")
        story.accepted(commands.Miss("1"))
        return called.id

    for _ in range(AT_MOST - 1):
        assert usurp() not in (away.id, stays.id)
    story.accepted(commands.Resume(away.id))
    assert usurp() not in (away.id, stays.id)
    assert [usurp(), usurp()] == [away.id, stays.id]


def test_after_so_many_minutes_one_pass_is_enough(strict_story):
    story = strict_story("accumulating_priority")
    patient = story.issue()
    story.issue(priority="royal")
    story.call("1")
    story.accepted(commands.Miss("1"))
    story.later(minutes=MINUTES).issue(priority="royal")
    assert story.call("1").id == patient.id


@pytest.mark.parametrize(
    ("policy", "first"),
    [("accumulating_priority", "royal"), ("first_come", "ordinary"), ("appointments_first", "royal")],
)
def test_the_hall_file_chooses_who_is_next(strict_story, policy, first):
    story = strict_story(policy)
    story.issue()
    story.later(minutes=1).issue(priority="royal")
    assert story.call("1").priority == first


def test_a_window_prefers_its_queues_by_a_head_start(strict_story):
    story = strict_story("accumulating_priority")
    hall = story.state.hall
    windows = {**hall.windows, "1": replace(hall.windows["1"], prefers=("tax",))}
    story.state = story.state._replace(hall=replace(hall, windows=windows))
    story.issue("household")
    story.later(minutes=4).issue("tax")
    assert story.call("1").number == "B001"
    story.accepted(commands.Miss("1"))
    story.later(minutes=6).issue("tax")
    assert story.call("1").number == "A001"
