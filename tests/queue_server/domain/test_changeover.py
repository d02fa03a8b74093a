"""A hall file may change while people are in the hall, as long as nobody loses the place."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from queue_server.domain import commands
from queue_server.domain.cases import commands as of_cases
from queue_server.domain.cases.case import Compartment
from queue_server.domain.changeover import Hindrance, changed, hindrances
from queue_server.domain.hall import Bookable, Queue
from tests.queue_server.domain.case_story import Applying


def without(mapping, key):
    return {name: value for name, value in mapping.items() if name != key}


@pytest.fixture
def no_tax(hall):
    return replace(hall, queues=without(hall.queues, "tax"), items=without(hall.items, "declare"))


def test_names_hours_and_rules_change_at_any_moment(story, hall):
    ticket = story.issue()
    story.open()
    other = replace(hall, name={"zh": "新名"}, rules=replace(hall.rules, recalls_before_missed=5), hours=None)
    assert hindrances(story.state, other) == ()
    story.state = changed(story.state, other)
    assert story.call() == story.state.tickets[ticket.id]


def test_a_queue_goes_when_nobody_needs_it(story, no_tax):
    assert hindrances(story.state, no_tax) == ()
    ticket = story.issue("tax")
    assert hindrances(story.state, no_tax) == (Hindrance("queue_in_use", "tax"),)
    story.accepted(commands.CancelTicket(ticket.id))
    assert hindrances(story.state, no_tax) == ()


def test_a_queue_with_appointments_stays(story, hall, no_tax):
    bookable = replace(hall.items["declare"], bookable=Bookable(30, 1))
    story.state = changed(story.state, replace(hall, items={**hall.items, "declare": bookable}))
    start = story.now.replace(hour=10)
    story.accepted(commands.BookAppointment("CODE1", "declare", start, "somebody"))
    assert hindrances(story.state, no_tax) == (Hindrance("queue_booked", "tax"),)


def test_a_window_goes_when_it_is_closed(story, hall):
    fewer = replace(hall, windows=without(hall.windows, "2"))
    story.open("2")
    assert hindrances(story.state, fewer) == (Hindrance("window_in_use", "2"),)
    story.accepted(commands.CloseWindow("2"))
    assert hindrances(story.state, fewer) == ()


def test_no_number_is_given_twice_because_prefixes_changed_hands(story, hall):
    swapped = replace(
        hall,
        queues={
            "household": replace(hall.queues["household"], prefix="C"),
            "tax": replace(hall.queues["tax"], prefix="A"),
        },
    )
    assert hindrances(story.state, swapped) == ()
    story.issue("household")
    assert hindrances(story.state, swapped) == (Hindrance("prefix_in_use", "tax"),)
    new = replace(hall, queues={**hall.queues, "new": Queue("new", "A", {"zh": "新"})})
    assert hindrances(story.state, new) == (Hindrance("prefix_in_use", "new"),)


def test_another_hall_and_another_time_zone_are_another_server(story, hall):
    other = replace(hall, id="other", timezone=ZoneInfo("Asia/Tokyo"))
    assert [each.reason for each in hindrances(story.state, other)] == ["other_hall", "other_timezone"]


def test_a_locker_goes_when_no_result_lies_behind_its_doors():
    applying = Applying()
    hall = applying.state.hall
    gone = replace(hall, lockers=without(hall.lockers, "lobby"))
    smaller = replace(hall, lockers={**hall.lockers, "lobby": replace(hall.lockers["lobby"], compartments=1)})
    assert hindrances(applying.state, gone) == ()
    applying.ready()
    assert hindrances(applying.state, gone) == (Hindrance("locker_in_use", "lobby"),)
    assert hindrances(applying.state, smaller) == (), "the result lies behind the first door"
    applying.ready("c2", "q")
    assert hindrances(applying.state, smaller) == (Hindrance("locker_in_use", "lobby"),)
    for number in (1, 2):
        applying.accepted(of_cases.SetCompartment(Compartment("lobby", number), "free", "1001"))
    assert hindrances(applying.state, gone) == ()
