"""Tells the hall how the devices of a screen are."""

from collections.abc import Callable
from datetime import datetime

from hardware.status import PartHealth
from queue_server.contract import views
from queue_server.contract.connection import Connection


class HealthTeller:
    """Publishes the health of one part, ``part``; from any thread.

    Without a line nothing is sent: whoever tells does so again when it is back.
    """

    def __init__(self, connection: Connection, part: str, *, clock: Callable[[], datetime]) -> None:
        self._connection = connection
        self._part = part
        self._clock = clock

    def tell(self, health: PartHealth) -> None:
        if not self._connection.connected:
            return
        part = views.PartHealth(status=health.status.value, detail=health.detail)
        topic = self._connection.topics.health(self._connection.identity.client)
        self._connection.publish(topic, views.Health(at=self._clock(), parts={self._part: part}), retain=True)
