"""What became of applications, and why they were refused or sent back: figures of the days that somebody asks for."""

import asyncio
from datetime import datetime, time
from typing import Any

from fastapi import Request
from nicegui import ui

from queue_server.domain.hall import Hall
from queue_server.statistics.cases import CaseFigures, CaseReport, make_case_report
from queue_server.web.case_names import item_name, reason_name
from queue_server.web.language import in_language
from queue_server.web.staff.reports.asked import Asked, spans
from queue_server.web.staff.visit import Visit
from queue_server.web.words.cases import CASES
from queue_server.web.words.reports import REPORTS

COUNTS = ("started", "submitted", "sent_back", "approved", "refused", "withdrawn", "expired", "late")


async def figures_page(visit: Visit, request: Request) -> None:
    """Draw the figures; they are read from the journal in a thread of their own."""
    glance = visit.hall.glance
    asked = Asked.read(request.query_params, glance.hall.day(glance.now))
    since = datetime.combine(asked.first, time(), tzinfo=glance.hall.timezone)
    events = await visit.hall.history.of_cases(since)
    report = await asyncio.to_thread(make_case_report, events, asked.first, asked.last)
    ui.html(_drawn(visit, asked, report), sanitize=False, tag="section").classes("surface panel report")


def _drawn(visit: Visit, asked: Asked, report: CaseReport) -> str:
    words, hall = visit.words(CASES), visit.hall.glance.hall
    named = visit.words(REPORTS)
    today = hall.day(visit.hall.glance.now)
    return visit.draw(
        "case_figures.html",
        words=words,
        asked=asked,
        spans=[(named[name], f"?{span.query()}", span == asked) for name, span in spans(today)],
        headings=[words[f"column_{name}"] for name in (*COUNTS, "decided_days")],
        rows=[
            (in_language(item_name(hall, item), visit.language), _cells(figures, words))
            for item, figures in report.rows
        ],
        total=_cells(report.total, words),
        refused=_reasons(hall, report.total.reasons, visit),
        sent_back=_reasons(hall, report.total.supplement_reasons, visit),
    )


def _cells(figures: CaseFigures, words: Any) -> list[str]:
    days = figures.decided_days
    counts = [str(getattr(figures, name)) for name in COUNTS]
    return [*counts, words["none"] if days is None else f"{days:.1f}"]


def _reasons(hall: Hall, counted: tuple[tuple[str, int], ...], visit: Visit) -> list[tuple[str, int]]:
    return [(in_language(reason_name(hall, reason), visit.language), count) for reason, count in counted]
