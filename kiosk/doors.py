"""Doors that were ordered to open, on the disk until what came of them is told; and staff's releases, each once."""

from collections.abc import Callable
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

import structlog
from pydantic import BaseModel, ConfigDict, ValidationError
from sqlite_utils import Database

from kiosk.flow.inputs import DoorReleased
from kiosk.flow.lockers import DoorJob
from queue_server.contract.views import Event

KEPT = 100
"""Doors that are told and still known: a broker may bring the same event again for some seconds, not for so many."""

RELEASED = "locker_released"


class DoorStore:
    """In the outbox's file. Nothing of it tells of a person."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection = database.conn

    def keep(self, job: DoorJob) -> None:
        """Before the order is given; a further attempt is the same job."""
        with self._database.atomic():
            self._connection.execute(
                "INSERT INTO door_job (id, locker, compartment, told) VALUES (?, ?, ?, 0) ON CONFLICT (id) DO NOTHING",
                (job.id, job.locker, job.compartment),
            )

    def told(self, job_id: str) -> None:
        """Together with keeping the command that tells it."""
        with self._database.atomic():
            self._connection.execute("UPDATE door_job SET told = 1 WHERE id = ?", (job_id,))
            self._connection.execute(
                "DELETE FROM door_job WHERE told = 1 AND place <= (SELECT max(place) FROM door_job) - ?", (KEPT,)
            )

    def untold(self) -> list[DoorJob]:
        """Doors that were ordered to open and of which nobody was told what came of it, oldest first."""
        rows = self._connection.execute("SELECT id, locker, compartment FROM door_job WHERE told = 0 ORDER BY place")
        return [DoorJob(*row) for row in rows.fetchall()]

    def knows(self, job_id: str) -> bool:
        return self._connection.execute("SELECT 1 FROM door_job WHERE id = ?", (job_id,)).fetchone() is not None


class _Release(BaseModel):
    """What an event ``locker_released`` says of the door."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    locker: str
    compartment: int
    opened_by: str


class Releases:
    """Hears the hall's events, and hands on each release by staff once. What people open is answered to them."""

    def __init__(self, store: DoorStore, listen: Callable[[DoorReleased], None]) -> None:
        self._store = store
        self._listen = listen
        self._log = structlog.get_logger("locker")

    def event_came(self, payload: bytes) -> None:
        try:
            event = Event.model_validate_json(payload)
            release = _Release.model_validate(event.data) if event.type == RELEASED else None
        except ValidationError as error:
            self._log.warning("message_not_understood", message="Event", mistakes=error.error_count())
            return
        if release is None or release.opened_by != "staff":
            return
        job_id = _job_id(event.hall, event.seq, event.at)
        if not self._store.knows(job_id):
            self._listen(DoorReleased(job_id, release.locker, release.compartment, event.at))


def _job_id(hall: str, seq: int, at: datetime) -> str:
    """The same for every time that the event comes; another after a journal was begun anew."""
    return str(uuid5(NAMESPACE_URL, f"onedoor:{hall}/locker_released/{seq}/{at.isoformat()}"))
