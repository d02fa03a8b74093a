"""What a citizen came for."""

from dataclasses import dataclass
from enum import StrEnum


class Goal(StrEnum):
    """The ways in on the first page, and those behind the enquiries."""

    TAKE = "take"
    CHECK_IN = "check_in"
    FIND = "find"
    ENQUIRE = "enquire"
    TICKET = "ticket"
    BOOK = "book"
    APPOINTMENTS = "appointments"
    RATE = "rate"
    APPLY = "apply"
    CASES = "cases"
    COLLECT = "collect"
    SPACE = "space"


@dataclass(frozen=True, slots=True)
class Wish:
    """The goal, and the queue or the item of the catalogue where that is known.

    ``moving`` is the code of an appointment for which another time is wanted, ``case`` an application that is brought
    to a counter.
    """

    goal: Goal
    queue: str | None = None
    item: str | None = None
    moving: str | None = None
    case: str | None = None
