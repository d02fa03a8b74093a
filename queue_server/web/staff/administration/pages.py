"""``/staff/administration``: one page each for staff, devices, the hall and the log."""

from collections.abc import Callable

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from nicegui import ui

from queue_server.web.staff.administration.clients_page import ClientsPage
from queue_server.web.staff.administration.hall_page import HallPage
from queue_server.web.staff.administration.log_page import LogPage
from queue_server.web.staff.administration.people_page import PeoplePage
from queue_server.web.staff.administration.webhooks_page import WebhooksPage
from queue_server.web.staff.cookies import PATH
from queue_server.web.staff.shell import RETURN_WITHIN_S, Shell
from queue_server.web.staff.visit import Visit
from queue_server.web.words.administration import ADMINISTRATION

PAGES: dict[str, Callable[[Visit], object]] = {
    "people": PeoplePage,
    "clients": ClientsPage,
    "webhooks": WebhooksPage,
    "hall": HallPage,
    "log": LogPage,
}


def administration_pages(shell: Shell) -> None:
    tab = shell.tab("administration")

    @ui.page("/administration")
    def administration(request: Request) -> Response:  # noqa: ARG001 - the shape of a page
        return RedirectResponse(f"{PATH}{tab.path}/people", status_code=303)

    @ui.page("/administration/{page}", reconnect_timeout=RETURN_WITHIN_S)
    def one(request: Request, page: str) -> None:
        with shell.page(request, tab) as visit:
            if visit is None:
                return
            words = visit.words(ADMINISTRATION)
            tabs = [(words[name], f"{PATH}{tab.path}/{name}", name == page) for name in PAGES]
            ui.html(visit.draw("admin_nav.html", words=words, tabs=tabs), sanitize=False).classes("subnav")
            if page in PAGES:
                PAGES[page](visit)
            else:
                visit.client.status_code = 404
                shell.message(visit, "no_page")
