"""Builds the state from all events and holds it against the snapshot with what came after it."""

from collections.abc import Iterable
from typing import ClassVar

from queue_server.checks.bare_hall import bare_hall
from queue_server.domain.evolve import evolve
from queue_server.domain.snapshot import BrokenSnapshotError, SnapshotForm, timezone_of
from queue_server.domain.state import HallState
from queue_server.journal import Recorded, Snapshot
from queue_server.retelling import UnreadableEventError, event_of


class ReplayError(Exception):
    """An event cannot be told again: the journal is not sound."""

    code: ClassVar[str] = "replay"

    def __init__(self, event: Recorded, reason: Exception) -> None:
        super().__init__(f"event {event.seq} ({event.type}) fits nothing that was before: {reason!r}")
        self.event = event


def differences(recorded: Iterable[Recorded], snapshot: Snapshot, hall: str) -> list[str]:
    """The fields of the state that the snapshot has otherwise than the events, all of them, say; none when it is true.

    The hall file is not needed: the time zone is the snapshot's own, and nothing else of the file matters to the past.

    :raises ReplayError: when the journal is not sound.
    :raises SnapshotError: when the snapshot cannot be read, or is of another version of Onedoor.
    """
    place = bare_hall(hall, timezone_of(snapshot.body))
    kept = SnapshotForm().read(snapshot.body, place)
    if kept.seq != snapshot.seq:
        raise BrokenSnapshotError(f"says it is of {kept.seq}, and is kept as of {snapshot.seq}")
    told = HallState(place)
    for each in recorded:
        told = _after(told, each)
        if each.seq > snapshot.seq:
            kept = _after(kept, each)
    if snapshot.seq > told.seq:
        raise BrokenSnapshotError(f"is of {snapshot.seq}, and the journal ends at {told.seq}")
    names = [name for name in HallState._fields if name != "hall"]
    return [name for name in names if getattr(told, name) != getattr(kept, name)]


def _after(state: HallState, recorded: Recorded) -> HallState:
    try:
        return evolve(state, event_of(recorded.type, recorded.at, recorded.data))
    except (UnreadableEventError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise ReplayError(recorded, error) from error
