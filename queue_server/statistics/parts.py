"""What of a visit counts where: a visit may have been in several queues and at several windows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from queue_server.statistics.hours import HourPart
from queue_server.statistics.visits import Ending, Forecast, Stay, Visit, Wait

By = Literal["queue", "item", "window", "hour", "day", "week", "month"]
"""What a report can be broken down by."""

GROUPINGS: tuple[By, ...] = get_args(By)

Kind = Literal["queue", "item", "window", "hour"]
"""Groups within a day; the others are groups of days."""

KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Part:
    """What of a visit counts in one group."""

    issued: bool
    ended: Ending | None
    waits: tuple[Wait, ...]
    stays: tuple[Stay, ...]
    rating: int | None
    forecast: Forecast | None


def whole(visit: Visit) -> Part:
    """All of a visit."""
    return Part(
        issued=True,
        ended=visit.ended,
        waits=visit.waits,
        stays=visit.stays,
        rating=visit.rating,
        forecast=visit.forecast,
    )


def parts(visit: Visit, kind: Kind) -> Iterator[tuple[str, Part]]:
    """The groups that a visit belongs to, and what of it counts in each.

    It was issued for its first queue and ended in its last; the hour is that in which it was taken.
    """
    match kind:
        case "queue":
            yield from _by_queue(visit)
        case "window":
            yield from _by_window(visit)
        case "item":
            yield visit.item or "", whole(visit)
        case "hour":
            yield hour_key(visit.taken_at.hour), whole(visit)


def period_key(day: date, by: By) -> str | None:
    """The group of days that a day belongs to, such as ``2026-W47`` for a week; none where days are no groups."""
    match by:
        case "day":
            return day.isoformat()
        case "week":
            year, week, _ = day.isocalendar()
            return f"{year}-W{week:02d}"
        case "month":
            return f"{day.year}-{day.month:02d}"
        case _:
            return None


def time_key(window: str, part: HourPart, kind: Kind) -> str | None:
    """The group that time of a window belongs to; none where windows are of no one group."""
    match kind:
        case "window":
            return window
        case "hour":
            return hour_key(part.hour)
        case _:
            return None


def hour_key(hour: int) -> str:
    return f"{hour:02d}"


def _by_queue(visit: Visit) -> Iterator[tuple[str, Part]]:
    queues = visit.queues
    for queue in queues:
        last = queue == visit.queue
        yield (
            queue,
            Part(
                issued=queue == queues[0],
                ended=visit.ended if last else None,
                waits=tuple(wait for wait in visit.waits if wait.queue == queue),
                stays=tuple(stay for stay in visit.stays if stay.queue == queue),
                rating=visit.rating if last else None,
                forecast=visit.forecast if queue == queues[0] else None,
            ),
        )


def _by_window(visit: Visit) -> Iterator[tuple[str, Part]]:
    for window in dict.fromkeys(stay.window for stay in visit.stays):
        last = window == visit.stays[-1].window
        yield (
            window,
            Part(
                issued=False,
                ended=visit.ended if last else None,
                waits=tuple(wait for wait in visit.waits if wait.window == window),
                stays=tuple(stay for stay in visit.stays if stay.window == window),
                rating=visit.rating if last else None,
                forecast=visit.forecast if window == visit.stays[0].window else None,
            ),
        )
