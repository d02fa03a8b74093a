"""How long the hall's own services take, by item and hour of the day, learned from each that ends."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from queue_server.domain.hall import Hall

LONGEST_S = 2 * 3600.0
"""Beyond this somebody forgot to press finish: nothing is learned from it."""

AS_GOOD_AS_KNOWN = 10.0
"""So many services weigh as much as what was thought before: the hall file's minutes, then the item's whole day."""

KEPT_OVERNIGHT = 0.95
"""What a day taught weighs half as much after thirteen more: halls change slowly, but they change."""

FORGOTTEN_BELOW = 0.05


class Lesson(NamedTuple):
    """``services`` is a weight, not a count: it fades from day to day, and ``total_s`` with it."""

    services: float = 0.0
    total_s: float = 0.0


class Lessons(NamedTuple):
    """What is known of one subject, a queue or an item: of the whole day, and of the hours in which services began."""

    all_day: Lesson
    by_hour: Mapping[int, Lesson]


class Service(NamedTuple):
    """One that ended; ``item`` is none where the ticket names no item."""

    queue: str
    item: str | None
    began: datetime
    ended: datetime


ServiceTimes = Mapping[str, Lessons]
"""By subject: a hall's queues, and the items of which services were given, some hundreds at most."""

NOTHING_KNOWN = Lessons(Lesson(), MappingProxyType({}))


def queue_subject(queue: str) -> str:
    """What all services of a queue are lessons about."""
    return f"queue {queue}"


def item_subject(item: str) -> str:
    """What the services of an item are lessons about, too."""
    return f"item {item}"


def learned(times: ServiceTimes, service: Service, hall: Hall) -> ServiceTimes:
    """With one service more."""
    return _changed(times, service, hall, 1)


def unlearned(times: ServiceTimes, service: Service, hall: Hall) -> ServiceTimes:
    """Without a service that was learned: its end was a misclick."""
    return _changed(times, service, hall, -1)


def faded(times: ServiceTimes) -> ServiceTimes:
    """What is known on the next day."""
    return {
        subject: Lessons(all_day, {hour: _faded(lesson) for hour, lesson in lessons.by_hour.items()})
        for subject, lessons in times.items()
        if (all_day := _faded(lessons.all_day)).services >= FORGOTTEN_BELOW
    }


def expected_s(times: ServiceTimes, subject: str, hour: int, typical_s: float) -> float:
    """Seconds that a service takes that begins in this hour of the hall's clock."""
    lessons = times.get(subject)
    if lessons is None:
        return typical_s
    all_day = _blended(lessons.all_day, typical_s)
    at_hour = lessons.by_hour.get(hour)
    return all_day if at_hour is None else _blended(at_hour, all_day)


def _faded(lesson: Lesson) -> Lesson:
    return Lesson(lesson.services * KEPT_OVERNIGHT, lesson.total_s * KEPT_OVERNIGHT)


def _blended(lesson: Lesson, known_s: float) -> float:
    return (lesson.total_s + AS_GOOD_AS_KNOWN * known_s) / (lesson.services + AS_GOOD_AS_KNOWN)


def _changed(times: ServiceTimes, service: Service, hall: Hall, sign: int) -> ServiceTimes:
    seconds = (service.ended - service.began).total_seconds()
    if not 0 <= seconds <= LONGEST_S:
        return times
    hour = hall.local(service.began).hour
    changed = dict(times)
    for subject in _subjects(service):
        before = times.get(subject, NOTHING_KNOWN)
        all_day = _with(before.all_day, seconds, sign)
        if all_day.services > 0:
            by_hour = {**before.by_hour, hour: _with(before.by_hour.get(hour, Lesson()), seconds, sign)}
            changed[subject] = Lessons(all_day, by_hour)
        else:
            changed.pop(subject, None)
    return changed


def _subjects(service: Service) -> Iterator[str]:
    yield queue_subject(service.queue)
    if service.item is not None:
        yield item_subject(service.item)


def _with(lesson: Lesson, seconds: float, sign: int) -> Lesson:
    # What was learned before midnight has faded when it is taken back.
    return Lesson(max(0.0, lesson.services + sign), max(0.0, lesson.total_s + sign * seconds))
