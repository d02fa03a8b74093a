"""What is for managers and their systems: a token of theirs is needed."""

from fastapi import APIRouter, Request, Response

from queue_server.contract.views import Alerts
from queue_server.web.access import Gate
from queue_server.web.api.described import NEEDS_TOKEN, errors
from queue_server.web.api.halls import known_hall
from queue_server.web.glance import Glance

ROOT = "/api/v1/halls/{hall}"


def managing_router(glance: Glance, gate: Gate) -> APIRouter:
    router = APIRouter(tags=["managing"])

    @router.get(
        ROOT + "/alerts",
        response_model=Alerts,
        openapi_extra=NEEDS_TOKEN,
        responses=errors("unknown_hall", "not_allowed"),
    )
    async def alerts(request: Request, hall: str) -> Response:
        """What needs a hand, the urgent first; `acknowledge_alert` says who sees to it."""
        gate.manager(request)
        known_hall(glance, hall)
        body = glance.views.alerts().model_dump_json()
        return Response(body, media_type="application/json", headers={"Cache-Control": "no-cache"})

    return router
