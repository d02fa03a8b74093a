"""The ear for what the journal cannot know, and what comes of it: alerts, and the end of locks."""

import threading
from collections.abc import Callable, Collection
from datetime import datetime

from queue_server.alerts.heard import Heard
from queue_server.alerts.locks import taken_back
from queue_server.alerts.rules import Facts, brought
from queue_server.alerts.thresholds import Thresholds
from queue_server.contract.views import Health, Presence
from queue_server.domain.events import Event
from queue_server.domain.state import HallState


class AlertWatch:
    """Hears from any thread; :meth:`due` is asked by the hall's own."""

    def __init__(
        self, thresholds: Thresholds, enrolled: Callable[[], Collection[str]], clock: Callable[[], datetime]
    ) -> None:
        """``enrolled`` tells the ids of the kiosks and screens that are expected to be there."""
        self._thresholds = thresholds
        self._enrolled = enrolled
        self._clock = clock
        self._lock = threading.Lock()
        self._heard = Heard(clock())

    @property
    def heard(self) -> Heard:
        """What was heard so far."""
        return self._heard

    def presence(self, client: str, presence: Presence | None) -> None:
        """A client came or went; none where it was forgotten."""
        with self._lock:
            self._heard = self._heard.with_presence(client, presence, self._clock())

    def health(self, client: str, health: Health | None) -> None:
        """A client told how its devices are; none where it was forgotten."""
        with self._lock:
            self._heard = self._heard.with_health(client, health, self._clock())

    def line_back(self) -> None:
        """The line to the broker is back: who is there will say so again."""
        with self._lock:
            self._heard = self._heard.begun_again(self._clock())

    def service(self, service: str, trouble: str | None) -> None:
        """A service of ours, such as an SMS gateway, works (none) or fails for a reason, in a few words."""
        with self._lock:
            if self._heard.failing.get(service, "") != trouble:
                self._heard = self._heard.with_service(service, trouble)

    def due(self, state: HallState, now: datetime) -> tuple[Event, ...]:
        """The alerts to raise at ``now``, those that are over, and locks that staff took back at their client."""
        heard = self._heard
        alerts = brought(Facts(state, heard, self._enrolled(), now), self._thresholds)
        return (*alerts, *taken_back(state, heard, now))
