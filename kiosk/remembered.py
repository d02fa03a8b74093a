"""What a terminal remembers over a power cut besides its outbox: small values by name, and the last word of its hall.

Nobody's data: how the hall is called, when it opens, which queues it has, how much paper was used.
"""

import json
from dataclasses import replace

import structlog
from pydantic import ValidationError
from sqlite_utils import Database

from kiosk.flow.session import Surroundings
from queue_server.contract.views import HallState, QueueState


class Remembered:
    """Texts by name, in the outbox's file. A value is on the disk when :meth:`put` returns."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str) -> str | None:
        row = self._database.conn.execute("SELECT value FROM remembered WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else None

    def put(self, name: str, value: str) -> None:
        """Nothing is written where the value is the same already."""
        if self.get(name) != value:
            with self._database.atomic():
                self._database.conn.execute(
                    "INSERT INTO remembered (name, value) VALUES (?, ?)"
                    " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                    (name, value),
                )


_HALL = "hall"
_QUEUES = "queues"
_NOBODY = {"waiting": 0, "serving": 0, "estimate": None}
"""How many wait is true for a moment only, and changes with every ticket."""


class HallMemory:
    """What a terminal that starts without a line must know of its hall."""

    def __init__(self, remembered: Remembered) -> None:
        self._remembered = remembered
        self._log = structlog.get_logger("remembered")

    def keep(self, around: Surroundings) -> None:
        if around.hall is not None:
            self._remembered.put(_HALL, around.hall.model_dump_json())
        if around.queues:
            lasting = [queue.model_copy(update=_NOBODY).model_dump(mode="json") for queue in around.queues]
            self._remembered.put(_QUEUES, json.dumps(lasting, ensure_ascii=False))

    def recall(self) -> Surroundings:
        """What was known when the line was last there; nothing of it where it cannot be read."""
        around = Surroundings()
        try:
            if hall := self._remembered.get(_HALL):
                around = replace(around, hall=HallState.model_validate_json(hall))
            if queues := self._remembered.get(_QUEUES):
                around = replace(around, queues=tuple(map(QueueState.model_validate, json.loads(queues))))
        except (ValidationError, ValueError) as error:
            self._log.warning("memory_not_understood", reason=type(error).__name__)
            return Surroundings()
        return around
