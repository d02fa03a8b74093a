"""The append-only record of each hall: events with a gap-free ``seq``, and the reply to every command.

It keeps text and knows nothing of tickets.
"""

from queue_server.journal._interface import (
    BehindError,
    Beside,
    Journal,
    JournalError,
    KeptReply,
    NewerJournalError,
    Recorded,
    Snapshot,
    UnreadableJournalError,
)
from queue_server.journal._memory import MemoryJournal
from queue_server.journal._reader import JournalReader, RawEvent
from queue_server.journal._sqlite import SqliteJournal

__all__ = [
    "BehindError",
    "Beside",
    "Journal",
    "JournalError",
    "JournalReader",
    "KeptReply",
    "MemoryJournal",
    "NewerJournalError",
    "RawEvent",
    "Recorded",
    "Snapshot",
    "SqliteJournal",
    "UnreadableJournalError",
]
