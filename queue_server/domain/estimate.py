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


def typical_minutes(state: HallState, queue: str) -> float | None:
    """The mean of what the hall file says of the queue's items; none where it says nothing."""
    minutes = [item.typical_minutes for item in state.hall.items.values() if item.queue == queue]
    return sum(minutes) / len(minutes) if minutes else None


def estimate(state: HallState, queue: str, ahead: int) -> Estimate | None:
    """The wait of somebody with ``ahead`` people before them in ``queue``.

    The windows that serve the queue also serve others: their people are counted in proportion to how far the line
    before this person reaches. None while no such window is open, or the hall file gives no typical time.
    """
    windows = [life for life in state.windows.values() if life.state in _WORKING and queue in life.queues]
    minutes = typical_minutes(state, queue)
    if not windows or minutes is None:
        return None
    own = state.waiting(queue)
    share = min(1.0, ahead / own) if own else 0.0
    shared_queues = {other for life in windows for other in life.queues}
    people = sum(ahead if other == queue else share * state.waiting(other) for other in shared_queues)
    busy = sum(life.state is not WindowState.OPEN for life in windows)
    if people < 1 and busy < len(windows):
        return Estimate(0, 0)
    services = people + busy / 2
    mean_s = services * minutes * 60 / len(windows)
    spread_s = SERVICE_VARIATION * sqrt(max(services, 1)) * minutes * 60 / len(windows)
    return Estimate(round(mean_s), round(mean_s + NINTH_DECILE * spread_s))
