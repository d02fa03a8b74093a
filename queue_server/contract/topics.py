"""Every MQTT topic of a hall. Root ``onedoor/v1/<hall>/``."""

from dataclasses import dataclass

ROOT = "onedoor/v1"
SERVER = "queue-server"
"""The client id under which the queue server itself reports its presence."""


@dataclass(frozen=True, slots=True)
class Topics:
    """The topics of one hall; ``"+"`` as an id gives the filter that matches all of them."""

    hall_id: str

    def _under(self, *levels: str) -> str:
        return "/".join((ROOT, self.hall_id, *levels))

    def command(self, client: str) -> str:
        return self._under("command", client)

    def reply(self, client: str) -> str:
        return self._under("reply", client)

    def presence(self, client: str) -> str:
        return self._under("presence", client)

    def health(self, client: str) -> str:
        return self._under("health", client)

    def control(self, client: str) -> str:
        return self._under("control", client)

    def announcement(self, client: str) -> str:
        return self._under("announcement", client)

    @property
    def hall(self) -> str:
        return self._under("hall")

    @property
    def board(self) -> str:
        return self._under("board")

    @property
    def alerts(self) -> str:
        return self._under("alerts")

    @property
    def event(self) -> str:
        return self._under("event")

    def queue(self, queue: str) -> str:
        return self._under("queue", queue)

    def window(self, window: str) -> str:
        return self._under("window", window)


def last_level(topic: str) -> str:
    """The id at the end of a topic such as ``…/command/kiosk-01``."""
    return topic.rpartition("/")[2]
