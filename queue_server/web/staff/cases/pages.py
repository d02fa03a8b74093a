"""``/staff/cases``: the list, one case and its pages' pictures, the lockers, the figures. Each reading is recorded."""

from collections.abc import Mapping

import structlog
from fastapi import Request, Response
from nicegui import app as framework
from nicegui import ui

from queue_server.cases.pictures import media_type_of
from queue_server.domain.cases.case import Case
from queue_server.staff.roles import Right
from queue_server.web.staff.cases.case_page import Around, CasePage
from queue_server.web.staff.cases.colleagues import Colleagues
from queue_server.web.staff.cases.figures import figures_page
from queue_server.web.staff.cases.files import CaseFiles
from queue_server.web.staff.cases.list_page import AskedList, ListPage
from queue_server.web.staff.cases.lockers_page import LockersPage
from queue_server.web.staff.cases.rows import SortedCases
from queue_server.web.staff.cookies import PATH
from queue_server.web.staff.door import PERSON
from queue_server.web.staff.office import Office, Person
from queue_server.web.staff.shell import RETURN_WITHIN_S, Shell, Tab
from queue_server.web.staff.visit import Visit
from queue_server.web.words.cases import CASES

SUBPAGES: Mapping[str, str] = {"title": "/cases", "lockers": "/lockers", "figures": "/case-figures"}


def case_pages(shell: Shell) -> None:
    setup = shell.area.hall.cases
    if setup is not None:
        files = CaseFiles(setup.cases, shell.area.hall.glance, setup.person_of)
        readings = Readings(shell.area.office)
        tab = shell.tab("cases")
        around = Around(files, Colleagues(), SortedCases())
        _lists(shell, tab, around)
        _one(shell, tab, around, readings)
        _pictures(files, readings)


class Readings:
    """Writes down who read what of which case."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._log = structlog.get_logger("cases")

    def took_place(self, person: Person, case: Case, part: str) -> None:
        self._office.record(person.id, "case_read", case.code, part=part)
        self._log.info("case_read", case=case.id, client=person.id, what=part)


def _lists(shell: Shell, tab: Tab, around: Around) -> None:
    @ui.page("/cases", reconnect_timeout=RETURN_WITHIN_S)
    async def cases(request: Request) -> None:
        with shell.page(request, tab) as visit:
            if visit is not None:
                _subpages(visit, "title")
                await ListPage(visit, around.files, around.living, AskedList.read(request)).begin()

    @ui.page("/lockers", reconnect_timeout=RETURN_WITHIN_S)
    def lockers(request: Request) -> None:
        with shell.page(request, tab) as visit:
            if visit is not None:
                _subpages(visit, "lockers")
                LockersPage(visit)

    @ui.page("/case-figures", reconnect_timeout=RETURN_WITHIN_S)
    async def figures(request: Request) -> None:
        with shell.page(request, tab) as visit:
            if visit is not None:
                _subpages(visit, "figures")
                await figures_page(visit, request)


def _one(shell: Shell, tab: Tab, around: Around, readings: Readings) -> None:
    files = around.files
    script = shell.area.hall.assets.address("papers.js")

    @ui.page("/cases/{code}", reconnect_timeout=RETURN_WITHIN_S)
    async def one(request: Request, code: str) -> None:
        with shell.page(request, tab, title=code) as visit:
            if visit is None:
                return
            case = await files.find(code)
            if case is None:
                visit.client.status_code = 404
                shell.message(visit, "unknown_case", CASES)
                return
            readings.took_place(request.scope[PERSON], case, "answers")
            ui.add_head_html(f'<script src="{script}" defer></script>')
            CasePage(visit, around, case, await files.open(case))


def _pictures(files: CaseFiles, readings: Readings) -> None:
    @framework.get("/cases/{code}/pages/{page}")
    async def picture(request: Request, code: str, page: str) -> Response:
        """The picture of one page; with ``?small`` too small to be read."""
        person: Person = request.scope[PERSON]
        if not person.may(Right.DECIDE):
            return Response("not_allowed", status_code=403)
        small = "small" in request.query_params
        case = await files.find(code)
        known = next((each for each in case.pages if each.id == page), None) if case else None
        body = await files.picture(case, known, small=small) if case and known else None
        if case is None or body is None:
            return Response("unknown_page", status_code=404)
        if not small:
            readings.took_place(person, case, f"page {page}")
        return Response(body, media_type=media_type_of(body), headers={"Cache-Control": "no-store"})


def _subpages(visit: Visit, current: str) -> None:
    words = visit.words(CASES)
    tabs = [(words[name], f"{PATH}{path}", name == current) for name, path in SUBPAGES.items()]
    ui.html(visit.draw("admin_nav.html", words=words, tabs=tabs), sanitize=False).classes("subnav")
