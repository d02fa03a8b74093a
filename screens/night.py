"""What keeps a panel whole: dark at night, and never the same pixel in the same place for long. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from screens.rules import Hours

AWAKE_AFTER_CALL = timedelta(minutes=10)
"""Whoever is called in the dark hours sees the call all the same: a service that ran late, a make-up day."""

REACH = (8, 5)
"""As far as a screen moves to either side and up or down, in pixels: about the width of a stroke."""


def dark_at(hours: Iterable[Hours], local: datetime, last_call: datetime | None) -> bool:
    """Whether nothing is shown at a moment in the hall's own time. ``last_call`` is when somebody was last called."""
    if last_call is not None and abs(local - last_call) < AWAKE_AFTER_CALL:
        return False
    return any(span.hold(local.time()) for span in hours)


def shift_at(now: datetime) -> tuple[int, int]:
    """How far to the right and up, in pixels: a pixel a minute in both directions, on a way of 160 minutes."""
    minute = int(now.timestamp() // 60)
    return _swing(minute, REACH[0]), _swing(minute, REACH[1])


def _swing(step: int, reach: int) -> int:
    """From one end to the other and back, one a step."""
    place = step % (4 * reach)
    return place - reach if place <= 2 * reach else 3 * reach - place
