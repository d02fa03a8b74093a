"""The page of an application, where the QR code of its receipt and the links of its messages lead.

Its code is the key. Whoever knows it learns how the application stands and nothing of its person.
"""

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse

from queue_server.cases.opening import Cases
from queue_server.domain.cases.case import Case
from queue_server.domain.hall import Text
from queue_server.web.access import Gate
from queue_server.web.errors import UnknownError
from queue_server.web.glance import Glance
from queue_server.web.pages.booking import read_code
from queue_server.web.pages.case import case_page
from queue_server.web.pages.rendering import Pages, reader_of
from queue_server.web.words.case_page import CASE_PAGE

_RESPONSES: dict[int | str, dict[str, str]] = {
    404: {"description": "No application has this code; a page says so."},
    429: {"description": "Pages, or codes that are not there, were asked for too often; see `Retry-After`."},
}


class CasePages:
    """Everything at ``/c/<code>``."""

    def __init__(self, glance: Glance, pages: Pages, gate: Gate, cases: Cases) -> None:
        self._glance = glance
        self._pages = pages
        self._gate = gate
        self._cases = cases

    def router(self) -> APIRouter:
        router = APIRouter()
        router.get("/c/{code}", tags=["pages"], response_class=HTMLResponse, responses=_RESPONSES)(self.show)
        return router

    async def show(self, request: Request, code: str) -> Response:
        """The page where the QR code of a receipt leads."""
        reader = reader_of(request)
        case = await self.case(request, code)
        papers, note = await run_in_threadpool(self._beside, case)
        page = case_page(self._glance.hall, case, papers, reader.language, note=note)
        return self._pages.page(
            "case.html",
            reader,
            title=page.title,
            page=page,
            words=CASE_PAGE[reader.language],
            address=f"/c/{case.code}",
        )

    async def case(self, request: Request, code: str) -> Case:
        """The case of a code. Who guesses codes soon has to wait: 20 in a row, then one in ten seconds."""
        self._gate.reader(request)
        self._gate.guess(request)
        case = await self._find(read_code(code))
        if case is None:
            self._gate.miss(request)
            raise UnknownError("unknown_case")
        return case

    async def _find(self, code: str) -> Case | None:
        """Only by its code: an id stands in events, which others read."""
        shelf = self._glance.state.shelf
        case = shelf.cases.get(shelf.codes.get(code) or "") or await run_in_threadpool(self._ended, code)
        return case if case is not None and case.code == code else None

    def _ended(self, code: str) -> Case | None:
        with self._cases.reading() as reading:
            return reading.archive.find(code)

    def _beside(self, case: Case) -> tuple[Mapping[str, Text], bool]:
        """The names of its papers, and whether the office wrote something."""
        with self._cases.reading() as reading:
            item = reading.plans.find(case.item)
            papers = {paper.kind: paper.name for paper in item.application.papers} if item else {}
            return papers, reading.sealed.find(case.id, "note") is not None
