"""How much one stranger may ask: token buckets in bounded memory, and counted seats for open connections."""

import ipaddress
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from queue_server.web.errors import FullError, TooOftenError


@dataclass(frozen=True, slots=True)
class Rate:
    """``burst`` requests at once, and ``per_s`` more a second."""

    burst: float
    per_s: float


@dataclass(frozen=True, slots=True)
class Limits:
    """What strangers get, by address; many phones share one address behind their network's own.

    A request for a ticket that is there is counted by the ticket and not by the address: a hall full of phones on one
    Wi-Fi is no flood. ``forms`` are bookings, codes and changes of what people keep, ``misses`` codes and tickets that
    are not there: who guesses learns little. ``logins`` are tries to enter the staff pages: a whole hall's staff may
    share one address, and each account locks by itself after a few wrong passwords. ``streams`` are connections held
    open: all, of one ticket, of one address.
    """

    reads: Rate = Rate(60, 10)
    ticket: Rate = Rate(20, 0.5)
    forms: Rate = Rate(20, 1 / 30)
    misses: Rate = Rate(20, 1 / 10)
    logins: Rate = Rate(120, 1)
    streams: int = 5000
    streams_of_ticket: int = 6
    streams_of_address: int = 100


MOST_BUCKETS = 20_000
"""Buckets remembered, some 200 bytes each; the one used longest ago is forgotten first, and is full again then."""


class Buckets:
    """One token bucket a key."""

    def __init__(self, rate: Rate, clock: Callable[[], float], most: int = MOST_BUCKETS) -> None:
        """``clock`` tells seconds and never goes back."""
        self._rate = rate
        self._clock = clock
        self._most = most
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self.refused = 0

    def take(self, key: str) -> None:
        """Take one token.

        :raises TooOftenError: when there is none left.
        """
        left = self.check(key)
        self._left[key] = (left - 1, self._clock())
        self._left.move_to_end(key)
        if len(self._left) > self._most:
            self._left.popitem(last=False)

    def check(self, key: str) -> float:
        """How many tokens are left; none is taken.

        :raises TooOftenError: when there is less than one.
        """
        now = self._clock()
        left, since = self._left.get(key, (self._rate.burst, now))
        left = min(self._rate.burst, left + (now - since) * self._rate.per_s)
        if left < 1:
            self.refused += 1
            raise TooOftenError((1 - left) / self._rate.per_s)
        return left

    def __len__(self) -> int:
        return len(self._left)


class Seats:
    """Connections that are held open, counted in all and by whose they are."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._taken: Counter[str] = Counter()
        self.taken = 0
        self.refused = 0

    @contextmanager
    def seat(self, whose: str, most: int) -> Iterator[None]:
        """Hold one of ``most`` seats of ``whose``.

        :raises FullError: when they, or all seats, are taken.
        """
        if self._taken[whose] >= most or self.taken >= self._most:
            self.refused += 1
            raise FullError
        self._taken[whose] += 1
        self.taken += 1
        try:
            yield
        finally:
            self.taken -= 1
            self._taken[whose] -= 1
            if not self._taken[whose]:
                del self._taken[whose]


def address_key(host: str) -> str:
    """Who is at an address: of IPv6 the /64, for one household has all of it."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv4Address):
        return host
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, 64), strict=False))
