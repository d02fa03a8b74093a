"""The staff pages' own site. Its framework, NiceGUI, keeps one site a process and brings all it needs in its wheel."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from nicegui import app as framework
from nicegui import ui
from nicegui.client import templates

from queue_server.web.staff.administration.pages import administration_pages
from queue_server.web.staff.area import StaffArea
from queue_server.web.staff.cases.pages import case_pages
from queue_server.web.staff.console.pages import console_pages
from queue_server.web.staff.live import LivePages
from queue_server.web.staff.manager.pages import manager_pages
from queue_server.web.staff.nonces import mark_scripts
from queue_server.web.staff.reception.pages import reception_pages
from queue_server.web.staff.reports.pages import report_pages
from queue_server.web.staff.shell import RETURN_WITHIN_S, Shell
from queue_server.web.staff.sms.pages import sms_pages

LINE_LOST_S = 5.0
"""From this the framework works out how often it asks for a sign of life (4 s) and how long it waits for one (2 s):
after six seconds at most a page says that its line is lost."""

MESSAGES_KEPT = 200
"""Changes of one page that are kept for such a browser."""


def make_site(area: StaffArea) -> FastAPI:
    """The site, to be mounted where the door leads; it lives within its own lifespan."""
    live = LivePages()

    @asynccontextmanager
    async def living(_site: FastAPI) -> AsyncIterator[None]:
        area.hall.news.listen(live.told)
        tasks = [asyncio.create_task(work()) for work in (live.keep_fresh, live.follow_the_clock)]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    site = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, lifespan=living)
    shell = Shell(area, live)
    # The last takes what none of the others did.
    for pages in (
        _first_page,
        console_pages,
        reception_pages,
        case_pages,
        manager_pages,
        sms_pages,
        report_pages,
        administration_pages,
        _other_pages,
    ):
        pages(shell)
    framework.config.quasar_config["loadingBar"]["skipHijack"] = True  # a bar without a name, for what takes no time
    mark_scripts(templates)
    ui.run_with(
        site,
        title="Onedoor",
        favicon="data:,",
        reconnect_timeout=LINE_LOST_S,
        message_history_length=MESSAGES_KEPT,
        binding_refresh_interval=None,
        tailwind=False,
        show_welcome_message=False,
    )
    return site


def _first_page(shell: Shell) -> None:
    @ui.page("/", reconnect_timeout=RETURN_WITHIN_S)
    def first(request: Request) -> Response | None:
        with shell.page(request, None) as visit:
            if visit is not None and (target := shell.first_page(visit)):
                return RedirectResponse(target, status_code=303)
            if visit is not None:
                shell.message(visit, "no_pages")
        return None


def _other_pages(shell: Shell) -> None:
    """What is asked for and not there, and what breaks."""

    @ui.page("/{path:path}")
    def no_page(request: Request) -> None:
        with shell.page(request, None) as visit:
            if visit is not None:
                visit.client.status_code = 404
                shell.message(visit, "no_page")

    @framework.on_page_exception
    def broken(_error: Exception) -> None:
        with shell.page(ui.context.client.request, None) as visit:
            if visit is not None:
                shell.message(visit, "broken")
