"""Locks of clients that staff took back at the client itself: whoever stands there has the last word. Pure."""

from collections.abc import Iterator
from datetime import datetime

from queue_server.alerts.heard import TERMINAL, Heard
from queue_server.domain.events import ClientControlled
from queue_server.domain.state import HallState

BY_HAND = "by_hand"
"""The reason of such an unlock."""


def taken_back(state: HallState, heard: Heard, now: datetime) -> Iterator[ClientControlled]:
    """The locks that are over, for their clients name them as taken back."""
    for client, lock in state.locks.items():
        terminal = heard.parts.get(client, {}).get(TERMINAL)
        if terminal is not None and f"unlocked={lock.control}" in terminal.words:
            yield ClientControlled(at=now, client=client, action="unlock", reason=BY_HAND)
