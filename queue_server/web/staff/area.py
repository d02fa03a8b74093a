"""The staff pages as one part of the site: what they are made of, and how they come to life and end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from fastapi import FastAPI

from queue_server.alerts.heard import Heard
from queue_server.catalogue import CatalogueFile
from queue_server.staff.passwords import Passwords
from queue_server.staff.sessions import SessionRules
from queue_server.statistics.books import DayBooks
from queue_server.web.access import Gate
from queue_server.web.desk import CommandDesk
from queue_server.web.glance import Glance
from queue_server.web.live.history import History
from queue_server.web.live.news import News
from queue_server.web.pages.assets import Assets
from queue_server.web.pages.rendering import Pages
from queue_server.web.staff.cookies import PATH
from queue_server.web.staff.door import LazySite, StaffDoor
from queue_server.web.staff.entering import EntrancePages
from queue_server.web.staff.office import Office

SITE = "queue_server.web.staff.site"
"""Named and not imported: only who opens a staff page needs what the pages are made with."""


@dataclass(frozen=True, slots=True)
class StaffSetup:
    """``file`` keeps the people; ``rules`` say how long they stay in; ``passwords`` makes what checks theirs."""

    file: Path
    rules: SessionRules = field(default_factory=SessionRules)
    passwords: Callable[[], Passwords] = Passwords


@dataclass(frozen=True, slots=True)
class HallAtWork:
    """What the staff pages share with the other pages of the site. ``expected`` are the kinds of enrolled clients."""

    glance: Glance
    news: News
    desk: CommandDesk
    pages: Pages
    assets: Assets
    history: History
    catalogue: CatalogueFile | None
    books: DayBooks | None
    heard: Callable[[], Heard]
    expected: Callable[[], Mapping[str, str]]


class StaffArea:
    """Everything at ``/staff``."""

    def __init__(self, setup: StaffSetup, hall: HallAtWork, public_url: str) -> None:
        self.setup = setup
        self.hall = hall
        self.public_url = public_url
        self.office = Office(setup.file, lambda: hall.glance.now, setup.rules, setup.passwords)
        self._site = LazySite(self._made)

    def take_place(self, app: FastAPI, gate: Gate) -> None:
        """The way in comes before the door: who has not entered may go there."""
        secure = self.public_url.startswith("https://")
        app.include_router(EntrancePages(self.office, self.hall.pages, gate, secure=secure).router())
        app.mount(PATH, StaffDoor(self.office, self._site))

    async def begin(self) -> None:
        await self.office.begin()

    async def end(self) -> None:
        await self._site.end()
        await self.office.end()

    def _made(self) -> FastAPI:
        site: FastAPI = import_module(SITE).make_site(self)
        return site
