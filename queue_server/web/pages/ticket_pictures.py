"""The living part of a ticket's page, drawn for whoever holds the page open."""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from queue_server.web.glance import Glance
from queue_server.web.language import LANGUAGES, Language
from queue_server.web.live.news import Told
from queue_server.web.live.pictures import Picture, Pictures
from queue_server.web.pages.rendering import Pages
from queue_server.web.pages.ticket import TicketPage, ticket_page
from queue_server.web.words.ticket import TICKET

DRAWN = 5000
"""Drawn pages in memory, 2 kB each: while nothing changes for a ticket, its page is not drawn again."""

PARTS = ("head", "turn", "more")
"""The pieces of the page that change, by the id of their element."""

GONE = Picture(b'{"gone":true}', last=True)
"""The day is over, and the ticket with it."""


class TicketView(NamedTuple):
    """One ticket as somebody reads it."""

    ticket: str
    language: Language


class TicketPictures:
    """Watched through ``pictures``."""

    def __init__(self, glance: Glance, pages: Pages) -> None:
        self._glance = glance
        self._pages = pages
        self._drawn = lru_cache(maxsize=DRAWN)(self._draw)
        self.pictures: Pictures[TicketView] = Pictures(self._picture)

    def page(self, view: TicketView) -> TicketPage | None:
        """What the page says now; none of a ticket that is not there."""
        ticket = self._glance.state.tickets.get(view.ticket)
        if ticket is None:
            return None
        return ticket_page(self._glance.hall, self._glance.views.ticket(ticket), ticket.rated, view.language)

    def told(self, events: Sequence[Told]) -> None:
        """Listens to the news: the tickets that they are about are drawn first."""
        named = (event.ticket for event in events if event.ticket is not None)
        self.pictures.all_may_have_changed(TicketView(ticket, language) for ticket in named for language in LANGUAGES)

    def _picture(self, view: TicketView) -> Picture:
        page = self.page(view)
        return GONE if page is None else self._drawn(view, page)

    def _draw(self, view: TicketView, page: TicketPage) -> Picture:
        content = {
            "page": page,
            "words": TICKET[view.language],
            "address": f"/t/{view.ticket}",
            "language": view.language,
        }
        parts = {name: self._pages.part(f"ticket_{name}.html", **content) for name in PARTS}
        told = {"state": page.state, "title": page.title, "over": page.over, "parts": parts}
        return Picture(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(), last=page.over)
