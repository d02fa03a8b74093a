"""What is asked of a queue."""

from datetime import datetime

from queue_server.domain import commands, events
from queue_server.domain.decisions.refusal import RefusalError
from queue_server.domain.events import Event
from queue_server.domain.state import HallState


def open_queue(state: HallState, command: commands.OpenQueue, now: datetime) -> list[Event]:
    _known(state, command.queue)
    if command.queue not in state.closed_queues:
        raise RefusalError("wrong_state", queue="open")
    return [events.QueueOpened(at=now, queue=command.queue)]


def close_queue(state: HallState, command: commands.CloseQueue, now: datetime) -> list[Event]:
    _known(state, command.queue)
    if command.queue in state.closed_queues:
        raise RefusalError("wrong_state", queue="closed")
    return [events.QueueClosed(at=now, queue=command.queue, reason=command.reason)]


def _known(state: HallState, queue: str) -> None:
    if queue not in state.hall.queues:
        raise RefusalError("unknown_queue", queue=queue)
