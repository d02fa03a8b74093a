"""The hall board for a television with a browser: ``/board``, or a zone of it, ``/board?windows=1,2``."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from queue_server.web.access import Gate
from queue_server.web.errors import UnknownError
from queue_server.web.glance import Glance
from queue_server.web.live.news import News, Told
from queue_server.web.live.pictures import Picture, Pictures
from queue_server.web.live.streams import EventStream, picture_messages
from queue_server.web.pages.board import ROWS, BoardPage, Zone, board_page, phrase
from queue_server.web.pages.rendering import Pages, reader_of
from queue_server.web.words import board as words

BEAT_S = 5.0
"""A television must not show old calls for long: after two and a half of these it says that the line is lost."""

REFRESH_S = 10
"""How often the page asks again where there is no script."""

PARTS = ("calls", "side", "notices")
"""The pieces of the page that change, by the id of their element."""


_RESPONSES: dict[int | str, dict[str, str]] = {
    400: {"description": "No hours of the day; a page says so."},
    404: {"description": "There is no such window or queue; a page says so."},
    429: {"description": "The address asks too often; `Retry-After` says when to come again."},
}


Dark = Annotated[str, Query(pattern=r"^(([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d)?$")]


class BoardPages:
    """The page, and what keeps it up to date."""

    def __init__(self, glance: Glance, pages: Pages, gate: Gate, news: News) -> None:
        self._glance = glance
        self._pages = pages
        self._gate = gate
        self._news = news
        self.pictures: Pictures[Zone] = Pictures(self._picture)

    def told(self, _events: Sequence[Told]) -> None:
        """Listens to the news."""
        self.pictures.all_may_have_changed()

    def router(self) -> APIRouter:
        router = APIRouter()
        router.get("/board", tags=["pages"], response_class=HTMLResponse, responses=_RESPONSES)(self.show)
        router.get("/board/live", include_in_schema=False)(self.live)
        return router

    async def show(self, request: Request, windows: str = "", queues: str = "", dark: Dark = "") -> Response:
        """The hall board for a television with a browser; ``windows`` and ``queues`` are ids with commas between,
        ``dark`` the hours in which it is black, such as 20:00-07:30.
        """
        self._gate.reader(request)
        zone = _zone(self._glance, windows, queues)
        reader = reader_of(request)
        return self._pages.page(
            "board.html",
            reader,
            title=words.TITLE.zh,
            hall_name=phrase(self._glance.hall.name),
            page=self._page(zone),
            words=words,
            live=reader.link("/board/live", **_query(zone)),
            clock=self._clock(),
            refresh_s=REFRESH_S,
            rows=ROWS,
            dark=dark,
        )

    async def live(self, request: Request, windows: str = "", queues: str = "") -> Response:
        """The board's parts each time they change; for a browser without Server-Sent Events, once."""
        self._gate.reader(request)
        zone = _zone(self._glance, windows, queues)
        if "text/event-stream" not in request.headers.get("accept", ""):
            headers = {"Cache-Control": "no-store"}
            return Response(self._picture(zone).body, media_type="application/json", headers=headers)
        messages = picture_messages(self.pictures.watch(zone), self._news, self._beat, BEAT_S)
        return EventStream(messages, self._gate.address_seat(request))

    def _page(self, zone: Zone) -> BoardPage:
        return board_page(self._glance.views, zone)

    def _picture(self, zone: Zone) -> Picture:
        content = {"page": self._page(zone), "words": words}
        parts = {name: self._pages.part(f"board_{name}.html", **content) for name in PARTS}
        return Picture(json.dumps({"parts": parts}, ensure_ascii=False, separators=(",", ":")).encode())

    def _beat(self) -> bytes:
        return json.dumps(self._clock()).encode()

    def _clock(self) -> Mapping[str, int]:
        """The hall's own clock, for a television that has none: the time, and how far it is from UTC."""
        now = self._glance.hall.local(self._glance.now)
        offset = now.utcoffset()
        return {"at_s": int(now.timestamp()), "offset_s": int(offset.total_seconds()) if offset else 0}


def _zone(glance: Glance, windows: str, queues: str) -> Zone:
    """:raises UnknownError: names what a hall does not have, so that whoever hangs the screen up sees it."""
    hall = glance.hall
    return Zone(
        _known(windows, hall.windows.__contains__, "unknown_window"),
        _known(queues, hall.queues.__contains__, "unknown_queue"),
    )


def _known(ids: str, is_known: Callable[[str], bool], otherwise: str) -> tuple[str, ...]:
    named = sorted({each.strip() for each in ids.split(",")} - {""})
    if not all(is_known(each) for each in named):
        raise UnknownError(otherwise)
    return tuple(named)


def _query(zone: Zone) -> dict[str, str]:
    named = {"windows": ",".join(zone.windows), "queues": ",".join(zone.queues)}
    return {name: ids for name, ids in named.items() if ids}
