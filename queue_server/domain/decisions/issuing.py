"""Giving out tickets: by the server now, or by a kiosk from its block while the server was away."""

from datetime import datetime, timedelta
from typing import TypedDict

from queue_server.domain import commands, events
from queue_server.domain.decisions.refusal import RefusalError
from queue_server.domain.estimate import Estimator, Standing
from queue_server.domain.events import Event
from queue_server.domain.hall import APPOINTMENT, ORDINARY, Item, Queue
from queue_server.domain.line import ahead
from queue_server.domain.numbers import count_of, number
from queue_server.domain.state import HallState, Place, person_key

CLOCKS_DIFFER = timedelta(minutes=5)
"""How far a kiosk's clock may be ahead of the server's."""

LONGEST_DAY = timedelta(hours=26)
"""Also where the clocks go back. The day of a time that is no time at all cannot even be told."""


def issue_ticket(state: HallState, command: commands.IssueTicket, now: datetime) -> list[Event]:
    queue, item = _asked_for(state, command)
    priority = command.priority or ORDINARY
    by_choice = [known for known in state.hall.priorities if known != APPOINTMENT]
    if priority not in by_choice:  # an appointment is checked in, not claimed
        raise RefusalError("invalid_command", priority=priority, known=by_choice)
    if command.offline is not None:
        count = _offline_count(state, queue, command.offline, now)
    else:
        _refuse_when_closed(state, queue, now)
        if queue.identity_required and command.person is None:
            raise RefusalError("identity_required", queue=queue.id)
        if command.person is not None and state.hall.rules.one_ticket_per_person_per_queue:
            _refuse_second_ticket(state, command.person, queue.id)
        count = _next_count(state, queue, 1)
    return [
        events.TicketIssued(
            at=now,
            ticket=command.ticket,
            number=number(queue.prefix, count),
            count=count,
            queue=queue.id,
            priority=priority,
            origin="offline" if command.offline else command.origin,
            item=item.code if item else None,
            person=command.person,
            case=_case_of(state, command),
            taken_at=command.offline.issued_at if command.offline else None,
            **({} if command.offline else foretold(state, queue.id, priority, now, now)),
        )
    ]


class Foretold(TypedDict, total=False):
    """What :class:`queue_server.domain.events.TicketIssued` says of the wait."""

    expected_s: int
    expected_p90_s: int


def foretold(state: HallState, queue: str, priority: str, since: datetime, now: datetime) -> Foretold:
    """The wait of somebody who is about to stand in line; nothing where it is not known."""
    place = Place(since.timestamp(), state.seq + 1, "")
    before = ahead(state, queue, priority, place, now)
    standing = Standing(queue, before, state.crowd(queue).people, priority, place.since)
    expected = Estimator(state, now).wait(standing)
    return {} if expected is None else {"expected_s": expected.p50_s, "expected_p90_s": expected.p90_s}


def reserve_numbers(state: HallState, command: commands.ReserveNumbers, now: datetime) -> list[Event]:
    queue = state.hall.queues.get(command.queue)
    if queue is None:
        raise RefusalError("unknown_queue", queue=command.queue)
    last = _next_count(state, queue, command.count)
    first = last - command.count + 1
    return [events.NumbersReserved(at=now, queue=queue.id, client=command.client, first=first, last=last)]


def _asked_for(state: HallState, command: commands.IssueTicket) -> tuple[Queue, Item | None]:
    item = None
    if command.item is not None:
        item = state.hall.items.get(command.item)
        if item is None:
            raise RefusalError("unknown_item", item=command.item)
    elif command.queue is None and (case := state.shelf.find(command.case or "")):
        item = state.hall.items.get(case.item)
    queue_id = command.queue or (item.queue if item else None)
    queue = state.hall.queues.get(queue_id or "")
    if queue is None:
        raise RefusalError("unknown_queue", queue=queue_id)
    if item is not None and item.queue != queue.id:
        raise RefusalError("invalid_command", reason=f"item {item.code} belongs to queue {item.queue}")
    return queue, item


def _case_of(state: HallState, command: commands.IssueTicket) -> str | None:
    """The case that a person brings, which is the person's own where an identity was shown."""
    if command.case is None:
        return None
    case = state.shelf.find(command.case)
    if case is None or command.person not in (None, case.person):
        raise RefusalError("unknown_case", case=command.case)
    return case.id


def _refuse_when_closed(state: HallState, queue: Queue, now: datetime) -> None:
    if not state.hall.is_open(now):
        opens = state.hall.next_change(now)
        raise RefusalError("hall_closed", **({"opens_at": opens.isoformat()} if opens else {}))
    if queue.id in state.closed_queues:
        raise RefusalError("queue_closed", queue=queue.id)


def _refuse_second_ticket(state: HallState, person: str, queue: str) -> None:
    held = state.persons.get(person_key(person, queue))
    if held is not None:
        raise RefusalError("already_waiting", ticket=held, number=state.tickets[held].number)


def _next_count(state: HallState, queue: Queue, count: int) -> int:
    last = state.counters.get(queue.id, 0) + count
    if queue.daily_quota is not None and last > queue.daily_quota:
        raise RefusalError("quota_reached", quota=queue.daily_quota)
    return last


def _offline_count(state: HallState, queue: Queue, offline: commands.Offline, now: datetime) -> int:
    """The counter behind an offline number. Its paper is in somebody's hand: hours and quota are not asked again."""
    if offline.issued_at > now + CLOCKS_DIFFER:
        raise RefusalError("invalid_command", reason="issued_at is in the future")
    if offline.issued_at < now - LONGEST_DAY or state.hall.day(offline.issued_at) != state.day:
        raise RefusalError("expired", issued_at=offline.issued_at.isoformat())
    count = count_of(queue.prefix, offline.number)
    blocks = state.blocks.get(queue.id, ())
    if count is None or not any(
        block.client == offline.client and block.first <= count <= block.last for block in blocks
    ):
        raise RefusalError("not_allowed", number=offline.number)
    if offline.number in state.numbers:
        raise RefusalError("wrong_state", number=offline.number)
    return count
