"""What happens when something is asked of a hall: events, or a refusal with its reason."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from queue_server.domain import commands, events
from queue_server.domain.day import day_change
from queue_server.domain.events import Event
from queue_server.domain.evolve import evolve_all
from queue_server.domain.hall import EVERY_QUEUE, ORDINARY, Queue
from queue_server.domain.lifecycle import TICKET_LIFE, WINDOW_LIFE
from queue_server.domain.line import choose_next
from queue_server.domain.numbers import number
from queue_server.domain.state import HallState, Ticket, WindowLife, person_key


@dataclass(frozen=True, slots=True)
class Accepted:
    """What happened, in order; empty for a question."""

    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nothing happened: an error code of the contract and the figures behind it."""

    code: str
    details: Mapping[str, Any] = field(default_factory=dict)


Decision = Accepted | Refused


class _No(Exception):  # noqa: N818 - never leaves this module: it carries a refusal out of a helper
    def __init__(self, code: str, **details: Any) -> None:
        self.refused = Refused(code, details)


def decide(state: HallState, command: commands.Command, now: datetime) -> Decision:
    """Decide one command. The events of a new day come first where one is due."""
    new_day = day_change(state, now)
    today = evolve_all(state, new_day) if new_day else state
    try:
        happened = _HANDLERS[type(command)](today, command, now)
    except _No as no:
        return no.refused
    return Accepted((*new_day, *happened))


def _issue_ticket(state: HallState, command: commands.IssueTicket, now: datetime) -> list[Event]:
    queue = _queue_of(state, command)
    priority = command.priority or ORDINARY
    if priority not in state.hall.priorities:
        raise _No("invalid_command", priority=priority, known=list(state.hall.priorities))
    if not state.hall.is_open(now):
        opens = state.hall.next_change(now)
        raise _No("hall_closed", **({"opens_at": opens.isoformat()} if opens else {}))
    if command.person is not None and state.hall.rules.one_ticket_per_person_per_queue:
        _refuse_second_ticket(state, command.person, queue.id)
    count = state.counters.get(queue.id, 0) + 1
    if queue.daily_quota is not None and count > queue.daily_quota:
        raise _No("quota_reached", quota=queue.daily_quota)
    return [
        events.TicketIssued(
            at=now,
            ticket=command.ticket,
            number=number(queue.prefix, count),
            count=count,
            queue=queue.id,
            priority=priority,
            origin=command.origin,
            item=command.item,
            person=command.person,
        )
    ]


def _queue_of(state: HallState, command: commands.IssueTicket) -> Queue:
    item = None
    if command.item is not None:
        item = state.hall.items.get(command.item)
        if item is None:
            raise _No("unknown_item", item=command.item)
    queue_id = command.queue or (item.queue if item else None)
    queue = state.hall.queues.get(queue_id or "")
    if queue is None:
        raise _No("unknown_queue", queue=queue_id)
    if item is not None and item.queue != queue.id:
        raise _No("invalid_command", reason=f"item {item.code} belongs to queue {item.queue}")
    return queue


def _refuse_second_ticket(state: HallState, person: str, queue: str) -> None:
    held = state.persons.get(person_key(person, queue))
    if held is not None:
        raise _No("already_waiting", ticket=held, number=state.tickets[held].number)


def _cancel_ticket(state: HallState, command: commands.CancelTicket, now: datetime) -> list[Event]:
    ticket = find_ticket(state, command.ticket)
    _ticket_may("cancel", ticket)
    return [events.TicketCancelled(at=now, ticket=ticket.id)]


def _get_ticket(state: HallState, command: commands.GetTicket, _now: datetime) -> list[Event]:
    find_ticket(state, command.ticket)
    return []


def _report_print(state: HallState, command: commands.ReportPrint, now: datetime) -> list[Event]:
    ticket = find_ticket(state, command.ticket)
    return [events.PrintReported(at=now, ticket=ticket.id, printed=command.printed, detail=command.detail)]


def _open_window(state: HallState, command: commands.OpenWindow, now: datetime) -> list[Event]:
    life = _window(state, command.window)
    if life.operator is not None and life.operator != command.operator:
        raise _No("not_allowed", operator=life.operator)
    _window_may("open", life)
    may_serve = _served_by(state, command.window)
    for queue in command.queues or ():
        if queue not in state.hall.queues:
            raise _No("unknown_queue", queue=queue)
        if queue not in may_serve:
            raise _No("not_allowed", queue=queue)
    queues = command.queues or may_serve
    return [events.WindowOpened(at=now, window=life.id, operator=command.operator, queues=queues)]


