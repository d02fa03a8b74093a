"""The HTTP side of the queue server: is it alive, and the citizen's own page of a ticket."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse
from jinja2 import Environment, FunctionLoader, StrictUndefined

from queue_server.catalogue import CatalogueFile
from queue_server.domain.state import HallState
from queue_server.service.views import Views
from queue_server.web.catalogue import catalogue_router
from queue_server.web.ticket_page import gone_page, preferred_language, ticket_page_content


@dataclass(frozen=True, slots=True)
class WebSetup:
    """What the pages read. ``state`` returns the hall's state as it is on disk now; not every hall has a catalogue."""

    state: Callable[[], HallState]
    clock: Callable[[], datetime]
    broker_connected: Callable[[], bool]
    catalogue: CatalogueFile | None = None


def make_app(setup: WebSetup) -> FastAPI:
    """The web application of one hall."""
    app = FastAPI(title="Onedoor", openapi_url="/api/openapi.json", docs_url=None, redoc_url=None)
    app.include_router(catalogue_router(lambda: setup.state().hall.id, setup.catalogue))
    pages = Environment(loader=FunctionLoader(_template), autoescape=True, undefined=StrictUndefined)

    @app.get("/healthz")
    def healthz() -> JSONResponse:
        """Alive: the process answers. ``broker`` says whether it can be heard, ``seq`` how far the journal is."""
        state = setup.state()
        return JSONResponse(
            {"status": "ok", "hall": state.hall.id, "seq": state.seq, "broker": setup.broker_connected()}
        )

    @app.get("/t/{ticket_id}", response_class=HTMLResponse)
    def ticket_page(request: Request, ticket_id: str) -> HTMLResponse:
        """The page where the QR code of a ticket leads."""
        state = setup.state()
        language = preferred_language(request.headers.get("accept-language", ""))
        ticket = state.tickets.get(ticket_id)
        if ticket is None:
            page = pages.get_template("gone.html").render(gone_page(state.hall, language))
            return HTMLResponse(page, status_code=404)
        shown = Views(state, setup.clock()).ticket(ticket)
        page = pages.get_template("ticket.html").render(ticket_page_content(state.hall, shown, language))
        return HTMLResponse(page, headers={"Cache-Control": "no-store"})

    return app


def _template(name: str) -> str:
    return files("queue_server.web").joinpath("templates", name).read_text(encoding="utf-8")
