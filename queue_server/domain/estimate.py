"""How long somebody will wait: by the pace that the queue taught, until then by the services that are ahead."""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from math import sqrt
from typing import NamedTuple

from queue_server.domain.diary import Expected
from queue_server.domain.hall import APPOINTMENT, ORDINARY
from queue_server.domain.lifecycle import AT_WORK, WindowState
from queue_server.domain.line import rank
from queue_server.domain.service_times import expected_s, item_subject, queue_subject
from queue_server.domain.state import HallState, Place

SERVICE_VARIATION = 0.8
"""Standard deviation of a service over its mean, as measured in municipal offices."""

AS_GOOD_AS_TYPICAL = 10
"""So many learned gaps weigh as much as the services that are ahead."""

NINTH_DECILE = 1.28
"""A normal variable stays below mean + 1.28 standard deviations nine times in ten."""

WHO_COMES = 0.87
"""Of a hundred booked appointments 87 are kept: 40,740 of them were counted (Lenzi 2019)."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Seconds until the call: half of all people wait at most ``p50_s``, nine in ten at most ``p90_s``."""

    p50_s: int
    p90_s: int


class Standing(NamedTuple):
    """Somebody who waits in ``queue``, or is about to: ``ahead`` of the ``others`` there are called before."""

    queue: str
    ahead: int
    others: int
    priority: str
    since: float

    @classmethod
    def newcomer(cls, state: HallState, queue: str, now: datetime) -> "Standing":
        """An ordinary person who comes now."""
        people = state.crowd(queue).people
        return cls(queue, people, people, ORDINARY, now.timestamp())


class Estimator:
    """Estimates on one state; what all of them need is counted once."""

    def __init__(self, state: HallState, now: datetime) -> None:
        self._state = state
        self._moment = now.timestamp()
        self._hour = state.hall.local(now).hour
        self._groups: dict[tuple[str, ...], list[int]] = {}
        self._services: dict[str, float | None] = {}
        for life in state.windows.values():
            if life.state in AT_WORK:
                group = self._groups.setdefault(life.queues, [0, 0])
                group[0] += 1
                group[1] += life.state is not WindowState.OPEN

    def wait(self, standing: Standing) -> Estimate | None:
        """The wait of somebody in line.

        The windows that serve the queue also serve others: of those people as many are counted as the part of the own
        queue that is ahead, all of them for a newcomer; and of those who have an appointment before this person's turn
        as many as usually come. None while no such window is open, or the hall file knows no item of the queue.
        """
        queue = standing.queue
        serving = {queues: counts for queues, counts in self._groups.items() if queue in queues}
        own_s = self._own_service_s(queue)
        if not serving or own_s is None:
            return None
        windows = sum(count for count, _ in serving.values())
        busy = sum(count for _, count in serving.values())
        share = min(1.0, standing.ahead / standing.others) if standing.others else 1.0
        people, seconds = float(standing.ahead), standing.ahead * own_s
        others = {other for queues in serving for other in queues if other != queue}
        for other in others:
            if waiting := share * self._state.crowd(other).people:
                people += waiting
                seconds += waiting * (self._service_s(other) or own_s)
        if people < 1 and busy < windows:
            return Estimate(0, 0)
        # Whoever is at a window now is half through on average.
        people += busy / 2
        seconds += busy / 2 * own_s
        turn = self._moment + seconds / windows
        for other in (queue, *others):
            if coming := WHO_COMES * self._appointments_before(other, standing, turn):
                people += coming
                seconds += coming * (self._service_s(other) or own_s)
        mean_s = seconds / windows
        return self._blended(standing, turn, mean_s, SERVICE_VARIATION * mean_s / sqrt(max(people, 1)))

    def _appointments_before(self, queue: str, standing: Standing, turn: float) -> int:
        """How many who are still to come to ``queue`` would be called before somebody whose turn is at ``turn``."""
        expected = self._state.diary.expected.get(queue, ())
        if not expected or expected[0].start >= turn:
            return 0
        own = rank(self._state.hall, turn, standing.priority, Place(standing.since, 0, ""))
        booked = partial(rank, self._state.hall, turn, APPOINTMENT)
        due = bisect_left(expected, turn, key=_start)
        return bisect_left(expected, own, hi=due, key=lambda each: booked(Place(each.start, 0, "")))

    def _blended(self, standing: Standing, turn: float, services_s: float, services_spread_s: float) -> Estimate:
        """The wait by the services ahead and by the learned pace, by how much was learned."""
        pace = self._state.paces.get(standing.queue)
        learned = pace.gaps / (pace.gaps + AS_GOOD_AS_TYPICAL) if pace else 0.0
        mean_s, spread_s = (1 - learned) * services_s, (1 - learned) * services_spread_s
        if pace:
            calls = standing.ahead + 1 + WHO_COMES * self._appointments_before(standing.queue, standing, turn)
            mean_s += learned * calls * pace.mean_s
            spread_s += learned * sqrt(calls * pace.variance_s2)
        return Estimate(round(mean_s), round(mean_s + NINTH_DECILE * spread_s))

    def _own_service_s(self, queue: str) -> float | None:
        """Mean seconds of a service of those who wait in a queue, by their items."""
        typical_s = self._state.hall.typical_s.get(queue)
        items = self._state.crowd(queue).items
        people = sum(items.values())
        if typical_s is None or not people:
            return self._service_s(queue)
        seconds = sum(count * self._item_s(queue, item, typical_s) for item, count in items.items() if count)
        return seconds / people

    def _item_s(self, queue: str, item: str | None, typical_s: float) -> float:
        if item is None:
            return expected_s(self._state.service_times, queue_subject(queue), self._hour, typical_s)
        known = self._state.hall.items.get(item)
        item_s = known.typical_minutes * 60 if known else typical_s
        return expected_s(self._state.service_times, item_subject(item), self._hour, item_s)

    def _service_s(self, queue: str) -> float | None:
        """Mean seconds of a service of a queue, whatever its item."""
        if queue not in self._services:
            typical_s = self._state.hall.typical_s.get(queue)
            self._services[queue] = (
                None
                if typical_s is None
                else expected_s(self._state.service_times, queue_subject(queue), self._hour, typical_s)
            )
        return self._services[queue]


def _start(expected: Expected) -> float:
    return expected.start
