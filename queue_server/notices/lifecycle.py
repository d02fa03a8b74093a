"""The life of a notice, as a table that refuses the rest.

.. code-block:: text

       ╭──────────── refused for now ───────────╮
       ▼                                        │
    queued ──hand_over──▶ sending ──accepted──▶ sent ──delivered──▶ delivered
     │ ▲  ╰──failed───╮    │  │                  │                   ▲
     │ │              ▼    │  ╰──no_word──▶ unknown ──delivered──────╯
     │ │            failed ◀╯               │  │  ╰──accepted──▶ sent
     │ ╰────────never_arrived───────────────╯  ╰──failed──▶ failed
     ╰──dropped──▶ dropped

A receipt can be faster than the answer it belongs to and slower than our patience: ``delivered`` is believed from every
state but ``failed``, which was a receipt's or a refusal's last word.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Literal


class State(StrEnum):
    """``queued``: nobody has it yet. ``sending``: a provider is being asked. ``sent``: the provider took it.
    ``unknown``: it may have been sent or not. ``dropped``: it was not sent and will not be; the reason is kept.
    """

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    UNKNOWN = "unknown"
    DROPPED = "dropped"


Move = Literal["hand_over", "accepted", "refused_for_now", "no_word", "never_arrived", "delivered", "failed", "dropped"]

NOTICE_LIFE: Mapping[Move, Mapping[State, State]] = MappingProxyType(
    {
        "hand_over": {State.QUEUED: State.SENDING},
        "accepted": {State.SENDING: State.SENT, State.UNKNOWN: State.SENT},
        "refused_for_now": {State.SENDING: State.QUEUED},
        "no_word": {State.SENDING: State.UNKNOWN},
        "never_arrived": {State.UNKNOWN: State.QUEUED},
        "delivered": {
            State.QUEUED: State.DELIVERED,
            State.SENDING: State.DELIVERED,
            State.SENT: State.DELIVERED,
            State.UNKNOWN: State.DELIVERED,
            State.DROPPED: State.DELIVERED,
        },
        "failed": {
            State.QUEUED: State.FAILED,
            State.SENDING: State.FAILED,
            State.SENT: State.FAILED,
            State.UNKNOWN: State.FAILED,
        },
        "dropped": {State.QUEUED: State.DROPPED},
    }
)

OPEN = (State.QUEUED, State.SENDING)
"""Something is still being done: nobody sends such a notice again by hand."""


def moved(state: State, move: Move) -> State | None:
    """The state after a move; none where the table refuses it and nothing changes."""
    return NOTICE_LIFE[move].get(state)
