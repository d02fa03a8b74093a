"""After events at a window."""

from collections.abc import Callable

from queue_server.domain import events
from queue_server.domain.effects.changes import (
    Changes,
    called_from_line,
    into_line,
    newest_call,
    not_missed,
    with_ticket,
    with_window,
    without_call,
)
from queue_server.domain.hall import Hall
from queue_server.domain.lifecycle import TicketState, WindowState
from queue_server.domain.pace import after_call
from queue_server.domain.service_times import Service, ServiceTimes, learned, unlearned
from queue_server.domain.state import Call, HallState, LastStep, Ticket, WindowLife


def opened(state: HallState, event: events.WindowOpened) -> Changes:
    before = state.window(event.window)
    opens = before.state in (WindowState.CLOSED, WindowState.PAUSED)
    after = before._replace(
        state=WindowState.OPEN if opens else before.state,
        since=event.at if opens else before.since,
        operator=event.operator,
        queues=event.queues,
    )
    return with_window(state, after)


def paused(state: HallState, event: events.WindowPaused) -> Changes:
    life = state.window(event.window)._replace(state=WindowState.PAUSED, since=event.at, last=None)
    return with_window(state, life)


def closed(state: HallState, event: events.WindowClosed) -> Changes:
    return with_window(state, WindowLife(event.window, since=event.at))


def called(state: HallState, event: events.TicketCalled) -> Changes:
    ticket = state.tickets[event.ticket]
    life = state.window(event.window)
    now_called = ticket._replace(
        state=TicketState.CALLED, window=event.window, called_at=event.at, recalls=0, meant_for=None
    )
    now_calling = life._replace(
        state=WindowState.CALLED,
        ticket=event.ticket,
        since=event.at,
        last=LastStep("call", event.at, life.since, ticket, state.paces.get(ticket.queue)),
    )
    return {
        **with_ticket(state, now_called),
        **(_left_line(state, ticket, life, event) if ticket.state is TicketState.WAITING else {}),
        **with_window(state, now_calling),
        **newest_call(state, Call(event.ticket, event.window)),
        **not_missed(state, event.ticket),
    }


def _left_line(state: HallState, ticket: Ticket, life: WindowLife, event: events.TicketCalled) -> Changes:
    at = event.at.timestamp()
    pace = after_call(state.paces.get(ticket.queue), ticket.since, at)
    return {**called_from_line(state, ticket, life, at), "paces": {**state.paces, ticket.queue: pace}}


def recalled(state: HallState, event: events.TicketRecalled) -> Changes:
    ticket = state.tickets[event.ticket]
    again = ticket._replace(recalls=ticket.recalls + 1, called_at=event.at)
    return {**with_ticket(state, again), **newest_call(state, Call(event.ticket, event.window))}


def service_started(state: HallState, event: events.ServiceStarted) -> Changes:
    ticket = state.tickets[event.ticket]._replace(state=TicketState.SERVING)
    life = state.window(event.window)._replace(state=WindowState.SERVING, since=event.at, last=None)
    return {**with_ticket(state, ticket), **with_window(state, life)}


def service_finished(state: HallState, event: events.ServiceFinished) -> Changes:
    ticket = state.tickets[event.ticket]
    last = LastStep("finish", event.at, state.window(event.window).since, ticket)
    return {
        **with_ticket(state, ticket._replace(state=TicketState.FINISHED)),
        **with_window(state, _freed(state, event, last)),
        **_with_lesson(state, learned, last),
    }


def missed(state: HallState, event: events.TicketMissed) -> Changes:
    ticket = state.tickets[event.ticket]
    last = LastStep("miss", event.at, state.window(event.window).since, ticket)
    return {
        **with_ticket(state, ticket._replace(state=TicketState.MISSED)),
        **with_window(state, _freed(state, event, last)),
        "missed": (ticket.id, *state.missed),
    }


def parked(state: HallState, event: events.TicketParked) -> Changes:
    ticket = state.tickets[event.ticket]._replace(state=TicketState.PARKED)
    return {**with_ticket(state, ticket), **with_window(state, _freed(state, event))}


def transferred(state: HallState, event: events.TicketTransferred) -> Changes:
    before = state.tickets[event.ticket]
    ticket = before._replace(
        state=TicketState.WAITING,
        queue=event.queue,
        since=event.since.timestamp(),
        meant_for=event.meant_for,
        recalls=0,
    )
    # The person no longer holds a ticket of the queue before.
    gone = state._replace(**with_ticket(state, before._replace(state=TicketState.CANCELLED)))
    return {
        **with_ticket(gone, ticket),
        **into_line(state, ticket),
        **with_window(state, _freed(state, event)),
        **without_call(state, ticket.id),
    }


def undone(state: HallState, event: events.StepUndone) -> Changes:
    """Window and ticket are as they were before the step; what else became of the ticket stays."""
    life = state.window(event.window)
    last = life.last or LastStep(event.step, event.at, life.since, state.tickets[event.ticket])
    before = last.before
    ticket = state.tickets[event.ticket]._replace(
        state=before.state,
        window=before.window,
        meant_for=before.meant_for,
        called_at=before.called_at,
        recalls=before.recalls,
    )
    changes = {**with_ticket(state, ticket), **not_missed(state, ticket.id)}
    life = life._replace(since=last.since, last=None)
    match event.step:
        case "call":
            open_again = life._replace(state=WindowState.OPEN, ticket=None)
            changes |= {**without_call(state, ticket.id), **_back(state, ticket), **_without_gap(state, last)}
            return {**changes, **with_window(state, open_again)}
        case "miss":
            return {**changes, **with_window(state, life._replace(state=WindowState.CALLED, ticket=ticket.id))}
        case "finish":
            serving = life._replace(state=WindowState.SERVING, ticket=ticket.id)
            return {**changes, **with_window(state, serving), **_with_lesson(state, unlearned, last)}


def _without_gap(state: HallState, call: LastStep) -> Changes:
    """A call that was a misclick teaches no pace; if others called meanwhile, it is one gap among theirs."""
    queue = call.before.queue
    now = state.paces.get(queue)
    if call.pace is None or now is None or now.last_call != call.at.timestamp():
        return {}
    return {"paces": {**state.paces, queue: call.pace}}


def _with_lesson(
    state: HallState, teach: Callable[[ServiceTimes, Service, Hall], ServiceTimes], finish: LastStep
) -> Changes:
    if finish.since is None:
        return {}
    service = Service(finish.before.queue, finish.before.item, finish.since, finish.at)
    return {"service_times": teach(state.service_times, service, state.hall)}


def _back(state: HallState, ticket: Ticket) -> Changes:
    if ticket.state is TicketState.WAITING:
        return into_line(state, ticket)
    return {"missed": (ticket.id, *state.missed)} if ticket.state is TicketState.MISSED else {}


def _freed(
    state: HallState,
    event: events.ServiceFinished | events.TicketMissed | events.TicketParked | events.TicketTransferred,
    last: LastStep | None = None,
) -> WindowLife:
    return state.window(event.window)._replace(state=WindowState.OPEN, ticket=None, since=event.at, last=last)
