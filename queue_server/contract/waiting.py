"""How every screen, page and paper says a waiting time: a range in steps of five minutes, never one figure."""

from queue_server.contract.views import Estimate

STEP_MINUTES = 5


def minutes_range(estimate: Estimate) -> tuple[int, int]:
    """The range to tell people, in minutes: the median rounded down, the ninth decile rounded up.

    The upper end is always a step above the lower one: ``(0, 5)`` reads as "within five minutes".
    """
    step_s = STEP_MINUTES * 60
    low = estimate.p50_s // step_s * STEP_MINUTES
    high = -(-estimate.p90_s // step_s) * STEP_MINUTES
    return low, max(high, low + STEP_MINUTES)
