"""Strangers get what a person needs, and the memory of them is bounded."""

import pytest

from queue_server.web.errors import FullError, TooOftenError
from queue_server.web.limits import Buckets, Rate, Seats, address_key


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_a_burst_is_let_in_and_then_one_at_a_time(clock):
    buckets = Buckets(Rate(3, 0.5), clock)
    for _ in range(3):
        buckets.take("somebody")
    with pytest.raises(TooOftenError) as refused:
        buckets.take("somebody")
    assert refused.value.details == {"wait_s": 2}
    clock.now += 2
    buckets.take("somebody")
    with pytest.raises(TooOftenError):
        buckets.take("somebody")
    assert buckets.refused == 2


def test_one_who_floods_takes_nothing_from_another(clock):
    buckets = Buckets(Rate(1, 1), clock)
    buckets.take("somebody")
    buckets.take("another")


def test_a_bucket_is_never_fuller_than_a_burst(clock):
    buckets = Buckets(Rate(2, 1), clock)
    buckets.take("somebody")
    clock.now += 3600
    assert buckets.check("somebody") == 2


def test_looking_takes_nothing(clock):
    buckets = Buckets(Rate(1, 1), clock)
    for _ in range(5):
        buckets.check("somebody")
    buckets.take("somebody")
    with pytest.raises(TooOftenError):
        buckets.check("somebody")


def test_only_so_many_are_remembered_and_the_oldest_is_forgotten(clock):
    buckets = Buckets(Rate(1, 0.001), clock, most=3)
    for somebody in ("a", "b", "c", "a", "d"):
        with_luck = somebody if somebody != "a" else None
        if with_luck or len(buckets) == 0:
            buckets.take(somebody)
    assert len(buckets) == 3
    buckets.take("a")  # forgotten, and full again
    with pytest.raises(TooOftenError):
        buckets.take("d")


def test_a_seat_is_free_again_when_its_connection_ends():
    seats = Seats(3)
    with seats.seat("one", 1):
        with pytest.raises(FullError), seats.seat("one", 1):
            pass
        with seats.seat("another", 1):
            assert seats.taken == 2
    with seats.seat("one", 1):
        assert (seats.taken, seats.refused) == (1, 1)


def test_all_seats_together_are_bounded():
    seats = Seats(1)
    with seats.seat("one", 5), pytest.raises(FullError), seats.seat("another", 5):
        pass
    assert seats.taken == 0


@pytest.mark.parametrize(
    ("host", "key"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
        ("unix", "unix"),
    ],
)
def test_a_household_counts_as_one_address(host, key):
    assert address_key(host) == key
