"""Staff at a kiosk have the last word on its lock; those afar see it."""

import pytest

from queue_server.alerts.locks import taken_back
from queue_server.domain import commands
from queue_server.domain.evolve import evolve_all


@pytest.fixture
def locked(watched):
    """A kiosk that a manager locked; the id of its lock."""
    watched.story.accepted(commands.ControlClient("kiosk-01", "lock"))
    return watched.story.state.locks["kiosk-01"].control


def over(watched):
    return list(taken_back(watched.story.state, watched.heard, watched.story.now))


def test_a_lock_that_was_taken_back_at_the_kiosk_is_over(watched, locked):
    watched.tells("terminal", f"unlocked={locked} done={locked}")
    (event,) = over(watched)
    assert (event.client, event.action, event.reason) == ("kiosk-01", "unlock", "by_hand")
    watched.story.state = evolve_all(watched.story.state, [event])
    assert watched.story.state.locks == {}
    assert over(watched) == []


def test_a_lock_holds_while_the_kiosk_says_nothing_of_it(watched, locked):
    assert over(watched) == []
    for detail in (
        None,
        f"done={locked}",
        f"locked done={locked}",
        f"unlocked={int(locked) - 1}",
        f"x-unlocked={locked}",
    ):
        watched.tells("terminal", detail)
        assert over(watched) == []


def test_what_another_kiosk_took_back_is_its_own(watched, locked):
    watched.tells("terminal", f"unlocked={locked}", client="kiosk-02")
    assert over(watched) == []
