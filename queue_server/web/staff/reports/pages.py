"""``/staff/reports``, and the files that it offers."""

import asyncio
from dataclasses import replace
from urllib.parse import quote

from fastapi import Request, Response
from nicegui import app as framework
from nicegui import ui

from queue_server.staff.roles import Right
from queue_server.statistics.export import as_csv
from queue_server.statistics.report import Report
from queue_server.web.report_file import XLSX, group_name, workbook
from queue_server.web.staff.area import HallAtWork
from queue_server.web.staff.cookies import language_of
from queue_server.web.staff.door import PERSON
from queue_server.web.staff.manager.charts import (
    LEVEL_AT_MOST,
    arrivals_by_group,
    busy_by_group,
    service_by_group,
    waiting_by_group,
)
from queue_server.web.staff.manager.page import chart_words
from queue_server.web.staff.office import Person
from queue_server.web.staff.reports.asked import GROUPS, Asked, spans
from queue_server.web.staff.reports.sheet import table_cells, table_headings
from queue_server.web.staff.shell import RETURN_WITHIN_S, Shell
from queue_server.web.staff.visit import Visit
from queue_server.web.words.manager import MANAGER
from queue_server.web.words.reports import REPORTS

BYTE_ORDER_MARK = "\ufeff"
"""Without it the spreadsheets of most offices read Chinese in CSV as something else."""


def report_pages(shell: Shell) -> None:
    tab = shell.tab("reports")
    hall = shell.area.hall

    @ui.page("/reports", reconnect_timeout=RETURN_WITHIN_S)
    async def reports(request: Request) -> None:
        with shell.page(request, tab) as visit:
            if visit is None:
                return
            asked = Asked.read(request.query_params, hall.glance.hall.day(hall.glance.now))
            report = await _report(hall, asked)
            if report is None:
                shell.message(visit, "preparing", REPORTS)
            else:
                _show(visit, asked, report)

    @framework.get("/reports/{name}.{form}")
    async def export(request: Request, form: str) -> Response:
        """The report as a file: ``csv`` or ``xlsx``."""
        person: Person = request.scope[PERSON]
        asked = Asked.read(request.query_params, hall.glance.hall.day(hall.glance.now))
        if not person.may(Right.REPORT):
            return Response("not_allowed", status_code=403)
        report = await _report(hall, asked) if form in ("csv", "xlsx") else None
        if report is None:
            return Response("unknown_path", status_code=404)
        shell.area.office.record(person.id, "report.export", form, days=f"{asked.first}–{asked.last}", by=asked.by)
        name = f"{hall.glance.hall.id}-{asked.first}-{asked.last}-{asked.by}.{form}"
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}", "Cache-Control": "no-store"}
        if form == "csv":
            return Response(BYTE_ORDER_MARK + as_csv(report), media_type="text/csv; charset=utf-8", headers=headers)
        language = language_of(request.scope, request.query_params.get("lang"))
        of = hall.glance.hall
        file = await asyncio.to_thread(workbook, report, of, language, of.local(hall.glance.now))
        return Response(file, media_type=XLSX, headers=headers)


async def _report(hall: HallAtWork, asked: Asked) -> Report | None:
    """None as long as the books are not read."""
    if hall.books is None or not hall.books.ready:
        return None
    return await asyncio.to_thread(hall.books.report, asked.first, asked.last, asked.by)


def _show(visit: Visit, asked: Asked, report: Report) -> None:
    words, language, of = visit.words(REPORTS), visit.language, visit.hall.glance.hall
    today = of.day(visit.hall.glance.now)
    rows = [
        (key, group_name(of, asked.by, key, language), list(table_cells(asked.by, figures, words)))
        for key, figures in report.rows
    ]
    content = visit.draw(
        "reports.html",
        words=words,
        asked=asked,
        groups=GROUPS,
        spans=[(words[name], f"?{span.query()}", span == asked) for name, span in spans(today)],
        headings=table_headings(words),
        rows=rows,
        total=list(table_cells(None, report.total, words)),
        csv=f"reports/report.csv?{asked.query()}",
        xlsx=f"reports/report.xlsx?{asked.query()}",
    )
    ui.html(content, sanitize=False, tag="section").classes("surface panel report")
    _draw_charts(visit, asked, report)


def _draw_charts(visit: Visit, asked: Asked, report: Report) -> None:
    """In the order in which a day happens: they come, wait, are served, and windows are busy with them."""
    words, of = visit.words(REPORTS), visit.hall.glance.hall
    said = replace(chart_words(visit.words(MANAGER), "", ""), people=words["unit_people"])

    def name_of(key: str) -> str:
        return group_name(of, asked.by, key, visit.language) or key or words["none"]

    drawn = {
        "chart_arrivals": arrivals_by_group(report, name_of, said),
        "chart_waiting": waiting_by_group(report, name_of, said),
        "chart_service": service_by_group(report, name_of, said),
        "chart_busy": busy_by_group(report, name_of, said),
    }
    many = len(report.rows) > LEVEL_AT_MOST
    with ui.element("div").classes("charts long" if many else "charts"):
        for name, options in drawn.items() if report.rows else ():
            if options is None:
                continue
            with ui.element("section").classes("panel chart"):
                ui.html(words[name], sanitize=False, tag="h2")
                chart = ui.echart(options)
            chart.props["role"], chart.props["aria-label"] = "img", f"{words[name]}: {asked.first} – {asked.last}"
