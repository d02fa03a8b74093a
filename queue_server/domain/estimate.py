"""How long somebody will wait: by what the queue taught about its own pace, until then by typical service times."""

from dataclasses import dataclass
from math import sqrt

from queue_server.domain.lifecycle import WindowState
from queue_server.domain.state import HallState

SERVICE_VARIATION = 0.8
"""Standard deviation of a service over its mean, as measured in municipal offices."""

AS_GOOD_AS_TYPICAL = 10
"""So many learned gaps weigh as much as the typical minutes of the hall file."""

NINTH_DECILE = 1.28
"""A normal variable stays below mean + 1.28 standard deviations nine times in ten."""

_WORKING = frozenset({WindowState.OPEN, WindowState.CALLED, WindowState.SERVING})


@dataclass(frozen=True, slots=True)
class Estimate:
    """Seconds until the call: half of all people wait at most ``p50_s``, nine in ten at most ``p90_s``."""

    p50_s: int
    p90_s: int


class Estimator:
    """Estimates on one state; what all of them need is counted once."""

    def __init__(self, state: HallState) -> None:
        self._state = state
        self._groups: dict[tuple[str, ...], tuple[int, int]] = {}
        self._minutes: dict[str, float | None] = {}
        self._waiting = state.waiting
        for life in state.windows.values():
            if life.state in _WORKING:
                windows, busy = self._groups.get(life.queues, (0, 0))
                self._groups[life.queues] = (windows + 1, busy + (life.state is not WindowState.OPEN))

    def wait(self, queue: str, ahead: int) -> Estimate | None:
        """The wait of somebody with ``ahead`` people before them in ``queue``.

        The windows that serve the queue also serve others: of those people as many are counted as the part of the own
        queue that is ahead, all of them for a newcomer. None while no such window is open, or the hall file gives no
        typical time for the queue.
        """
        serving = {queues: counts for queues, counts in self._groups.items() if queue in queues}
        own_minutes = self._typical_minutes(queue)
        if not serving or own_minutes is None:
            return None
        windows = sum(count for count, _ in serving.values())
        busy = sum(count for _, count in serving.values())
        own = self._waiting.get(queue, 0)
        share = ahead / own if ahead < own else 1.0
        people, minutes = float(ahead), ahead * own_minutes
        for other in {other for queues in serving for other in queues if other != queue}:
            waiting = share * self._waiting.get(other, 0)
            people += waiting
            minutes += waiting * (self._typical_minutes(other) or own_minutes)
        if people < 1 and busy < windows:
            return Estimate(0, 0)
        # Whoever is at a window now is half through on average.
        people += busy / 2
        minutes += busy / 2 * own_minutes
        mean_s = minutes * 60 / windows
        return self._blended(queue, ahead, mean_s, SERVICE_VARIATION * mean_s / sqrt(max(people, 1)))

    def _blended(self, queue: str, ahead: int, typical_s: float, typical_spread_s: float) -> Estimate:
        """The typical wait and the learned one, by how much was learned."""
        pace = self._state.paces.get(queue)
        learned = pace.gaps / (pace.gaps + AS_GOOD_AS_TYPICAL) if pace else 0.0
        mean_s, spread_s = (1 - learned) * typical_s, (1 - learned) * typical_spread_s
        if pace:
            mean_s += learned * (ahead + 1) * pace.mean_s
            spread_s += learned * sqrt((ahead + 1) * pace.variance_s2)
        return Estimate(round(mean_s), round(mean_s + NINTH_DECILE * spread_s))

    def _typical_minutes(self, queue: str) -> float | None:
        """The mean of what the hall file says of the queue's items."""
        if queue not in self._minutes:
            minutes = [item.typical_minutes for item in self._state.hall.items.values() if item.queue == queue]
            self._minutes[queue] = sum(minutes) / len(minutes) if minutes else None
        return self._minutes[queue]
