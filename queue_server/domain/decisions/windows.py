"""What a clerk asks of a window."""

from collections.abc import Mapping
from datetime import UTC, datetime

from queue_server.domain import commands, events
from queue_server.domain.decisions.refusal import (
    RefusalError,
    at_window,
    ticket_may,
    ticket_of,
    window_may,
    window_of,
)
from queue_server.domain.events import Event
from queue_server.domain.hall import EVERY_QUEUE
from queue_server.domain.lifecycle import AT_WORK, TicketState
from queue_server.domain.line import Choice, choose_next, explain
from queue_server.domain.state import HallState, WindowLife

_AFTER: Mapping[events.Step, TicketState] = {
    "call": TicketState.CALLED,
    "miss": TicketState.MISSED,
    "finish": TicketState.FINISHED,
}
"""What a ticket is after a step, as long as nobody has moved it on since."""


def open_window(state: HallState, command: commands.OpenWindow, now: datetime) -> list[Event]:
    life = window_of(state, command.window)
    if life.operator is not None and life.operator != command.operator:
        raise RefusalError("not_allowed", operator=life.operator)
    window_may("open", life)
    may_serve = _served_by(state, command.window)
    for queue in command.queues or ():
        if queue not in state.hall.queues:
            raise RefusalError("unknown_queue", queue=queue)
        if queue not in may_serve:
            raise RefusalError("not_allowed", queue=queue)
    queues = command.queues or may_serve
    return [events.WindowOpened(at=now, window=life.id, operator=command.operator, queues=queues)]


def _served_by(state: HallState, window: str) -> tuple[str, ...]:
    serves = state.hall.windows[window].serves
    return tuple(state.hall.queues) if EVERY_QUEUE in serves else serves


def pause_window(state: HallState, command: commands.PauseWindow, now: datetime) -> list[Event]:
    life = window_may("pause", window_of(state, command.window))
    return [events.WindowPaused(at=now, window=life.id, reason=command.reason)]


def close_window(state: HallState, command: commands.CloseWindow, now: datetime) -> list[Event]:
    life = window_may("close", window_of(state, command.window))
    return [events.WindowClosed(at=now, window=life.id, reason=command.reason)]


def call_next(state: HallState, command: commands.CallNext, now: datetime) -> list[Event]:
    life = window_may("call", window_of(state, command.window))
    choice = choose_next(state, life, now)
    if choice is None:
        raise RefusalError("nobody_waiting")
    ticket_may("call", state.tickets[choice.ticket])
    return [_called(life, choice, now)]


def call_ticket(state: HallState, command: commands.CallTicket, now: datetime) -> list[Event]:
    life = window_may("call_ticket", window_of(state, command.window))
    ticket = ticket_may("call_ticket", ticket_of(state, command.ticket))
    if ticket.queue not in life.queues:
        raise RefusalError("not_allowed", queue=ticket.queue)
    return [_called(life, explain(state, life, ticket, now), now)]


def _called(life: WindowLife, choice: Choice, now: datetime) -> Event:
    return events.TicketCalled(
        at=now,
        ticket=choice.ticket,
        window=life.id,
        waited_s=choice.waited_s,
        score=choice.score,
        rule=choice.rule,
        passed_over=choice.passed_over,
    )


def recall(state: HallState, command: commands.Recall, now: datetime) -> list[Event]:
    life, ticket = at_window(state, command.window, "recall")
    if ticket.recalls >= state.hall.rules.recalls_before_missed:
        raise RefusalError("wrong_state", window=life.state.value, recalls=ticket.recalls)
    return [events.TicketRecalled(at=now, ticket=ticket.id, window=life.id)]


def start_service(state: HallState, command: commands.StartService, now: datetime) -> list[Event]:
    life, ticket = at_window(state, command.window, "start")
    return [events.ServiceStarted(at=now, ticket=ticket.id, window=life.id)]


def finish(state: HallState, command: commands.Finish, now: datetime) -> list[Event]:
    life, ticket = at_window(state, command.window, "finish")
    return [events.ServiceFinished(at=now, ticket=ticket.id, window=life.id, outcome=command.outcome)]


def miss(state: HallState, command: commands.Miss, now: datetime) -> list[Event]:
    life, ticket = at_window(state, command.window, "miss")
    return [events.TicketMissed(at=now, ticket=ticket.id, window=life.id)]


def park(state: HallState, command: commands.Park, now: datetime) -> list[Event]:
    life, ticket = at_window(state, command.window, "park")
    return [events.TicketParked(at=now, ticket=ticket.id, window=life.id, reason=command.reason)]


def transfer(state: HallState, command: commands.Transfer, now: datetime) -> list[Event]:
    life, ticket = at_window(state, command.window, "transfer")
    queue, meant_for = ticket.queue, None
    if command.to in state.hall.queues:
        queue = command.to
        if queue in state.closed_queues:
            raise RefusalError("queue_closed", queue=queue)
    elif command.to in state.hall.windows:
        meant_for = command.to
        if state.window(meant_for).state not in AT_WORK:
            raise RefusalError("wrong_state", window=state.window(meant_for).state.value)
    else:
        raise RefusalError("unknown_queue", queue=command.to)
    return [
        events.TicketTransferred(
            at=now,
            ticket=ticket.id,
            window=life.id,
            queue=queue,
            since=datetime.fromtimestamp(ticket.since, UTC) if command.keep_place else now,
            meant_for=meant_for,
        )
    ]


def undo(state: HallState, command: commands.Undo, now: datetime) -> list[Event]:
    """Only what the window did last, only for as long as the hall's rule says, and only while it is free to be so."""
    life = window_of(state, command.window)
    last = life.last
    if last is None:
        raise RefusalError("wrong_state", window=life.state.value)
    if (now - last.at).total_seconds() > state.hall.rules.undo_within_s:
        raise RefusalError("wrong_state", window=life.state.value, seconds=state.hall.rules.undo_within_s)
    ticket = state.tickets.get(last.before.id)
    if ticket is None or ticket.state is not _AFTER[last.step] or ticket.rated is not None:
        raise RefusalError("wrong_state", ticket=last.before.id)
    return [events.StepUndone(at=now, ticket=last.before.id, window=life.id, step=last.step)]
