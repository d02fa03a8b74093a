"""How long somebody will wait, from typical service times and the windows that are open now."""

from dataclasses import dataclass
from math import sqrt

from queue_server.domain.lifecycle import WindowState
from queue_server.domain.state import HallState

SERVICE_VARIATION = 0.8
"""Standard deviation of a service over its mean, as measured in municipal offices."""

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
        for life in state.windows.values():
            if life.state in _WORKING:
                windows, busy = self._groups.get(life.queues, (0, 0))
                self._groups[life.queues] = (windows + 1, busy + (life.state is not WindowState.OPEN))

    def wait(self, queue: str, ahead: int) -> Estimate | None:
        """The wait of somebody with ``ahead`` people before them in ``queue``.

        The windows that serve the queue also serve others: of those people as many are counted as the part of the own
        queue that is ahead. None while no such window is open, or the hall file gives no typical time.
        """
        serving = {queues: counts for queues, counts in self._groups.items() if queue in queues}
        minutes = self._typical_minutes(queue)
        if not serving or minutes is None:
            return None
        windows = sum(count for count, _ in serving.values())
        busy = sum(count for _, count in serving.values())
        own = self._state.waiting(queue)
        share = min(1.0, ahead / own) if own else 0.0
        others = {other for queues in serving for other in queues if other != queue}
        people = ahead + share * sum(self._state.waiting(other) for other in others)
        if people < 1 and busy < windows:
            return Estimate(0, 0)
        services = people + busy / 2
        service_s = minutes * 60 / windows
        spread_s = SERVICE_VARIATION * sqrt(max(services, 1)) * service_s
        return Estimate(round(services * service_s), round(services * service_s + NINTH_DECILE * spread_s))

    def _typical_minutes(self, queue: str) -> float | None:
        """The mean of what the hall file says of the queue's items."""
        minutes = [item.typical_minutes for item in self._state.hall.items.values() if item.queue == queue]
        return sum(minutes) / len(minutes) if minutes else None
