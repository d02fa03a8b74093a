"""Tickets and appointments as the desk's lists show them. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from queue_server.contract.waiting import minutes_range
from queue_server.domain.hall import Text
from queue_server.domain.state import HallState, Ticket
from queue_server.service.views import Views

_AT_A_WINDOW = ("called", "serving", "parked")


@dataclass(frozen=True, slots=True)
class TicketLine:
    """``window`` is where its person is, or is awaited."""

    id: str
    number: str
    service: Text
    state: str
    window: Text | None
    issued: str


@dataclass(frozen=True, slots=True)
class BookedLine:
    """An appointment; ``open`` while it can be checked in and cancelled."""

    code: str
    item: Text
    start: str
    state: str
    open: bool


def ticket_line(state: HallState, ticket: Ticket) -> TicketLine:
    hall = state.hall
    item, queue = hall.items.get(ticket.item or ""), hall.queues.get(ticket.queue)
    window = hall.windows.get(ticket.window or "") if ticket.state.value in _AT_A_WINDOW else None
    return TicketLine(
        id=ticket.id,
        number=ticket.number,
        service=item.name if item else queue.name if queue else {"zh": ticket.queue},
        state=ticket.state.value,
        window=window.name if window else None,
        issued=f"{hall.local(ticket.issued_at):%H:%M}",
    )


def booked_lines(state: HallState, codes: Sequence[str]) -> Iterator[BookedLine]:
    """Those of the appointments that are known."""
    for code in codes:
        booked = state.diary.find(code)
        if booked is not None:
            item = state.hall.items.get(booked.item)
            name = item.name if item else {"zh": booked.item}
            start = f"{state.hall.local(booked.start):%m-%d %H:%M}"
            yield BookedLine(code, name, start, booked.state.value, booked.is_booked)


def turn(views: Views, ticket: Ticket) -> tuple[int, tuple[int, int] | None]:
    """How many come before, and the minutes it may take, where that is known."""
    view = views.ticket(ticket)
    return view.ahead, minutes_range(view.estimate) if view.estimate else None
