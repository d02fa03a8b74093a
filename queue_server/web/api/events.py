"""The hall's journal as it is published, to be read from any place in it and followed."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Header, Query, Request, Response
from pydantic import BaseModel

from queue_server.contract.views import Event
from queue_server.web.access import Gate
from queue_server.web.api.described import EVENT_STREAM, NEEDS_TOKEN, errors
from queue_server.web.api.halls import known_hall
from queue_server.web.errors import InvalidRequestError
from queue_server.web.glance import Glance
from queue_server.web.live.history import History
from queue_server.web.live.news import News, Told
from queue_server.web.live.streams import READ_AT_ONCE, EventStream, event_messages

PATH = "/api/v1/halls/{hall}/events"


class EventsReply(BaseModel):
    """``events`` after the place asked for, in order; ``last_seq`` is the place of the hall's last event."""

    hall: str
    last_seq: int
    events: tuple[Event, ...]


def events_router(glance: Glance, gate: Gate, news: News, history: History) -> APIRouter:
    router = APIRouter(tags=["reading"])

    def last_seq() -> int:
        return glance.state.seq

    @router.get(
        PATH,
        response_model=EventsReply,
        openapi_extra=NEEDS_TOKEN,
        responses={**EVENT_STREAM, **errors("unknown_hall", "invalid_command", "not_allowed")},
    )
    async def events(
        request: Request,
        hall: str,
        after: Annotated[int | None, Query(ge=0, description="The `seq` of the last event that is known.")] = None,
        limit: Annotated[int, Query(ge=1, le=READ_AT_ONCE, description="How many at most; of JSON.")] = READ_AT_ONCE,
        last_event_id: Annotated[int | None, Header(ge=0, description="As `after`; it goes before it.")] = None,
    ) -> Response:
        """What happened after a place in the journal, in order and without a gap.

        As JSON up to `limit` events at once: ask again after the last one until none come. With
        `Accept: text/event-stream` every event from that place on, and each new one as it happens; whoever was
        disconnected comes again with `Last-Event-ID` and misses nothing. A stream without a place begins with the
        next event.

        It needs a token: events carry the ids of tickets, and whoever knows the id of a ticket can cancel it.
        """
        client = gate.client(request, "events")
        known_hall(glance, hall)
        streamed = "text/event-stream" in request.headers.get("accept", "")
        place = last_event_id if last_event_id is not None else after
        if place is None:
            place = last_seq() if streamed else 0
        if place > last_seq():
            raise InvalidRequestError(f"after: the journal ends at {last_seq()}")
        if streamed:
            return EventStream(event_messages(news, history, last_seq, place), gate.client_seat(client))
        found = await history.after(place, limit)
        return _page(hall, last_seq(), found)

    return router


def _page(hall: str, last_seq: int, events: Sequence[Told]) -> Response:
    """An :class:`EventsReply` of events that are JSON already."""
    head = EventsReply(hall=hall, last_seq=last_seq, events=()).model_dump_json().removesuffix("[]}").encode()
    body = head + b"[" + b",".join(event.body for event in events) + b"]}"
    return Response(body, media_type="application/json", headers={"Cache-Control": "no-cache"})
