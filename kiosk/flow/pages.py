"""The pages of the terminal, each with exactly what belongs to it.

::

    Start ──card──▶ ChooseQueue ──queue──▶ Confirm ──touch──▶ Sending ──ticket──▶ Printing ──▶ Done ──▶ Start
      │ ▲                                                       │  ▲                 ▲           │
      │ └──────────── Problem ◀────── refused, no answer ───────┘  │                 └── again ──┘
      └─card error──▶ Problem ─────────────── again ───────────────┘
"""

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.flow.care import PinVerdict
from queue_server.contract.commands import Printed
from queue_server.contract.views import PartCondition, Ticket

Text = dict[str, str]
"""A sentence for people by language; ``zh`` is always there."""


class OutReason(StrEnum):
    """Why nobody can be served here."""

    LOCKED = "locked"
    READER = "reader"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Start:
    """Waits for a card, or says why there is nothing to wait for.

    ``card_left``: the card of the last person still lies there. It must be lifted before it begins anything anew, or
    a forgotten card would show its holder to whoever comes next.
    """

    card_left: bool = False


@dataclass(frozen=True, slots=True)
class ChooseQueue:
    """``sheet`` counts the sheets of tiles from 0."""

    sheet: int = 0


@dataclass(frozen=True, slots=True)
class Confirm:
    queue: str
    sheet: int


@dataclass(frozen=True, slots=True)
class Sending:
    """A ticket was asked for. ``command_ids`` are all commands of this person for this queue, the newest last.

    ``lost`` once the line went or no reply came in time: then the page tells what we wait for.
    """

    command_ids: tuple[str, ...]
    queue: str
    lost: bool


@dataclass(frozen=True, slots=True)
class Printing:
    command_id: str
    ticket: Ticket
    attempt: int


@dataclass(frozen=True, slots=True)
class Done:
    """``printer`` is what the printer said of itself after the attempt."""

    command_id: str
    ticket: Ticket
    attempt: int
    printed: Printed
    printer: PartCondition


@dataclass(frozen=True, slots=True)
class Problem:
    """``text`` is what happened where another program said it; otherwise ``code`` names the sentence.

    ``again`` is the queue that can be asked for once more, ``number`` a ticket this person holds already.
    """

    code: str
    text: Text | None = None
    number: str | None = None
    again: str | None = None
    command_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutOfService:
    reason: OutReason


@dataclass(frozen=True, slots=True)
class StaffPin:
    """Asks the staff for the PIN. ``typed`` so far; ``verdict`` is what became of the last one."""

    typed: str = field(default="", repr=False)
    verdict: PinVerdict | None = None


@dataclass(frozen=True, slots=True)
class Maintenance:
    """For the staff. ``tested`` is what came of the last test print, None where there was none."""

    tested: Printed | None = None


Page = Start | ChooseQueue | Confirm | Sending | Printing | Done | Problem | OutOfService | StaffPin | Maintenance
