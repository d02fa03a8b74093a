"""The staff pages as one part of the site: what they are made of, and how they come to life and end."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Protocol

from fastapi import FastAPI

from queue_server.alerts.heard import Heard
from queue_server.catalogue import CatalogueFile
from queue_server.contract.rights import SenderKind
from queue_server.notices.opening import Notices
from queue_server.service.clients import Client, TokenScope
from queue_server.service.hall_desk import HallDesk
from queue_server.staff.passwords import Passwords
from queue_server.staff.sessions import SessionRules
from queue_server.statistics.books import DayBooks
from queue_server.web.access import Gate
from queue_server.web.api.cases import CaseSetup
from queue_server.web.desk import CommandDesk
from queue_server.web.glance import Glance
from queue_server.web.live.history import History
from queue_server.web.live.news import News, Told
from queue_server.web.pages.assets import Assets
from queue_server.web.pages.rendering import Pages
from queue_server.web.staff.cookies import PATH
from queue_server.web.staff.door import LazySite, StaffDoor
from queue_server.web.staff.entering import EntrancePages
from queue_server.web.staff.errands import ProviderSetup
from queue_server.web.staff.office import Office
from queue_server.web.staff.provider_pages import BEGIN, ProviderPages
from queue_server.webhooks import Webhooks

SITE = "queue_server.web.staff.site"
PROVIDER = "queue_server.web.staff.provider"
"""Named and not imported: who opens a staff page needs what the pages are made with, and few halls have a provider."""


class ClientDesk(Protocol):
    """Enrolls clients; see :class:`queue_server.enrolment.EnrolmentDesk`."""

    own_broker: bool

    def all(self) -> list[Client]: ...

    def enroll(self, client: str, kind: SenderKind) -> str: ...

    def token(self, client: str, kind: SenderKind, scope: tuple[TokenScope, ...], until: datetime | None) -> str: ...

    def discharge(self, client: str) -> None: ...


@dataclass(frozen=True, slots=True)
class StaffSetup:
    """``file`` keeps the people; ``rules`` say how long they stay in; ``passwords`` makes what checks theirs.

    ``clients`` enrolls kiosks, screens and other people's systems, ``hall_desk`` changes the hall file. ``provider`` is
    the organisation's log-in, where there is one; ``webhooks`` tell other systems what happens.
    """

    file: Path
    rules: SessionRules = field(default_factory=SessionRules)
    passwords: Callable[[], Passwords] = Passwords
    clients: ClientDesk | None = None
    hall_desk: HallDesk | None = None
    provider: ProviderSetup | None = None
    webhooks: Webhooks | None = None


@dataclass(frozen=True, slots=True)
class HallAtWork:
    """What the staff pages share with the other pages of the site. ``expected`` are the kinds of enrolled clients.

    Without ``cases`` nothing is applied for here, without ``notices`` nobody is told anything by SMS.
    """

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
    cases: CaseSetup | None
    notices: Notices | None


class StaffArea:
    """Everything at ``/staff``."""

    def __init__(self, setup: StaffSetup, hall: HallAtWork, public_url: str) -> None:
        self.setup = setup
        self.hall = hall
        self.public_url = public_url
        self.office = Office(setup.file, lambda: hall.glance.hall.local(hall.glance.now), setup.rules, setup.passwords)
        self._site = LazySite(self._made)
        self._day: date | None = None
        self._forgetting: asyncio.Task[None] | None = None

    def take_place(self, app: FastAPI, gate: Gate) -> None:
        """The way in comes before the door: who has not entered may go there."""
        secure, setup = self.public_url.startswith("https://"), self.setup.provider
        begin = BEGIN if setup else ""
        entrance = EntrancePages(self.office, self.hall.pages, gate, secure=secure, provider=begin)
        app.include_router(entrance.router())
        if setup:
            provider = import_module(PROVIDER).Provider(setup)
            pages = ProviderPages(provider, self.office, entrance, gate, lambda: self.hall.glance.now)
            app.include_router(pages.router())
        app.mount(PATH, StaffDoor(self.office, self._site))

    async def begin(self) -> None:
        await self.office.begin()
        self._day = self._today()
        self.hall.news.listen(self._told)

    async def end(self) -> None:
        self._day = None
        await self._site.end()
        await self.office.end()

    def _told(self, _events: Sequence[Told]) -> None:
        """Every day begins with news: what was for the day before is forgotten then."""
        if self._day not in (None, today := self._today()):
            self._day = today
            self._forgetting = asyncio.create_task(self.office.forget_what_is_over())

    def _today(self) -> date:
        return self.hall.glance.hall.day(self.hall.glance.now)

    def _made(self) -> FastAPI:
        site: FastAPI = import_module(SITE).make_site(self)
        return site
