"""The HTTP side of the queue server: the API, the pages of citizens, the board for televisions, and health."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, FastAPI

from queue_server.alerts.heard import Heard
from queue_server.catalogue import CatalogueFile
from queue_server.contract.replies import refused
from queue_server.domain.state import HallState
from queue_server.notices.opening import Notices
from queue_server.notices.receipts import MOST_BYTES, RECEIPTS
from queue_server.service.batch import Request
from queue_server.statistics.books import DayBooks
from queue_server.web.access import Bearer, Gate
from queue_server.web.answers import ErrorAnswers
from queue_server.web.api.boards import BoardPictures
from queue_server.web.api.cases import CaseDoor, CaseSetup, page_bodies
from queue_server.web.api.commands import commands_router
from queue_server.web.api.documents import documents_router
from queue_server.web.api.events import events_router
from queue_server.web.api.managing import managing_router
from queue_server.web.api.openapi import ADDRESS, describe
from queue_server.web.api.reading import reading_router
from queue_server.web.api.sms import SmsDoor
from queue_server.web.catalogue import catalogue_router
from queue_server.web.desk import CommandDesk, Submit
from queue_server.web.edges import BodyLimit, HeadAsGet, OwnSite, SafetyHeaders, Survival, origin_of
from queue_server.web.glance import Glance
from queue_server.web.health import health_router
from queue_server.web.limits import Limits
from queue_server.web.live.history import History, NoHistory
from queue_server.web.live.news import News, Told
from queue_server.web.live.pictures import Pictures
from queue_server.web.metrics import Measured, Metrics
from queue_server.web.pages.appointment_routes import AppointmentPages
from queue_server.web.pages.assets import Assets, assets_router
from queue_server.web.pages.board_routes import BoardPages
from queue_server.web.pages.booking_routes import BookingPages
from queue_server.web.pages.case_routes import CasePages
from queue_server.web.pages.rendering import Pages
from queue_server.web.pages.sms import HolderSms
from queue_server.web.pages.space_routes import SpacePages
from queue_server.web.pages.ticket_pictures import TicketPictures
from queue_server.web.pages.ticket_routes import TicketPages
from queue_server.web.staff.area import HallAtWork, StaffArea, StaffSetup


def _nobody(_token: str) -> None:
    return None


def _nothing_heard() -> Heard:
    return Heard(datetime.now(UTC))


def _nowhere(request: Request) -> None:
    request.answer(refused(request.command.id, "busy").model_dump_json().encode())


@dataclass(frozen=True, slots=True)
class WebSetup:
    """What the site is made of. ``state`` returns the hall's state as it is on disk now.

    Not every hall has a catalogue. ``submit`` hands a command to the hall's thread, ``bearer`` knows whose a token is,
    ``news`` is what the hall publishes, ``history`` what it published before; without them nobody may send, and nothing
    changes on open pages. ``public_url`` is where citizens reach the site, without a final slash. Without ``notices``
    nobody is told anything by SMS, without ``staff`` there are no staff pages, without ``cases`` nothing of cases is
    handed in or read.

    ``books`` are what reports are made of, ``heard`` what clients said of themselves and their devices,
    ``expected`` the kinds of those that were enrolled to be there.
    """

    state: Callable[[], HallState]
    clock: Callable[[], datetime]
    broker_connected: Callable[[], bool]
    catalogue: CatalogueFile | None = None
    submit: Submit = _nowhere
    bearer: Bearer = _nobody
    news: News | None = None
    history: History = field(default_factory=NoHistory)
    public_url: str = ""
    version: str = "1"
    limits: Limits = field(default_factory=Limits)
    notices: Notices | None = None
    staff: StaffSetup | None = None
    books: DayBooks | None = None
    heard: Callable[[], Heard] = _nothing_heard
    cases: CaseSetup | None = None
    expected: Callable[[], Mapping[str, str]] = dict


def make_app(setup: WebSetup) -> FastAPI:
    """The web application of one hall."""
    glance = Glance(setup.state, setup.clock)
    news = setup.news or News(glance.hall.id)
    gate = Gate(setup.bearer, setup.limits, setup.clock)
    desk = CommandDesk(setup.submit)
    sms = HolderSms(setup.notices)
    assets = Assets()
    pages = Pages(assets, lambda: glance.hall)
    tickets = TicketPictures(glance, pages)
    boards = BoardPictures(glance)
    board_pages = BoardPages(glance, pages, gate, news)
    all_pictures: tuple[Pictures[Any], ...] = (tickets.pictures, boards.pictures, board_pages.pictures)
    for listener in (tickets.told, boards.told, board_pages.told):
        news.listen(listener)
    metrics = Metrics(glance, gate, setup.broker_connected)
    hall_at_work = HallAtWork(
        glance=glance,
        news=news,
        desk=desk,
        pages=pages,
        assets=assets,
        history=setup.history,
        catalogue=setup.catalogue,
        books=setup.books,
        heard=setup.heard,
        expected=setup.expected,
        cases=setup.cases,
        notices=setup.notices,
    )
    staff = StaffArea(setup.staff, hall_at_work, setup.public_url) if setup.staff else None
    app = FastAPI(
        title="Onedoor",
        version=setup.version,
        openapi_url=ADDRESS,
        docs_url=None,
        redoc_url=None,
        lifespan=_living(news, all_pictures, staff),
    )
    routers: tuple[APIRouter, ...] = (
        commands_router(glance, gate, desk),
        reading_router(glance, gate, boards, news, f"{setup.public_url}/t/"),
        managing_router(glance, gate, setup.books),
        events_router(glance, gate, news, setup.history),
        TicketPages(glance, pages, tickets, desk, gate, news, sms).router(),
        BookingPages(glance, pages, desk, gate).router(),
        AppointmentPages(glance, pages, desk, gate, setup.public_url, sms).router(),
        board_pages.router(),
        assets_router(assets),
        documents_router(),
        health_router(glance, metrics, setup.broker_connected),
        *_notice_routers(setup.notices, glance, gate),
        *_case_routers(setup, glance, pages, gate, desk),
    )
    for router in routers:
        app.include_router(router)
    app.include_router(catalogue_router(lambda: glance.hall.id, setup.catalogue), tags=["reading"])
    if staff is not None:
        staff.take_place(app, gate)
    larger_bodies = {RECEIPTS: MOST_BYTES, **(page_bodies(glance.hall.id) if setup.cases else {})}
    _put_edges(app, ErrorAnswers(pages), metrics, origin_of(setup.public_url), larger_bodies)
    describe(app)
    return app


def _notice_routers(notices: Notices | None, glance: Glance, gate: Gate) -> tuple[APIRouter, ...]:
    return (notices.router, SmsDoor(glance, gate, notices).router()) if notices else ()


def _case_routers(
    setup: WebSetup, glance: Glance, pages: Pages, gate: Gate, desk: CommandDesk
) -> tuple[APIRouter, ...]:
    if setup.cases is None:
        return ()
    cases, secure = setup.cases.cases, setup.public_url.startswith("https://")
    return (
        CaseDoor(glance, gate, desk, setup.cases).router(),
        CasePages(glance, pages, gate, cases).router(),
        SpacePages(glance, pages, gate, desk, cases, setup.notices, secure=secure).router(),
    )


def _put_edges(
    app: FastAPI, answers: ErrorAnswers, metrics: Metrics, own_origin: str, larger_bodies: Mapping[str, int]
) -> None:
    """From the inside to the outside."""
    answers.take_over(app)
    app.add_middleware(BodyLimit, larger=larger_bodies)
    app.add_middleware(OwnSite, say=answers.say, own=own_origin)
    app.add_middleware(Survival, say=answers.say)
    app.add_middleware(Measured, metrics=metrics)
    app.add_middleware(SafetyHeaders)
    app.add_middleware(HeadAsGet)


def _living(news: News, all_pictures: Iterable[Pictures[Any]], staff: StaffArea | None) -> Callable[[FastAPI], Any]:
    """While the application runs it hands on the news and keeps pictures drawn."""

    def let_go(_events: Sequence[Told]) -> None:
        if news.ended:
            for pictures in all_pictures:
                pictures.let_go()

    @asynccontextmanager
    async def living(_app: FastAPI) -> AsyncIterator[None]:
        news.listen(let_go)
        if staff is not None:
            await staff.begin()
        news.begin(asyncio.get_running_loop())
        tasks = [
            asyncio.create_task(work())
            for pictures in all_pictures
            for work in (pictures.keep_drawing, pictures.follow_the_clock)
        ]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            if staff is not None:
                await staff.end()

    return living
