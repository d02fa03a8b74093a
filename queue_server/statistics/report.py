"""The report of a span of days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from queue_server.journal import Recorded
from queue_server.statistics.days import DaysFollower, Group, by_key
from queue_server.statistics.figures import Figures, Gathering
from queue_server.statistics.parts import KINDS, By


@dataclass(frozen=True, slots=True)
class Report:
    """``rows`` are the groups in order, empty without ``by``. ``unmatched`` counts the events that tell nothing: of an
    unknown type, or of a ticket that was never issued. A sound journal has none.
    """

    first: date
    last: date
    by: By | None
    rows: tuple[tuple[str, Figures], ...]
    total: Figures
    unmatched: int


def make_report(recorded: Iterable[Recorded], first: date, last: date, by: By | None = None) -> Report:
    """The figures of the days ``first`` to ``last``, told from all events of a hall, in order, in one pass."""
    follower = DaysFollower(kinds=tuple(kind for kind in KINDS if kind == by))
    for each in recorded:
        follower.take(each)
    days = follower.days
    days.join(follower.rest().gathered.items())
    return report_of(days.gathered.items(), first, last, by, unmatched=follower.unmatched)


def report_of(
    gathered: Iterable[tuple[Group, Gathering]], first: date, last: date, by: By | None, *, unmatched: int = 0
) -> Report:
    """The report of what was gathered day by day; other days may be among it."""
    of_days = [(group, gathering) for group, gathering in gathered if first <= group.day <= last]
    groups = by_key(of_days, by) if by is not None else {}
    total = Gathering()
    for group, gathering in of_days:
        if group.kind is None:
            total.join(gathering)
    rows = tuple((key, groups[key].figures()) for key in sorted(groups, key=_natural))
    return Report(first, last, by, rows, total.figures(), unmatched)


def _natural(key: str) -> tuple[bool, int, str]:
    """Window 10 comes after window 9, and names come after numbers."""
    is_number = key.isascii() and key.isdigit()
    return (not is_number, int(key) if is_number else 0, key)
