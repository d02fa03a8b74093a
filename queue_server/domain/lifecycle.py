"""The life of a ticket and of a window, as tables that refuse the rest.

.. code-block:: text

    ticket    waiting ──call──▶ called ──start──▶ serving ──finish──▶ finished
                 │                │  ╰─miss─▶ missed
                 ╰─cancel─▶ cancelled ◀─cancel─╯ (missed)

    window    closed ──open──▶ open ──call──▶ called ──start──▶ serving
                 ▲            │  ▲              │ miss             │ finish
                 ╰──close─────┤  ╰──────────────┴──────────────────╯
                              ╰─pause─▶ paused ──open──▶ open
"""

from enum import StrEnum
from typing import Final


class TicketState(StrEnum):
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    FINISHED = "finished"
    MISSED = "missed"
    CANCELLED = "cancelled"


class WindowState(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    CALLED = "called"
    SERVING = "serving"
    PAUSED = "paused"


LIVING: Final = frozenset({TicketState.WAITING, TicketState.CALLED, TicketState.SERVING})
"""States in which a person is in the hall with this ticket."""

TICKET_LIFE: Final = {
    "call": {TicketState.WAITING: TicketState.CALLED},
    "recall": {TicketState.CALLED: TicketState.CALLED},
    "start": {TicketState.CALLED: TicketState.SERVING},
    "finish": {TicketState.SERVING: TicketState.FINISHED},
    "miss": {TicketState.CALLED: TicketState.MISSED},
    "cancel": {TicketState.WAITING: TicketState.CANCELLED, TicketState.MISSED: TicketState.CANCELLED},
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
    "recall": {WindowState.CALLED: WindowState.CALLED},
    "start": {WindowState.CALLED: WindowState.SERVING},
    "finish": {WindowState.SERVING: WindowState.OPEN},
    "miss": {WindowState.CALLED: WindowState.OPEN},
}
