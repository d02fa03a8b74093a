"""What is said of a message is what is known of it, and nobody is told twice or forgotten."""

import sqlite3

import pytest

from queue_server.notices.lifecycle import NOTICE_LIFE, State, moved
from queue_server.notices.outcomes import Receipt


def test_a_message_that_was_taken_is_sent_and_with_its_receipt_delivered(street):
    street.take()
    street.turn().answer()
    assert street.states() == ["sent"]
    street.report(Receipt("delivered", notice=street.notices()[0].id))
    assert street.states() == ["delivered"]


def test_nothing_goes_out_before_it_is_on_disk(street):
    street.take()
    street.desk.turn(street.story.state, quiet=True)
    on_disk = sqlite3.connect(street.folder / "journal.sqlite")
    (state,) = on_disk.execute("SELECT state FROM notice").fetchone()
    on_disk.close()
    assert state == "sending"
    assert len(street.orders()) == 1


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("move", NOTICE_LIFE)
def test_only_what_was_never_handed_over_or_never_arrived_is_sent(state, move):
    """The way to `sending` leads through `queued`, and back to `queued` only with a certain no."""
    after = moved(state, move)
    if after is State.SENDING:
        assert state is State.QUEUED
    if after is State.QUEUED:
        assert (state, move) in ((State.SENDING, "refused_for_now"), (State.UNKNOWN, "never_arrived"))
    if state in (State.DELIVERED, State.FAILED):
        assert after is None