def _served_by(state: HallState, window: str) -> tuple[str, ...]:
    serves = state.hall.windows[window].serves
    return tuple(state.hall.queues) if EVERY_QUEUE in serves else serves


def _pause_window(state: HallState, command: commands.PauseWindow, now: datetime) -> list[Event]:
    life = _window_may("pause", _window(state, command.window))
    return [events.WindowPaused(at=now, window=life.id, reason=command.reason)]


def _close_window(state: HallState, command: commands.CloseWindow, now: datetime) -> list[Event]:
    life = _window_may("close", _window(state, command.window))
    return [events.WindowClosed(at=now, window=life.id, reason=command.reason)]


def _call_next(state: HallState, command: commands.CallNext, now: datetime) -> list[Event]:
    life = _window_may("call", _window(state, command.window))
    choice = choose_next(state, life.queues, now)
    if choice is None:
        raise _No("nobody_waiting")
    _ticket_may("call", state.tickets[choice.ticket])
    return [
        events.TicketCalled(
            at=now,
            ticket=choice.ticket,
            window=life.id,
            waited_s=choice.waited_s,
            score=choice.score,
            rule=choice.rule,
            passed_over=choice.passed_over,
        )
    ]


def _recall(state: HallState, command: commands.Recall, now: datetime) -> list[Event]:
    life, ticket = _at_window(state, command.window, "recall")
    if ticket.recalls >= state.hall.rules.recalls_before_missed:
        raise _No("wrong_state", window=life.state.value, recalls=ticket.recalls)
    return [events.TicketRecalled(at=now, ticket=ticket.id, window=life.id)]


def _start_service(state: HallState, command: commands.StartService, now: datetime) -> list[Event]:
    life, ticket = _at_window(state, command.window, "start")
    return [events.ServiceStarted(at=now, ticket=ticket.id, window=life.id)]


def _finish(state: HallState, command: commands.Finish, now: datetime) -> list[Event]:
    life, ticket = _at_window(state, command.window, "finish")
    return [events.ServiceFinished(at=now, ticket=ticket.id, window=life.id, outcome=command.outcome)]


def _miss(state: HallState, command: commands.Miss, now: datetime) -> list[Event]:
    life, ticket = _at_window(state, command.window, "miss")
    return [events.TicketMissed(at=now, ticket=ticket.id, window=life.id)]


def find_ticket(state: HallState, id_or_number: str) -> Ticket:
    """A ticket of today by its id or its number.

    :raises _No: ``unknown_ticket``.
    """
    ticket = state.tickets.get(id_or_number) or state.tickets.get(state.numbers.get(id_or_number) or "")
    if ticket is None:
        raise _No("unknown_ticket", ticket=id_or_number)
    return ticket


def _window(state: HallState, window: str) -> WindowLife:
    if window not in state.hall.windows:
        raise _No("unknown_window", window=window)
    return state.window(window)


def _at_window(state: HallState, window: str, step: str) -> tuple[WindowLife, Ticket]:
    life = _window_may(step, _window(state, window))
    assert life.ticket is not None, "a called or serving window holds a ticket"  # noqa: S101 - evolve keeps it
    return life, _ticket_may(step, state.tickets[life.ticket])


def _window_may(step: str, life: WindowLife) -> WindowLife:
    if life.state not in WINDOW_LIFE[step]:
        raise _No("wrong_state", window=life.state.value)
    return life


def _ticket_may(step: str, ticket: Ticket) -> Ticket:
    if ticket.state not in TICKET_LIFE[step]:
        raise _No("wrong_state", ticket=ticket.state.value)
    return ticket


_Handler = Callable[[HallState, Any, datetime], list[Event]]

_HANDLERS: Mapping[type[commands.Command], _Handler] = {
    commands.IssueTicket: _issue_ticket,
    commands.CancelTicket: _cancel_ticket,
    commands.GetTicket: _get_ticket,
    commands.ReportPrint: _report_print,
    commands.OpenWindow: _open_window,
    commands.PauseWindow: _pause_window,
    commands.CloseWindow: _close_window,
    commands.CallNext: _call_next,
    commands.Recall: _recall,
    commands.StartService: _start_service,
    commands.Finish: _finish,
    commands.Miss: _miss,
}
