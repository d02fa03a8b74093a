"""Other systems that are told what happens: how far each is, what waits for it, why it fails."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

import structlog
from nicegui import ui

from queue_server.journal import UnreadableJournalError
from queue_server.web.staff.visit import Act, Surface, Visit
from queue_server.web.words.administration import ADMINISTRATION
from queue_server.webhooks import Seen

LOOK_EVERY_S = 2.0


class WebhooksPage:
    """Belongs to one visit. ``_seen`` is none before the first look."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._words = visit.words(ADMINISTRATION)
        self._seen: Sequence[Seen] | None = None
        self._log = structlog.get_logger("staff_pages")
        self._list = Surface(visit, _nothing_to_do, name="panel webhooks")
        visit.follow(self.refresh)
        visit.soon(self._look)
        ui.timer(LOOK_EVERY_S, self._look)

    def refresh(self) -> None:
        if self._seen is not None:
            self._list.show(
                self._visit.draw("admin_webhooks.html", words=self._words, rows=self._seen, clock=self._clock)
            )

    async def _look(self) -> None:
        webhooks = self._visit.area.setup.webhooks
        try:
            self._seen = await asyncio.to_thread(webhooks.seen) if webhooks else ()
        except UnreadableJournalError:
            self._log.exception("webhooks_not_seen")  # what was seen before stays
            return
        if self._visit.person is not None:
            with self._visit.client:
                self.refresh()

    def _clock(self, moment: datetime) -> str:
        glance = self._visit.hall.glance
        local = glance.hall.local(moment)
        return f"{local:%H:%M:%S}" if glance.hall.day(glance.now) == local.date() else f"{local:%m-%d %H:%M}"


async def _nothing_to_do(_act: Act) -> None:
    """There is nothing to press."""
