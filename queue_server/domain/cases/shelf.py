"""The cases that a hall works on, and what became of those of the last days."""

from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal, NamedTuple

from queue_server.domain.cases.case import Case, Compartment
from queue_server.domain.hall import Hall
from queue_server.domain.table import Table

ENDED_KEPT = timedelta(days=7)
"""So long a case that has ended is still here; afterwards it is found in the store of all cases."""

Condition = Literal["used", "to_clear", "faulty"]
"""Of a compartment that cannot be given out: a result waits in it, was left in it, or the door does not do."""


class Use(NamedTuple):
    """What is the matter with a compartment, and whose result lies in it."""

    condition: Condition
    case: str | None = None


class Look(NamedTuple):
    """A day, as its ordinal, on which the clock brings something for a case."""

    day: int
    case: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """Cases by id. ``codes`` finds one by its code, ``pickups`` by what opens its compartment, ``of_person`` a
    person's. ``looks`` are in order: the head tells whether the clock brings anything. ``in_use`` has the compartments
    that are not free, ``late`` the ids of the cases that the office is late with.
    """

    cases: Table[Case] = field(default_factory=Table)
    codes: Table[str] = field(default_factory=Table)
    pickups: Table[str] = field(default_factory=Table)
    of_person: Table[tuple[str, ...]] = field(default_factory=Table)
    looks: tuple[Look, ...] = ()
    in_use: Mapping[Compartment, Use] = field(default_factory=dict)
    late: frozenset[str] = frozenset()

    def find(self, id_or_code: str) -> Case | None:
        return self.cases.get(id_or_code) or self.cases.get(self.codes.get(id_or_code) or "")

    def to_pick_up(self, pickup: str) -> Case | None:
        """The case whose result this code opens the compartment of."""
        return self.cases.get(self.pickups.get(pickup) or "")

    def of(self, person: str) -> list[Case]:
        """A person's cases, the newest first."""
        found = [self.cases[case] for case in self.of_person.get(person) or ()]
        return sorted(found, key=lambda case: (case.started_at, case.id), reverse=True)

    def to_look_at(self, today: date) -> Iterator[Case]:
        """The cases for which the clock brings something by ``today``, each once, the earliest first."""
        seen: set[str] = set()
        for look in self.looks:
            if look.day > today.toordinal():
                return
            if look.case not in seen:
                seen.add(look.case)
                yield self.cases[look.case]

    def with_case(self, case: Case) -> "Shelf":
        """This shelf with a case as it is now."""
        before = self.cases.get(case.id)
        of_person = self.of_person
        if before is None:
            of_person = of_person.with_value(case.person, (*(of_person.get(case.person) or ()), case.id))
        pickups = self.pickups
        if before is not None and before.pickup and before.pickup != case.pickup:
            pickups = pickups.without(before.pickup)
        if case.pickup:
            pickups = pickups.with_value(case.pickup, case.id)
        return Shelf(
            self.cases.with_value(case.id, case),
            self.codes.with_value(case.code, case.id),
            pickups,
            of_person,
            self._looks(before, case),
            self.in_use,
            self.late | {case.id} if case.is_late else self.late - {case.id},
        )

    def with_use(self, compartment: Compartment, use: Use | None) -> "Shelf":
        """This shelf with a compartment in use, or free."""
        others = {place: each for place, each in self.in_use.items() if place != compartment}
        return replace(self, in_use={**others, compartment: use} if use else others)

    def free_compartment(self, locker: str, compartments: int) -> int | None:
        """The lowest number that is free in a locker."""
        return next(
            (number for number in range(1, compartments + 1) if Compartment(locker, number) not in self.in_use), None
        )

    def from_day(self, hall: Hall, day: date) -> "Shelf":
        """This shelf when ``day`` begins: what has ended long enough ago is gone."""
        shelf = self
        for case in self.cases.values():
            if case.ended_at is not None and hall.day(case.ended_at) < day - ENDED_KEPT:
                shelf = shelf._without(case)
        return shelf

    def _without(self, case: Case) -> "Shelf":
        left = tuple(other for other in self.of_person.get(case.person) or () if other != case.id)
        return replace(
            self,
            cases=self.cases.without(case.id),
            codes=self.codes.without(case.code),
            pickups=self.pickups.without(case.pickup) if case.pickup else self.pickups,
            of_person=self.of_person.with_value(case.person, left) if left else self.of_person.without(case.person),
            looks=self._looks(case, None),
        )

    def _looks(self, before: Case | None, after: Case | None) -> tuple[Look, ...]:
        old, new = _look_at(before), _look_at(after)
        if old == new:
            return self.looks
        looks = list(self.looks)
        if old is not None:
            del looks[bisect_left(looks, old)]
        if new is not None:
            insort(looks, new)
        return tuple(looks)


def _look_at(case: Case | None) -> Look | None:
    day = min(case.days_to_look(), default=None) if case is not None else None
    return Look(day.toordinal(), case.id) if case is not None and day is not None else None
