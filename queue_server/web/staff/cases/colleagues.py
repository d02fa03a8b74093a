"""Who has a case open, and whose step comes first: two clerks on one case learn of each other."""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Seat:
    """One open page: the staff number of whoever sits before it, and what draws it anew."""

    person: str
    refresh: Callable[[], None]


class Colleagues:
    """All pages of cases that are open now. Everything runs in the event loop's thread."""

    def __init__(self) -> None:
        self._seats: dict[str, list[Seat]] = defaultdict(list)
        self._steps: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    def sit_down(self, case: str, seat: Seat) -> None:
        """A page was opened; the others of this case say so."""
        self._seats[case].append(seat)
        self._tell_others(case, seat)

    def stand_up(self, case: str, seat: Seat) -> None:
        self._seats[case].remove(seat)
        self._tell_others(case, seat)
        if not self._seats[case]:
            del self._seats[case]
            self._steps.pop(case, None)

    def others(self, case: str, person: str) -> list[str]:
        """The staff numbers of the others who have it open."""
        return sorted({seat.person for seat in self._seats.get(case, ()) if seat.person != person})

    def step(self, case: str) -> asyncio.Lock:
        """To be held during a step: whoever is second sees what the first made of the case."""
        return self._steps[case]

    def _tell_others(self, case: str, seat: Seat) -> None:
        for other in self._seats[case]:
            if other is not seat:
                other.refresh()
