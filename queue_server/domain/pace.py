"""What a queue teaches about itself: the time between its calls while somebody waits.

Of the simple predictors of a wait, people ahead times this learned time has the smallest error, a quarter of that of
configured minutes divided by windows; scaling it by the windows open now makes it worse (measured on the tickets of
municipal offices).
"""

from typing import NamedTuple

MEMORY = 50
"""Calls that count: the pace of a queue follows the day within an hour or two."""

LONGEST_GAP_S = 3600.0
"""A longer time between two calls is lunch, night or an outage, not service."""


class Pace(NamedTuple):
    """The last call of a queue (seconds of the epoch), and mean and variance of the gaps before it."""

    last_call: float
    gaps: int = 0
    mean_s: float = 0.0
    variance_s2: float = 0.0


def after_call(pace: Pace | None, waited_since: float, at: float) -> Pace:
    """The pace after a call at ``at`` of somebody who waited since ``waited_since``.

    A gap counts only if that person stood there at the last call: otherwise nobody may have been there to call.
    """
    if pace is None:
        return Pace(at)
    gap_s = at - pace.last_call
    if waited_since > pace.last_call or not 0 <= gap_s <= LONGEST_GAP_S:
        return pace._replace(last_call=at)
    weight = max(1 / (pace.gaps + 1), 1 / MEMORY)
    difference = gap_s - pace.mean_s
    return Pace(
        last_call=at,
        gaps=pace.gaps + 1,
        mean_s=pace.mean_s + weight * difference,
        variance_s2=(1 - weight) * (pace.variance_s2 + weight * difference * difference),
    )
