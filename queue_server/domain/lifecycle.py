"""The life of a ticket and of a window, as tables that refuse the rest.

.. code-block:: text

    ticket    waiting ──call──▶ called ──start──▶ serving ──finish──▶ finished ──rate
               ▲   │ ▲            │ │ ╰──transfer──┤ │
               │   │ ╰────────────┼─┼──────────────╯ │
               │ cancel         miss╰──────park──────┤
               │   ▼              ▼                  ▼
               │ cancelled ◀── missed              parked ──cancel──▶ cancelled
               ╰───resume─────────┴──────────────────╯     (missed and parked may be called by name, too)

    window    closed ──open──▶ open ──call──▶ called ──start──▶ serving
                 ▲            │  ▲              │ miss, park       │ finish, park
                 ╰──close─────┤  ╰──────────────┴─ transfer ───────╯ transfer
                              ╰─pause─▶ paused ──open──▶ open
"""

from enum import StrEnum
from typing import Final


class TicketState(StrEnum):
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    PARKED = "parked"
    FINISHED = "finished"
    MISSED = "missed"
    CANCELLED = "cancelled"


class WindowState(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    CALLED = "called"
    SERVING = "serving"
    PAUSED = "paused"


LIVING: Final = (TicketState.WAITING, TicketState.CALLED, TicketState.SERVING, TicketState.PARKED)
"""States in which a person is in the hall with this ticket. A tuple: looking for a member takes no hash."""

TICKET_LIFE: Final = {
    "call": {TicketState.WAITING: TicketState.CALLED},
    "call_ticket": {
        TicketState.WAITING: TicketState.CALLED,
        TicketState.PARKED: TicketState.CALLED,
        TicketState.MISSED: TicketState.CALLED,
    },
    "recall": {TicketState.CALLED: TicketState.CALLED},
    "start": {TicketState.CALLED: TicketState.SERVING},
    "finish": {TicketState.SERVING: TicketState.FINISHED},
    "miss": {TicketState.CALLED: TicketState.MISSED},
    "park": {TicketState.CALLED: TicketState.PARKED, TicketState.SERVING: TicketState.PARKED},
    "transfer": {TicketState.CALLED: TicketState.WAITING, TicketState.SERVING: TicketState.WAITING},
    "resume": {TicketState.PARKED: TicketState.WAITING, TicketState.MISSED: TicketState.WAITING},
    "cancel": {
        TicketState.WAITING: TicketState.CANCELLED,
        TicketState.PARKED: TicketState.CANCELLED,
        TicketState.MISSED: TicketState.CANCELLED,
    },
    "rate": {TicketState.FINISHED: TicketState.FINISHED},
}

WINDOW_LIFE: Final = {
    "open": {
        WindowState.CLOSED: WindowState.OPEN,
        WindowState.PAUSED: WindowState.OPEN,
        WindowState.OPEN: WindowState.OPEN,
        WindowState.CALLED: WindowState.CALLED,
        WindowState.SERVING: WindowState.SERVING,
    },
    "pause": {WindowState.OPEN: WindowState.PAUSED},
    "close": {WindowState.OPEN: WindowState.CLOSED, WindowState.PAUSED: WindowState.CLOSED},
    "call": {WindowState.OPEN: WindowState.CALLED},
    "call_ticket": {WindowState.OPEN: WindowState.CALLED},
    "recall": {WindowState.CALLED: WindowState.CALLED},
    "start": {WindowState.CALLED: WindowState.SERVING},
    "finish": {WindowState.SERVING: WindowState.OPEN},
    "miss": {WindowState.CALLED: WindowState.OPEN},
    "park": {WindowState.CALLED: WindowState.OPEN, WindowState.SERVING: WindowState.OPEN},
    "transfer": {WindowState.CALLED: WindowState.OPEN, WindowState.SERVING: WindowState.OPEN},
}

AT_WORK: Final = (WindowState.OPEN, WindowState.CALLED, WindowState.SERVING)
"""States in which somebody works at the window."""
