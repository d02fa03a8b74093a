"""What everybody may see of a hall. Whoever has a token is not counted; strangers are, by address."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel

from queue_server.contract.views import Board, QueueState, SlotsReply, Ticket, WindowState
from queue_server.web.access import Gate
from queue_server.web.api.boards import BoardPictures
from queue_server.web.api.described import BOARD_STREAM, errors
from queue_server.web.api.halls import known_hall
from queue_server.web.errors import InvalidRequestError, UnknownError
from queue_server.web.glance import Glance
from queue_server.web.live.news import News
from queue_server.web.live.streams import EventStream, picture_messages

ROOT = "/api/v1/halls/{hall}"


class QueuesReply(BaseModel):
    """Every queue, in the order of the hall file."""

    queues: tuple[QueueState, ...]


class WindowsReply(BaseModel):
    """Every window, in the order of the hall file."""

    windows: tuple[WindowState, ...]


def reading_router(glance: Glance, gate: Gate, boards: BoardPictures, news: News, ticket_url: str) -> APIRouter:
    """``ticket_url`` is where ticket pages live, with a final slash."""
    router = APIRouter(tags=["reading"])

    @router.get(ROOT + "/board", response_model=Board, responses={**BOARD_STREAM, **errors("unknown_hall")})
    async def board(request: Request, hall: str) -> Response:
        """All that a call screen shows; with ``Accept: text/event-stream`` again each time it changes."""
        gate.reader(request)
        known_hall(glance, hall)
        if "text/event-stream" in request.headers.get("accept", ""):
            messages = picture_messages(boards.pictures.watch(glance.hall.id), news, lambda: b"{}")
            return EventStream(messages, gate.address_seat(request))
        return _told(glance.views.board())

    @router.get(ROOT + "/queues", response_model=QueuesReply, responses=errors("unknown_hall"))
    async def queues(request: Request, hall: str) -> Response:
        """How many wait in each queue, and for how long."""
        gate.reader(request)
        known_hall(glance, hall)
        return _told(QueuesReply(queues=tuple(glance.views.queue(queue) for queue in glance.hall.queues)))

    @router.get(ROOT + "/windows", response_model=WindowsReply, responses=errors("unknown_hall"))
    async def windows(request: Request, hall: str) -> Response:
        """What each window is doing."""
        gate.reader(request)
        known_hall(glance, hall)
        return _told(WindowsReply(windows=tuple(glance.views.window(window) for window in glance.hall.windows)))

    @router.get(ROOT + "/tickets/{ticket}", response_model=Ticket, responses=errors("unknown_hall", "unknown_ticket"))
    async def ticket(request: Request, hall: str, ticket: str) -> Response:
        """One ticket of today by its id; with a token also by its number.

        The id is the key of the ticket's page, so a stranger does not learn it from a number that stands on every
        screen.
        """
        client = gate.reader(request)
        known_hall(glance, hall)
        state = glance.state
        found = state.find_ticket(ticket) if client else state.tickets.get(ticket)
        if found is None:
            raise UnknownError("unknown_ticket")
        told = glance.views.ticket(found)
        return _told(told.model_copy(update={"url": f"{ticket_url}{told.id}"}))

    @router.get(
        ROOT + "/slots", response_model=SlotsReply, responses=errors("unknown_hall", "unknown_item", "invalid_command")
    )
    async def slots(
        request: Request,
        hall: str,
        item: Annotated[str, Query(description="The item's code.", examples=["household-move-in"])],
        day: Annotated[date, Query(alias="date", description="A day of the hall's own calendar.")],
    ) -> Response:
        """The times of a day that can be booked for an item, the full ones among them."""
        gate.reader(request)
        known_hall(glance, hall)
        known = glance.hall.items.get(item)
        if known is None:
            raise UnknownError("unknown_item")
        if known.bookable is None:
            raise InvalidRequestError(f"item {item} cannot be booked")
        return _told(SlotsReply(slots=glance.views.slots(item, day)))

    return router


def _told(told: BaseModel) -> Response:
    body = told.model_dump_json()
    return Response(body, media_type="application/json", headers={"Cache-Control": "no-cache"})
