from collections.abc import Iterator, Sequence
from datetime import datetime

from queue_server.journal._interface import BehindError, Beside, KeptReply, Recorded, Snapshot


class MemoryJournal:
    """A journal that is gone with its process: for tests and simulations."""

    def __init__(self) -> None:
        self._events: dict[str, list[Recorded]] = {}
        self._replies: dict[str, tuple[datetime, bytes]] = {}
        self._snapshots: dict[str, Snapshot] = {}

    def append(
        self,
        hall: str,
        expected_seq: int,
        events: Sequence[Recorded],
        replies: Sequence[KeptReply],
        at: datetime,
        beside: Beside | None = None,
    ) -> None:
        kept = self._events.setdefault(hall, [])
        if len(kept) != expected_seq or [event.seq for event in events] != list(
            range(expected_seq + 1, expected_seq + 1 + len(events))
        ):
            raise BehindError(hall, expected_seq)
        if any(reply.command_id in self._replies for reply in replies):
            raise BehindError(hall, expected_seq)
        if beside is not None:
            beside()
        kept.extend(events)
        self._replies.update((reply.command_id, (at, reply.body)) for reply in replies)

    def read(self, hall: str, after_seq: int = 0) -> Iterator[Recorded]:
        return iter(self._events.get(hall, [])[after_seq:])

    def last_seq(self, hall: str) -> int:
        return len(self._events.get(hall, []))

    def keep_snapshot(self, hall: str, snapshot: Snapshot) -> None:
        kept = self._snapshots.get(hall)
        if kept is None or kept.seq <= snapshot.seq:
            self._snapshots[hall] = snapshot

    def snapshot(self, hall: str) -> Snapshot | None:
        return self._snapshots.get(hall)

    def reply(self, command_id: str) -> bytes | None:
        kept = self._replies.get(command_id)
        return kept[1] if kept else None

    def forget_replies(self, before: datetime) -> int:
        old = [command_id for command_id, (at, _) in self._replies.items() if at < before]
        for command_id in old:
            del self._replies[command_id]
        return len(old)

    def close(self) -> None:
        """Nothing is held."""
