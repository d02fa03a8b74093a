"""What is for managers and their systems: a token of theirs is needed."""

import asyncio
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response

from queue_server.contract.views import Alerts
from queue_server.statistics.books import DayBooks
from queue_server.statistics.export import as_csv, as_json
from queue_server.statistics.parts import By
from queue_server.web.access import Gate
from queue_server.web.api.described import NEEDS_TOKEN, errors
from queue_server.web.api.halls import known_hall
from queue_server.web.errors import InvalidRequestError, UnknownError
from queue_server.web.glance import Glance
from queue_server.web.language import Language, chosen_language
from queue_server.web.report_file import XLSX, workbook

ROOT = "/api/v1/halls/{hall}"
MOST_DAYS = 3 * 366


_REPORT: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            "application/json": {},
            "text/csv": {"schema": {"type": "string"}},
            XLSX: {"schema": {"type": "string", "format": "binary"}},
        }
    }
}


def managing_router(glance: Glance, gate: Gate, books: DayBooks | None) -> APIRouter:
    router = APIRouter(tags=["managing"])

    @router.get(
        ROOT + "/alerts",
        response_model=Alerts,
        openapi_extra=NEEDS_TOKEN,
        responses=errors("unknown_hall", "not_allowed"),
    )
    async def alerts(request: Request, hall: str) -> Response:
        """What needs a hand, the urgent first; `acknowledge_alert` says who sees to it."""
        gate.manager(request, "events")
        known_hall(glance, hall)
        body = glance.views.alerts().model_dump_json()
        return Response(body, media_type="application/json", headers={"Cache-Control": "no-cache"})

    @router.get(
        ROOT + "/report",
        response_class=Response,
        openapi_extra=NEEDS_TOKEN,
        responses={**_REPORT, **errors("unknown_hall", "not_allowed", "invalid_command")},
    )
    async def report(
        request: Request,
        hall: str,
        first: Annotated[date, Query(alias="from", description="The first day, of the hall's own calendar.")],
        last: Annotated[date, Query(alias="to", description="The last day; it is included.")],
        by: Annotated[By | None, Query(description="What the figures are broken down by.")] = None,
        form: Annotated[Literal["json", "csv", "xlsx"], Query(alias="format")] = "json",
        lang: Annotated[Language | None, Query(description="The language of a workbook's words.")] = None,
    ) -> Response:
        """How many came, how long they waited, how busy the windows were; today as far as it has gone."""
        gate.manager(request, "statistics", "events")
        known_hall(glance, hall)
        if books is None:
            raise UnknownError("unknown_hall")
        check_days(first, last)
        told = await asyncio.to_thread(books.report, first, last, by)
        if form == "csv":
            return Response(as_csv(told), media_type="text/csv; charset=utf-8")
        if form == "xlsx":
            language = chosen_language(lang, request.headers.get("accept-language", ""))
            made = glance.hall.local(glance.now)
            return Response(await asyncio.to_thread(workbook, told, glance.hall, language, made), media_type=XLSX)
        return Response(as_json(told, hall), media_type="application/json", headers={"Cache-Control": "no-cache"})

    return router


def check_days(first: date, last: date) -> None:
    """:raises InvalidRequestError: where there is no report of such days."""
    if first > last:
        raise InvalidRequestError("from: it is after to")
    if (last - first).days >= MOST_DAYS:
        raise InvalidRequestError(f"from: more than {MOST_DAYS} days before to")
