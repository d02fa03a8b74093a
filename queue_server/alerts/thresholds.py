"""From when on something needs a hand, as the hall file says."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from queue_server.domain.management import AlertRule


@dataclass(frozen=True, slots=True)
class QueueThresholds:
    """What a queue has of its own; none where it has what all have."""

    people: int | None = None
    wait_minutes: float | None = None
    forecast_minutes: float | None = None


@dataclass(frozen=True, slots=True)
class Thresholds:
    """``people`` wait in a queue, somebody waits, or is foretold a wait of, so many minutes; a window is open and free
    so long while people wait; a client is away, or a device in trouble, so long. The rules in ``off`` are silent.
    """

    window_idle_minutes: float = 5
    people: int = 30
    wait_minutes: float = 30
    forecast_minutes: float = 45
    away_minutes: float = 1
    trouble_minutes: float = 0.5
    queues: Mapping[str, QueueThresholds] = field(default_factory=dict)
    off: frozenset[AlertRule] = frozenset()

    def people_in(self, queue: str) -> int:
        own = self.queues.get(queue)
        return self.people if own is None or own.people is None else own.people

    def wait_s(self, queue: str) -> float:
        own = self.queues.get(queue)
        return 60 * (self.wait_minutes if own is None or own.wait_minutes is None else own.wait_minutes)

    def forecast_s(self, queue: str) -> float:
        own = self.queues.get(queue)
        return 60 * (self.forecast_minutes if own is None or own.forecast_minutes is None else own.forecast_minutes)
