"""Saying no, and the questions that every decision asks first."""

from typing import Any

from queue_server.domain.lifecycle import TICKET_LIFE, WINDOW_LIFE
from queue_server.domain.state import HallState, Ticket, WindowLife


class RefusalError(Exception):
    """Carries an error code of the contract and the figures behind it out of a decision; never leaves ``decide``."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def ticket_of(state: HallState, id_or_number: str) -> Ticket:
    """A ticket of today by its id or its number."""
    ticket = state.find_ticket(id_or_number)
    if ticket is None:
        raise RefusalError("unknown_ticket", ticket=id_or_number)
    return ticket


def window_of(state: HallState, window: str) -> WindowLife:
    """A window of this hall."""
    if window not in state.hall.windows:
        raise RefusalError("unknown_window", window=window)
    return state.window(window)


def window_may(step: str, life: WindowLife) -> WindowLife:
    """The window, if its life allows the step."""
    if life.state not in WINDOW_LIFE[step]:
        raise RefusalError("wrong_state", window=life.state.value)
    return life


def ticket_may(step: str, ticket: Ticket) -> Ticket:
    """The ticket, if its life allows the step."""
    if ticket.state not in TICKET_LIFE[step]:
        raise RefusalError("wrong_state", ticket=ticket.state.value)
    return ticket


def at_window(state: HallState, window: str, step: str) -> tuple[WindowLife, Ticket]:
    """The window and the ticket that is at it, if both their lives allow the step."""
    life = window_may(step, window_of(state, window))
    if life.ticket is None:
        raise RefusalError("wrong_state", window=life.state.value)
    return life, ticket_may(step, state.tickets[life.ticket])
