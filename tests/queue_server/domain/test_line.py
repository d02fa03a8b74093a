"""Who is next."""

from hypothesis import given
from hypothesis import strategies as st

from queue_server.domain import commands
from queue_server.domain.line import ahead


def ahead_of(story, ticket):
    return ahead(story.state, ticket.queue, ticket.priority, ticket.place, story.now)


def test_of_equals_the_first_who_came_is_called_first(story):
    first = story.issue("tax")
    story.later(minutes=1).issue("household")
    story.open()
    assert story.call().id == first.id


def test_a_head_start_lets_an_elderly_person_pass_who_came_shortly_before(story):
    story.issue()
    elderly = story.later(minutes=5).issue(priority="elderly")
    story.open()
    assert story.call().id == elderly.id


def test_who_waits_long_enough_overtakes_any_head_start(story):
    patient = story.issue()
    story.later(minutes=30).issue(priority="elderly")
    story.open()
    assert story.call().id == patient.id


def test_people_ahead_are_those_who_would_be_called_before(story):
    ordinary = [story.issue() for _ in range(3)]
    elderly = story.later(minutes=1).issue(priority="elderly")
    counted = [ahead_of(story, ticket) for ticket in (*ordinary, elderly)]
    assert counted == [1, 2, 3, 0]


@given(arrivals=st.lists(st.tuples(st.integers(0, 20), st.sampled_from(["ordinary", "elderly"])), max_size=20))
def test_people_ahead_is_exactly_the_order_in_which_they_are_called(arrivals, make_story):
    story = make_story()
    tickets = [story.later(minutes=gap).issue(priority=priority) for gap, priority in arrivals]
    story.open()
    expected = sorted(tickets, key=lambda ticket: ahead_of(story, ticket))
    called = []
    for _ in tickets:
        called.append(story.call().id)
        story.accepted(commands.Miss("1"))
    assert called == [ticket.id for ticket in expected]
