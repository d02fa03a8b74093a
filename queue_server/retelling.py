"""What happened, told again from how it was written down."""

from datetime import datetime
from typing import Any, ClassVar

import msgspec

from queue_server.domain.events import EVENT_TYPES, Event

_WRITTEN = msgspec.json.Decoder(dict[str, Any])


class UnreadableEventError(Exception):
    """No event of this version was written down so."""

    code: ClassVar[str] = "unreadable_event"

    def __init__(self, kind: str, reason: Exception) -> None:
        super().__init__(f"an event of type {kind} is not written so: {reason}")
        self.kind = kind
        self.reason = reason


def event_of(kind: str, at: datetime, written: str) -> Event:
    """The event that :func:`queue_server.domain.events.to_data` wrote down as JSON; fields that a later version added
    are passed over.

    :raises UnreadableEventError: for a type that is not known, and for what is not of its fields.
    """
    try:
        data = _WRITTEN.decode(written)
        data["at"] = at
        return msgspec.convert(data, EVENT_TYPES[kind])
    except (KeyError, msgspec.MsgspecError, UnicodeError) as error:
        raise UnreadableEventError(kind, error) from error
