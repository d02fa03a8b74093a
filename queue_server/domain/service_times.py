"""How long the hall's own services take, by item and hour of the day, learned from each that ends."""

from datetime import datetime
from typing import NamedTuple

from queue_server.domain.hall import Hall
from queue_server.domain.table import Table

LONGEST_S = 2 * 3600.0
"""Beyond this somebody forgot to press finish: nothing is learned from it."""

AS_GOOD_AS_KNOWN = 10.0
"""So many services weigh as much as what was thought before: the hall file's minutes, then the item's whole day."""

KEPT_OVERNIGHT = 0.95
"""What a day taught weighs half as much after thirteen more: halls change slowly, but they change."""

FORGOTTEN_BELOW = 0.05


class Lesson(NamedTuple):
    """``services`` is a weight, not a count: it fades from day to day, and ``total_s`` with it."""

    services: float
    total_s: float


class Service(NamedTuple):
    """One that ended; ``item`` is none where the ticket names no item."""

    queue: str
    item: str | None
    began: datetime
    ended: datetime


Lessons = Table[Lesson]
"""By subject, a queue or an item, and by subject and hour."""


def queue_subject(queue: str) -> str:
    """What all services of a queue are lessons about."""
    return f"queue {queue}"


def item_subject(item: str) -> str:
    """What the services of an item are lessons about, too."""
    return f"item {item}"


def learned(lessons: Lessons, service: Service, hall: Hall) -> Lessons:
    """With one service more."""
    return _changed(lessons, service, hall, 1)


def unlearned(lessons: Lessons, service: Service, hall: Hall) -> Lessons:
    """Without a service that was learned: its end was a misclick."""
    return _changed(lessons, service, hall, -1)


def faded(lessons: Lessons) -> Lessons:
    """The lessons on the next day."""
    left: Lessons = Table()
    for key, lesson in lessons.items():
        if lesson.services * KEPT_OVERNIGHT >= FORGOTTEN_BELOW:
            left = left.with_value(key, Lesson(lesson.services * KEPT_OVERNIGHT, lesson.total_s * KEPT_OVERNIGHT))
    return left


def expected_s(lessons: Lessons, subject: str, hour: int, typical_s: float) -> float:
    """Seconds that a service takes that begins in this hour of the hall's clock."""
    all_day = _blended(lessons.get(subject), typical_s)
    return _blended(lessons.get(_at_hour(subject, hour)), all_day)


def _blended(lesson: Lesson | None, known_s: float) -> float:
    if lesson is None:
        return known_s
    return (lesson.total_s + AS_GOOD_AS_KNOWN * known_s) / (lesson.services + AS_GOOD_AS_KNOWN)


def _changed(lessons: Lessons, service: Service, hall: Hall, sign: int) -> Lessons:
    seconds = (service.ended - service.began).total_seconds()
    if not 0 <= seconds <= LONGEST_S:
        return lessons
    hour = hall.local(service.began).hour
    subjects = [queue_subject(service.queue), *([item_subject(service.item)] if service.item else [])]
    for key in (*subjects, *(_at_hour(subject, hour) for subject in subjects)):
        before = lessons.get(key) or Lesson(0, 0)
        after = Lesson(before.services + sign, max(0.0, before.total_s + sign * seconds))
        lessons = lessons.with_value(key, after) if after.services > 0 else lessons.without(key)
    return lessons


def _at_hour(subject: str, hour: int) -> str:
    return f"{subject} at {hour}"
