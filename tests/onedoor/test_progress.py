"""Whoever waits for a long reading is told how far it is; a short one is silent."""

import io
from itertools import count

from onedoor.progress import LOOKS_EVERY, counted


def told(items, seconds_a_look):
    out, looks = io.StringIO(), count()
    clock = lambda: next(looks) * seconds_a_look  # noqa: E731 - each look takes as long
    assert list(counted(range(items), items, "events", clock=clock, out=out)) == list(range(items))
    return out.getvalue().splitlines()


def test_what_is_quick_is_silent():
    assert told(3 * LOOKS_EVERY, seconds_a_look=0.1) == []


def test_what_takes_long_says_how_far_it_is():
    assert told(2 * LOOKS_EVERY + 1, seconds_a_look=2.5) == [
        "0 of 2,001 events",
        "1,000 of 2,001 events",
        "2,000 of 2,001 events",
    ]
