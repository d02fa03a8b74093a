"""When to reserve numbers, and how many. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from kiosk.flow.blocks import Blocks, left, usable

MOST = 20
"""A queue's numbers in one block: half a day of a busy queue at one terminal. Who reserves more makes the numbers of
the others jump, and takes from the day's quota what nobody may ask for.
"""

REFILL_BELOW = 10
"""Ahead of need: the line goes without warning."""

ASK_AGAIN_S = 60.0
"""Between two attempts for the same queue: a refusal does not change within seconds, nor does the day of two clocks
that differ a little.
"""


@dataclass(frozen=True, slots=True)
class Reserving:
    """``sizes`` are the queues of ``day`` that refused a block of :data:`MOST`: what to ask for instead, 0 is nothing.

    ``asked`` is how many seconds ago a queue was asked last.
    """

    day: date | None = None
    sizes: Mapping[str, int] = field(default_factory=dict)
    asked: Mapping[str, float] = field(default_factory=dict)

    def passed(self, elapsed_s: float) -> "Reserving":
        asked = {queue: ago_s + elapsed_s for queue, ago_s in self.asked.items()}
        return replace(self, asked={queue: ago_s for queue, ago_s in asked.items() if ago_s < ASK_AGAIN_S})

    def wanted(self, blocks: Blocks, queues: Iterable[str], day: date) -> dict[str, int]:
        """How many numbers to reserve, of each queue that runs short of them."""
        today, sizes = usable(blocks, day), self._sizes_on(day)
        sizes_wanted = {
            queue: sizes.get(queue, MOST)
            for queue in queues
            if queue not in self.asked and left(today, queue) < REFILL_BELOW
        }
        return {queue: size for queue, size in sizes_wanted.items() if size}

    def asking(self, queues: Iterable[str], day: date) -> "Reserving":
        """After the hall was asked for numbers of these queues."""
        return Reserving(day, self._sizes_on(day), {**self.asked, **dict.fromkeys(queues, 0.0)})

    def refused(self, queue: str, count: int, *, too_many: bool) -> "Reserving":
        """After a refusal: fewer may be had where the day's quota is nearly reached, else none today."""
        return replace(self, sizes={**self.sizes, queue: count // 2 if too_many else 0})

    def _sizes_on(self, day: date) -> Mapping[str, int]:
        return self.sizes if self.day == day else {}
