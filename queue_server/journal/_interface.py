from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import ClassVar, NamedTuple, Protocol


class Recorded(NamedTuple):
    """One event as it is kept: ``data`` is a JSON object."""

    seq: int
    at: datetime
    type: str
    data: str


class KeptReply(NamedTuple):
    """The reply to a command, kept so that the same command sent again gets the same answer."""

    command_id: str
    body: bytes


class Snapshot(NamedTuple):
    """What a hall was after the event ``seq``: it spares a start the reading of everything before."""

    seq: int
    body: bytes


class JournalError(Exception):
    """Root of this package's errors; ``code`` is stable."""

    code: ClassVar[str] = "journal"


class BehindError(JournalError):
    """Another writer was faster: read on and decide again.

    Either the hall's journal does not end at ``expected_seq``, or one of the commands has its reply already.
    """

    code = "behind"

    def __init__(self, hall: str, expected_seq: int) -> None:
        super().__init__(f"the journal of {hall} does not end at {expected_seq}")
        self.hall = hall
        self.expected_seq = expected_seq


class NewerJournalError(JournalError):
    """The file was written by a later version of Onedoor, which alone can read it."""

    code = "newer_journal"

    def __init__(self, unknown: Sequence[str]) -> None:
        super().__init__(f"written by a later version (it knows {', '.join(unknown)})")
        self.unknown = tuple(unknown)


class UnreadableJournalError(JournalError):
    """The file is not there, or it is no journal."""

    code = "unreadable_journal"


Beside = Callable[[], None]
"""Writes what belongs to the events through the store's own connection, so that neither is there without the other."""


class Journal(Protocol):
    """What every store of a hall's events can do. An instance belongs to one thread."""

    def append(
        self,
        hall: str,
        expected_seq: int,
        events: Sequence[Recorded],
        replies: Sequence[KeptReply],
        at: datetime,
        beside: Beside | None = None,
    ) -> None:
        """Keep events and replies, all or nothing; on disk when this returns.

        ``beside`` is called inside the same commit, and what it raises keeps everything from being kept.

        :raises BehindError: when the hall's last ``seq`` is not ``expected_seq``, or a command has its reply
            already; nothing is kept then, and nothing was written beside it.
        """

    def read(self, hall: str, after_seq: int = 0) -> Iterator[Recorded]:
        """The events after ``after_seq``, in order."""

    def last_seq(self, hall: str) -> int:
        """The ``seq`` of the hall's last event; 0 before the first."""

    def keep_snapshot(self, hall: str, snapshot: Snapshot) -> None:
        """Keep a snapshot in place of an older one; only the newest is kept."""

    def snapshot(self, hall: str) -> Snapshot | None:
        """The newest snapshot of a hall."""

    def reply(self, command_id: str) -> bytes | None:
        """The reply that was kept for a command."""

    def forget_replies(self, before: datetime) -> int:
        """Delete the replies that were kept before a moment; how many they were."""

    def close(self) -> None:
        """Let go of the store."""
