"""Blocks of numbers that kiosks give out while the server is away."""

from datetime import timedelta

import pytest

from queue_server.domain import commands


def reserve(story, count=10, client="kiosk-01", queue="household"):
    (event,) = [
        e for e in story.accepted(commands.ReserveNumbers(queue, count, client)) if e.type == "numbers_reserved"
    ]
    return event.first, event.last


def offline(story, number, client="kiosk-01", ago=timedelta(minutes=10), ticket="offline"):
    return commands.IssueTicket(
        ticket=ticket,
        origin="kiosk",
        queue="household",
        offline=commands.Offline(number, story.now - ago, client),
    )


def test_blocks_and_tickets_never_share_a_number(story):
    assert story.issue().number == "A001"
    assert reserve(story) == (2, 11)
    assert reserve(story, client="kiosk-02") == (12, 21)
    assert story.issue().number == "A022"


def test_an_offline_ticket_keeps_its_number_and_its_place(story):
    reserve(story)
    later = story.later(minutes=20).issue()
    story.accepted(offline(story, "A003", ago=timedelta(minutes=15)))
    ticket = story.state.tickets["offline"]
    assert (ticket.number, ticket.origin) == ("A003", "offline")
    story.open()
    assert story.call().id == ticket.id
    story.accepted(commands.Miss("1"))
    assert story.call().id == later.id


def test_an_offline_number_is_caught_up_once(story):
    reserve(story)
    story.accepted(offline(story, "A003"))
    assert story.refusal(offline(story, "A003", ticket="again")) == "wrong_state"


@pytest.mark.parametrize("number", ["A099", "B003", "A3", "A03", "003", "A", "Ａ003"])
def test_a_number_outside_the_block_is_refused(story, number):
    reserve(story)
    assert story.refusal(offline(story, number)) == "not_allowed"


def test_a_block_belongs_to_the_kiosk_that_reserved_it(story):
    reserve(story)
    assert story.refusal(offline(story, "A003", client="kiosk-02")) == "not_allowed"


def test_yesterdays_offline_ticket_comes_too_late(make_story):
    story = make_story()
    reserve(story)
    story.later(days=1)
    assert story.refusal(offline(story, "A003", ago=timedelta(days=1))) == "expired"


def test_a_ticket_from_the_future_is_refused(story):
    reserve(story)
    assert story.refusal(offline(story, "A003", ago=-timedelta(minutes=6))) == "invalid_command"
    story.accepted(offline(story, "A003", ago=-timedelta(minutes=4)))


def test_what_was_handed_out_before_closing_time_is_accepted_after_it(story):
    reserve(story)
    story.later(hours=3, minutes=10)  # lunch
    story.accepted(offline(story, "A003", ago=timedelta(minutes=30)))


def test_a_block_counts_towards_the_quota(story):
    assert story.refusal(commands.ReserveNumbers("tax", 4, "kiosk-01")) == "quota_reached"
    assert reserve(story, count=3, queue="tax") == (1, 3)


def test_blocks_are_for_one_day(make_story):
    story = make_story()
    reserve(story)
    story.later(days=1)
    assert reserve(story) == (1, 10)
